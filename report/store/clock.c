/*
 * clock.c: one minute's text serves its seconds.
 */
#include "clock.h"
#include "zone.h"

#define WHOLE_MINUTES 94694400 /* 1973: from then on no zone is off by seconds */

const char *
clock_text(Clock *clock, GTimeZone *zone, gint64 time)
{
	const gint64 minute = time / 60;

	if (minute != clock->minute || time < WHOLE_MINUTES) {
		const gint64 instant = time < WHOLE_MINUTES ? time : minute * 60;
		g_autofree char *text = zone_format(zone, instant);
		g_strlcpy(clock->text, text, sizeof clock->text);
		clock->minute = minute;
	}
	if (time < WHOLE_MINUTES)
		return clock->text;
	clock->text[17] = (char)('0' + time % 60 / 10);
	clock->text[18] = (char)('0' + time % 10);
	return clock->text;
}
