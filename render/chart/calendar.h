/*
 * calendar: where the ticks of a time axis stand: hours, days, months and years of a zone.
 * A plan says how dense; which plan fits is for whoever knows how wide the words are.
 */
#pragma once
#include <glib.h>

typedef enum { CALENDAR_NONE, CALENDAR_HOUR, CALENDAR_DAY, CALENDAR_WEEK, CALENDAR_MONTH, CALENDAR_YEAR } CalendarUnit;

/* From dense to sparse; every: of the hour, day of the month (the 1st, 3rd, ...), month (January, April, ...) or year. */
typedef struct {
	CalendarUnit unit;
	int every;
	CalendarUnit minor; /* ticks without words; a week begins on the 1st, 8th, 15th, 22nd and 29th */
	int minor_every;
	CalendarUnit context; /* what is named below, once for its whole stretch; CALENDAR_NONE */
} CalendarPlan;

extern const CalendarPlan calendar_plans[];
extern const gsize calendar_plan_count;

/* The begins of a unit in [from, to] [s since 1970, UTC]: array of gint64, owned by the caller, in order. */
GArray *calendar_begins(CalendarUnit unit, int every, GTimeZone *zone, gint64 from, gint64 to);
