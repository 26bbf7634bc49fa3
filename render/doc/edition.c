/*
 * edition.c: the quarter's own folder: edition.ini and the texts of the slots.  Its format is described in
 * teiten-template(7).  Knows nothing of Markdown.
 */
#include <string.h>
#include "decision.h"
#include "error.h"
#include "ini.h"

/* "2015-10-29", a day of the zone; its noon, so that no zone takes it to another day. */
static gboolean
read_date(Edition *edition, const char *text, GTimeZone *zone, GError **error)
{
	g_autofree char *noon = g_strconcat(text, "T12:00:00", NULL);

	if (strlen(text) == strlen("2015-10-29") && zone_parse(noon, zone, &edition->date, NULL))
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "date is a day like 2015-10-29, not '%s'", text);
	return FALSE;
}

static gboolean
read_common(Edition *edition, GKeyFile *file, GTimeZone *zone, GError **error)
{
	g_auto(GStrv) keys = g_key_file_get_keys(file, "edition", NULL, NULL);

	for (char **key = keys; key && *key; key++) {
		g_autofree char *value = g_key_file_get_string(file, "edition", *key, error);

		if (!value)
			return FALSE;
		if (!g_str_equal(*key, "date")) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown key '%s' in [edition]", *key);
			return FALSE;
		}
		if (!read_date(edition, value, zone, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
read_words(Edition *edition, GKeyFile *file, const char *group, GError **error)
{
	g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);

	for (char **key = keys; key && *key; key++) {
		char *value = g_key_file_get_string(file, group, *key, error);

		if (!value)
			return FALSE;
		if (g_str_equal(*key, "author"))
			edition->author = value;
		else
			g_hash_table_insert(edition->words, g_strdup(*key), value);
	}
	return TRUE;
}

Edition *
edition_open(const char *folder, const Lang *lang, GTimeZone *zone, GError **error)
{
	g_autoptr(Edition) edition = g_new0(Edition, 1);
	g_autoptr(GKeyFile) file = NULL;
	g_autofree char *path = NULL;
	GError *inner = NULL;

	edition->date = G_MININT64;
	edition->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (!folder)
		return g_steal_pointer(&edition);
	edition->folder = g_strdup(folder);
	path = g_build_filename(folder, "edition.ini", NULL);
	if (!(file = ini_open(path, error)))
		return NULL;
	if (!read_common(edition, file, zone, error) || !read_words(edition, file, lang_name(lang), error)) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	edition->decisions = decisions_read(folder, lang_name(lang), &inner);
	if (inner) {
		g_propagate_error(error, inner);
		return NULL;
	}
	return g_steal_pointer(&edition);
}

void
edition_free(Edition *edition)
{
	if (!edition)
		return;
	g_hash_table_unref(edition->words);
	g_clear_pointer(&edition->decisions, g_hash_table_unref);
	g_free(edition->author);
	g_free(edition->folder);
	g_free(edition);
}

char *
edition_slot(const Edition *edition, const char *name, const char *lang)
{
	g_autofree char *file = g_strdup_printf("%s.%s.md", name, lang);
	g_autofree char *path = edition->folder ? g_build_filename(edition->folder, file, NULL) : NULL;

	return path && g_file_test(path, G_FILE_TEST_EXISTS) ? g_steal_pointer(&path) : NULL;
}
