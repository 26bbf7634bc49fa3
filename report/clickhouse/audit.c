/*
 * audit.c: whether what was committed is there.  Servers do not write to the disk before they answer (18.16 cannot), and
 * a block may have been sent twice: a report of less or more than was loaded must not be printed.
 */
#include "cluster.h"
#include "error.h"
#include "tallies.h"

#define DAY  86400
#define HOUR 3600

static char *
finding(const Cluster *cluster, const Load *load, const char *what, guint64 there, gint64 want)
{
	return g_strdup_printf("database '%s' holds %" G_GUINT64_FORMAT " %s of '%s' (load %" G_GINT64_FORMAT
			       "), and %" G_GINT64_FORMAT " were loaded",
	    cluster->target->database, there, what, load->name, load->id, want);
}

/* A load and a dimension in one number: numbers of loads are below 2^62 until the year 2112. */
static guint64
place_of(guint64 load, guint64 dimension)
{
	return load << 2 | dimension;
}

/* How much there is of each. */
static GHashTable *
ask_counts(Cluster *cluster, const char *sql, GError **error)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	g_autoptr(Answer) answer = cluster_ask(cluster, "818", sql, error);
	AnswerField field[3];
	int got = -1;

	while (answer && (got = answer_row(answer, field, error)) > 0) {
		guint64 place = place_of(field[0].number, field[1].number);
		g_hash_table_insert(
		    counts, g_memdup2(&place, sizeof place), g_memdup2(&field[2].number, sizeof field[2].number));
	}
	return got < 0 ? NULL : g_steal_pointer(&counts);
}

static guint64
count_of(GHashTable *counts, gint64 load, guint dimension)
{
	guint64 place = place_of((guint64)load, dimension);
	const guint64 *count = g_hash_table_lookup(counts, &place);

	return count ? *count : 0;
}

/* Of all that the loads have, not only of the span that they touch. */
static gint64
first_of(const GPtrArray *loads)
{
	gint64 first = G_MAXINT64;

	for (guint i = 0; i < loads->len; i++)
		first = MIN(first, ((const Load *)loads->pdata[i])->first);
	return first;
}

static gint64
end_of(const GPtrArray *loads)
{
	gint64 end = 0;

	for (guint i = 0; i < loads->len; i++)
		end = MAX(end, ((const Load *)loads->pdata[i])->last + 1);
	return end;
}

/* Where each row or packet of a load has to be once, by dimension or not at all. */
static const struct {
	const char *what;
	char *(*part)(Cluster *cluster, gint64 from, gint64 to);
	const char *columns;
	guint first, last; /* dimensions */
	gint64 before;     /* how long before a packet its sum may begin [s] */
} places[] = {
	{ "packets in the sums", cluster_sums, "dimension, toUInt64(sum(packets))", SUM_PORT, SUM_SENSOR, 2 * DAY },
	{ "packets in the sums by hour", cluster_hours, "dimension, toUInt64(sum(packets))", SUM_REGION, SUM_SENSOR,
	    HOUR },
	{ "packets in the sums by sensor", cluster_shares, "dimension, toUInt64(sum(packets))", SUM_REGION,
	    SUM_SIGNATURE, 2 * DAY },
	{ "observations", cluster_rows, "toUInt8(0) AS dimension, toUInt64(count())", 0, 0, 0 },
};

static gboolean
compare(Cluster *cluster, const GPtrArray *loads, gsize place, GPtrArray *findings, GError **error)
{
	g_autofree char *part = places[place].part(cluster, first_of(loads) - places[place].before, end_of(loads));
	g_autofree char *sql =
	    g_strdup_printf("SELECT load, %s FROM %s GROUP BY load, dimension", places[place].columns, part);
	g_autoptr(GHashTable) counts = ask_counts(cluster, sql, error);

	for (guint i = 0; counts && i < loads->len; i++) {
		const Load *load = loads->pdata[i];
		gint64 want = places[place].part == cluster_rows ? load->observations : load->packets;
		for (guint d = places[place].first; d <= places[place].last; d++) {
			guint64 there = count_of(counts, load->id, d);
			if (there != (guint64)want)
				g_ptr_array_add(findings, finding(cluster, load, places[place].what, there, want));
		}
	}
	return counts != NULL;
}

GPtrArray *
cluster_audit(Cluster *cluster, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GPtrArray) loads = cluster_loads(cluster, from, to);
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	for (gsize place = 0; place < G_N_ELEMENTS(places) && loads->len > 0; place++)
		if (!compare(cluster, loads, place, findings, error))
			return NULL;
	return g_steal_pointer(&findings);
}

gboolean
cluster_check(Cluster *cluster, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GPtrArray) findings = cluster_audit(cluster, from, to, error);

	if (findings && findings->len > 0)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "%s; see teiten-clickhouse(7)",
		    (const char *)findings->pdata[findings->len - 1]);
	return findings && findings->len == 0;
}
