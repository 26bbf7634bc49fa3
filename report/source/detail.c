/*
 * detail.c: one pass, column by column: the bin of every row, then for each want its group, then the counts;
 * last the sources of all wants together.
 */
#include "detail.h"
#include "unique.h"

#define PAGE 65536

/* Key to group, plus one; 0: not wanted.  A port's page is its protocol's. */
typedef struct {
	guint16 *page[256];
	gsize first;    /* number of the want's first group among all that ask for sources */
	guint16 *group; /* [SEGMENT_ROWS] of the rows at hand, within the want */
	guint16 *list;  /* [SEGMENT_ROWS] among all; NULL where sources are not asked for */
} Map;

struct Detail {
	const gint64 *edges;
	gsize n_bins, n_wants, n_lists;
	const SourceWant *wants;
	gboolean total;
	Map *maps;             /* [n_wants] */
	const guint16 **lists; /* [n_lists] */
	guint32 *bins;         /* [SEGMENT_ROWS] */
	gsize bin;             /* of the row before: times come nearly in order */
	gsize n_groups;
	Unique *unique; /* NULL where no sources are asked for */
};

static void
fill_map(Map *map, const SourceWant *want)
{
	for (gsize k = 0; k < want->n_keys; k++) {
		guint page = want->keys[k] / PAGE;
		guint16 *place;
		g_assert(page < 256);
		if (!map->page[page])
			map->page[page] = g_new0(guint16, PAGE);
		place = &map->page[page][want->keys[k] % PAGE];
		g_assert(*place == 0); /* a key has one group */
		*place = (guint16)((want->group ? want->group[k] : k) + 1);
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
	detail->lists = g_new0(const guint16 *, n_wants + 1);
	detail->bins = g_new(guint32, SEGMENT_ROWS);
	for (gsize w = 0; w < n_wants; w++) {
		Map *map = &detail->maps[w];
		fill_map(map, &wants[w]);
		map->group = g_new(guint16, SEGMENT_ROWS);
		if (!wants[w].sources)
			continue;
		map->first = detail->n_groups;
		map->list = g_new(guint16, SEGMENT_ROWS);
		detail->lists[detail->n_lists++] = map->list;
		detail->n_groups += wants[w].n_groups;
	}
	g_assert(detail->n_groups < G_MAXUINT16);
	if (total || detail->n_lists > 0)
		detail->unique = unique_new(detail->n_groups, detail->n_lists);
	return detail;
}

void
detail_free(Detail *detail)
{
	if (!detail)
		return;
	for (gsize w = 0; w < detail->n_wants; w++) {
		for (gsize p = 0; p < 256; p++)
			g_free(detail->maps[w].page[p]);
		g_free(detail->maps[w].group);
		g_free(detail->maps[w].list);
	}
	if (detail->unique)
		unique_free(detail->unique);
	g_free(detail->maps);
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
		columns |= of[detail->wants[w].dimension] | (detail->wants[w].counts ? COLUMN_BIT(COLUMN_PACKETS) : 0);
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

static void
find_bins(Detail *detail, gint64 day, const guint32 *time, gsize n)
{
	const gint64 *edges = detail->edges;
	gsize bin = detail->bin;

	for (gsize i = 0; i < n; i++) {
		gint64 t = day + time[i];
		if (t < edges[0] || t >= edges[detail->n_bins]) {
			detail->bins[i] = UNIQUE_SKIP;
			continue;
		}
		if (t < edges[bin] || t >= edges[bin + 1])
			bin = find_bin(detail, t);
		detail->bins[i] = (guint32)bin;
	}
	detail->bin = bin;
}

static void
find_groups(const Map *map, Dimension dimension, const Rows *rows)
{
	const guint16 *low = dimension == DIMENSION_REGION      ? rows->region
			     : dimension == DIMENSION_SIGNATURE ? rows->signature
								: rows->sensor;

	if (dimension != DIMENSION_PORT) {
		for (gsize i = 0; i < rows->n; i++)
			map->group[i] = map->page[0][low[i]];
		return;
	}
	for (gsize i = 0; i < rows->n; i++) {
		const guint16 *page = map->page[rows->protocol[i]];
		map->group[i] = page ? page[rows->port[i]] : 0;
	}
}

static void
count(const Detail *detail, const Map *map, const SourceWant *want, const Rows *rows)
{
	for (gsize i = 0; i < rows->n; i++) {
		guint16 group = map->group[i];
		guint32 bin = detail->bins[i];
		if (group != 0 && bin != UNIQUE_SKIP)
			want->counts[(gsize)(group - 1) * detail->n_bins + bin] += rows->packets ? rows->packets[i] : 1;
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
		if (want->counts)
			count(detail, map, want, rows);
		for (gsize i = 0; map->list && i < rows->n; i++)
			map->list[i] = map->group[i] ? (guint16)(map->group[i] + map->first) : 0;
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
			detail->wants[w].sources[g] = counts[detail->maps[w].first + g];
}
