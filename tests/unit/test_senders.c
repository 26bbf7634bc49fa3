/*
 * test_senders.c: who sent an item and in which minutes sensors heard something equal counting the rows by hand.
 */
#include "source_fixture.h"

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
	gint64 packets = 0, at_sensor[NAMES + 1] = { 0 }, most = 0, top = 0, loudest = 0;
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
	g_hash_table_iter_init(&iter, sources);
	while (g_hash_table_iter_next(&iter, NULL, &sum))
		loudest = MAX(loudest, (gint64)GPOINTER_TO_SIZE(sum));
	g_assert_cmpint(senders->top_source, ==, loudest);
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
		{ DIMENSION_SIGNATURE, 0, 1, NOON + (DAYS - 2) * 86400, NOON + DAYS * 86400, NULL, 0 },
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

/* Two sensors in another order than the store's. */
static void
check_minutes(Fixture *fixture, gint64 from, gint64 to)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) known = source_sensors(fixture->source, &error);
	const Sensor *alpha = known->pdata[0], *gamma = known->pdata[2];
	guint32 ids[2] = { (guint32)gamma->id, (guint32)alpha->id };
	g_autoptr(Minutes) heard = source_minutes(fixture->source, from, to, ids, 2, &error);
	g_autoptr(Minutes) want = minutes_new(from, (gsize)(to - from + 59) / 60, 2);
	gsize set = 0;

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

/* From a cut minute in a cut day to another; from a minute in an hour; whole hours. */
static void
minutes(Fixture *fixture, gconstpointer data)
{
	(void)data;
	check_minutes(fixture, NOON + 12345, NOON + 3 * 86400 + 7);
	check_minutes(fixture, NOON + 12300, NOON + 3 * 86400 + 61);
	check_minutes(fixture, NOON, NOON + 3 * 86400);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/source/senders", Fixture, NULL, set_up, senders, tear_down);
	g_test_add("/source/minutes", Fixture, NULL, set_up, minutes, tear_down);
	return g_test_run();
}
