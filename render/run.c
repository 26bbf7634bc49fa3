/*
 * run.c: the steps up to the data.  Each takes what the ones before it made; the first failure ends the run.
 */
#include <string.h>
#include "error.h"
#include "run.h"
#include "save.h"

static void
clear_file(gpointer data)
{
	g_bytes_unref(((FinishFile *)data)->deflated);
}

Run *
run_new(const Model *model, const RenderOptions *options)
{
	Run *run = g_new0(Run, 1);

	run->model = model;
	run->options = options;
	run->langs = g_ptr_array_new_with_free_func((GDestroyNotify)lang_free);
	run->docs = g_ptr_array_new_with_free_func((GDestroyNotify)doc_free);
	run->outputs = outputs_new();
	run->data = g_array_new(FALSE, FALSE, sizeof(FinishFile));
	g_array_set_clear_func(run->data, clear_file);
	return run;
}

void
run_free(Run *run)
{
	g_array_unref(run->data);
	g_clear_pointer(&run->manifest, g_bytes_unref);
	g_array_unref(run->outputs);
	g_ptr_array_unref(run->docs);
	g_ptr_array_unref(run->langs);
	g_clear_pointer(&run->theme, theme_free);
	g_clear_pointer(&run->fonts, fonts_free);
	g_free(run->template);
	g_free(run);
}

/* --- template, theme, fonts -------------------------------------------------------------- */

gboolean
run_open(Run *run, GError **error)
{
	const RenderOptions *options = run->options;
	g_autofree char *own = NULL;

	run->template =
	    options->template ? g_strdup(options->template) : save_find_shared("templates/quarterly", error);
	if (!run->template)
		return FALSE;
	own = g_build_filename(run->template, "theme.ini", NULL);
	run->theme = theme_load(options->theme                         ? options->theme
				: g_file_test(own, G_FILE_TEST_EXISTS) ? own
								       : NULL,
	    error);
	run->fonts = run->theme ? fonts_open(options->fonts, error) : NULL;
	return run->fonts != NULL;
}

/* --- documents --------------------------------------------------------------------------- */

gboolean
run_make_docs(Run *run, GError **error)
{
	for (const char *const *name = run->options->langs; *name; name++) {
		Lang *lang = lang_open(*name, run->options->locale, error);
		Doc *doc;

		if (!lang)
			return FALSE;
		g_ptr_array_add(run->langs, lang);
		doc = doc_make(run->template, run->options->edition, run->model, lang, error);
		if (!doc)
			return FALSE;
		g_ptr_array_add(run->docs, doc);
	}
	return TRUE;
}

/* --- data -------------------------------------------------------------------------------- */

/* Kept among the outputs, and packed once for the PDFs of all languages. */
static void
add_file(Run *run, const char *name, const char *folder, const char *mime, const char *relation, GBytes *bytes)
{
	FinishFile file = { name, mime, NULL, relation, bytes, finish_deflate(bytes) };

	outputs_add(run->outputs, g_strconcat(folder, name, NULL), bytes);
	g_array_append_val(run->data, file);
}

static void
add_data(Run *run, const char *name, char *text)
{
	add_file(run, name, "data/", "text/csv", "Data", g_bytes_new_take(text, strlen(text)));
}

/* "SHA-256  NAME" a line, as sha256sum -c reads it, of the files in the PDF. */
static void
add_manifest(Run *run)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < run->data->len; i++) {
		const FinishFile *file = &g_array_index(run->data, FinishFile, i);
		g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);

		g_string_append_printf(text, "%s  %s\n", sum, file->name);
	}
	run->manifest = g_string_free_to_bytes(text);
	FinishFile file = { "manifest.sha256", "text/plain", NULL, "Supplement", run->manifest,
		finish_deflate(run->manifest) };
	g_array_append_val(run->data, file);
}

static int
compare_files(gconstpointer a, gconstpointer b)
{
	return strcmp(((const FinishFile *)a)->name, ((const FinishFile *)b)->name);
}

gboolean
run_make_data(Run *run, GError **error)
{
	char *model = model_write(run->model), *series = series_write(run->docs, error);

	add_file(run, "model.json", "", "application/json", "Source", g_bytes_new_take(model, strlen(model)));
	if (!series)
		return FALSE;
	add_data(run, "series.csv", series);
	for (const char *const *name = model_data_names; *name; name++) {
		char *text = model_data(run->model, *name);
		if (text) /* an older model has fewer files */
			add_data(run, *name, text);
	}
	g_array_sort(run->data, compare_files);
	add_manifest(run);
	g_array_sort(run->data, compare_files);
	return TRUE;
}
