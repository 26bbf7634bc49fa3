/*
 * question.c: keys and days as the statements of all questions write them.
 */
#include "question.h"
#include "zone.h"

const char *const question_key[DIMENSION_COUNT] = {
	[DIMENSION_PORT] = "toUInt32(toUInt32(protocol) * 65536 + port)",
	[DIMENSION_REGION] = "toUInt32(region)",
	[DIMENSION_SIGNATURE] = "toUInt32(signature)",
	[DIMENSION_SENSOR] = "toUInt32(sensor)",
};

static void
append_list(GString *sql, const GArray *numbers)
{
	for (guint i = 0; i < numbers->len; i++)
		g_string_append_printf(sql, "%s%u", i > 0 ? "," : "", g_array_index(numbers, guint32, i));
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	const guint32 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Keys that a row can have, in order. */
static GArray *
sort_keys(Dimension dimension, const guint32 *keys, gsize n)
{
	GArray *sorted = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (gsize i = 0; i < n; i++)
		if (keys[i] <= (dimension == DIMENSION_PORT ? 0xffffffu : G_MAXUINT16))
			g_array_append_val(sorted, keys[i]);
	g_array_sort(sorted, by_number);
	return sorted;
}

/* A protocol and its ports: the first columns that the rows are ordered by. */
static void
append_ports(GString *sql, const GArray *keys)
{
	for (guint i = 0; i < keys->len;) {
		guint32 protocol = g_array_index(keys, guint32, i) >> 16;

		g_string_append_printf(sql, "%s(protocol = %u AND port IN (", i > 0 ? " OR " : "", protocol);
		for (guint k = i; i < keys->len && g_array_index(keys, guint32, i) >> 16 == protocol; i++)
			g_string_append_printf(
			    sql, "%s%u", i > k ? "," : "", g_array_index(keys, guint32, i) & G_MAXUINT16);
		g_string_append(sql, "))");
	}
}

gboolean
question_keys(GString *sql, Dimension dimension, const guint32 *keys, gsize n)
{
	static const char *const column[DIMENSION_COUNT] = {
		[DIMENSION_REGION] = "region", [DIMENSION_SIGNATURE] = "signature", [DIMENSION_SENSOR] = "sensor"
	};
	g_autoptr(GArray) sorted = sort_keys(dimension, keys, n);

	if (sorted->len == 0)
		return FALSE;
	g_string_append(sql, " AND (");
	if (dimension == DIMENSION_PORT) {
		append_ports(sql, sorted);
	} else {
		g_string_append_printf(sql, "%s IN (", column[dimension]);
		append_list(sql, sorted);
		g_string_append_c(sql, ')');
	}
	g_string_append_c(sql, ')');
	return TRUE;
}

GHashTable *
question_places(const guint32 *keys, gsize n)
{
	GHashTable *places = g_hash_table_new(NULL, NULL);

	for (gsize i = 0; i < n; i++)
		if (!g_hash_table_contains(places, GUINT_TO_POINTER(keys[i])))
			g_hash_table_insert(places, GUINT_TO_POINTER(keys[i]), GSIZE_TO_POINTER(i + 1));
	return places;
}

gsize
question_place(GHashTable *places, guint64 key)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(places, GSIZE_TO_POINTER((gsize)key)));
}

void
question_days(GTimeZone *zone, gint64 t, gint64 *next, gint64 *before)
{
	enum { DAY = 86400 };
	g_autoptr(GArray) edges = zone_days(zone, t - 3 * DAY, t + 3 * DAY);

	*next = *before = t;
	for (guint i = 1; i + 1 < edges->len; i++) {
		gint64 edge = g_array_index(edges, gint64, i);
		if (edge <= t)
			*before = edge;
		if (edge >= t) {
			*next = edge;
			break;
		}
	}
}
