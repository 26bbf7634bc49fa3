/*
 * survey.c: a list of addresses, each until the end of a day.  Knows no store and nobody's opinion of surveys.
 */
#include <string.h>
#include "address.h"
#include "digest.h"
#include "error.h"
#include "input.h"
#include "survey.h"
#include "zone.h"

enum { LARGEST = 64 << 20 /* of a list [B] */ };

struct Survey {
	AddressMap *addresses; /* to the instants in ends */
	GHashTable *ends;      /* set of gint64: from when on an address is not meant [s since 1970, UTC] */
	char *name, *sha256;
};

typedef struct {
	Survey *survey;
	GTimeZone *zone;
	const char *path, *text, *at;
	gint64 addresses;
} Reading;

static gboolean
fail(const Reading *reading, GError **error, const char *format, const char *word)
{
	g_autofree char *reason = g_strdup_printf(format, word);
	guint line = 1;

	for (const char *p = reading->text; p < reading->at; p++)
		line += *p == '\n';
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s:%u: %s", reading->path, line, reason);
	return FALSE;
}

/* --- an address ------------------------------------------------------------------------------ */

/* The instant at which a day ends. */
static gboolean
end_of(const Reading *reading, const char *day, gint64 *end, GError **error)
{
	static const char form[] = "dddd-dd-dd";
	gboolean good = strlen(day) == strlen(form);
	GDate date;
	char next[32];

	for (gsize i = 0; good && form[i]; i++)
		good = form[i] == 'd' ? g_ascii_isdigit(day[i]) : day[i] == form[i];
	good = good && g_date_valid_dmy((GDateDay)atoi(day + 8), (GDateMonth)atoi(day + 5), (GDateYear)atoi(day));
	if (!good)
		return fail(reading, error, "'%s' is no day: 2025-12-31", day);
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)atoi(day + 8), (GDateMonth)atoi(day + 5), (GDateYear)atoi(day));
	g_date_add_days(&date, 1);
	g_snprintf(next, sizeof next, "%04d-%02d-%02dT00:00:00", g_date_get_year(&date), g_date_get_month(&date),
	    g_date_get_day(&date));
	return zone_parse(next, reading->zone, end, NULL) || fail(reading, error, "the day '%s' has no end", day);
}

static gboolean
add(Reading *reading, const char *address, const char *day, GError **error)
{
	g_autoptr(GError) wrong = NULL;
	gint64 end = G_MAXINT64, *kept;

	if (day && !end_of(reading, day, &end, error))
		return FALSE;
	if (!(kept = g_hash_table_lookup(reading->survey->ends, &end))) {
		kept = g_memdup2(&end, sizeof end);
		g_hash_table_add(reading->survey->ends, kept);
	}
	reading->addresses++;
	return address_map_add(reading->survey->addresses, address, kept, &wrong) ||
	       fail(reading, error, "%s", wrong->message);
}

/* --- lines ----------------------------------------------------------------------------------- */

static gboolean
read_lines(Reading *reading, GError **error)
{
	while (*reading->at) {
		gsize length = strcspn(reading->at, "\n");
		g_autofree char *line = g_strndup(reading->at, strcspn(reading->at, "#\n"));
		char *address = strtok(line, " \t\r"), *day = address ? strtok(NULL, " \t\r") : NULL;
		char *more = day ? strtok(NULL, " \t\r") : NULL;

		if (more)
			return fail(reading, error, "'%s' is too much: a line is an address and a day", more);
		if (address && !add(reading, address, day, error))
			return FALSE;
		reading->at += length + (reading->at[length] == '\n');
	}
	return TRUE;
}

/* --- JSON ------------------------------------------------------------------------------------ */

/* Goes past a sign and the space around it; FALSE where another one stands there. */
static gboolean
take(Reading *reading, char sign)
{
	reading->at += strspn(reading->at, " \t\r\n");
	if (*reading->at != sign)
		return FALSE;
	reading->at++;
	reading->at += strspn(reading->at, " \t\r\n");
	return TRUE;
}

/* A text without escapes, which addresses, days and the names of keys do not need; the caller owns it. */
static char *
take_text(Reading *reading)
{
	gsize length;
	char *text;

	if (*reading->at != '"')
		return NULL;
	for (length = 1; reading->at[length] && reading->at[length] != '"' && reading->at[length] != '\n'; length++)
		if (reading->at[length] == '\\' && reading->at[length + 1])
			length++;
	if (reading->at[length] != '"')
		return NULL;
	text = g_strndup(reading->at + 1, length - 1);
	reading->at += length + 1;
	return text;
}

static gboolean
read_object(Reading *reading, GError **error)
{
	g_autofree char *address = NULL, *day = NULL;

	do {
		g_autofree char *key = take_text(reading);
		g_autofree char *value = key && take(reading, ':') ? take_text(reading) : NULL;
		char **to = g_strcmp0(key, "ip") == 0 ? &address : g_strcmp0(key, "last_seen") == 0 ? &day : NULL;

		if (!value)
			return fail(reading, error, "%s", "here should be a key and its text: \"ip\": \"192.0.2.1\"");
		if (to && *to)
			return fail(reading, error, "the key '%s' is there twice", key);
		if (to)
			*to = g_steal_pointer(&value);
	} while (take(reading, ','));
	if (!address)
		return fail(reading, error, "%s", "an object without \"ip\"");
	return add(reading, address, day, error) &&
	       (take(reading, '}') || fail(reading, error, "%s", "here should be a } or a comma"));
}

static gboolean
read_array(Reading *reading, GError **error)
{
	if (!take(reading, '['))
		return fail(reading, error, "%s", "here should be a [");
	do {
		if (!take(reading, '{'))
			return fail(reading, error, "%s", "here should be a {");
		if (!read_object(reading, error))
			return FALSE;
	} while (take(reading, ','));
	return (take(reading, ']') || fail(reading, error, "%s", "here should be a ] or a comma")) &&
	       (!*reading->at || fail(reading, error, "%s", "something follows the list"));
}

/* --- the list -------------------------------------------------------------------------------- */

static char *
sum_of(const char *text, gsize length)
{
	g_autoptr(Digest) digest = digest_new();
	guint8 sum[DIGEST_SIZE];

	digest_add(digest, text, length);
	digest_end(digest, sum);
	return digest_text(sum);
}

Survey *
survey_load(const char *path, GTimeZone *zone, GError **error)
{
	g_autoptr(Survey) survey = g_new0(Survey, 1);
	gsize length;
	g_autofree char *text = input_load(path, LARGEST, &length, error);
	Reading reading = { survey, zone, path, text, text, 0 };
	gboolean json;

	if (!text)
		return NULL;
	survey->addresses = address_map_new();
	survey->ends = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	survey->name = g_path_get_basename(path);
	survey->sha256 = sum_of(text, length);
	if (strlen(text) != length || !g_utf8_validate(text, -1, NULL)) {
		fail(&reading, error, "%s", "the list is not UTF-8 text");
		return NULL;
	}
	json = text[strspn(text, " \t\r\n")] == '[' || text[strspn(text, " \t\r\n")] == '{';
	if (!(json ? read_array : read_lines)(&reading, error))
		return NULL;
	if (reading.addresses == 0) {
		fail(&reading, error, "%s", "there is no address in the list");
		return NULL;
	}
	return g_steal_pointer(&survey);
}

void
survey_free(Survey *survey)
{
	if (!survey)
		return;
	g_clear_pointer(&survey->addresses, address_map_free);
	g_clear_pointer(&survey->ends, g_hash_table_unref);
	g_free(survey->name);
	g_free(survey->sha256);
	g_free(survey);
}

const char *
survey_name(const Survey *survey)
{
	return survey->name;
}

const char *
survey_sha256(const Survey *survey)
{
	return survey->sha256;
}

void
survey_mark(const Survey *survey, Observation *observations, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		Observation *o = &observations[i];
		const gint64 *end =
		    o->class == CLASS_BACKSCATTER ? NULL : address_map_find(survey->addresses, o->family, o->source);

		if (end && o->time < *end)
			o->class = CLASS_SURVEY;
	}
}
