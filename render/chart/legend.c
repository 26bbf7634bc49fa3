/*
 * legend.c: the words of the series, each with a sample of its line, so that it is told apart without colour too.
 */
#include "legend.h"
#include "note.h"
#include "place.h"

#define LEAD 10 /* between the plot and the column, for the lines to the ends [pt] */

Legend *
legend_new(Pen *pen, const Chart *chart)
{
	Legend *legend = g_new0(Legend, 1);

	legend->lines = g_ptr_array_new_with_free_func((GDestroyNotify)text_line_free);
	for (guint i = 0; i < chart->series->len; i++) {
		g_autofree char *label = note_label(chart, i);
		TextLine *line = pen_line(pen, label);

		g_ptr_array_add(legend->lines, line);
		legend->widest = MAX(legend->widest, line->width);
	}
	return legend;
}

void
legend_free(Legend *legend)
{
	g_ptr_array_unref(legend->lines);
	g_free(legend);
}

static double
sample_width(const Pen *pen)
{
	return (LEGEND_SAMPLE + 0.5) * pen->em;
}

static void
draw_entry(Pen *pen, const Legend *legend, guint series, double x, double y, LegendSample sample)
{
	sample(pen, series, x, y);
	pen_put(pen, legend->lines->pdata[series], x + sample_width(pen), pen_centre(pen, y), ALIGN_LEFT);
}

/* --- rows -------------------------------------------------------------------------------- */

/* Moves on by the entry; a new row where it does not fit into width. */
static void
advance(const Pen *pen, const TextLine *line, double width, double *x, guint *row)
{
	double entry = sample_width(pen) + line->width;

	if (*x > 0 && *x + entry > width) {
		*x = 0;
		(*row)++;
	}
}

double
legend_rows_height(const Pen *pen, const Legend *legend, double width)
{
	double x = 0;
	guint row = 0;

	for (guint i = 0; i < legend->lines->len; i++) {
		const TextLine *line = legend->lines->pdata[i];

		advance(pen, line, width, &x, &row);
		x += sample_width(pen) + line->width + 1.5 * pen->em;
	}
	return legend->lines->len > 0 ? (row + 1) * pen->leading + 0.4 * pen->em : 0;
}

void
legend_rows(Pen *pen, const Legend *legend, double y, double width, LegendSample sample)
{
	double x = 0;
	guint row = 0;

	for (guint i = 0; i < legend->lines->len; i++) {
		const TextLine *line = legend->lines->pdata[i];

		advance(pen, line, width, &x, &row);
		draw_entry(pen, legend, i, x, y + (row + 0.5) * pen->leading, sample);
		x += sample_width(pen) + line->width + 1.5 * pen->em;
	}
}

/* --- a column ---------------------------------------------------------------------------- */

double
legend_column_width(const Pen *pen, const Legend *legend)
{
	return LEAD + 2 + sample_width(pen) + legend->widest;
}

void
legend_column(Pen *pen, const Legend *legend, const Plot *plot, const Point *ends, LegendSample sample)
{
	guint n = legend->lines->len;
	g_autofree double *places = g_new(double, n);
	double right = plot->x + plot->width;
	Colour lead = pen_mix(pen->theme->rule, PAPER, 0.3);

	for (guint i = 0; i < n; i++)
		places[i] = ends[i].y;
	place_apart(places, n, pen->leading, plot->y - pen->leading / 2, plot->y + plot->height + pen->leading / 2);
	for (guint i = 0; i < n; i++) {
		pen_rule(pen, ends[i].x + 2, ends[i].y, right + LEAD, places[i], 0.4, lead);
		draw_entry(pen, legend, i, right + LEAD + 2, places[i], sample);
	}
}

void
legend_panel(Pen *pen, const Legend *legend, guint series, const Plot *plot, LegendSample sample)
{
	draw_entry(pen, legend, series, plot->x + plot->width + LEAD, plot->y + plot->height / 2, sample);
}
