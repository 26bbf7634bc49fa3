/*
 * report.c: the corridor of the first stage: source -> classes -> ranks -> series -> coverage -> health -> comparison -> highlights -> model.
 */
#include "aggregate.h"
#include "error.h"
#include "report.h"

Model *
report_make(Source *source, const char *quarter, const ReportOptions *options, GError **error)
{
	const char *zone = options->time_zone ? options->time_zone : "Asia/Tokyo";
	g_autoptr(Model) model = model_new();
	g_autoptr(Panel) panel = NULL;
	g_autofree char *wrong = NULL;

	source_limit(source, options->classes != 0 ? options->classes : CLASS_ALL);
	if (!aggregate_quarter(model, quarter, zone, error) || !aggregate_loads(model, source, error) ||
	    !aggregate_expired(model, source, error) ||
	    !aggregate_classes(model, source, options->classes, !options->no_sources, error) ||
	    !aggregate_ranks(model, source, options->services, options->previous, error) ||
	    !(panel = aggregate_series(model, source, !options->no_sources, error)))
		return NULL;
	aggregate_total(model, panel);
	if (!aggregate_coverage(model, source, panel, error) || !aggregate_health(model, source, panel, error) ||
	    !aggregate_compare(model, source, panel, error) || !aggregate_frozen(model, options->previous, error) ||
	    !aggregate_highlights(model, source, panel, options->asn, error))
		return NULL;
	wrong = model_check(model);
	if (wrong) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "the model contradicts itself: %s", wrong);
		return NULL;
	}
	return g_steal_pointer(&model);
}

static char *
rank_words(gint64 rank)
{
	if (rank > 0)
		return g_strdup_printf("%" G_GINT64_FORMAT, rank);
	return g_strdup(rank == RANK_BEYOND ? "outside the table" : "none");
}

char *
report_conflict(const Model *model, const ModelConflict *conflict)
{
	g_autofree char *frozen = rank_words(conflict->frozen), *stored = rank_words(conflict->stored);

	return g_strdup_printf("rank of %s %s in %s: published %s, in the store %s", conflict->table, conflict->item,
	    model->before.quarter.name, frozen, stored);
}
