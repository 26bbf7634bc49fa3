/*
 * detail.c: one pass, column by column: the bin of every row, then for each want its group, then the counts;
 * last the sources of all wants together.
 */
#include "detail.h"
#include "unique.h"

#define PAGE 65536

/* Key to group: its number among all that ask for sources, plus one; 0: not wanted.  A port's page is its protocol's. */
typedef struct {
	guint16 *page[256];
	gsize first;    /* number of the want's first group, plus one */
	guint16 *group; /* [SEGMENT_ROWS] of the rows at hand */
} Map;

struct Detail {
	const gint64 *edges;
	gsize n_bins, n_wants, n_lists;
	const SourceWant *wants;
	gboolean total;
	Map *maps;             /* [n_wants] */
	Map *splits;           /* [n_wants]; no group where the want is not split */
	const guint16 **lists; /* [n_lists] */
	guint32 *bins;         /* [SEGMENT_ROWS] */
	gsize bin;             /* of the row before: times come nearly in order */
	gsize n_groups;
	Unique *unique; /* NULL where no sources are asked for */
};

static void
fill_map(Map *map, const guint32 *keys, const guint16 *groups, gsize n)
{
	map->group = g_new(guint16, SEGMENT_ROWS);
	for (gsize k = 0; k < n; k++) {
		guint page = keys[k] / PAGE;
		guint16 *place;
		g_assert(page < 256);
		if (!map->page[page])
			map->page[page] = g_new0(guint16, PAGE);
		place = &map->page[page][keys[k] % PAGE];
		g_assert(*place == 0); /* a key has one group */
		*place = (guint16)((groups ? groups[k] : k) + map->first);
	}
	if (!map->page[0])
		map->page[0] = g_new0(guint16, PAGE); /* where all but ports look */
}

Detail *
detail_new(const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants, gboolean total)
{
	Detail *detail = g_new0(Detail, 1);

	detail->edges = edges;
	detail->n_bins = n_bins;
	detail->wants = wants;
	detail->n_wants = n_wants;
	detail->total = total;
	detail->maps = g_new0(Map, n_wants);
	detail->splits = g_new0(Map, n_wants);
	detail->lists = g_new0(const guint16 *, n_wants + 1);
	detail->bins = g_new(guint32, SEGMENT_ROWS);
	for (gsize w = 0; w < n_wants; w++) {
		Map *map = &detail->maps[w];
		map->first = wants[w].sources ? detail->n_groups + 1 : 1;
		fill_map(map, wants[w].keys, wants[w].group, wants[w].n_keys);
		detail->splits[w].first = 1;
		if (wants[w].n_splits > 0)
			fill_map(&detail->splits[w], wants[w].split_keys, NULL, wants[w].n_splits);
		if (!wants[w].sources)
			continue;
		detail->lists[detail->n_lists++] = map->group;
		detail->n_groups += wants[w].n_groups;
	}
	g_assert(detail->n_groups < G_MAXUINT16);
	if (total || detail->n_lists > 0)
		detail->unique = unique_new(detail->n_groups, detail->n_lists);
	return detail;
}

static void
clear_map(Map *map)
{
	for (gsize p = 0; p < G_N_ELEMENTS(map->page); p++)
		g_free(map->page[p]);
	g_free(map->group);
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
	if (detail->unique)
		unique_free(detail->unique);
	g_free(detail->maps);
	g_free(detail->splits);
	g_free(detail->lists);
	g_free(detail->bins);
	g_free(detail);
}

guint
detail_columns(const Detail *detail)
{
	static const guint of[DIMENSION_COUNT] = {
		[DIMENSION_PORT] = COLUMN_BIT(COLUMN_PORT) | COLUMN_BIT(COLUMN_PROTOCOL),
		[DIMENSION_REGION] = COLUMN_BIT(COLUMN_REGION),
		[DIMENSION_SIGNATURE] = COLUMN_BIT(COLUMN_SIGNATURE),
		[DIMENSION_SENSOR] = COLUMN_BIT(COLUMN_SENSOR),
	};
	guint columns = COLUMN_BIT(COLUMN_TIME) | (detail->unique ? COLUMN_BIT(COLUMN_SOURCE) : 0);

	for (gsize w = 0; w < detail->n_wants; w++)
		columns |= of[detail->wants[w].dimension] | (detail->wants[w].counts ? COLUMN_BIT(COLUMN_PACKETS) : 0) |
			   (detail->wants[w].n_splits > 0 ? of[detail->wants[w].split] : 0);
	return columns;
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
find_bins(Detail *detail, gint64 day, const guint32 *time, gsize n)
{
	const gint64 *edges = detail->edges;
	guint32 *bins = detail->bins;
	gsize bin = detail->bin;
	gint64 low = edges[bin] - day;
	gint64 high = edges[bin + 1] - day;

	for (gsize i = 0; i < n; i++) {
		gint64 t = time[i];
		if (t >= low && t < high) {
			bins[i] = (guint32)bin;
			continue;
		}
		bins[i] = UNIQUE_SKIP;
		if (day + t < edges[0] || day + t >= edges[detail->n_bins])
			continue;
		bin = find_bin(detail, day + t);
		low = edges[bin] - day;
		high = edges[bin + 1] - day;
		bins[i] = (guint32)bin;
	}
	detail->bin = bin;
}

static void
find_groups(const Map *map, Dimension dimension, const Rows *rows)
{
	const guint16 *key = dimension == DIMENSION_REGION      ? rows->region
			     : dimension == DIMENSION_SIGNATURE ? rows->signature
								: rows->sensor;
	const guint16 *page = map->page[0];
	guint16 *group = map->group;

	if (dimension != DIMENSION_PORT) {
		for (gsize i = 0; i < rows->n; i++)
			group[i] = page[key[i]];
		return;
	}
	for (gsize i = 0; i < rows->n; i++) {
		page = map->page[rows->protocol[i]];
		group[i] = page ? page[rows->port[i]] : 0;
	}
}

static void
count(const Detail *detail, const Map *map, const SourceWant *want, const Rows *rows)
{
	const guint16 *group = map->group;
	const guint32 *bins = detail->bins;
	const guint32 *packets = rows->packets;
	gsize n_bins = detail->n_bins;
	gsize first = map->first;

	for (gsize i = 0; i < rows->n; i++)
		if (group[i] != 0 && bins[i] != UNIQUE_SKIP)
			want->counts[(group[i] - first) * n_bins + bins[i]] += packets ? packets[i] : 1;
}

static void
count_split(const Detail *detail, const Map *map, const Map *split, const SourceWant *want, const Rows *rows)
{
	for (gsize i = 0; i < rows->n; i++) {
		gsize row;

		if (map->group[i] == 0 || split->group[i] == 0 || detail->bins[i] == UNIQUE_SKIP)
			continue;
		row = (map->group[i] - map->first) * want->n_splits + split->group[i] - split->first;
		want->counts[row * detail->n_bins + detail->bins[i]] += rows->packets ? rows->packets[i] : 1;
	}
}

void
detail_add(Detail *detail, gint64 day, const Rows *rows)
{
	find_bins(detail, day, rows->time, rows->n);
	for (gsize w = 0; w < detail->n_wants; w++) {
		const SourceWant *want = &detail->wants[w];
		const Map *map = &detail->maps[w];
		find_groups(map, want->dimension, rows);
		if (want->counts && want->n_splits > 0) {
			find_groups(&detail->splits[w], want->split, rows);
			count_split(detail, map, &detail->splits[w], want, rows);
		} else if (want->counts) {
			count(detail, map, want, rows);
		}
	}
	if (detail->unique)
		unique_add(detail->unique, rows->family, rows->source, detail->lists, detail->bins, rows->n);
}

void
detail_end(Detail *detail, gint64 *total)
{
	g_autofree gint64 *counts = g_new0(gint64, detail->n_groups + 1);
	gint64 all;

	if (!detail->unique)
		return;
	all = unique_count(detail->unique, counts);
	if (total)
		*total = all;
	for (gsize w = 0; w < detail->n_wants; w++)
		for (gsize g = 0; detail->wants[w].sources && g < detail->wants[w].n_groups; g++)
			detail->wants[w].sources[g] = counts[detail->maps[w].first - 1 + g];
}
