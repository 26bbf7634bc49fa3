/*
 * chart_line.c: one line a series through the middles of its bins.  It breaks where a bin is missing; a bin that stands
 * alone is a mark; what leads to a bin only partly observed is thin and its mark is hollow, since its count is too low.
 */
#include "kinds.h"

#define MARK_APART 46 /* about, along the axis [pt] */
#define MARK_SIZE  3.6
#define MOST_MARKS 14 /* a chart of so few bins has a mark at each */

static Point
point_of(const Chart *chart, const Plot *plot, const ChartSeries *series, gsize bin)
{
	return (Point) {
		(plot_x(plot, chart->edges[bin]) + plot_x(plot, chart->edges[bin + 1])) / 2,
		plot_y(plot, (double)series->packets[bin]),
	};
}

static gint64
most(const Chart *chart, guint first, guint n)
{
	gint64 max = 0;

	for (guint i = first; i < first + n; i++) {
		const ChartSeries *series = chart->series->pdata[i];

		for (gsize bin = 0; bin < chart->bins; bin++)
			if (chart_state(chart, series, bin) != POINT_MISSING)
				max = MAX(max, series->packets[bin]);
	}
	return max;
}

/* --- the line ---------------------------------------------------------------------------- */

/* A bin partly observed in a run of at most two: where a sensor is silent for weeks a thin line would say nothing. */
static gboolean
is_dip(const Chart *chart, const ChartSeries *series, gsize bin)
{
	gsize from = bin, to = bin;

	if (chart_state(chart, series, bin) != POINT_PARTIAL)
		return FALSE;
	while (from > 0 && chart_state(chart, series, from - 1) == POINT_PARTIAL && to - from < 2)
		from--;
	while (to + 1 < chart->bins && chart_state(chart, series, to + 1) == POINT_PARTIAL && to - from < 2)
		to++;
	return to - from < 2;
}

/* The line from bin to the next. */
static gboolean
is_thin(const Chart *chart, const ChartSeries *series, gsize bin)
{
	return is_dip(chart, series, bin) || is_dip(chart, series, bin + 1);
}

/* The line from bin on as far as it is of one kind; gives the bin it ends in, bin itself where there is no line. */
static gsize
stretch_end(const Chart *chart, const ChartSeries *series, gsize bin)
{
	gsize end = bin;

	while (end + 1 < chart->bins && chart_state(chart, series, end) != POINT_MISSING &&
	       chart_state(chart, series, end + 1) != POINT_MISSING &&
	       is_thin(chart, series, end) == is_thin(chart, series, bin))
		end++;
	return end;
}

static void
draw_stretch(Pen *pen, const Chart *chart, const Plot *plot, guint index, gsize from, gsize to)
{
	const ChartSeries *series = chart->series->pdata[index];
	const ThemeSeries *look = pen_look(pen, index);
	PagePath *path = page_path_new();

	for (gsize bin = from; bin <= to; bin++) {
		Point point = point_of(chart, plot, series, bin);
		page_path_add(path, point.x, point.y);
	}
	path->stroke = look->colour;
	path->width = is_thin(chart, series, from) ? 0.45 : plot->width / (double)chart->bins < 1 ? 0.8 : 1.2;
	for (int i = 0; i < 4; i++)
		path->dash[i] = look->dash[i];
	items_add_path(pen->items, pen->node, 0, 0, path);
}

static void
draw_line(Pen *pen, const Chart *chart, const Plot *plot, guint index)
{
	const ChartSeries *series = chart->series->pdata[index];

	for (gsize bin = 0; bin + 1 < chart->bins;) {
		gsize end = stretch_end(chart, series, bin);

		if (end > bin)
			draw_stretch(pen, chart, plot, index, bin, end);
		bin = MAX(end, bin + 1);
	}
}

/* --- marks ------------------------------------------------------------------------------- */

static gboolean
is_alone(const Chart *chart, const ChartSeries *series, gsize bin)
{
	return (bin == 0 || chart_state(chart, series, bin - 1) == POINT_MISSING) &&
	       (bin + 1 == chart->bins || chart_state(chart, series, bin + 1) == POINT_MISSING);
}

/*
 * Marks stand apart so that they do not hide the line, those of the nth of the series shifted by a nth part; a bin that
 * stands alone has always one, a dip too where it is not on top of the one before.
 */
static void
draw_marks(Pen *pen, const Chart *chart, const Plot *plot, guint index, double phase)
{
	const ChartSeries *series = chart->series->pdata[index];
	const ThemeSeries *look = pen_look(pen, index);
	gsize every = chart->bins <= MOST_MARKS ? 1 : (gsize)MAX(1, MARK_APART * (double)chart->bins / plot->width);
	gsize shift = (gsize)((double)every * phase);
	double last = -MARK_APART;

	for (gsize bin = 0; bin < chart->bins; bin++) {
		PointState state = chart_state(chart, series, bin);
		Point point = point_of(chart, plot, series, bin);

		if (state == POINT_MISSING)
			continue;
		if (is_dip(chart, series, bin) ? point.x - last < MARK_SIZE
					       : !is_alone(chart, series, bin) && bin % every != shift)
			continue;
		if (!pen_marker(pen, look->marker, point.x, point.y, MARK_SIZE, state == POINT_PARTIAL, look->colour) &&
		    is_alone(chart, series, bin))
			pen_marker(pen, 0, point.x, point.y, 0.7 * MARK_SIZE, FALSE, look->colour);
		last = point.x;
	}
}

/* The first series is painted last: it matters most. */
static void
paint(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n)
{
	for (guint i = n; i-- > 0;) {
		draw_line(pen, chart, plot, first + i);
		draw_marks(pen, chart, plot, first + i, (i + 0.5) / n);
	}
}

static void
sample(Pen *pen, guint index, double x, double y)
{
	const ThemeSeries *look = pen_look(pen, index);
	PagePath *path = page_path_new();

	page_path_add(path, 0, 0);
	page_path_add(path, LEGEND_SAMPLE * pen->em, 0);
	path->stroke = look->colour;
	path->width = 1.2;
	for (int i = 0; i < 4; i++)
		path->dash[i] = look->dash[i];
	items_add_path(pen->items, pen->node, x, y, path);
	pen_marker(pen, look->marker, x + LEGEND_SAMPLE / 2 * pen->em, y, MARK_SIZE, FALSE, look->colour);
}

const Kind kind_line = { most, paint, sample, TRUE };
