/*
 * archive.c: entries by name, and the whole as a file.
 * Order of the checks on the way in: seal, container, names, manifest; the first that fails ends it.
 */
#include <string.h>
#include <glib/gstdio.h>
#include "archive.h"
#include "error.h"
#include "manifest.h"
#include "seal.h"
#include "sqlar.h"

enum {
	APPLICATION = 0x7465616e, /* "tean" */
	VERSION = 1,
	FILE_LIMIT = 1 << 30, /* [B] of an archive */
	DEPTH_LIMIT = 8,      /* of folders put in */
};

struct Archive {
	GPtrArray *entries; /* of SqlarEntry, by name */
};

Archive *
archive_new(void)
{
	Archive *archive = g_new0(Archive, 1);

	archive->entries = g_ptr_array_new_with_free_func((GDestroyNotify)sqlar_entry_free);
	return archive;
}

void
archive_free(Archive *archive)
{
	if (!archive)
		return;
	g_ptr_array_unref(archive->entries);
	g_free(archive);
}

gboolean
archive_name_is_safe(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);

	if (!*name || !g_utf8_validate(name, -1, NULL))
		return FALSE;
	for (const char *c = name; *c; c++)
		if ((guchar)*c < ' ' || *c == 0x7f || *c == '\\' || *c == ':')
			return FALSE;
	for (char **part = parts; *part; part++)
		if (!**part || g_str_equal(*part, ".") || g_str_equal(*part, ".."))
			return FALSE;
	return TRUE;
}

/* Where name stands among the entries, or would. */
static guint
place_of(const Archive *archive, const char *name, gboolean *there)
{
	guint low = 0, high = archive->entries->len;

	*there = FALSE;
	while (low < high) {
		guint middle = (low + high) / 2;
		const SqlarEntry *entry = g_ptr_array_index(archive->entries, middle);
		int order = strcmp(entry->name, name);

		if (order < 0) {
			low = middle + 1;
		} else {
			high = middle;
			*there = *there || order == 0;
		}
	}
	return low;
}

void
archive_put(Archive *archive, const char *name, GBytes *bytes)
{
	gboolean there;
	guint place = place_of(archive, name, &there);
	SqlarEntry *entry;

	if (there)
		g_ptr_array_remove_index(archive->entries, place);
	entry = g_new0(SqlarEntry, 1);
	entry->name = g_strdup(name);
	entry->bytes = g_bytes_ref(bytes);
	g_ptr_array_insert(archive->entries, (gint)place, entry);
}

GBytes *
archive_get(const Archive *archive, const char *name)
{
	gboolean there;
	guint place = place_of(archive, name, &there);

	return there ? ((SqlarEntry *)g_ptr_array_index(archive->entries, place))->bytes : NULL;
}

const char **
archive_names(const Archive *archive, const char *prefix)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < archive->entries->len; i++) {
		const SqlarEntry *entry = g_ptr_array_index(archive->entries, i);
		if (g_str_has_prefix(entry->name, prefix))
			g_ptr_array_add(names, entry->name);
	}
	g_ptr_array_add(names, NULL);
	return (const char **)g_ptr_array_free(names, FALSE);
}

/* --- folders ------------------------------------------------------------------------------- */

static gboolean put_below(Archive *archive, const char *prefix, const char *folder, int depth, GError **error);

static gboolean
put_path(Archive *archive, const char *name, const char *path, int depth, GError **error)
{
	g_autofree char *below = NULL, *text = NULL;
	g_autoptr(GBytes) bytes = NULL;
	gsize length;

	if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
		below = g_strconcat(name, "/", NULL);
		return put_below(archive, below, path, depth + 1, error);
	}
	if (!archive_name_is_safe(name)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' has a name that no archive can hold", path);
		return FALSE;
	}
	if (!g_file_get_contents(path, &text, &length, error))
		return FALSE;
	bytes = g_bytes_new_take(g_steal_pointer(&text), length);
	archive_put(archive, name, bytes);
	return TRUE;
}

/* Hidden files and editors' copies are not part of a template. */
static gboolean
is_ours(const char *entry)
{
	return entry[0] != '.' && !g_str_has_suffix(entry, "~");
}

static gboolean
put_below(Archive *archive, const char *prefix, const char *folder, int depth, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *entry;

	if (!dir)
		return FALSE;
	if (depth > DEPTH_LIMIT) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' lies too many folders deep", folder);
		return FALSE;
	}
	while ((entry = g_dir_read_name(dir))) {
		g_autofree char *name = g_strconcat(prefix, entry, NULL);
		g_autofree char *path = g_build_filename(folder, entry, NULL);

		if (is_ours(entry) && !put_path(archive, name, path, depth, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
archive_put_folder(Archive *archive, const char *prefix, const char *folder, GError **error)
{
	return put_below(archive, prefix, folder, 0, error);
}

/* --- the file ------------------------------------------------------------------------------ */

static void
append(GPtrArray *entries, const char *name, GBytes *bytes)
{
	SqlarEntry *entry = g_new0(SqlarEntry, 1);

	entry->name = g_strdup(name);
	entry->bytes = g_bytes_ref(bytes);
	g_ptr_array_add(entries, entry);
}

GBytes *
archive_write(const Archive *archive, const char *sign, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)sqlar_entry_free);
	g_autofree char *text = manifest_write(archive->entries);
	g_autoptr(GBytes) manifest = g_bytes_new(text, strlen(text));
	g_autoptr(GBytes) blank = seal_blank();
	g_autoptr(GBytes) file = NULL, signature = NULL;

	if (sign && !(signature = manifest_sign(sign, text, error)))
		return NULL;
	for (guint i = 0; i < archive->entries->len; i++) {
		const SqlarEntry *entry = g_ptr_array_index(archive->entries, i);
		if (manifest_lists(entry->name))
			append(all, entry->name, entry->bytes);
	}
	append(all, MANIFEST_NAME, manifest);
	if (signature)
		append(all, SIGNATURE_NAME, signature);
	append(all, SEAL_NAME, blank); /* last, so that no page of SQLite's is split after it */
	file = sqlar_write(all, APPLICATION, VERSION, error);
	return file ? seal_close(file, error) : NULL;
}

/* Takes the entries over by name; two of one name or an unsafe one is refused. */
static gboolean
take_entries(Archive *archive, const GPtrArray *entries, GError **error)
{
	for (guint i = 0; i < entries->len; i++) {
		const SqlarEntry *entry = g_ptr_array_index(entries, i);
		g_autofree char *shown = g_strescape(entry->name, NULL);

		if (!archive_name_is_safe(entry->name) || archive_get(archive, entry->name)) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "entry '%s' has %s", shown,
			    archive_name_is_safe(entry->name) ? "the name of another one" : "a hostile name");
			return FALSE;
		}
		archive_put(archive, entry->name, entry->bytes);
	}
	return TRUE;
}

Archive *
archive_read(const char *path, GBytes *bytes, GError **error)
{
	g_autoptr(Archive) archive = archive_new();
	g_autoptr(GPtrArray) entries = NULL;

	if (!seal_check(bytes, error) || !(entries = sqlar_read(bytes, APPLICATION, VERSION, error)) ||
	    !take_entries(archive, entries, error) || !manifest_check(archive->entries, error)) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	return g_steal_pointer(&archive);
}

Archive *
archive_open(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GBytes) bytes = NULL;
	GStatBuf there;
	gsize length;

	if (g_stat(path, &there) == 0 && there.st_size > FILE_LIMIT) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: larger than any archive of ours", path);
		return NULL;
	}
	if (!g_file_get_contents(path, &text, &length, error))
		return NULL;
	bytes = g_bytes_new_take(g_steal_pointer(&text), length);
	return archive_read(path, bytes, error);
}
