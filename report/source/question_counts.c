/*
 * question_counts.c: packets a bin of chosen keys.  Whole hours, and whole days of each sensor, are counted from sums; of
 * a port only where all its packets are in them, else from the rows.
 */
#include "question.h"

enum {
	FEW = 8,
	HOUR = 3600,
	KEY_AT =
	    40, /* a row of the answer is one number: its key, the key that splits it, its bin, from these bits on */
	SPLIT_AT = 16,
};

/* What a statement counts from. */
typedef struct {
	char *(*part)(Cluster *cluster, gint64 from, gint64 to);
	const char *key, *split, *time; /* NULL: of the rows, by dimension */
} View;

static const View rows = { cluster_counted, NULL, NULL, "time" };
static const View hours = { cluster_hours, "key", NULL, "hour" };
static const View shares = { cluster_shares, "key", "sensor", "day" };
static const View sums = { cluster_sums, "key", NULL, "day" };

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
	gint64 step;      /* of which every bin is a whole number [s] */
	GHashTable *sums; /* of ports: key to packets (guint64) in all of the span; NULL: not asked yet */
} Ask;

/* The number of a bin, of a few of them, or of a step. */
static void
append_bin(GString *sql, const Ask *ask, const char *time)
{
	if (ask->n_bins > FEW) {
		g_string_append_printf(sql,
		    "toUInt64(intDiv(toUInt32(%s) - %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "))", time, ask->edges[0],
		    ask->step);
		return;
	}
	g_string_append(sql, "toUInt64(0");
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

/* Whether the numbers of the bins leave room for a key that splits. */
static gboolean
are_bins_few(const Ask *ask)
{
	return ask->n_bins <= FEW || (ask->edges[ask->n_bins] - ask->edges[0]) / ask->step < 1 << SPLIT_AT;
}

/* --- one statement --------------------------------------------------------------------------- */

/* A row of the answer: the packets of a key, maybe split, in a bin. */
typedef struct {
	guint32 key, split;
	guint64 bin, packets;
} Count;

/* Appends the condition that rows of the view are of the keys; FALSE where none can be. */
static gboolean
append_keys(GString *sql, const View *view, Dimension dimension, const guint32 *keys, gsize n)
{
	if (view->part == cluster_counted)
		return question_keys(sql, dimension, keys, n);
	g_string_append_printf(sql, " AND dimension = %u AND key IN (", (guint)dimension);
	for (gsize i = 0; i < n; i++)
		g_string_append_printf(sql, "%s%u", i > 0 ? "," : "", keys[i]);
	g_string_append_c(sql, ')');
	return n > 0;
}

/*
 * What is to be asked of the view; NULL where there is nothing.  One number is what the server groups by fastest; where it
 * does not hold all the key that splits stands for itself.
 */
static char *
write_sql(const Ask *ask, const View *view, const SourceWant *want, const guint32 *keys, gsize n)
{
	const char *key = view->key ? view->key : question_key[want->dimension];
	const char *split = want->n_splits == 0 ? NULL : view->split ? view->split : question_key[want->split];
	gboolean whole = !split || are_bins_few(ask);
	gboolean held = want->dimension == DIMENSION_PORT && view != &rows; /* against all its packets */
	g_autofree char *part = view->part(ask->cluster, ask->edges[0], ask->edges[ask->n_bins]);
	g_autoptr(GString) sql = g_string_new(NULL);

	g_string_printf(sql, "SELECT bitShiftLeft(toUInt64(%s), %d)", key, KEY_AT);
	if (split && whole)
		g_string_append_printf(sql, " + bitShiftLeft(toUInt64(%s), %d)", split, SPLIT_AT);
	g_string_append(sql, " + ");
	append_bin(sql, ask, view->time);
	g_string_append_printf(
	    sql, " AS n, toUInt32(%s) AS s, toUInt64(sum(packets)) FROM %s", whole ? "0" : split, part);
	if (!part || !append_keys(sql, view, want->dimension, keys, n) ||
	    (split && !held && !question_keys(sql, want->split, want->split_keys, want->n_splits)))
		return NULL;
	g_string_append(sql, whole ? " GROUP BY n" : " GROUP BY n, s");
	return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* Appends what the view has of n keys to counts. */
static gboolean
ask_counts(const Ask *ask, const View *view, const SourceWant *want, const guint32 *keys, gsize n, GArray *counts,
    GError **error)
{
	gboolean whole = want->n_splits == 0 || are_bins_few(ask);
	guint64 bins = (G_GUINT64_CONSTANT(1) << (want->n_splits > 0 && whole ? SPLIT_AT : KEY_AT)) - 1;
	g_autofree char *sql = write_sql(ask, view, want, keys, n);
	g_autoptr(Answer) answer = sql ? cluster_ask(ask->cluster, "848", sql, error) : NULL;
	AnswerField f[3];
	int got = sql ? -1 : 0;

	while (answer && (got = answer_row(answer, f, error)) > 0) {
		const Count count = { (guint32)(f[0].number >> KEY_AT),
			whole ? (guint32)(f[0].number >> SPLIT_AT & 0xffffff) : (guint32)f[1].number,
			f[0].number & bins, f[2].number };
		g_array_append_val(counts, count);
	}
	return got == 0;
}

static void
add_counts(const Ask *ask, const SourceWant *want, const GArray *counts)
{
	g_autoptr(GHashTable) keys = question_places(want->keys, want->n_keys);
	g_autoptr(GHashTable) splits = question_places(want->split_keys, want->n_splits);

	for (guint i = 0; i < counts->len; i++) {
		const Count *count = &g_array_index(counts, Count, i);
		gsize key = question_place(keys, count->key);
		gsize split = want->n_splits > 0 ? question_place(splits, count->split) : 1;
		gsize bin = find_bin(ask, count->bin), row;
		if (key == 0 || split == 0 || bin == ask->n_bins)
			continue;
		row = (want->group ? want->group[key - 1] : key - 1) * MAX(want->n_splits, 1) + split - 1;
		want->counts[row * ask->n_bins + bin] += (gint64)count->packets;
	}
}

static gboolean
count_view(const Ask *ask, const View *view, const SourceWant *want, const guint32 *keys, gsize n, GError **error)
{
	g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(Count));

	if (!ask_counts(ask, view, want, keys, n, counts, error))
		return FALSE;
	add_counts(ask, want, counts);
	return TRUE;
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
choose_view(const Ask *ask, const SourceWant *want)
{
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

/* --- ports ----------------------------------------------------------------------------------- */

static void
add_packets(GHashTable *packets, guint32 key, guint64 more)
{
	guint64 *sum = g_hash_table_lookup(packets, GUINT_TO_POINTER(key));

	if (!sum)
		g_hash_table_insert(packets, GUINT_TO_POINTER(key), sum = g_new0(guint64, 1));
	*sum += more;
}

static guint64
packets_of(GHashTable *packets, guint32 key)
{
	const guint64 *sum = g_hash_table_lookup(packets, GUINT_TO_POINTER(key));

	return sum ? *sum : 0;
}

/* Learns the sums by day of the ports of all wants. */
static gboolean
ask_sums(Ask *ask, const SourceWant *wants, gsize n_wants, GError **error)
{
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autofree char *part = cluster_sums(ask->cluster, ask->edges[0], ask->edges[ask->n_bins]);
	g_autoptr(GString) sql = g_string_new(NULL);
	g_autoptr(Answer) answer = NULL;
	AnswerField f[2];
	int got = -1;

	ask->sums = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	for (gsize w = 0; w < n_wants; w++)
		if (wants[w].counts && wants[w].dimension == DIMENSION_PORT)
			g_array_append_vals(keys, wants[w].keys, (guint)wants[w].n_keys);
	g_string_printf(sql, "SELECT key, toUInt64(sum(packets)) FROM %s", part);
	if (!part || !append_keys(sql, &sums, DIMENSION_PORT, (const guint32 *)(const void *)keys->data, keys->len))
		return TRUE;
	g_string_append(sql, " GROUP BY key");
	answer = cluster_ask(ask->cluster, "48", sql->str, error);
	while (answer && (got = answer_row(answer, f, error)) > 0)
		add_packets(ask->sums, (guint32)f[0].number, f[1].number);
	return got == 0;
}

/* Takes the counts of ports of which the view lacks anything away, and gives these ports. */
static GArray *
part_ports(const Ask *ask, const SourceWant *want, GArray *counts)
{
	g_autoptr(GHashTable) there = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	GArray *rest = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint kept = 0;

	for (guint i = 0; i < counts->len; i++) {
		const Count *count = &g_array_index(counts, Count, i);
		add_packets(there, count->key, count->packets);
	}
	for (gsize k = 0; k < want->n_keys; k++)
		if (packets_of(there, want->keys[k]) != packets_of(ask->sums, want->keys[k]))
			g_array_append_val(rest, want->keys[k]);
	for (guint i = 0; i < counts->len; i++) {
		const Count *count = &g_array_index(counts, Count, i);
		if (packets_of(there, count->key) == packets_of(ask->sums, count->key))
			g_array_index(counts, Count, kept++) = *count;
	}
	g_array_set_size(counts, kept);
	return rest;
}

/* Where the sums of a port are not all there it is counted from the rows. */
static gboolean
count_ports(const Ask *ask, const View *view, const SourceWant *want, GError **error)
{
	g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(Count));
	g_autoptr(GArray) rest = NULL;

	if (!ask_counts(ask, view, want, want->keys, want->n_keys, counts, error))
		return FALSE;
	rest = part_ports(ask, want, counts);
	add_counts(ask, want, counts);
	return count_view(ask, &rows, want, (const guint32 *)(const void *)rest->data, rest->len, error);
}

static gboolean
count_want(Ask *ask, const SourceWant *want, const SourceWant *wants, gsize n_wants, GError **error)
{
	const View *view = choose_view(ask, want);

	if (want->dimension != DIMENSION_PORT || view == &rows)
		return count_view(ask, view, want, want->keys, want->n_keys, error);
	return (ask->sums || ask_sums(ask, wants, n_wants, error)) && count_ports(ask, view, want, error);
}

gboolean
question_counts(
    Cluster *cluster, const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants, GError **error)
{
	Ask ask = { cluster, edges, n_bins, step_of(edges, n_bins), NULL };
	gboolean ok = TRUE;

	for (gsize w = 0; w < n_wants && ok; w++)
		ok = !wants[w].counts || count_want(&ask, &wants[w], wants, n_wants, error);
	g_clear_pointer(&ask.sums, g_hash_table_unref);
	return ok;
}
