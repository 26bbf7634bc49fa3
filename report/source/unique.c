/*
 * unique.c: addresses into parts, parts into small hash tables.  Knows nothing of what a group means.
 */
#include <string.h>
#include "unique.h"

#define PARTS   256
#define WAITING 1024 /* records of a part before they are looked up */
#define AHEAD   24   /* places that are fetched before they are looked at */
#define LISTS   64   /* at most */
#define SMALL   64   /* first room of a table */

/*
 * Open addressing.  A place is the address in whole words, then its mask: the first bit says that the place is
 * taken, bit g + 1 that group g has the address.
 */
typedef struct {
	gsize used, room; /* room is a power of two */
	guint64 *places;  /* [room * (key + mask words)] */
	guint8 *waiting;  /* [WAITING * stride] */
	gsize waits;
} Part;

typedef struct {
	gsize width, stride; /* of an address; of a record: the address, then the lists [B] */
	Part part[PARTS];
} Family;

struct Unique {
	gsize groups, lists, words; /* words of a mask */
	Family four, six;
};

Unique *
unique_new(gsize groups, gsize lists)
{
	Unique *unique = g_new0(Unique, 1);

	g_assert(lists <= LISTS);
	unique->groups = groups;
	unique->lists = lists;
	unique->words = (groups + 1 + 63) / 64;
	unique->four.width = 4;
	unique->six.width = 16;
	unique->four.stride = 4 + lists * sizeof(guint16);
	unique->six.stride = 16 + lists * sizeof(guint16);
	return unique;
}

void
unique_free(Unique *unique)
{
	Family *families[] = { &unique->four, &unique->six };

	for (gsize f = 0; f < G_N_ELEMENTS(families); f++)
		for (gsize p = 0; p < PARTS; p++) {
			g_free(families[f]->part[p].places);
			g_free(families[f]->part[p].waiting);
		}
	g_free(unique);
}

/* A one-to-one mix of 32 bits (C. Wellons, "lowbias32"): an address of family 4 is its own hash after it. */
static inline guint32
mix(guint32 x)
{
	x ^= x >> 16;
	x *= 0x7feb352du;
	x ^= x >> 15;
	x *= 0x846ca68bu;
	return x ^ x >> 16;
}

/* An address as words; those of family 4 are mixed already. */
static inline void
key_of(const guint8 *record, gsize width, guint64 key[2])
{
	guint32 word;

	if (width == 16) {
		memcpy(key, record, 16);
	} else {
		memcpy(&word, record, 4);
		key[0] = word;
	}
}

static inline guint32
hash_of(const guint64 key[2], gsize width)
{
	return width == 4 ? (guint32)key[0]
			  : mix((guint32)key[0] ^
				mix((guint32)(key[0] >> 32) ^ mix((guint32)key[1] ^ mix((guint32)(key[1] >> 32)))));
}

static inline gboolean
equals(const guint64 *place, const guint64 key[2], gsize width)
{
	return place[0] == key[0] && (width == 4 || place[1] == key[1]);
}

/* Where an address is or would be.  The upper bits of the hash chose the part, the lower ones choose here. */
static inline guint64 *
place_of(const Part *part, const guint64 key[2], gsize width, gsize size)
{
	gsize words = width == 4 ? 1 : 2;
	gsize at = hash_of(key, width) & (part->room - 1);

	while (part->places[at * size + words] != 0 && !equals(part->places + at * size, key, width))
		at = (at + 1) & (part->room - 1);
	return part->places + at * size;
}

static void
grow(Part *part, gsize room, gsize width, gsize size)
{
	gsize words = width == 4 ? 1 : 2;
	Part old = *part;

	part->room = room;
	part->places = g_new0(guint64, room * size);
	for (gsize i = 0; i < old.room; i++) {
		const guint64 *place = old.places + i * size;
		if (place[words] != 0)
			memcpy(place_of(part, place, width, size), place, size * sizeof *place);
	}
	g_free(old.places);
}

/*
 * Sets the bits of a row's groups; that of 0, for none, is set anyway.  A few words are each put together before
 * they are stored: to store a bit and read it back for the next would take most of the time.
 */
static inline void
mark(guint64 *mask, gsize words, const guint8 *list, gsize lists)
{
	guint16 group[LISTS];

	memcpy(group, list, lists * sizeof *group);
	if (words > 4) {
		for (gsize l = 0; l < lists; l++)
			mask[group[l] / 64] |= G_GUINT64_CONSTANT(1) << group[l] % 64;
		return;
	}
	for (gsize w = 0; w < words; w++) {
		guint64 bits = 0;
		for (gsize l = 0; l < lists; l++)
			bits |= (guint64)(group[l] / 64 == w) << group[l] % 64;
		mask[w] |= bits;
	}
}

/* Looks up what waits; width is a constant where it is called, so that the compiler makes two of it. */
static inline void
absorb(Part *part, gsize width, gsize lists, gsize size)
{
	gsize stride = width + lists * sizeof(guint16);
	gsize words = width == 4 ? 1 : 2;

	if ((part->used + part->waits) * 3 > part->room * 2) {
		gsize room = MAX(part->room, SMALL);
		while ((part->used + part->waits) * 3 > room * 2)
			room *= 2;
		grow(part, room, width, size);
	}
	for (gsize i = 0; i < part->waits; i++) {
		const guint8 *record = part->waiting + i * stride;
		guint64 key[2], *place;
		if (i + AHEAD < part->waits) {
			key_of(record + AHEAD * stride, width, key);
			__builtin_prefetch(part->places + (hash_of(key, width) & (part->room - 1)) * size, 1);
		}
		key_of(record, width, key);
		place = place_of(part, key, width, size);
		if (place[words] == 0) {
			memcpy(place, key, words * sizeof *key);
			place[words] = 1;
			part->used++;
		}
		mark(place + words, size - words, record + width, lists);
	}
	part->waits = 0;
}

static void
absorb_part(const Unique *unique, Family *family, Part *part)
{
	if (family->width == 4)
		absorb(part, 4, unique->lists, 1 + unique->words);
	else
		absorb(part, 16, unique->lists, 2 + unique->words);
}

static inline guint8 *
next_record(const Unique *unique, Family *family, guint32 hash)
{
	Part *part = &family->part[hash >> 24];

	if (!part->waiting)
		part->waiting = g_malloc(WAITING * family->stride);
	if (part->waits == WAITING)
		absorb_part(unique, family, part);
	return part->waiting + part->waits++ * family->stride;
}

void
unique_add(
    Unique *unique, guint8 family, const guint8 *sources, const guint16 *const *lists, const guint32 *bins, gsize n)
{
	Family *into = family == 4 ? &unique->four : &unique->six;

	for (gsize i = 0; i < n; i++) {
		guint64 key[2];
		guint8 *record;
		guint32 word;
		if (bins[i] == UNIQUE_SKIP)
			continue;
		if (family == 4) {
			memcpy(&word, sources + i * 4, 4);
			word = mix(word);
			record = next_record(unique, into, word);
			memcpy(record, &word, 4);
			record += 4;
		} else {
			key_of(sources + i * 16, 16, key);
			record = next_record(unique, into, hash_of(key, 16));
			memcpy(record, sources + i * 16, 16);
			record += 16;
		}
		for (gsize l = 0; l < unique->lists; l++, record += sizeof(guint16))
			memcpy(record, &lists[l][i], sizeof(guint16));
	}
}

static void
count_mask(const guint64 *mask, gsize words, gint64 *counts)
{
	for (gsize w = 0; w < words; w++) {
		guint64 rest = w == 0 ? mask[0] & ~G_GUINT64_CONSTANT(1) : mask[w];
		for (; rest; rest &= rest - 1)
			counts[w * 64 + (gsize)__builtin_ctzll(rest) - 1]++;
	}
}

gint64
unique_count(Unique *unique, gint64 *counts)
{
	Family *families[] = { &unique->four, &unique->six };
	gint64 total = 0;

	for (gsize f = 0; f < G_N_ELEMENTS(families); f++)
		for (gsize p = 0; p < PARTS; p++) {
			Part *part = &families[f]->part[p];
			gsize words = families[f]->width == 4 ? 1 : 2;
			absorb_part(unique, families[f], part);
			total += (gint64)part->used;
			for (gsize i = 0; i < part->room; i++)
				count_mask(part->places + i * (words + unique->words) + words, unique->words, counts);
		}
	return total;
}
