/* test_scale.c: round ticks from one to the largest count, places on both scales, ticks of the calendar, labels apart. */
#include <math.h>
#include "../../render/chart/calendar.h"
#include "../../render/chart/place.h"
#include "../../render/chart/scale.h"

static char *
ticks_text(const Scale *scale)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < scale->n; i++)
		if (scale->ticks[i].labelled)
			g_string_append_printf(
			    text, "%s%" G_GINT64_FORMAT, text->len > 0 ? " " : "", scale->ticks[i].value);
	return g_string_free(text, FALSE);
}

static const struct {
	const char *what;
	gint64 max;
	guint most;
	const char *ticks;
} linears[] = {
	{ "nothing", 0, 5, "0 1" },
	{ "one", 1, 5, "0 1" },
	{ "whole steps only", 3, 8, "0 1 2 3" },
	{ "exactly a tick", 8000, 4, "0 2000 4000 6000 8000" },
	{ "one above a tick", 8001, 4, "0 5000 10000" },
	{ "one step", 7, 1, "0 10" },
	{ "no step asked", 7, 0, "0 10" },
	{ "10^12", 1234567890123, 3, "0 500000000000 1000000000000 1500000000000" },
	{ "the largest", G_MAXINT64, 5,
	    "0 2000000000000000000 4000000000000000000 6000000000000000000 8000000000000000000" },
};

static void
steps_linear(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	Scale scale = scale_linear(linears[i].max, linears[i].most);
	g_autofree char *ticks = ticks_text(&scale);

	g_assert_cmpstr(ticks, ==, linears[i].ticks);
	g_assert_cmpfloat(scale_place(&scale, 0), ==, 0);
	g_assert_cmpfloat(scale_place(&scale, (double)linears[i].max), <=, 1);
	g_assert_cmpfloat(scale_place(&scale, scale.high), ==, 1);
}

static const struct {
	const char *what;
	gint64 least, max;
	double zeros;
	guint most;
	const char *ticks;
} logs[] = {
	{ "four decades", 3, 9000, 0, 6, "10 100 1000 10000" },
	{ "with zero", 1, 900, 0.1, 6, "0 1 10 100 1000" },
	{ "thinned", 1, 1000000, 0, 4, "1 100 10000 1000000" },
	{ "from a round number on", 10, 9000, 0, 6, "10 100 1000 10000" },
	{ "from another round number on", 200, 9000, 0, 6, "200 500 1000 2000 5000 10000" },
	{ "two decades are too few words", 400, 9000, 0, 6, "200 500 1000 2000 5000 10000" },
	{ "within a decade", 310, 440, 0, 6, "300 350 400 450" },
	{ "less than a step", 116, 450, 0, 2, "100 500" },
	{ "one value", 50, 50, 0, 6, "50 51" },
	{ "the largest", 1, G_MAXINT64, 0, 4, "1 100000 10000000000 1000000000000000" },
};

static void
steps_logarithmic(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	Scale scale = scale_logarithmic(logs[i].least, logs[i].max, logs[i].zeros, logs[i].most);
	g_autofree char *ticks = ticks_text(&scale);

	g_assert_cmpstr(ticks, ==, logs[i].ticks);
	g_assert_cmpfloat(scale_place(&scale, (double)logs[i].least), >=, scale.floor);
	g_assert_cmpfloat(scale_place(&scale, (double)logs[i].max), <=, 1 + 1e-12);
	g_assert_cmpfloat(scale_place(&scale, 0), ==, 0);
	for (guint k = 1; k < scale.n; k++) {
		g_assert_cmpint(scale.ticks[k - 1].value, <, scale.ticks[k].value);
		g_assert_cmpfloat(scale_place(&scale, (double)scale.ticks[k - 1].value), <,
		    scale_place(&scale, (double)scale.ticks[k].value));
	}
}

/* --- the calendar ------------------------------------------------------------------------ */

static const struct {
	const char *what, *zone;
	CalendarUnit unit;
	int every;
	const char *from, *to, *begins; /* local times */
} calendars[] = {
	{ "months", "Asia/Tokyo", CALENDAR_MONTH, 1, "2015-07-01T00:00", "2015-09-30T23:00",
	    "07-01T00 08-01T00 09-01T00" },
	{ "weeks", "Asia/Tokyo", CALENDAR_WEEK, 1, "2015-02-20T00:00", "2015-03-09T00:00",
	    "02-22T00 03-01T00 03-08T00" },
	{ "leap day", "Asia/Tokyo", CALENDAR_WEEK, 1, "2016-02-28T00:00", "2016-03-02T00:00", "02-29T00 03-01T00" },
	{ "odd days", "Asia/Tokyo", CALENDAR_DAY, 2, "2015-08-28T00:00", "2015-09-02T00:00", "08-29T00 09-01T00" },
	{ "from within", "Asia/Tokyo", CALENDAR_DAY, 1, "2015-08-28T01:00", "2015-08-30T00:00", "08-29T00 08-30T00" },
	{ "an hour less", "America/New_York", CALENDAR_HOUR, 2, "2015-03-08T00:00", "2015-03-08T09:00",
	    "03-08T00 03-08T04 03-08T06 03-08T08" },
	{ "an hour twice", "America/New_York", CALENDAR_HOUR, 1, "2015-11-01T00:00", "2015-11-01T02:00",
	    "11-01T00 11-01T01 11-01T01 11-01T02" },
	{ "quarters", "UTC", CALENDAR_MONTH, 3, "2015-02-01T00:00", "2015-12-01T00:00", "04-01T00 07-01T00 10-01T00" },
	{ "nothing", "UTC", CALENDAR_NONE, 1, "2015-02-01T00:00", "2015-12-01T00:00", "" },
};

static gint64
instant(const char *text, GTimeZone *zone)
{
	g_autofree char *whole = g_strconcat(text, ":00", NULL);
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(whole, zone);

	return g_date_time_to_unix(time);
}

static void
begins(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(calendars[i].zone);
	g_autoptr(GArray) times = calendar_begins(calendars[i].unit, calendars[i].every, zone,
	    instant(calendars[i].from, zone), instant(calendars[i].to, zone));
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint k = 0; k < times->len; k++) {
		g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(g_array_index(times, gint64, k));
		g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
		g_autofree char *word = g_date_time_format(local, "%m-%dT%H");

		g_string_append_printf(text, "%s%s", k > 0 ? " " : "", word);
	}
	g_assert_cmpstr(text->str, ==, calendars[i].begins);
}

/* --- labels ------------------------------------------------------------------------------ */

static const struct {
	const char *what;
	double wanted[4], low, high, want[4];
} columns[] = {
	{ "apart already", { 10, 30, 50, 70 }, 0, 100, { 10, 30, 50, 70 } },
	{ "two at one place", { 10, 50, 50, 90 }, 0, 100, { 10, 45, 55, 90 } },
	{ "all at the bottom", { 99, 99, 99, 99 }, 0, 100, { 65, 75, 85, 95 } },
	{ "below the bottom, in their order", { 120, 110, 10, 20 }, 0, 100, { 95, 85, 10, 20 } },
	{ "just enough room", { 0, 0, 0, 0 }, 0, 40, { 5, 15, 25, 35 } },
};

static void
stand_apart(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	double places[4];

	for (guint k = 0; k < 4; k++)
		places[k] = columns[i].wanted[k];
	g_assert_true(place_apart(places, 4, 10, columns[i].low, columns[i].high));
	for (guint k = 0; k < 4; k++)
		g_assert_cmpfloat_with_epsilon(places[k], columns[i].want[k], 1e-9);
}

static void
does_not_fit(void)
{
	double places[] = { 1, 2, 3 };

	g_assert_false(place_apart(places, 3, 10, 0, 29));
	g_assert_cmpfloat(places[2], ==, 3);
}

static void
goes_beside(void)
{
	g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(PlaceBox));
	PlaceBox first = { 40, 0, 20, 10 }, box = { 45, 0, 20, 10 }, wide = { 0, 0, 90, 10 },
		 below = { 45, 10, 20, 10 };

	g_array_append_val(taken, first);
	g_assert_true(place_beside(taken, &box, 0, 100));
	g_assert_cmpfloat(box.x, ==, 60);
	g_assert_false(place_beside(taken, &wide, 0, 100));
	g_assert_true(place_beside(taken, &below, 0, 100));
	g_assert_cmpfloat(below.x, ==, 45);
}

#define ADD(prefix, table, test)                                                                \
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {                                       \
		g_autofree char *path = g_strdup_printf("/scale/" prefix "/%s", table[i].what); \
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), test);                          \
	}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("linear", linears, steps_linear)
	ADD("logarithmic", logs, steps_logarithmic)
	ADD("calendar", calendars, begins)
	ADD("apart", columns, stand_apart)
	g_test_add_func("/scale/apart/does not fit", does_not_fit);
	g_test_add_func("/scale/beside", goes_beside);
	return g_test_run();
}
