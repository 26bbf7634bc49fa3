/*
 * test_source.c: every answer equals counting the rows by hand, whole days or cut ones, both families.  Of a store on this
 * machine, or, where TEITEN_TEST_STORE says "clickhouse://host:port/%s?...", of databases there.
 */
#include <string.h>
#include <glib/gstdio.h>
#include "clickhouse.h"
#include "source.h"

#define ROWS  20000
#define NOON  G_GINT64_CONSTANT(1441422000) /* 2015-09-05T12:00:00+09:00 */
#define DAYS  5
#define KEYS  4
#define NAMES 3
#define BINS  7
#define EDGE  39600 /* 11 h */

static const char *const sensors[NAMES] = { "alpha", "beta", "gamma" };
static const char *const labels[NAMES] = { NULL, "mirai", "zmap" };

typedef struct {
	char *folder, *path;
	Observation rows[ROWS];
	Region regions[ROWS];
	guint32 keys[DIMENSION_COUNT][ROWS];
	Source *source;
	GPtrArray *known; /* of Sensor */
} Fixture;

static void
make_row(GRand *rand, Observation *row, Region *region)
{
	static const guint8 protocols[] = { PROTOCOL_TCP, PROTOCOL_UDP, PROTOCOL_ICMP, 47 };
	static const Region regions[] = { 'J' << 8 | 'P', 'U' << 8 | 'S', REGION_PRIVATE, REGION_UNKNOWN };

	memset(row, 0, sizeof *row);
	/* a day of many, of which the store keeps what needs no rows, and small ones */
	row->time = NOON + (g_rand_boolean(rand) ? g_rand_int_range(rand, 0, DAYS * 86400)
						 : g_rand_int_range(rand, 3 * 43200, 5 * 43200));
	row->sensor = sensors[g_rand_int_range(rand, 0, NAMES)];
	row->signature = labels[g_rand_int_range(rand, 0, NAMES)];
	row->packets = g_rand_int_range(rand, 0, 4) == 0 ? (guint32)g_rand_int_range(rand, 1, 100000) : 1;
	row->protocol = protocols[g_rand_int_range(rand, 0, 4)];
	row->port = row->protocol == 47 ? 0 : (guint16)(g_rand_boolean(rand) ? 23 : g_rand_int_range(rand, 0, 65536));
	row->family = g_rand_int_range(rand, 0, 3) ? 4 : 6;
	/* few enough addresses that they repeat */
	row->source[0] = (guint8)g_rand_int_range(rand, 1, 5);
	row->source[row->family == 4 ? 3 : 15] = (guint8)g_rand_int_range(rand, 0, 100);
	*region = regions[g_rand_int_range(rand, 0, 4)];
}

static const BatchInfo info = { "rows", "test", NULL, FALSE, FALSE };

static void
check_receipt(const BatchReceipt *receipt, gsize rows, const GError *error)
{
	g_assert_no_error(error);
	g_assert_cmpint(receipt->result, ==, BATCH_ADDED);
	g_assert_cmpint(receipt->observations, ==, rows);
}

static void
load(Fixture *fixture, Store *store, gsize from, gsize to)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Batch) batch = batch_begin(store, &info, &error);
	guint8 sha256[32] = { (guint8)(from >> 8), (guint8)from };
	BatchReceipt receipt;

	g_assert_no_error(error);
	for (gsize i = from; i < to; i++)
		batch_add(batch, &fixture->rows[i], fixture->regions[i], &error);
	g_assert_no_error(error);
	batch_commit(batch, sha256, &receipt, &error);
	check_receipt(&receipt, to - from, error);
}

static void
load_cluster(Fixture *fixture, Cluster *cluster, gsize from, gsize to)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClusterLoad) batch = cluster_load_begin(cluster, &info, &error);
	guint8 sha256[32] = { (guint8)(from >> 8), (guint8)from };
	BatchReceipt receipt;

	g_assert_no_error(error);
	for (gsize i = from; i < to; i++)
		cluster_load_add(batch, &fixture->rows[i], fixture->regions[i], &error);
	g_assert_no_error(error);
	cluster_load_commit(batch, sha256, &receipt, &error);
	check_receipt(&receipt, to - from, error);
}

static int
by_time(const void *a, const void *b)
{
	const Observation *x = a;
	const Observation *y = b;

	return x->time < y->time ? -1 : x->time > y->time;
}

static void
fill(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	g_autoptr(Cluster) cluster = NULL;

	if (cluster_is_address(fixture->path)) {
		cluster = cluster_open(fixture->path, STORE_WRITE, "Asia/Tokyo", &error);
		g_assert_no_error(error);
		load_cluster(fixture, cluster, 0, ROWS / 2);
		load_cluster(fixture, cluster, ROWS / 2, ROWS);
		return;
	}
	store = store_open(fixture->path, STORE_WRITE, "Asia/Tokyo", &error);
	g_assert_no_error(error);
	load(fixture, store, 0, ROWS / 2);
	load(fixture, store, ROWS / 2, ROWS);
}

/* A new one each time. */
static char *
place(const char *folder)
{
	static int made;
	const char *elsewhere = g_getenv("TEITEN_TEST_STORE");
	g_autofree char *database = g_strdup_printf("unit%d", ++made);
	g_auto(GStrv) parts = g_strsplit(elsewhere ? elsewhere : "", "%s", 2);

	return elsewhere ? g_strjoinv(database, parts) : g_build_filename(folder, "teiten.db", NULL);
}

/* Two batches that meet in the midst of a day, the second one out of order. */
static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);
	g_autoptr(GError) error = NULL;

	(void)data;
	fixture->folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	fixture->path = place(fixture->folder);
	for (gsize i = 0; i < ROWS; i++)
		make_row(rand, &fixture->rows[i], &fixture->regions[i]);
	qsort(fixture->rows, ROWS, sizeof *fixture->rows, by_time);
	for (gsize i = ROWS / 2; i < ROWS; i++) {
		gsize other = (gsize)g_rand_int_range(rand, ROWS / 2, ROWS);
		Observation row = fixture->rows[i];
		fixture->rows[i] = fixture->rows[other];
		fixture->rows[other] = row;
	}
	fill(fixture);
	fixture->source = source_open(fixture->path, &error);
	g_assert_no_error(error);
	fixture->known = source_sensors(fixture->source, &error);
	g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	g_ptr_array_unref(fixture->known);
	source_free(fixture->source);
	g_unlink(fixture->path);
	g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
	g_free(fixture->path);
	g_free(fixture->folder);
}

/* The key of a row by the numbers that the source itself gives to names. */
static guint32
learn_key(Fixture *fixture, Dimension dimension, gsize i)
{
	const Observation *row = &fixture->rows[i];

	switch (dimension) {
	case DIMENSION_PORT:
		return (guint32)row->protocol << 16 | row->port;
	case DIMENSION_REGION:
		return fixture->regions[i];
	case DIMENSION_SIGNATURE:
		for (guint32 n = 1; row->signature && n <= NAMES; n++)
			if (g_strcmp0(source_signature(fixture->source, n), row->signature) == 0)
				return n;
		return 0;
	default:
		for (guint k = 0; k < fixture->known->len; k++)
			if (g_str_equal(((Sensor *)fixture->known->pdata[k])->name, row->sensor))
				return (guint32)((Sensor *)fixture->known->pdata[k])->id;
		g_assert_not_reached();
	}
}

static guint32
key_of(Fixture *fixture, Dimension dimension, gsize i)
{
	guint32 *key = &fixture->keys[dimension][i];

	if (*key == 0)
		*key = learn_key(fixture, dimension, i) + 1;
	return *key - 1;
}

static void
check_tally(Fixture *fixture, Dimension dimension, gint64 from, gint64 to)
{
	g_autofree gint64 *want = g_new0(gint64, 1 << 24);
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) tallies = source_tally(fixture->source, dimension, from, to, &error);
	guint32 before = 0;

	g_assert_no_error(error);
	for (gsize i = 0; i < ROWS; i++)
		if (fixture->rows[i].time >= from && fixture->rows[i].time < to)
			want[key_of(fixture, dimension, i)] += fixture->rows[i].packets;
	for (guint i = 0; i < tallies->len; i++) {
		const Tally *tally = &g_array_index(tallies, Tally, i);
		g_assert_true(i == 0 || tally->key > before);
		g_assert_cmpint(tally->packets, ==, want[tally->key]);
		want[tally->key] = 0;
		before = tally->key;
	}
	for (gsize k = 0; k < 1 << 24; k++)
		g_assert_cmpint(want[k], ==, 0);
}

static void
tallies(Fixture *fixture, gconstpointer data)
{
	gint64 midnight = NOON + 43200; /* of the store's zone */

	(void)data;
	for (Dimension d = 0; d < DIMENSION_COUNT; d++) {
		check_tally(fixture, d, 0, G_MAXINT32);
		check_tally(fixture, d, midnight, midnight + 2 * 86400);
		check_tally(fixture, d, midnight + 1, midnight + 2 * 86400 + 12345);
		check_tally(fixture, d, midnight + 7200, midnight + 7201);
		check_tally(fixture, d, NOON - 864000, NOON);
	}
}

static gint64
distinct(GHashTable *set)
{
	gint64 n = g_hash_table_size(set);

	g_hash_table_remove_all(set);
	return n;
}

static char *
address_of(const Observation *row)
{
	GString *text = g_string_new(row->family == 4 ? "4:" : "6:");

	for (gsize k = 0; k < 16; k++)
		g_string_append_printf(text, "%02x", row->source[k]);
	return g_string_free(text, FALSE);
}

static gboolean
within(const Observation *row, const gint64 *edges)
{
	return row->time >= edges[0] && row->time < edges[BINS];
}

/* Packets of a group, of those only with the split key of number part where the want is split. */
static void
check_counts(Fixture *fixture, const SourceWant *want, const gint64 *edges, gsize group, gsize part)
{
	const gint64 *counts = want->counts + (group * MAX(want->n_splits, 1) + part) * BINS;
	gint64 packets[BINS] = { 0 };

	for (gsize i = 0; i < ROWS; i++) {
		const Observation *row = &fixture->rows[i];
		guint32 key = key_of(fixture, want->dimension, i);

		if (!within(row, edges) ||
		    (want->n_splits > 0 && key_of(fixture, want->split, i) != want->split_keys[part]))
			continue;
		for (gsize k = 0; k < want->n_keys; k++)
			for (gsize b = 0;
			     want->keys[k] == key && (want->group ? want->group[k] : k) == group && b < BINS; b++)
				if (row->time >= edges[b] && row->time < edges[b + 1])
					packets[b] += row->packets;
	}
	for (gsize b = 0; b < BINS; b++)
		g_assert_cmpint(counts[b], ==, packets[b]);
}

static void
check_want(Fixture *fixture, const SourceWant *want, const gint64 *edges)
{
	g_autoptr(GHashTable) set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (gsize g = 0; g < want->n_groups; g++) {
		for (gsize i = 0; i < ROWS; i++) {
			const Observation *row = &fixture->rows[i];
			guint32 key = key_of(fixture, want->dimension, i);

			for (gsize k = 0; within(row, edges) && k < want->n_keys; k++)
				if (want->keys[k] == key && (want->group ? want->group[k] : k) == g)
					g_hash_table_add(set, address_of(row));
		}
		for (gsize part = 0; want->counts && part < MAX(want->n_splits, 1); part++)
			check_counts(fixture, want, edges, g, part);
		if (want->sources)
			g_assert_cmpint(want->sources[g], ==, distinct(set));
		g_hash_table_remove_all(set);
	}
}

/* A port that came seldom, so that only the rows of its day tell of it. */
static guint32
light_port(Fixture *fixture)
{
	gsize i = ROWS / 3;

	while (fixture->rows[i].protocol != PROTOCOL_TCP || fixture->rows[i].port == 23 || fixture->rows[i].packets > 1)
		i++;
	return key_of(fixture, DIMENSION_PORT, i);
}

/* Bins of width from start on; the last port is none of the rows, or a light one. */
static void
check_details(Fixture *fixture, gint64 start, gint64 width, gboolean light)
{
	guint32 ports[KEYS] = { 6 << 16 | 23, 17 << 16 | 23, 47 << 16, light ? light_port(fixture) : 6 << 16 | 9 };
	static const guint32 regions[KEYS] = { 'J' << 8 | 'P', 'U' << 8 | 'S', REGION_PRIVATE, 'X' << 8 | 'X' };
	static const guint32 small[KEYS] = { 0, 1, 2, 3 };
	static const guint16 together[KEYS] = { 0, 1, 1, 0 };
	gint64 edges[BINS + 1], counts[4][KEYS * BINS] = { { 0 } }, sources[5][KEYS], total;
	gint64 split[2 * KEYS * BINS] = { 0 }, ports_split[KEYS * KEYS * BINS] = { 0 };
	SourceWant wants[] = {
		{ DIMENSION_PORT, ports, KEYS, NULL, KEYS, counts[0], sources[0], 0, NULL, 0 },
		{ DIMENSION_REGION, regions, KEYS, together, 2, counts[1], sources[1], 0, NULL, 0 },
		{ DIMENSION_SIGNATURE, small, KEYS, NULL, KEYS, NULL, sources[2], 0, NULL, 0 },
		{ DIMENSION_SENSOR, small, KEYS, NULL, KEYS, counts[3], NULL, 0, NULL, 0 },
		{ DIMENSION_REGION, regions, KEYS, together, 2, split, sources[4], DIMENSION_SENSOR, small, KEYS },
		{ DIMENSION_PORT, ports, KEYS, NULL, KEYS, ports_split, NULL, DIMENSION_SENSOR, small, KEYS },
	};
	g_autoptr(GHashTable) set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GError) error = NULL;

	for (gsize b = 0; b <= BINS; b++)
		edges[b] = start + (gint64)b * width;
	source_detail(fixture->source, edges, BINS, wants, G_N_ELEMENTS(wants), &total, &error);
	g_assert_no_error(error);
	for (gsize w = 0; w < G_N_ELEMENTS(wants); w++)
		check_want(fixture, &wants[w], edges);
	for (gsize i = 0; i < ROWS; i++)
		if (within(&fixture->rows[i], edges))
			g_hash_table_add(set, address_of(&fixture->rows[i]));
	g_assert_cmpint(total, ==, g_hash_table_size(set));
}

/* Days and hours that are cut, whole days by the day, by hours and by half hours. */
static void
details(Fixture *fixture, gconstpointer data)
{
	static const struct {
		gint64 start, width;
	} bins[] = { { 5000, EDGE }, { 43200, 86400 }, { 43200, 5 * 3600 }, { 43200 + 1800, 86400 }, { 0, 43200 },
		{ 43200 - 6 * 86400, 2 * 86400 } };

	(void)data;
	for (gsize b = 0; b < G_N_ELEMENTS(bins); b++)
		for (int light = 0; light < 2; light++)
			check_details(fixture, NOON + bins[b].start, bins[b].width, light);
}

static void
details_by_threads(Fixture *fixture, gconstpointer data)
{
	g_setenv("TEITEN_THREADS", "3", TRUE);
	details(fixture, data);
}

/* The /24 or /48 of a row's source as text. */
static char *
network_of(const Observation *row)
{
	GString *text = g_string_new(row->family == 4 ? "4" : "6");

	for (guint b = 0; b < (row->family == 4 ? 3 : 6); b++)
		g_string_append_printf(text, ".%u", row->source[b]);
	return g_string_free(text, FALSE);
}

static gint64
add_to(GHashTable *sums, char *key, gint64 packets)
{
	gint64 sum = packets + GPOINTER_TO_SIZE(g_hash_table_lookup(sums, key));

	g_hash_table_replace(sums, key, GSIZE_TO_POINTER((gsize)sum));
	return sum;
}

/* The effective number of what was summed [1/1000]. */
static gint64
effective(GHashTable *sums)
{
	double whole = 0, squares = 0;
	GHashTableIter iter;
	gpointer sum;

	g_hash_table_iter_init(&iter, sums);
	while (g_hash_table_iter_next(&iter, NULL, &sum)) {
		whole += (double)GPOINTER_TO_SIZE(sum);
		squares += (double)GPOINTER_TO_SIZE(sum) * (double)GPOINTER_TO_SIZE(sum);
	}
	return (gint64)(1000 * whole * whole / squares);
}

static void
check_senders(Fixture *fixture, const SenderWant *want, const Senders *senders)
{
	g_autoptr(GHashTable) sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) networks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	gint64 packets = 0, at_sensor[NAMES + 1] = { 0 }, most = 0, top = 0;
	GHashTableIter iter;
	gpointer sum;

	for (gsize i = 0; i < ROWS; i++) {
		const Observation *row = &fixture->rows[i];
		guint32 key = key_of(fixture, want->dimension, i);

		if (key < want->first || key > want->last || row->time < want->from || row->time >= want->to)
			continue;
		packets += row->packets;
		at_sensor[key_of(fixture, DIMENSION_SENSOR, i)] += row->packets;
		add_to(sources, address_of(row), row->packets);
		add_to(networks, network_of(row), row->packets);
	}
	g_hash_table_iter_init(&iter, networks);
	while (g_hash_table_iter_next(&iter, NULL, &sum))
		most = MAX(most, (gint64)GPOINTER_TO_SIZE(sum));
	g_assert_cmpint(senders->packets, ==, packets);
	g_assert_cmpint(senders->sources, ==, g_hash_table_size(sources));
	g_assert_cmpint(senders->networks, ==, g_hash_table_size(networks));
	g_assert_cmpint(senders->effective_sources, ==, effective(sources));
	g_assert_cmpint(senders->effective_networks, ==, effective(networks));
	g_assert_cmpint(senders->top[0].packets, ==, most);
	for (gsize i = 1; i < SENDER_NETWORKS; i++)
		g_assert_cmpint(senders->top[i].packets, <=, senders->top[i - 1].packets);
	for (gsize s = 0; s < want->n_sensors; s++)
		g_assert_cmpint(senders->at_sensor[s], ==, at_sensor[want->sensors[s]]);
	for (gsize i = 0; i < ROWS; i++) {
		const Observation *row = &fixture->rows[i];

		if (row->family == senders->top[0].family && row->time >= want->from && row->time < want->to &&
		    key_of(fixture, want->dimension, i) >= want->first &&
		    key_of(fixture, want->dimension, i) <= want->last &&
		    memcmp(row->source, senders->top[0].address, row->family == 4 ? 3 : 6) == 0)
			top += row->packets;
	}
	g_assert_cmpint(top, ==, most);
}

static void
senders(Fixture *fixture, gconstpointer data)
{
	static const guint32 sensor_ids[] = { 3, 1 };
	const gint64 from = NOON + 5000, to = NOON + 3 * 86400 + 77;
	const SenderWant wants[] = {
		{ DIMENSION_PORT, 6 << 16 | 23, 6 << 16 | 23, from, to, sensor_ids, 2 },
		{ DIMENSION_PORT, 1 << 16, 1 << 16 | 255, NOON, NOON + DAYS * 86400, NULL, 0 },
		{ DIMENSION_REGION, 'J' << 8 | 'P', 'J' << 8 | 'P', from, to, sensor_ids, 1 },
		{ DIMENSION_SENSOR, 1, 3, from, from + 3600, sensor_ids, 2 },
	};
	g_autoptr(GError) error = NULL;
	Senders *all = source_senders(fixture->source, wants, G_N_ELEMENTS(wants), &error);

	(void)data;
	g_assert_no_error(error);
	for (gsize w = 0; w < G_N_ELEMENTS(wants); w++)
		check_senders(fixture, &wants[w], &all[w]);
	senders_free(all, G_N_ELEMENTS(wants));
	all = source_senders(fixture->source, NULL, 0, &error);
	g_assert_no_error(error);
	senders_free(all, 0);
}

static void
lists_loads(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) all = source_loads(fixture->source, NOON, NOON + DAYS * 86400, &error);
	g_autoptr(GPtrArray) none = source_loads(fixture->source, 0, NOON, &error);

	(void)data;
	g_assert_no_error(error);
	g_assert_cmpuint(all->len, ==, 2);
	g_assert_cmpint(((Load *)all->pdata[0])->observations, ==, ROWS / 2);
	g_assert_cmpuint(none->len, ==, 0);
}

static void
refuses_an_engine(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(source_open("oracle://here", &error));
	g_assert_cmpstr(error->message, ==, "no engine for the store 'oracle://here'");
}

/* Two sensors in another order than the store's, from a cut minute in a cut day to another. */
static void
minutes(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	gint64 from = NOON + 12345, to = NOON + 3 * 86400 + 7;
	g_autoptr(GPtrArray) known = source_sensors(fixture->source, &error);
	const Sensor *alpha = known->pdata[0], *gamma = known->pdata[2];
	guint32 ids[2] = { (guint32)gamma->id, (guint32)alpha->id };
	g_autoptr(Minutes) heard = source_minutes(fixture->source, from, to, ids, 2, &error);
	g_autoptr(Minutes) want = minutes_new(from, (gsize)(to - from + 59) / 60, 2);
	gsize set = 0;

	(void)data;
	g_assert_no_error(error);
	g_assert_cmpstr(alpha->name, ==, "alpha");
	g_assert_cmpstr(gamma->name, ==, "gamma");
	for (gsize i = 0; i < ROWS; i++) {
		const Observation *row = &fixture->rows[i];

		if (row->time >= from && row->time < to && !g_str_equal(row->sensor, "beta"))
			minutes_set(want, g_str_equal(row->sensor, "alpha"), (gsize)(row->time - from) / 60);
	}
	g_assert_cmpuint(heard->minutes, ==, want->minutes);
	g_assert_cmpmem(heard->bits, heard->stride * 2, want->bits, want->stride * 2);
	for (gsize i = 0; i < 2 * heard->minutes; i++)
		set += minutes_heard(heard, i / heard->minutes, i % heard->minutes);
	g_assert_cmpuint(set, >, 1000);
	g_assert_cmpuint(set, <, 2 * heard->minutes);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/source/tallies", Fixture, NULL, set_up, tallies, tear_down);
	g_test_add("/source/details", Fixture, NULL, set_up, details, tear_down);
	g_test_add("/source/senders", Fixture, NULL, set_up, senders, tear_down);
	g_test_add("/source/minutes", Fixture, NULL, set_up, minutes, tear_down);
	g_test_add("/source/lists loads", Fixture, NULL, set_up, lists_loads, tear_down);
	g_test_add_func("/source/refuses an engine", refuses_an_engine);
	g_test_add("/source/details by three threads", Fixture, NULL, set_up, details_by_threads, tear_down);
	return g_test_run();
}
