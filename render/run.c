/*
 * run.c: the steps up to the data.  Each takes what the ones before it made; the first failure ends the run.
 */
#include <string.h>
#include "error.h"
#include "run.h"
#include "save.h"

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
	return run;
}

void
run_free(Run *run)
{
	g_array_unref(run->data);
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

static void
add_data(Run *run, const char *name, char *text)
{
	GBytes *bytes = g_bytes_new_take(text, strlen(text));
	FinishFile file = { .name = name, .mime = "text/csv", .relation = "Data", .bytes = bytes };

	outputs_add(run->outputs, g_strconcat("data/", name, NULL), bytes);
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

	outputs_add(run->outputs, g_strdup("model.json"), g_bytes_new_take(model, strlen(model)));
	if (!series)
		return FALSE;
	add_data(run, "series.csv", series);
	for (const char *const *name = model_data_names; *name; name++)
		add_data(run, *name, model_data(run->model, *name));
	g_array_sort(run->data, compare_files);
	return TRUE;
}
