/*
 * legend: which line is which: words right of the lines' ends where they have room, else rows above the plot.
 */
#pragma once
#include "axis.h"

/* How a kind of chart shows a series in its legend, in a box of LEGEND_SAMPLE [em] by 1 em with its middle at y. */
typedef void (*LegendSample)(Pen *pen, guint series, double x, double y);

#define LEGEND_SAMPLE 2.4

/* The words of the series in rows of width [pt]; owned by the caller. */
typedef struct {
	GPtrArray *lines; /* of TextLine, one a series */
	double widest;    /* [pt] */
} Legend;

Legend *legend_new(Pen *pen, const Chart *chart);
void legend_free(Legend *legend);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Legend, legend_free)

/* As rows: their height for a width [pt], and drawn with their top at y. */
double legend_rows_height(const Pen *pen, const Legend *legend, double width);
void legend_rows(Pen *pen, const Legend *legend, double y, double width, LegendSample sample);

/* As a column right of the plot: its width [pt]. */
double legend_column_width(const Pen *pen, const Legend *legend);

/*
 * Draws the column with a thin line from each series' end to its words; ends[i] is the last point of series i.
 * The words stand as near to the height of their end as the others allow.
 */
void legend_column(Pen *pen, const Legend *legend, const Plot *plot, const Point *ends, LegendSample sample);

/* The words of one series alone, in the middle of the height of its panel. */
void legend_panel(Pen *pen, const Legend *legend, guint series, const Plot *plot, LegendSample sample);
