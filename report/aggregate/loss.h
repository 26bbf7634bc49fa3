/*
 * loss: days on which a sensor spoke and still lost most of its packets.  Pure.
 *
 * Of each item the two-way model E[s,d] = a_s b_d e_sd (size of the sensor, level of the day, observed part of it) is
 * fitted to counts that are clipped at 4 Q75 + 4 a sensor.  A sensor's state of a day is the median over the items with
 * five packets expected, five of them or more, of ln((n + 1/2) / (E + 1/2)): a burst of one item does not move it, nor
 * does what all sensors see.
 */
#pragma once
#include <glib.h>

typedef struct {
	gsize sensors, days, items;
	const gint64 *const *packets; /* [items] [sensors * days] */
	const double *exposure;       /* [sensors * days] observed part of the day */
} LossInput;

/*
 * Days on which a sensor received at most three quarters of what it should have, and five deviations less: of its better
 * days and of the counts themselves.
 */
typedef struct {
	gsize sensor, from, to; /* days, both included */
	double level;           /* received of the usual, 0 to 1 */
} Loss;

/* By sensor, then day.  The caller owns the array. */
GArray *loss_find(const LossInput *input);
