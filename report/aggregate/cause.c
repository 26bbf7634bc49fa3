/*
 * cause.c: whether a region's rise is one port's: of the packets that came more from it, how many went there.
 */
#include "coverage.h"
#include "notable.h"

enum { BASE = 28 * 86400 };
static const double most_of_it = 0.6;

static gint64
observed(const Panel *panel, Span span)
{
	gint64 sum = 0;

	for (gsize s = 0; s < panel->sensors->len; s++)
		sum += coverage_observed(panel->coverage, s, span);
	return sum;
}

/* A rise of a port that lies in half of the shorter of the two, or more. */
static gboolean
may_explain(const ModelHighlight *port, const ModelHighlight *region)
{
	gint64 both = MIN(port->to, region->to) - MAX(port->from, region->from);
	gint64 shorter = MIN(port->to - port->from, region->to - region->from);

	return g_str_equal(port->table, "port") && port->scope && port->sensor && port->excess > 0 &&
	       2 * both >= shorter && !g_str_has_suffix(port->item, "/icmp") &&
	       !g_str_has_suffix(port->item, "/icmpv6");
}

/* Packets more than usual of a count before and during. */
static double
excess(const gint64 counts[2], const gint64 times[2])
{
	return (double)counts[1] - (times[0] > 0 ? (double)counts[0] * (double)times[1] / (double)times[0] : 0);
}

/* The ports that may explain it, and their keys. */
static GArray *
find_ports(const Model *model, const Source *source, const ModelHighlight *region, GPtrArray *ports)
{
	const ModelTable *table = model_table(model, "port");
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < model->highlights->len; i++) {
		ModelHighlight *port = model->highlights->pdata[i];
		guint32 key;

		if (!may_explain(port, region))
			continue;
		key = row_keys(table, model_table_row(table, port->item), source).first;
		for (guint k = 0; k < keys->len; k++)
			if (g_array_index(keys, guint32, k) == key)
				key = 0; /* of two events of a port the heavier stands first */
		if (key == 0)
			continue;
		g_array_append_val(keys, key);
		g_ptr_array_add(ports, port);
	}
	return keys;
}

static gboolean
find_parent(const Model *model, Source *source, const Panel *panel, ModelHighlight *region, GError **error)
{
	g_autoptr(GPtrArray) ports = g_ptr_array_new();
	g_autoptr(GArray) keys = find_ports(model, source, region, ports);
	const gint64 edges[3] = { MAX(region->from - BASE, g_array_index(panel->edges, gint64, 0)), region->from,
		region->to };
	const gint64 times[2] = { observed(panel, (Span) { edges[0], edges[1] }),
		observed(panel, (Span) { edges[1], edges[2] }) };
	guint32 key = region_of_name(region->item);
	gint64 whole[2] = { 0, 0 };
	g_autofree gint64 *parts = g_new0(gint64, 2 * (gsize)keys->len + 1);
	SourceWant wants[] = {
		{ DIMENSION_REGION, &key, 1, NULL, 1, whole, NULL, 0, NULL, 0 },
		{ DIMENSION_REGION, &key, 1, NULL, 1, parts, NULL, DIMENSION_PORT, (const guint32 *)keys->data,
		    keys->len },
	};
	double most = 0;
	gboolean expired;

	if (keys->len == 0)
		return TRUE;
	if (!aggregate_has_expired(source, edges[0], edges[2], &expired, error))
		return FALSE;
	if (expired)
		return TRUE; /* ports of a region are told by observations alone */
	if (!source_detail(source, edges, 2, wants, G_N_ELEMENTS(wants), NULL, error))
		return FALSE;
	for (guint k = 0; k < keys->len; k++) {
		double part = excess(parts + 2 * k, times) / excess(whole, times);

		if (part < most_of_it || part <= most)
			continue;
		most = part;
		g_free(region->parent);
		region->parent = g_strdup(((ModelHighlight *)ports->pdata[k])->id);
	}
	return TRUE;
}

gboolean
cause_find(Model *model, Source *source, const Panel *panel, GError **error)
{
	for (guint i = 0; i < model->highlights->len; i++) {
		ModelHighlight *highlight = model->highlights->pdata[i];

		if (g_str_equal(highlight->table, "region") && highlight->sensor && highlight->excess > 0 &&
		    !find_parent(model, source, panel, highlight, error))
			return FALSE;
	}
	return TRUE;
}
