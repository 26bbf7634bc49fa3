/*
 * chart: series to items.  Knows time, scales, text and theme; no model, no Cairo.
 */
#pragma once
#include "lang.h"
#include "theme.h"

typedef enum { CHART_LINE, CHART_BAR, CHART_FLOW, CHART_HEAT, CHART_MULTIPLES } ChartKind;
typedef enum { POINT_OBSERVED, POINT_PARTIAL, POINT_MISSING } PointState;

/* How it is known that a bin has no data or not all: CHART_HEAT tells these apart. */
typedef enum {
	KNOWN_NOT,
	KNOWN_DECLARED,
	KNOWN_DETECTED,
	KNOWN_BOTH,
	KNOWN_CONFLICT, /* declared, but packets came */
	KNOWN_KINDS
} PointKnown;

typedef struct {
	char *key;          /* of the item, for series.csv */
	char *label;        /* in the language */
	gint64 *packets;    /* [bins]; not read where the state is missing; CHART_FLOW: the rank, 0: below the table */
	PointState *states; /* [bins], for a sensor with gaps of its own; NULL: those of the chart */
	PointKnown *known;  /* [bins], likewise; NULL: it is not told */
} ChartSeries;

typedef struct {
	gint64 from, to; /* [s since 1970, UTC] */
	char *label;     /* words for the shaded span, in the language; may hold line feeds */
} ChartGap;

/* A remark on what is plotted: its mark stands in the plot, its words below.  CHART_FLOW has only those of whole series. */
typedef struct {
	char *mark;  /* a letter or two: "a", "*" */
	gint series; /* index; -1: all */
	gint64 from,
	    to;      /* of an event [s since 1970, UTC]; both 0: of the series as a whole, the mark is at its label */
	char *label; /* words, in the language */
	gboolean caveat; /* the series is not what it seems: the mark stands at its label too */
} ChartNote;

/* An event, and what it is held against: the level of the days before, and what they counted. */
typedef struct {
	gint series;        /* index */
	gint64 base;        /* the days before begin [s since 1970, UTC] */
	gint64 from, to;    /* the event */
	double level;       /* packets a bin */
	gint64 least, most; /* of the bins before that were wholly observed; -1: there is none in the chart */
	char *label;        /* words, in the language; NULL: no level is known */
} ChartLevel;

/* What is to be plotted.  Owned as a value, freed whole. */
typedef struct {
	ChartKind kind;
	char *id; /* of the figure */
	gboolean logarithmic;
	gboolean split; /* a panel for each series, one time axis */
	gsize bins;
	gint64 *edges;               /* [bins + 1] [s since 1970, UTC] */
	PointState *states;          /* [bins] */
	gint64 inner_from, inner_to; /* what lies outside is shown as such [s since 1970, UTC]; both 0: nothing does */
	char *zone;                  /* IANA name */
	char *unit;                  /* words at the value axis, in the language ("パケット／日") */
	GPtrArray *series;           /* of ChartSeries */
	GPtrArray *gaps;             /* of ChartGap, in time order */
	GPtrArray *notes;            /* of ChartNote, in the order of their marks */
	GPtrArray *levels;           /* of ChartLevel; CHART_LINE alone shows them */
} Chart;

/* The state of a bin of a series. */
PointState chart_state(const Chart *chart, const ChartSeries *series, gsize bin);

Chart *chart_new(void);
void chart_free(Chart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Chart, chart_free)

/* Draws into a box of width and height [pt], its top left at 0,0; appends to items, all of node. */
gboolean chart_draw(const Chart *chart, const Lang *lang, const Theme *theme, Fonts *fonts, double width, double height,
    guint node, GArray *items, GError **error);

/* The chart in words for those who cannot see it: what is plotted, span, peaks, gaps.  The caller owns it. */
char *chart_describe(const Chart *chart, const Lang *lang, GError **error);
