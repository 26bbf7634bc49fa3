/*
 * mmdb.c: a binary tree of networks, its data section and metadata, as bytes.
 * Knows no region and no reader.
 */
#include <string.h>
#include "mmdb.h"

enum { NOTHING = -1, RECORD_LIMIT = 1 << 24, SEPARATOR = 16 };
/* Types of the data section (specification, "Output Data Section"). */
enum { TYPE_STRING = 2, TYPE_UINT16 = 5, TYPE_UINT32 = 6, TYPE_MAP = 7, TYPE_UINT64 = 9, TYPE_ARRAY = 11 };

/* Where an edge leads: below 0 a leaf (-2 - index of its code) or NOTHING, else the number of a node. */
typedef struct {
	gint32 edge[2];
} Node;

struct Mmdb {
	GArray *nodes;    /* of Node */
	GPtrArray *codes; /* of char*, each once */
};

static gint32
leaf_of(gint32 code)
{
	return -2 - code;
}

static gint32
code_of(gint32 leaf)
{
	return -2 - leaf;
}

static gint32
new_node(Mmdb *mmdb, gint32 below)
{
	Node node = { { below, below } };

	g_array_append_val(mmdb->nodes, node);
	return (gint32)mmdb->nodes->len - 1;
}

Mmdb *
mmdb_new(void)
{
	Mmdb *mmdb = g_new0(Mmdb, 1);

	mmdb->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
	mmdb->codes = g_ptr_array_new_with_free_func(g_free);
	new_node(mmdb, NOTHING);
	return mmdb;
}

void
mmdb_free(Mmdb *mmdb)
{
	if (!mmdb)
		return;
	g_array_unref(mmdb->nodes);
	g_ptr_array_unref(mmdb->codes);
	g_free(mmdb);
}

static gint32
intern(Mmdb *mmdb, const char *code)
{
	guint index;

	if (!g_ptr_array_find_with_equal_func(mmdb->codes, code, g_str_equal, &index)) {
		index = mmdb->codes->len;
		g_ptr_array_add(mmdb->codes, g_strdup(code));
	}
	return (gint32)index;
}

void
mmdb_add(Mmdb *mmdb, const guint8 address[16], guint length, const char *code)
{
	gint32 leaf = leaf_of(intern(mmdb, code));
	gint32 at = 0;

	for (guint i = 0; i < length; i++) {
		int bit = address[i / 8] >> (7 - i % 8) & 1;
		gint32 next = g_array_index(mmdb->nodes, Node, at).edge[bit];

		if (i + 1 == length)
			next = leaf;
		else if (next < 0) /* a wider network's leaf goes down with us */
			next = new_node(mmdb, next);
		g_array_index(mmdb->nodes, Node, at).edge[bit] = next;
		at = next;
	}
}

/* A control byte, with the extended type and the size's further byte where they are needed. */
static void
put_control(GByteArray *out, guint8 type, gsize size)
{
	guint8 first = (guint8)((type > 7 ? 0 : type) << 5 | (size < 29 ? size : 29));
	guint8 extended = (guint8)(type - 7), further = (guint8)(size - 29);

	g_assert(size < 29 + 256);
	g_byte_array_append(out, &first, 1);
	if (type > 7)
		g_byte_array_append(out, &extended, 1);
	if (size >= 29)
		g_byte_array_append(out, &further, 1);
}

static void
put_string(GByteArray *out, const char *text)
{
	put_control(out, TYPE_STRING, strlen(text));
	g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
}

/* An unsigned number without its leading zero bytes. */
static void
put_number(GByteArray *out, guint8 type, guint64 value)
{
	guint64 wire = GUINT64_TO_BE(value);
	gsize size = 0;

	while (size < 8 && value >> (8 * size) != 0)
		size++;
	put_control(out, type, size);
	g_byte_array_append(out, (const guint8 *)&wire + 8 - size, (guint)size);
}

/* The data section, and where in it each code's map begins. */
static GByteArray *
write_data(const Mmdb *mmdb, guint32 *place)
{
	GByteArray *data = g_byte_array_new();

	for (guint i = 0; i < mmdb->codes->len; i++) {
		place[i] = data->len;
		put_control(data, TYPE_MAP, 1);
		put_string(data, "country");
		put_control(data, TYPE_MAP, 1);
		put_string(data, "iso_code");
		put_string(data, g_ptr_array_index(mmdb->codes, i));
	}
	return data;
}

/* A record: the number of the next node; the node count: nothing; above it a place in the data section. */
static guint32
record(const Mmdb *mmdb, gint32 edge, const guint32 *place)
{
	if (edge >= 0)
		return (guint32)edge;
	if (edge == NOTHING)
		return mmdb->nodes->len;
	return mmdb->nodes->len + SEPARATOR + place[code_of(edge)];
}

static void
put_tree(GByteArray *out, const Mmdb *mmdb, const guint32 *place)
{
	for (guint i = 0; i < mmdb->nodes->len; i++) {
		const Node *node = &g_array_index(mmdb->nodes, Node, i);
		for (int bit = 0; bit < 2; bit++) {
			guint32 value = record(mmdb, node->edge[bit], place);
			guint8 bytes[3] = { (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value };

			g_assert(value < RECORD_LIMIT);
			g_byte_array_append(out, bytes, sizeof bytes);
		}
	}
}

static void
put_metadata(GByteArray *out, const Mmdb *mmdb, const char *type, const char *description, gint64 built)
{
	static const guint8 marker[] = "\xab\xcd\xefMaxMind.com";

	g_byte_array_append(out, marker, sizeof marker - 1);
	put_control(out, TYPE_MAP, 9);
	put_string(out, "binary_format_major_version");
	put_number(out, TYPE_UINT16, 2);
	put_string(out, "binary_format_minor_version");
	put_number(out, TYPE_UINT16, 0);
	put_string(out, "build_epoch");
	put_number(out, TYPE_UINT64, (guint64)built);
	put_string(out, "database_type");
	put_string(out, type);
	put_string(out, "description");
	put_control(out, TYPE_MAP, 1);
	put_string(out, "en");
	put_string(out, description);
	put_string(out, "ip_version");
	put_number(out, TYPE_UINT16, 6);
	put_string(out, "languages");
	put_control(out, TYPE_ARRAY, 1);
	put_string(out, "en");
	put_string(out, "node_count");
	put_number(out, TYPE_UINT32, mmdb->nodes->len);
	put_string(out, "record_size");
	put_number(out, TYPE_UINT16, 24);
}

GByteArray *
mmdb_write(const Mmdb *mmdb, const char *type, const char *description, gint64 built)
{
	static const guint8 separator[SEPARATOR] = { 0 };
	g_autofree guint32 *place = g_new0(guint32, mmdb->codes->len + 1);
	g_autoptr(GByteArray) data = write_data(mmdb, place);
	GByteArray *out = g_byte_array_new();

	put_tree(out, mmdb, place);
	g_byte_array_append(out, separator, sizeof separator);
	g_byte_array_append(out, data->data, data->len);
	put_metadata(out, mmdb, type, description, built);
	return out;
}
