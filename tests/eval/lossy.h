/*
 * lossy: whether days on which sensors lost most of their packets tilt the comparison of two quarters.
 * A panel of two halves, each taken as a quarter; once as it is, once with the largest sensor losing seven packets in ten for
 * twenty days of the later half and another one of the earlier.
 */
#pragma once
#include <glib.h>

enum { LOSSY_FIRST = 10 /* places looked at */ };

typedef struct {
	guint lost, found; /* days of sensors: put in; of these found */
	guint wrong;       /* found, and not put in */
	guint rows; /* corrected ranks of the later half looked at, the first LOSSY_FIRST of the panel as it was */
	guint turned, left;  /* of these another: with the days as they are; with the days found left out */
	double tilted, tilt; /* sum over the rows of what the factor's logarithm is off, likewise */
} Lossy;

/* Of so many panels from this seed on. */
Lossy lossy_measure(guint32 first, guint32 seeds);
