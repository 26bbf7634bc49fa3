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

/* What it finds in an item of a panel, and what it would find had the gap of all not been: arrays of Found, the caller's. */
GArray *found_of(const Method *method, const EvalPanel *panel, gsize item);
GArray *found_unbroken(const Method *method, const EvalPanel *panel, gsize item);

/* Whether a find is this event: two fifths of the days of both in common, or nearly the same start. */
gboolean found_fits(const Found *one, const Truth *truth);

/* Whether two finds are the same: of one direction, starts so many days apart or less, half of the days of both in common. */
gboolean found_same(const Found *one, const Found *other, gint days);

/* Whether one is the same as any of an array of Found. */
gboolean found_among(const GArray *found, const Found *one, gint days);

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
