/*
 * artefact.c: the ranks of a table without what highlights tell of as one sensor's: those of the rows that had it, and of
 * the rows that it stands before.
 */
#include <math.h>
#include "notable.h"

gboolean
is_artefact(const Finding *finding)
{
	return finding->event && finding->highlight->excess > 0 && g_str_equal(finding->highlight->scope, "single");
}

/* Takes the packets more at the sensors from the rows; FALSE where there are none. */
static gboolean
leave_out(const ModelTable *table, const GArray *findings)
{
	/* ports with ICMP by type are the same rows but for ICMP */
	const char *name = g_str_equal(table->name, "icmp") ? "port" : table->name;
	gboolean any = FALSE;

	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = &g_array_index(findings, Finding, i);
		ModelRow *row;

		if (!is_artefact(finding) || !g_str_equal(finding->highlight->table, name) ||
		    !(row = model_table_row(table, finding->highlight->item)))
			continue;
		row->packets_without -= MIN(row->packets_without, finding->at_sensor);
		any = any || row->rank > 0;
	}
	return any;
}

static gint64
rank_of(const ModelTable *table, const ModelRow *row)
{
	gint64 rank = 1;

	for (guint i = 0; i < table->rows->len; i++) {
		const ModelRow *other = table->rows->pdata[i];

		rank += other->rank > 0 && other->packets_without > row->packets_without;
	}
	return rank > MODEL_RANKS ? RANK_BEYOND : rank;
}

void
artefact_leave_out(Model *model, const GArray *findings)
{
	for (guint t = 0; t < model->tables->len; t++) {
		const ModelTable *table = model->tables->pdata[t];
		gboolean any;

		for (guint i = 0; i < table->rows->len; i++)
			((ModelRow *)table->rows->pdata[i])->packets_without =
			    ((ModelRow *)table->rows->pdata[i])->packets;
		any = leave_out(table, findings);
		for (guint i = 0; i < table->rows->len; i++) {
			ModelRow *row = table->rows->pdata[i];

			if (any && row->rank > 0)
				row->rank_without = rank_of(table, row);
		}
		for (guint i = 0; i < table->rows->len; i++)
			if (((ModelRow *)table->rows->pdata[i])->rank_without == 0)
				((ModelRow *)table->rows->pdata[i])->packets_without = 0;
	}
}
