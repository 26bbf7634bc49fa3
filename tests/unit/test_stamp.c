/* test_stamp.c: times as files write them, checked against `date -u -d TEXT +%s`. */
#include <string.h>
#include "error.h"
#include "../../report/ingest/stamp.h"
#include "zone.h"

static const struct {
	const char *what, *format, *zone, *text;
	gint64 time; /* -1: refused */
} cases[] = {
	{ "seconds, UTC", "%Y-%m-%d %H:%M:%S", "UTC", "2013-03-03 21:53:59", 1362347639 },
	{ "seconds, Tokyo", "%Y-%m-%d %H:%M:%S", "Asia/Tokyo", "2015-07-01 00:00:00", 1435676400 },
	{ "leap day", "%Y-%m-%d %H:%M:%S", "UTC", "2016-02-29 12:00:00", 1456747200 },
	{ "no leap day", "%Y-%m-%d %H:%M:%S", "UTC", "2015-02-29 12:00:00", -1 },
	{ "no leap day in 1900", "%Y-%m-%d %H:%M:%S", "UTC", "1900-02-29 12:00:00", -1 },
	{ "leap second keeps its day", "%Y-%m-%d %H:%M:%S", "UTC", "2015-06-30 23:59:60", 1435708799 },
	{ "no month 13", "%Y-%m-%d %H:%M:%S", "UTC", "2015-13-01 00:00:00", -1 },
	{ "no hour 24", "%Y-%m-%d %H:%M:%S", "UTC", "2015-12-01 24:00:00", -1 },
	{ "text behind", "%Y-%m-%d %H:%M:%S", "UTC", "2015-12-01 23:00:00Z", -1 },
	{ "summer in New York", "%F %T", "America/New_York", "2015-07-01 00:00:00", 1435723200 },
	{ "winter in New York", "%F %T", "America/New_York", "2015-12-01 00:00:00", 1448946000 },
	{ "skipped hour", "%F %T", "America/New_York", "2015-03-08 02:30:00", -1 },
	{ "doubled hour, the first", "%F %T", "America/New_York", "2015-11-01 01:30:00", 1446355800 },
	{ "half an hour's shift", "%F %T", "Australia/Lord_Howe", "2015-10-04 02:30:00", 1443886200 },
	{ "ISO, Z", "iso8601", NULL, "2015-07-01T00:00:00Z", 1435708800 },
	{ "ISO, offset", "iso8601", NULL, "2015-07-01T09:00:00+09:00", 1435708800 },
	{ "ISO, short offset", "iso8601", NULL, "2015-07-01 09:00:00+0900", 1435708800 },
	{ "ISO, west", "iso8601", NULL, "2015-06-30T19:30:00-04:30", 1435708800 },
	{ "ISO, minutes", "iso8601", NULL, "2015-07-01T09:00+09:00", 1435708800 },
	{ "ISO, fraction", "iso8601", NULL, "2015-07-01T00:00:00.999999Z", 1435708800 },
	{ "ISO, of the zone", "iso8601", "Asia/Tokyo", "2015-07-01T09:00:00", 1435708800 },
	{ "ISO, no offset and no zone", "iso8601", NULL, "2015-07-01T09:00:00", -1 },
	{ "ISO, no date", "iso8601", NULL, "09:00:00", -1 },
	{ "ISO, offset of 16 hours", "iso8601", NULL, "2015-07-01T09:00+16:00", -1 },
	{ "epoch", "epoch", NULL, "1435708800", 1435708800 },
	{ "epoch, fraction", "epoch", NULL, "1435708800.25", 1435708800 },
	{ "epoch, milliseconds", "epoch", NULL, "1435708800000", -1 },
	{ "epoch, negative", "epoch", NULL, "-5", -1 },
	{ "log of Apache", "%d/%b/%Y:%H:%M:%S %z", NULL, "01/Jul/2015:09:00:00 +0900", 1435708800 },
	{ "padded day", "%b %e %H:%M:%S %Y", "UTC", "Jul  1 00:00:00 2015", 1435708800 },
	{ "fraction by letter", "%Y%m%dT%H%M%S.%f", "UTC", "20150701T000000.5", 1435708800 },
	{ "empty", "%F", "UTC", "", -1 },
	{ "digits missing", "%F", "UTC", "2015-7-1", -1 },
};

static void
reads(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(GTimeZone) zone = cases[i].zone ? zone_load(cases[i].zone, &error) : NULL;
	g_autoptr(Stamp) stamp = stamp_new(cases[i].format, zone, &error);

	g_assert_no_error(error);
	for (int again = 0; again < 2; again++) { /* the second time out of what is kept */
		const char *reason = "none";
		gint64 time = -1;
		gboolean ok = stamp_read(stamp, cases[i].text, strlen(cases[i].text), &time, &reason);
		g_assert_cmpint(ok ? time : -1, ==, cases[i].time);
		g_assert_true(ok || strlen(reason) > 0);
	}
}

/* Every quarter of an hour of four years in a zone with daylight saving comes back from its local text. */
static void
goes_both_ways(void)
{
	g_autoptr(GTimeZone) zone = zone_load("Europe/Berlin", NULL);
	g_autoptr(Stamp) stamp = stamp_new("iso8601", zone, NULL);
	guint twice = 0;

	for (gint64 time = 1356998400; time < 1483228800; time += 900) {
		g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time);
		g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
		g_autofree char *text = g_date_time_format(local, "%Y-%m-%d %H:%M:%S");
		const char *reason;
		gint64 got;
		g_assert_true(stamp_read(stamp, text, strlen(text), &got, &reason));
		twice += got == time - 3600;
		g_assert_true(got == time || got == time - 3600);
	}
	g_assert_cmpuint(twice, ==, 4 * 4); /* the second of the doubled hours is taken for the first */
}

/* Texts a few seconds apart, some with a letter changed: with all that is kept of those before, and with nothing. */
static void
forgets_nothing_wrong(gconstpointer data)
{
	static const char *const tails[] = { "", "Z", "+09:00", "-0330", ".5", ".25+09:00", " ", "+09:0" };
	const char *format = data;
	g_autoptr(GTimeZone) zone = zone_load("Europe/Berlin", NULL);
	g_autoptr(Stamp) keeping = stamp_new(format, zone, NULL);
	gint64 t = 1414281000; /* half an hour before the clocks go back */
	const char *tail = "";

	for (int i = 0; i < 50000; i++) {
		g_autoptr(Stamp) fresh = stamp_new(format, zone, NULL);
		g_autoptr(GDateTime) local = g_date_time_new_from_unix_local(t += g_test_rand_int_range(0, 40));
		g_autofree char *plain = g_date_time_format(local, "%Y-%m-%d %H:%M:%S"), *text = NULL;
		const char *reason, *other;
		gint64 got = -1, asked = -1;
		gboolean ok;
		if (i % 7 == 0)
			tail = tails[g_test_rand_int_range(0, G_N_ELEMENTS(tails))];
		text = g_strconcat(plain, tail, NULL);
		if (i % 5 == 0)
			text[g_test_rand_int_range(0, (gint32)strlen(text))] =
			    "0123459:T- x"[g_test_rand_int_range(0, 12)];
		ok = stamp_read(keeping, text, strlen(text), &got, &reason);
		g_assert_cmpint(ok, ==, stamp_read(fresh, text, strlen(text), &asked, &other));
		g_assert_true(!ok || got == asked);
		g_assert_true(ok || g_str_equal(reason, other));
	}
}

static void
refuses_unknown_formats(void)
{
	static const char *const formats[] = { "rfc822", "%Y-%q", "%H:%M:%S", "%Y-%", "" };

	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(stamp_new(formats[i], NULL, &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_true(g_str_has_prefix(error->message, "unknown time format '"));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/stamp/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
	}
	g_test_add_func("/stamp/goes both ways", goes_both_ways);
	g_test_add_data_func("/stamp/forgets nothing wrong, iso8601", "iso8601", forgets_nothing_wrong);
	g_test_add_data_func("/stamp/forgets nothing wrong, pattern", "%F %T", forgets_nothing_wrong);
	g_test_add_func("/stamp/refuses unknown formats", refuses_unknown_formats);
	return g_test_run();
}
