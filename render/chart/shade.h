/*
 * shade: the spans without data: shaded in every plot, and named with their times above the first.
 */
#pragma once
#include "axis.h"
#include "place.h"

#define SHADE_LEAD 5 /* between the plot's top and the lowest row of words, for the lines to the spans [pt] */

/*
 * Shades what the chart's gaps cover and, without words, bins that are missing outside of them: of series, which has
 * the plot alone, or (NULL) of the chart.
 */
void shade_spans(Pen *pen, const Chart *chart, const ChartSeries *series, const Plot *plot);

/* Tints what lies before and after the chart's inner time, with a dotted line at its edges; below everything else. */
void shade_outside(Pen *pen, const Chart *chart, const Plot *plot);

/* The words of the gaps with their places, made before the plot's top is known. */
typedef struct {
	GArray *labels;   /* of ShadeLabel; inner */
	double height;    /* the rows above the plot, without SHADE_LEAD [pt] */
	GPtrArray *texts; /* of char*: where there are too many gaps for words beside them, these get numbers and the
	                   * words are for below the chart; empty where not */
} ShadeBand;

/*
 * Places the words above plot, of which x, width and times are read, within [0, right]; taken: boxes that other words
 * have there (y from SHADE_LEAD above the plot's top, less than 0 above it).
 */
ShadeBand *shade_band_new(Pen *pen, const Chart *chart, const Plot *plot, double right, const GArray *taken);
void shade_band_free(ShadeBand *band);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShadeBand, shade_band_free)

/* Draws the words and what leads from them to the spans. */
void shade_band_draw(Pen *pen, const ShadeBand *band, const Plot *plot);
