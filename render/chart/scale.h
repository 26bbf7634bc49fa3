/*
 * scale: counts to places on an axis, with round ticks.
 * Pure: knows no text, no page and no language.
 */
#pragma once
#include <glib.h>

#define SCALE_TICKS 80 /* 19 decades of 1, 2 and 5, and zero */

typedef struct {
	gint64 value;
	gboolean labelled; /* else a line without words between two decades */
} ScaleTick;

typedef struct {
	gboolean logarithmic;
	double low, high; /* values at the ends of the axis; linear: low is 0 */
	double floor;     /* part of the axis below low, kept for 0 on a logarithmic one; 0: there is no zero */
	guint n;
	ScaleTick ticks[SCALE_TICKS]; /* upwards */
} Scale;

/*
 * From 0 to the first tick at or above max, in at most most steps of 1, 2 or 5 times a power of ten; steps are whole, as
 * counts are.  A max of 0 gives an axis from 0 to 1.
 */
Scale scale_linear(gint64 max, guint most);

/*
 * From the 1, 2 or 5 times a power of ten at or below least (above 0) to the one at or above max.  Decades are
 * labelled, thinned to most; where there are fewer than three of them, each 1, 2 and 5 is; within about a decade the
 * ticks are even steps.  zeros is the part of the axis kept below low for a tick 0, for which no logarithm has a place;
 * 0: none.
 */
Scale scale_logarithmic(gint64 least, gint64 max, double zeros, guint most);

/* Where value stands, from 0 (the axis's start) to 1; a value below low on a logarithmic scale is at 0. */
double scale_place(const Scale *scale, double value);
