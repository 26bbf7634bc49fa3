/*
 * frozen.c: what was published of the quarter before has the last word; where the store says otherwise, both are kept.
 */
#include "aggregate.h"
#include "error.h"
#include "notable.h"

static gboolean
same_quarter(const Model *model, const Model *previous, GError **error)
{
	const Quarter *before = &model->before.quarter, *published = &previous->now.quarter;

	if (!g_str_equal(before->name, published->name)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the published model is of %s, not of %s",
		    published->name, before->name);
		return FALSE;
	}
	if (before->start != published->start || before->end != published->end) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the published model has the time zone %s, not %s",
		    previous->time_zone, model->time_zone);
		return FALSE;
	}
	if (!model_same_classes(model, previous)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "the published model of %s does not count the same classes", published->name);
		return FALSE;
	}
	return TRUE;
}

/* TRUE where the published table has a row for every item that was seen. */
static gboolean
is_complete(const ModelTable *table, const Model *previous)
{
	gint64 packets = 0;
	guint ranked = 0;

	for (guint i = 0; i < table->rows->len; i++) {
		const ModelRow *row = table->rows->pdata[i];

		packets += row->packets;
		ranked += row->rank > 0;
	}
	return ranked < MODEL_RANKS || packets == previous->now.packets;
}

static gint64
published_rank(const ModelRow *published, gboolean complete)
{
	if (published)
		return published->rank;
	return complete ? RANK_NONE : RANK_BEYOND;
}

static gboolean
agree(gint64 published, gint64 stored)
{
	if (published == RANK_BEYOND)
		return stored == RANK_NONE || stored > MODEL_RANKS;
	return published == stored;
}

static void
note_conflict(Model *model, const ModelTable *table, const ModelRow *row, gint64 published)
{
	ModelConflict *conflict = g_new0(ModelConflict, 1);

	conflict->table = g_strdup(table->name);
	conflict->item = g_strdup(row->key);
	conflict->frozen = published;
	conflict->stored = row->previous_order;
	g_ptr_array_add(model->conflicts, conflict);
}

static void
freeze_row(Model *model, const ModelTable *table, ModelRow *row, const ModelRow *published, gboolean complete)
{
	gint64 rank = published_rank(published, complete);

	if (model->before.packets > 0 && !agree(rank, row->previous_order))
		note_conflict(model, table, row, rank);
	row->previous_rank = rank;
	if (model->before.packets > 0)
		return;
	row->previous_packets = published ? published->packets : complete ? 0 : -1;
	row->previous_sources = published ? published->sources : complete ? 0 : -1;
}

/* An item that was published and that the store has never heard of; labels only, the rest has its row from its number. */
static void
add_row(ModelTable *table, const ModelRow *published)
{
	ModelRow *row = model_row_new();

	row->key = g_strdup(published->key);
	row->protocol = published->protocol;
	row->port = published->port;
	row->service = g_strdup(published->service);
	g_ptr_array_add(table->rows, row);
}

static void
freeze_table(Model *model, ModelTable *table, const Model *previous)
{
	const ModelTable *old = model_table(previous, table->name);
	gboolean complete = old && is_complete(old, previous);

	for (guint i = 0; old && i < old->rows->len; i++) {
		const ModelRow *row = old->rows->pdata[i];

		if (row->rank > 0 && row->rank <= MODEL_RANKS && !model_table_row(table, row->key))
			add_row(table, row);
	}
	for (guint i = 0; old && i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];
		const ModelRow *published = model_table_row(old, row->key);

		/* what is never ranked has no rank to differ in */
		if (!published || published->rank > 0 || published->packets == 0)
			freeze_row(model, table, row, published, complete);
		else if (model->before.packets == 0)
			row->previous_packets = published->packets;
	}
}

static void
freeze_sensors(Model *model, const Model *previous)
{
	for (guint i = 0; i < model->sensors->len; i++) {
		ModelSensor *sensor = model->sensors->pdata[i];

		for (guint k = 0; k < previous->sensors->len; k++) {
			const ModelSensor *old = previous->sensors->pdata[k];

			if (!g_str_equal(old->name, sensor->name))
				continue;
			sensor->previous_packets = old->packets;
			sensor->previous_expected = old->expected;
			sensor->previous_observed = old->observed;
		}
	}
}

/* What was about when it was published still is. */
static void
freeze_expired(Model *model, const Model *previous)
{
	gint n = 0;

	for (guint i = 0; i < previous->expired->len; i++) {
		ModelExpired *expired = g_memdup2(previous->expired->pdata[i], sizeof *expired);

		expired->from = MAX(expired->from, previous->now.quarter.start);
		if (expired->from < expired->to)
			g_ptr_array_insert(model->expired, n++, expired);
		else
			g_free(expired);
	}
}

static void
freeze_classes(Model *model, const Model *previous)
{
	for (guint i = 0; i < model->classes->len; i++) {
		ModelClass *class = model->classes->pdata[i];

		class->previous_packets = class->previous_sources = -1;
		for (guint k = 0; k < previous->classes->len; k++) {
			const ModelClass *old = previous->classes->pdata[k];

			if (!g_str_equal(old->name, class->name))
				continue;
			class->previous_packets = old->packets;
			class->previous_sources = old->sources;
		}
	}
}

gboolean
aggregate_frozen(Model *model, const Model *previous, GError **error)
{
	if (!previous)
		return TRUE;
	if (!same_quarter(model, previous, error))
		return FALSE;
	model->frozen = TRUE;
	for (guint t = 0; t < model->tables->len; t++)
		freeze_table(model, model->tables->pdata[t], previous);
	if (model->before.packets == 0) {
		freeze_sensors(model, previous);
		freeze_classes(model, previous);
		freeze_expired(model, previous);
		model->before = previous->now;
		total_set_before(model);
	}
	return TRUE;
}
