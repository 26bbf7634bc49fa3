/*
 * series.c: the points of the figures as text: what is drawn can be read, number by number.
 */
#include <string.h>
#include "error.h"
#include "output.h"
#include "zone.h"

static const char *const states[] = {
	[POINT_OBSERVED] = "observed", [POINT_PARTIAL] = "partial", [POINT_MISSING] = "missing"
};

/* A field of RFC 4180: in quotes where it must be. */
static void
put_field(GString *out, const char *field)
{
	gboolean plain = !strpbrk(field, ",\"\r\n");

	g_string_append(out, plain ? "" : "\"");
	for (; *field; field++) {
		if (*field == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *field);
	}
	g_string_append(out, plain ? "" : "\"");
}

static void
put_point(GString *out, const Chart *chart, const ChartSeries *series, gsize bin, GTimeZone *zone)
{
	g_autofree char *start = zone_format(zone, chart->edges[bin]);
	PointState state = chart_state(chart, series, bin);

	put_field(out, chart->id ? chart->id : "");
	g_string_append_c(out, ',');
	put_field(out, series->key);
	g_string_append_printf(out, ",%s,", start);
	if (state != POINT_MISSING)
		g_string_append_printf(out, "%" G_GINT64_FORMAT, series->packets[bin]);
	g_string_append_printf(out, ",%s\n", states[state]);
}

/* The lines of one figure; the caller owns them. */
static char *
figure_lines(const Chart *chart, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(chart->zone, error);
	GString *out = zone ? g_string_new(NULL) : NULL;

	for (guint i = 0; out && i < chart->series->len; i++)
		for (gsize bin = 0; bin < chart->bins; bin++)
			put_point(out, chart, chart->series->pdata[i], bin, zone);
	return out ? g_string_free(out, FALSE) : NULL;
}

static gboolean
add_figure(GString *out, GHashTable *written, const Chart *chart, GError **error)
{
	const char *id = chart->id ? chart->id : "";
	g_autofree char *lines = figure_lines(chart, error);
	const char *before = g_hash_table_lookup(written, id);

	if (!lines)
		return FALSE;
	if (before && !g_str_equal(before, lines)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "figure '%s' does not plot the same in every language: give them the same items and bins", id);
		return FALSE;
	}
	if (!before) {
		g_string_append(out, lines);
		g_hash_table_insert(written, g_strdup(id), g_steal_pointer(&lines));
	}
	return TRUE;
}

/* Figures stand in lists, too.  Ranks over quarters are no packets of a bin: they are in the tables' files. */
static gboolean
add_figures(GString *out, GHashTable *written, const GPtrArray *blocks, GError **error)
{
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i];

		if (block->kind == BLOCK_FIGURE && block->chart->kind != CHART_FLOW &&
		    !add_figure(out, written, block->chart, error))
			return FALSE;
		for (guint k = 0; block->items && k < block->items->len; k++)
			if (!add_figures(out, written, ((ListItem *)block->items->pdata[k])->blocks, error))
				return FALSE;
	}
	return TRUE;
}

char *
series_write(const GPtrArray *docs, GError **error)
{
	g_autoptr(GHashTable) written = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GString) out = g_string_new("figure,item,start,packets,state\n");

	for (guint i = 0; i < docs->len; i++)
		if (!add_figures(out, written, ((Doc *)docs->pdata[i])->blocks, error))
			return NULL;
	return g_string_free(g_steal_pointer(&out), FALSE);
}
