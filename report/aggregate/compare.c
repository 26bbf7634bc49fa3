/*
 * compare.c: beside each row of the tables, the fair comparison with the quarter before.  The printed ranks stay those observed.
 */
#include <math.h>
#include "coverage.h"
#include "fair.h"
#include "notable.h"

/* Seconds [sensors * 2] of the quarter before and this one whose packets count. */
static gint64 *
counted(const Model *model, const Panel *panel)
{
	const Quarter *quarters[2] = { &model->before.quarter, &model->now.quarter };
	gint64 *seconds = g_new0(gint64, panel->sensors->len * 2 + 1);

	for (gsize s = 0; s < panel->sensors->len; s++)
		for (gsize q = 0; q < 2; q++) {
			Span quarter = { quarters[q]->start, quarters[q]->end };
			g_autoptr(GArray) spans = coverage_counted(panel->coverage, s, quarter);

			for (guint i = 0; i < spans->len; i++)
				seconds[s * 2 + q] += span_overlap(g_array_index(spans, Span, i), quarter);
		}
	return seconds;
}

static gboolean
ask(const Model *model, Source *source, const Panel *panel, SourceWant *wants, const guint32 *ids, GError **error)
{
	gsize sensors = panel->sensors->len;
	const gint64 edges[3] = { model->before.quarter.start, model->now.quarter.start, model->now.quarter.end };

	for (guint t = 0; t < model->tables->len; t++) {
		const ModelTable *table = model->tables->pdata[t];
		g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
		g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint16));

		series_keys(table, source, keys, groups);
		wants[t].n_keys = keys->len;
		wants[t].keys = g_array_steal(keys, NULL);
		wants[t].group = g_array_steal(groups, NULL);
		wants[t].n_groups = table->rows->len;
		table_by_sensor(&wants[t], table->name, ids, sensors);
		wants[t].counts = g_new0(gint64, table->rows->len * sensors * 2 + 1);
	}
	return source_detail(source, edges, 2, wants, model->tables->len, NULL, error) &&
	       aside_take(source, panel, edges, 2, wants, model->tables->len, error);
}

/* A rank as the model says it. */
static gint64
said(const FairInput *input, gint64 rank)
{
	return rank > input->ranks ? RANK_BEYOND : rank;
}

static void
take(ModelTable *table, const FairInput *input)
{
	g_autofree FairItem *items = fair_compare(input);

	for (guint i = 0; i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];
		const double *rate = items[i].rate;

		if (row->rank == 0 && row->previous_order == 0)
			continue;
		if (rate[0] > 0)
			row->factor = (gint64)floor(MIN(rate[1] / rate[0], 1e12) * 1000 + 0.5);
		row->corrected_rank = said(input, items[i].rank[1]);
		row->corrected_previous_rank = said(input, items[i].rank[0]);
		if (fair_explains(input, &items[i], row->previous_order, row->rank))
			row->caveat = g_strdup("exposure");
	}
}

/* Items without a place take none from others. */
static void
leave_unranked(const ModelTable *table, gsize sensors, gint64 *counts)
{
	for (guint i = 0; i < table->rows->len; i++) {
		const ModelRow *row = table->rows->pdata[i];

		if (row->rank == 0 && row->previous_order == 0)
			memset(counts + i * sensors * 2, 0, sensors * 2 * sizeof *counts);
	}
}

gboolean
aggregate_compare(Model *model, Source *source, const Panel *panel, GError **error)
{
	gsize sensors = panel->sensors->len;
	g_autofree SourceWant *wants = g_new0(SourceWant, model->tables->len + 1);
	g_autofree guint32 *ids = g_new0(guint32, sensors + 1);
	g_autofree gint64 *seconds = counted(model, panel);
	gboolean ok;

	if (model->before.observed == 0)
		return TRUE;
	for (gsize s = 0; s < sensors; s++)
		ids[s] = (guint32)((const Sensor *)panel->sensors->pdata[s])->id;
	ok = ask(model, source, panel, wants, ids, error);
	for (guint t = 0; t < model->tables->len; t++) {
		ModelTable *table = model->tables->pdata[t];
		FairInput input = { table->rows->len, sensors, wants[t].counts, seconds, MODEL_RANKS };

		leave_unranked(table, sensors, wants[t].counts);
		if (ok)
			take(table, &input);
		g_free((gpointer)wants[t].keys);
		g_free((gpointer)wants[t].group);
		g_free(wants[t].counts);
	}
	return ok;
}
