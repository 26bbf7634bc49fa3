/*
 * render.c: the corridor.  model + template + theme + language -> document -> pages -> backend -> finish -> files.
 */
#include <string.h>
#include "backend.h"
#include "error.h"
#include "finish.h"
#include "layout.h"
#include "output.h"
#include "render.h"
#include "save.h"

/* One run: what the steps have made so far. */
typedef struct {
	const Model *model;
	const RenderOptions *options;
	Fonts *fonts;
	Theme *theme;
	char *template;
	GPtrArray *langs; /* of Lang */
	GPtrArray *docs;  /* of Doc, one a language */
	GArray *outputs;  /* of Output */
	GArray *data;     /* of FinishFile: the data, for every PDF; name and bytes are borrowed from outputs */
} Run;

static Run *
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

static void
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

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* --- template, theme, fonts -------------------------------------------------------------- */

static gboolean
open_look(Run *run, GError **error)
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

static gboolean
make_docs(Run *run, GError **error)
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

static gboolean
make_data(Run *run, GError **error)
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

/* --- pages ------------------------------------------------------------------------------- */

/* The drawn PDF with its structure, and the data in it. */
static GBytes *
finish(const Run *run, guint language, GBytes *drawn, const Pages *pages, GError **error)
{
	g_autofree FinishFile *files = g_memdup2(run->data->data, run->data->len * sizeof(FinishFile));
	g_autoptr(GPtrArray) titles = g_ptr_array_new();
	FinishOptions options = { .files = files, .n_files = run->data->len, .creator = "teiten " TEITEN_VERSION };

	for (gsize i = 0; i < options.n_files; i++) {
		g_autofree char *key = g_strconcat("data.", files[i].name, NULL);

		files[i].description = lang_words(run->langs->pdata[language], key, error);
		if (!files[i].description)
			return NULL;
	}
	for (guint i = 0; i < run->docs->len; i++) {
		const Doc *doc = run->docs->pdata[i];

		if (i == language)
			continue;
		g_ptr_array_add(titles, doc->lang);
		g_ptr_array_add(titles, doc->title);
	}
	g_ptr_array_add(titles, NULL);
	options.titles = (const char *const *)titles->pdata;
	return finish_pdf(drawn, pages, &options, error);
}

/* Pages of one language by one backend: "report-2015Q3.ja.pdf", or a file a page. */
static gboolean
make_files(Run *run, guint language, const Backend *backend, const Pages *pages, GError **error)
{
	guint n = backend->a_file_a_page ? pages->pages->len : 1;

	for (guint i = 0; i < n; i++) {
		g_autofree char *page = backend->a_file_a_page ? g_strdup_printf("-%u", i + 1) : g_strdup("");
		GBytes *bytes = backend->make(pages, i, error);

		if (bytes && g_str_equal(backend->name, "pdf")) {
			g_autoptr(GBytes) drawn = bytes;
			bytes = finish(run, language, drawn, pages, error);
		}
		if (!bytes)
			return FALSE;
		outputs_add(run->outputs,
		    g_strdup_printf(
			"report-%s.%s%s.%s", run->model->now.quarter.name, pages->lang, page, backend->extension),
		    bytes);
	}
	return TRUE;
}

static gboolean
make_pages(Run *run, gint64 date, GError **error)
{
	for (guint i = 0; i < run->docs->len; i++) {
		g_autoptr(Pages) pages =
		    layout_pages(run->docs->pdata[i], run->langs->pdata[i], run->theme, run->fonts, date, error);

		for (const char *const *name = run->options->formats; pages && *name; name++) {
			const Backend *backend = backend_find(*name);

			if (!backend) {
				g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown format '%s'", *name);
				return FALSE;
			}
			if (!make_files(run, i, backend, pages, error))
				return FALSE;
		}
		if (!pages)
			return FALSE;
	}
	return TRUE;
}

/* --- the corridor ------------------------------------------------------------------------ */

/* The date that is asked for, that of the environment (reproducible-builds.org), or the end of the quarter. */
static gboolean
choose_date(const Run *run, gint64 *date, GError **error)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	guint64 seconds;

	*date = run->options->date != G_MININT64 ? run->options->date : run->model->now.quarter.end;
	if (run->options->date != G_MININT64 || !epoch)
		return TRUE;
	if (!g_ascii_string_to_unsigned(epoch, 10, 0, G_MAXINT32 * G_GINT64_CONSTANT(32), &seconds, error)) {
		g_prefix_error(error, "SOURCE_DATE_EPOCH: ");
		return FALSE;
	}
	*date = (gint64)seconds;
	return TRUE;
}

gboolean
render_make(const Model *model, const RenderOptions *options, const char *folder, GError **error)
{
	g_autoptr(Run) run = run_new(model, options);
	gint64 date;

	return choose_date(run, &date, error) && open_look(run, error) && make_docs(run, error) &&
	       make_data(run, error) && make_pages(run, date, error) && outputs_save(run->outputs, folder, error);
}
