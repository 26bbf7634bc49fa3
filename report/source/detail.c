/*
 * detail.c: one pass, column by column: the bin of every row, then for each want its group, then the counts;
 * last the sources of all wants together.
 */
#include "detail.h"
#include "unique.h"

#define PAGE 65536
#define ROOM ((gsize)128 << 20) /* for sources [B] before some go to a file */

/* Key to its group, plus one; 0: not wanted.  A port's page is its protocol's. */
typedef struct {
	guint16 *page[256];
	gsize list; /* among those that ask for sources */
} Map;

struct Detail {
	const gint64 *edges;
	gsize n_bins, n_wants, n_lists;
	const SourceWant *wants;
	gboolean counted;   /* the first pass is done */
	Map *maps;          /* [n_wants] */
	Map *splits;        /* [n_wants]; empty where the want is not split */
	Unique *unique;     /* NULL where no sources are asked for */
	Estimate *estimate; /* NULL where no day has expired */
	gint64 **sources;   /* [n_lists] counts of the groups */
	gint64 total;
	GMutex lock; /* of what hands add to the wants */
};

struct DetailHand {
	Detail *detail;
	UniqueFeed *feed;
	guint32 *bins;         /* [SEGMENT_ROWS] */
	guint16 **codes;       /* [n_wants], each [SEGMENT_ROWS] */
	const guint16 **lists; /* [n_lists] of those */
	guint16 *parts;        /* [SEGMENT_ROWS] by what the want at hand is split */
	gint64 **counts;       /* [n_wants], each as long as the want's; NULL where not asked for */
	gsize bin;             /* of the row before: times come nearly in order */
};

static guint16 *
place_of(Map *map, guint32 key)
{
	guint page = key / PAGE;

	g_assert(page < 256);
	if (!map->page[page])
		map->page[page] = g_new0(guint16, PAGE);
	return &map->page[page][key % PAGE];
}

static void
fill_map(Map *map, const guint32 *keys, const guint16 *groups, gsize n)
{
	place_of(map, 0); /* where all but ports look */
	for (gsize k = 0; k < n; k++) {
		guint16 *place = place_of(map, keys[k]);
		if (*place == 0) /* a key has one group, its first */
			*place = (guint16)((groups ? groups[k] : k) + 1);
	}
}

static void
clear_map(Map *map)
{
	for (gsize p = 0; p < G_N_ELEMENTS(map->page); p++)
		g_free(map->page[p]);
}

static void
make_unique(Detail *detail, gboolean total)
{
	g_autofree gsize *groups = g_new0(gsize, detail->n_wants + 1);

	detail->sources = g_new0(gint64 *, detail->n_wants + 1);
	for (gsize w = 0; w < detail->n_wants; w++) {
		const SourceWant *want = &detail->wants[w];
		if (!want->sources)
			continue;
		detail->maps[w].list = detail->n_lists;
		groups[detail->n_lists] = want->n_groups;
		detail->sources[detail->n_lists++] = g_new0(gint64, want->n_groups);
	}
	if (total || detail->n_lists > 0)
		detail->unique = unique_new(groups, detail->n_lists, ROOM, NULL);
}

Detail *
detail_new(const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants, gboolean total)
{
	Detail *detail = g_new0(Detail, 1);

	detail->edges = edges;
	detail->n_bins = n_bins;
	detail->wants = wants;
	detail->n_wants = n_wants;
	detail->maps = g_new0(Map, n_wants);
	detail->splits = g_new0(Map, n_wants);
	make_unique(detail, total);
	for (gsize w = 0; w < n_wants; w++) {
		fill_map(&detail->maps[w], wants[w].keys, wants[w].group, wants[w].n_keys);
		if (wants[w].n_splits > 0)
			fill_map(&detail->splits[w], wants[w].split_keys, NULL, wants[w].n_splits);
	}
	return detail;
}

void
detail_free(Detail *detail)
{
	if (!detail)
		return;
	for (gsize w = 0; w < detail->n_wants; w++) {
		clear_map(&detail->maps[w]);
		clear_map(&detail->splits[w]);
	}
	for (gsize l = 0; l < detail->n_lists; l++)
		g_free(detail->sources[l]);
	unique_free(detail->unique);
	g_free(detail->sources);
	g_free(detail->maps);
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
	gsize list = 0;

	hand->detail = detail;
	hand->feed = detail->unique ? unique_feed_new(detail->unique) : NULL;
	hand->bins = g_new(guint32, SEGMENT_ROWS);
	hand->parts = g_new(guint16, SEGMENT_ROWS);
	hand->codes = g_new0(guint16 *, detail->n_wants + 1);
	hand->lists = g_new0(const guint16 *, detail->n_wants + 1);
	hand->counts = g_new0(gint64 *, detail->n_wants + 1);
	for (gsize w = 0; w < detail->n_wants; w++) {
		const SourceWant *want = &detail->wants[w];
		hand->codes[w] = g_new(guint16, SEGMENT_ROWS);
		if (want->sources)
			hand->lists[list++] = hand->codes[w];
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
	for (gsize w = 0; w < hand->detail->n_wants; w++) {
		g_free(hand->codes[w]);
		g_free(hand->counts[w]);
	}
	unique_feed_free(hand->feed);
	g_free(hand->bins);
	g_free(hand->parts);
	g_free(hand->codes);
	g_free(hand->lists);
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
find_codes(const Map *map, Dimension dimension, const Rows *rows, guint16 *codes)
{
	const guint16 *key = dimension == DIMENSION_REGION      ? rows->region
			     : dimension == DIMENSION_SIGNATURE ? rows->signature
								: rows->sensor;
	const guint16 *page = map->page[0];

	if (dimension != DIMENSION_PORT) {
		for (gsize i = 0; i < rows->n; i++)
			codes[i] = page[key[i]];
		return;
	}
	for (gsize i = 0; i < rows->n; i++) {
		page = map->page[rows->protocol[i]];
		codes[i] = page ? page[rows->port[i]] : 0;
	}
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

/* The groups of the rows for one want, and their counts where it asks for them. */
static void
take_want(DetailHand *hand, gsize w, DetailTask task, const Rows *rows)
{
	const Detail *detail = hand->detail;
	const SourceWant *want = &detail->wants[w];
	const Map *map = &detail->maps[w];

	gboolean counts = hand->counts[w] && is_of(task, w);

	if (counts || want->sources)
		find_codes(map, want->dimension, rows, hand->codes[w]);
	if (!counts)
		return;
	if (want->n_splits == 0) {
		count(hand->codes[w], hand->bins, rows, detail->n_bins, hand->counts[w]);
		return;
	}
	find_codes(&detail->splits[w], want->split, rows, hand->parts);
	count_split(hand->codes[w], want->n_splits, hand, rows, hand->counts[w]);
}

static void
estimate_sources(DetailHand *hand, const Rows *rows, const guint32 *bins)
{
	const Detail *detail = hand->detail;

	estimate_rows(detail->estimate, detail->n_wants, rows, NULL, bins);
	for (gsize w = 0; w < detail->n_wants; w++)
		if (detail->wants[w].sources)
			estimate_rows(detail->estimate, w, rows, hand->codes[w], bins);
}

void
detail_add(DetailHand *hand, gint64 day, DetailTask task, const Rows *rows)
{
	gboolean bins = has_bins(hand->detail, task);

	if (bins)
		find_bins(hand, day, rows->time, rows->n);
	for (gsize w = 0; w < hand->detail->n_wants; w++)
		take_want(hand, w, task, rows);
	if (hand->feed)
		unique_add(hand->feed, rows->family, rows->source, hand->lists, bins ? hand->bins : NULL, rows->n);
	if (hand->feed && hand->detail->estimate)
		estimate_sources(hand, rows, bins ? hand->bins : NULL);
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
	for (gsize w = 0; w < detail->n_wants; w++)
		for (gsize g = 0; detail->wants[w].sources && g < detail->wants[w].n_groups; g++)
			detail->wants[w].sources[g] = detail->sources[detail->maps[w].list][g];
	return TRUE;
}
