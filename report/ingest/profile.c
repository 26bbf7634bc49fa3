/*
 * profile.c: an INI file to a Profile.  A new key is one line in the table.
 */
#include <string.h>
#include "error.h"
#include "hint.h"
#include "ini.h"
#include "input.h"
#include "observation.h"
#include "profile.h"
#include "save.h"
#include "stamp.h"
#include "zone.h"

enum { LARGEST = 1 << 20 /* of a profile [B] */ };

const char *const field_names[FIELDS + 1] = { "time", "sensor", "source", "protocol", "port", "icmp_type", "signature",
	"packets", "destination", "flags", "replies", "class", NULL };

static gboolean
fail(GError **error, const char *value, const char *wanted)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is not %s", value, wanted);
	return FALSE;
}

/* --- values ------------------------------------------------------------------------------ */

typedef struct {
	const char *word;
	int value;
} Word;

static gboolean
find_word(const Word *words, const char *value, int *found, GError **error)
{
	const char *known[8] = { NULL }, *near;
	g_autofree char *list = NULL;

	for (gsize i = 0; words[i].word; i++) {
		known[i] = words[i].word;
		if (g_str_equal(words[i].word, value)) {
			*found = words[i].value;
			return TRUE;
		}
	}
	list = g_strjoinv(", ", (char **)known);
	near = hint_nearest(value, known);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown value '%s': it is one of %s%s%s%s", value, list,
	    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return FALSE;
}

static gboolean
set_title(Profile *profile, const char *value, GError **error G_GNUC_UNUSED)
{
	profile->title = g_strdup(value);
	return TRUE;
}

static gboolean
set_delimiter(Profile *profile, const char *value, GError **error)
{
	static const Word words[] = { { "comma", ',' }, { "tab", '\t' }, { "semicolon", ';' }, { "space", ' ' },
		{ "bar", '|' }, { NULL, 0 } };
	int found = (guint8)value[0];
	gboolean letter =
	    strlen(value) == 1 && g_ascii_isprint(value[0]) && !g_ascii_isalnum(value[0]) && value[0] != '"';

	if (!letter && !find_word(words, value, &found, error))
		return FALSE;
	profile->delimiter = (char)found;
	return TRUE;
}

static gboolean
set_quote(Profile *profile, const char *value, GError **error)
{
	static const Word words[] = { { "double", '"' }, { "none", '\0' }, { NULL, 0 } };
	int found;

	if (!find_word(words, value, &found, error))
		return FALSE;
	profile->quote = (char)found;
	return TRUE;
}

static gboolean
set_comment(Profile *profile, const char *value, GError **error)
{
	if (strlen(value) != 1 || !g_ascii_ispunct(value[0]))
		return fail(error, value, "one sign, like #");
	profile->comment = value[0];
	return TRUE;
}

static gboolean
set_head(Profile *profile, const char *value, GError **error)
{
	static const Word words[] = { { "yes", HEAD_ROW }, { "no", HEAD_NONE }, { "fields", HEAD_FIELDS },
		{ NULL, 0 } };
	int found;

	if (!find_word(words, value, &found, error))
		return FALSE;
	profile->head = (HeadForm)found;
	return TRUE;
}

static gboolean
set_form(Profile *profile, const char *value, GError **error)
{
	static const Word words[] = { { "csv", 0 }, { "json", 1 }, { "pairs", 2 }, { NULL, 0 } };
	int found;

	if (!find_word(words, value, &found, error))
		return FALSE;
	profile->form = words[found].word;
	return TRUE;
}

static gboolean
set_only(Profile *profile, const char *value, GError **error)
{
	if (!*value)
		return fail(error, value, "a text to look for");
	profile->only = g_strdup(value);
	return TRUE;
}

static gboolean
set_empty(Profile *profile, const char *value, GError **error G_GNUC_UNUSED)
{
	profile->empty = g_strsplit(value, ";", -1);
	return TRUE;
}

static gboolean
set_time_format(Profile *profile, const char *value, GError **error)
{
	g_autoptr(Stamp) stamp = stamp_new(value, NULL, error);

	profile->time_format = g_strdup(value);
	return stamp != NULL;
}

static gboolean
set_zone(Profile *profile, const char *value, GError **error)
{
	profile->zone = zone_load(value, error);
	return profile->zone != NULL;
}

static gboolean
set_source(Profile *profile, const char *value, GError **error)
{
	static const Word words[] = { { "address", SOURCE_ADDRESS }, { "uint32", SOURCE_UINT32 }, { NULL, 0 } };
	int found;

	if (!find_word(words, value, &found, error))
		return FALSE;
	profile->source = (SourceForm)found;
	return TRUE;
}

static gboolean
set_flags(Profile *profile, const char *value, GError **error)
{
	static const Word words[] = { { "letters", FLAGS_LETTERS }, { "words", FLAGS_WORDS },
		{ "history", FLAGS_HISTORY }, { NULL, 0 } };
	int found;

	if (!find_word(words, value, &found, error))
		return FALSE;
	profile->flags = (FlagsForm)found;
	return TRUE;
}

static gboolean
set_sensor(Profile *profile, const char *value, GError **error)
{
	if (!*value)
		return fail(error, value, "the name of a sensor");
	profile->sensor = g_strdup(value);
	return TRUE;
}

/* --- sections and keys ------------------------------------------------------------------- */

static const struct {
	const char *section, *key;
	gboolean (*set)(Profile *profile, const char *value, GError **error);
} keys[] = {
	{ "profile", "title", set_title },
	{ "text", "form", set_form },
	{ "text", "only", set_only },
	{ "text", "delimiter", set_delimiter },
	{ "text", "quote", set_quote },
	{ "text", "comment", set_comment },
	{ "text", "head", set_head },
	{ "text", "empty", set_empty },
	{ "time", "format", set_time_format },
	{ "time", "zone", set_zone },
	{ "source", "format", set_source },
	{ "sensor", "name", set_sensor },
	{ "flags", "format", set_flags },
};

static const char *const sections[] = { "profile", "text", "columns", "time", "source", "protocol", "sensor", "flags",
	NULL };

static gboolean
unknown(const char *what, const char *word, const char *const *known, GError **error)
{
	const char *near = g_utf8_validate(word, -1, NULL) ? hint_nearest(word, known) : NULL;

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown %s '%s'%s%s%s", what, word,
	    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return FALSE;
}

static gboolean
set_column(Profile *profile, const char *key, const char *value, GError **error)
{
	for (Field field = 0; field < FIELDS; field++)
		if (g_str_equal(field_names[field], key)) {
			if (!*value)
				return fail(error, value, "a column");
			profile->columns[field] = g_strdup(value);
			return TRUE;
		}
	return unknown("field", key, field_names, error);
}

static gboolean
set_protocol(Profile *profile, const char *key, const char *value, GError **error)
{
	static const Word words[] = { { "icmp", PROTOCOL_ICMP }, { "tcp", PROTOCOL_TCP }, { "udp", PROTOCOL_UDP },
		{ "icmpv6", PROTOCOL_ICMPV6 }, { NULL, 0 } };
	guint64 number;
	int found;

	if (g_ascii_string_to_unsigned(value, 10, 0, 255, &number, NULL))
		found = (int)number;
	else if (!find_word(words, value, &found, error))
		return FALSE;
	g_hash_table_insert(profile->protocols, g_ascii_strdown(key, -1), GINT_TO_POINTER(found));
	return TRUE;
}

static gboolean
set_key(Profile *profile, const char *section, const char *key, const char *value, GError **error)
{
	const char *known[G_N_ELEMENTS(keys) + 1];
	gsize n = 0;

	if (g_str_equal(section, "columns"))
		return set_column(profile, key, value, error);
	if (g_str_equal(section, "protocol"))
		return set_protocol(profile, key, value, error);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		if (!g_str_equal(keys[i].section, section))
			continue;
		if (g_str_equal(keys[i].key, key))
			return keys[i].set(profile, value, error);
		known[n++] = keys[i].key;
	}
	known[n] = NULL;
	return unknown("key", key, known, error);
}

/* --- the whole --------------------------------------------------------------------------- */

static gboolean
read_section(Profile *profile, GKeyFile *file, const char *path, const char *text, const char *section, GError **error)
{
	g_auto(GStrv) names = NULL;

	if (!g_strv_contains(sections, section)) {
		unknown("section", section, sections, error);
		g_prefix_error(error, "%s:%u: ", path, ini_line(text, section, NULL));
		return FALSE;
	}
	names = g_key_file_get_keys(file, section, NULL, error);
	for (guint i = 0; names && names[i]; i++) {
		g_autofree char *value = g_key_file_get_string(file, section, names[i], error);
		if (!value || !set_key(profile, section, names[i], g_strstrip(value), error)) {
			g_prefix_error(error, "%s:%u: ", path, ini_line(text, section, names[i]));
			return FALSE;
		}
	}
	return names != NULL;
}

/* Columns of CSV without a head line have no names. */
static gboolean
is_numbered(const Profile *profile, const char *path, GError **error)
{
	if (profile->head != HEAD_NONE || !g_str_equal(profile->form, "csv"))
		return TRUE;
	for (Field field = 0; field < FIELDS; field++) {
		guint64 number;
		const char *column = profile->columns[field];
		if (column && !g_ascii_string_to_unsigned(column, 10, 1, G_MAXUINT16, &number, NULL)) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    "%s: '%s' is a column's name, but without a head line columns have only numbers, from 1",
			    path, column);
			return FALSE;
		}
	}
	return TRUE;
}

/* What no file can do without; a sensor may also come from the command line. */
static gboolean
is_complete(const Profile *profile, const char *path, GError **error)
{
	static const Field needed[] = { FIELD_TIME, FIELD_SOURCE, FIELD_PROTOCOL, FIELD_PORT };

	for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
		if (!profile->columns[needed[i]]) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    "%s: the section [columns] does not say which column is '%s'", path,
			    field_names[needed[i]]);
			return FALSE;
		}
	return is_numbered(profile, path, error);
}

static gboolean
read_profile(Profile *profile, const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(GKeyFile) file = ini_read(path, text, length, error);
	g_auto(GStrv) groups = NULL;

	if (!file)
		return FALSE;
	groups = g_key_file_get_groups(file, NULL);
	for (guint i = 0; groups[i]; i++)
		if (!read_section(profile, file, path, text, groups[i], error))
			return FALSE;
	return is_complete(profile, path, error);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of our own profiles, with commas between; the caller owns it. */
static char *
list_profiles(GError **error)
{
	g_autofree char *folder = save_find_shared("profiles", error);
	g_autoptr(GDir) dir = folder ? g_dir_open(folder, 0, error) : NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	if (!dir)
		return NULL;
	for (const char *entry; (entry = g_dir_read_name(dir));)
		if (g_str_has_suffix(entry, ".ini"))
			g_ptr_array_add(names, g_strndup(entry, strlen(entry) - 4));
	g_ptr_array_sort(names, compare_names);
	g_ptr_array_add(names, NULL);
	return g_strjoinv(", ", (char **)names->pdata);
}

/* Where the profile called text is; the caller owns it. */
static char *
find_profile(const char *text, GError **error)
{
	g_autofree char *name = g_strdup_printf("profiles/%s.ini", text);
	g_autofree char *list = NULL;
	char *path;

	if (strchr(text, '/') || g_str_has_suffix(text, ".ini"))
		return g_strdup(text);
	path = save_find_shared(name, NULL);
	list = path ? NULL : list_profiles(error);
	if (list)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown profile '%s'; there are: %s", text, list);
	return path;
}

Profile *
profile_load(const char *text, GError **error)
{
	g_autofree char *path = find_profile(text, error);
	g_autofree char *content = NULL;
	g_autoptr(Profile) profile = NULL;
	gsize length;

	content = path ? input_load(path, LARGEST, &length, error) : NULL;
	if (!content)
		return NULL;
	profile = g_new0(Profile, 1);
	profile->name = g_strdup(text);
	profile->delimiter = ',';
	profile->quote = '"';
	profile->head = HEAD_ROW;
	profile->form = "csv";
	profile->protocols = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!read_profile(profile, path, content, length, error))
		return NULL;
	if (!profile->time_format)
		profile->time_format = g_strdup("iso8601");
	return g_steal_pointer(&profile);
}

void
profile_free(Profile *profile)
{
	if (!profile)
		return;
	for (Field field = 0; field < FIELDS; field++)
		g_free(profile->columns[field]);
	g_free(profile->name);
	g_free(profile->title);
	g_free(profile->only);
	g_strfreev(profile->empty);
	g_free(profile->time_format);
	g_clear_pointer(&profile->zone, g_time_zone_unref);
	g_hash_table_unref(profile->protocols);
	g_free(profile->sensor);
	g_free(profile);
}
