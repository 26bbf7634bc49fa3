/*
 * ranks.c: a chart of a single bin as level bars, one a series: its words before it, its count behind it.
 */
#include <math.h>
#include "kinds.h"

typedef struct {
	double left, right, top, row; /* of the bars, and the height of one row [pt] */
	Scale scale;
} Ranks;

static TextLine *
count_line(Pen *pen, const Chart *chart, guint i)
{
	const ChartSeries *series = chart->series->pdata[i];
	g_autofree char *count = NULL;

	if (chart_state(chart, series, 0) == POINT_MISSING)
		return pen_line(pen, pen_words(pen, "chart.missing"));
	count = lang_count(pen->lang, series->packets[0]);
	return pen_line(pen, count);
}

static double
place(const Ranks *ranks, double value)
{
	return ranks->left + (ranks->right - ranks->left) * scale_place(&ranks->scale, value);
}

/* Counts that would touch the one before are left out: every bar has its own count. */
static void
draw_axis(Pen *pen, const Ranks *ranks, double bottom)
{
	double end = -INFINITY;

	for (guint i = 0; i < ranks->scale.n; i++) {
		const ScaleTick *tick = &ranks->scale.ticks[i];
		g_autofree char *count = lang_count(pen->lang, tick->value);
		g_autoptr(TextLine) line = pen_line(pen, count);
		double x = place(ranks, (double)tick->value), left = x - line->width / 2;

		pen_rule(pen, x, ranks->top, x, bottom, tick->value > 0 ? 0.5 : 0.7,
		    tick->value > 0 ? pen->theme->grid : pen->theme->rule);
		if (!tick->labelled || left < end + pen->em)
			continue;
		pen_put(pen, line, x, bottom + 2 + 0.9 * pen->em, ALIGN_CENTRE);
		end = x + line->width / 2;
	}
}

static void
draw_row(Pen *pen, const Chart *chart, const Ranks *ranks, const Legend *legend, guint i)
{
	const ChartSeries *series = chart->series->pdata[i];
	PointState state = chart_state(chart, series, 0);
	double y = ranks->top + (i + 0.5) * ranks->row, thick = MIN(0.62 * ranks->row, 1.4 * pen->em),
	       end = ranks->left;
	g_autoptr(TextLine) count = count_line(pen, chart, i);
	Colour colour = pen_look(pen, 0)->colour;

	pen_put(pen, legend->lines->pdata[i], ranks->left - 0.6 * pen->em, pen_centre(pen, y), ALIGN_RIGHT);
	if (state != POINT_MISSING)
		end = place(ranks, (double)series->packets[0]);
	if (end > ranks->left) {
		PagePath *path = page_path_rectangle(end - ranks->left, thick);
		path->filled = TRUE;
		path->fill = state == POINT_PARTIAL ? pen_mix(colour, PAPER, 0.85) : colour;
		path->stroke = colour;
		path->width = state == POINT_PARTIAL ? 0.6 : 0;
		items_add_path(pen->items, pen->node, ranks->left, y - thick / 2, path);
	}
	pen_put(pen, count, end + 0.4 * pen->em, pen_centre(pen, y), ALIGN_LEFT);
}

static Scale
scale_of(Pen *pen, const Chart *chart, double width)
{
	gint64 most = 0, least = 0;
	g_autofree char *count = NULL;
	g_autoptr(TextLine) line = NULL;
	guint steps;

	for (guint i = 0; i < chart->series->len; i++) {
		const ChartSeries *series = chart->series->pdata[i];
		gint64 packets = chart_state(chart, series, 0) == POINT_MISSING ? 0 : series->packets[0];

		most = MAX(most, packets);
		if (packets > 0 && (least == 0 || packets < least))
			least = packets;
	}
	count = lang_count(pen->lang, most);
	line = pen_line(pen, count);
	steps = (guint)CLAMP(width / (line->width + 3 * pen->em), 1, 8);
	return chart->logarithmic && least > 0 ? scale_logarithmic(least, most, 0.1, steps) : scale_linear(most, steps);
}

gboolean
ranks_draw(Pen *pen, const Chart *chart, double width, double height, GError **error)
{
	g_autoptr(Legend) legend = legend_new(pen, chart);
	double bottom = height - 2 - 1.2 * pen->em, most = 0;
	Ranks ranks = { 0 };

	for (guint i = 0; i < chart->series->len; i++) {
		g_autoptr(TextLine) count = count_line(pen, chart, i);
		most = MAX(most, count->width);
	}
	ranks.left = legend->widest + 0.6 * pen->em;
	ranks.right = width - most - pen->em;
	ranks.top = chart->unit ? pen->leading : 0;
	ranks.row = (bottom - ranks.top) / MAX(chart->series->len, 1);
	if (ranks.row < pen->leading || ranks.right - ranks.left < 8 * pen->em)
		return kind_no_room(chart, chart->series->len, "bars", width, height, error);
	ranks.scale = scale_of(pen, chart, ranks.right - ranks.left);
	draw_axis(pen, &ranks, bottom);
	if (chart->unit)
		pen_text(pen, chart->unit, ranks.left, 0.8 * pen->em, ALIGN_LEFT);
	for (guint i = 0; i < chart->series->len; i++)
		draw_row(pen, chart, &ranks, legend, i);
	return TRUE;
}
