/*
 * flow.c: ranks from quarter to quarter: each bin is a column of names in order of rank, each item a line between its
 * places.  Rows are the ranks that occur, not numbers to scale: from 3 to 15 is far, but not through empty rows.
 */
#include <stdlib.h>
#include "kinds.h"
#include "note.h"
#include "place.h"

#define STUB 10 /* level part of a line at each of its ends [pt] */

typedef struct {
	Pen *pen;
	const Chart *chart;
	const Legend *legend;
	Footer *footer;                  /* what is to be known of a rank */
	double ranks_width;              /* of the numbers beside the lines [pt] */
	GArray *ranks;                   /* of gint64: those that occur, in order; 0 (below the table) last */
	double left, right, top, bottom; /* of the lines [pt] */
	double *y;                       /* [bins * series] places [pt] */
} Flow;

static gint64
rank_of(const Chart *chart, guint series, gsize bin)
{
	return ((const ChartSeries *)chart->series->pdata[series])->packets[bin];
}

static int
by_rank(gconstpointer a, gconstpointer b)
{
	gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

	if (first == 0 || second == 0)
		return first == second ? 0 : first == 0 ? 1 : -1;
	return first < second ? -1 : first > second;
}

static void
collect_ranks(Flow *flow)
{
	guint kept = 0;

	for (guint i = 0; i < flow->chart->series->len; i++)
		for (gsize bin = 0; bin < flow->chart->bins; bin++) {
			gint64 rank = rank_of(flow->chart, i, bin);
			g_array_append_val(flow->ranks, rank);
		}
	g_array_sort(flow->ranks, by_rank);
	for (guint i = 1; i < flow->ranks->len; i++)
		if (g_array_index(flow->ranks, gint64, i) != g_array_index(flow->ranks, gint64, kept))
			g_array_index(flow->ranks, gint64, ++kept) = g_array_index(flow->ranks, gint64, i);
	g_array_set_size(flow->ranks, kept + 1);
}

/* The rank, or what stands for one below the table. */
static TextLine *
rank_line(const Flow *flow, guint series, gsize bin)
{
	gint64 rank = rank_of(flow->chart, series, bin);
	g_autofree char *number = lang_count(flow->pen->lang, rank);

	return pen_line(flow->pen, rank > 0 ? number : pen_words(flow->pen, "chart.outside"));
}

/* The widest of the ranks, with the space behind it [pt]. */
static double
ranks_width(const Flow *flow)
{
	double width = 0;

	for (guint i = 0; i < flow->chart->series->len; i++)
		for (gsize bin = 0; bin < flow->chart->bins; bin++) {
			g_autoptr(TextLine) line = rank_line(flow, i, bin);
			width = MAX(width, line->width);
		}
	return width + 0.8 * flow->pen->em;
}

static double
row_of(const Flow *flow, gint64 rank)
{
	guint row = 0;

	while (g_array_index(flow->ranks, gint64, row) != rank)
		row++;
	return flow->top + (flow->bottom - flow->top) * (row + 0.5) / flow->ranks->len;
}

/* FALSE where a column has no room for its names. */
static gboolean
place_column(Flow *flow, gsize bin)
{
	guint n = flow->chart->series->len;
	double *y = &flow->y[bin * n];

	for (guint i = 0; i < n; i++)
		y[i] = row_of(flow, rank_of(flow->chart, i, bin));
	return place_apart(y, n, flow->pen->leading, flow->top, flow->bottom);
}

static double
column_x(const Flow *flow, gsize bin)
{
	return flow->left + (flow->right - flow->left) * (double)bin / (double)(flow->chart->bins - 1);
}

/* Ranks that are not in the table are hollow. */
static void
draw_line(const Flow *flow, guint series)
{
	const ThemeSeries *look = pen_look(flow->pen, series);
	const guint n = flow->chart->series->len;
	PagePath *path = page_path_new();

	for (gsize bin = 0; bin < flow->chart->bins; bin++) {
		double x = column_x(flow, bin), y = flow->y[bin * n + series];
		page_path_add(path, bin > 0 ? x - STUB : x, y);
		page_path_add(path, bin + 1 < flow->chart->bins ? x + STUB : x, y);
	}
	path->stroke = look->colour;
	path->width = 1.2;
	for (int i = 0; i < 4; i++)
		path->dash[i] = look->dash[i];
	items_add_path(flow->pen->items, flow->pen->node, 0, 0, path);
	for (gsize bin = 0; bin < flow->chart->bins; bin++)
		pen_marker(flow->pen, look->marker, column_x(flow, bin), flow->y[bin * n + series], 3.6,
		    rank_of(flow->chart, series, bin) == 0, look->colour);
}

/* side -1: names left of their ranks, which stand left of x; 1: the mirror of it. */
static void
draw_names(const Flow *flow, gsize bin, int side)
{
	const guint n = flow->chart->series->len;
	Align align = side < 0 ? ALIGN_RIGHT : ALIGN_LEFT;
	double x = column_x(flow, bin) + side * flow->pen->em;
	g_autofree char *head =
	    lang_months(flow->pen->lang, flow->chart->edges[bin], flow->chart->edges[bin + 1], flow->chart->zone);

	pen_text(flow->pen, head, x, flow->pen->em, align);
	for (guint i = 0; i < n; i++) {
		g_autoptr(TextLine) rank = rank_line(flow, i, bin);
		double y = pen_centre(flow->pen, flow->y[bin * n + i]);

		pen_put(flow->pen, rank, x, y, align);
		pen_put(flow->pen, flow->legend->lines->pdata[i], x + side * flow->ranks_width, y, align);
	}
}

static gboolean
place(Flow *flow, double width, double height)
{
	double em = flow->pen->em;

	flow->ranks_width = ranks_width(flow);
	flow->left = flow->legend->widest + flow->ranks_width + em;
	flow->right = width - flow->left;
	flow->top = 1.6 * flow->pen->leading;
	flow->bottom = height - flow->footer->height;
	collect_ranks(flow);
	if (flow->right - flow->left < 6 * em)
		return FALSE;
	for (gsize bin = 0; bin < flow->chart->bins; bin++)
		if (!place_column(flow, bin))
			return FALSE;
	return TRUE;
}

gboolean
flow_draw(Pen *pen, const Chart *chart, double width, double height, GError **error)
{
	g_autofree double *y = g_new0(double, chart->bins * chart->series->len);
	g_autoptr(GArray) ranks = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(Legend) legend = legend_new(pen, chart);
	g_autoptr(Footer) footer = note_footer(pen, chart, width);
	Flow flow = { .pen = pen, .chart = chart, .legend = legend, .footer = footer, .ranks = ranks, .y = y };

	if (!place(&flow, width, height))
		return kind_no_room(chart, chart->series->len, "ranked items", width, height, error);
	for (guint i = chart->series->len; i-- > 0;)
		draw_line(&flow, i);
	draw_names(&flow, 0, -1);
	draw_names(&flow, chart->bins - 1, 1);
	footer_draw(pen, footer, 0, height - footer->height);
	return TRUE;
}
