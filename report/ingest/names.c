/*
 * names.c: a hash table of words, and before it a small cache that a row of a log nearly always
 * hits.  Pure.
 */
#include <string.h>
#include "names.h"

enum { SLOTS = 256 };

struct Names {
	struct {
		const char *name; /* NULL: the slot is free */
		gsize length;
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

/* Of the first eight bytes, the last eight and the length. */
static guint
slot_of(const char *text, gsize length)
{
	guint64 head, tail;

	memcpy(&head, text, sizeof head);
	head = GUINT64_FROM_LE(head);
	if (length < 8) {
		head &= (G_GUINT64_CONSTANT(1) << 8 * length) - 1;
		tail = 0;
	} else
		memcpy(&tail, text + length - 8, sizeof tail);
	return (guint)(((head ^ (tail * 31) ^ length) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 56);
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
	guint slot = slot_of(text, length);

	if (!names->slots[slot].name || names->slots[slot].length != length ||
	    memcmp(names->slots[slot].name, text, length) != 0) {
		const char *name = keep_new(names, text, length);
		if (!name)
			return NULL;
		names->slots[slot].name = name;
		names->slots[slot].length = length;
	}
	return names->slots[slot].name;
}
