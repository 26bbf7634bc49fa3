/*
 * total.c: all packets as the one item of a table, so that they have events, a factor and a cause like any other.
 */
#include "aggregate.h"
#include "notable.h"

static ModelRow *
row_of(Model *model)
{
	ModelTable *table = model_table(model, TABLE_TOTAL);
	ModelRow *row;

	if (table)
		return table->rows->pdata[0];
	table = model_table_new(TABLE_TOTAL);
	row = model_row_new();
	row->key = g_strdup("packets");
	row->protocol = row->port = -1;
	row->rank = 1;
	g_ptr_array_add(table->rows, row);
	g_ptr_array_add(model->tables, table);
	return row;
}

void
total_set_before(Model *model)
{
	ModelRow *row = row_of(model);
	gboolean known = model->before.packets > 0;

	row->previous_rank = row->previous_order = known ? 1 : RANK_NONE;
	row->previous_packets = known ? model->before.packets : -1;
	row->previous_sources = known ? model->before.sources : -1;
}

void
aggregate_total(Model *model, const Panel *panel)
{
	const gint64 *edges = (const gint64 *)(void *)panel->edges->data;
	ModelRow *row = row_of(model);
	gsize first = 0;

	total_set_before(model);
	row->packets = model->now.packets;
	row->sources = model->now.sources;
	row->hours = g_new0(gint64, model->bins + 1);
	while (edges[first] < model->edges[0])
		first++;
	for (gsize s = 0; s < panel->sensors->len; s++)
		for (gsize bin = 0; bin < model->bins; bin++)
			row->hours[bin] += panel->heard[s * panel->bins + first + bin];
}
