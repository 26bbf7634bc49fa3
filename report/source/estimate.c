/*
 * estimate.c: a sketch for each group that expired days have packets of.  How many packets these are by the sums says
 * whether the sketches that are kept have seen them all.
 */
#include "brief.h"
#include "estimate.h"
#include "unique.h"

enum { HOURS = 256 /* of a sensor's sums */ };

typedef struct {
	gint64 packets, seen; /* of the expired days, by the sums; those that the sketch has seen */
	Sketch *sketch;       /* NULL where there is none */
} Guess;

struct Estimate {
	const SourceWant *wants;
	gsize n;
	Guess **guesses; /* [n + 1] groups of each want, [1] of all packets; NULL where no sources are asked for */
	gboolean cut;    /* some expired day is not between the edges as a whole */
	GMutex lock;     /* of the sketches */
};

static gsize
groups_of(const Estimate *estimate, gsize want)
{
	return want == estimate->n ? 1 : estimate->wants[want].n_groups;
}

void
estimate_free(Estimate *estimate)
{
	if (!estimate)
		return;
	for (gsize w = 0; w <= estimate->n; w++) {
		for (gsize g = 0; estimate->guesses[w] && g < groups_of(estimate, w); g++)
			g_free(estimate->guesses[w][g].sketch);
		g_free(estimate->guesses[w]);
	}
	g_free(estimate->guesses);
	g_free(estimate);
}

/* --- what is kept ---------------------------------------------------------------------------- */

/* The expired days: what their sums are, and the quarters that they are of. */
typedef struct {
	Store *store;
	Counter *sums[SUM_COUNT]; /* NULL where not asked for yet */
	const GArray *days;
} Gone;

static void
gone_clear(Gone *gone)
{
	for (gsize sum = 0; sum < SUM_COUNT; sum++)
		counter_free(gone->sums[sum]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gone, gone_clear)

static gboolean
add_sums(Gone *gone, Sum sum, GError **error)
{
	if (gone->sums[sum])
		return TRUE;
	gone->sums[sum] = counter_new();
	for (guint d = 0; d < gone->days->len; d++)
		if (!store_sum(
			gone->store, sum, g_array_index(gone->days, ExpiredDay, d).start, gone->sums[sum], error))
			return FALSE;
	return TRUE;
}

static gint64
packets_of(const Gone *gone, Sum sum, guint32 key)
{
	gint64 packets = 0;

	if (sum != SUM_SENSOR)
		return key < COUNTER_KEYS ? counter_get(gone->sums[sum], key) : 0;
	for (guint32 hour = 0; key <= G_MAXUINT16 && hour < HOURS; hour++)
		packets += counter_get(gone->sums[sum], key << 8 | hour);
	return packets;
}

/* Merges what a quarter kept of the key. */
static gboolean
add_quarter(const Gone *gone, guint sum, guint32 key, gint64 quarter, Guess *guess, GError **error)
{
	Sketch sketch = { { 0 } };
	gint64 seen = 0;

	if (!store_sketch(gone->store, sum, quarter, key, &sketch, &seen, error))
		return FALSE;
	if (seen == 0)
		return TRUE;
	if (!guess->sketch)
		guess->sketch = g_new0(Sketch, 1);
	sketch_merge(guess->sketch, &sketch);
	guess->seen += seen;
	return TRUE;
}

/* Of each quarter of the expired days. */
static gboolean
add_kept(const Gone *gone, guint sum, guint32 key, gint64 packets, Guess *guess, GError **error)
{
	gint64 before = G_MAXINT64;

	guess->packets += packets;
	for (guint d = 0; d < gone->days->len; d++) {
		gint64 quarter = g_array_index(gone->days, ExpiredDay, d).quarter;

		if (quarter != before && quarter != G_MAXINT64 && !add_quarter(gone, sum, key, quarter, guess, error))
			return FALSE;
		before = quarter;
	}
	return TRUE;
}

static gboolean
add_want(Estimate *estimate, Gone *gone, gsize w, GError **error)
{
	const SourceWant *want = &estimate->wants[w];
	Sum sum = brief_sums[want->dimension];
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	estimate->guesses[w] = g_new0(Guess, want->n_groups + 1);
	if (!add_sums(gone, sum, error))
		return FALSE;
	for (gsize k = 0; k < want->n_keys; k++) {
		gint64 packets = packets_of(gone, sum, want->keys[k]);

		if (packets == 0 || !g_hash_table_add(seen, GUINT_TO_POINTER(want->keys[k])))
			continue; /* of a key that stands more than once the first counts */
		if (!add_kept(gone, sum, want->keys[k], packets,
			&estimate->guesses[w][want->group ? want->group[k] : k], error))
			return FALSE;
	}
	return TRUE;
}

static void
add_packets(guint32 key, gint64 packets, gpointer data)
{
	(void)key;
	*(gint64 *)data += packets;
}

static gboolean
add_total(Estimate *estimate, Gone *gone, GError **error)
{
	gint64 packets = 0;

	estimate->guesses[estimate->n] = g_new0(Guess, 1);
	if (!add_sums(gone, SUM_REGION, error))
		return FALSE;
	counter_each(gone->sums[SUM_REGION], add_packets, &packets);
	return add_kept(gone, SKETCH_ALL, 0, packets, estimate->guesses[estimate->n], error);
}

Estimate *
estimate_new(
    Store *store, const GArray *expired, gint64 from, gint64 to, const SourceWant *wants, gsize n, GError **error)
{
	g_autoptr(Estimate) estimate = g_new0(Estimate, 1);
	g_auto(Gone) gone = { .store = store, .days = expired };

	estimate->wants = wants;
	estimate->n = n;
	estimate->guesses = g_new0(Guess *, n + 1);
	for (guint d = 0; d < expired->len; d++) {
		const ExpiredDay *day = &g_array_index(expired, ExpiredDay, d);
		estimate->cut |= day->start < from || day->end > to;
	}
	for (gsize w = 0; w < n; w++)
		if (wants[w].sources && !add_want(estimate, &gone, w, error))
			return NULL;
	return add_total(estimate, &gone, error) ? g_steal_pointer(&estimate) : NULL;
}

/* --- rows that are left ---------------------------------------------------------------------- */

void
estimate_rows(Estimate *estimate, gsize want, const Rows *rows, const guint16 *groups, const guint32 *bins)
{
	gsize width = rows->family == 4 ? 4 : 16;

	g_mutex_lock(&estimate->lock);
	for (gsize i = 0; i < rows->n; i++) {
		Sketch *sketch =
		    groups && groups[i] == 0 ? NULL : estimate->guesses[want][groups ? groups[i] - 1 : 0].sketch;

		if (sketch && !(bins && bins[i] == UNIQUE_SKIP))
			sketch_add(sketch, sketch_hash(rows->family, rows->source + i * width));
	}
	g_mutex_unlock(&estimate->lock);
}

/* There are at least as many as the rows have. */
static gint64
answer(const Estimate *estimate, const Guess *guess, gint64 left)
{
	if (guess->packets == 0)
		return left;
	return estimate->cut || guess->packets != guess->seen ? -1 : MAX(sketch_count(guess->sketch), left);
}

void
estimate_end(Estimate *estimate, gint64 *total)
{
	for (gsize w = 0; w < estimate->n; w++)
		for (gsize g = 0; estimate->guesses[w] && g < groups_of(estimate, w); g++) {
			gint64 *sources = &estimate->wants[w].sources[g];
			*sources = answer(estimate, &estimate->guesses[w][g], *sources);
		}
	if (total)
		*total = answer(estimate, estimate->guesses[estimate->n], *total);
}
