/*
 * audit.c: whether what was committed is there.  Servers do not write to the disk before they answer (18.16 cannot), and
 * a block may have been sent twice: a report of less or more than was loaded must not be printed.
 */
#include "cluster.h"
#include "error.h"

#define DAY 86400

static gboolean
fail(const Cluster *cluster, const Load *load, const char *what, guint64 there, gint64 want, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
	    "database '%s' holds %" G_GUINT64_FORMAT " %s of '%s' (load %" G_GINT64_FORMAT "), and %" G_GINT64_FORMAT
	    " were loaded; see teiten-clickhouse(7)",
	    cluster->target->database, there, what, load->name, load->id, want);
	return FALSE;
}

/* Number of a load by how much of it there is. */
static GHashTable *
ask_counts(Cluster *cluster, const char *sql, GError **error)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	g_autoptr(Answer) answer = cluster_ask(cluster, "88", sql, error);
	AnswerField field[2];
	int got = -1;

	while (answer && (got = answer_row(answer, field, error)) > 0)
		g_hash_table_insert(counts, g_memdup2(&field[0].number, sizeof field[0].number),
		    g_memdup2(&field[1].number, sizeof field[1].number));
	return got < 0 ? NULL : g_steal_pointer(&counts);
}

static guint64
count_of(GHashTable *counts, gint64 load)
{
	const guint64 *count = g_hash_table_lookup(counts, &load);

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

static gboolean
compare(Cluster *cluster, const GPtrArray *loads, gboolean sums, guint dimension, GError **error)
{
	gint64 first = first_of(loads), end = end_of(loads);
	g_autofree char *part = sums ? cluster_sums(cluster, first - 2 * DAY, end) : cluster_rows(cluster, first, end);
	g_autofree char *sql =
	    sums
		? g_strdup_printf("SELECT load, sum(packets) FROM %s AND dimension = %u GROUP BY load", part, dimension)
		: g_strdup_printf("SELECT load, count() FROM %s GROUP BY load", part);
	g_autoptr(GHashTable) counts = ask_counts(cluster, sql, error);

	for (guint i = 0; counts && i < loads->len; i++) {
		const Load *load = loads->pdata[i];
		gint64 want = sums ? load->packets : load->observations;
		guint64 there = count_of(counts, load->id);
		if (there != (guint64)want)
			return fail(cluster, load, sums ? "packets in the sums" : "observations", there, want, error);
	}
	return counts != NULL;
}

gboolean
cluster_check(Cluster *cluster, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GPtrArray) loads = cluster_loads(cluster, from, to);

	if (loads->len == 0)
		return TRUE;
	for (guint dimension = 0; dimension < 4; dimension++)
		if (!compare(cluster, loads, TRUE, dimension, error))
			return FALSE;
	return compare(cluster, loads, FALSE, 0, error);
}
