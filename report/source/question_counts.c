/*
 * question_counts.c: packets a bin of chosen keys.  Whole hours, and whole days of each sensor, are counted from sums; of
 * a port only where all its packets are in them, else from the rows.
 */
#include "question.h"

enum { FEW = 8, HOUR = 3600 };

/* What a statement counts from. */
typedef struct {
	char *(*part)(Cluster *cluster, gint64 from, gint64 to);
	const char *key, *split, *time; /* NULL: of the rows, by dimension */
} View;

static const View rows = { cluster_counted, NULL, NULL, "time" };
static const View hours = { cluster_hours, "key", "toUInt32(0)", "hour" };
static const View shares = { cluster_shares, "key", "toUInt32(sensor)", "day" };
static const View sums = { cluster_sums, "key", "toUInt32(0)", "day" };

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

/* The longest step. */
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

/* What is asked. */
typedef struct {
	Cluster *cluster;
	const gint64 *edges;
	gsize n_bins;
	gint64 step; /* of which every bin is a whole number [s] */
	const SourceWant *want;
} Ask;

/* The number of a bin, of a few of them, or of a step. */
static void
append_bin(GString *sql, const Ask *ask, const char *time)
{
	if (ask->n_bins > FEW) {
		g_string_append_printf(sql,
		    "toUInt32(intDiv(toUInt32(%s) - %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "))", time, ask->edges[0],
		    ask->step);
		return;
	}
	g_string_append(sql, "toUInt32(0");
	for (gsize b = 1; b < ask->n_bins; b++)
		g_string_append_printf(sql, " + (toUInt32(%s) >= %" G_GINT64_FORMAT ")", time, ask->edges[b]);
	g_string_append_c(sql, ')');
}

static gsize
find_bin(const Ask *ask, guint64 number)
{
	gint64 t;

	if (ask->n_bins <= FEW)
		return MIN(number, ask->n_bins);
	t = ask->edges[0] + (gint64)number * ask->step;
	return t < ask->edges[ask->n_bins] ? bin_of(ask->edges, ask->n_bins, t) : ask->n_bins;
}

/* --- one statement --------------------------------------------------------------------------- */

/* Appends the condition that rows of the view are of the keys; FALSE where none can be. */
static gboolean
append_keys(GString *sql, const View *view, Dimension dimension, const GArray *keys)
{
	if (view->part == cluster_counted)
		return question_keys(sql, dimension, (const guint32 *)(const void *)keys->data, keys->len);
	g_string_append_printf(sql, " AND dimension = %u AND key IN (", (guint)dimension);
	for (guint i = 0; i < keys->len; i++)
		g_string_append_printf(sql, "%s%u", i > 0 ? "," : "", g_array_index(keys, guint32, i));
	g_string_append_c(sql, ')');
	return keys->len > 0;
}

static gboolean
take_counts(const Ask *ask, const char *sql, GError **error)
{
	const SourceWant *want = ask->want;
	g_autoptr(GHashTable) keys = question_places(want->keys, want->n_keys);
	g_autoptr(GHashTable) splits = question_places(want->split_keys, want->n_splits);
	g_autoptr(Answer) answer = cluster_ask(ask->cluster, "4448", sql, error);
	AnswerField f[4];
	int got = -1;

	while (answer && (got = answer_row(answer, f, error)) > 0) {
		gsize key = question_place(keys, f[0].number);
		gsize split = want->n_splits > 0 ? question_place(splits, f[1].number) : 1;
		gsize bin = find_bin(ask, f[2].number), row;
		if (key == 0 || split == 0 || bin == ask->n_bins)
			continue;
		row = (want->group ? want->group[key - 1] : key - 1) * MAX(want->n_splits, 1) + split - 1;
		want->counts[row * ask->n_bins + bin] += (gint64)f[3].number;
	}
	return got == 0;
}

static gboolean
count(const Ask *ask, const View *view, const GArray *keys, GError **error)
{
	const SourceWant *want = ask->want;
	g_autofree char *part = view->part(ask->cluster, ask->edges[0], ask->edges[ask->n_bins]);
	g_autoptr(GString) sql = g_string_new(NULL);
	const char *split = want->n_splits == 0 ? "toUInt32(0)" : view->split ? view->split : question_key[want->split];

	g_string_printf(sql, "SELECT %s AS k, %s AS s, ", view->key ? view->key : question_key[want->dimension], split);
	append_bin(sql, ask, view->time);
	g_string_append_printf(sql, " AS b, toUInt64(sum(packets)) FROM %s", part);
	if (!part || !append_keys(sql, view, want->dimension, keys) ||
	    (want->n_splits > 0 && !question_keys(sql, want->split, want->split_keys, want->n_splits)))
		return TRUE;
	g_string_append(sql, " GROUP BY k, s, b");
	return take_counts(ask, sql->str, error);
}

/* --- which sums there are -------------------------------------------------------------------- */

static gboolean
are_hours(const Ask *ask)
{
	for (gsize b = 0; b <= ask->n_bins; b++)
		if (ask->edges[b] % HOUR != 0)
			return FALSE;
	return TRUE;
}

static gboolean
is_day(const Ask *ask, gint64 t)
{
	gint64 next, before;

	question_days(cluster_zone(ask->cluster), t, &next, &before);
	return next == t;
}

static gboolean
are_days(const Ask *ask)
{
	for (gsize b = 0; b <= ask->n_bins; b++)
		if (!is_day(ask, ask->edges[b]))
			return FALSE;
	return TRUE;
}

static const View *
choose_view(const Ask *ask)
{
	const SourceWant *want = ask->want;

	if (cluster_is_limited(ask->cluster))
		return &rows; /* sums are of all classes */
	/* a port's sums can be held against those of days only */
	if (want->dimension == DIMENSION_PORT && (!is_day(ask, ask->edges[0]) || !is_day(ask, ask->edges[ask->n_bins])))
		return &rows;
	if (want->n_splits == 0)
		return are_hours(ask) ? &hours : &rows;
	return want->split == DIMENSION_SENSOR && want->dimension != DIMENSION_SENSOR && are_days(ask) ? &shares
												       : &rows;
}

/* Packets of keys in all of the span: key to packets; NULL on failure. */
static GHashTable *
add_up(const Ask *ask, const View *view, const GArray *keys, GError **error)
{
	g_autoptr(GHashTable) packets = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	g_autofree char *part = view->part(ask->cluster, ask->edges[0], ask->edges[ask->n_bins]);
	g_autoptr(GString) sql = g_string_new(NULL);
	g_autoptr(Answer) answer = NULL;
	AnswerField f[2];
	int got = -1;

	g_string_printf(sql, "SELECT key, toUInt64(sum(packets)) FROM %s", part);
	if (!part || !append_keys(sql, view, ask->want->dimension, keys))
		return g_steal_pointer(&packets);
	g_string_append(sql, " GROUP BY key");
	answer = cluster_ask(ask->cluster, "48", sql->str, error);
	while (answer && (got = answer_row(answer, f, error)) > 0)
		g_hash_table_insert(
		    packets, GSIZE_TO_POINTER((gsize)f[0].number), g_memdup2(&f[1].number, sizeof f[1].number));
	return got < 0 ? NULL : g_steal_pointer(&packets);
}

/* Takes the keys whose packets are not all in the view out of keys, and gives them. */
static GArray *
part_keys(const Ask *ask, const View *view, GArray *keys, GError **error)
{
	g_autoptr(GHashTable) all = add_up(ask, &sums, keys, error);
	g_autoptr(GHashTable) there = all ? add_up(ask, view, keys, error) : NULL;
	GArray *rest;
	guint kept = 0;

	if (!there)
		return NULL;
	rest = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint i = 0; i < keys->len; i++) {
		guint32 key = g_array_index(keys, guint32, i);
		const guint64 *want = g_hash_table_lookup(all, GUINT_TO_POINTER(key));
		const guint64 *got = g_hash_table_lookup(there, GUINT_TO_POINTER(key));
		if ((want ? *want : 0) == (got ? *got : 0))
			g_array_index(keys, guint32, kept++) = key;
		else
			g_array_append_val(rest, key);
	}
	g_array_set_size(keys, kept);
	return rest;
}

gboolean
question_counts(Cluster *cluster, const gint64 *edges, gsize n_bins, const SourceWant *want, GError **error)
{
	const Ask ask = { cluster, edges, n_bins, step_of(edges, n_bins), want };
	const View *view = choose_view(&ask);
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) rest = NULL;

	g_array_append_vals(keys, want->keys, (guint)want->n_keys);
	if (want->dimension == DIMENSION_PORT && view != &rows && !(rest = part_keys(&ask, view, keys, error)))
		return FALSE;
	return count(&ask, view, keys, error) && (!rest || count(&ask, &rows, rest, error));
}
