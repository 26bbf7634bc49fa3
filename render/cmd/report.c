/*
 * report.c: the main job, both stages: observations -> model -> finished files.
 */
#include "basis.h"
#include "check.h"
#include "look.h"
#include "verb.h"
#include "verbs.h"

/* The frozen table is what is printed; that the store now says otherwise is told, a line each. */
static void
tell_conflicts(const Model *model)
{
	for (guint i = 0; i < model->conflicts->len; i++) {
		const ModelConflict *conflict = model->conflicts->pdata[i];

		g_printerr("teiten: rank of %s %s in the quarter before: %" G_GINT64_FORMAT
			   " as published, %" G_GINT64_FORMAT " by the store\n",
		    conflict->table, conflict->item, conflict->frozen, conflict->stored);
	}
}

/* What the editor has left open is told likewise; how many there are, -1 and error on failure. */
static gint
tell_open(const Look *look, const Model *model, GError **error)
{
	g_autoptr(GPtrArray) open = check_decisions(look->edition, model, error);

	for (guint i = 0; open && i < open->len; i++)
		g_printerr("teiten: %s\n", (char *)open->pdata[i]);
	return open ? (gint)open->len : -1;
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
	if (!model || !look_render(&look, model, &error))
		return verb_fail(error);
	tell_conflicts(model);
	if ((open = tell_open(&look, model, &error)) < 0)
		return verb_fail(error);
	return strict && (model->conflicts->len > 0 || open > 0);
}
