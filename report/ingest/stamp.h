/*
 * stamp: times as files write them.
 * A format is "iso8601", "epoch", or a pattern of strptime's letters: %Y %m %d %e %b %H %M %S %f
 * (fraction, dropped) %z (+09:00, +0900, Z) %s (seconds since 1970) %F (%Y-%m-%d) %T (%H:%M:%S) %%; a space
 * stands for one or more.
 */
#pragma once
#include <glib.h>

typedef struct Stamp Stamp;

/*
 * Times without an offset are of the zone; zone NULL: then such a time is refused.  Fails where the format is unknown.
 * The zone is not owned and must live on.
 */
Stamp *stamp_new(const char *format, GTimeZone *zone, GError **error);
void stamp_free(Stamp *stamp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stamp, stamp_free)

/*
 * The instant text stands for [s since 1970, UTC]; of an hour that comes twice when daylight saving ends, the
 * first.  On failure FALSE and a reason of static storage.
 */
gboolean stamp_read(Stamp *stamp, const char *text, gsize length, gint64 *time, const char **reason);
