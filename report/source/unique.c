/*
 * unique.c: addresses into parts, parts into small hash tables.  Knows nothing of what a group means.
 */
#include <string.h>
#include "unique.h"

#define PARTS   256
#define WAITING 2048 /* records of a part before they are looked up */
#define SMALL   64   /* first room of a table */

/* Open addressing; a mask's first bit says that its place is taken, bit g + 1 that group g has the address. */
typedef struct {
	gsize used, room; /* room is a power of two */
	guint8 *keys;     /* [room * width] */
	guint64 *masks;   /* [room * words] */
	guint8 *waiting;  /* [WAITING * stride] */
	gsize waits;
} Part;

typedef struct {
	gsize width, stride; /* of an address; of a record: the address, then the lists [B] */
	Part part[PARTS];
} Family;

struct Unique {
	gsize groups, lists, words;
	Family four, six;
};

Unique *
unique_new(gsize groups, gsize lists)
{
	Unique *unique = g_new0(Unique, 1);

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
			g_free(families[f]->part[p].keys);
			g_free(families[f]->part[p].masks);
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

static inline guint32
hash_of(const guint8 *key, gsize width)
{
	guint32 word[4];

	memcpy(word, key, width);
	return width == 4 ? word[0] : mix(word[0] ^ mix(word[1] ^ mix(word[2] ^ mix(word[3]))));
}

/* The mask of an address, where it is or would be. */
static inline guint64 *
place_of(const Part *part, const guint8 *key, gsize width, gsize words)
{
	/* The upper eight bits chose the part. */
	gsize at = (hash_of(key, width) & 0xffffff) & (part->room - 1);

	while (part->masks[at * words] != 0 && memcmp(part->keys + at * width, key, width) != 0)
		at = (at + 1) & (part->room - 1);
	return part->masks + at * words;
}

static void
grow(Part *part, gsize room, gsize width, gsize words)
{
	Part old = *part;

	part->room = room;
	part->keys = g_malloc(room * width);
	part->masks = g_new0(guint64, room * words);
	for (gsize i = 0; i < old.room; i++) {
		guint64 *mask;
		if (old.masks[i * words] == 0)
			continue;
		mask = place_of(part, old.keys + i * width, width, words);
		memcpy(mask, old.masks + i * words, words * sizeof *mask);
		memcpy(part->keys + (gsize)(mask - part->masks) / words * width, old.keys + i * width, width);
	}
	g_free(old.keys);
	g_free(old.masks);
}

/* Looks up what waits; width is a constant where it is called, so that the compiler makes two of it. */
static inline void
absorb(Part *part, gsize width, gsize lists, gsize words)
{
	gsize stride = width + lists * sizeof(guint16);

	for (gsize i = 0; i < part->waits; i++) {
		const guint8 *record = part->waiting + i * stride;
		guint16 groups[G_MAXUINT8];
		guint64 *mask;
		if ((part->used + 1) * 3 > part->room * 2)
			grow(part, part->room ? part->room * 2 : SMALL, width, words);
		mask = place_of(part, record, width, words);
		if (mask[0] == 0) {
			memcpy(part->keys + (gsize)(mask - part->masks) / words * width, record, width);
			part->used++;
			mask[0] = 1;
		}
		memcpy(groups, record + width, lists * sizeof *groups);
		for (gsize l = 0; l < lists; l++) /* bit 0, for none, is set anyway */
			mask[groups[l] / 64] |= G_GUINT64_CONSTANT(1) << groups[l] % 64;
	}
	part->waits = 0;
}

static void
absorb_part(const Unique *unique, Family *family, Part *part)
{
	if (family->width == 4)
		absorb(part, 4, unique->lists, unique->words);
	else
		absorb(part, 16, unique->lists, unique->words);
}

static guint8 *
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
			record = next_record(unique, into, hash_of(sources + i * 16, 16));
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
			absorb_part(unique, families[f], part);
			total += (gint64)part->used;
			for (gsize i = 0; i < part->room; i++)
				if (part->masks[i * unique->words] != 0)
					count_mask(part->masks + i * unique->words, unique->words, counts);
		}
	return total;
}
