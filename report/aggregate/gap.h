/*
 * gap: silences that are longer than a sensor's own packets allow.  Pure.
 *
 * A minute is active where at least one packet came in it.  The rate of active minutes, u(t), is a level of the day (the
 * lower quartile of the days about it) times a profile of the hours.  A silent run has missed
 * L = sum of -ln(1 - u(t)) active minutes; were packets independent, L would be exponential with mean 1.  They come in
 * clusters and their rate wanders, so the tail of L is fitted to the sensor: exponential above the k-th largest, the eight largest
 * of them censored, since they may be the outages (the estimator is Hill's of the logarithm, with type II censoring).  A run
 * is a gap where such an L is expected less than chance times in the whole time looked at.
 */
#pragma once
#include "source.h"
#include "span.h"

/*
 * False gaps in the time looked at, on average.  A report has many sensors and one system: a thousandth each keeps the
 * panel's of the same order as the system's.
 */
#define GAP_CHANCE_SENSOR 0.001
#define GAP_CHANCE_SYSTEM 0.01

/* Shorter silences are never told [min].  An outage of ten minutes leaves nine whole ones. */
#define GAP_SHORTEST 9

/*
 * The gaps of a sensor inside of life, to the minute: from the end of the last minute with packets to the start of the
 * next one, or to where life ends.  What known (joined, in order) covers is neither expected nor found again; what is
 * left of a silence beside it must itself be long enough.  The caller owns the array of Span.
 */
GArray *gap_find(const Minutes *heard, gsize sensor, Span life, const GArray *known, double chance);

/* Active minutes usual in a claim: where there are fewer, packets in it say little. */
#define GAP_LEAST_USUAL 5

/* What was heard in a span in which someone says that there was nothing to hear. */
typedef struct {
	Span span;
	double usual;     /* active minutes that are usual in so long a time */
	gint64 active;    /* minutes with packets */
	gboolean evident; /* a silence so long would have been found */
	gboolean doubted; /* gap_doubts(usual, active) */
} GapClaim;

/* Packets came in more than a twentieth of the usual active minutes, and five or more are usual. */
gboolean gap_doubts(double usual, gint64 active);

/* Judges n claims on a sensor's life, whose spans are set; known (joined, in order) is left out of its usual rate. */
void gap_judge(const Minutes *heard, gsize sensor, Span life, const GArray *known, GapClaim *claims, gsize n);

/*
 * The silent parts of a doubted claim: those so long that by chance one
 * in twenty claims would have such a one.  The caller
 * owns the array of Span.
 */
GArray *gap_silent_parts(const Minutes *heard, gsize sensor, Span life, const GArray *known, Span claim);
