/*
 * date.c: instants as a language writes them.
 * The wall clock comes from GLib's time zones, the same that cut the model's bins; ICU then writes it
 * by the catalogue's patterns (UTS 35), as if it were UTC, so that no second zone database is asked.
 */
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/ustring.h>
#include "inner.h"

/* The key of each form's pattern. */
static const char *const pattern_keys[] = {
	[DATE_DAY] = "date.day",
	[DATE_MINUTE] = "date.minute",
	[DATE_MONTH_DAY] = "date.month-day",
	[DATE_MONTH_DAY_MINUTE] = "date.month-day-minute",
	[DATE_TICK] = "date.tick",
	[DATE_TICK_MONTH] = "date.tick-month",
	[DATE_MONTH] = "date.month",
	[DATE_TICK_MINUTE] = "date.tick-minute",
	[DATE_TICK_TIME] = "date.tick-time",
	[DATE_TICK_DAY] = "date.tick-day",
	[DATE_TICK_YEAR] = "date.tick-year",
};

/* A span within a day, a year, or over the turn of one, and the first two without the year: its words, the patterns of its ends. */
static const char *const span_keys[][3] = {
	{ "span.day", "span.day.from", "span.day.to" },
	{ "span.year", "span.year.from", "span.year.to" },
	{ "span.years", "span.years.from", "span.years.to" },
	{ "span.within-day", "span.within-day.from", "span.within-day.to" },
	{ "span.within", "span.within.from", "span.within.to" },
};

enum { SPAN_WITHIN = 3 };

static const UChar utc[] = { 'U', 'T', 'C', 0 };

static void
must(UErrorCode status)
{
	if (U_FAILURE(status))
		g_error("ICU: %s", u_errorName(status));
}

static void
close_format(gpointer format)
{
	udat_close(format);
}

gboolean
lang_date_open(Lang *lang, GError **error)
{
	lang->dates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_format);
	for (gsize i = 0; i < G_N_ELEMENTS(pattern_keys); i++)
		if (!lang_words(lang, pattern_keys[i], error))
			return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(span_keys); i++)
		for (gsize part = 0; part < G_N_ELEMENTS(span_keys[i]); part++)
			if (!lang_words(lang, span_keys[i][part], error))
				return FALSE;
	return TRUE;
}

void
lang_date_close(Lang *lang)
{
	g_clear_pointer(&lang->dates, g_hash_table_unref);
	for (gsize i = 0; i < G_N_ELEMENTS(lang->intervals); i++)
		if (lang->intervals[i])
			udtitvfmt_close(lang->intervals[i]);
}

/* What the clock on the wall shows in the zone, as milliseconds as if it were UTC. */
static UDate
wall(gint64 time, const char *zone)
{
	g_autoptr(GTimeZone) there = g_time_zone_new_identifier(zone);
	gint interval;

	g_assert(there); /* whoever made the model has checked its zone */
	interval = g_time_zone_find_interval(there, G_TIME_TYPE_UNIVERSAL, time);
	return 1000.0 * (double)(time + g_time_zone_get_offset(there, interval));
}

/* The formatter of a pattern, kept. */
static UDateFormat *
formatter(const Lang *lang, const char *pattern)
{
	UDateFormat *found = g_hash_table_lookup(lang->dates, pattern);
	g_autofree gunichar2 *wide = NULL;
	UErrorCode status = U_ZERO_ERROR;

	if (found)
		return found;
	wide = g_utf8_to_utf16(pattern, -1, NULL, NULL, NULL);
	found = udat_open(UDAT_PATTERN, UDAT_PATTERN, lang->locale, utc, -1, (const UChar *)wide, -1, &status);
	must(status);
	g_hash_table_insert(lang->dates, g_strdup(pattern), found);
	return found;
}

/* Written by a pattern of the catalogue; lang_date_open has seen that it is there. */
static char *
by_pattern(const Lang *lang, const char *key, UDate clock)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[128];
	gint length =
	    udat_format(formatter(lang, lang_words(lang, key, NULL)), clock, text, G_N_ELEMENTS(text), NULL, &status);

	must(status);
	return lang_utf8(text, length);
}

char *
lang_date(const Lang *lang, DateForm form, gint64 time, const char *zone)
{
	return by_pattern(lang, pattern_keys[form], wall(time, zone));
}

/* From from to before to, by a skeleton of UTS 35 in ASCII; which: its place in lang->intervals. */
static char *
interval(const Lang *lang, int which, const char *skeleton, gint64 from, gint64 to, const char *zone)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[16], text[160];
	gint length;

	u_uastrncpy(wide, skeleton, G_N_ELEMENTS(wide));
	if (!lang->intervals[which])
		((Lang *)lang)->intervals[which] = udtitvfmt_open(lang->locale, wide, -1, utc, -1, &status);
	must(status);
	length = udtitvfmt_format(
	    lang->intervals[which], wall(from, zone), wall(to - 1, zone), text, G_N_ELEMENTS(text), NULL, &status);
	must(status);
	return lang_utf8(text, length);
}

char *
lang_days(const Lang *lang, gint64 from, gint64 to, const char *zone)
{
	return interval(lang, 0, "yMMMMd", from, to, zone);
}

char *
lang_days_within(const Lang *lang, gint64 from, gint64 to, const char *zone)
{
	return interval(lang, 2, "MMMMd", from, to, zone);
}

char *
lang_months(const Lang *lang, gint64 from, gint64 to, const char *zone)
{
	return interval(lang, 1, "yMMMM", from, to, zone);
}

char *
lang_zone(const Lang *lang, const char *zone)
{
	UErrorCode status = U_ZERO_ERROR, none = U_ZERO_ERROR;
	UChar wide[64], known[64], text[128];
	UCalendar *calendar;
	gint length;

	u_uastrncpy(wide, zone, G_N_ELEMENTS(wide));
	ucal_getCanonicalTimeZoneID(wide, -1, known, G_N_ELEMENTS(known), NULL, &none);
	if (U_FAILURE(none))
		return g_strdup(zone);
	calendar = ucal_open(wide, -1, lang->locale, UCAL_GREGORIAN, &status);
	must(status);
	length = ucal_getTimeZoneDisplayName(calendar, UCAL_STANDARD, lang->locale, text, G_N_ELEMENTS(text), &status);
	ucal_close(calendar);
	must(status);
	return lang_utf8(text, length);
}

/* Which of span_keys: 0 where both ends are of one day, 1 of one year, else 2. */
static gsize
turns(UDate start, UDate end)
{
	g_autoptr(GDateTime) first = g_date_time_new_from_unix_utc((gint64)(start / 1000.0));
	g_autoptr(GDateTime) last = g_date_time_new_from_unix_utc((gint64)(end / 1000.0));

	if (g_date_time_get_year(first) != g_date_time_get_year(last))
		return 2;
	return g_date_time_get_day_of_year(first) != g_date_time_get_day_of_year(last);
}

static char *
span(const Lang *lang, const char *const *keys, UDate start, UDate end)
{
	g_autofree char *first = by_pattern(lang, keys[1], start), *last = by_pattern(lang, keys[2], end);

	return lang_format(lang, keys[0], NULL, "from", first, "to", last, NULL);
}

char *
lang_span(const Lang *lang, gint64 from, gint64 to, const char *zone)
{
	UDate start = wall(from, zone), end = wall(to, zone);

	return span(lang, span_keys[turns(start, end)], start, end);
}

char *
lang_span_within(const Lang *lang, gint64 from, gint64 to, const char *zone)
{
	UDate start = wall(from, zone), end = wall(to, zone);

	return span(lang, span_keys[SPAN_WITHIN + MIN(turns(start, end), 1)], start, end);
}
