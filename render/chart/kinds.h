/*
 * kinds: the lines of the table of chart kinds in draw.c.  What the kinds share (axes, spans without data, legends,
 * panels) is frame's; a kind draws the data of a plot.
 */
#pragma once
#include "legend.h"

typedef struct {
	/* The greatest count that series [first, first + n) reach together in a plot. */
	gint64 (*most)(const Chart *chart, guint first, guint n);
	void (*paint)(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n);
	LegendSample sample;
	gboolean has_ends; /* each series ends in a point that words can stand beside */
} Kind;

extern const Kind kind_line, kind_bar;

/* Refuses the chart by name with the sentence; always FALSE. */
gboolean chart_refuse(const Chart *chart, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Refuses to draw n of what ("rows") into too little room [pt]; always FALSE. */
gboolean kind_no_room(const Chart *chart, guint n, const char *what, double width, double height, GError **error);

/* The words of a gap in one line: after a full-width sign ("～") no space is set.  The caller owns them. */
char *chart_gap_words(const ChartGap *gap);

/* Draws axes, spans, words and, by the kind, the data into width and height. */
gboolean frame_draw(Pen *pen, const Chart *chart, const Kind *kind, double width, double height, GError **error);

/* The ranks of the series from the first bin to the last. */
gboolean flow_draw(Pen *pen, const Chart *chart, double width, double height, GError **error);

/* A row a series, a cell a bin, darker the more. */
gboolean heat_draw(Pen *pen, const Chart *chart, double width, double height, GError **error);

/* A small plot a series, all of one scale. */
gboolean multiples_draw(Pen *pen, const Chart *chart, double width, double height, GError **error);

/* One bar a series from the left, with its words before and its count behind: a chart of a single bin. */
gboolean ranks_draw(Pen *pen, const Chart *chart, double width, double height, GError **error);
