/*
 * address.c: a hash table for each length of prefix that there is.  Most sets have one or two, so that an address is
 * found in as many steps; and most addresses are in no set, which a bit for their hash tells without a look at the
 * tables.  Knows nothing of what the values are.
 */
#include <arpa/inet.h>
#include <string.h>
#include "address.h"
#include "error.h"

#define LENGTHS 129 /* of an IPv6 prefix, 0 to 128 */

enum { FILTER = 18 /* bits of a hash that the filter goes by */ };

typedef struct {
	guint8 bytes[16];
	guint8 family;
} Key;

struct AddressMap {
	GHashTable *tables[LENGTHS]; /* Key to value, of both families; NULL: no prefix is so long */
	guint lengths[LENGTHS];      /* of the tables that there are, the longest first, */
	guint n_lengths;
	guint64 filter[(1 << FILTER) / 64]; /* a bit for the hash of every key */
};

static guint
hash_key(gconstpointer data)
{
	const Key *key = data;
	guint64 halves[2];

	memcpy(halves, key->bytes, sizeof halves);
	return (guint)(((halves[0] ^ halves[1] * 31 ^ key->family) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 32);
}

static gboolean
is_equal(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, sizeof(Key)) == 0;
}

AddressMap *
address_map_new(void)
{
	return g_new0(AddressMap, 1);
}

void
address_map_free(AddressMap *map)
{
	if (!map)
		return;
	for (gsize i = 0; i < LENGTHS; i++)
		g_clear_pointer(&map->tables[i], g_hash_table_unref);
	g_free(map);
}

/* The key with the bits behind its prefix cleared. */
static inline Key
cut(Key key, guint bits)
{
	const guint64 all = G_MAXUINT64;
	guint64 halves[2];

	memcpy(halves, key.bytes, sizeof halves);
	halves[0] &= GUINT64_TO_BE(bits >= 64 ? all : bits > 0 ? all << (64 - bits) : 0);
	halves[1] &= GUINT64_TO_BE(bits >= 128 ? all : bits > 64 ? all << (128 - bits) : 0);
	memcpy(key.bytes, halves, sizeof halves);
	return key;
}

/* FALSE: the key is in no table. */
static inline gboolean
is_likely(const AddressMap *map, const Key *key)
{
	guint place = hash_key(key) >> (32 - FILTER);

	return (map->filter[place / 64] >> place % 64 & 1) != 0;
}

static void
insert(AddressMap *map, guint bits, const Key *key, gconstpointer value)
{
	guint place = hash_key(key) >> (32 - FILTER), i;

	map->filter[place / 64] |= G_GUINT64_CONSTANT(1) << place % 64;
	if (!map->tables[bits]) {
		map->tables[bits] = g_hash_table_new_full(hash_key, is_equal, g_free, NULL);
		for (i = map->n_lengths++; i > 0 && map->lengths[i - 1] < bits; i--)
			map->lengths[i] = map->lengths[i - 1];
		map->lengths[i] = bits;
	}
	g_hash_table_insert(map->tables[bits], g_memdup2(key, sizeof *key), (gpointer)value);
}

static gboolean
read_prefix(const char *text, Key *key, guint *bits)
{
	g_auto(GStrv) parts = g_strsplit(text, "/", 2);
	guint64 length;

	*key = (Key) { .family = 4 };
	if (!parts[0] || inet_pton(AF_INET, parts[0], key->bytes) != 1) {
		key->family = 6;
		if (!parts[0] || inet_pton(AF_INET6, parts[0], key->bytes) != 1)
			return FALSE;
	}
	length = key->family == 4 ? 32 : 128;
	if (parts[1] && !g_ascii_string_to_unsigned(parts[1], 10, 0, length, &length, NULL))
		return FALSE;
	*bits = (guint)length;
	return TRUE;
}

gboolean
address_map_add(AddressMap *map, const char *text, gconstpointer value, GError **error)
{
	const char *wrong = NULL;
	gconstpointer other;
	Key key = { { 0 }, 0 }, prefix = { { 0 }, 0 };
	guint bits = 0;

	if (!read_prefix(text, &key, &bits))
		wrong = "is no IP address and no prefix; write it like 192.0.2.1 or 192.0.2.0/24";
	else if (prefix = cut(key, bits), !is_equal(&key, &prefix))
		wrong = "has bits behind its prefix";
	else if (map->tables[bits] && (other = g_hash_table_lookup(map->tables[bits], &key)) && other != value)
		wrong = "stands twice, for two of them";
	if (wrong) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' %s", text, wrong);
		return FALSE;
	}
	insert(map, bits, &key, value);
	return TRUE;
}

gconstpointer
address_map_find(const AddressMap *map, guint8 family, const guint8 address[16])
{
	const guint most = family == 4 ? 32 : 128;
	Key key = { .family = family };

	memcpy(key.bytes, address, family == 4 ? 4 : 16);
	for (guint i = 0; i < map->n_lengths; i++) {
		const guint bits = map->lengths[i];
		const Key prefix = cut(key, bits);
		gconstpointer value;
		if (bits <= most && is_likely(map, &prefix) &&
		    (value = g_hash_table_lookup(map->tables[bits], &prefix)))
			return value;
	}
	return NULL;
}
