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

/* How much there is of each load: its number to n counts. */
static GHashTable *
ask_counts(Cluster *cluster, const char *sql, guint n, GError **error)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	g_autofree char *types = g_strnfill(1 + n, '8');
	g_autoptr(Answer) answer = cluster_ask(cluster, types, sql, error);
	AnswerField field[1 + SUM_DIMENSIONS];
	int got = -1;

	while (answer && (got = answer_row(answer, field, error)) > 0) {
		guint64 *row = g_new(guint64, n);
		for (guint i = 0; i < n; i++)
			row[i] = field[1 + i].number;
		g_hash_table_insert(counts, g_memdup2(&field[0].number, sizeof field[0].number), row);
	}
	return got < 0 ? NULL : g_steal_pointer(&counts);
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

/* Where each row or packet of a load has to be once, in each of some dimensions or not by any. */
static const struct {
	const char *what;
	char *(*part)(Cluster *cluster, gint64 from, gint64 to);
	guint first, end; /* dimensions; none: rows are counted */
	gint64 before;    /* how long before a packet its sum may begin [s] */
} places[] = {
	{ "packets in the sums", cluster_sums, SUM_PORT, SUM_DIMENSIONS, 2 * DAY },
	{ "packets in the sums by hour", cluster_hours, SUM_REGION, SUM_DIMENSIONS, HOUR },
	{ "packets in the sums by sensor", cluster_shares, SUM_REGION, SUM_SENSOR, 2 * DAY },
	{ "observations", cluster_rows, 0, 0, 0 },
};

static gboolean
compare(Cluster *cluster, const GPtrArray *loads, gsize place, GPtrArray *findings, GError **error)
{
	guint first = places[place].first, n = MAX(places[place].end - first, 1);
	gboolean rows = places[place].end == 0;
	g_autofree char *part = places[place].part(cluster, first_of(loads) - places[place].before, end_of(loads));
	g_autoptr(GString) sql = g_string_new("SELECT load");
	g_autoptr(GHashTable) counts = NULL;

	if (rows)
		g_string_append(sql, ", toUInt64(count())");
	for (guint d = first; d < places[place].end; d++)
		g_string_append_printf(sql, ", toUInt64(sumIf(packets, dimension = %u))", d);
	g_string_append_printf(sql, " FROM %s GROUP BY load", part);
	counts = ask_counts(cluster, sql->str, n, error);
	for (guint i = 0; counts && i < loads->len; i++) {
		const Load *load = loads->pdata[i];
		const guint64 *row = g_hash_table_lookup(counts, &load->id);
		gint64 want = rows ? load->observations : load->packets;
		for (guint k = 0; k < n; k++)
			if ((row ? row[k] : 0) != (guint64)want)
				g_ptr_array_add(
				    findings, finding(cluster, load, places[place].what, row ? row[k] : 0, want));
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
