/*
 * remake.c: an archive unpacked into a folder of its own, rendered, and the folder removed.
 * Names were found safe when the archive was read; nothing is written outside the two folders.
 */
#include <string.h>
#include <glib/gstdio.h>
#include "error.h"
#include "inner.h"
#include "save.h"

/* Removes a folder of ours with what is in it; follows no link. */
static void
remove_folder(const char *path)
{
	GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *entry;

	while (dir && (entry = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, entry, NULL);
		if (g_unlink(below) != 0)
			remove_folder(below);
	}
	g_clear_pointer(&dir, g_dir_close);
	g_rmdir(path);
}

static gboolean
unpack(const Archive *archive, const char *prefix, const char *folder, GError **error)
{
	g_autofree const char **names = archive_names(archive, prefix);

	for (const char **name = names; *name; name++) {
		g_autofree char *path = g_build_filename(folder, *name, NULL);
		g_autofree char *parent = g_path_get_dirname(path);
		gsize length;
		const char *data = g_bytes_get_data(archive_get(archive, *name), &length);

		if (!save_make_folder(parent, error) || !g_file_set_contents(path, data, (gssize)length, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
unpack_all(const Archive *archive, const char *folder, GError **error)
{
	static const char *const parts[] = { "template/", "edition/", "locale/", "fonts/", "theme.ini" };

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		if (!unpack(archive, parts[i], folder, error))
			return FALSE;
	return TRUE;
}

/* The folder or file where there is one, else NULL. */
static char *
below(const char *folder, const char *name)
{
	char *path = g_build_filename(folder, name, NULL);

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		g_clear_pointer(&path, g_free);
	return path;
}

static gboolean
make_report(const Archive *archive, const About *about, const char *const *formats, const char *from, const char *to,
    GError **error)
{
	g_autoptr(Model) model = archive_model(archive, error);
	g_autofree char *template = below(from, "template"), *edition = below(from, "edition");
	g_autofree char *theme = below(from, "theme.ini"), *locale = below(from, "locale"),
			*fonts = below(from, "fonts");
	const RenderOptions options = { .template = template,
		.edition = edition,
		.theme = theme,
		.locale = locale,
		.fonts = fonts,
		.langs = (const char *const *)about->langs,
		.formats = formats,
		.date = about->date };

	if (!template || !locale || !fonts) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "the archive lacks its template, catalogues or fonts, so nothing can be made from it");
		return FALSE;
	}
	return model && render_make(model, &options, to, error);
}

Archive *
remake(const Archive *archive, const char *const *formats, const char *folder, GError **error)
{
	g_autoptr(About) about = about_read(archive, error);
	g_autoptr(Archive) made = archive_new();
	g_autofree char *own = about ? g_dir_make_tmp("teiten-XXXXXX", error) : NULL;
	g_autofree char *from = own ? g_build_filename(own, "from", NULL) : NULL;
	g_autofree char *to = own ? (folder ? g_strdup(folder) : g_build_filename(own, "to", NULL)) : NULL;
	gboolean ok;

	if (!own)
		return NULL;
	ok = unpack_all(archive, from, error) && make_report(archive, about, formats, from, to, error) &&
	     archive_put_folder(made, "", to, error);
	remove_folder(own);
	return ok ? g_steal_pointer(&made) : NULL;
}
