/*
 * brief: counts of wants from what a store keeps of whole days, so that their rows need not be read.
 */
#pragma once
#include "scan.h"
#include "source.h"

enum { BRIEF_WANTS = 64 /* at most; more are counted from rows */ };

/* How a dimension is summed a day; a sensor's key there has its hour in the lower bits. */
extern const Sum brief_sums[DIMENSION_COUNT];

/* Which wants of a day are left to be counted from its rows: bit w is want w. */
typedef struct {
	gint64 start;
	guint64 left;
	gboolean whole; /* all of the day is between the edges */
} BriefDay;

/*
 * Adds what is kept of the days to the counts of the wants, each want of a day whole or not at all.  Of some classes
 * (CLASS_BITs) only sensors are kept by hour.  Array of BriefDay, in order, owned by the caller.
 */
GArray *brief_count(Store *store, guint classes, const gint64 *edges, gsize n_bins, const SourceWant *wants,
    gsize n_wants, GError **error);
