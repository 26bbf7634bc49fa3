/*
 * gap.c: one pass over the hours of a sensor, or of all of them added up.  Whether anything was to be heard is
 * coverage's business.
 */
#include "gap.h"

GArray *
gap_silences(const gint64 *heard, const gint64 *edges, gsize n, Span life)
{
	GArray *silences = g_array_new(FALSE, FALSE, sizeof(Span));
	gsize first = 0; /* of the silent run we are in */

	for (gsize i = 0; i <= n; i++) {
		if (i < n && heard[i] == 0)
			continue;
		span_add(silences, edges[first], edges[i], life);
		first = i + 1;
	}
	return silences;
}
