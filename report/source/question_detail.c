/*
 * question_detail.c: counts a bin and unique sources of chosen keys, a statement for each that is asked for.
 */
#include <string.h>
#include "question.h"

/* Exact, whatever the family: a set of each. */
#define SOURCES "toUInt64(uniqExactIf(source4, family = 4) + uniqExactIf(source6, family = 6))"

/* --- keys ------------------------------------------------------------------------------------ */

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

/* Key to its place, plus one: a key that stands twice has its first. */
static GHashTable *
places_of(const guint32 *keys, gsize n)
{
	GHashTable *places = g_hash_table_new(NULL, NULL);

	for (gsize i = 0; i < n; i++)
		if (!g_hash_table_contains(places, GUINT_TO_POINTER(keys[i])))
			g_hash_table_insert(places, GUINT_TO_POINTER(keys[i]), GSIZE_TO_POINTER(i + 1));
	return places;
}

static gsize
place_of(GHashTable *places, guint64 key)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup(places, GSIZE_TO_POINTER((gsize)key)));
}

/* --- bins ------------------------------------------------------------------------------------ */

static gint64
common(gint64 a, gint64 b)
{
	while (b != 0) {
		gint64 rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The longest step of which every bin is a whole number [s]. */
static gint64
step_of(const gint64 *edges, gsize n_bins)
{
	gint64 step = 0;

	for (gsize b = 0; b < n_bins; b++)
		step = common(edges[b + 1] - edges[b], step);
	return MAX(step, 1);
}

static gsize
bin_of(const gint64 *edges, gsize n_bins, gint64 t)
{
	gsize low = 0, high = n_bins;

	while (high - low > 1) {
		gsize middle = (low + high) / 2;
		if (edges[middle] <= t)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* --- counts ---------------------------------------------------------------------------------- */

/* What one statement is about. */
typedef struct {
	Cluster *cluster;
	const char *part; /* of the rows */
	const gint64 *edges;
	gsize n_bins;
	gint64 step;
} Ask;

static gboolean
take_counts(const Ask *ask, const SourceWant *want, const char *sql, GError **error)
{
	g_autoptr(GHashTable) keys = places_of(want->keys, want->n_keys);
	g_autoptr(GHashTable) splits = places_of(want->split_keys, want->n_splits);
	g_autoptr(Answer) answer = cluster_ask(ask->cluster, "4448", sql, error);
	AnswerField f[4];
	int got = -1;

	while (answer && (got = answer_row(answer, f, error)) > 0) {
		gsize key = place_of(keys, f[0].number), split = want->n_splits > 0 ? place_of(splits, f[1].number) : 1;
		gint64 t = ask->edges[0] + (gint64)f[2].number * ask->step;
		gsize row;
		if (key == 0 || split == 0 || t >= ask->edges[ask->n_bins])
			continue;
		row = (want->group ? want->group[key - 1] : key - 1) * MAX(want->n_splits, 1) + split - 1;
		want->counts[row * ask->n_bins + bin_of(ask->edges, ask->n_bins, t)] += (gint64)f[3].number;
	}
	return got == 0;
}

static gboolean
count(const Ask *ask, const SourceWant *want, GError **error)
{
	g_autoptr(GString) sql = g_string_new(NULL);

	g_string_printf(sql,
	    "SELECT %s AS k, %s AS s, toUInt32(intDiv(toUInt32(time) - %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
	    ")) AS b, sum(packets) FROM %s",
	    question_key[want->dimension], want->n_splits > 0 ? question_key[want->split] : "toUInt32(0)",
	    ask->edges[0], ask->step, ask->part);
	if (!question_keys(sql, want->dimension, want->keys, want->n_keys) ||
	    (want->n_splits > 0 && !question_keys(sql, want->split, want->split_keys, want->n_splits)))
		return TRUE;
	g_string_append(sql, want->n_splits > 0 ? " GROUP BY k, s, b" : " GROUP BY k, b");
	return take_counts(ask, want, sql->str, error);
}

/* --- sources --------------------------------------------------------------------------------- */

/* Appends "transform(key, [keys], [groups + 1], 0)": sets are of groups, so the server has to know them. */
static void
append_group(GString *sql, const SourceWant *want)
{
	g_autoptr(GHashTable) places = places_of(want->keys, want->n_keys);
	const char *between = "";

	g_string_append_printf(sql, "toUInt32(transform(%s, [", question_key[want->dimension]);
	for (gsize i = 0; i < want->n_keys; i++)
		if (place_of(places, want->keys[i]) == i + 1) {
			g_string_append_printf(sql, "%stoUInt32(%u)", between, want->keys[i]);
			between = ",";
		}
	g_string_append(sql, "], [");
	between = "";
	for (gsize i = 0; i < want->n_keys; i++)
		if (place_of(places, want->keys[i]) == i + 1) {
			g_string_append_printf(
			    sql, "%stoUInt32(%zu)", between, want->group ? want->group[i] + (gsize)1 : i + 1);
			between = ",";
		}
	g_string_append(sql, "], toUInt32(0)))");
}

static gboolean
count_sources(const Ask *ask, const SourceWant *want, GError **error)
{
	g_autoptr(GString) sql = g_string_new("SELECT ");
	g_autoptr(Answer) answer = NULL;
	AnswerField f[2];
	int got = -1;

	append_group(sql, want);
	g_string_append_printf(sql, " AS g, " SOURCES " FROM %s", ask->part);
	if (!question_keys(sql, want->dimension, want->keys, want->n_keys))
		return TRUE;
	g_string_append(sql, " GROUP BY g");
	answer = cluster_ask(ask->cluster, "48", sql->str, error);
	while (answer && (got = answer_row(answer, f, error)) > 0)
		if (f[0].number > 0 && f[0].number <= want->n_groups)
			want->sources[f[0].number - 1] = (gint64)f[1].number;
	return got == 0;
}

static gboolean
count_all_sources(const Ask *ask, gint64 *total, GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT " SOURCES " FROM %s", ask->part);
	g_autoptr(Answer) answer = cluster_ask(ask->cluster, "8", sql, error);
	AnswerField field;
	int got = answer ? answer_row(answer, &field, error) : -1;

	if (got > 0)
		*total = (gint64)field.number;
	return got >= 0;
}

gboolean
question_detail(Cluster *cluster, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants, gint64 *total,
    GError **error)
{
	g_autofree char *part = cluster_rows(cluster, edges[0], edges[n_bins]);
	const Ask ask = { cluster, part, edges, n_bins, step_of(edges, n_bins) };

	if (total)
		*total = 0;
	for (gsize w = 0; w < n_wants; w++)
		if (wants[w].sources)
			memset(wants[w].sources, 0, wants[w].n_groups * sizeof *wants[w].sources);
	if (!part)
		return TRUE;
	for (gsize w = 0; w < n_wants; w++)
		if ((wants[w].counts && !count(&ask, &wants[w], error)) ||
		    (wants[w].sources && !count_sources(&ask, &wants[w], error)))
			return FALSE;
	return !total || count_all_sources(&ask, total, error);
}
