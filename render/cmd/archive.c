/*
 * archive.c: a published quarter, or one made now, into one file for decades.
 */
#include <glib/gstdio.h>
#include "archive.h"
#include "basis.h"
#include "error.h"
#include "look.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"

typedef struct {
	Basis basis;
	Look look; /* folder: the archive's file */
	char *report, *sign;
	gboolean as_is;
} Words;

static void
words_clear(Words *words)
{
	basis_clear(&words->basis);
	look_clear(&words->look);
	g_free(words->report);
	g_free(words->sign);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

/* Removes what a report is made of: files, and the folder of the data. */
static void
remove_report(const char *folder)
{
	static const char *const below[] = { "data", "." };

	for (gsize i = 0; i < G_N_ELEMENTS(below); i++) {
		g_autofree char *path = g_build_filename(folder, below[i], NULL);
		g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
		const char *entry;

		while (dir && (entry = g_dir_read_name(dir))) {
			g_autofree char *file = g_build_filename(path, entry, NULL);
			g_remove(file);
		}
		g_rmdir(path);
	}
	g_rmdir(folder);
}

/* The report made now, in a folder of its own. */
static char *
make_report(Words *words, const char *quarter, GError **error)
{
	g_autoptr(Model) model = basis_model(&words->basis, words->look.edition, quarter, error);
	g_autofree char *folder = model ? g_dir_make_tmp("teiten-XXXXXX", error) : NULL;
	Look look = words->look;
	gboolean ok;

	if (!folder)
		return NULL;
	look.folder = folder;
	ok = look_render(&look, model, error) && look_open(&look, model, error) >= 0;
	g_strfreev(look.lang_names);
	g_strfreev(look.format_names);
	if (ok)
		return g_steal_pointer(&folder);
	remove_report(folder);
	return NULL;
}

static gboolean
write_archive(const Words *words, const char *quarter, const char *report, GError **error)
{
	const ArchiveSources sources = { .report = report,
		.services = words->basis.services,
		.render = {
		    .template = words->look.template, .edition = words->look.edition, .theme = words->look.theme } };
	g_autoptr(Archive) archive = archive_collect(quarter, &sources, words->as_is, error);
	g_autoptr(GBytes) bytes = archive ? archive_write(archive, words->sign, error) : NULL;
	gsize length;
	const void *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	return bytes && save_bytes(words->look.folder, data, length, error);
}

static gboolean
make_archive(Words *words, const char *quarter, GError **error)
{
	g_autofree char *made = NULL;
	gboolean ok;

	if (!words->look.folder) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the file to write is missing: -o FILE");
		return FALSE;
	}
	if (words->report)
		return write_archive(words, quarter, words->report, error);
	if (!(made = make_report(words, quarter, error)))
		return FALSE;
	ok = write_archive(words, quarter, made, error);
	remove_report(made);
	return ok;
}

int
verb_archive(int argc, char **argv)
{
	g_auto(Words) words = { 0 };
	const GOptionEntry options[] = { BASIS_OPTIONS(words.basis), BASIS_NO_SOURCES(words.basis),
		{ "template", 0, 0, G_OPTION_ARG_FILENAME, &words.look.template, "Template (default: our quarterly)",
		    "DIR" },
		{ "edition", 0, 0, G_OPTION_ARG_FILENAME, &words.look.edition, "The quarter's own text", "DIR" },
		{ "theme", 0, 0, G_OPTION_ARG_FILENAME, &words.look.theme, "Look (default: the template's)", "FILE" },
		{ "lang", 0, 0, G_OPTION_ARG_STRING, &words.look.langs, "Languages to make (default ja,en)", "LIST" },
		{ "date", 0, 0, G_OPTION_ARG_STRING, &words.look.date, "What the files say they were made", "TIME" },
		{ "report", 0, 0, G_OPTION_ARG_FILENAME, &words.report,
		    "Published report to archive (default: made now)", "DIR" },
		{ "as-is", 0, 0, G_OPTION_ARG_NONE, &words.as_is, "Also archive PDFs that we do not make again", NULL },
		{ "sign-cmd", 0, 0, G_OPTION_ARG_FILENAME, &words.sign, "Signs the manifest on its stdin", "COMMAND" },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &words.look.folder, "File to write", "FILE" },
		G_OPTION_ENTRY_NULL };
	g_autoptr(GError) error = NULL;

	if (!verb_parse(options, "QUARTER", 1, 1, &argc, &argv, &error) || !make_archive(&words, argv[1], &error))
		return verb_fail(error);
	return 0;
}
