/*
 * report.c: the main job, both stages: observations -> model -> finished files.
 */
#include <string.h>
#include "basis.h"
#include "check.h"
#include "langs.h"
#include "look.h"
#include "report.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"

/* The frozen table is what is printed; that the store now says otherwise is told, a line each. */
static void
tell_conflicts(const Model *model)
{
	for (guint i = 0; i < model->conflicts->len; i++) {
		g_autofree char *sentence = report_conflict(model, model->conflicts->pdata[i]);
		g_printerr("teiten: %s\n", sentence);
	}
}

/* An edition in which nobody has decided anything: then all highlights are printed, as the program words them. */
static gboolean
is_undecided(const Look *look, const Model *model)
{
	g_autofree char *path = look->edition ? g_build_filename(look->edition, "highlights.ini", NULL) : NULL;

	return path && model->highlights->len > 0 && !g_file_test(path, G_FILE_TEST_EXISTS);
}

/* What the editor has left open is told likewise; how much that is, -1 and error on failure. */
static gint
tell_open(const Look *look, const Model *model, gboolean strict, GError **error)
{
	g_autoptr(GPtrArray) open = check_decisions(look->edition, model, error);

	for (guint i = 0; open && i < open->len; i++)
		g_printerr("teiten: %s\n", (char *)open->pdata[i]);
	if (!open)
		return -1;
	if (!strict || !is_undecided(look, model))
		return (gint)open->len;
	g_printerr("teiten: there is no highlights.ini in '%s': %u highlights are undecided\n", look->edition,
	    model->highlights->len);
	return (gint)model->highlights->len;
}

/* highlights.md, for the editor, stands beside the report. */
static gboolean
write_draft(const Look *look, const Model *model, GError **error)
{
	g_autofree char *path = g_build_filename(look->folder, "highlights.md", NULL), *text = NULL;
	g_autoptr(GPtrArray) langs = langs_open(look->langs, error);

	return langs && (text = check_draft(look->edition, model, langs, error)) &&
	       save_bytes(path, text, strlen(text), error);
}

int
verb_report(int argc, char **argv)
{
	g_auto(Basis) basis = { 0 };
	gboolean strict = FALSE;
	g_auto(Look) look = { 0 };
	const GOptionEntry options[] = {
		BASIS_OPTIONS(basis),
		{ "strict", 0, 0, G_OPTION_ARG_NONE, &strict,
		    "Exit 1 where published and stored ranks differ, or a highlight is undecided", NULL },
		LOOK_OPTIONS(look),
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = NULL;
	gint open;

	if (!verb_parse(options, "QUARTER", 1, 1, &argc, &argv, &error) || !look_check(&look, &error))
		return verb_fail(error);
	model = basis_model(&basis, argv[1], &error);
	if (!model || !look_render(&look, model, &error) || !write_draft(&look, model, &error))
		return verb_fail(error);
	tell_conflicts(model);
	if ((open = tell_open(&look, model, strict, &error)) < 0)
		return verb_fail(error);
	return strict && (model->conflicts->len > 0 || open > 0);
}
