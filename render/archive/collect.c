/*
 * collect.c: a published folder and what it was made from, into an archive that can make it again.
 */
#include <string.h>
#include "error.h"
#include "inner.h"
#include "save.h"

static gboolean
put_file(Archive *archive, const char *name, const char *folder, const char *file, GError **error)
{
	g_autofree char *path = g_build_filename(folder, file, NULL), *text = NULL;
	g_autoptr(GBytes) bytes = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, error))
		return FALSE;
	bytes = g_bytes_new_take(g_steal_pointer(&text), length);
	archive_put(archive, name, bytes);
	return TRUE;
}

/* A folder that was given, or our own of that name. */
static gboolean
put_source(Archive *archive, const char *prefix, const char *given, const char *own, GError **error)
{
	g_autofree char *folder = given ? g_strdup(given) : save_find_shared(own, error);

	return folder && archive_put_folder(archive, prefix, folder, error);
}

/* Puts in report-QUARTER.LANG.pdf of every language; langs gets the languages, date what the PDFs say. */
static gboolean
put_reports(Archive *archive, const char *quarter, const char *folder, GPtrArray *langs, gint64 *date, GError **error)
{
	g_autofree char *prefix = g_strdup_printf("report-%s.", quarter);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *entry;

	while (dir && (entry = g_dir_read_name(dir))) {
		g_autofree char *name = g_strconcat("report/", entry, NULL);
		g_autoptr(Pdf) pdf = NULL;
		gsize length = strlen(entry);

		if (!g_str_has_prefix(entry, prefix) || !g_str_has_suffix(entry, ".pdf"))
			continue;
		if (!put_file(archive, name, folder, entry, error) ||
		    !(pdf = pdf_read(archive_get(archive, name), error))) {
			g_prefix_error(error, "%s: ", entry);
			return FALSE;
		}
		*date = pdf->date;
		g_ptr_array_add(langs, g_strndup(entry + strlen(prefix), length - strlen(prefix) - strlen(".pdf")));
	}
	if (dir && langs->len == 0)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' holds no %sLANG.pdf", folder, prefix);
	return langs->len > 0;
}

static int
compare_langs(gconstpointer a, gconstpointer b)
{
	return -strcmp(*(char *const *)a, *(char *const *)b); /* ja, en: the order of a run does not change its files */
}

static gboolean
put_about(Archive *archive, const char *quarter, GPtrArray *langs, gint64 date)
{
	g_autofree char *text = NULL;
	g_autoptr(GBytes) bytes = NULL;

	g_ptr_array_sort(langs, compare_langs);
	g_ptr_array_add(langs, NULL);
	text = about_write(quarter, (const char *const *)langs->pdata, date);
	bytes = g_bytes_new(text, strlen(text));
	archive_put(archive, ABOUT_NAME, bytes);
	return TRUE;
}

static gboolean
put_sources(Archive *archive, const ArchiveSources *sources, GError **error)
{
	const RenderOptions *render = &sources->render;
	g_autofree char *data = g_build_filename(sources->report, "data", NULL);

	return put_file(archive, "model.json", sources->report, "model.json", error) &&
	       archive_put_folder(archive, "data/", data, error) &&
	       put_source(archive, "template/", render->template, "templates/quarterly", error) &&
	       (!render->edition || archive_put_folder(archive, "edition/", render->edition, error)) &&
	       (!render->theme || put_file(archive, "theme.ini", "", render->theme, error)) &&
	       (!sources->services || put_file(archive, "services.csv", "", sources->services, error)) &&
	       put_source(archive, "locale/", render->locale, "locale", error) &&
	       put_source(archive, "fonts/", render->fonts, "fonts", error);
}

static gboolean
check_quarter(const Archive *archive, const char *quarter, GError **error)
{
	g_autoptr(Model) model = archive_model(archive, error);

	if (!model || g_str_equal(model->now.quarter.name, quarter))
		return model != NULL;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "model.json is of %s, not of %s", model->now.quarter.name,
	    quarter);
	return FALSE;
}

/* Traces go in beside the PDFs: they tell later on which pages a newer program's layout differs. */
static gboolean
put_traces(Archive *archive, gboolean as_is, GError **error)
{
	static const char *const formats[] = { "pdf", "trace", NULL };
	g_autoptr(Archive) made = remake(archive, formats, NULL, error);
	g_autofree const char **names = made ? archive_names(made, "report-") : NULL;

	for (const char **name = names; name && *name; name++) {
		g_autofree char *place =
		    g_strconcat(g_str_has_suffix(*name, ".pdf") ? "report/" : "trace/", *name, NULL);
		GBytes *bytes = archive_get(made, *name);

		if (g_str_has_suffix(*name, ".trace"))
			archive_put(archive, place, bytes);
		else if (!as_is && !g_bytes_equal(bytes, archive_get(archive, place))) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    "'%s' is not what this program makes of the model with this template and edition; give "
			    "those that "
			    "it was made with, or --as-is",
			    *name);
			return FALSE;
		}
	}
	return made != NULL;
}

Archive *
archive_collect(const char *quarter, const ArchiveSources *sources, gboolean as_is, GError **error)
{
	g_autoptr(Archive) archive = archive_new();
	g_autoptr(GPtrArray) langs = g_ptr_array_new_with_free_func(g_free);
	gint64 date = G_MININT64;

	if (!put_sources(archive, sources, error) || !check_quarter(archive, quarter, error) ||
	    !put_reports(archive, quarter, sources->report, langs, &date, error) ||
	    !put_about(archive, quarter, langs, date) || !put_traces(archive, as_is, error))
		return NULL;
	return g_steal_pointer(&archive);
}
