/*
 * fair: two quarters compared as if the same sensors had observed both of them all the time.  Pure.
 *
 * Of each item the two-way model N[q,s] = a_s b_q E[q,s] (size of the sensor, level of the quarter, observed time) is fitted
 * by turns; what the sensors of the earlier quarter would have received in a second at full exposure is then
 * b_q * sum of their a_s.
 */
#pragma once
#include <glib.h>

typedef struct {
	gsize items, sensors;
	const gint64 *packets; /* [items * sensors * 2] of the earlier quarter and this one */
	const gint64 *seconds; /* [sensors * 2] observed; packets of a sensor that observed nothing do not count */
	gint64 ranks;          /* further down is beyond */
} FairInput;

typedef struct {
	double rate[2]; /* packets a second of the whole panel */
	gint64 rank[2]; /* by rate, ties share; 0: no packet; ranks + 1: beyond */
} FairItem;

/* The caller owns the array [items]. */
FairItem *fair_compare(const FairInput *input);

/* TRUE where an item moved from place to place (0: none) and the fair ranks did not, or the other way. */
gboolean fair_explains(const FairInput *input, const FairItem *item, gint64 before, gint64 now);
