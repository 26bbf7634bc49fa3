/*
 * distinct.c: records are sorted by address, so that those of one stand together; then a group counts where it was not
 * seen yet at the address at hand.
 */
#include <stdlib.h>
#include <string.h>
#include "distinct.h"

enum {
	DIGIT = 12, /* bits that are sorted by at once */
	FEW = 400   /* records that are sorted without digits */
};

/* The address at which a group was seen last, by its number, and at how many it was seen. */
typedef struct {
	gint64 last, count;
} Seen;

struct Distinct {
	const DistinctField *fields;
	gsize n;
	Seen *seen;            /* [slots] */
	gint64 addresses;      /* so far; the number of the one at hand */
	guint64 *room, *spare; /* [size] each; spare is made when something is sorted */
	gsize size;
	guint32 (*starts)[1 << DIGIT]; /* of two digits: where the next record with it goes */
};

Distinct *
distinct_new(const DistinctField *fields, gsize n, gsize slots)
{
	Distinct *distinct = g_new0(Distinct, 1);

	distinct->fields = fields;
	distinct->n = n;
	distinct->seen = g_new0(Seen, slots + 1);
	distinct->starts = g_malloc(2 * sizeof *distinct->starts);
	return distinct;
}

void
distinct_free(Distinct *distinct)
{
	if (!distinct)
		return;
	g_free(distinct->seen);
	g_free(distinct->room);
	g_free(distinct->spare);
	g_free(distinct->starts);
	g_free(distinct);
}

gpointer
distinct_room(Distinct *distinct, gsize n, gsize size)
{
	gsize words = (n * size + 7) / 8 + 1;

	if (words > distinct->size) {
		distinct->size = words + words / 8;
		distinct->room = g_renew(guint64, distinct->room, distinct->size);
		g_clear_pointer(&distinct->spare, g_free);
	}
	return distinct->room;
}

/* --- sorted ---------------------------------------------------------------------------------- */

/* By address, then by code. */
static int
by_word(gconstpointer a, gconstpointer b)
{
	guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

	x = x << (64 - DISTINCT_KEY) | x >> DISTINCT_KEY;
	y = y << (64 - DISTINCT_KEY) | y >> DISTINCT_KEY;
	return (x > y) - (x < y);
}

static int
by_bytes(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, DISTINCT_LONG);
}

static void
add_up(guint32 starts[1 << DIGIT])
{
	guint32 at = 0;

	for (gsize i = 0; i < 1 << DIGIT; i++) {
		guint32 n = starts[i];
		starts[i] = at;
		at += n;
	}
}

/* Two digits from bit shift on: by the lower, then by the upper one. */
static void
sort_two(Distinct *distinct, gsize n, guint shift)
{
	const guint64 digit = (1 << DIGIT) - 1;
	guint32 *low = distinct->starts[0], *high = distinct->starts[1];
	guint64 *from = distinct->room, *to = distinct->spare;

	memset(distinct->starts, 0, 2 * sizeof *distinct->starts);
	for (gsize i = 0; i < n; i++) {
		low[from[i] >> shift & digit]++;
		high[from[i] >> (shift + DIGIT) & digit]++;
	}
	add_up(low);
	add_up(high);
	for (gsize i = 0; i < n; i++)
		to[low[from[i] >> shift & digit]++] = from[i];
	for (gsize i = 0; i < n; i++)
		from[high[to[i] >> (shift + DIGIT) & digit]++] = to[i];
}

/* By the lowest bits of the records. */
static void
sort(Distinct *distinct, gsize n, guint bits)
{
	if (n < FEW) {
		qsort(distinct->room, n, sizeof *distinct->room, by_word);
		return;
	}
	if (!distinct->spare)
		distinct->spare = g_new(guint64, distinct->size);
	for (guint shift = 0; shift < bits; shift += 2 * DIGIT)
		sort_two(distinct, n, shift);
}

/* --- counted --------------------------------------------------------------------------------- */

/* The groups of a code, at the address at hand. */
static inline void
see(Distinct *distinct, guint32 code)
{
	const gint64 address = distinct->addresses;

	for (gsize l = 0; l < distinct->n; l++) {
		const DistinctField *field = &distinct->fields[l];
		Seen *seen = &distinct->seen[field->first + field->group[code >> field->shift & field->mask]];
		seen->count += seen->last != address;
		seen->last = address;
	}
}

void
distinct_short(Distinct *distinct, gsize n)
{
	const guint64 key = (1 << DISTINCT_KEY) - 1;
	const guint64 *records = distinct->room;
	guint64 before = G_MAXUINT64;

	sort(distinct, n, DISTINCT_KEY);
	for (gsize i = 0; i < n; i++) {
		distinct->addresses += (records[i] & key) != before;
		before = records[i] & key;
		see(distinct, (guint32)(records[i] >> DISTINCT_KEY));
	}
}

void
distinct_long(Distinct *distinct, gsize n)
{
	const guint8 *records = (const guint8 *)distinct->room;

	qsort(distinct->room, n, DISTINCT_LONG, by_bytes);
	for (gsize i = 0; i < n; i++) {
		const guint8 *record = records + i * DISTINCT_LONG;
		guint64 code;
		memcpy(&code, record + 16, sizeof code);
		distinct->addresses += i == 0 || memcmp(record, record - DISTINCT_LONG, 16) != 0;
		see(distinct, (guint32)code);
	}
}

gsize
distinct_squeeze_short(Distinct *distinct, gsize n, guint bits)
{
	guint64 *records = distinct->room;
	gsize kept = 0;

	sort(distinct, n, bits);
	for (gsize i = 0; i < n; i++)
		if (i == 0 || records[i] != records[kept - 1])
			records[kept++] = records[i];
	return kept;
}

gsize
distinct_squeeze_long(Distinct *distinct, gsize n)
{
	guint8 *records = (guint8 *)distinct->room;
	gsize kept = 0;

	qsort(records, n, DISTINCT_LONG, by_bytes);
	for (gsize i = 0; i < n; i++)
		if (i == 0 || by_bytes(records + i * DISTINCT_LONG, records + (kept - 1) * DISTINCT_LONG) != 0)
			memmove(records + kept++ * DISTINCT_LONG, records + i * DISTINCT_LONG, DISTINCT_LONG);
	return kept;
}

gint64
distinct_total(const Distinct *distinct)
{
	return distinct->addresses;
}

gint64
distinct_count(const Distinct *distinct, gsize slot)
{
	return distinct->seen[slot].count;
}
