/*
 * stamp.c: text of a time to an instant.  In: a format once, then texts.  The day, the quarter of an hour and the
 * offset last seen are kept, for rows mostly come in order of time.  Knows no rows and no files.
 */
#include <string.h>
#include "error.h"
#include "stamp.h"

enum {
	SLOT = 900, /* [s]; no zone has changed its offset within a quarter of an hour since 1971 */
	PLAIN = 19, /* [B] of "2013-03-03 21:53:59" */
	LONGEST = 6 /* [B] of an offset that is kept */
};

struct Stamp {
	char *pattern; /* NULL: iso8601 */
	GTimeZone *zone;
	gboolean utc;
	gint64 slot, offset; /* [SLOT s of local time], its offset [s] */
	gboolean plain;      /* "2013-03-03 21:53:59" is a good text, perhaps with more behind it */
	char day[10];        /* "2013-03-03", the last one read, and */
	gint64 midnight;     /* where it starts [s, local] */
	char tail[LONGEST];  /* "+09:00", the last offset read, and */
	gsize length;        /* of it; 0: none */
	int east;            /* what it says [s] */
};

/* What a text told; local time unless there is an offset. */
typedef struct {
	gint64 epoch;
	int year, month, day, hour, minute, second, offset;
	gboolean has_epoch, has_offset;
} Civil;

typedef struct {
	const char *at, *end;
} Cursor;

/* --- calendar ---------------------------------------------------------------------------- */

/* Days since 1970-01-01, proleptic Gregorian (Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil). */
static gint64
days_of(int year, int month, int day)
{
	int y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400, of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return (gint64)era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int
days_in(int year, int month)
{
	static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static const char *
check(const Civil *civil)
{
	if (civil->month < 1 || civil->month > 12)
		return "there is no such month";
	if (civil->day < 1 || civil->day > days_in(civil->year, civil->month))
		return "there is no such day in the month";
	if (civil->hour > 23 || civil->minute > 59 || civil->second > 60)
		return "there is no such time of day";
	return NULL;
}

/* Seconds of the civil time, as if UTC; a leap second counts with the second before, so it keeps its day. */
static gint64
seconds_of(const Civil *civil)
{
	return days_of(civil->year, civil->month, civil->day) * 86400 + civil->hour * 3600 + civil->minute * 60 +
	       MIN(civil->second, 59);
}

/* --- pieces of text ---------------------------------------------------------------------- */

/* Exactly n digits, at most most of them where n is 0. */
static gboolean
take_digits(Cursor *cursor, int n, int most, gint64 *value)
{
	int got = 0;

	for (*value = 0; cursor->at < cursor->end && g_ascii_isdigit(*cursor->at) && got < (n ? n : most); got++)
		*value = *value * 10 + (*cursor->at++ - '0');
	return n ? got == n : got > 0;
}

static gboolean
take_number(Cursor *cursor, int n, int *value)
{
	gint64 wide;

	if (!take_digits(cursor, n, n, &wide))
		return FALSE;
	*value = (int)wide;
	return TRUE;
}

static gboolean
take_letter(Cursor *cursor, char letter)
{
	if (cursor->at == cursor->end || *cursor->at != letter)
		return FALSE;
	cursor->at++;
	return TRUE;
}

static gboolean
take_fraction(Cursor *cursor)
{
	gint64 fraction;

	return take_digits(cursor, 0, 12, &fraction);
}

/* "Z", "+09", "+0900", "+09:00". */
static gboolean
take_offset(Cursor *cursor, Civil *civil)
{
	int sign = 1, hours, minutes = 0;

	civil->has_offset = TRUE;
	if (take_letter(cursor, 'Z') || take_letter(cursor, 'z'))
		return TRUE;
	if (take_letter(cursor, '-'))
		sign = -1;
	else if (!take_letter(cursor, '+'))
		return FALSE;
	if (!take_number(cursor, 2, &hours))
		return FALSE;
	if (cursor->at < cursor->end && (*cursor->at == ':' || g_ascii_isdigit(*cursor->at))) {
		take_letter(cursor, ':');
		if (!take_number(cursor, 2, &minutes))
			return FALSE;
	}
	civil->offset = sign * (hours * 3600 + minutes * 60);
	return hours <= 15 && minutes <= 59;
}

static gboolean
take_month(Cursor *cursor, Civil *civil)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (int i = 0; i < 12 && cursor->end - cursor->at >= 3; i++)
		if (g_ascii_strncasecmp(cursor->at, names + i * 3, 3) == 0) {
			civil->month = i + 1;
			cursor->at += 3;
			return TRUE;
		}
	return FALSE;
}

static gboolean
take_date(Cursor *cursor, Civil *civil)
{
	return take_number(cursor, 4, &civil->year) && take_letter(cursor, '-') &&
	       take_number(cursor, 2, &civil->month) && take_letter(cursor, '-') && take_number(cursor, 2, &civil->day);
}

static gboolean
take_clock(Cursor *cursor, Civil *civil)
{
	return take_number(cursor, 2, &civil->hour) && take_letter(cursor, ':') &&
	       take_number(cursor, 2, &civil->minute) && take_letter(cursor, ':') &&
	       take_number(cursor, 2, &civil->second);
}

/* --- formats ----------------------------------------------------------------------------- */

static gboolean
take_spaces(Cursor *cursor)
{
	const char *from = cursor->at;

	while (cursor->at < cursor->end && *cursor->at == ' ')
		cursor->at++;
	return cursor->at > from;
}

static gboolean
take_padded_day(Cursor *cursor, Civil *civil)
{
	gint64 day;

	take_spaces(cursor);
	if (!take_digits(cursor, 0, 2, &day))
		return FALSE;
	civil->day = (int)day;
	return TRUE;
}

static gboolean
take_epoch(Cursor *cursor, Civil *civil)
{
	civil->has_epoch = TRUE;
	return take_digits(cursor, 0, 12, &civil->epoch);
}

static const char letters[] = "YmdebHMSfzsFT%";

static gboolean
take_conversion(Cursor *cursor, char letter, Civil *civil)
{
	switch (letter) {
	case 'Y':
		return take_number(cursor, 4, &civil->year);
	case 'm':
		return take_number(cursor, 2, &civil->month);
	case 'd':
		return take_number(cursor, 2, &civil->day);
	case 'e':
		return take_padded_day(cursor, civil);
	case 'b':
		return take_month(cursor, civil);
	case 'H':
		return take_number(cursor, 2, &civil->hour);
	case 'M':
		return take_number(cursor, 2, &civil->minute);
	case 'S':
		return take_number(cursor, 2, &civil->second);
	case 'f':
		return take_fraction(cursor);
	case 'z':
		return take_offset(cursor, civil);
	case 's':
		return take_epoch(cursor, civil);
	case 'F':
		return take_date(cursor, civil);
	case 'T':
		return take_clock(cursor, civil);
	default:
		return take_letter(cursor, letter);
	}
}

static gboolean
take_pattern(Cursor *cursor, const char *pattern, Civil *civil)
{
	for (const char *p = pattern; *p; p++) {
		gboolean ok;
		if (*p == '%')
			ok = take_conversion(cursor, *++p, civil);
		else
			ok = *p == ' ' ? take_spaces(cursor) : take_letter(cursor, *p);
		if (!ok)
			return FALSE;
	}
	return TRUE;
}

/* ISO 8601 / RFC 3339: date, 'T' or a space, hours and minutes, seconds, a fraction, an offset. */
static gboolean
take_iso(Cursor *cursor, Civil *civil)
{
	if (!take_date(cursor, civil) || (!take_letter(cursor, 'T') && !take_letter(cursor, ' ')) ||
	    !take_number(cursor, 2, &civil->hour) || !take_letter(cursor, ':') ||
	    !take_number(cursor, 2, &civil->minute))
		return FALSE;
	if (take_letter(cursor, ':') && !take_number(cursor, 2, &civil->second))
		return FALSE;
	if ((take_letter(cursor, '.') || take_letter(cursor, ',')) && !take_fraction(cursor))
		return FALSE;
	return cursor->at == cursor->end || take_offset(cursor, civil);
}

static gboolean
pattern_is_known(const char *pattern)
{
	gboolean date = FALSE;

	for (const char *p = pattern; *p; p++) {
		if (*p != '%')
			continue;
		if (!*++p || !strchr(letters, *p))
			return FALSE;
		date |= strchr("YFs", *p) != NULL;
	}
	return date;
}

Stamp *
stamp_new(const char *format, GTimeZone *zone, GError **error)
{
	const char *pattern = g_str_equal(format, "epoch") ? "%s" : format;
	gboolean iso = g_str_equal(format, "iso8601");
	Stamp *stamp;

	if (!iso && !pattern_is_known(pattern)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "unknown time format '%s': it is iso8601, epoch, or a pattern with a year of the letters %%Y %%m "
		    "%%d %%e "
		    "%%b %%H %%M %%S %%f %%z %%s %%F %%T",
		    format);
		return NULL;
	}
	stamp = g_new0(Stamp, 1);
	stamp->pattern = iso ? NULL : g_strdup(pattern);
	stamp->zone = zone;
	stamp->plain = iso || g_str_equal(pattern, "%Y-%m-%d %H:%M:%S") || g_str_equal(pattern, "%F %T");
	stamp->utc = zone && strcmp(g_time_zone_get_identifier(zone), "UTC") == 0;
	stamp->slot = G_MININT64;
	return stamp;
}

void
stamp_free(Stamp *stamp)
{
	if (!stamp)
		return;
	g_free(stamp->pattern);
	g_free(stamp);
}

/* --- local time to UTC ------------------------------------------------------------------- */

static const char *
to_utc(Stamp *stamp, gint64 local, gint64 *time)
{
	gint64 slot = local / SLOT - (local % SLOT < 0);

	if (stamp->utc) {
		*time = local;
		return NULL;
	}
	if (!stamp->zone)
		return "the time has no offset, and the profile names no zone";
	if (slot != stamp->slot) {
		int interval = g_time_zone_find_interval(stamp->zone, G_TIME_TYPE_DAYLIGHT, local);
		if (interval < 0)
			return "there was no such time: the clocks of the zone were put forward over it";
		stamp->offset = g_time_zone_get_offset(stamp->zone, interval);
		stamp->slot = slot;
	}
	*time = local - stamp->offset;
	return NULL;
}

/* "21:53:59" in seconds; what is none leaves *wrong.  Eight bytes at once: digits and colons become numbers, then pairs. */
static inline gint64
clock_of(const char *text, guint64 *wrong)
{
	guint64 word, hour, minute, second;

	memcpy(&word, text, sizeof word);
	word = GUINT64_FROM_LE(word) ^ G_GUINT64_CONSTANT(0x30303a30303a3030);
	*wrong = (word | (word + G_GUINT64_CONSTANT(0x76767f76767f7676))) & G_GUINT64_CONSTANT(0x8080808080808080);
	word = word * 10 + (word >> 8);
	hour = word & 0xff;
	minute = word >> 24 & 0xff;
	second = word >> 48 & 0xff;
	*wrong |= (hour > 23) | (minute > 59) | (second > 59);
	return (gint64)(hour * 3600 + minute * 60 + second);
}

/* "2013-03-03 21:53:59" of the day that was read last, the usual case; FALSE where it is anything else. */
static inline gboolean
read_same_day(const Stamp *stamp, const char *text, gsize length, gint64 *local)
{
	guint64 wrong;

	if (!stamp->plain || length < PLAIN || memcmp(text, stamp->day, sizeof stamp->day) != 0)
		return FALSE;
	*local = stamp->midnight + clock_of(text + PLAIN - 8, &wrong);
	return !wrong && (text[10] == ' ' || (text[10] == 'T' && !stamp->pattern));
}

static void
remember_day(Stamp *stamp, const char *text, gsize length, gint64 local)
{
	if (!stamp->plain || length < PLAIN || local < 0)
		return;
	memcpy(stamp->day, text, sizeof stamp->day);
	stamp->midnight = local - local % 86400;
}

/* Whether what stands behind is an offset, which then is the one that is kept. */
static inline gboolean
read_tail(Stamp *stamp, const char *tail, gsize length)
{
	Cursor cursor = { tail, tail + length };
	Civil civil = { .offset = 0 };

	if (length == stamp->length &&
	    (length == LONGEST ? memcmp(tail, stamp->tail, LONGEST) : memcmp(tail, stamp->tail, length)) == 0)
		return TRUE;
	if (length > LONGEST || !take_offset(&cursor, &civil) || cursor.at != cursor.end)
		return FALSE;
	memcpy(stamp->tail, tail, length);
	stamp->length = length;
	stamp->east = civil.offset;
	return TRUE;
}

/* Of the day that was read last; FALSE where the text is not plain, or has a tail that is no offset. */
static inline gboolean
read_plain(Stamp *stamp, const char *text, gsize length, gint64 *time, const char **reason)
{
	gint64 local;

	*reason = NULL;
	if (!read_same_day(stamp, text, length, &local))
		return FALSE;
	if (length == PLAIN) {
		*reason = to_utc(stamp, local, time);
		return TRUE;
	}
	if (stamp->pattern || !read_tail(stamp, text + PLAIN, length - PLAIN))
		return FALSE;
	*time = local - stamp->east;
	return TRUE;
}

gboolean
stamp_read(Stamp *stamp, const char *text, gsize length, gint64 *time, const char **reason)
{
	Cursor cursor = { text, text + length };
	Civil civil = { .year = 1970, .month = 1, .day = 1 };
	gint64 local;

	if (read_plain(stamp, text, length, time, reason))
		return *reason == NULL;
	*reason = "it is not written as the profile says";
	if (!(stamp->pattern ? take_pattern(&cursor, stamp->pattern, &civil) : take_iso(&cursor, &civil)))
		return FALSE;
	if (civil.has_epoch && take_letter(&cursor, '.') && !take_fraction(&cursor))
		return FALSE;
	if (cursor.at != cursor.end)
		return FALSE;
	*time = civil.epoch;
	if (civil.has_epoch)
		return (*reason = NULL) == NULL;
	*reason = check(&civil);
	if (*reason)
		return FALSE;
	local = seconds_of(&civil);
	remember_day(stamp, text, length, local);
	*time = local - civil.offset;
	if (civil.has_offset)
		return TRUE;
	return (*reason = to_utc(stamp, local, time)) == NULL;
}
