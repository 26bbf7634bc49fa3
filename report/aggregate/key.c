/*
 * key.c: what a row of a table is called in the source: here alone.
 */
#include "aggregate.h"

enum { ICMP_TYPES = 256 };

static guint32
key_of_label(const Source *source, const char *label)
{
	for (guint32 number = 1;; number++) {
		const char *known = source_signature(source, number);

		if (!known || g_str_equal(known, label))
			return known ? number : G_MAXUINT16;
	}
}

Dimension
table_dimension(const char *name)
{
	return g_str_equal(name, "signature")   ? DIMENSION_SIGNATURE
	       : g_str_equal(name, "region")    ? DIMENSION_REGION
	       : g_str_equal(name, TABLE_TOTAL) ? DIMENSION_SENSOR
						: DIMENSION_PORT;
}

void
table_by_sensor(SourceWant *want, const char *name, const guint32 *ids, gsize n)
{
	want->dimension = table_dimension(name);
	if (want->dimension == DIMENSION_SENSOR) {
		g_free((gpointer)want->keys);
		g_free((gpointer)want->group);
		want->keys = g_memdup2(ids, n * sizeof *ids);
		want->group = NULL;
		want->n_keys = want->n_groups *= n; /* the table has one row, or none */
		return;
	}
	want->split = DIMENSION_SENSOR;
	want->split_keys = ids;
	want->n_splits = n;
}

static guint32
key_of(Dimension dimension, const ModelRow *row, const Source *source)
{
	switch (dimension) {
	case DIMENSION_SIGNATURE:
		return key_of_label(source, row->key);
	case DIMENSION_REGION:
		return region_of_name(row->key);
	default:
		return (guint32)row->protocol << 16 | (guint32)row->port;
	}
}

RowKeys
row_keys(const ModelTable *table, const ModelRow *row, const Source *source)
{
	gboolean typed =
	    g_str_equal(table->name, "port") && (row->protocol == PROTOCOL_ICMP || row->protocol == PROTOCOL_ICMPV6);
	Dimension dimension = table_dimension(table->name);
	guint32 key;

	if (dimension == DIMENSION_SENSOR)
		return (RowKeys) { dimension, 0, G_MAXUINT16 };
	key = key_of(dimension, row, source);
	return (RowKeys) { dimension, key, key + (typed ? ICMP_TYPES - 1 : 0) };
}

static void
append(GArray *keys, GArray *groups, guint32 key, guint16 group)
{
	g_array_append_val(keys, key);
	g_array_append_val(groups, group);
}

void
row_append_keys(
    const ModelTable *table, const ModelRow *row, const Source *source, GArray *keys, GArray *groups, guint16 group)
{
	RowKeys all = row_keys(table, row, source);

	if (all.dimension == DIMENSION_SENSOR)
		return;
	for (guint32 key = all.first; key <= all.last; key++)
		append(keys, groups, key, group);
	if (all.dimension == DIMENSION_REGION && all.first == REGION_UNKNOWN)
		append(keys, groups, 0, group); /* loaded without a database */
}
