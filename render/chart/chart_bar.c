/*
 * chart_bar.c: the bins as bars from zero, the series of a plot piled up; a bin only partly observed is an outline.
 */
#include "kinds.h"

/* What tells the piled parts apart in black and white: the angle of white lines over the colour. */
static const int angles[THEME_SERIES] = { 2, 1, -1, 0, 2, 1, -1, 0 };

static gint64
most(const Chart *chart, guint first, guint n)
{
	gint64 max = 0;

	for (gsize bin = 0; bin < chart->bins; bin++) {
		gint64 sum = 0;

		for (guint i = first; i < first + n; i++) {
			const ChartSeries *series = chart->series->pdata[i];
			sum += chart_state(chart, series, bin) == POINT_MISSING ? 0 : series->packets[bin];
		}
		max = MAX(max, sum);
	}
	return max;
}

/* A part of a bar; the first series is plain. */
static void
draw_part(Pen *pen, guint index, double x, double y, double width, double height, gboolean hollow)
{
	Colour colour = pen_look(pen, index)->colour;
	int angle = angles[index % THEME_SERIES];
	PagePath *path;

	if (hollow) {
		double line = MIN(0.6, width / 3);
		path = page_path_rectangle(width - line, height - MIN(line, height));
		path->filled = TRUE;
		path->fill = pen_mix(colour, PAPER, 0.85);
		path->stroke = colour;
		path->width = line;
		items_add_path(pen->items, pen->node, x + line / 2, y + MIN(line, height) / 2, path);
		return;
	}
	pen_box(pen, x, y, width, height, colour);
	if (angle != 2 && width > 5)
		pen_hatch(pen, x, y, width, height, angle, angle ? 3.2 : 2.4, 0.7, PAPER);
}

static void
draw_bin(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n, gsize bin)
{
	double left = plot_x(plot, chart->edges[bin]), slot = plot_x(plot, chart->edges[bin + 1]) - left;
	double space = slot > 2 ? MIN(0.2 * slot, 6) : 0;
	gint64 sum = 0;

	for (guint i = first; i < first + n; i++) {
		const ChartSeries *series = chart->series->pdata[i];
		PointState state = chart_state(chart, series, bin);
		gint64 packets = state == POINT_MISSING ? 0 : series->packets[bin];
		double bottom = plot_y(plot, (double)sum), top = plot_y(plot, (double)(sum + packets));

		if (packets > 0)
			draw_part(pen, i, left + space / 2, top, slot - space, bottom - top, state == POINT_PARTIAL);
		sum += packets;
	}
}

static void
paint(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n)
{
	for (gsize bin = 0; bin < chart->bins; bin++)
		draw_bin(pen, chart, plot, first, n, bin);
}

static void
sample(Pen *pen, guint index, double x, double y)
{
	draw_part(
	    pen, index, x + 0.4 * pen->em, y - 0.45 * pen->em, (LEGEND_SAMPLE - 0.4) * pen->em, 0.9 * pen->em, FALSE);
}

const Kind kind_bar = { most, paint, sample, FALSE };
