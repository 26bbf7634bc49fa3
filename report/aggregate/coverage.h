/*
 * coverage: what the sensors should have told us, and what of it they did.  Pure.
 *
 * A sensor is expected in a quarter in which it was heard, or in the one after it, within its validity; or where
 * its validity says so.  Declared outages are not observed, to the second.  A gap (gap.h) is not observed either, to the
 * minute: of all sensors at once it is the system's, otherwise the sensor's; what a declared outage covers is not
 * found again, and what is left beside it counts only where it is itself long enough.  A minute in which one sensor
 * was heard is never the system's.
 */
#pragma once
#include "gap.h"

typedef struct {
	gssize sensor; /* index; -1: all */
	Span span;
} CoverageOutage;

typedef struct {
	const Minutes *heard; /* of both quarters and some days around them; minute 0 starts a day of the report */
	const Span *valid;    /* [heard->sensors] G_MININT64 and G_MAXINT64 where open */
	const CoverageOutage *outages;
	gsize n_outages;
	Span before, now; /* the quarters; before ends where now starts */
	gint64 end;       /* sensors are expected until then: the end of now, or later, as far as there are data */
} CoverageInput;

/* A declared outage held against what a sensor heard. */
typedef struct {
	gsize outage, sensor; /* indices */
	GapClaim claim;       /* its span within the sensor's expected time */
	GArray *missing;      /* of Span: all of it; or where it is doubted the silent parts */
} Claim;

/* From a time on a sensor stands somewhere else. */
typedef struct {
	gsize sensor;
	gint64 time; /* [s since 1970, UTC] */
} CoverageMove;

typedef struct Coverage {
	gsize sensors;
	Span *expected;      /* [sensors] in both quarters and to the end; empty: from >= to */
	GPtrArray *observed; /* of GArray of Span, a sensor: what of expected is not missing */
	GArray *system;      /* of Span: found silences of all sensors at once */
	GPtrArray *silent;   /* of GArray of Span, a sensor: found silences of its own */
	GPtrArray *claims;   /* of Claim, by sensor, then outage */
	/* Told by health.c, so empty at first. */
	GPtrArray *lossy; /* of GArray of Span, a sensor: days on which it lost most packets, joined */
	GArray *moves;    /* of CoverageMove */
} Coverage;

Coverage *coverage_find(const CoverageInput *input);
void coverage_free(Coverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Coverage, coverage_free)

/*
 * What an outage leaves unobserved at every sensor that it is of; the caller owns it; NULL where it is of none that was
 * expected.  Doubted: at one of them at least.
 */
GArray *coverage_common(const Coverage *coverage, gsize outage, gboolean *doubted);

/* Seconds of a sensor inside of span: expected, observed. */
gint64 coverage_expected(const Coverage *coverage, gsize sensor, Span span);
gint64 coverage_observed(const Coverage *coverage, gsize sensor, Span span);

/*
 * The parts of span whose packets say how much was sent to a sensor: observed, and not of a day on which it lost most of them.
 * In order; the caller owns the array of Span.
 */
GArray *coverage_counted(const Coverage *coverage, gsize sensor, Span span);

/* Adds the observed seconds of a sensor to the bins with edges [n + 1]. */
void coverage_add_bins(
    const Coverage *coverage, gsize sensor, const gint64 *edges, gsize n, gint64 *expected, gint64 *observed);
