/*
 * multiples.c: a small plot for each series, side by side and below each other, all of one scale, so that the one that is
 * unlike the others is seen at once.  Bars of one colour: which series it is, its words above say.
 */
#include "kinds.h"
#include "note.h"
#include "shade.h"

#define SPACE_X 12 /* between two plots [pt] */

typedef struct {
	Pen *pen;
	const Chart *chart;
	const Legend *legend;
	guint columns, rows;
	Plot first;    /* the plot at the top left */
	double dx, dy; /* from plot to plot [pt] */
	double axis;   /* height of the axis below the last row [pt] */
	Footer *footer;
} Grid;

static gint64
most_of(const Chart *chart)
{
	gint64 most = 0;

	for (guint i = 0; i < chart->series->len; i++)
		most = MAX(most, kind_bar.most(chart, i, 1));
	return most;
}

static Scale
scale_of(const Grid *grid, double height)
{
	guint steps = (guint)CLAMP(height / (1.2 * grid->pen->leading), 1, 4);
	gint64 most = most_of(grid->chart);

	return grid->chart->logarithmic && most > 0 ? scale_logarithmic(1, most, 0.15, steps)
						    : scale_linear(most, steps);
}

static Plot
plot_of(const Grid *grid, guint i)
{
	Plot plot = grid->first;

	plot.x += grid->dx * (double)(i % grid->columns);
	plot.y += grid->dy * (double)(i / grid->columns);
	return plot;
}

static void
draw_bars(const Grid *grid, const ChartSeries *series, const Plot *plot)
{
	const Chart *chart = grid->chart;
	Colour colour = pen_look(grid->pen, 0)->colour;
	double foot = plot->y + plot->height;

	for (gsize bin = 0; bin < chart->bins; bin++) {
		double x = plot_x(plot, chart->edges[bin]), width = plot_x(plot, chart->edges[bin + 1]) - x;
		double y = plot_y(plot, (double)series->packets[bin]);
		gboolean partial = chart_state(chart, series, bin) == POINT_PARTIAL;

		if (chart_state(chart, series, bin) != POINT_MISSING && series->packets[bin] > 0)
			pen_box(grid->pen, x, y, MAX(0.85 * width, 0.3), foot - y,
			    partial ? pen_mix(PAPER, colour, 0.5) : colour);
	}
}

/* Along the plot's top a bar for the time of each note, above it its mark. */
static void
draw_notes(const Grid *grid, guint i, const Plot *plot)
{
	Pen *pen = grid->pen;
	const TextLine *label = grid->legend->lines->pdata[i];
	double from, to;

	for (guint n = 0; n < grid->chart->notes->len; n++)
		if (note_span(grid->chart->notes->pdata[n], plot, i, &from, &to))
			pen_rule(pen, from, plot->y + 1.4, MAX(to, from + 1), plot->y + 1.4, 1.6, pen->ink);
	note_row(pen, grid->chart, plot, i, plot->x + label->width + 0.5 * pen->em, plot->y - 0.75 * pen->em);
}

/* A plot, its words above; words at its axes where it is the first of its row or the last of its column. */
static void
draw_plot(const Grid *grid, guint i)
{
	Pen *pen = grid->pen;
	const ChartSeries *series = grid->chart->series->pdata[i];
	Plot plot = plot_of(grid, i);

	pen_put(pen, grid->legend->lines->pdata[i], plot.x, plot.y - 0.35 * pen->em, ALIGN_LEFT);
	shade_spans(pen, grid->chart, series, &plot);
	axis_grid(pen, &plot);
	draw_bars(grid, series, &plot);
	draw_notes(grid, i, &plot);
	if (i % grid->columns == 0)
		axis_values(pen, &plot);
	if (i + grid->columns >= grid->chart->series->len)
		axis_times(pen, grid->chart->zone, &plot, 1);
	pen_rule(pen, plot.x, plot.y + plot.height, plot.x + plot.width, plot.y + plot.height, 0.5, pen->theme->rule);
}

static gboolean
place(Grid *grid, double width, double height)
{
	Pen *pen = grid->pen;
	guint n = grid->chart->series->len;
	Plot *plot = &grid->first;
	double left;

	grid->columns = n <= 1 ? 1 : n <= 4 ? 2 : n <= 9 ? 3 : 4;
	grid->rows = (n + grid->columns - 1) / grid->columns;
	grid->axis = axis_times_height(pen);
	grid->dy = (height - 1.2 * pen->leading - grid->axis - grid->footer->height) / grid->rows;
	plot->y = 2.4 * pen->leading;
	plot->height = grid->dy - 1.4 * pen->leading;
	if (plot->height < pen->leading)
		return FALSE;
	plot->scale = scale_of(grid, plot->height);
	left = axis_values_width(pen, &plot->scale) + 0.5 * pen->em;
	grid->dx = (width - left + SPACE_X) / grid->columns;
	plot->x = left;
	plot->width = grid->dx - SPACE_X;
	plot->from = grid->chart->edges[0];
	plot->to = grid->chart->edges[grid->chart->bins];
	return plot->width >= 5 * pen->em;
}

gboolean
multiples_draw(Pen *pen, const Chart *chart, double width, double height, GError **error)
{
	g_autoptr(Legend) legend = legend_new(pen, chart);
	g_autoptr(Footer) footer = note_footer(pen, chart, width);
	Grid grid = { .pen = pen, .chart = chart, .legend = legend, .footer = footer };

	if (!place(&grid, width, height))
		return kind_no_room(chart, chart->series->len, "plots", width, height, error);
	pen_text(pen, chart->unit ? chart->unit : "", 0, pen_centre(pen, 0.5 * pen->leading), ALIGN_LEFT);
	for (guint i = 0; i < chart->series->len; i++)
		draw_plot(&grid, i);
	footer_draw(pen, footer, 0, height - footer->height);
	return TRUE;
}
