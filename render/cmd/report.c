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
	g_auto(Look) look = { 0 };
	const GOptionEntry options[] = {
		BASIS_OPTIONS(basis),
		BASIS_NO_SOURCES(basis),
		LOOK_OPTIONS(look),
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = NULL;
	gint open;

	if (!verb_parse(options, "QUARTER", 1, 1, &argc, &argv, &error) || !look_check(&look, &error))
		return verb_fail(error);
	model = basis_model(&basis, look.edition, argv[1], &error);
	if (!model || !look_render(&look, model, &error) || !write_draft(&look, model, &error))
		return verb_fail(error);
	tell_conflicts(model);
	if ((open = look_open(&look, model, &error)) < 0)
		return verb_fail(error);
	return look.strict && (model->conflicts->len > 0 || open > 0);
}
