/*
 * catalogue.c: bytes of an MO file in, a table of key to words out.
 * The format is of "The Format of GNU MO Files" (gettext manual, 10.3): seven 32-bit words, then
 * two tables of (length, offset); its hash table is not used.  Every offset is checked, for the file
 * may be anything.  Knows no language.
 */
#include <string.h>
#include "catalogue.h"
#include "error.h"

struct Catalogue {
	GBytes *bytes;     /* what keys and words point into */
	GHashTable *words; /* key -> words */
};

#define MO_MAGIC 0x950412deU
#define MO_HEAD  28 /* bytes */

/* The bytes under the reader. */
typedef struct {
	const guint8 *data;
	gsize length;
	gboolean swapped; /* written by a machine of the other byte order */
} Mo;

static gboolean
fail(GError **error, const char *what)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "not a compiled catalogue: %s", what);
	return FALSE;
}

static guint32
word(const Mo *mo, gsize offset)
{
	guint32 value;

	memcpy(&value, mo->data + offset, sizeof value);
	return mo->swapped ? GUINT32_SWAP_LE_BE(value) : value;
}

/* The string that entry i of the table at offset names; NULL where it leaves the file, is no UTF-8 or not ended. */
static const char *
string(const Mo *mo, gsize table, gsize i)
{
	gsize length = word(mo, table + 8 * i), offset = word(mo, table + 8 * i + 4);
	const char *text = (const char *)mo->data + offset;

	if (offset >= mo->length || length >= mo->length - offset || text[length] != '\0')
		return NULL;
	return g_utf8_validate(text, (gssize)length, NULL) ? text : NULL;
}

static gboolean
table_fits(const Mo *mo, gsize table, gsize count)
{
	return table <= mo->length && count <= (mo->length - table) / 8;
}

static gboolean
fill(GHashTable *words, const Mo *mo, GError **error)
{
	gsize count = word(mo, 8), keys = word(mo, 12), values = word(mo, 16);

	if (word(mo, 4) >> 16 != 0)
		return fail(error, "its revision is newer than 0");
	if (!table_fits(mo, keys, count) || !table_fits(mo, values, count))
		return fail(error, "its tables are longer than the file");
	for (gsize i = 0; i < count; i++) {
		const char *key = string(mo, keys, i), *value = string(mo, values, i);

		if (!key || !value)
			return fail(error, "a string leaves the file or is not UTF-8");
		if (*key && *value) /* the empty key is the head */
			g_hash_table_insert(words, (gpointer)key, (gpointer)value);
	}
	return TRUE;
}

Catalogue *
catalogue_read(GBytes *bytes, GError **error)
{
	g_autoptr(Catalogue) catalogue = g_new0(Catalogue, 1);
	Mo mo = { NULL, 0, FALSE };

	catalogue->bytes = g_bytes_ref(bytes);
	catalogue->words = g_hash_table_new(g_str_hash, g_str_equal);
	mo.data = g_bytes_get_data(bytes, &mo.length);
	if (mo.length < MO_HEAD) {
		fail(error, "too short");
		return NULL;
	}
	mo.swapped = word(&mo, 0) == GUINT32_SWAP_LE_BE(MO_MAGIC);
	if (word(&mo, 0) != MO_MAGIC) {
		fail(error, "it does not begin as one");
		return NULL;
	}
	return fill(catalogue->words, &mo, error) ? g_steal_pointer(&catalogue) : NULL;
}

Catalogue *
catalogue_open(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Catalogue) catalogue = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, error))
		return NULL;
	bytes = g_bytes_new_take(g_steal_pointer(&text), length);
	if (!(catalogue = catalogue_read(bytes, error)))
		g_prefix_error(error, "%s: ", path);
	return g_steal_pointer(&catalogue);
}

void
catalogue_free(Catalogue *catalogue)
{
	if (!catalogue)
		return;
	g_hash_table_unref(catalogue->words);
	g_bytes_unref(catalogue->bytes);
	g_free(catalogue);
}

const char *
catalogue_words(const Catalogue *catalogue, const char *key)
{
	return g_hash_table_lookup(catalogue->words, key);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
catalogue_keys(const Catalogue *catalogue)
{
	GPtrArray *keys = g_ptr_array_new();
	GHashTableIter iter;
	gpointer key;

	g_hash_table_iter_init(&iter, catalogue->words);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		g_ptr_array_add(keys, key);
	g_ptr_array_sort(keys, by_name);
	return keys;
}
