/*
 * files.c: documents to pages, pages to the files of each format.
 */
#include "backend.h"
#include "error.h"
#include "hint.h"
#include "layout.h"
#include "run.h"

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

/* The bytes of one file; a PDF is finished. */
static GBytes *
make_file(const Run *run, guint language, const Backend *backend, const Pages *pages, guint page, GError **error)
{
	g_autoptr(GBytes) bytes = backend->make(pages, page, error);

	if (bytes && g_str_equal(backend->name, "pdf"))
		return finish(run, language, bytes, pages, error);
	return g_steal_pointer(&bytes);
}

/* Pages by one backend: "report-2015Q3.ja.pdf", or a file a page. */
static gboolean
make_files(Run *run, guint language, const char *name, const Backend *backend, const Pages *pages, GError **error)
{
	g_autofree char *stem = g_strdup_printf("report-%s.%s", run->model->now.quarter.name, name);
	guint n = backend->a_file_a_page ? pages->pages->len : 1;

	for (guint i = 0; i < n; i++) {
		g_autofree char *page = backend->a_file_a_page ? g_strdup_printf("-%u", i + 1) : g_strdup("");
		GBytes *bytes = make_file(run, language, backend, pages, i, error);

		if (!bytes)
			return FALSE;
		outputs_add(run->outputs, g_strdup_printf("%s%s.%s", stem, page, backend->extension), bytes);
	}
	if (backend->a_file_a_page)
		outputs_end(run->outputs, g_steal_pointer(&stem), n + 1, backend->extension);
	return TRUE;
}

gboolean
run_check_formats(const Run *run, GError **error)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();

	for (guint i = 0; backend_nth(i); i++)
		g_ptr_array_add(known, (char *)backend_nth(i)->name);
	g_ptr_array_add(known, NULL);
	for (const char *const *name = run->options->formats; *name; name++) {
		const char *near = hint_nearest(*name, (const char *const *)known->pdata);

		if (backend_find(*name))
			continue;
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown format '%s'%s%s%s", *name,
		    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
		return FALSE;
	}
	return TRUE;
}

static gboolean
make_formats(Run *run, guint language, const char *name, Pages *pages, GError **error)
{
	if (run->options->dpi > 0)
		pages->dpi = run->options->dpi;
	for (const char *const *format = run->options->formats; *format; format++)
		if (!make_files(run, language, name, backend_find(*format), pages, error))
			return FALSE;
	return TRUE;
}

/* One document of both languages: "report-2015Q3.ja-en.pdf". */
static gboolean
make_pair(Run *run, gint64 date, GError **error)
{
	const Doc *left = run->docs->pdata[0], *right = run->docs->len == 2 ? run->docs->pdata[1] : NULL;
	g_autofree char *name = right ? g_strdup_printf("%s-%s", left->lang, right->lang) : NULL;
	g_autoptr(Pages) pages = NULL;

	if (!right) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "the theme sets two languages side by side, --lang names %u", run->docs->len);
		return FALSE;
	}
	pages =
	    layout_pair(left, run->langs->pdata[0], right, run->langs->pdata[1], run->theme, run->fonts, date, error);
	return pages && make_formats(run, 0, name, pages, error);
}

gboolean
run_make_pages(Run *run, gint64 date, GError **error)
{
	if (run->theme->bilingual)
		return make_pair(run, date, error);
	for (guint i = 0; i < run->docs->len; i++) {
		const Doc *doc = run->docs->pdata[i];
		g_autoptr(Pages) pages = layout_pages(doc, run->langs->pdata[i], run->theme, run->fonts, date, error);

		if (!pages || !make_formats(run, i, doc->lang, pages, error))
			return FALSE;
	}
	return TRUE;
}
