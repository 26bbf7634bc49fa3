/*
 * model_check.c: what must hold between the members of a model, whoever made it.
 * It asks for what the pages rely on: bins that tile the quarter, ranks in order, hours that add up.
 */
#include <string.h>
#include "shape.h"

static char *
check_totals(const char *name, const ModelTotals *totals)
{
	if (totals->quarter.start >= totals->quarter.end)
		return g_strdup_printf("%s.end is not after %s.start", name, name);
	if (totals->observed > totals->expected)
		return g_strdup_printf("%s.observed is more than was expected", name);
	return NULL;
}

static char *
check_bins(const Model *model)
{
	gint64 expected = 0, observed = 0;

	if (model->edges[0] != model->now.quarter.start || model->edges[model->bins] != model->now.quarter.end)
		return g_strdup("edges do not begin and end with the quarter");
	for (gsize i = 0; i < model->bins; i++) {
		if (model->edges[i] >= model->edges[i + 1])
			return g_strdup_printf("edges[%" G_GSIZE_FORMAT "] is not after the one before", i + 1);
		if (model->bin_observed[i] > model->bin_expected[i])
			return g_strdup_printf("bin_observed[%" G_GSIZE_FORMAT "] is more than was expected", i);
		expected += model->bin_expected[i];
		observed += model->bin_observed[i];
	}
	if (expected != model->now.expected)
		return g_strdup("bin_expected does not add up to now.expected");
	if (observed != model->now.observed)
		return g_strdup("bin_observed does not add up to now.observed");
	return NULL;
}

static char *
check_row(const Model *model, const ModelTable *table, const ModelRow *row)
{
	gint64 sum = 0;

	if (row->packets > model->now.packets)
		return g_strdup_printf("table %s, '%s': more packets than the quarter has", table->name, row->key);
	for (gsize i = 0; row->hours && i < model->bins; i++)
		sum += row->hours[i];
	if (row->hours && sum != row->packets)
		return g_strdup_printf("table %s, '%s': hours add up to %" G_GINT64_FORMAT
				       ", packets are %" G_GINT64_FORMAT,
		    table->name, row->key, sum, row->packets);
	return NULL;
}

static char *
check_table(const Model *model, const ModelTable *table)
{
	gint64 last = 1;

	for (guint i = 0; i < table->rows->len; i++) {
		const ModelRow *row = table->rows->pdata[i];
		gint64 rank = row->rank == 0 ? G_MAXINT64 : row->rank; /* the unranked stand last */
		char *wrong = check_row(model, table, row);

		if (wrong)
			return wrong;
		if (rank < last)
			return g_strdup_printf("table %s, '%s': not in order of rank", table->name, row->key);
		last = rank;
	}
	return NULL;
}

static char *
check_expired(const Model *model)
{
	gint64 last = G_MININT64;

	for (guint i = 0; i < model->expired->len; i++) {
		const ModelExpired *expired = model->expired->pdata[i];

		if (expired->from < last || expired->to <= expired->from)
			return g_strdup_printf("expired[%u] is empty or not after the one before", i);
		last = expired->to;
	}
	return NULL;
}

static char *
check_gaps(const Model *model)
{
	for (guint i = 0; i < model->gaps->len; i++) {
		const ModelGap *gap = model->gaps->pdata[i];

		if (gap->from >= gap->to || gap->from < model->now.quarter.start || gap->to > model->now.quarter.end)
			return g_strdup_printf("gaps[%u] is not a span inside the quarter", i);
	}
	return NULL;
}

static char *
check_health(const Model *model)
{
	const Quarter *quarter = &model->now.quarter;

	for (guint i = 0; i < model->health->len; i++) {
		const ModelHealth *health = model->health->pdata[i];

		if (health->from >= health->to || health->from < quarter->start || health->to > quarter->end)
			return g_strdup_printf("health[%u] is not a span inside the quarter", i);
		if (health->missing > health->to - health->from)
			return g_strdup_printf("health[%u]: more is missing than the span is long", i);
	}
	return NULL;
}

/* What is counted is all that the totals hold; of the quarter before only where it is known by class. */
static char *
check_classes(const Model *model)
{
	gint64 before = 0;
	gboolean known = TRUE;

	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		known &= class->previous_packets >= 0;
		before += class->counted ? class->previous_packets : 0;
	}
	if (model->classes->len == 0)
		return NULL;
	if (model_class_packets(model, TRUE) != model->now.packets)
		return g_strdup("the classes that are counted do not add up to now.packets");
	if (known && before != model->before.packets)
		return g_strdup("the classes that are counted do not add up to before.packets");
	return NULL;
}

static gint64
sum_of(const GArray *days)
{
	gint64 sum = 0;

	for (guint i = 0; i < days->len; i++)
		sum += g_array_index(days, gint64, i);
	return sum;
}

static char *
check_sensors(const Model *model)
{
	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];

		if (sensor->observed > sensor->expected || sensor->previous_observed > sensor->previous_expected)
			return g_strdup_printf("sensors[%u] observed more than was expected", i);
		if (sensor->days && sensor->days->len > 0 && sum_of(sensor->days) != sensor->packets)
			return g_strdup_printf("sensors[%u]: days do not add up to its packets", i);
	}
	return NULL;
}

/* Days before the quarter, one after the other up to its start, and such from its end on. */
static char *
check_around(const Model *model)
{
	gint64 start = model->now.quarter.start, end = model->now.quarter.end, from = 0;

	for (guint i = 0; i < model->around->len; i++) {
		const ModelDay *day = model->around->pdata[i];

		if (day->from >= day->to || (i > 0 && day->from != from) || (day->from < end && day->to > start))
			return g_strdup_printf("around[%u] is not the next day outside the quarter", i);
		if (day->observed > day->expected)
			return g_strdup_printf("around[%u] observed more than was expected", i);
		from = day->to == start ? end : day->to;
	}
	for (guint i = 0; i < model->highlights->len; i++) {
		const GArray *around = ((const ModelHighlight *)model->highlights->pdata[i])->around;

		if (around && around->len > 0 && around->len != model->around->len)
			return g_strdup_printf("highlights[%u] has other days around the quarter than the model", i);
	}
	return NULL;
}

char *
model_check(const Model *model)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, NULL);
	char *wrong = zone ? check_totals("now", &model->now) : g_strdup("time_zone is unknown here");

	if (!wrong)
		wrong = check_totals("before", &model->before);
	if (!wrong && model->before.quarter.end != model->now.quarter.start)
		wrong = g_strdup("before.end is not now.start");
	if (!wrong)
		wrong = check_bins(model);
	if (!wrong)
		wrong = check_sensors(model);
	if (!wrong)
		wrong = check_gaps(model);
	if (!wrong)
		wrong = check_health(model);
	if (!wrong)
		wrong = check_expired(model);
	if (!wrong)
		wrong = check_classes(model);
	if (!wrong)
		wrong = check_around(model);
	for (guint i = 0; !wrong && i < model->tables->len; i++)
		wrong = check_table(model, model->tables->pdata[i]);
	return wrong;
}
