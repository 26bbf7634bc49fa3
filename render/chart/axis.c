/*
 * axis.c: the value axis.  Its words are whole counts; 0 on a logarithmic scale stands below a break.
 */
#include "axis.h"

double
plot_x(const Plot *plot, gint64 time)
{
	return plot->x + plot->width * (double)(time - plot->from) / (double)(plot->to - plot->from);
}

double
plot_y(const Plot *plot, double value)
{
	return plot->y + plot->height * (1 - scale_place(&plot->scale, value));
}

double
axis_values_width(Pen *pen, const Scale *scale)
{
	double width = 0;

	for (guint i = 0; i < scale->n; i++) {
		g_autofree char *words = lang_count(pen->lang, scale->ticks[i].value);
		g_autoptr(TextLine) line = scale->ticks[i].labelled ? pen_line(pen, words) : NULL;

		width = MAX(width, line ? line->width : 0);
	}
	return width;
}

void
axis_grid(Pen *pen, const Plot *plot)
{
	Colour faint = pen_mix(pen->theme->grid, PAPER, 0.5);

	for (guint i = 0; i < plot->scale.n; i++) {
		const ScaleTick *tick = &plot->scale.ticks[i];
		double y = plot_y(plot, (double)tick->value);

		if (tick->value > 0)
			pen_rule(pen, plot->x, y, plot->x + plot->width, y, tick->labelled ? 0.5 : 0.3,
			    tick->labelled ? pen->theme->grid : faint);
	}
}

/* The axis is cut between 0 and the first count that has a place on a logarithm. */
static void
draw_break(Pen *pen, const Plot *plot)
{
	double middle = plot->y + plot->height * (1 - plot->scale.floor / 2);

	pen_box(pen, plot->x - 1.5, middle - 1, 3, 2, PAPER);
	for (int side = -1; side <= 1; side += 2)
		pen_rule(
		    pen, plot->x - 2.5, middle + side + 0.8, plot->x + 2.5, middle + side - 0.8, 0.5, pen->theme->rule);
}

void
axis_partial(Pen *pen, const Chart *chart, const Plot *plot)
{
	for (gsize from = 0, to; from < chart->bins; from = to) {
		for (to = from + 1; to < chart->bins && chart->states[to] == chart->states[from];)
			to++;
		if (chart->states[from] == POINT_PARTIAL && to - from > 2) {
			double x = plot_x(plot, chart->edges[from]), width = plot_x(plot, chart->edges[to]) - x;
			PagePath *path = page_path_rectangle(width, 2.2);

			path->filled = TRUE;
			path->fill = PAPER;
			path->stroke = pen->ink;
			path->width = 0.4;
			items_add_path(pen->items, pen->node, x, plot->y + plot->height, path);
		}
	}
}

/* Words that would touch those below are left out. */
void
axis_values(Pen *pen, const Plot *plot)
{
	double last = G_MAXDOUBLE;

	for (guint i = 0; i < plot->scale.n; i++) {
		const ScaleTick *tick = &plot->scale.ticks[i];
		g_autofree char *words = lang_count(pen->lang, tick->value);
		double y = plot_y(plot, (double)tick->value);

		if (!tick->labelled || last - y < pen->em)
			continue;
		pen_text(pen, words, plot->x - 0.5 * pen->em, pen_centre(pen, y), ALIGN_RIGHT);
		last = y;
	}
	pen_rule(pen, plot->x, plot->y, plot->x, plot->y + plot->height, 0.5, pen->theme->rule);
	pen_rule(
	    pen, plot->x, plot->y + plot->height, plot->x + plot->width, plot->y + plot->height, 0.7, pen->theme->rule);
	if (plot->scale.floor > 0)
		draw_break(pen, plot);
}
