/*
 * test_ingest.c: what the store holds of the real observations, against awk's counts of the same file and, for
 * regions, counts that were made apart with the same database.
 */
#include <string.h>
#include <glib/gstdio.h>
#include "geo.h"
#include "ingest.h"
#include "observation.h"
#include "source.h"

static const char file[] = "../shared/data/marx/marx.csv.zst";
static const char database[] = "../shared/data/mmdb/geolite-legacy-country-2013-08.mmdb";
static const gint64 q1 = 1356998400, q2 = 1364774400, q3 = 1372636800, q4 = 1380585600; /* 2013, UTC */

/* The store with the file in it, in a new folder; NULL where the file is not here. */
static char *
make_store(void)
{
	g_autofree char *folder = NULL, *path = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Profile) profile = NULL;
	g_autoptr(Geo) geo = NULL;
	g_autoptr(Store) store = NULL;
	g_auto(IngestSummary) summary = { 0 };
	IngestOptions how = { 0 };

	if (!g_file_test(file, G_FILE_TEST_EXISTS))
		return NULL;
	folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	path = g_build_filename(folder, "t.db", NULL);
	profile = profile_load("report/ingest/profiles/marx.ini", &error);
	g_assert_no_error(error);
	geo = geo_open(database, &error);
	g_assert_no_error(error);
	store = store_open(path, STORE_WRITE, "UTC", &error);
	g_assert_no_error(error);
	how.profile = profile;
	how.geo = geo;
	g_assert_true(ingest_file(store, file, &how, &summary, &error));
	g_assert_cmpint(summary.rows, ==, 451581);
	g_assert_cmpuint(summary.sensors, ==, 9);
	return g_steal_pointer(&path);
}

static void
remove_store(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *line = g_strdup_printf("rm -r %s", folder);

	g_spawn_command_line_sync(line, NULL, NULL, NULL, NULL);
}

static gint64
packets_of(GArray *tallies, guint32 key)
{
	for (guint i = 0; i < tallies->len; i++)
		if (g_array_index(tallies, Tally, i).key == key)
			return g_array_index(tallies, Tally, i).packets;
	return 0;
}

/* awk's lines "KEY PACKETS" for the keys that an expression over its fields gives. */
static char **
count_by_awk(const char *expression)
{
	g_autofree char *script = g_strdup_printf(
	    "zstd -dc %s | awk -F, 'NR > 1 { n[%s]++ } END { for (k in n) print k, n[k] }'", file, expression);
	char *argv[] = { (char *)"sh", (char *)"-c", script, NULL };
	g_autofree char *out = NULL;

	g_assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, NULL));
	g_strchomp(out);
	return g_strsplit(out, "\n", -1);
}

static guint32
key_of_port(const char *text)
{
	g_auto(GStrv) part = g_strsplit(text, "/", 2);
	guint port = (guint)g_ascii_strtoull(part[1], NULL, 10);
	guint protocol =
	    g_str_equal(part[0], "TCP") ? PROTOCOL_TCP : (g_str_equal(part[0], "UDP") ? PROTOCOL_UDP : PROTOCOL_ICMP);

	return protocol << 16 | port;
}

static void
holds_ports(Source *source)
{
	g_auto(GStrv) lines = count_by_awk("$4 \"/\" ($4 == \"ICMP\" ? $5 : $7)");
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) tallies = source_tally(source, DIMENSION_PORT, q1, q4, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(tallies->len, ==, g_strv_length(lines));
	for (char **line = lines; *line; line++) {
		g_auto(GStrv) word = g_strsplit(*line, " ", 2);
		g_assert_cmpint(packets_of(tallies, key_of_port(word[0])), ==, g_ascii_strtoll(word[1], NULL, 10));
	}
}

static void
holds_sensors(Source *source)
{
	g_auto(GStrv) lines = count_by_awk("$2");
	g_autoptr(GError) error = NULL;
	g_autoptr(GArray) tallies = source_tally(source, DIMENSION_SENSOR, q1, q4, &error);
	g_autoptr(GPtrArray) sensors = source_sensors(source, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(tallies->len, ==, g_strv_length(lines));
	for (guint i = 0; i < sensors->len; i++) {
		const Sensor *sensor = sensors->pdata[i];
		g_autofree char *line =
		    g_strdup_printf("%s %" G_GINT64_FORMAT, sensor->name, packets_of(tallies, (guint32)sensor->id));
		g_assert_true(g_strv_contains((const char *const *)lines, line));
	}
}

static void
holds_regions(Source *source)
{
	static const struct {
		const char *region;
		gint64 packets[3]; /* of Q1, Q2, Q3 */
	} want[] = { { "CN", { 22004, 84254, 85205 } }, { "US", { 11150, 41483, 37306 } },
		{ "JP", { 1882, 8386, 6924 } }, { "TW", { 1705, 5165, 5279 } }, { "KR", { 1637, 4518, 3161 } } };
	const gint64 edges[] = { q1, q2, q3, q4 };
	/* RFC 1918 and RFC 6598 as ranges of numbers. */
	g_auto(GStrv) lines =
	    count_by_awk("($3 >= 167772160 && $3 < 184549376) || ($3 >= 2886729728 && $3 < 2887778304) || "
			 "($3 >= 3232235520 && $3 < 3232301056) || ($3 >= 1681915904 && $3 < 1686110208)");
	g_autofree char *line = NULL;
	gint64 private = 0;

	for (guint quarter = 0; quarter < 3; quarter++) {
		g_autoptr(GArray) tallies =
		    source_tally(source, DIMENSION_REGION, edges[quarter], edges[quarter + 1], NULL);
		for (gsize i = 0; i < G_N_ELEMENTS(want); i++)
			g_assert_cmpint(
			    packets_of(tallies, region_of_name(want[i].region)), ==, want[i].packets[quarter]);
		private += packets_of(tallies, REGION_PRIVATE);
	}
	line = g_strdup_printf("1 %" G_GINT64_FORMAT, private);
	g_assert_true(g_strv_contains((const char *const *)lines, line));
}

static void
holds_the_real_data(void)
{
	g_autofree char *path = make_store();
	g_autoptr(GError) error = NULL;
	g_autoptr(Source) source = NULL;

	if (!path) {
		g_test_skip("../shared is not here");
		return;
	}
	source = source_open(path, &error);
	g_assert_no_error(error);
	holds_ports(source);
	holds_sensors(source);
	holds_regions(source);
	g_clear_pointer(&source, source_free);
	remove_store(path);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ingest/holds the real data", holds_the_real_data);
	return g_test_run();
}
