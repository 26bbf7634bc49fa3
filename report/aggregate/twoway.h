/*
 * twoway: the fit E[s,d] = a_s b_d e_sd of an item's packets: size of the sensor, level of the day, observed part of it.  Pure.
 */
#pragma once
#include <glib.h>

typedef struct {
	gsize sensors, days;
	const double *exposure; /* [sensors * days] observed part of the day; 0 where it is not used */
} TwoWay;

/* A day of which a sensor observed less is not used. */
#define TWOWAY_LEAST 0.25

/* Counts of the days used, at most 4 Q75 + 4 of the sensor's, so that a burst makes none large; scratch is of days. */
void twoway_clip(const TwoWay *two, const gint64 *packets, double *clipped, double *scratch);

/* Sizes [sensors] and levels [days] of clipped counts. */
void twoway_fit(const TwoWay *two, const double *clipped, double *size, double *level);
