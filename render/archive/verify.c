/*
 * verify.c: what an archive says, held against itself.
 * Its bytes are whole already (archive_read); here its parts must agree.
 */
#include <string.h>
#include "inner.h"

/* Where two texts part: number of the line, and the lines. */
static void
say_lines(GPtrArray *findings, const char *name, GBytes *found, const char *want)
{
	g_autofree char *text = g_strndup(g_bytes_get_data(found, NULL), g_bytes_get_size(found));
	g_auto(GStrv) a = g_strsplit(text, "\n", -1);
	g_auto(GStrv) b = g_strsplit(want, "\n", -1);
	guint i = 0;

	while (a[i] && b[i] && g_str_equal(a[i], b[i]))
		i++;
	findings_add(findings, "%s:%u: is '%s', the model says '%s'", name, i + 1, a[i] ? a[i] : "", b[i] ? b[i] : "");
}

static void
verify_data(const Archive *archive, const Model *model, GPtrArray *findings)
{
	for (const char *const *name = model_data_names; *name; name++) {
		g_autofree char *place = g_strconcat("data/", *name, NULL), *want = model_data(model, *name);
		GBytes *found = archive_get(archive, place);

		if (!want)
			continue;
		if (!found)
			findings_add(findings, "%s is not there", place);
		else if (g_bytes_get_size(found) != strlen(want) ||
			 memcmp(g_bytes_get_data(found, NULL), want, strlen(want)) != 0)
			say_lines(findings, place, found, want);
	}
}

/* Series are of a template's figures, so they are held against those that are made again. */
static void
verify_series(const Archive *archive, const Archive *made, GPtrArray *findings)
{
	static const char name[] = "data/series.csv";
	GBytes *found = archive_get(archive, name), *want = archive_get(made, name);
	g_autofree char *text = want ? g_strndup(g_bytes_get_data(want, NULL), g_bytes_get_size(want)) : NULL;

	if (!found || !want)
		findings_add(findings, "%s is not there", name);
	else if (!g_bytes_equal(found, want))
		say_lines(findings, name, found, text);
}

/* The quarter and the languages that about.ini names are those of the model and of the PDFs. */
static void
verify_about(const Archive *archive, const Model *model, GPtrArray *findings)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(About) about = about_read(archive, &error);

	if (!about) {
		findings_add(findings, "%s", error->message);
		return;
	}
	if (!g_str_equal(about->quarter, model->now.quarter.name))
		findings_add(
		    findings, ABOUT_NAME ": is of %s, the model is of %s", about->quarter, model->now.quarter.name);
	for (char **lang = about->langs; *lang; lang++) {
		g_autofree char *name = g_strdup_printf("report/report-%s.%s.pdf", about->quarter, *lang);
		if (!archive_get(archive, name))
			findings_add(findings, "%s is not there", name);
	}
}

/* --- PDFs -------------------------------------------------------------------------------- */

/* From the first letter in which a page's text differs. */
static void
say_page(GPtrArray *findings, const char *name, guint page, const char *printed, const char *want)
{
	gsize place = 0, from;
	g_autofree char *a = NULL, *b = NULL;

	while (printed[place] && printed[place] == want[place])
		place++;
	for (from = place; from > 0 && (place - from < 12 || ((guchar)printed[from] & 0xc0) == 0x80);)
		from--;
	a = g_utf8_substring(printed + from, 0, MIN(g_utf8_strlen(printed + from, -1), 40));
	b = g_utf8_substring(want + from, 0, MIN(g_utf8_strlen(want + from, -1), 40));
	findings_add(findings, "%s: page %u prints '%s', model and template give '%s'", name, page, a, b);
}

static void
verify_text(const Pdf *pdf, GBytes *trace, const char *name, GPtrArray *findings)
{
	g_autoptr(GPtrArray) want = trace_pages(trace);

	if (want->len != pdf->pages->len)
		findings_add(
		    findings, "%s: has %u pages, model and template give %u", name, pdf->pages->len, want->len);
	for (guint i = 0; i < MIN(want->len, pdf->pages->len); i++) {
		g_autofree char *printed = drop_spaces(g_strdup(pdf->pages->pdata[i]));
		if (!g_str_equal(printed, want->pdata[i]))
			say_page(findings, name, i + 1, printed, want->pdata[i]);
	}
}

/* The data that the PDF carries with it are the archive's. */
static void
verify_files(const Archive *archive, const Pdf *pdf, const char *name, GPtrArray *findings)
{
	for (guint i = 0; i < pdf->files->len; i++) {
		const PdfFile *file = &g_array_index(pdf->files, PdfFile, i);
		g_autofree char *below = g_strconcat("data/", file->name, NULL);
		GBytes *want = archive_get(archive, below);

		want = want ? want : archive_get(archive, file->name);
		if (want && !g_bytes_equal(want, file->bytes))
			findings_add(findings, "%s: the attached %s is not that of the archive", name, file->name);
	}
}

static void
verify_report(const Archive *archive, const Archive *made, const Model *model, const char *name, GPtrArray *findings)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pdf) pdf = pdf_read(archive_get(archive, name), &error);
	const char *base = name + strlen("report/");
	g_autofree char *stem = g_strndup(base, strlen(base) - strlen(".pdf"));
	g_autofree char *trace = g_strconcat(stem, ".trace", NULL);

	if (!pdf) {
		findings_add(findings, "%s: %s", base, error->message);
		return;
	}
	verify_tables(pdf, model, base, findings);
	verify_files(archive, pdf, base, findings);
	if (made && archive_get(made, trace))
		verify_text(pdf, archive_get(made, trace), base, findings);
	else if (made)
		findings_add(findings, "%s: model and template do not give it", base);
}

static void
verify_reports(const Archive *archive, const Model *model, GPtrArray *findings)
{
	static const char *const formats[] = { "trace", NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) made = remake(archive, formats, NULL, &error);
	g_autofree const char **names = archive_names(archive, "report/");

	if (!made)
		findings_add(findings, "its text cannot be made again: %s", error->message);
	else
		verify_series(archive, made, findings);
	if (!*names)
		findings_add(findings, "it holds no report");
	for (const char **name = names; *name; name++)
		if (g_str_has_suffix(*name, ".pdf"))
			verify_report(archive, made, model, *name, findings);
}

/* --- the quarter before -------------------------------------------------------------------- */

static void
verify_chain_row(const ModelTable *before, const ModelRow *row, GPtrArray *findings)
{
	const ModelRow *then = model_table_row(before, row->key);
	gint64 rank = then ? then->rank : 0;

	if (row->previous_rank > 0 && row->previous_rank != rank)
		findings_add(findings,
		    "%s %s: previous rank is %" G_GINT64_FORMAT ", the archive before ranks it %" G_GINT64_FORMAT,
		    before->name, row->key, row->previous_rank, rank);
	else if (row->previous_rank > 0 && row->previous_packets != then->packets)
		findings_add(findings,
		    "%s %s: previous packets are %" G_GINT64_FORMAT ", the archive before has %" G_GINT64_FORMAT,
		    before->name, row->key, row->previous_packets, then->packets);
}

static void
verify_chain(const Model *model, const Archive *previous, GPtrArray *findings)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) before = archive_model(previous, &error);

	if (!before) {
		findings_add(findings, "the archive before: %s", error->message);
		return;
	}
	if (before->now.quarter.end != model->now.quarter.start) {
		findings_add(findings, "the archive before is of %s, which does not end where %s begins",
		    before->now.quarter.name, model->now.quarter.name);
		return;
	}
	for (guint i = 0; i < model->tables->len; i++) {
		const ModelTable *table = model->tables->pdata[i], *then = model_table(before, table->name);
		for (guint k = 0; then && k < table->rows->len; k++)
			verify_chain_row(then, table->rows->pdata[k], findings);
	}
}

GPtrArray *
archive_verify(const Archive *archive, const Archive *previous, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Model) model = archive_model(archive, error);

	if (!model)
		return NULL;
	verify_about(archive, model, findings);
	verify_data(archive, model, findings);
	verify_reports(archive, model, findings);
	if (previous)
		verify_chain(model, previous, findings);
	return g_steal_pointer(&findings);
}
