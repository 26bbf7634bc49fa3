/* test_mmdb.c: what we write as a MaxMind DB, libmaxminddb reads. */
#include <arpa/inet.h>
#include <string.h>
#include <glib/gstdio.h>
#include <maxminddb.h>
#include "../../report/simulate/mmdb.h"

static const struct {
	const char *address, *code; /* code NULL: not there */
} cases[] = {
	{ "240.0.0.0", "CN" },
	{ "240.63.255.255", "CN" },
	{ "240.64.0.0", NULL },
	{ "239.255.255.255", NULL },
	{ "240.1.2.3", "JP" }, /* a narrower network, added later */
	{ "240.1.3.3", "CN" },
	{ "250.0.0.1", "US" }, /* a wider one, added later */
	{ "2001:db8:100::1", "JP" },
	{ "2001:db8::1", NULL },
};

static void
add(Mmdb *mmdb, const char *text, guint length, const char *code)
{
	guint8 address[16] = { 0 };

	if (strchr(text, ':'))
		g_assert_cmpint(inet_pton(AF_INET6, text, address), ==, 1);
	else
		g_assert_cmpint(inet_pton(AF_INET, text, address + 12), ==, 1);
	mmdb_add(mmdb, address, length, code);
}

static char *
write_sample(void)
{
	g_autoptr(Mmdb) mmdb = mmdb_new();
	g_autoptr(GByteArray) bytes = NULL;
	char *path = NULL;

	add(mmdb, "240.0.0.0", 96 + 10, "CN");
	add(mmdb, "240.1.2.0", 96 + 24, "JP");
	add(mmdb, "250.1.0.0", 96 + 16, "TW");
	add(mmdb, "250.0.0.0", 96 + 8, "US");
	add(mmdb, "2001:db8:100::", 40, "JP");
	bytes = mmdb_write(
	    mmdb, "Test", "A description that is longer than the size of a control byte can say", 1443625200);
	g_close(g_file_open_tmp("teiten-XXXXXX.mmdb", &path, NULL), NULL);
	g_assert_true(g_file_set_contents(path, (const char *)bytes->data, bytes->len, NULL));
	return path;
}

static void
is_read(void)
{
	g_autofree char *path = write_sample();
	MMDB_s db;

	g_assert_cmpint(MMDB_open(path, MMDB_MODE_MMAP, &db), ==, MMDB_SUCCESS);
	g_assert_cmpstr(db.metadata.database_type, ==, "Test");
	g_assert_cmpuint(db.metadata.build_epoch, ==, 1443625200);
	g_assert_cmpuint(strlen(db.metadata.description.descriptions[0]->description), ==, 68);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int gai, status;
		MMDB_lookup_result_s found = MMDB_lookup_string(&db, cases[i].address, &gai, &status);
		MMDB_entry_data_s data;

		g_assert_cmpint(gai, ==, 0);
		g_assert_cmpint(status, ==, MMDB_SUCCESS);
		g_assert_cmpint(found.found_entry, ==, cases[i].code != NULL);
		if (!cases[i].code)
			continue;
		g_assert_cmpint(MMDB_get_value(&found.entry, &data, "country", "iso_code", NULL), ==, MMDB_SUCCESS);
		g_assert_cmpmem(data.utf8_string, data.data_size, cases[i].code, 2);
	}
	MMDB_close(&db);
	g_unlink(path);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mmdb/is read by libmaxminddb", is_read);
	return g_test_run();
}
