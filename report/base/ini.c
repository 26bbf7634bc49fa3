/*
 * ini.c: GKeyFile reads; beside it the lines are gone through for what it does not say: what stands twice, and where.
 */
#include <string.h>
#include "error.h"
#include "ini.h"
#include "input.h"

enum { LARGEST = 1 << 20 /* of a file [B] */ };

/* What a line says: a section's name, a key of the section before, or nothing. */
typedef struct {
	char *section, *key; /* owned; key NULL: the section itself */
	guint line;          /* from 1 */
	char **lines;        /* of the whole file */
} Place;

static void
place_clear(Place *place)
{
	g_free(place->section);
	g_free(place->key);
	g_strfreev(place->lines);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

/* To the next section or key. */
static gboolean
place_next(Place *place)
{
	for (const char *line; (line = place->lines[place->line]);) {
		g_autofree char *text = g_strstrip(g_strdup(line));
		char *end = strchr(text, *text == '[' ? ']' : '=');

		place->line++;
		if (!end || *text == '#')
			continue;
		*end = '\0';
		g_clear_pointer(&place->key, g_free);
		if (*text == '[') {
			g_free(place->section);
			place->section = g_strdup(text + 1);
		} else {
			place->key = g_strdup(g_strchomp(text));
		}
		return TRUE;
	}
	return FALSE;
}

guint
ini_line(const char *text, const char *section, const char *key)
{
	g_auto(Place) place = { .lines = g_strsplit(text, "\n", -1) };

	while (place_next(&place))
		if (g_strcmp0(place.section, section) == 0 && g_strcmp0(place.key, key) == 0)
			return place.line;
	return 0;
}

/* A key or section written twice would silently win over the first. */
static gboolean
check_once(const char *path, const char *text, GError **error)
{
	g_auto(Place) place = { .lines = g_strsplit(text, "\n", -1) };
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	while (place_next(&place)) {
		const char *section = place.section ? place.section : "", *key = place.key ? place.key : "";

		if (g_hash_table_add(seen, g_strconcat(section, "\n", key, NULL)))
			continue;
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s:%u: the %s '%s' is there twice", path,
		    place.line, place.key ? "key" : "section", place.key ? key : section);
		return FALSE;
	}
	return TRUE;
}

static gboolean
knows_escapes(const char *value)
{
	for (const char *at = strchr(value, '\\'); at; at = strchr(at + 2, '\\'))
		if (!at[1] || !strchr("sntr\\", at[1]))
			return FALSE;
	return TRUE;
}

/*
 * g_key_file_get_string() gives a text and an error where an escape is unknown, and sets the error again where the value
 * ends in one; so the values are looked through as they stand.
 */
static gboolean
check_values(const char *path, const char *text, GKeyFile *file, GError **error)
{
	g_auto(GStrv) sections = g_key_file_get_groups(file, NULL);

	for (char **section = sections; *section; section++) {
		g_auto(GStrv) keys = g_key_file_get_keys(file, *section, NULL, NULL);

		for (char **key = keys; key && *key; key++) {
			g_autofree char *value = g_key_file_get_value(file, *section, *key, NULL);

			if (!value || knows_escapes(value))
				continue;
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    "%s:%u: '%s' has a \\ that starts no escape; \\\\ stands for the sign itself", path,
			    ini_line(text, *section, *key), *key);
			return FALSE;
		}
	}
	return TRUE;
}

GKeyFile *
ini_read(const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();

	if (strlen(text) != length || !g_utf8_validate(text, -1, NULL)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: it is not UTF-8 text", path);
		return NULL;
	}
	if (!g_key_file_load_from_data(file, text, length, G_KEY_FILE_NONE, error)) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	return check_once(path, text, error) && check_values(path, text, file, error) ? g_steal_pointer(&file) : NULL;
}

GKeyFile *
ini_open(const char *path, GError **error)
{
	gsize length;
	g_autofree char *text = input_load(path, LARGEST, &length, error);

	return text ? ini_read(path, text, length, error) : NULL;
}
