/* test_zone.c: days, hours and quarters where the clock is simple and where it is not. */
#include "error.h"
#include "zone.h"

typedef struct {
	const char *what, *zone, *quarter;
	const char *start, *end; /* as zone_format writes them */
	guint days, hours;
	gint64 shortest, longest; /* day [s] */
} QuarterCase;

static const QuarterCase quarters[] = {
	{ "Tokyo", "Asia/Tokyo", "2015Q3", "2015-07-01T00:00:00+09:00", "2015-10-01T00:00:00+09:00", 92, 2208, 86400,
	    86400 },
	{ "UTC", "UTC", "2013Q3", "2013-07-01T00:00:00+00:00", "2013-10-01T00:00:00+00:00", 92, 2208, 86400, 86400 },
	{ "leap year", "UTC", "2016Q1", "2016-01-01T00:00:00+00:00", "2016-04-01T00:00:00+00:00", 91, 2184, 86400,
	    86400 },
	{ "clock put forward", "America/New_York", "2015Q1", "2015-01-01T00:00:00-05:00", "2015-04-01T00:00:00-04:00",
	    90, 2159, 82800, 86400 },
	{ "clock put back", "America/New_York", "2015Q4", "2015-10-01T00:00:00-04:00", "2016-01-01T00:00:00-05:00", 92,
	    2209, 86400, 90000 },
	{ "half an hour back", "Australia/Lord_Howe", "2015Q2", "2015-04-01T00:00:00+11:00",
	    "2015-07-01T00:00:00+10:30", 91, 2185, 86400, 88200 },
	{ "half an hour forward", "Australia/Lord_Howe", "2015Q4", "2015-10-01T00:00:00+10:30",
	    "2016-01-01T00:00:00+11:00", 92, 2208, 84600, 86400 },
	{ "half an hour east", "Asia/Kolkata", "2015Q3", "2015-07-01T00:00:00+05:30", "2015-10-01T00:00:00+05:30", 92,
	    2208, 86400, 86400 },
	{ "no midnight", "America/Sao_Paulo", "2015Q4", "2015-10-01T00:00:00-03:00", "2016-01-01T00:00:00-02:00", 92,
	    2207, 82800, 86400 },
	{ "a day skipped", "Pacific/Apia", "2011Q4", "2011-10-01T00:00:00-10:00", "2012-01-01T00:00:00+14:00", 91, 2184,
	    86400, 86400 },
};

static void
divides(gconstpointer data)
{
	const QuarterCase *c = data;
	g_autoptr(GTimeZone) zone = zone_load(c->zone, NULL);
	gint64 shortest = G_MAXINT64, longest = 0;
	Quarter quarter;

	g_assert_nonnull(zone);
	g_assert_true(quarter_parse(c->quarter, zone, &quarter, NULL));
	g_autofree char *start = zone_format(zone, quarter.start), *end = zone_format(zone, quarter.end);
	g_autoptr(GArray) days = zone_days(zone, quarter.start, quarter.end);
	g_autoptr(GArray) hours = zone_hours(zone, quarter.start, quarter.end);

	g_assert_cmpstr(quarter.name, ==, c->quarter);
	g_assert_cmpstr(start, ==, c->start);
	g_assert_cmpstr(end, ==, c->end);
	g_assert_cmpuint(days->len, ==, c->days + 1);
	g_assert_cmpuint(hours->len, ==, c->hours + 1);
	for (guint i = 0, j = 0; i < days->len; i++) {
		gint64 day = g_array_index(days, gint64, i);

		while (j < hours->len && g_array_index(hours, gint64, j) < day)
			j++;
		g_assert_cmpint(g_array_index(hours, gint64, j), ==, day); /* every day edge is an hour edge */
		if (i > 0) {
			gint64 length = day - g_array_index(days, gint64, i - 1);

			shortest = MIN(shortest, length);
			longest = MAX(longest, length);
		}
	}
	g_assert_cmpint(shortest, ==, c->shortest);
	g_assert_cmpint(longest, ==, c->longest);
}

static void
goes_back(void)
{
	static const char *const chain[] = { "2015Q3", "2015Q2", "2015Q1", "2014Q4" };
	g_autoptr(GTimeZone) zone = zone_load("America/New_York", NULL);
	Quarter quarter, before;

	g_assert_true(quarter_parse(chain[0], zone, &quarter, NULL));
	for (gsize i = 1; i < G_N_ELEMENTS(chain); i++) {
		quarter_before(&quarter, zone, &before);
		g_assert_cmpstr(before.name, ==, chain[i]);
		g_assert_cmpint(before.end, ==, quarter.start);
		quarter = before;
	}
}

static void
keeps_odd_ends(void)
{
	g_autoptr(GTimeZone) zone = zone_load("Asia/Tokyo", NULL);
	/* 14:50 to 09:20 the day after */
	g_autoptr(GArray) days = zone_days(zone, 1442728200, 1442794800);
	g_autoptr(GArray) hours = zone_hours(zone, 1442728200, 1442794800);

	g_assert_cmpuint(days->len, ==, 3);
	g_assert_cmpint(g_array_index(days, gint64, 1), ==, 1442761200);
	g_assert_cmpuint(hours->len, ==, 21);
	g_assert_cmpint(g_array_index(hours, gint64, 1), ==, 1442728800);
	g_assert_cmpint(g_array_index(hours, gint64, 20), ==, 1442794800);
}

static const struct {
	const char *what, *text, *zone;
	gint64 time;
	const char *wrong; /* the sentence; NULL: it is right */
} times[] = {
	{ "offset", "2015-09-20T14:50:00+09:00", NULL, 1442728200, NULL },
	{ "no seconds", "2015-09-20T14:50+0900", NULL, 1442728200, NULL },
	{ "Z", "2015-09-20 05:50:00Z", NULL, 1442728200, NULL },
	{ "west", "2015-09-20T00:50:00-05:00", "Asia/Tokyo", 1442728200, NULL },
	{ "of the zone", "2015-09-20T14:50", "Asia/Tokyo", 1442728200, NULL },
	{ "day alone", "2015-09-21", "Asia/Tokyo", 1442761200, NULL },
	{ "zone missing", "2015-09-20T14:50", NULL, 0,
	    "'2015-09-20T14:50' has no offset; write it like 2015-09-20T14:50:00+09:00" },
	{ "skipped", "2015-03-08T02:30", "America/New_York", 0,
	    "'2015-03-08T02:30' is skipped by the clocks of its time zone" },
	{ "twice", "2015-11-01T01:30", "America/New_York", 0,
	    "'2015-11-01T01:30' comes twice in its time zone; add the offset that is meant" },
	{ "no such day", "2015-02-29T00:00Z", NULL, 0,
	    "'2015-02-29T00:00Z' is no time; write it like 2015-09-20T14:50:00+09:00" },
	{ "words", "yesterday", "Asia/Tokyo", 0, "'yesterday' is no time; write it like 2015-09-20T14:50:00+09:00" },
	{ "rest", "2015-09-20T14:50:00+09:00x", NULL, 0,
	    "'2015-09-20T14:50:00+09:00x' is no time; write it like 2015-09-20T14:50:00+09:00" },
	{ "empty", "", NULL, 0, "'' is no time; write it like 2015-09-20T14:50:00+09:00" },
};

static void
reads_times(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GTimeZone) zone = times[i].zone ? zone_load(times[i].zone, NULL) : NULL;
	g_autoptr(GError) error = NULL;
	gint64 time = 0;

	g_assert_true(zone_parse(times[i].text, zone, &time, &error) == (times[i].wrong == NULL));
	if (times[i].wrong) {
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_cmpstr(error->message, ==, times[i].wrong);
	} else {
		g_assert_cmpint(time, ==, times[i].time);
	}
}

static void
refuses_zones(void)
{
	static const char *const wrong[] = { "", "Asia/Tokio", "+09:00", "JST-9", "/etc/localtime", "../etc/passwd",
		"Asia", "leapseconds", "Asia/Tokyo " };

	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *start = g_strdup_printf("unknown time zone '%s'", wrong[i]);

		g_assert_null(zone_load(wrong[i], &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_true(g_str_has_prefix(error->message, start));
	}
}

static void
refuses_quarters(void)
{
	static const char *const wrong[] = { "", "2015", "2015Q0", "2015Q5", "2015q3", "15Q3", "2015Q33", "1969Q4",
		"20x5Q1" };
	g_autoptr(GTimeZone) zone = zone_load("Asia/Tokyo", NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *sentence =
		    g_strdup_printf("'%s' is no quarter; write year and quarter like 2015Q3", wrong[i]);
		Quarter quarter;

		g_assert_false(quarter_parse(wrong[i], zone, &quarter, &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_cmpstr(error->message, ==, sentence);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(quarters); i++) {
		g_autofree char *path = g_strdup_printf("/zone/quarter/%s", quarters[i].what);
		g_test_add_data_func(path, &quarters[i], divides);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
		g_autofree char *path = g_strdup_printf("/zone/time/%s", times[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads_times);
	}
	g_test_add_func("/zone/quarter before", goes_back);
	g_test_add_func("/zone/odd ends", keeps_odd_ends);
	g_test_add_func("/zone/unknown zones", refuses_zones);
	g_test_add_func("/zone/no quarters", refuses_quarters);
	return g_test_run();
}
