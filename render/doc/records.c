/*
 * records.c: the kinds of things that a template can name, repeat and tabulate: one line a kind.
 */
#include "decision.h"
#include "fields.h"

static void
ranked(const Facts *facts, const char *name, GPtrArray *items)
{
	const ModelTable *table = model_table(facts->model, name);

	for (guint i = 0; table && i < table->rows->len; i++) {
		ModelRow *row = g_ptr_array_index(table->rows, i);
		if (row->rank > 0)
			g_ptr_array_add(items, row);
	}
}

static void
ports(const Facts *facts, GPtrArray *items)
{
	ranked(facts, "port", items);
}

/* Ports again, with ICMP by its types. */
static void
icmp(const Facts *facts, GPtrArray *items)
{
	ranked(facts, "icmp", items);
}

static void
regions(const Facts *facts, GPtrArray *items)
{
	ranked(facts, "region", items);
}

static void
signatures(const Facts *facts, GPtrArray *items)
{
	ranked(facts, "signature", items);
}

static void
all(GPtrArray *from, GPtrArray *items)
{
	for (guint i = 0; i < from->len; i++)
		g_ptr_array_add(items, g_ptr_array_index(from, i));
}

static void
sensors(const Facts *facts, GPtrArray *items)
{
	all(facts->model->sensors, items);
}

static void
gaps(const Facts *facts, GPtrArray *items)
{
	all(facts->model->gaps, items);
}

static void
health(const Facts *facts, GPtrArray *items)
{
	all(facts->model->health, items);
}

/* Gaps of the whole system: the ones that a reader must know of before a figure. */
static void
outages(const Facts *facts, GPtrArray *items)
{
	for (guint i = 0; i < facts->model->gaps->len; i++) {
		ModelGap *gap = g_ptr_array_index(facts->model->gaps, i);
		if (!gap->sensor)
			g_ptr_array_add(items, gap);
	}
}

static void
highlights(const Facts *facts, GPtrArray *items)
{
	for (guint i = 0; i < facts->model->highlights->len; i++) {
		ModelHighlight *highlight = g_ptr_array_index(facts->model->highlights, i);

		if (decision_lets(facts, highlight))
			g_ptr_array_add(items, highlight);
	}
}

static void
conflicts(const Facts *facts, GPtrArray *items)
{
	all(facts->model->conflicts, items);
}

/* Where nobody asked for classes there is none. */
static void
classes(const Facts *facts, GPtrArray *items)
{
	all(facts->model->classes, items);
}

/* clang-format off: a line a kind */
const Record records[] = {
	{ "report", NULL, NULL, NULL, NULL, report_fields, NULL },
	{ "port", "ports", "port", "data/ports.csv", "rank,port,previous_rank", port_fields, ports },
	{ "icmp", "icmp", "icmp", "data/icmp.csv", "rank,icmp,previous_rank", icmp_fields, icmp },
	{ "region", "regions", "region", "data/regions.csv", "rank,region,previous_rank", region_fields, regions },
	{ "signature", "signatures", "signature", "data/signatures.csv", "rank,signature,packets,sources",
	    signature_fields, signatures },
	{ "sensor", "sensors", NULL, "data/sensors.csv", "sensor,placement,packets,coverage", sensor_fields, sensors },
	{ "gap", "gaps", NULL, "data/gaps.csv", "sensor,span,kind", gap_fields, gaps },
	{ "health", "health", NULL, "data/health.csv", "what,sensor,span,length,known", health_fields, health },
	{ "outage", "outages", NULL, "data/gaps.csv", "span,kind,cause", gap_fields, outages },
	{ "highlight", "highlights", NULL, "data/highlights.csv", "highlight,kind,scope,factor", highlight_fields,
	    highlights },
	{ "conflict", "conflicts", NULL, NULL, "table,conflict,frozen,stored", conflict_fields, conflicts },
	{ "class", "classes", NULL, "data/classes.csv", "class,counted,packets,share", class_fields, classes },
	{ NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */
