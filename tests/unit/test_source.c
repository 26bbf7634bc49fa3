/*
 * test_source.c: tallies and details equal counting the rows by hand, whole days or cut ones, both families.
 */
#include "source_fixture.h"

#define BINS 7
#define EDGE 39600 /* 11 h */
#define KEYS 4

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

/* Half open on both sides: what only touches the span is not in it. */
static void
cuts_outages(void)
{
	static const gint64 spans[][2] = { { 0, 100 }, { 0, 101 }, { 150, 160 }, { 199, 300 }, { 200, 300 },
		{ 0, 900 } };
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL), *path = place(folder);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) outages = NULL;
	g_autoptr(Source) source = NULL;
	g_autoptr(Cluster) cluster = NULL;
	g_autoptr(ClusterDesk) desk = NULL;
	g_autoptr(Store) here = NULL;

	if (cluster_is_address(path)) {
		cluster = cluster_open(path, STORE_WRITE, NULL, &error);
		desk = cluster ? cluster_desk(cluster, &error) : NULL;
	} else {
		here = store_open(path, STORE_WRITE, NULL, &error);
	}
	g_assert_no_error(error);
	for (gsize i = 0; i < G_N_ELEMENTS(spans); i++) {
		const Outage outage = { 0, spans[i][0], spans[i][1], NULL, NULL, NULL };
		gint64 id;
		store_add_outage(here ? here : cluster_desk_store(desk), &outage, &id, &error);
		g_assert_no_error(error);
	}
	if (desk)
		cluster_desk_put(desk, &error);
	g_assert_no_error(error);
	source = source_open(path, &error);
	g_assert_no_error(error);
	outages = source_outages(source, 100, 200, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(outages->len, ==, 4);
	for (guint i = 0; i < outages->len; i++) {
		static const gint64 want[][2] = { { 0, 101 }, { 0, 900 }, { 150, 160 }, { 199, 300 } };
		g_assert_cmpint(((Outage *)outages->pdata[i])->from, ==, want[i][0]);
		g_assert_cmpint(((Outage *)outages->pdata[i])->to, ==, want[i][1]);
	}
	g_clear_pointer(&source, source_free);
	g_clear_pointer(&here, store_free);
	g_unlink(path);
	g_rmdir(folder);
}

static void
refuses_an_engine(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(source_open("oracle://here", &error));
	g_assert_cmpstr(error->message, ==, "no engine for the store 'oracle://here'");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/source/tallies", Fixture, NULL, set_up, tallies, tear_down);
	g_test_add("/source/details", Fixture, NULL, set_up, details, tear_down);
	g_test_add("/source/lists loads", Fixture, NULL, set_up, lists_loads, tear_down);
	g_test_add_func("/source/cuts outages", cuts_outages);
	g_test_add_func("/source/refuses an engine", refuses_an_engine);
	g_test_add("/source/details by three threads", Fixture, NULL, set_up, details_by_threads, tear_down);
	return g_test_run();
}
