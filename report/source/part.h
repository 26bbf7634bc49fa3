/*
 * part: the records of those addresses whose hashes begin alike.  Short ones, of family 4, leave out what they have in
 * common; those of family 6 are DISTINCT_LONG.
 */
#pragma once
#include <string.h>
#include "distinct.h"
#include "pile.h"

typedef struct {
	GMutex lock; /* of the users' */
	Pile pile;
	gsize mark; /* records from which on it may be squeezed again */
} Part;

/* Whether it has far more records than is usual. */
gboolean part_is_hot(const Part *part, gsize usual);

/* Keeps each of its records, of size bytes and, if short, so many bits, once.  Fails where they cannot be read back. */
gboolean part_squeeze(Part *part, Pieces *pieces, gsize size, guint bits, Distinct *distinct, GError **error);

/* Counts its records and clears it, a slice at a time, so that as many threads as are told have room to sort theirs. */
gboolean part_count(Part *part, Pieces *pieces, gsize size, guint threads, Distinct *distinct, GError **error);

/* Writes a short record; behind it stands the next, or slack. */
static inline void
part_put_word(guint8 *to, guint64 word)
{
	word = GUINT64_TO_LE(word);
	memcpy(to, &word, sizeof word);
}

/* Of an address of family 6: the upper 8 bits tell the part, the next the slice. */
static inline guint64
part_hash_long(const guint8 *address)
{
	guint64 key[2];

	memcpy(key, address, sizeof key);
	return (key[0] ^ key[1] * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
}
