/*
 * unique.c: addresses into parts, parts into small hash tables.  Knows nothing of what a group means.
 */
#include <malloc.h>
#include <string.h>
#include "second.h"
#include "unique.h"

#define PARTS   256
#define WAITING 4096        /* records of a part before they are looked up, so that it is in the cache for many */
#define AHEAD   24          /* places that are fetched before they are looked at */
#define LISTS   64          /* at most */
#define SMALL   64          /* first room of a table */
#define LARGE   (256 << 10) /* tables from here on [B] go back to the system when they are outgrown */

/*
 * Open addressing, in order of hash.  A place is the address, a group (16 bits) for each list that has one, and, from
 * a whole word on, the mask.  The mask's first bit says that the place is taken, the others are groups.
 */
typedef struct {
	GMutex lock;
	gsize used, room;
	guint64 *places; /* [room * size] */
} Part;

typedef struct {
	gsize width;      /* of an address [B] */
	gsize mask, size; /* where the mask begins and the place ends [8 B] */
	Part part[PARTS];
} Family;

struct Unique {
	gsize n, words;     /* lists; words of a mask */
	gsize order[LISTS]; /* lists as they stand in a record: those with bits first */
	gsize bits;         /* how many have bits */
	struct {
		gsize groups, first; /* first: bit of the first group, or the place among those of one group */
		gboolean one;
	} list[LISTS];
	gsize limit;
	gint low, high; /* parts of this pass; high goes down where memory ends */
	gint kilobytes; /* of all tables */
	Family four, six;
	Seconds *seconds;
};

typedef struct {
	guint8 *waiting; /* [WAITING * stride] */
	gsize waits;
} Bin;

struct UniqueFeed {
	Unique *unique;
	Bin four[PARTS], six[PARTS];
};

static void
shape_family(Family *family, gsize width, gsize ones, gsize words)
{
	family->width = width;
	family->mask = (width + ones * sizeof(guint16) + 7) / 8;
	family->size = family->mask + words;
}

Unique *
unique_new(const UniqueList *lists, gsize n, gsize limit)
{
	Unique *unique = g_new0(Unique, 1);
	gsize bits = 1, ones = 0;

#ifdef M_MMAP_THRESHOLD
	/* glibc would keep what is outgrown, and tables grow together: nothing would fit into it */
	mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
	g_assert(n <= LISTS);
	for (gsize l = 0; l < n; l++) {
		unique->list[l].groups = lists[l].groups;
		unique->list[l].one = lists[l].one;
		unique->list[l].first = lists[l].one ? ones++ : bits;
		bits += lists[l].one ? 0 : lists[l].groups;
	}
	for (int one = 0, at = 0; one < 2; one++)
		for (gsize l = 0; l < n; l++)
			if (lists[l].one == one)
				unique->order[at++] = l;
	g_assert(bits < G_MAXUINT16);
	unique->bits = n - ones;
	unique->n = n;
	unique->words = (bits + 63) / 64;
	unique->limit = limit;
	unique->high = PARTS;
	shape_family(&unique->four, 4, ones, unique->words);
	shape_family(&unique->six, 16, ones, unique->words);
	unique->seconds = seconds_new();
	return unique;
}

/* Of so many places of size words; rounded, so that what is added is what is taken away. */
static gint
kilobytes(gsize room, gsize size)
{
	return (gint)(room * size * sizeof(guint64) >> 10);
}

static void
drop(Unique *unique, Part *part, gsize size)
{
	g_atomic_int_add(&unique->kilobytes, -kilobytes(part->room, size));
	g_free(part->places);
	part->places = NULL;
	part->used = part->room = 0;
}

void
unique_free(Unique *unique)
{
	if (!unique)
		return;
	for (gsize p = 0; p < PARTS; p++) {
		g_free(unique->four.part[p].places);
		g_free(unique->six.part[p].places);
	}
	seconds_free(unique->seconds);
	g_free(unique);
}

guint16
unique_code(const Unique *unique, gsize list, gsize group)
{
	return (guint16)(unique->list[list].one ? group + 1 : unique->list[list].first + group);
}

/* --- one table ------------------------------------------------------------------------------- */

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
key_of(gconstpointer record, gsize width, guint64 key[2])
{
	guint32 word;

	if (width == 16) {
		memcpy(key, record, 16);
	} else {
		memcpy(&word, record, 4);
		key[0] = word;
		key[1] = 0;
	}
}

/* Whether the place is the key's, the first width bytes of it. */
static inline gboolean
is_of(const guint64 *place, const guint64 key[2], gsize width)
{
	guint64 other[2];

	key_of(place, width, other);
	return other[0] == key[0] && other[1] == key[1];
}

static inline guint32
hash_of(const guint64 key[2], gsize width)
{
	guint32 low = (guint32)key[0], high = (guint32)(key[0] >> 32);

	if (width == 4)
		return low;
	return mix(low ^ mix(high ^ mix((guint32)key[1] ^ mix((guint32)(key[1] >> 32)))));
}

/* Where a hash belongs; its upper eight bits chose the part. */
static inline gsize
home_of(const Part *part, guint32 hash)
{
	return (gsize)((guint64)(hash & 0xffffff) * part->room >> 24);
}

static inline guint64 *
place_of(const Part *part, const Family *family, gsize width, const guint64 key[2])
{
	gsize at = home_of(part, hash_of(key, width));

	for (;;) {
		guint64 *place = part->places + at * family->size;
		if (place[family->mask] == 0 || is_of(place, key, width))
			return place;
		if (++at == part->room)
			at = 0;
	}
}

static void
grow(Unique *unique, Family *family, Part *part, gsize room)
{
	gsize old_room = part->room, size = family->size;
	guint64 *old = part->places;

	part->room = room;
	part->places = g_new0(guint64, room * size);
	g_atomic_int_add(&unique->kilobytes, kilobytes(room, size) - kilobytes(old_room, size));
	for (gsize i = 0; i < old_room; i++) {
		const guint64 *place = old + i * size;
		guint64 key[2];
		if (place[family->mask] == 0)
			continue;
		key_of(place, family->width, key);
		memcpy(place_of(part, family, family->width, key), place, size * sizeof *place);
	}
	g_free(old);
}

/* The place of an address, taken by it. */
static inline guint64 *
take_place(Unique *unique, Family *family, Part *part, gsize width, const guint8 *record)
{
	guint64 key[2], *place;

	key_of(record, width, key);
	place = place_of(part, family, width, key);
	if (place[family->mask] != 0)
		return place;
	if (++part->used * 3 > part->room * 2) {
		grow(unique, family, part, part->room + part->room / 2);
		place = place_of(part, family, width, key);
	}
	memcpy(place, record, width);
	place[family->mask] = 1;
	return place;
}

/* A first group is kept in the place; any further one of the same list is a rare thing. */
static void
mark_one(Unique *unique, const guint8 *record, gsize width, guint16 *kept, gsize list, guint16 group)
{
	guint64 key[2];

	if (*kept == 0) {
		*kept = group;
		return;
	}
	key_of(record, width, key);
	seconds_add(unique->seconds, key, width, (gint)(hash_of(key, width) >> 24), list, group);
}

/*
 * Sets the bits of a row's groups; that of 0, for none, is set anyway.  A few words are each put together before
 * they are stored: to store a bit and read it back for the next would take most of the time.
 */
static inline void
mark(guint64 *mask, gsize words, const guint16 *codes, gsize bits)
{
	if (words == 1) {
		guint64 all = 0;
		for (gsize b = 0; b < bits; b++)
			all |= G_GUINT64_CONSTANT(1) << codes[b];
		*mask |= all;
		return;
	}
	if (words > 4) {
		for (gsize b = 0; b < bits; b++)
			mask[codes[b] / 64] |= G_GUINT64_CONSTANT(1) << codes[b] % 64;
		return;
	}
	for (gsize w = 0; w < words; w++) {
		guint64 all = 0;
		for (gsize b = 0; b < bits; b++)
			all |= (guint64)(codes[b] / 64 == w) << codes[b] % 64;
		mask[w] |= all;
	}
}

/* Looks up what waits; width is a constant where it is called, so that the compiler makes two of it. */
static inline void
absorb_width(Unique *unique, Family *family, Part *part, const Bin *bin, gsize width)
{
	const gsize n = unique->n, bits = unique->bits, stride = width + n * sizeof(guint16);

	if (part->room == 0 && bin->waits > 0)
		grow(unique, family, part, MAX(SMALL, bin->waits));
	for (gsize i = 0; i < bin->waits; i++) {
		const guint8 *record = bin->waiting + i * stride;
		const guint16 *codes = (const guint16 *)(const void *)(record + width);
		guint64 key[2], *place;
		guint16 *ones;
		if (i + AHEAD < bin->waits) {
			key_of(record + AHEAD * stride, width, key);
			__builtin_prefetch(part->places + home_of(part, hash_of(key, width)) * family->size, 1);
		}
		place = take_place(unique, family, part, width, record);
		mark(place + family->mask, unique->words, codes, bits);
		ones = (guint16 *)(void *)((guint8 *)place + width);
		for (gsize l = bits; l < n; l++)
			if (codes[l] != 0 && codes[l] != ones[l - bits])
				mark_one(unique, record, width, &ones[l - bits], unique->order[l], codes[l]);
	}
}

/* Leaves the upper quarter of the parts for another pass. */
static void
shrink(Unique *unique)
{
	gint high = g_atomic_int_get(&unique->high);
	gint middle = high - MAX(1, (high - unique->low) / 4);

	if (middle == unique->low || !g_atomic_int_compare_and_exchange(&unique->high, high, middle))
		return;
	for (gint p = middle; p < high; p++) {
		g_mutex_lock(&unique->four.part[p].lock);
		drop(unique, &unique->four.part[p], unique->four.size);
		g_mutex_unlock(&unique->four.part[p].lock);
		g_mutex_lock(&unique->six.part[p].lock);
		drop(unique, &unique->six.part[p], unique->six.size);
		g_mutex_unlock(&unique->six.part[p].lock);
	}
}

static void
absorb(Unique *unique, Family *family, gint number, Bin *bin)
{
	Part *part = &family->part[number];

	g_mutex_lock(&part->lock);
	if (number < g_atomic_int_get(&unique->high)) {
		if (family->width == 4)
			absorb_width(unique, family, part, bin, 4);
		else
			absorb_width(unique, family, part, bin, 16);
	}
	g_mutex_unlock(&part->lock);
	bin->waits = 0;
	if (g_atomic_int_get(&unique->kilobytes) > (gint)(unique->limit >> 10))
		shrink(unique);
}

/* --- rows in --------------------------------------------------------------------------------- */

UniqueFeed *
unique_feed_new(Unique *unique)
{
	UniqueFeed *feed = g_new0(UniqueFeed, 1);

	feed->unique = unique;
	return feed;
}

void
unique_feed_free(UniqueFeed *feed)
{
	if (!feed)
		return;
	for (gsize p = 0; p < PARTS; p++) {
		g_free(feed->four[p].waiting);
		g_free(feed->six[p].waiting);
	}
	g_free(feed);
}

/* Room for a record of the part; NULL where it is not of this pass. */
static inline guint8 *
next_record(UniqueFeed *feed, Family *family, Bin *bins, guint32 hash)
{
	gint part = (gint)(hash >> 24);
	Bin *bin = &bins[part];
	gsize stride = family->width + feed->unique->n * sizeof(guint16);

	if (part < feed->unique->low || part >= g_atomic_int_get(&feed->unique->high))
		return NULL;
	if (!bin->waiting)
		bin->waiting = g_malloc(WAITING * stride);
	if (bin->waits == WAITING)
		absorb(feed->unique, family, part, bin);
	return bin->waiting + bin->waits++ * stride;
}

void
unique_add(
    UniqueFeed *feed, guint8 family, const guint8 *sources, const guint16 *const *codes, const guint32 *bins, gsize n)
{
	Unique *unique = feed->unique;
	gsize lists = unique->n;

	for (gsize i = 0; i < n; i++) {
		guint64 key[2];
		guint32 word;
		guint8 *record;
		if (bins && bins[i] == UNIQUE_SKIP)
			continue;
		if (family == 4) {
			memcpy(&word, sources + i * 4, 4);
			word = mix(word);
			if (!(record = next_record(feed, &unique->four, feed->four, word)))
				continue;
			memcpy(record, &word, 4);
			record += 4;
		} else {
			key_of(sources + i * 16, 16, key);
			if (!(record = next_record(feed, &unique->six, feed->six, hash_of(key, 16))))
				continue;
			memcpy(record, key, 16);
			record += 16;
		}
		for (gsize l = 0; l < lists; l++, record += sizeof(guint16))
			memcpy(record, &codes[unique->order[l]][i], sizeof(guint16));
	}
}

void
unique_feed_end(UniqueFeed *feed)
{
	for (gint p = 0; p < PARTS; p++) {
		absorb(feed->unique, &feed->unique->four, p, &feed->four[p]);
		absorb(feed->unique, &feed->unique->six, p, &feed->six[p]);
	}
}

/* --- counts out ------------------------------------------------------------------------------ */

static void
count_place(const Unique *unique, const guint64 *mask, const guint16 *ones, gint64 *bits, gint64 *const *counts)
{
	for (gsize w = 0; w < unique->words; w++)
		for (guint64 rest = mask[w]; rest; rest &= rest - 1)
			bits[w * 64 + (gsize)__builtin_ctzll(rest)]++;
	for (gsize l = 0; l < unique->n; l++)
		if (unique->list[l].one && ones[unique->list[l].first] != 0)
			counts[l][ones[unique->list[l].first] - 1]++;
}

static void
count_family(Unique *unique, Family *family, gint64 *bits, gint64 *const *counts)
{
	for (gint p = unique->low; p < unique->high; p++) {
		Part *part = &family->part[p];
		for (gsize i = 0; i < part->room; i++) {
			const guint64 *place = part->places + i * family->size;
			const void *ones = (const guint8 *)place + family->width;
			if (place[family->mask] != 0)
				count_place(unique, place + family->mask, ones, bits, counts);
		}
		drop(unique, part, family->size);
	}
}

gboolean
unique_count(Unique *unique, gint64 *const *counts, gint64 *total)
{
	g_autofree gint64 *bits = g_new0(gint64, unique->words * 64);
	gint width = unique->high - unique->low;

	count_family(unique, &unique->four, bits, counts);
	count_family(unique, &unique->six, bits, counts);
	seconds_count(unique->seconds, unique->low, unique->high, counts);
	*total += bits[0];
	for (gsize l = 0; l < unique->n; l++)
		for (gsize g = 0; !unique->list[l].one && g < unique->list[l].groups; g++)
			counts[l][g] += bits[unique->list[l].first + g];
	unique->low = unique->high;
	unique->high = MIN(PARTS, unique->low + width);
	return unique->low < PARTS;
}
