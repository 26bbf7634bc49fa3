/*
 * zone.c: where days, hours and quarters begin in a named zone.
 * GLib knows a zone's offsets; what it leaves open is settled here: a midnight that the clock skips or
 * shows twice.  Knows nothing of what is counted in the bins.
 */
#include <stdio.h>
#include <string.h>
#include "error.h"
#include "zone.h"

enum { HOUR = 3600, DAY = 86400 };

/*
 * TRUE where name is a zone file of the system.  GLib would also read a path, an offset or a POSIX rule ("JST-9"),
 * none of which names a place, and complains aloud of a file that is no zone.
 */
static gboolean
is_zone(const char *name)
{
	gsize plain = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");
	const char *folder = g_getenv("TZDIR");
	g_autofree char *path = g_build_filename(folder ? folder : "/usr/share/zoneinfo", name, NULL);
	char magic[4] = "";
	FILE *file;

	if (name[plain] != '\0' || !g_ascii_isalpha(*name) || !(file = fopen(path, "rb")))
		return FALSE;
	if (fread(magic, 1, sizeof magic, file) != sizeof magic)
		magic[0] = '\0';
	fclose(file);
	return memcmp(magic, "TZif", sizeof magic) == 0;
}

GTimeZone *
zone_load(const char *name, GError **error)
{
	GTimeZone *zone = is_zone(name) ? g_time_zone_new_identifier(name) : NULL;

	if (!zone)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "unknown time zone '%s'; a zone is named as in the IANA database, like Asia/Tokyo", name);
	return zone;
}

/* [s] to add to UTC at an instant */
static gint64
offset(GTimeZone *zone, gint64 time)
{
	return g_time_zone_get_offset(zone, g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, time));
}

/* The instants at which the clock shows local [s, as if UTC]: 0, 1 or 2 of them, in order. */
static int
instants(GTimeZone *zone, gint64 local, gint64 found[2])
{
	gint64 before = offset(zone, local - DAY), after = offset(zone, local + DAY);
	int n = 0;

	if (offset(zone, local - before) == before)
		found[n++] = local - before;
	if (after != before && offset(zone, local - after) == after)
		found[n++] = local - after;
	if (n == 2 && found[1] < found[0]) {
		gint64 swap = found[0];

		found[0] = found[1];
		found[1] = swap;
	}
	return n;
}

/* The first instant at which the clock shows local, or, where it skips that, goes on after it. */
static gint64
first_instant(GTimeZone *zone, gint64 local)
{
	gint64 found[2], low, high, before = offset(zone, local - DAY);

	if (instants(zone, local, found) > 0)
		return found[0];
	low = local - offset(zone, local + DAY);
	high = local - before; /* the clock is put forward in (low, high] */
	while (high - low > 1) {
		gint64 middle = low + (high - low) / 2;

		if (offset(zone, middle) == before)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* The day that the clock shows at an instant, as its midnight [s, as if UTC]. */
static gint64
local_midnight(GTimeZone *zone, gint64 time)
{
	gint64 local = time + offset(zone, time);

	return local - ((local % DAY) + DAY) % DAY;
}

/* [s, as if UTC] of the first day of a month counted from January of year 0 */
static gint64
month_start(int months)
{
	g_autoptr(GDateTime) first = g_date_time_new_utc(months / 12, months % 12 + 1, 1, 0, 0, 0);

	return g_date_time_to_unix(first);
}

static void
set_quarter(Quarter *quarter, GTimeZone *zone, int months)
{
	g_snprintf(quarter->name, sizeof quarter->name, "%04dQ%d", months / 12, months % 12 / 3 + 1);
	quarter->start = first_instant(zone, month_start(months));
	quarter->end = first_instant(zone, month_start(months + 3));
}

/* Months from January of year 0 to the quarter's first; -1 where text is no quarter. */
static int
quarter_months(const char *text)
{
	int year = 0;

	if (strlen(text) != 6 || text[4] != 'Q' || text[5] < '1' || text[5] > '4')
		return -1;
	for (int i = 0; i < 4; i++) {
		if (!g_ascii_isdigit(text[i]))
			return -1;
		year = year * 10 + text[i] - '0';
	}
	return year < 1970 ? -1 : year * 12 + (text[5] - '1') * 3;
}

gboolean
quarter_parse(const char *text, GTimeZone *zone, Quarter *quarter, GError **error)
{
	int months = quarter_months(text);

	if (months < 0 || months >= 9999 * 12) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "'%s' is no quarter; write year and quarter like 2015Q3", text);
		return FALSE;
	}
	set_quarter(quarter, zone, months);
	return TRUE;
}

void
quarter_at(gint64 time, GTimeZone *zone, Quarter *quarter)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time + offset(zone, time));

	set_quarter(quarter, zone, g_date_time_get_year(utc) * 12 + (g_date_time_get_month(utc) - 1) / 3 * 3);
}

void
quarter_before(const Quarter *quarter, GTimeZone *zone, Quarter *before)
{
	set_quarter(before, zone, quarter_months(quarter->name) - 3);
}

/* Edges every step seconds of each day; step 0: the days alone. */
static GArray *
edges(GTimeZone *zone, gint64 from, gint64 to, gint64 step)
{
	GArray *array = g_array_new(FALSE, FALSE, sizeof(gint64));
	gint64 midnight = local_midnight(zone, from), day = first_instant(zone, midnight), last = from;

	g_array_append_val(array, from);
	while (day < to) {
		gint64 next = first_instant(zone, midnight += DAY);

		for (gint64 edge = day; edge < MIN(next, to); edge += step ? step : next - day) {
			if (edge <= last)
				continue;
			g_array_append_val(array, edge);
			last = edge;
		}
		day = next;
	}
	if (to > last)
		g_array_append_val(array, to);
	return array;
}

GArray *
zone_days(GTimeZone *zone, gint64 from, gint64 to)
{
	return edges(zone, from, to, 0);
}

GArray *
zone_hours(GTimeZone *zone, gint64 from, gint64 to)
{
	return edges(zone, from, to, HOUR);
}

char *
zone_format(GTimeZone *zone, gint64 time)
{
	/* years 1 to 9999, with a day to spare for the offset */
	const gint64 first = -62135510400, last = 253402214400;
	gint64 clipped = CLAMP(time, first, last), east = offset(zone, clipped), size = ABS(east);
	g_autoptr(GDateTime) local = g_date_time_new_from_unix_utc(clipped + east);
	g_autofree char *text = g_date_time_format(local, "%Y-%m-%dT%H:%M:%S");

	return g_strdup_printf("%s%c%02d:%02d", text, east < 0 ? '-' : '+', (int)(size / HOUR), (int)(size / 60 % 60));
}

/* Reads exactly n digits at *at and moves on; FALSE where they are not there or out of [low, high]. */
static gboolean
digits(const char **at, int n, int low, int high, int *value)
{
	*value = 0;
	for (; n > 0; n--, (*at)++) {
		if (!g_ascii_isdigit(**at))
			return FALSE;
		*value = *value * 10 + **at - '0';
	}
	return *value >= low && *value <= high;
}

static gboolean
skip(const char **at, const char *any)
{
	if (**at == '\0' || !strchr(any, **at))
		return FALSE;
	(*at)++;
	return TRUE;
}

/* "2015-09-20", then "T14:50", then ":00": what the clock shows [s, as if UTC]. */
static gboolean
read_clock(const char **at, gint64 *local)
{
	int year, month, day, hour = 0, minute = 0, second = 0;
	g_autoptr(GDateTime) clock = NULL;

	if (!digits(at, 4, 1, 9999, &year) || !skip(at, "-") || !digits(at, 2, 1, 12, &month) || !skip(at, "-") ||
	    !digits(at, 2, 1, 31, &day))
		return FALSE;
	if (skip(at, "T ") && (!digits(at, 2, 0, 23, &hour) || !skip(at, ":") || !digits(at, 2, 0, 59, &minute) ||
				  (skip(at, ":") && !digits(at, 2, 0, 59, &second))))
		return FALSE;
	clock = g_date_time_new_utc(year, month, day, hour, minute, second);
	if (clock)
		*local = g_date_time_to_unix(clock);
	return clock != NULL;
}

/* "Z", "+09:00" or "+0900" [s to add to UTC]; given tells whether there was one. */
static gboolean
read_offset(const char **at, gint64 *east, gboolean *given)
{
	int hours, minutes, sign = **at == '-' ? -1 : 1;

	*east = 0;
	*given = **at != '\0';
	if (!*given || skip(at, "Z"))
		return **at == '\0';
	if (!skip(at, "+-") || !digits(at, 2, 0, 23, &hours) || (skip(at, ":"), !digits(at, 2, 0, 59, &minutes)))
		return FALSE;
	*east = sign * (hours * HOUR + minutes * 60);
	return **at == '\0';
}

gboolean
zone_parse(const char *text, GTimeZone *zone, gint64 *time, GError **error)
{
	const char *at = text, *wrong = NULL;
	gint64 local, east, found[2];
	gboolean given;
	int n;

	if (!read_clock(&at, &local) || !read_offset(&at, &east, &given))
		wrong = "is no time; write it like 2015-09-20T14:50:00+09:00";
	else if (given)
		*time = local - east;
	else if (!zone)
		wrong = "has no offset; write it like 2015-09-20T14:50:00+09:00";
	else if ((n = instants(zone, local, found)) == 1)
		*time = found[0];
	else if (n == 0)
		wrong = "is skipped by the clocks of its time zone";
	else
		wrong = "comes twice in its time zone; add the offset that is meant";
	if (wrong)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' %s", text, wrong);
	return wrong == NULL;
}
