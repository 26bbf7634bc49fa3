/*
 * ports.c: which ports of a load are summed by hour and by sensor: those that its first rows have most of.  All of them
 * would be as many sums as there are rows.  A question finds out by itself whether the sums of a port are all there.
 */
#include "ports.h"

enum { EARLY = 1 << 16, MOST = 64 };

struct Ports {
	PortsSum sum;
	gpointer load;
	GArray *early;    /* of PortRow, that came before it was known which are heavy; NULL: it is */
	GHashTable *keys; /* of those that are heavy */
};

Ports *
ports_new(PortsSum sum, gpointer load)
{
	Ports *ports = g_new0(Ports, 1);

	ports->sum = sum;
	ports->load = load;
	ports->early = g_array_new(FALSE, FALSE, sizeof(PortRow));
	ports->keys = g_hash_table_new(NULL, NULL);
	return ports;
}

void
ports_free(Ports *ports)
{
	if (!ports)
		return;
	g_clear_pointer(&ports->early, g_array_unref);
	g_hash_table_destroy(ports->keys);
	g_free(ports);
}

static int
by_packets(gconstpointer a, gconstpointer b)
{
	const guint64 *x = a, *y = b;

	return x[1] != y[1] ? (x[1] < y[1] ? 1 : -1) : (x[0] > y[0]) - (x[0] < y[0]);
}

static void
choose(Ports *ports, const GArray *rows)
{
	g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) sums = g_array_new(FALSE, FALSE, 2 * sizeof(guint64)); /* key, packets */

	for (guint i = 0; i < rows->len; i++) {
		const PortRow *early = &g_array_index(rows, PortRow, i);
		gsize place = GPOINTER_TO_SIZE(g_hash_table_lookup(places, GUINT_TO_POINTER(early->key)));
		if (place == 0) {
			const guint64 sum[2] = { early->key, 0 };
			g_array_append_val(sums, sum);
			place = sums->len;
			g_hash_table_insert(places, GUINT_TO_POINTER(early->key), GSIZE_TO_POINTER(place));
		}
		((guint64 *)(void *)sums->data)[2 * place - 1] += early->packets;
	}
	g_array_sort(sums, by_packets);
	for (guint i = 0; i < MIN(sums->len, MOST); i++)
		g_hash_table_add(ports->keys, GUINT_TO_POINTER(((guint64 *)(void *)sums->data)[2 * i]));
}

static gboolean
count(const Ports *ports, const PortRow *row, GError **error)
{
	const SumCell by_hour = { row->hour, row->key, row->packets, 0, 0, SUM_PORT, SUM_OF_HOUR };
	const SumCell by_sensor = { row->day, row->key, row->packets, 0, row->sensor, SUM_PORT, SUM_OF_SENSOR };

	return !g_hash_table_contains(ports->keys, GUINT_TO_POINTER(row->key)) ||
	       (ports->sum(ports->load, &by_hour, error) && ports->sum(ports->load, &by_sensor, error));
}

gboolean
ports_end(Ports *ports, GError **error)
{
	g_autoptr(GArray) early = g_steal_pointer(&ports->early);
	gboolean ok = TRUE;

	if (!early)
		return TRUE;
	choose(ports, early);
	for (guint i = 0; i < early->len && ok; i++)
		ok = count(ports, &g_array_index(early, PortRow, i), error);
	return ok;
}

gboolean
ports_add(Ports *ports, const PortRow *row, GError **error)
{
	if (!ports->early)
		return count(ports, row, error);
	g_array_append_vals(ports->early, row, 1);
	return ports->early->len < EARLY || ports_end(ports, error);
}
