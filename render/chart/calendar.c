/*
 * calendar.c: walks the days of a zone; a day is what its midnights say, also where the clocks are changed.
 */
#include "calendar.h"

const CalendarPlan calendar_plans[] = {
	{ CALENDAR_HOUR, 1, CALENDAR_NONE, 0, CALENDAR_DAY },
	{ CALENDAR_HOUR, 2, CALENDAR_HOUR, 1, CALENDAR_DAY },
	{ CALENDAR_HOUR, 3, CALENDAR_HOUR, 1, CALENDAR_DAY },
	{ CALENDAR_HOUR, 6, CALENDAR_HOUR, 1, CALENDAR_DAY },
	{ CALENDAR_HOUR, 12, CALENDAR_HOUR, 3, CALENDAR_DAY },
	{ CALENDAR_DAY, 1, CALENDAR_HOUR, 6, CALENDAR_MONTH },
	{ CALENDAR_DAY, 2, CALENDAR_DAY, 1, CALENDAR_MONTH },
	{ CALENDAR_WEEK, 1, CALENDAR_DAY, 1, CALENDAR_MONTH },
	{ CALENDAR_DAY, 15, CALENDAR_WEEK, 1, CALENDAR_MONTH },
	{ CALENDAR_MONTH, 1, CALENDAR_NONE, 0, CALENDAR_YEAR },
	{ CALENDAR_MONTH, 3, CALENDAR_MONTH, 1, CALENDAR_YEAR },
	{ CALENDAR_YEAR, 1, CALENDAR_MONTH, 3, CALENDAR_NONE },
	{ CALENDAR_YEAR, 5, CALENDAR_YEAR, 1, CALENDAR_NONE },
};
const gsize calendar_plan_count = G_N_ELEMENTS(calendar_plans);

static gint64
midnight(GTimeZone *zone, const GDate *day)
{
	g_autoptr(GDateTime) time =
	    g_date_time_new(zone, g_date_get_year(day), (int)g_date_get_month(day), g_date_get_day(day), 0, 0, 0);

	return g_date_time_to_unix(time);
}

static gboolean
begins_unit(CalendarUnit unit, int every, const GDate *day)
{
	int year = g_date_get_year(day), month = (int)g_date_get_month(day), of_month = g_date_get_day(day);

	switch (unit) {
	case CALENDAR_DAY: /* the 1st and 16th, not the 31st: two ticks side by side would say nothing */
		return (of_month - 1) % every == 0 && (every == 1 || of_month < 31);
	case CALENDAR_WEEK:
		return (of_month - 1) % 7 == 0;
	case CALENDAR_MONTH:
		return of_month == 1 && (month - 1) % every == 0;
	case CALENDAR_YEAR:
		return of_month == 1 && month == 1 && year % every == 0;
	default:
		return FALSE;
	}
}

static void
add_within(GArray *begins, gint64 time, gint64 from, gint64 to)
{
	if (time >= from && time <= to)
		g_array_append_val(begins, time);
}

/* The whole hours of the wall clock from one midnight to the next; zones shift by half hours too. */
static void
add_hours(GArray *begins, int every, GTimeZone *zone, gint64 start, gint64 end, const gint64 window[2])
{
	for (gint64 time = start; time < end; time += 1800) {
		gint interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, time);
		gint64 clock = time + g_time_zone_get_offset(zone, interval);

		if (clock % 3600 == 0 && clock / 3600 % 24 % every == 0)
			add_within(begins, time, window[0], window[1]);
	}
}

GArray *
calendar_begins(CalendarUnit unit, int every, GTimeZone *zone, gint64 from, gint64 to)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(from);
	g_autoptr(GDateTime) first = g_date_time_to_timezone(utc, zone);
	GArray *begins = g_array_new(FALSE, FALSE, sizeof(gint64));
	gint64 window[2] = { from, to }, start, end;
	int year, month, of_month;
	GDate day;

	g_date_time_get_ymd(first, &year, &month, &of_month);
	g_date_clear(&day, 1);
	g_date_set_dmy(&day, (GDateDay)of_month, (GDateMonth)month, (GDateYear)year);
	for (start = midnight(zone, &day); unit != CALENDAR_NONE && start <= to; start = end) {
		gboolean begins_here = begins_unit(unit, every, &day);

		g_date_add_days(&day, 1);
		end = midnight(zone, &day);
		if (unit == CALENDAR_HOUR)
			add_hours(begins, every, zone, start, end, window);
		else if (begins_here)
			add_within(begins, start, from, to);
	}
	return begins;
}
