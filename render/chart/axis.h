/*
 * axis: a plot's place on the page and its two axes: grid, ticks, words.
 */
#pragma once
#include "pen.h"
#include "scale.h"

/* Where data is drawn. */
typedef struct {
	double x, y, width, height; /* [pt] */
	gint64 from, to;            /* [s since 1970, UTC] */
	Scale scale;
} Plot;

double plot_x(const Plot *plot, gint64 time);
double plot_y(const Plot *plot, double value);

/* The widest of the words at the value axis [pt]. */
double axis_values_width(Pen *pen, const Scale *scale);

/* The grid; the words left of the plot and the axes themselves are for later, so that they lie over shaded spans. */
void axis_grid(Pen *pen, const Plot *plot);
void axis_values(Pen *pen, const Plot *plot);

/*
 * A hollow strip under the plot's foot along runs of more than two bins that were only partly observed; a bin or two
 * are marked in the lines themselves.
 */
void axis_partial(Pen *pen, const Chart *chart, const Plot *plot);

/* What axis_times needs below the plot [pt]. */
double axis_times_height(const Pen *pen);

/*
 * The time axis below the last plot: ticks as dense as their words allow, below them the month (the day, the year)
 * they are in, and the zone.  Light lines where a month begins go up to the plot's top in each of the n plots.
 */
void axis_times(Pen *pen, const char *zone, const Plot *plots, gsize n);
