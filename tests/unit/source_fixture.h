/*
 * source_fixture.h: a store of known rows for the tests of report/source, to be counted by hand.  On this machine, or, where
 * TEITEN_TEST_STORE says "clickhouse://host:port/%s?...", in databases there.
 */
#pragma once
#include <string.h>
#include <glib/gstdio.h>
#include "clickhouse.h"
#include "source.h"

#define ROWS  20000
#define NOON  G_GINT64_CONSTANT(1441422000) /* 2015-09-05T12:00:00+09:00 */
#define DAYS  5
#define NAMES 3

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

static const BatchInfo info = { "rows", "test", NULL, FALSE, FALSE, NULL, NULL };

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

static char *
address_of(const Observation *row)
{
	GString *text = g_string_new(row->family == 4 ? "4:" : "6:");

	for (gsize k = 0; k < 16; k++)
		g_string_append_printf(text, "%02x", row->source[k]);
	return g_string_free(text, FALSE);
}
