/*
 * highlight.c: what deserves a sentence, and in which order: events of the days first, then what only the two
 * quarters show.
 */
#include <math.h>
#include "notable.h"

enum {
	MOST = 20,  /* highlights */
	MAJOR = 10, /* ranks that are watched more closely */
	LEAST = 20, /* packets in both quarters: with fewer nothing can be an event */
	NEWS = 500, /* and any other event but a label's from one in so many on */
	PART = 100, /* an artefact of a sensor is told from one packet in so many of the quarter's on */
};

static const EventRules *
rules_of(const ModelTable *table, const ModelRow *row)
{
	gboolean major =
	    (row->rank > 0 && row->rank <= MAJOR) || (row->previous_rank > 0 && row->previous_rank <= MAJOR);

	return major && !g_str_equal(table->name, "signature") ? &event_rules_major : &event_rules;
}

/* One sensor's artefact is news only where it moves a table or is a part of all packets. */
static gboolean
is_told(const Model *model, const ModelTable *table, const ModelRow *row, const Event *event)
{
	if (!g_str_equal(table->name, "signature") && ABS(event->excess) * NEWS < (double)model->now.packets)
		return FALSE;
	if (event->scope != SCOPE_SINGLE)
		return TRUE;
	return event->excess * PART >= (double)model->now.packets ||
	       (row->rank > 0 && row->rank <= MAJOR && event->top_change * PART >= (double)row->packets);
}

static void
add_row(GArray *findings, const Model *model, const Daily *daily, const Panel *panel, gsize t, guint i)
{
	const ModelTable *table = model_table(model, daily_tables[t]);
	const ModelRow *row = daily->rows[t]->pdata[i];
	Series series = daily_series(daily, t, i);
	g_autoptr(GArray) events = NULL;
	Finding change = { .told = TRUE };
	gboolean told = FALSE;

	if (row->packets + MAX(row->previous_packets, 0) < LEAST || (row->rank == 0 && row->previous_rank == 0))
		return; /* too few, or of no place */
	events = event_find(&series, rules_of(table, row));
	for (guint e = 0; e < events->len; e++) {
		const Event *event = &g_array_index(events, Event, e);
		Finding finding = { .event = TRUE, .told = is_told(model, table, row, event) };

		if (!finding.told)
			continue;
		finding.highlight = notable_make(model, daily, panel, table, row, event);
		finding.at_sensor = event->panel > 0 ? (gint64)floor(event->top_change + 0.5) : 0;
		g_array_append_val(findings, finding);
		told = TRUE;
	}
	if (!told && (change.highlight = change_find(model, table, row)))
		g_array_append_val(findings, change);
}

/* --- order ----------------------------------------------------------------------------------- */

/* A label newly seen is what someone waited for; what only the quarters show has no event to speak of. */
static guint
class_of(const ModelHighlight *highlight)
{
	static const char *const quarterly[] = { "mover", "newcomer", "departed", "change", NULL };

	if (g_str_equal(highlight->table, "signature") && g_str_equal(highlight->kind, "newscan"))
		return 0;
	return g_strv_contains(quarterly, highlight->kind) ? 2 : 1;
}

/*
 * Packets more or fewer, by how far they reach: a wide change weighs as much as one of a single sensor with four times
 * the packets, a fall half of a rise.  So no small scan stands before a burst that moves a table.
 */
static gint64
weight_of(const ModelHighlight *highlight)
{
	gint64 reach = g_str_equal(highlight->scope, "wide") ? 4 : g_str_equal(highlight->scope, "few") ? 2 : 1;

	return ABS(highlight->excess) * reach * (g_str_equal(highlight->kind, "decline") ? 1 : 2);
}

/* By class, then by weight; else by table, item and time, so that the order is always the same. */
static int
by_weight(gconstpointer a, gconstpointer b)
{
	const ModelHighlight *x = ((const Finding *)a)->highlight, *y = ((const Finding *)b)->highlight;
	guint p = class_of(x), q = class_of(y);
	int order;

	if (p != q)
		return p < q ? -1 : 1;
	if (weight_of(x) != weight_of(y))
		return weight_of(x) > weight_of(y) ? -1 : 1;
	order = g_strcmp0(x->table, y->table);
	order = order ? order : g_strcmp0(x->item, y->item);
	return order ? order : (x->from > y->from) - (x->from < y->from);
}

static void
clear_finding(gpointer finding)
{
	model_highlight_free(((Finding *)finding)->highlight);
}

/* The heaviest findings, which the model then owns. */
static void
take(Model *model, GArray *findings)
{
	g_array_sort(findings, by_weight);
	if (findings->len > MOST)
		g_array_set_size(findings, MOST);
	for (guint i = 0; i < findings->len; i++) {
		ModelHighlight **highlight = &g_array_index(findings, Finding, i).highlight;

		(*highlight)->id = g_strdup_printf("h%u", i + 1);
		g_ptr_array_add(model->highlights, *highlight);
	}
	g_array_set_clear_func(findings, NULL);
}

gboolean
aggregate_highlights(Model *model, Source *source, const Panel *panel, const Asn *asn, GError **error)
{
	const Daily *daily = panel->daily;
	g_autoptr(GArray) findings = g_array_new(FALSE, FALSE, sizeof(Finding));

	g_array_set_clear_func(findings, clear_finding);
	for (gsize t = 0; t < daily->tables; t++)
		for (guint i = 0; i < daily->rows[t]->len; i++)
			add_row(findings, model, daily, panel, t, i);
	take(model, findings);
	if (panel->counts_sources && !origin_find(model, source, asn, findings, error))
		return FALSE;
	artefact_leave_out(model, findings);
	parts_set(model, daily, panel);
	around_set(model, panel);
	return cause_find(model, source, panel, findings, "port", error) &&
	       (!panel->counts_sources || together_find(model, source, findings, error)) &&
	       cause_find(model, source, panel, findings, "region", error) &&
	       cause_find(model, source, panel, findings, TABLE_TOTAL, error);
}
