/*
 * report.c: the main job, both stages: observations -> model -> finished files.
 */
#include "look.h"
#include "report.h"
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

static Model *
make_model(const char *store, const char *quarter, ReportOptions *options, const char *previous, const char *services,
    GError **error)
{
	g_autoptr(Source) source = source_open(store ? store : "teiten.db", error);
	g_autoptr(Services) names = source ? services_load(services, error) : NULL;
	g_autoptr(Model) frozen = names && previous ? model_open(previous, error) : NULL;

	if (!names || (previous && !frozen))
		return NULL;
	options->previous = frozen;
	options->services = names;
	return report_make(source, quarter, options, error);
}

int
verb_report(int argc, char **argv)
{
	g_autofree char *store = NULL, *zone = NULL, *previous = NULL, *services = NULL;
	gboolean strict = FALSE;
	g_auto(Look) look = { 0 };
	const GOptionEntry options[] = {
		{ "store", 0, 0, G_OPTION_ARG_FILENAME, &store, "Store to read (default teiten.db)", "FILE" },
		{ "time-zone", 0, 0, G_OPTION_ARG_STRING, &zone, "Zone of quarter and days (default Asia/Tokyo)",
		    "ZONE" },
		{ "previous", 0, 0, G_OPTION_ARG_FILENAME, &previous, "Published model of the quarter before",
		    "MODEL" },
		{ "services", 0, 0, G_OPTION_ARG_FILENAME, &services, "Service names (IANA's CSV) over our own",
		    "FILE" },
		{ "strict", 0, 0, G_OPTION_ARG_NONE, &strict, "Exit 1 where published and stored ranks differ", NULL },
		LOOK_OPTIONS(look),
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = NULL;
	ReportOptions how = { 0 };

	if (!verb_parse(options, "QUARTER", 1, 1, &argc, &argv, &error) || !look_check(&look, &error))
		return verb_fail(error);
	how.time_zone = zone;
	model = make_model(store, argv[1], &how, previous, services, &error);
	if (!model || !look_render(&look, model, &error))
		return verb_fail(error);
	tell_conflicts(model);
	return strict && model->conflicts->len > 0;
}
