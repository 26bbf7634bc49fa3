/*
 * about.c: what an archive says of itself: who made it (quarter, date, program and the libraries it ran with,
 * as an INI file), and the model it holds.
 */
#include <string.h>
#include "digest.h"
#include "error.h"
#include "inner.h"

/* "libcairo.so.2.11600.0" of a line of /proc/self/maps; NULL where it names no library. */
static char *
library_name(const char *line)
{
	const char *path = strchr(line, '/');
	char *name = path ? g_path_get_basename(path) : NULL;

	if (name && (!strstr(name, ".so") || strchr(name, ' ')))
		g_clear_pointer(&name, g_free);
	return name;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names with their full versions: what to look for when a new system gives other bytes. */
static void
put_libraries(GKeyFile *file)
{
	g_autofree char *maps = NULL;
	g_auto(GStrv) lines = NULL;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	if (!g_file_get_contents("/proc/self/maps", &maps, NULL, NULL))
		return;
	lines = g_strsplit(maps, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *name = library_name(*line);
		if (name && !g_hash_table_contains(seen, name)) {
			g_hash_table_add(seen, name);
			g_ptr_array_add(names, name);
		} else {
			g_free(name);
		}
	}
	g_ptr_array_sort(names, compare_names);
	if (names->len > 0)
		g_key_file_set_string_list(file, "program", "libraries", (const char *const *)names->pdata, names->len);
}

static void
put_program(GKeyFile *file)
{
	g_autofree char *bytes = NULL;
	gsize length;

	g_key_file_set_string(file, "program", "version", "teiten " TEITEN_VERSION);
	g_key_file_set_string(file, "program", "compiler", __VERSION__);
	if (g_file_get_contents("/proc/self/exe", &bytes, &length, NULL)) {
		g_autoptr(Digest) digest = digest_new();
		guint8 sum[DIGEST_SIZE];
		g_autofree char *text = NULL;

		digest_add(digest, bytes, length);
		digest_end(digest, sum);
		text = digest_text(sum);
		g_key_file_set_string(file, "program", "sha256", text);
	}
	put_libraries(file);
}

char *
about_write(const char *quarter, const char *const *langs, gint64 date)
{
	g_autoptr(GKeyFile) file = g_key_file_new();

	g_key_file_set_string(file, "report", "quarter", quarter);
	g_key_file_set_string_list(file, "report", "langs", langs, g_strv_length((char **)langs));
	g_key_file_set_int64(file, "report", "date", date);
	put_program(file);
	return g_key_file_to_data(file, NULL, NULL);
}

About *
about_read(const Archive *archive, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(About) about = g_new0(About, 1);
	GBytes *bytes = archive_get(archive, ABOUT_NAME);
	GError *inner = NULL;

	if (!bytes) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "it has no " ABOUT_NAME);
		return NULL;
	}
	if (!g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, error) ||
	    !(about->quarter = g_key_file_get_string(file, "report", "quarter", error)) ||
	    !(about->langs = g_key_file_get_string_list(file, "report", "langs", NULL, error))) {
		g_prefix_error(error, ABOUT_NAME ": ");
		return NULL;
	}
	about->date = g_key_file_get_int64(file, "report", "date", &inner);
	if (inner) {
		g_propagate_prefixed_error(error, inner, ABOUT_NAME ": ");
		return NULL;
	}
	return g_steal_pointer(&about);
}

void
about_free(About *about)
{
	if (!about)
		return;
	g_free(about->quarter);
	g_strfreev(about->langs);
	g_free(about);
}

Model *
archive_model(const Archive *archive, GError **error)
{
	GBytes *bytes = archive_get(archive, "model.json");
	gsize length;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	if (!bytes) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "it has no model.json");
		return NULL;
	}
	return model_read(text, length, error);
}
