/*
 * unique.c: rows to records, records to parts, parts to counts.  The fields go onto sheets, as many to each as the code
 * of a record has bits for; there is one sheet but where there are very many groups.
 */
#include "part.h"
#include "unique.h"

#define PARTS   256
#define CODE    32 /* bits of a code */
#define THREADS 16
#define RECENT  14 /* 2^ records that were added last: they lie in a processor's own cache */

typedef struct {
	gsize size; /* of a record [B] */
	Part part[PARTS];
} Family;

typedef struct {
	gsize n, *lists;       /* the lists that read it */
	DistinctField *fields; /* [n] */
	guint bits;            /* of a code */
	gsize slots;
	Family four, six;
} Sheet;

struct Unique {
	const UniqueList *lists;
	UniquePlace *places; /* of fields */
	Sheet *sheets;
	gsize n_sheets;
	Pieces *pieces;
	gint filled;    /* pieces put away in this pass */
	GMutex tight;   /* only one looks for room */
	gint low, high; /* parts of this pass; high goes down where memory ends */
	GMutex failing;
	GError *error; /* the first; then what is counted is of no use */
};

/* The pieces that a thread fills, of each part: where the next record goes, and where the piece is full. */
typedef struct {
	guint8 *at[PARTS], *end[PARTS];
	Piece *piece[PARTS];
} Filling;

struct UniqueFeed {
	Unique *unique;
	Filling *filling;    /* [n_sheets * 2], by family */
	guint64 **recent;    /* [n_sheets] of 1 << RECENT records of family 4 each */
	Distinct **distinct; /* [n_sheets], to squeeze with; made when it is needed */
};

/* --- sheets ---------------------------------------------------------------------------------- */

static void
place_fields(Unique *unique, const gsize *codes, gsize n)
{
	gsize sheet = 0;

	for (gsize f = 0; f < n; f++) {
		guint bits = (guint)g_bit_storage(codes[f]);

		if (unique->sheets[sheet].bits + bits > CODE)
			sheet++;
		unique->places[f] = (UniquePlace) { sheet, unique->sheets[sheet].bits };
		unique->sheets[sheet].bits += bits;
	}
	unique->n_sheets = sheet + 1;
	for (gsize s = 0; s < unique->n_sheets; s++) {
		unique->sheets[s].four.size = (DISTINCT_KEY + unique->sheets[s].bits + 7) / 8;
		unique->sheets[s].six.size = DISTINCT_LONG;
	}
}

static void
add_list(Unique *unique, gsize l, const gsize *codes)
{
	const UniqueList *list = &unique->lists[l];
	UniquePlace place = unique->places[list->field];
	Sheet *sheet = &unique->sheets[place.sheet];
	guint32 mask = (guint32)((G_GUINT64_CONSTANT(1) << g_bit_storage(codes[list->field])) - 1);

	sheet->lists = g_renew(gsize, sheet->lists, sheet->n + 1);
	sheet->fields = g_renew(DistinctField, sheet->fields, sheet->n + 1);
	sheet->lists[sheet->n] = l;
	sheet->fields[sheet->n++] = (DistinctField) { place.shift, mask, list->group, sheet->slots };
	sheet->slots += list->groups + 1;
}

Unique *
unique_new(const gsize *codes, gsize n_fields, const UniqueList *lists, gsize n_lists, gsize limit, const char *folder)
{
	Unique *unique = g_new0(Unique, 1);

	unique->lists = lists;
	unique->places = g_new0(UniquePlace, n_fields + 1);
	unique->sheets = g_new0(Sheet, n_fields + 1);
	place_fields(unique, codes, n_fields);
	for (gsize l = 0; l < n_lists; l++)
		add_list(unique, l, codes);
	unique->pieces = pieces_new(limit, folder);
	unique->high = PARTS;
	return unique;
}

gsize
unique_sheets(const Unique *unique)
{
	return unique->n_sheets;
}

UniquePlace
unique_place(const Unique *unique, gsize field)
{
	return unique->places[field];
}

void
unique_free(Unique *unique)
{
	if (!unique)
		return;
	for (gsize s = 0; s < unique->n_sheets; s++) {
		for (gsize p = 0; p < PARTS; p++) {
			pile_clear(&unique->sheets[s].four.part[p].pile, unique->pieces);
			pile_clear(&unique->sheets[s].six.part[p].pile, unique->pieces);
		}
		g_free(unique->sheets[s].lists);
		g_free(unique->sheets[s].fields);
	}
	g_free(unique->places);
	pieces_free(unique->pieces);
	g_clear_error(&unique->error);
	g_free(unique->sheets);
	g_free(unique);
}

/* The first counts; the others go. */
static void
keep_error(Unique *unique, GError *error)
{
	g_mutex_lock(&unique->failing);
	if (unique->error)
		g_error_free(error);
	else
		unique->error = error;
	g_mutex_unlock(&unique->failing);
}

/* --- where memory ends ------------------------------------------------------------------------ */

/* Leaves the upper quarter of the parts for another pass. */
static void
shrink(Unique *unique)
{
	gint high, middle;

	g_mutex_lock(&unique->tight);
	high = unique->high;
	middle = high - MAX(1, (high - unique->low) / 4);
	if (middle > unique->low)
		g_atomic_int_set(&unique->high, middle);
	for (gsize s = 0; middle > unique->low && s < unique->n_sheets; s++)
		for (gint p = middle; p < high; p++)
			for (int six = 0; six < 2; six++) {
				Part *part = &(six ? &unique->sheets[s].six : &unique->sheets[s].four)->part[p];
				g_mutex_lock(&part->lock);
				pile_clear(&part->pile, unique->pieces);
				g_mutex_unlock(&part->lock);
			}
	g_mutex_unlock(&unique->tight);
}

/* --- rows in --------------------------------------------------------------------------------- */

UniqueFeed *
unique_feed_new(Unique *unique)
{
	UniqueFeed *feed = g_new0(UniqueFeed, 1);

	feed->unique = unique;
	feed->filling = g_new0(Filling, 2 * unique->n_sheets);
	feed->distinct = g_new0(Distinct *, unique->n_sheets);
	feed->recent = g_new0(guint64 *, unique->n_sheets);
	for (gsize s = 0; s < unique->n_sheets; s++) {
		feed->recent[s] = g_new0(guint64, (gsize)1 << RECENT);
		feed->recent[s][0] = 1; /* a record of another place, as 0 is in all others */
	}
	return feed;
}

void
unique_feed_free(UniqueFeed *feed)
{
	if (!feed)
		return;
	for (gsize s = 0; s < feed->unique->n_sheets; s++) {
		distinct_free(feed->distinct[s]);
		g_free(feed->recent[s]);
	}
	g_free(feed->recent);
	g_free(feed->distinct);
	g_free(feed->filling);
	g_free(feed);
}

/* The part's lock is held. */
static void
squeeze(UniqueFeed *feed, gsize s, const Family *family, Part *part)
{
	const Sheet *sheet = &feed->unique->sheets[s];
	GError *error = NULL;

	if (!feed->distinct[s])
		feed->distinct[s] = distinct_new(sheet->fields, sheet->n, sheet->slots);
	if (!part_squeeze(
		part, feed->unique->pieces, family->size, DISTINCT_KEY + sheet->bits, feed->distinct[s], &error))
		keep_error(feed->unique, error);
}

/* Puts the piece that was filled on its pile, or away where its part is not of this pass any more. */
static void
put_away(UniqueFeed *feed, gsize s, gboolean six, gint p)
{
	Unique *unique = feed->unique;
	Sheet *sheet = &unique->sheets[s];
	Family *family = six ? &sheet->six : &sheet->four;
	Filling *filling = &feed->filling[2 * s + six];
	Piece *piece = filling->piece[p];
	Part *part = &family->part[p];
	gboolean fits = TRUE;

	if (!piece)
		return;
	piece->n = (gsize)(filling->at[p] - piece->bytes) / family->size;
	g_atomic_int_inc(&unique->filled);
	g_mutex_lock(&part->lock);
	if (p < g_atomic_int_get(&unique->high))
		fits = pile_put(&part->pile, unique->pieces, piece);
	else
		pieces_give(unique->pieces, piece);
	if (part_is_hot(part, (gsize)g_atomic_int_get(&unique->filled) * (PIECE / family->size) / PARTS))
		squeeze(feed, s, family, part);
	g_mutex_unlock(&part->lock);
	if (!fits)
		shrink(unique);
	filling->piece[p] = NULL;
	filling->at[p] = filling->end[p] = NULL;
}

/* A new piece for a part of the pass; FALSE where the part has just been left for another. */
static gboolean
begin_piece(UniqueFeed *feed, gsize s, gboolean six, gint p)
{
	Unique *unique = feed->unique;
	Filling *filling = &feed->filling[2 * s + six];
	gsize size = six ? unique->sheets[s].six.size : unique->sheets[s].four.size;

	put_away(feed, s, six, p);
	if (p >= g_atomic_int_get(&unique->high))
		return FALSE;
	filling->piece[p] = pieces_take(unique->pieces);
	filling->at[p] = filling->piece[p]->bytes;
	filling->end[p] = filling->at[p] + PIECE / size * size;
	return TRUE;
}

/* Where the next record of a part is to stand; NULL where it is not of this pass. */
static inline guint8 *
next_record(UniqueFeed *feed, gsize s, gboolean six, gint p)
{
	Filling *filling = &feed->filling[2 * s + six];

	return filling->at[p] != filling->end[p] || begin_piece(feed, s, six, p) ? filling->at[p] : NULL;
}

/*
 * Whether a record is another than the last one of its place among the recent ones: a scanner's come again soon, and most
 * of them need not be kept twice.
 */
static inline gboolean
is_new(guint64 *recent, guint32 word, guint32 code)
{
	guint64 *place = &recent[(word ^ code * 0x85ebca6bu) >> (32 - RECENT)];
	guint64 record = (guint64)code << 32 | word;
	gboolean other = *place != record;

	*place = record;
	return other;
}

/* Multiplied by an odd number, 2^32 over the golden ratio, addresses stay apart (Knuth, TAOCP 3, 6.4). */
static void
add_four(UniqueFeed *feed, gsize s, const guint8 *sources, const guint32 *codes, const guint32 *bins, gsize n)
{
	const gint low = feed->unique->low, high = g_atomic_int_get(&feed->unique->high);
	const gsize size = feed->unique->sheets[s].four.size;
	Filling *filling = &feed->filling[2 * s];
	guint64 *recent = feed->recent[s];

	for (gsize i = 0; i < n; i++) {
		guint32 word;
		gint part;
		guint8 *record;
		memcpy(&word, sources + i * 4, sizeof word);
		word *= 0x9e3779b1u;
		part = (gint)(word >> DISTINCT_KEY);
		if (part < low || part >= high || (bins && bins[i] == UNIQUE_SKIP))
			continue;
		if (!(record = next_record(feed, s, FALSE, part)))
			continue;
		part_put_word(record, (word & ((1u << DISTINCT_KEY) - 1)) | (guint64)codes[i] << DISTINCT_KEY);
		filling->at[part] = record + (size & -(gsize)is_new(recent, word, codes[i]));
	}
}

static void
add_six(UniqueFeed *feed, gsize s, const guint8 *sources, const guint32 *codes, const guint32 *bins, gsize n)
{
	const gint low = feed->unique->low, high = g_atomic_int_get(&feed->unique->high);

	for (gsize i = 0; i < n; i++) {
		const guint64 code = codes[i];
		const gint part = (gint)(part_hash_long(sources + i * 16) >> 56);
		guint8 *record;
		if (part < low || part >= high || (bins && bins[i] == UNIQUE_SKIP))
			continue;
		if (!(record = next_record(feed, s, TRUE, part)))
			continue;
		memcpy(record, sources + i * 16, 16);
		memcpy(record + 16, &code, sizeof code);
		feed->filling[2 * s + 1].at[part] += DISTINCT_LONG;
	}
}

void
unique_add(
    UniqueFeed *feed, guint8 family, const guint8 *sources, const guint32 *const *codes, const guint32 *bins, gsize n)
{
	for (gsize s = 0; s < feed->unique->n_sheets; s++) {
		if (family == 4)
			add_four(feed, s, sources, codes[s], bins, n);
		else
			add_six(feed, s, sources, codes[s], bins, n);
	}
}

void
unique_feed_end(UniqueFeed *feed)
{
	for (gsize s = 0; s < feed->unique->n_sheets; s++)
		for (gint p = 0; p < PARTS; p++) {
			put_away(feed, s, FALSE, p);
			put_away(feed, s, TRUE, p);
		}
}

/* --- counts out ------------------------------------------------------------------------------ */

/* What the counting threads share; each takes the next part. */
typedef struct {
	Unique *unique;
	guint threads;
	gint next;
	GMutex lock; /* of what is added to */
	gint64 *const *counts;
	gint64 *total;
} Counting;

static void
add_counts(Counting *counting, gsize s, const Distinct *distinct)
{
	const Unique *unique = counting->unique;
	const Sheet *sheet = &unique->sheets[s];

	g_mutex_lock(&counting->lock);
	*counting->total += s == 0 ? distinct_total(distinct) : 0;
	for (gsize l = 0; l < sheet->n; l++)
		for (gsize g = 0; g < unique->lists[sheet->lists[l]].groups; g++)
			counting->counts[sheet->lists[l]][g] +=
			    distinct_count(distinct, sheet->fields[l].first + g + 1);
	g_mutex_unlock(&counting->lock);
}

static void
count_part(Counting *counting, Family *family, gint p, Distinct *distinct)
{
	GError *error = NULL;

	if (!part_count(&family->part[p], counting->unique->pieces, family->size, counting->threads, distinct, &error))
		keep_error(counting->unique, error);
}

static gpointer
count_parts(gpointer data)
{
	Counting *counting = data;
	Unique *unique = counting->unique;
	g_autofree Distinct **distinct = g_new0(Distinct *, unique->n_sheets);
	gint p;

	for (gsize s = 0; s < unique->n_sheets; s++)
		distinct[s] = distinct_new(unique->sheets[s].fields, unique->sheets[s].n, unique->sheets[s].slots);
	while ((p = g_atomic_int_add(&counting->next, 1)) < unique->high)
		for (gsize s = 0; s < unique->n_sheets; s++) {
			count_part(counting, &unique->sheets[s].four, p, distinct[s]);
			count_part(counting, &unique->sheets[s].six, p, distinct[s]);
		}
	for (gsize s = 0; s < unique->n_sheets; s++) {
		add_counts(counting, s, distinct[s]);
		distinct_free(distinct[s]);
	}
	return NULL;
}

gboolean
unique_count(Unique *unique, guint helpers, gint64 *const *counts, gint64 *total, gboolean *again, GError **error)
{
	Counting counting = { .unique = unique, .next = unique->low, .counts = counts, .total = total };
	GThread *threads[THREADS];
	gint width = unique->high - unique->low;

	helpers = MIN(helpers, THREADS);
	counting.threads = helpers + 1;
	for (guint i = 0; i < helpers; i++)
		threads[i] = g_thread_new("count", count_parts, &counting);
	count_parts(&counting);
	for (guint i = 0; i < helpers; i++)
		g_thread_join(threads[i]);
	unique->filled = 0;
	unique->low = unique->high;
	unique->high = MIN(PARTS, unique->low + width);
	*again = unique->low < PARTS;
	if (!unique->error)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&unique->error));
	return FALSE;
}
