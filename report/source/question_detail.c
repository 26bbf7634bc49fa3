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
	const char *each;  /* how a statement ends whose answer each shard gives alone, or "" */
	gboolean one_geo;  /* a source is of one region */
	GHashTable *known; /* key to sources (gint64), of a dimension */
} Ask;

/* IPv4 and IPv6 have columns of their own; where no row is of IPv6 its column need not be read. */
static gboolean
find_families(Ask *ask, gboolean four, GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT toUInt64(countIf(family = 6)) FROM %s", ask->part);
	g_autoptr(Answer) answer = four ? NULL : cluster_ask(ask->cluster, "8", sql, error);
	AnswerField field = { 0 };
	int got = answer ? answer_row(answer, &field, error) : four ? 0 : -1;

	ask->count = field.number == 0
			 ? "toUInt64(uniqExact(source4))"
			 : "toUInt64(uniqExactIf(source4, family = 4) + uniqExactIf(source6, family = 6))";
	return got >= 0;
}

/* The distinct sources of some keys together, of all rows where n is 0.  A row a shard, if each answers alone. */
static gboolean
count_together(const Ask *ask, Dimension dimension, const guint32 *keys, gsize n, gint64 *sources, GError **error)
{
	g_autoptr(GString) sql = g_string_new(NULL);
	g_autoptr(Answer) answer = NULL;
	AnswerField field;
	int got = -1;

	g_string_printf(sql, "SELECT %s FROM %s", ask->count, ask->part);
	if (n > 0 && !question_keys(sql, dimension, keys, n))
		return TRUE;
	g_string_append(sql, ask->each);
	answer = cluster_ask(ask->cluster, "8", sql->str, error);
	while (answer && (got = answer_row(answer, &field, error)) > 0)
		*sources += (gint64)field.number;
	return got == 0;
}

/* The number that a key has so far. */
static gint64 *
place_for(const Ask *ask, guint64 key)
{
	gint64 *place = g_hash_table_lookup(ask->known, GSIZE_TO_POINTER((gsize)key));

	if (!place)
		g_hash_table_insert(ask->known, GSIZE_TO_POINTER((gsize)key), place = g_new0(gint64, 1));
	return place;
}

/*
 * The distinct sources of each of some keys, and of all rows where total, to what is known of the dimension.  The answer's
 * key 0 is all rows, so the others are one more.  Where a source is of one region the regions add up to all.
 */
static gboolean
count_each(const Ask *ask, Dimension dimension, const GArray *keys, gint64 *total, GError **error)
{
	gboolean rollup = total && !(dimension == DIMENSION_REGION && ask->one_geo);
	g_autoptr(GString) sql = g_string_new(NULL);
	g_autoptr(Answer) answer = NULL;
	AnswerField f[2];
	int got = -1;

	g_string_printf(
	    sql, "SELECT toUInt32(%s + 1) AS k, %s FROM %s", question_key[dimension], ask->count, ask->part);
	if (!total && dimension != DIMENSION_SENSOR &&
	    !question_keys(sql, dimension, (const guint32 *)(const void *)keys->data, keys->len))
		return TRUE;
	g_string_append_printf(sql, " GROUP BY k%s%s", rollup ? " WITH ROLLUP" : "", ask->each);
	answer = cluster_ask(ask->cluster, "48", sql->str, error);
	while (answer && (got = answer_row(answer, f, error)) > 0) {
		if (f[0].number > 0)
			*place_for(ask, f[0].number - 1) += (gint64)f[1].number;
		if (total && (f[0].number == 0) == rollup)
			*total += (gint64)f[1].number;
	}
	return got == 0;
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

static const guint32 *
keys_of(const GArray *keys)
{
	return (const guint32 *)(const void *)keys->data;
}

/* The groups of several keys are counted one by one. */
static gboolean
take_sources(const Ask *ask, const SourceWant *want, GError **error)
{
	g_autoptr(GPtrArray) groups = part_keys(want);

	for (guint g = 0; g < groups->len; g++) {
		const GArray *keys = groups->pdata[g];
		if (keys->len == 1)
			want->sources[g] = *place_for(ask, keys_of(keys)[0]);
		else if (keys->len > 1 &&
			 !count_together(ask, want->dimension, keys_of(keys), keys->len, &want->sources[g], error))
			return FALSE;
	}
	return TRUE;
}

/* Adds the keys that have a group of their own. */
static void
add_alone(const SourceWant *want, GArray *alone)
{
	g_autoptr(GPtrArray) groups = part_keys(want);

	for (guint g = 0; g < groups->len; g++) {
		const GArray *keys = groups->pdata[g];
		if (keys->len == 1)
			g_array_append_vals(alone, keys->data, 1);
	}
}

/* All wants of a dimension in one pass, and all rows' sources where total is not NULL. */
static gboolean
count_dimension(Ask *ask, Dimension dimension, const SourceWant *wants, gsize n_wants, gint64 *total, GError **error)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	g_autoptr(GArray) alone = g_array_new(FALSE, FALSE, sizeof(guint32));

	ask->known = known;
	for (gsize w = 0; w < n_wants; w++)
		if (wants[w].sources && wants[w].dimension == dimension)
			add_alone(&wants[w], alone);
	if (!count_each(ask, dimension, alone, total, error))
		return FALSE;
	for (gsize w = 0; w < n_wants; w++)
		if (wants[w].sources && wants[w].dimension == dimension && !take_sources(ask, &wants[w], error))
			return FALSE;
	return TRUE;
}

/* All sources in the same pass as those of regions, where these are asked for: a region is few keys. */
static gboolean
count_all_sources(Ask *ask, const SourceWant *wants, gsize n_wants, gint64 *total, GError **error)
{
	gboolean asked[DIMENSION_COUNT] = { FALSE };

	for (gsize w = 0; w < n_wants; w++)
		asked[wants[w].dimension] = asked[wants[w].dimension] || wants[w].sources;
	for (Dimension d = 0; d < DIMENSION_COUNT; d++)
		if (asked[d] && !count_dimension(ask, d, wants, n_wants, d == DIMENSION_REGION ? total : NULL, error))
			return FALSE;
	return asked[DIMENSION_REGION] || !total || count_together(ask, DIMENSION_PORT, NULL, 0, total, error);
}

static gboolean
asks_sources(const SourceWant *wants, gsize n_wants, const gint64 *total)
{
	gboolean any = total != NULL;

	for (gsize w = 0; w < n_wants; w++)
		any = any || wants[w].sources;
	return any;
}

gboolean
question_detail(Cluster *cluster, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants, gint64 *total,
    GError **error)
{
	gint64 from = edges[0], to = edges[n_bins];
	g_autofree char *part = cluster_counted(cluster, from, to);
	Ask ask = { cluster, part, NULL,
		cluster_is_spread(cluster, from, to) ? " SETTINGS distributed_group_by_no_merge = 1" : "",
		cluster_has_one_geo(cluster, from, to), NULL };

	if (total)
		*total = 0;
	for (gsize w = 0; w < n_wants; w++)
		if (wants[w].sources)
			memset(wants[w].sources, 0, wants[w].n_groups * sizeof *wants[w].sources);
	if (!part)
		return TRUE;
	return question_counts(cluster, edges, n_bins, wants, n_wants, error) &&
	       (!asks_sources(wants, n_wants, total) ||
		   (find_families(&ask, cluster_is_four(cluster, from, to), error) &&
		       count_all_sources(&ask, wants, n_wants, total, error)));
}
