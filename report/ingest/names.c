/*
 * names.c: a hash table of words, and before it a small cache that a row of a log nearly always
 * hits.  Pure.
 */
#include <string.h>
#include "names.h"

enum { SLOTS = 256 };

/* The first eight bytes of a word and the last eight: all of it where it has no more than sixteen. */
typedef struct {
	guint64 head, tail;
} Ends;

struct Names {
	struct {
		const char *name; /* NULL: the slot is free */
		gsize length;
		Ends ends;
	} slots[SLOTS];
	GHashTable *all; /* set of the words, owned by chunk */
	GStringChunk *chunk;
	GString *key; /* a word with its NUL, to look it up */
};

Names *
names_new(void)
{
	Names *names = g_new0(Names, 1);

	names->all = g_hash_table_new(g_str_hash, g_str_equal);
	names->chunk = g_string_chunk_new(4096);
	names->key = g_string_new(NULL);
	return names;
}

void
names_free(Names *names)
{
	if (!names)
		return;
	g_hash_table_unref(names->all);
	g_string_chunk_free(names->chunk);
	g_string_free(names->key, TRUE);
	g_free(names);
}

static inline Ends
ends_of(const char *text, gsize length)
{
	Ends ends = { 0, 0 };

	memcpy(&ends.head, text, sizeof ends.head);
	ends.head = GUINT64_FROM_LE(ends.head);
	if (length < sizeof ends.head)
		ends.head &= (G_GUINT64_CONSTANT(1) << 8 * length) - 1;
	else
		memcpy(&ends.tail, text + length - sizeof ends.tail, sizeof ends.tail);
	return ends;
}

static inline guint
slot_of(Ends ends, gsize length)
{
	return (guint)(((ends.head ^ (ends.tail * 31) ^ length) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 56);
}

static const char *
keep_new(Names *names, const char *text, gsize length)
{
	char *name;

	for (gsize i = 0; i < length; i++)
		if (g_ascii_iscntrl(text[i]))
			return NULL;
	g_string_truncate(names->key, 0);
	g_string_append_len(names->key, text, (gssize)length);
	name = g_hash_table_lookup(names->all, names->key->str);
	if (!name) {
		name = g_string_chunk_insert_len(names->chunk, text, (gssize)length);
		g_hash_table_add(names->all, name);
	}
	return name;
}

const char *
names_keep(Names *names, const char *text, gsize length)
{
	Ends ends = ends_of(text, length);
	guint slot = slot_of(ends, length);

	if (!names->slots[slot].name || names->slots[slot].length != length ||
	    names->slots[slot].ends.head != ends.head || names->slots[slot].ends.tail != ends.tail ||
	    (length > sizeof ends && memcmp(names->slots[slot].name, text, length) != 0)) {
		const char *name = keep_new(names, text, length);
		if (!name)
			return NULL;
		names->slots[slot].name = name;
		names->slots[slot].length = length;
		names->slots[slot].ends = ends;
	}
	return names->slots[slot].name;
}
