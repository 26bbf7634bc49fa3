/*
 * zone: named time zones, quarters and the bins of a quarter.
 * All instants are [s since 1970, UTC]; a zone only says where days, hours and quarters begin.
 * Pure but for the zone database of the system.
 */
#pragma once
#include <glib.h>

typedef struct {
	char name[8];      /* "2015Q3" */
	gint64 start, end; /* [s since 1970, UTC], half open */
} Quarter;

/* The zone of an IANA name ("Asia/Tokyo"); NULL and error where it is unknown (never UTC instead). */
GTimeZone *zone_load(const char *name, GError **error);

/* "2015Q3" in a zone; fails with what would have been right. */
gboolean quarter_parse(const char *text, GTimeZone *zone, Quarter *quarter, GError **error);

/* The quarter that an instant is in. */
void quarter_at(gint64 time, GTimeZone *zone, Quarter *quarter);

/* The quarter before. */
void quarter_before(const Quarter *quarter, GTimeZone *zone, Quarter *before);

/*
 * Edges of the days, or of the hours, of [from, to) in the zone: n+1 instants for n bins, the
 * first from, the last to.  Hour edges include every day edge, so that a day is a whole number
 * of hour bins also where daylight saving moves by half an hour.  The caller owns the array of
 * gint64.
 */
GArray *zone_days(GTimeZone *zone, gint64 from, gint64 to);
GArray *zone_hours(GTimeZone *zone, gint64 from, gint64 to);

/* ISO 8601 with the zone's offset at that instant ("2015-09-20T14:50:00+09:00"); caller owns. */
char *zone_format(GTimeZone *zone, gint64 time);

/* Reads ISO 8601 with an offset or Z; without one the instant is of the zone (NULL: refused). */
gboolean zone_parse(const char *text, GTimeZone *zone, gint64 *time, GError **error);
