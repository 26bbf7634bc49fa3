/*
 * method: a way to find events in the counts of one item, that eval compares.
 * Ours is the program's own; the others are written from their papers, know nothing of it but its median, and are given
 * what a careful user would give them: packets a sensor-day, and only what is large enough to be printed.
 */
#pragma once
#include "../../report/aggregate/event.h"
#include "panel.h"

typedef struct {
	gint from, to; /* days, both included */
	gboolean rise;
	EventScope scope;
} Found;

typedef struct {
	const char *name;
	void (*find)(const Series *series, GArray *found); /* appends Found */
} Method;

/* Whether a find is this event: two fifths of the days of both in common, or nearly the same start. */
gboolean found_fits(const Found *one, const Truth *truth);

extern const Method method_ours, method_robust, method_pelt3, method_pelt20, method_esd;

/* Packets a sensor-day times the most sensors, in x[0..days-1]; NAN where under three in ten observed. */
void rate_pool(const Series *series, double *x);

/* Whether the days from to to are as far from the median of the four weeks before as we ask of an event. */
gboolean rate_is_large(const double *x, gint from, gint to, gboolean rise);

/*
 * Appends the runs of marked days that are large: mark[d] is 1 on a day too high, -1 on one too low, 0 else; a hole of one
 * day does not end a run.  A run begins in the quarter and may end after it.
 */
void rate_add_runs(const Series *series, const double *x, const gint8 *mark, GArray *found);
