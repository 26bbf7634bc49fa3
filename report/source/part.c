/*
 * part.c: the records of a part, sorted to be counted, or to be kept once.
 */
#include "part.h"

#define MARK    ((gsize)1 << 19)  /* records from which on a part may be squeezed */
#define HOT     4                 /* times the usual: then it is, for a single source may send half of all */
#define SORTING ((gsize)48 << 20) /* [B] for what is sorted at once, by all threads */

/* Which records of a part are looked for: those whose upper bits are the slice; and where they go. */
typedef struct {
	Distinct *distinct;
	gsize size; /* of a record [B] */
	guint bits; /* of the slice's number */
	guint64 slice;
	gsize n; /* so far */
} Gathering;

static void
gather_short(const Piece *piece, gpointer data)
{
	Gathering *gathering = data;
	const gsize size = gathering->size;
	const guint64 mask = (G_GUINT64_CONSTANT(1) << 8 * size) - 1, upper = (1u << gathering->bits) - 1;
	const guint shift = DISTINCT_KEY - gathering->bits;
	guint64 *to = distinct_room(gathering->distinct, gathering->n + piece->n, sizeof *to);
	gsize n = gathering->n;

	for (gsize i = 0; i < piece->n; i++) {
		guint64 word;
		memcpy(&word, piece->bytes + i * size, sizeof word);
		to[n] = GUINT64_FROM_LE(word) & mask;
		n += (to[n] >> shift & upper) == gathering->slice;
	}
	gathering->n = n;
}

static void
gather_long(const Piece *piece, gpointer data)
{
	Gathering *gathering = data;
	const guint64 upper = (1u << gathering->bits) - 1;
	guint8 *to = distinct_room(gathering->distinct, gathering->n + piece->n, DISTINCT_LONG);

	for (gsize i = 0; i < piece->n; i++) {
		const guint8 *record = piece->bytes + i * DISTINCT_LONG;
		if ((part_hash_long(record) >> (56 - gathering->bits) & upper) == gathering->slice)
			memcpy(to + gathering->n++ * DISTINCT_LONG, record, DISTINCT_LONG);
	}
}

/* A slice of the records into the room of distinct; short ones become words.  Gives how many, -1 on failure. */
static gssize
gather(const Part *part, Pieces *pieces, gsize size, guint bits, guint64 slice, Distinct *distinct, GError **error)
{
	Gathering gathering = { distinct, size, bits, slice, 0 };

	if (!pile_each(&part->pile, pieces, size == DISTINCT_LONG ? gather_long : gather_short, &gathering, error))
		return -1;
	return (gssize)gathering.n;
}

gboolean
part_is_hot(const Part *part, gsize usual)
{
	return part->pile.n >= MAX(part->mark, MARK) && part->pile.n / HOT > usual;
}

/* Makes a pile anew of n records in the room. */
static void
put_back(Pile *pile, Pieces *pieces, gsize size, gconstpointer room, gsize n)
{
	const guint64 *words = room;

	pile_clear(pile, pieces);
	for (gsize at = 0; at < n;) {
		Piece *piece = pieces_take(pieces);
		piece->n = MIN(n - at, PIECE / size);
		if (size == DISTINCT_LONG)
			memcpy(piece->bytes, (const guint8 *)room + at * size, piece->n * size);
		for (gsize i = 0; size != DISTINCT_LONG && i < piece->n; i++)
			part_put_word(piece->bytes + i * size, words[at + i]);
		at += piece->n;
		pile_put(pile, pieces, piece);
	}
}

gboolean
part_squeeze(Part *part, Pieces *pieces, gsize size, guint bits, Distinct *distinct, GError **error)
{
	gssize n = gather(part, pieces, size, 0, 0, distinct, error);

	if (n < 0)
		return FALSE;
	n = (gssize)(size == DISTINCT_LONG ? distinct_squeeze_long(distinct, (gsize)n)
					   : distinct_squeeze_short(distinct, (gsize)n, bits));
	put_back(&part->pile, pieces, size, distinct_room(distinct, 0, 1), (gsize)n);
	part->mark = 2 * (gsize)n;
	return TRUE;
}

gboolean
part_count(Part *part, Pieces *pieces, gsize size, guint threads, Distinct *distinct, GError **error)
{
	const gboolean is_long = size == DISTINCT_LONG;
	const gsize most = SORTING / threads / (2 * (is_long ? DISTINCT_LONG : sizeof(guint64)));
	guint bits = 0;
	gboolean ok = TRUE;

	while (bits < DISTINCT_KEY / 2 && part->pile.n >> bits > most)
		bits++;
	for (guint64 slice = 0; ok && slice < G_GUINT64_CONSTANT(1) << bits && part->pile.n > 0; slice++) {
		gssize n = gather(part, pieces, size, bits, slice, distinct, error);

		ok = n >= 0;
		if (n > 0 && is_long)
			distinct_long(distinct, (gsize)n);
		else if (n > 0)
			distinct_short(distinct, (gsize)n);
	}
	pile_clear(&part->pile, pieces);
	return ok;
}
