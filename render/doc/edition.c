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
		if (g_str_equal(*key, "class") || g_str_equal(*key, "without"))
			continue; /* edition_classes reads them */
		if (!g_str_equal(*key, "date")) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown key '%s' in [edition]", *key);
			return FALSE;
		}
		if (!read_date(edition, value, zone, error))
			return FALSE;
	}
	return TRUE;
}

static void
take_classes(GKeyFile *file, char **class, char **without)
{
	*class = g_key_file_get_string(file, "edition", "class", NULL);
	*without = g_key_file_get_string(file, "edition", "without", NULL);
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
	take_classes(file, &edition->class, &edition->without);
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
	g_free(edition->class);
	g_free(edition->without);
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

/* --- classes ----------------------------------------------------------------------------- */

gboolean
edition_classes(const char *folder, char **class, char **without, GError **error)
{
	g_autofree char *path = folder ? g_build_filename(folder, "edition.ini", NULL) : NULL;
	g_autoptr(GKeyFile) file = NULL;

	*class = *without = NULL;
	if (!folder)
		return TRUE;
	if (!(file = ini_open(path, error)))
		return FALSE;
	take_classes(file, class, without);
	return TRUE;
}

/* Whether a name stands in a list with commas between. */
static gboolean
is_listed(const char *list, const char *name)
{
	g_auto(GStrv) names = g_strsplit(list, ",", -1);

	for (char **each = names; *each; each++)
		if (g_str_equal(g_strstrip(*each), name))
			return TRUE;
	return FALSE;
}

gboolean
edition_agrees(const Edition *edition, const Model *model, GError **error)
{
	const char *list = edition->class ? edition->class : edition->without;
	g_autoptr(GString) counted = g_string_new(NULL);
	gboolean agrees = model->classes->len > 0;

	for (guint i = 0; list && i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		agrees &= is_listed(list, class->name) == (class->counted == (edition->class != NULL));
		if (class->counted)
			g_string_append_printf(counted, "%s%s", counted->len > 0 ? ", " : "", class->name);
	}
	if (!list || agrees)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    edition->class ? "edition '%s' is of the classes '%s', but the model counts %s"
			   : "edition '%s' is without the classes '%s', but the model counts %s",
	    edition->folder, list, counted->len > 0 ? counted->str : "all classes");
	return FALSE;
}
