/*
 * clock: times as text, fast for times that come nearly in order.  Inner to report/store.
 */
#pragma once
#include <glib.h>

typedef struct {
	gint64 minute; /* that text shows [min since 1970, UTC]; -1: none yet */
	char text[32];
} Clock;

/* ISO 8601 with the zone's offset; good until the next call. */
const char *clock_text(Clock *clock, GTimeZone *zone, gint64 time);
