/* test_geo.c: addresses that no country has, real databases against libmaxminddb itself, and damaged ones. */
#include <arpa/inet.h>
#include <string.h>
#include <maxminddb.h>
#include <glib/gstdio.h>
#include "error.h"
#include "geo.h"
#include "../../report/enrich/special.h"

static const char evidence[] = "../shared/data/mmdb";

static const struct {
	const char *address;
	const char *region;
} specials[] = {
	{ "10.255.255.255", "private" },
	{ "172.16.0.1", "private" },
	{ "172.31.255.255", "private" },
	{ "172.32.0.0", "unknown" },
	{ "192.168.1.1", "private" },
	{ "100.64.0.1", "private" },
	{ "100.128.0.0", "unknown" },
	{ "0.0.0.0", "reserved" },
	{ "1.0.0.0", "unknown" },
	{ "127.0.0.1", "reserved" },
	{ "169.254.3.4", "reserved" },
	{ "192.0.2.7", "reserved" },
	{ "192.0.3.7", "unknown" },
	{ "198.19.255.255", "reserved" },
	{ "198.20.0.0", "unknown" },
	{ "203.0.113.9", "reserved" },
	{ "223.255.255.255", "unknown" },
	{ "224.0.0.1", "reserved" },
	{ "255.255.255.255", "reserved" },
	{ "::", "reserved" },
	{ "::1", "reserved" },
	{ "::ffff:10.0.0.1", "private" },
	{ "::ffff:8.8.8.8", "unknown" },
	{ "64:ff9b::808:808", "unknown" },
	{ "64:ff9b:1::1", "reserved" },
	{ "100::1", "reserved" },
	{ "2001::1", "reserved" },
	{ "2001:1ff:ffff::1", "reserved" },
	{ "2001:200::1", "unknown" },
	{ "2001:db8::1", "reserved" },
	{ "2002:808:808::1", "reserved" },
	{ "3fff:fff::1", "reserved" },
	{ "3fff:1000::1", "unknown" },
	{ "fc00::1", "private" },
	{ "fdff::1", "private" },
	{ "fe80::1", "reserved" },
	{ "ff02::1", "reserved" },
	{ "2a00::1", "unknown" },
};

static const char *
region_of(Geo *geo, const char *text, char buffer[3])
{
	g_autoptr(GError) error = NULL;
	guint8 address[16] = { 0 }, family = strchr(text, ':') ? 6 : 4;
	Region region;

	g_assert_cmpint(inet_pton(family == 6 ? AF_INET6 : AF_INET, text, address), ==, 1);
	g_assert_true(geo_region(geo, address, family, &region, &error));
	return region_name(region, buffer);
}

static void
names_specials(void)
{
	char buffer[3];

	for (gsize i = 0; i < G_N_ELEMENTS(specials); i++) {
		g_test_message("%s", specials[i].address);
		g_assert_cmpstr(region_of(NULL, specials[i].address, buffer), ==, specials[i].region);
	}
}

static void
refuses_what_is_none(void)
{
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "x.mmdb", NULL);
	g_autoptr(GError) error = NULL, absent = NULL;

	g_assert_null(geo_open(path, &absent));
	g_assert_error(absent, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_true(g_file_set_contents(path, "no database", -1, NULL));
	g_assert_null(geo_open(path, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_nonnull(strstr(error->message, "is no region database (MMDB)"));
	g_unlink(path);
	g_rmdir(folder);
}

/* --- with the evidence ------------------------------------------------------------------- */

/* Unpacks one of the evidence files to a folder of its own; NULL (and the test skipped) where it is not there. */
static char *
unpack(const char *command, const char *name)
{
	g_autofree char *packed = g_build_filename(evidence, name, NULL);
	g_autofree char *line = NULL;
	char *folder;
	int status = 1;

	if (!g_file_test(packed, G_FILE_TEST_EXISTS)) {
		g_test_skip("../shared is not here");
		return NULL;
	}
	folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	line = g_strdup_printf(command, packed, folder);
	g_assert_true(g_spawn_command_line_sync(line, NULL, NULL, &status, NULL));
	g_assert_cmpint(status, ==, 0);
	return folder;
}

static void
remove_folder(const char *folder)
{
	g_autofree char *line = g_strdup_printf("rm -r %s", folder);

	g_spawn_command_line_sync(line, NULL, NULL, NULL, NULL);
}

static guint32
next_random(guint64 *state)
{
	*state = *state * G_GUINT64_CONSTANT(6364136223846793005) + G_GUINT64_CONSTANT(1442695040888963407);
	return (guint32)(*state >> 32);
}

/* The flat schema, asked directly; 0 where it has no answer. */
static Region
ask_library(MMDB_s *db, guint32 host)
{
	struct sockaddr_in where = { .sin_family = AF_INET, .sin_addr.s_addr = g_htonl(host) };
	int status;
	MMDB_lookup_result_s result = MMDB_lookup_sockaddr(db, (const struct sockaddr *)&where, &status);
	MMDB_entry_data_s data;

	g_assert_cmpint(status, ==, MMDB_SUCCESS);
	if (!result.found_entry || MMDB_get_value(&result.entry, &data, "country_code", NULL) != MMDB_SUCCESS)
		return 0;
	return region_of_code(data.utf8_string, data.data_size);
}

/*
 * Two million random addresses, every other one beside the one before: the tables must answer as the library does, and
 * where it has no answer as without a database.
 */
static void
agrees_with_the_library(void)
{
	g_autofree char *folder = unpack("zstd -dqf %s -o %s/x.mmdb", "dbip-country-ipv4.mmdb.zst");
	g_autofree char *path = NULL;
	g_autoptr(Geo) geo = NULL;
	g_autoptr(GError) error = NULL;
	guint64 state = 1;
	guint places = 0;
	MMDB_s db;

	if (!folder)
		return;
	path = g_build_filename(folder, "x.mmdb", NULL);
	g_assert_cmpint(MMDB_open(path, MMDB_MODE_MMAP, &db), ==, MMDB_SUCCESS);
	geo = geo_open(path, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(strlen(geo_identity(geo)->sha256), ==, 64);
	for (guint i = 0, last = 0; i < 2000000; i++) {
		guint32 host = i % 2 ? last ^ (next_random(&state) & 0xff) : next_random(&state), net = g_htonl(host);
		Region region, alone, want = ask_library(&db, host);
		g_assert_true(geo_region(geo, (const guint8 *)&net, 4, &region, &error));
		g_assert_true(geo_region(NULL, (const guint8 *)&net, 4, &alone, &error));
		g_assert_cmpuint(region, ==, want ? want : alone);
		places += region_is_place(region);
		last = host;
	}
	g_assert_cmpuint(places, >, 1500000);
	MMDB_close(&db);
	remove_folder(folder);
}

static const struct {
	const char *file, *address, *region; /* address NULL: the file must be refused */
} tests[] = {
	{ "GeoLite2-Country-Test.mmdb", "81.2.69.160", "GB" },
	{ "GeoLite2-Country-Test.mmdb", "2001:218::1", "JP" },
	{ "GeoLite2-Country-Test.mmdb", "::ffff:81.2.69.160", "GB" },
	{ "GeoLite2-Country-Test.mmdb", "10.0.0.1", "private" },
	{ "GeoLite2-Country-Test.mmdb", "9.9.9.9", "unknown" },
	{ "GeoIP2-Country-Test.mmdb", "216.160.83.56", "US" },
	{ "GeoIP2-City-Test.mmdb", "89.160.20.112", "SE" },
	{ "GeoLite2-ASN-Test.mmdb", NULL, NULL },
	{ "MaxMind-DB-test-decoder.mmdb", NULL, NULL },
	{ "MaxMind-DB-no-ipv4-search-tree.mmdb", NULL, NULL },
	{ "MaxMind-DB-test-broken-search-tree-24.mmdb", NULL, NULL },
};

static void
reads_both_schemas(void)
{
	g_autofree char *folder = unpack("tar --zstd -xf %s -C %s", "maxmind-MaxMind-DB-test-and-bad-data.tar.zst");

	for (gsize i = 0; folder && i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_build_filename(folder, "test-data", tests[i].file, NULL);
		g_autoptr(GError) error = NULL;
		g_autoptr(Geo) geo = geo_open(path, &error);
		char buffer[3];
		g_test_message("%s %s", tests[i].file, tests[i].address);
		if (tests[i].address)
			g_assert_cmpstr(region_of(geo, tests[i].address, buffer), ==, tests[i].region);
		else
			g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	}
	if (folder)
		remove_folder(folder);
}

/* Addresses that share the prefix of a special answer and differ in one bit have that answer. */
static void
parts_what_is_special(void)
{
	static const guint32 blocks[] = { 0x0a000000, 0x64400000, 0xac100000, 0xc0000200, 0xc0a80000, 0xc6120000,
		0xcb007100, 0xe0000000 };
	guint64 state = 3;

	for (guint i = 0; i < 100000; i++) {
		guint32 random = next_random(&state);
		guint32 address = blocks[random % G_N_ELEMENTS(blocks)] ^ 1u << (random >> 8) % 32;
		guint prefix, other;
		Region region = special_region4(address, &prefix);

		for (guint bit = prefix; bit < 32; bit++)
			g_assert_cmpuint(special_region4(address ^ 0x80000000 >> bit, &other), ==, region);
	}
}

/* A damaged database is refused when it is opened or when it is asked; what it does answer is a region. */
static void
survive(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Geo) geo = geo_open(path, &error);
	guint64 state = 2;

	g_assert_true((geo != NULL) == (error == NULL));
	for (guint i = 0; geo && !error && i < 100000; i++) {
		guint32 address[4] = { next_random(&state), next_random(&state), 0, 0 };
		Region region = 0;
		if (geo_region(geo, (const guint8 *)address, i % 2 ? 4 : 6, &region, &error))
			g_assert_cmpuint(region, !=, 0);
	}
	g_test_message("%s: %s", path, error ? error->message : "answers");
	if (error)
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
}

static void
survives_damage(void)
{
	static const char *const folders[] = { "bad-data/libmaxminddb", "bad-data/maxminddb-golang",
		"bad-data/maxminddb-python", "test-data" };
	g_autofree char *folder = unpack("tar --zstd -xf %s -C %s", "maxmind-MaxMind-DB-test-and-bad-data.tar.zst");
	guint files = 0;

	for (gsize i = 0; folder && i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *where = g_build_filename(folder, folders[i], NULL);
		g_autoptr(GDir) dir = g_dir_open(where, 0, NULL);
		for (const char *name; (name = g_dir_read_name(dir)); files++) {
			g_autofree char *path = g_build_filename(where, name, NULL);
			survive(path);
		}
	}
	if (!folder)
		return;
	g_assert_cmpuint(files, >=, 61);
	remove_folder(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/geo/names specials", names_specials);
	g_test_add_func("/geo/refuses what is none", refuses_what_is_none);
	g_test_add_func("/geo/agrees with the library", agrees_with_the_library);
	g_test_add_func("/geo/reads both schemas", reads_both_schemas);
	g_test_add_func("/geo/parts what is special", parts_what_is_special);
	g_test_add_func("/geo/survives damage", survives_damage);
	return g_test_run();
}
