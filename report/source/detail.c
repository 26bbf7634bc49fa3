/*
 * detail.c: one pass, column by column: the bin of every row, then for each want its group, then the counts;
 * last the sources of all wants together.
 */
#include <string.h>
#include "detail.h"
#include "field.h"

/* For sources [B] before some go to a file; a thread more takes about so much of it for itself. */
#define ROOM    ((gsize)160 << 20)
#define ROOM_OF ((gsize)8 << 20)
#define BLOCK   512 /* rows whose codes are found at once */

struct Detail {
	const gint64 *edges;
	gsize n_bins, n_wants;
	const SourceWant *wants;
	gboolean counted;   /* the first pass is done */
	Keys *keys;         /* [n_wants] to groups */
	Keys *splits;       /* [n_wants]; empty where the want is not split */
	Fields *fields;     /* of the wants that ask for sources */
	Unique *unique;     /* NULL where no sources are asked for */
	Estimate *estimate; /* NULL where no day has expired */
	gint64 **sources;   /* [lists] counts of the groups */
	gint64 total;
	GMutex lock; /* of what hands add to the wants */
};

struct DetailHand {
	Detail *detail;
	UniqueFeed *feed;
	guint32 *bins;    /* [SEGMENT_ROWS] */
	guint16 *codes;   /* [SEGMENT_ROWS] groups of the want at hand */
	guint16 *parts;   /* [SEGMENT_ROWS] by what it is split */
	guint32 **sheets; /* [sheets of unique], each [BLOCK] */
	gint64 **counts;  /* [n_wants], each as long as the want's; NULL where not asked for */
	gsize bin;        /* of the row before: times come nearly in order */
};

static void
make_unique(Detail *detail, gboolean total, guint helpers)
{
	const Fields *fields = detail->fields;
	g_autofree gsize *codes = g_new0(gsize, fields->n + 1);

	for (gsize f = 0; f < fields->n; f++)
		codes[f] = fields->fields[f].codes;
	detail->sources = g_new0(gint64 *, fields->n_lists + 1);
	for (gsize l = 0; l < fields->n_lists; l++)
		detail->sources[l] = g_new0(gint64, fields->lists[l].groups + 1);
	if (total || fields->n_lists > 0)
		detail->unique = unique_new(codes, fields->n, fields->lists, fields->n_lists,
		    ROOM - MIN(helpers * ROOM_OF, ROOM * 3 / 4), NULL);
}

Detail *
detail_new(const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants, gboolean total, guint helpers)
{
	Detail *detail = g_new0(Detail, 1);

	detail->edges = edges;
	detail->n_bins = n_bins;
	detail->wants = wants;
	detail->n_wants = n_wants;
	detail->keys = g_new0(Keys, n_wants + 1);
	detail->splits = g_new0(Keys, n_wants + 1);
	for (gsize w = 0; w < n_wants; w++) {
		keys_fill(&detail->keys[w], wants[w].keys, wants[w].group, wants[w].n_keys);
		if (wants[w].n_splits > 0)
			keys_fill(&detail->splits[w], wants[w].split_keys, NULL, wants[w].n_splits);
	}
	detail->fields = fields_new(wants, detail->keys, n_wants);
	make_unique(detail, total, helpers);
	return detail;
}

void
detail_free(Detail *detail)
{
	if (!detail)
		return;
	for (gsize w = 0; w < detail->n_wants; w++) {
		keys_clear(&detail->keys[w]);
		keys_clear(&detail->splits[w]);
	}
	for (gsize l = 0; l < detail->fields->n_lists; l++)
		g_free(detail->sources[l]);
	unique_free(detail->unique);
	fields_free(detail->fields);
	g_free(detail->sources);
	g_free(detail->keys);
	g_free(detail->splits);
	g_free(detail);
}

void
detail_estimate(Detail *detail, Estimate *estimate)
{
	detail->estimate = estimate;
}

static gboolean
is_of(DetailTask task, gsize w)
{
	return w >= 64 || task.wants >> w & 1;
}

/* Whether the rows of a task tell a bin; those of a whole day are all of them in one. */
static gboolean
has_bins(const Detail *detail, DetailTask task)
{
	return !task.whole || (!detail->counted && task.wants != 0);
}

guint
detail_columns(const Detail *detail, DetailTask task)
{
	static const guint of[DIMENSION_COUNT] = {
		[DIMENSION_PORT] = COLUMN_BIT(COLUMN_PORT) | COLUMN_BIT(COLUMN_PROTOCOL),
		[DIMENSION_REGION] = COLUMN_BIT(COLUMN_REGION),
		[DIMENSION_SIGNATURE] = COLUMN_BIT(COLUMN_SIGNATURE),
		[DIMENSION_SENSOR] = COLUMN_BIT(COLUMN_SENSOR),
	};
	guint columns = detail->unique ? COLUMN_BIT(COLUMN_SOURCE) : 0;

	for (gsize w = 0; w < detail->n_wants; w++) {
		const SourceWant *want = &detail->wants[w];
		gboolean counts = want->counts && !detail->counted && is_of(task, w);
		if (counts)
			columns |= COLUMN_BIT(COLUMN_PACKETS) | (want->n_splits > 0 ? of[want->split] : 0);
		if (counts || want->sources)
			columns |= of[want->dimension];
	}
	return columns == 0 ? 0 : columns | (has_bins(detail, task) ? COLUMN_BIT(COLUMN_TIME) : 0);
}

/* So many counts a want has. */
static gsize
length_of(const Detail *detail, const SourceWant *want)
{
	return want->n_groups * MAX(want->n_splits, 1) * detail->n_bins;
}

/* --- a hand ---------------------------------------------------------------------------------- */

DetailHand *
detail_hand_new(Detail *detail)
{
	DetailHand *hand = g_new0(DetailHand, 1);
	gsize sheets = detail->unique ? unique_sheets(detail->unique) : 0;

	hand->detail = detail;
	hand->feed = detail->unique ? unique_feed_new(detail->unique) : NULL;
	hand->bins = g_new(guint32, SEGMENT_ROWS);
	hand->parts = g_new(guint16, SEGMENT_ROWS);
	hand->codes = g_new(guint16, SEGMENT_ROWS);
	hand->sheets = g_new0(guint32 *, sheets + 1);
	for (gsize s = 0; s < sheets; s++)
		hand->sheets[s] = g_new(guint32, BLOCK);
	hand->counts = g_new0(gint64 *, detail->n_wants + 1);
	for (gsize w = 0; w < detail->n_wants; w++) {
		const SourceWant *want = &detail->wants[w];
		if (want->counts && !detail->counted)
			hand->counts[w] = g_new0(gint64, length_of(detail, want));
	}
	return hand;
}

void
detail_hand_free(DetailHand *hand)
{
	if (!hand)
		return;
	for (gsize w = 0; w < hand->detail->n_wants; w++)
		g_free(hand->counts[w]);
	g_strfreev((char **)hand->sheets);
	unique_feed_free(hand->feed);
	g_free(hand->bins);
	g_free(hand->parts);
	g_free(hand->codes);
	g_free(hand->counts);
	g_free(hand);
}

/* The bin of t, which is between the first and the last edge. */
static gsize
find_bin(const Detail *detail, gint64 t)
{
	gsize low = 0;
	gsize high = detail->n_bins;

	while (high - low > 1) {
		gsize middle = (low + high) / 2;
		if (detail->edges[middle] <= t)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Times are steps from the day, and so are the edges of the bin at hand; it is left for another but seldom. */
static void
find_bins(DetailHand *hand, gint64 day, const guint32 *time, gsize n)
{
	const gint64 *edges = hand->detail->edges;
	gsize n_bins = hand->detail->n_bins;
	guint32 *bins = hand->bins;
	gsize bin = hand->bin;
	gint64 low = edges[bin] - day;
	gint64 high = edges[bin + 1] - day;

	for (gsize i = 0; i < n; i++) {
		gint64 t = time[i];
		if (t >= low && t < high) {
			bins[i] = (guint32)bin;
			continue;
		}
		bins[i] = UNIQUE_SKIP;
		if (day + t < edges[0] || day + t >= edges[n_bins])
			continue;
		bin = find_bin(hand->detail, day + t);
		low = edges[bin] - day;
		high = edges[bin + 1] - day;
		bins[i] = (guint32)bin;
	}
	hand->bin = bin;
}

static void
count(const guint16 *codes, const guint32 *bins, const Rows *rows, gsize n_bins, gint64 *counts)
{
	const guint32 *packets = rows->packets;

	for (gsize i = 0; i < rows->n; i++)
		if (codes[i] != 0 && bins[i] != UNIQUE_SKIP)
			counts[(gsize)(codes[i] - 1) * n_bins + bins[i]] += packets ? packets[i] : 1;
}

static void
count_split(const guint16 *codes, gsize splits, const DetailHand *hand, const Rows *rows, gint64 *counts)
{
	gsize n_bins = hand->detail->n_bins;

	for (gsize i = 0; i < rows->n; i++) {
		gsize row;
		if (codes[i] == 0 || hand->parts[i] == 0 || hand->bins[i] == UNIQUE_SKIP)
			continue;
		row = (gsize)(codes[i] - 1) * splits + hand->parts[i] - 1;
		counts[row * n_bins + hand->bins[i]] += rows->packets ? rows->packets[i] : 1;
	}
}

/* The counts of the rows for one want. */
static void
count_want(DetailHand *hand, gsize w, const Rows *rows)
{
	const Detail *detail = hand->detail;
	const SourceWant *want = &detail->wants[w];

	keys_find(&detail->keys[w], want->dimension, rows, 0, rows->n, hand->codes);
	if (want->n_splits == 0) {
		count(hand->codes, hand->bins, rows, detail->n_bins, hand->counts[w]);
		return;
	}
	keys_find(&detail->splits[w], want->split, rows, 0, rows->n, hand->parts);
	count_split(hand->codes, want->n_splits, hand, rows, hand->counts[w]);
}

static void
add_sources(DetailHand *hand, const Rows *rows, const guint32 *bins)
{
	const Detail *detail = hand->detail;
	const Fields *fields = detail->fields;
	const gsize width = rows->family == 4 ? 4 : 16;

	for (gsize from = 0; from < rows->n; from += BLOCK) {
		gsize n = MIN(BLOCK, rows->n - from);

		for (gsize s = 0; hand->sheets[s]; s++)
			memset(hand->sheets[s], 0, BLOCK * sizeof *hand->sheets[s]);
		for (gsize f = 0; f < fields->n; f++) {
			UniquePlace place = unique_place(detail->unique, f);

			field_add(&fields->fields[f], rows, from, n, place.shift, hand->sheets[place.sheet]);
		}
		unique_add(hand->feed, rows->family, rows->source + from * width, (const guint32 *const *)hand->sheets,
		    bins ? bins + from : NULL, n);
	}
}

static void
estimate_sources(DetailHand *hand, const Rows *rows, const guint32 *bins)
{
	const Detail *detail = hand->detail;

	estimate_rows(detail->estimate, detail->n_wants, rows, NULL, bins);
	for (gsize w = 0; w < detail->n_wants; w++) {
		if (!detail->wants[w].sources)
			continue;
		keys_find(&detail->keys[w], detail->wants[w].dimension, rows, 0, rows->n, hand->codes);
		estimate_rows(detail->estimate, w, rows, hand->codes, bins);
	}
}

void
detail_add(DetailHand *hand, gint64 day, DetailTask task, const Rows *rows)
{
	const guint32 *bins = has_bins(hand->detail, task) ? hand->bins : NULL;

	if (bins)
		find_bins(hand, day, rows->time, rows->n);
	for (gsize w = 0; w < hand->detail->n_wants; w++)
		if (hand->counts[w] && is_of(task, w))
			count_want(hand, w, rows);
	if (hand->feed)
		add_sources(hand, rows, bins);
	if (hand->feed && hand->detail->estimate)
		estimate_sources(hand, rows, bins);
}

void
detail_hand_end(DetailHand *hand)
{
	Detail *detail = hand->detail;

	if (hand->feed)
		unique_feed_end(hand->feed);
	g_mutex_lock(&detail->lock);
	for (gsize w = 0; w < detail->n_wants; w++)
		for (gsize i = 0; hand->counts[w] && i < length_of(detail, &detail->wants[w]); i++)
			detail->wants[w].counts[i] += hand->counts[w][i];
	g_mutex_unlock(&detail->lock);
}

gboolean
detail_end(Detail *detail, guint helpers, gint64 *total, gboolean *again, GError **error)
{
	detail->counted = TRUE;
	*again = FALSE;
	if (detail->unique && !unique_count(detail->unique, helpers, detail->sources, &detail->total, again, error))
		return FALSE;
	if (*again)
		return TRUE;
	if (total)
		*total = detail->total;
	for (gsize w = 0, l = 0; w < detail->n_wants; w++) {
		const SourceWant *want = &detail->wants[w];

		if (want->sources && want->n_groups > 0)
			memcpy(want->sources, detail->sources[l], want->n_groups * sizeof(gint64));
		l += want->sources != NULL;
	}
	return TRUE;
}
