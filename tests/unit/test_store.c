/* test_store.c: a batch is in whole or not at all, once, and can be taken out; what is no store is refused. */
#include <string.h>
#include <sqlite3.h>
#include <glib/gstdio.h>
#include "error.h"
#include "source.h"

#define NOON G_GINT64_CONSTANT(1441422000) /* 2015-09-05T12:00:00+09:00 */

typedef struct {
	char *folder, *path;
	Store *store;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	(void)data;
	fixture->folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	fixture->path = g_build_filename(fixture->folder, "teiten.db", NULL);
	fixture->store = store_open(fixture->path, STORE_WRITE, "Asia/Tokyo", &error);
	g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	(void)data;
	store_free(fixture->store);
	g_unlink(fixture->path);
	g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
	g_free(fixture->path);
	g_free(fixture->folder);
}

/* n packets of a sensor to 23/tcp, step seconds apart; each batch of other content has another mark. */
static gboolean
load(Fixture *fixture, guint8 mark, const char *sensor, gint64 from, gsize n, gint64 step, gboolean replace,
    BatchReceipt *receipt, GError **error)
{
	const BatchInfo info = { "x.csv", "test", NULL, FALSE, replace, NULL, NULL };
	g_autoptr(Batch) batch = batch_begin(fixture->store, &info, error);
	guint8 sha256[32] = { mark };

	if (!batch)
		return FALSE;
	for (gsize i = 0; i < n; i++) {
		const Observation row = { from + (gint64)i * step, sensor, NULL, 1, 23, PROTOCOL_TCP, 4,
			{ 192, 0, 2, mark }, CLASS_NONE };
		if (!batch_add(batch, &row, 'J' << 8 | 'P', error))
			return FALSE;
	}
	return batch_commit(batch, sha256, receipt, error);
}

/* Packets by the sums, and by the rows. */
static void
check_packets(Fixture *fixture, gint64 want)
{
	const gint64 all[] = { 0, G_GINT64_CONSTANT(1) << 40 };
	const guint32 key = PROTOCOL_TCP << 16 | 23;
	gint64 counted = 0;
	SourceWant wants[] = {
		{ .dimension = DIMENSION_PORT, .keys = &key, .n_keys = 1, .n_groups = 1, .counts = &counted }
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Source) source = source_open(fixture->path, &error);
	g_autoptr(GArray) tallies = NULL;
	gint64 summed = 0;

	g_assert_no_error(error);
	tallies = source_tally(source, DIMENSION_PORT, all[0], all[1], &error);
	g_assert_no_error(error);
	for (guint i = 0; i < tallies->len; i++)
		summed += g_array_index(tallies, Tally, i).packets;
	g_assert_cmpint(summed, ==, want);
	source_detail(source, all, 1, wants, 1, NULL, &error);
	g_assert_no_error(error);
	g_assert_cmpint(counted, ==, want);
}

static void
knows_content(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	BatchReceipt receipt;

	(void)data;
	g_assert_true(load(fixture, 1, "a", NOON, 10, 1, FALSE, &receipt, &error));
	g_assert_cmpint(receipt.id, ==, 1);
	g_assert_true(load(fixture, 1, "a", NOON, 10, 1, FALSE, &receipt, &error));
	g_assert_cmpint(receipt.result, ==, BATCH_KNOWN);
	g_assert_cmpint(receipt.id, ==, 1);
	check_packets(fixture, 10);
}

static void
keeps_equal_packets(Fixture *fixture, gconstpointer data)
{
	BatchReceipt receipt;

	(void)data;
	g_assert_true(load(fixture, 1, "a", NOON, 1000, 0, FALSE, &receipt, NULL));
	check_packets(fixture, 1000);
}

static void
refuses_overlap(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	BatchReceipt receipt;

	(void)data;
	g_assert_true(load(fixture, 1, "a", NOON, 101, 1, FALSE, &receipt, NULL));
	g_assert_false(load(fixture, 2, "a", NOON + 99, 50, 1, FALSE, &receipt, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==,
	    "'x.csv' overlaps batch 1 ('x.csv'), which holds sensor 'a' from 2015-09-05T12:00:00+09:00 to "
	    "2015-09-05T12:01:40+09:00; --replace withdraws that batch");
	check_packets(fixture, 101);
	g_assert_true(load(fixture, 3, "a", NOON + 100, 50, 1, FALSE, &receipt, NULL)); /* cut within a second */
	g_assert_true(load(fixture, 4, "b", NOON, 7, 1, FALSE, &receipt, NULL));        /* another sensor */
	check_packets(fixture, 158);
}

/* Three days; the middle batch is replaced by one that reaches into the next day. */
static void
replaces(Fixture *fixture, gconstpointer data)
{
	BatchReceipt receipt;

	(void)data;
	for (gint64 d = 0; d < 3; d++)
		g_assert_true(load(fixture, (guint8)(1 + d), "a", NOON + d * 86400, 100, 60, FALSE, &receipt, NULL));
	g_assert_true(load(fixture, 4, "b", NOON, 33, 3600, FALSE, &receipt, NULL));
	check_packets(fixture, 333);
	g_assert_true(load(fixture, 5, "a", NOON + 86400 + 50, 500, 100, TRUE, &receipt, NULL));
	g_assert_cmpint(receipt.replaced, ==, 1);
	check_packets(fixture, 733);
	g_assert_true(load(fixture, 6, "a", NOON, 1, 0, TRUE, &receipt, NULL)); /* touches only */
	g_assert_cmpint(receipt.replaced, ==, 0);
	g_assert_true(load(fixture, 7, "a", NOON, 4, 86400, TRUE, &receipt, NULL));
	g_assert_cmpint(receipt.replaced, ==, 3);
	check_packets(fixture, 4 + 33 + 1);
}

static void
leaves_no_part(Fixture *fixture, gconstpointer data)
{
	const BatchInfo info = { "x.csv", "test", NULL, FALSE, FALSE, NULL, NULL };
	const Observation row = { NOON, "new", "label", 1, 23, PROTOCOL_TCP, 4, { 1 }, CLASS_NONE };
	g_autoptr(GPtrArray) sensors = NULL;
	Batch *batch = batch_begin(fixture->store, &info, NULL);

	(void)data;
	for (gsize i = 0; i < 300000; i++) /* past a segment: rows are in the transaction */
		g_assert_true(batch_add(batch, &row, 1, NULL));
	batch_free(batch);
	check_packets(fixture, 0);
	sensors = store_sensors(fixture->store, NULL);
	g_assert_cmpuint(sensors->len, ==, 0);
}

static void
spans_years(Fixture *fixture, gconstpointer data)
{
	BatchReceipt receipt;

	(void)data;
	/* From 1971 to 2100, a packet a fortnight. */
	g_assert_true(load(fixture, 1, "a", 31536000, 3391, 1209600, FALSE, &receipt, NULL));
	check_packets(fixture, 3391);
	g_assert_false(load(fixture, 2, "b", 31535999, 1, 0, FALSE, &receipt, NULL));
	g_assert_false(load(fixture, 3, "b", G_GINT64_CONSTANT(4133980800), 1, 0, FALSE, &receipt, NULL));
	check_packets(fixture, 3391);
}

static void
keeps_sensors(Fixture *fixture, gconstpointer data)
{
	Sensor sensor = { 0, (char *)"a", (char *)"東京", (char *)"Tokyo", (char *)"domestic", G_MININT64, NOON };
	g_autoptr(GPtrArray) sensors = NULL;
	g_autoptr(GError) error = NULL;
	BatchReceipt receipt;

	(void)data;
	g_assert_true(load(fixture, 1, "a", NOON, 1, 1, FALSE, &receipt, NULL));
	g_assert_true(store_set_sensor(fixture->store, &sensor, NULL));
	sensor.name = (char *)"b";
	sensor.placement = (char *)"abroad";
	g_assert_false(store_set_sensor(fixture->store, &sensor, &error));
	g_assert_cmpstr(error->message, ==, "unknown placement 'abroad' of sensor 'b': it is domestic or overseas");
	sensors = store_sensors(fixture->store, NULL);
	g_assert_cmpuint(sensors->len, ==, 1);
	g_assert_cmpint(((Sensor *)sensors->pdata[0])->id, ==, 1);
	g_assert_cmpstr(((Sensor *)sensors->pdata[0])->name_ja, ==, "東京");
	g_assert_cmpint(((Sensor *)sensors->pdata[0])->valid_from, ==, G_MININT64);
	g_assert_cmpint(((Sensor *)sensors->pdata[0])->valid_to, ==, NOON);
}

static void
keeps_gaps(Fixture *fixture, gconstpointer data)
{
	Outage outage = { 0, NOON, NOON + 60, NULL, NULL, (char *)"power" };
	g_autoptr(GPtrArray) outages = NULL;
	g_autoptr(GError) error = NULL;
	gint64 id;

	(void)data;
	g_assert_true(store_add_outage(fixture->store, &outage, &id, NULL));
	outage.sensor = (char *)"nobody";
	g_assert_false(store_add_outage(fixture->store, &outage, NULL, &error));
	g_assert_cmpstr(error->message, ==, "unknown sensor 'nobody'");
	outages = store_outages(fixture->store, NULL);
	g_assert_cmpuint(outages->len, ==, 1);
	g_assert_cmpstr(((Outage *)outages->pdata[0])->cause_en, ==, "power");
	g_assert_true(store_remove_outage(fixture->store, id, NULL));
	g_assert_false(store_remove_outage(fixture->store, id, NULL));
}

static void
refuses_another_zone(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *want = g_strdup_printf("store '%s' keeps days of Asia/Tokyo, not of UTC", fixture->path);

	(void)data;
	g_assert_null(store_open(fixture->path, STORE_READ, "UTC", &error));
	g_assert_cmpstr(error->message, ==, want);
}

/* What is done to the file, and what is then said of it. */
static const struct {
	const char *what, *sql, *want;
} strangers[] = {
	{ "a newer version", "PRAGMA user_version = 99", "is a store of version 99, which is newer than this teiten" },
	{ "another program's", "PRAGMA application_id = 7",
	    "is not a store of teiten: it is a database of another program (7)" },
	{ "nobody's", "PRAGMA application_id = 0",
	    "is not a store of teiten: it is a database of another program (0)" },
};

static void
refuses_strangers(Fixture *fixture, gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	sqlite3 *db;

	g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, strangers[i].sql, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
	for (StoreMode mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		g_assert_null(store_open(fixture->path, mode, NULL, &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_true(g_str_has_suffix(error->message, strangers[i].want));
		g_clear_error(&error);
	}
}

static void
reads_while_written(Fixture *fixture, gconstpointer data)
{
	const BatchInfo info = { "x.csv", "test", NULL, FALSE, FALSE, NULL, NULL };
	const Observation row = { NOON, "a", NULL, 1, 23, PROTOCOL_TCP, 4, { 1 }, CLASS_NONE };
	g_autoptr(Batch) batch = NULL;
	BatchReceipt receipt;

	(void)data;
	g_assert_true(load(fixture, 1, "a", NOON, 10, 1, FALSE, &receipt, NULL));
	batch = batch_begin(fixture->store, &info, NULL);
	g_assert_true(batch_add(batch, &row, 1, NULL));
	check_packets(fixture, 10);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *what;
		void (*test)(Fixture *, gconstpointer);
	} cases[] = {
		{ "knows content", knows_content },
		{ "keeps equal packets", keeps_equal_packets },
		{ "refuses overlap", refuses_overlap },
		{ "replaces", replaces },
		{ "leaves no part", leaves_no_part },
		{ "spans years", spans_years },
		{ "keeps sensors", keeps_sensors },
		{ "keeps gaps", keeps_gaps },
		{ "refuses another zone", refuses_another_zone },
		{ "reads while written", reads_while_written },
	};

	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/store/%s", cases[i].what);
		g_test_add(path, Fixture, NULL, set_up, cases[i].test, tear_down);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(strangers); i++) {
		g_autofree char *path = g_strdup_printf("/store/refuses/%s", strangers[i].what);
		g_test_add(path, Fixture, GSIZE_TO_POINTER(i), set_up, refuses_strangers, tear_down);
	}
	return g_test_run();
}
