/*
 * source_sqlite.c: the questions answered from a store on this machine: whole days from their sums, days
 * that are cut and everything about single rows from the segments.  Exact, but for the sources of days that have expired.
 */
#include "brief.h"
#include "detail.h"
#include "engine.h"
#include "heard.h"
#include "sender.h"

#define MOST_THREADS 16

typedef struct {
	Store *store;
	GPtrArray *signatures; /* label by number */
	guint classes;         /* CLASS_BITs of what is counted */
} Local;

static void
local_free(gpointer self)
{
	Local *local = self;

	store_free(local->store);
	if (local->signatures)
		g_ptr_array_unref(local->signatures);
	g_free(local);
}

/* All answers are of the store as it is now, though somebody may be loading. */
static gpointer
local_open(const char *address, GError **error)
{
	Local *local = g_new0(Local, 1);

	local->classes = CLASS_ALL;
	if ((local->store = store_open(address, STORE_READ, NULL, error)) && store_hold(local->store, error) &&
	    (local->signatures = store_signatures(local->store, error)))
		return local;
	local_free(local);
	return NULL;
}

static void
local_limit(gpointer self, guint classes)
{
	((Local *)self)->classes = classes;
}

/* --- tally ----------------------------------------------------------------------------------- */

/* How a dimension is summed a day; a sensor's key there has its hour in the lower bits. */
static const struct {
	Sum sum;
	guint shift;
	guint columns;
} summed[DIMENSION_COUNT] = {
	[DIMENSION_PORT] = { SUM_PORT, 0, COLUMN_BIT(COLUMN_PORT) | COLUMN_BIT(COLUMN_PROTOCOL) },
	[DIMENSION_REGION] = { SUM_REGION, 0, COLUMN_BIT(COLUMN_REGION) },
	[DIMENSION_SIGNATURE] = { SUM_SIGNATURE, 0, COLUMN_BIT(COLUMN_SIGNATURE) },
	[DIMENSION_SENSOR] = { SUM_SENSOR, 8, COLUMN_BIT(COLUMN_SENSOR) },
};

static guint32
key_of(Dimension dimension, const Rows *rows, gsize i)
{
	switch (dimension) {
	case DIMENSION_PORT:
		return (guint32)rows->protocol[i] << 16 | rows->port[i];
	case DIMENSION_REGION:
		return rows->region[i];
	case DIMENSION_SIGNATURE:
		return rows->signature[i];
	default:
		return rows->sensor[i];
	}
}

/* Adds the packets of a cut day, row by row. */
static gboolean
tally_rows(
    Local *local, Dimension dimension, gint64 from, gint64 to, const StoreDay *day, Counter *sums, GError **error)
{
	g_autoptr(GArray) segments = store_segments(local->store, MAX(from, day->start), MIN(to, day->end), error);
	g_autoptr(Scan) scan = scan_new(local->store);
	guint columns = summed[dimension].columns | COLUMN_BIT(COLUMN_TIME) | COLUMN_BIT(COLUMN_PACKETS);

	scan_limit(scan, local->classes);
	for (guint s = 0; segments && s < segments->len; s++) {
		const Segment *segment = &g_array_index(segments, Segment, s);
		Rows rows;
		if (segment->day != day->start)
			continue;
		if (!scan_read(scan, segment, columns, &rows, error))
			return FALSE;
		for (gsize i = 0; i < rows.n; i++) {
			gint64 t = segment->day + rows.time[i];
			if (t >= from && t < to)
				counter_add(sums, key_of(dimension, &rows, i) << summed[dimension].shift,
				    rows.packets ? rows.packets[i] : 1);
		}
	}
	return segments != NULL;
}

typedef struct {
	GArray *tallies;
	guint shift;
} Gathering;

static void
gather(guint32 key, gint64 packets, gpointer data)
{
	Gathering *gathering = data;
	Tally tally = { key >> gathering->shift, packets };
	Tally *before = &g_array_index(gathering->tallies, Tally, gathering->tallies->len - 1);

	if (gathering->tallies->len > 0 && before->key == tally.key)
		before->packets += packets;
	else
		g_array_append_val(gathering->tallies, tally);
}

static GArray *
local_tally(gpointer self, Dimension dimension, gint64 from, gint64 to, GError **error)
{
	Local *local = self;
	g_autoptr(GArray) tallies = g_array_new(FALSE, FALSE, sizeof(Tally));
	g_autoptr(GArray) days = store_days(local->store, from, to, error);
	g_autoptr(Counter) sums = counter_new();
	Gathering gathering = { tallies, summed[dimension].shift };

	if (!days)
		return NULL;
	for (guint i = 0; i < days->len; i++) {
		const StoreDay *day = &g_array_index(days, StoreDay, i);
		gboolean whole = from <= day->start && day->end <= to;
		if (!(whole ? store_sum_of(local->store, summed[dimension].sum, local->classes, day->start, sums, error)
			    : tally_rows(local, dimension, from, to, day, sums, error)))
			return NULL;
	}
	counter_each(sums, gather, &gathering);
	return g_steal_pointer(&tallies);
}

/* --- detail ---------------------------------------------------------------------------------- */

#define MANY 200000 /* rows for which another thread pays */

/* The segments of a pass, handed out one by one. */
typedef struct {
	const GArray *segments; /* of Segment */
	const GArray *tasks;    /* of DetailTask, of each segment */
	gint next;
	Detail *detail;
	gint failed;
	guint classes; /* of the rows */
} Pass;

/* One thread's share; what it counted goes to the wants. */
static gboolean
share(Pass *pass, Store *store, GError **error)
{
	g_autoptr(DetailHand) hand = detail_hand_new(pass->detail);
	g_autoptr(Scan) scan = scan_new(store);
	guint i;

	scan_limit(scan, pass->classes);
	while (
	    !g_atomic_int_get(&pass->failed) && (i = (guint)g_atomic_int_add(&pass->next, 1)) < pass->segments->len) {
		const Segment *segment = &g_array_index(pass->segments, Segment, i);
		DetailTask task = g_array_index(pass->tasks, DetailTask, i);
		guint columns = detail_columns(pass->detail, task);
		Rows rows;
		if (columns == 0)
			continue;
		if (!scan_read(scan, segment, columns, &rows, error)) {
			g_atomic_int_set(&pass->failed, TRUE);
			return FALSE;
		}
		detail_add(hand, segment->day, task, &rows);
	}
	detail_hand_end(hand);
	return TRUE;
}

typedef struct {
	Pass *pass;
	Store *store; /* its own */
	GError *error;
} Helper;

static gpointer
help(gpointer data)
{
	Helper *helper = data;

	share(helper->pass, helper->store, &helper->error);
	return NULL;
}

/*
 * How many threads besides our own: as many as there are processors, where there is work for them.
 * TEITEN_THREADS sets how many there are in all, however little the work.
 */
static guint
count_helpers(const GArray *segments)
{
	const char *asked = g_getenv("TEITEN_THREADS");
	guint64 threads;
	gsize rows = 0;

	if (asked && g_ascii_string_to_unsigned(asked, 10, 1, MOST_THREADS, &threads, NULL))
		return (guint)threads - 1;
	for (guint i = 0; i < segments->len; i++)
		rows += g_array_index(segments, Segment, i).rows;
	return (guint)MIN(MIN(g_get_num_processors(), MOST_THREADS) - 1, MIN(rows / MANY, segments->len));
}

/* Runs one pass over the segments; the answer does not depend on how many threads do it. */
static gboolean
run_pass(Local *local, Pass *pass, guint helpers, GError **error)
{
	Helper helper[MOST_THREADS] = { 0 };
	GThread *thread[MOST_THREADS];
	gboolean ok = TRUE;
	guint n = 0;

	/* Without another connection to the same state our own thread does it all. */
	while (n < helpers && (helper[n].store = store_again(local->store))) {
		helper[n].pass = pass;
		thread[n] = g_thread_new("scan", help, &helper[n]);
		n++;
	}
	ok = share(pass, local->store, error);
	for (guint i = 0; i < n; i++) {
		g_thread_join(thread[i]);
		store_free(helper[i].store);
		if (helper[i].error && ok)
			g_propagate_error(error, helper[i].error);
		else
			g_clear_error(&helper[i].error);
		ok = ok && !g_atomic_int_get(&pass->failed);
	}
	return ok;
}

/* What the days left to do, by segment; those of which nothing is left go.  */
static GArray *
make_tasks(const Detail *detail, GArray *segments, const GArray *days)
{
	GArray *tasks = g_array_new(FALSE, FALSE, sizeof(DetailTask));
	guint d = 0, kept = 0;

	for (guint i = 0; i < segments->len; i++) {
		Segment segment = g_array_index(segments, Segment, i);
		const BriefDay *day;
		DetailTask task;
		while (g_array_index(days, BriefDay, d).start < segment.day)
			d++;
		day = &g_array_index(days, BriefDay, d);
		task = (DetailTask) { day->left, day->whole };
		if (detail_columns(detail, task) == 0)
			continue;
		g_array_index(segments, Segment, kept++) = segment;
		g_array_append_val(tasks, task);
	}
	g_array_set_size(segments, kept);
	return tasks;
}

/* Fails where a day that has expired would have to be counted from its rows. */
static gboolean
check_days(Local *local, const GArray *days, const GArray *expired, GError **error)
{
	guint d = 0;

	for (guint i = 0; i < expired->len; i++) {
		const ExpiredDay *gone = &g_array_index(expired, ExpiredDay, i);

		while (d < days->len && g_array_index(days, BriefDay, d).start < gone->start)
			d++;
		if (d < days->len && g_array_index(days, BriefDay, d).start == gone->start &&
		    g_array_index(days, BriefDay, d).left != 0)
			return store_refuse_expired(local->store, gone->start, gone->end, error);
	}
	return TRUE;
}

/* Sketches, and what is kept of expired days but sums, are not told apart by class. */
static gboolean
check_classes(Local *local, const GArray *days, const GArray *expired, gboolean sources, GError **error)
{
	gboolean limited = local->classes != CLASS_ALL && expired->len > 0;

	if (check_days(local, days, expired, error) &&
	    (!limited || !sources ||
		store_refuse_expired(local->store, g_array_index(expired, ExpiredDay, 0).start,
		    g_array_index(expired, ExpiredDay, expired->len - 1).end, error)))
		return TRUE;
	if (limited)
		g_prefix_error(error, "packets by class: ");
	return FALSE;
}

static gboolean
asks_sources(const SourceWant *wants, gsize n_wants, const gint64 *total)
{
	gboolean asks = total != NULL;

	for (gsize w = 0; w < n_wants; w++)
		asks |= wants[w].sources != NULL;
	return asks;
}

static gboolean
run_passes(
    Local *local, Detail *detail, guint helpers, GArray *segments, const GArray *days, gint64 *total, GError **error)
{
	g_autoptr(GArray) tasks = make_tasks(detail, segments, days);
	gboolean again;

	helpers = MIN(helpers, count_helpers(segments)); /* those that are left */
	do {
		Pass pass = { segments, tasks, 0, detail, FALSE, local->classes };
		if ((segments->len > 0 && !run_pass(local, &pass, helpers, error)) ||
		    !detail_end(detail, helpers, total, &again, error))
			return FALSE;
	} while (again);
	return TRUE;
}

static gboolean
local_detail(
    gpointer self, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants, gint64 *total, GError **error)
{
	Local *local = self;
	gint64 from = edges[0], to = edges[n_bins];
	g_autoptr(GArray) segments = store_segments_left(local->store, from, to, error);
	g_autoptr(GArray) expired = segments ? store_expired(local->store, from, to, error) : NULL;
	g_autoptr(GArray) days =
	    expired ? brief_count(local->store, local->classes, edges, n_bins, wants, n_wants, error) : NULL;
	guint helpers = segments ? count_helpers(segments) : 0;
	g_autoptr(Detail) detail = detail_new(edges, n_bins, wants, n_wants, total != NULL, helpers);
	g_autoptr(Estimate) estimate = NULL;
	gboolean sources = asks_sources(wants, n_wants, total);

	if (!days || !check_classes(local, days, expired, sources, error))
		return FALSE;
	if (expired->len > 0 && sources) {
		estimate = estimate_new(local->store, expired, from, to, wants, n_wants, error);
		if (!estimate)
			return FALSE;
		detail_estimate(detail, estimate);
	}
	if (!run_passes(local, detail, helpers, segments, days, total, error))
		return FALSE;
	if (estimate)
		estimate_end(estimate, total);
	return TRUE;
}

/* --- senders --------------------------------------------------------------------------------- */

static Senders *
local_senders(gpointer self, const SenderWant *wants, gsize n, GError **error)
{
	Local *local = self;
	g_autoptr(SenderPass) pass = sender_pass_new(wants, n);
	gint64 from = G_MAXINT64, to = G_MININT64;
	g_autoptr(GArray) segments = NULL;
	g_autoptr(Scan) scan = scan_new(local->store);

	scan_limit(scan, local->classes);
	for (gsize w = 0; w < n; w++) {
		from = MIN(from, wants[w].from);
		to = MAX(to, wants[w].to);
	}
	if (n > 0 && !(segments = store_segments(local->store, from, to, error)))
		return NULL;
	for (guint i = 0; segments && i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		guint columns = sender_columns(pass, segment);
		Rows rows;

		if (columns == 0)
			continue;
		if (!scan_read(scan, segment, columns, &rows, error))
			return NULL;
		sender_add(pass, segment, &rows);
	}
	return sender_end(pass);
}

/* --- the rest -------------------------------------------------------------------------------- */

static Minutes *
local_minutes(gpointer self, gint64 from, gint64 to, const guint32 *sensors, gsize n, GError **error)
{
	return heard_minutes(((Local *)self)->store, from, to, sensors, n, error);
}

static GArray *
local_expired(gpointer self, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) days = store_expired(((Local *)self)->store, from, to, error);
	g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(SourceSpan));

	for (guint i = 0; days && i < days->len; i++) {
		const ExpiredDay *day = &g_array_index(days, ExpiredDay, i);
		SourceSpan *last = spans->len ? &g_array_index(spans, SourceSpan, spans->len - 1) : NULL;
		SourceSpan span = { day->start, day->end };

		if (last && last->to == day->start)
			last->to = day->end;
		else
			g_array_append_val(spans, span);
	}
	return days ? g_steal_pointer(&spans) : NULL;
}

static const char *
local_signature(gconstpointer self, guint32 number)
{
	const Local *local = self;

	return number < local->signatures->len ? local->signatures->pdata[number] : NULL;
}

static GPtrArray *
local_sensors(gpointer self, GError **error)
{
	return store_sensors(((Local *)self)->store, error);
}

static GPtrArray *
local_outages(gpointer self, GError **error)
{
	return store_outages(((Local *)self)->store, error);
}

static GPtrArray *
local_loads(gpointer self, gint64 from, gint64 to, GError **error)
{
	return store_loads(((Local *)self)->store, from, to, error);
}

const Engine engine_sqlite = { NULL, local_open, local_free, local_limit, local_tally, local_detail, local_senders,
	local_minutes, local_expired, local_signature, local_sensors, local_outages, local_loads };
