/*
 * question_detail.c: unique sources of chosen keys, and counts a bin (question_counts.c), in as few passes over the rows
 * as they need.
 */
#include <string.h>
#include "question.h"

/* What the statements are about. */
typedef struct {
	Cluster *cluster;
	const char *part;  /* of the rows */
	const char *count; /* the exact number of distinct addresses, as an expression of type UInt64 */
} Ask;

/* IPv4 and IPv6 have columns of their own; where no row is of IPv6 its column need not be read. */
static gboolean
find_families(Ask *ask, GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT toUInt64(countIf(family = 6)) FROM %s", ask->part);
	g_autoptr(Answer) answer = cluster_ask(ask->cluster, "8", sql, error);
	AnswerField field = { 0 };
	int got = answer ? answer_row(answer, &field, error) : -1;

	ask->count = field.number == 0
			 ? "toUInt64(uniqExact(source4))"
			 : "toUInt64(uniqExactIf(source4, family = 4) + uniqExactIf(source6, family = 6))";
	return got >= 0;
}

/* The distinct sources of some keys together, of all rows where n is 0. */
static gboolean
count_together(const Ask *ask, Dimension dimension, const guint32 *keys, gsize n, gint64 *sources, GError **error)
{
	g_autoptr(GString) sql = g_string_new(NULL);
	g_autoptr(Answer) answer = NULL;
	AnswerField field;
	int got;

	g_string_printf(sql, "SELECT %s FROM %s", ask->count, ask->part);
	if (n > 0 && !question_keys(sql, dimension, keys, n))
		return TRUE;
	answer = cluster_ask(ask->cluster, "8", sql->str, error);
	got = answer ? answer_row(answer, &field, error) : -1;
	if (got > 0)
		*sources = (gint64)field.number;
	return got >= 0;
}

/*
 * The distinct sources of each key that has a group of its own, and of all rows where total.  Key 0 of the answer is all
 * of them, so the others are one more.  A sensor is on one shard, whose sets need not travel; where the shards of a cluster
 * became more it may be on two, and then twice is TRUE and nothing was counted.
 */
static gboolean
count_each(const Ask *ask, const SourceWant *want, const GArray *keys, gint64 *total, gboolean apart, gboolean *twice,
    GError **error)
{
	g_autoptr(GHashTable) places = question_places(want->keys, want->n_keys);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GString) sql = g_string_new(NULL);
	g_autoptr(Answer) answer = NULL;
	AnswerField f[2];
	int got = -1;

	*twice = FALSE;
	g_string_printf(
	    sql, "SELECT toUInt32(%s + 1) AS k, %s FROM %s", question_key[want->dimension], ask->count, ask->part);
	if (!total && !question_keys(sql, want->dimension, (const guint32 *)(const void *)keys->data, keys->len))
		return TRUE;
	g_string_append_printf(sql, " GROUP BY k%s%s", total ? " WITH ROLLUP" : "",
	    apart ? " SETTINGS distributed_group_by_no_merge = 1" : "");
	answer = cluster_ask(ask->cluster, "48", sql->str, error);
	while (answer && !*twice && (got = answer_row(answer, f, error)) > 0) {
		gsize place = f[0].number > 0 ? question_place(places, f[0].number - 1) : 0;
		if (f[0].number == 0 && total)
			*total = (gint64)f[1].number;
		else if (place > 0)
			want->sources[want->group ? want->group[place - 1] : place - 1] = (gint64)f[1].number;
		*twice = apart && !g_hash_table_add(seen, GSIZE_TO_POINTER((gsize)f[0].number));
	}
	return got >= 0;
}

/* The keys of each group, those that stand twice where they stand first. */
static GPtrArray *
part_keys(const SourceWant *want)
{
	g_autoptr(GHashTable) places = question_places(want->keys, want->n_keys);
	GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

	for (gsize g = 0; g < want->n_groups; g++)
		g_ptr_array_add(groups, g_array_new(FALSE, FALSE, sizeof(guint32)));
	for (gsize k = 0; k < want->n_keys; k++)
		if (question_place(places, want->keys[k]) == k + 1)
			g_array_append_val((GArray *)groups->pdata[want->group ? want->group[k] : k], want->keys[k]);
	return groups;
}

/* total NULL: not asked */
static gboolean
count_sources(const Ask *ask, const SourceWant *want, gint64 *total, GError **error)
{
	g_autoptr(GPtrArray) groups = part_keys(want);
	g_autoptr(GArray) alone = g_array_new(FALSE, FALSE, sizeof(guint32));
	gboolean apart = want->dimension == DIMENSION_SENSOR && !total, twice;

	for (guint g = 0; g < groups->len; g++) {
		const GArray *keys = groups->pdata[g];
		if (keys->len == 1)
			g_array_append_vals(alone, keys->data, 1);
	}
	if (!count_each(ask, want, alone, total, apart, &twice, error) ||
	    (twice && !count_each(ask, want, alone, total, FALSE, &twice, error)))
		return FALSE;
	for (guint g = 0; g < groups->len; g++) {
		const GArray *keys = groups->pdata[g];
		if (keys->len > 1 && !count_together(ask, want->dimension, (const guint32 *)(const void *)keys->data,
					 keys->len, &want->sources[g], error))
			return FALSE;
	}
	return TRUE;
}

/* All sources in the same pass as those of regions, where these are asked for: a region is few keys. */
static gboolean
count_all_sources(Cluster *cluster, const char *part, SourceWant *wants, gsize n_wants, gint64 *total, GError **error)
{
	Ask ask = { cluster, part, NULL };
	gboolean any = total != NULL;

	for (gsize w = 0; w < n_wants; w++)
		any = any || wants[w].sources;
	if (!any)
		return TRUE;
	if (!find_families(&ask, error))
		return FALSE;
	for (gsize w = 0; w < n_wants; w++) {
		gboolean with = wants[w].dimension == DIMENSION_REGION;
		if (wants[w].sources && !count_sources(&ask, &wants[w], with ? total : NULL, error))
			return FALSE;
		if (wants[w].sources && with)
			total = NULL;
	}
	return !total || count_together(&ask, DIMENSION_PORT, NULL, 0, total, error);
}

gboolean
question_detail(Cluster *cluster, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants, gint64 *total,
    GError **error)
{
	g_autofree char *part = cluster_counted(cluster, edges[0], edges[n_bins]);

	if (total)
		*total = 0;
	for (gsize w = 0; w < n_wants; w++)
		if (wants[w].sources)
			memset(wants[w].sources, 0, wants[w].n_groups * sizeof *wants[w].sources);
	if (!part)
		return TRUE;
	for (gsize w = 0; w < n_wants; w++)
		if (wants[w].counts && !question_counts(cluster, edges, n_bins, &wants[w], error))
			return FALSE;
	return count_all_sources(cluster, part, wants, n_wants, total, error);
}
