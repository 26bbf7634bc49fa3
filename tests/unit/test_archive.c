/* test_archive.c: an archive comes back as it was put in, or not at all. */
#include <string.h>
#include <sqlite3.h>
#include "archive.h"
#include "error.h"
#include "../../render/archive/manifest.h"
#include "../../render/archive/seal.h"
#include "../../render/archive/sqlar.h"

enum { APPLICATION = 0x7465616e };

static void
put_text(Archive *archive, const char *name, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));

	archive_put(archive, name, bytes);
}

static GBytes *
sample(void)
{
	g_autoptr(Archive) archive = archive_new();
	g_autoptr(GBytes) noise = NULL;
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);
	guint8 bytes[9000];
	g_autoptr(GError) error = NULL;
	GBytes *file;

	for (gsize i = 0; i < sizeof bytes; i++)
		bytes[i] = (guint8)g_rand_int(rand);
	noise = g_bytes_new(bytes, sizeof bytes);
	put_text(archive, "model.json", "{\n\t\"version\": 1\n}\n");
	put_text(archive, "data/ports.csv", "rank,protocol,port\n1,tcp,23\n1,tcp,23\n1,tcp,23\n1,tcp,23\n");
	put_text(archive, "edition/日本語.md", "本文");
	put_text(archive, "empty", "");
	archive_put(archive, "fonts/sans.otf", noise);
	file = archive_write(archive, NULL, &error);
	g_assert_no_error(error);
	return file;
}

static void
comes_back(void)
{
	g_autoptr(GBytes) file = sample();
	g_autoptr(GBytes) again = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = archive_read("x", file, &error);
	g_autofree const char **names = NULL;
	gsize length;
	const char *text;

	g_assert_no_error(error);
	names = archive_names(archive, "");
	g_assert_cmpstr(names[0], ==, "data/ports.csv");
	g_assert_cmpstr(names[1], ==, "edition/日本語.md");
	g_assert_cmpuint(g_strv_length((char **)names), ==, 7);
	text = g_bytes_get_data(archive_get(archive, "edition/日本語.md"), &length);
	g_assert_cmpmem(text, length, "本文", strlen("本文"));
	g_assert_cmpuint(g_bytes_get_size(archive_get(archive, "empty")), ==, 0);
	again = archive_write(archive, NULL, &error);
	g_assert_true(g_bytes_equal(file, again));
}

static void
is_signed(void)
{
	g_autoptr(Archive) archive = archive_new();
	g_autoptr(Archive) back = NULL;
	g_autoptr(GBytes) file = NULL;
	g_autoptr(GError) error = NULL;
	gsize length;
	const char *text;

	put_text(archive, "a", "1");
	file = archive_write(archive, "wc -l | tr -d ' '", &error);
	g_assert_no_error(error);
	back = archive_read("x", file, &error);
	g_assert_no_error(error);
	text = g_bytes_get_data(archive_get(back, SIGNATURE_NAME), &length);
	g_assert_cmpmem(text, length, "1\n", 2);
	g_assert_null(archive_write(archive, "exit 1", &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
}

/* Any byte of the file, SQLite's own among them. */
static void
no_byte_changes_unseen(void)
{
	g_autoptr(GBytes) file = sample();
	g_autoptr(GRand) rand = g_rand_new_with_seed(2);
	gsize length;
	const char *data = g_bytes_get_data(file, &length);

	for (int i = 0; i < 1000; i++) {
		g_autofree char *copy = g_memdup2(data, length);
		g_autoptr(GBytes) changed = NULL;
		g_autoptr(GError) error = NULL;
		gsize place = (gsize)g_rand_int_range(rand, 0, (gint32)length);

		copy[place] = (char)(copy[place] ^ (char)g_rand_int_range(rand, 1, 256));
		changed = g_bytes_new(copy, length);
		g_assert_null(archive_read("x", changed, &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	}
}

static void
no_end_is_missing(void)
{
	g_autoptr(GBytes) file = sample();

	for (gsize length = 0; length < g_bytes_get_size(file); length += 97) {
		g_autoptr(GBytes) part = g_bytes_new_from_bytes(file, 0, length);
		g_autoptr(GError) error = NULL;

		g_assert_null(archive_read("x", part, &error));
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	}
}

static const struct {
	const char *name;
	gboolean safe;
} names[] = {
	{ "data/ports.csv", TRUE },
	{ "a..b/c.", TRUE },
	{ "../x", FALSE },
	{ "data/../../x", FALSE },
	{ "/etc/passwd", FALSE },
	{ "data//x", FALSE },
	{ "data/", FALSE },
	{ "./x", FALSE },
	{ "..", FALSE },
	{ "", FALSE },
	{ "a\\..\\b", FALSE },
	{ "c:x", FALSE },
	{ "a\nb", FALSE },
	{ "\xff", FALSE },
};

/* A file that is sealed and whole, with one change by SQL: what an attacker, not an accident, would make. */
static GBytes *
forge(const char *change)
{
	g_autoptr(GBytes) file = sample();
	g_autoptr(GBytes) open = NULL;
	g_autofree char *blank = NULL;
	g_autoptr(GError) error = NULL;
	sqlite3 *db;
	sqlite3_int64 size;
	gsize length;
	const void *data = g_bytes_get_data(file, &length);
	guchar *copy = sqlite3_malloc64(length);
	GBytes *sealed;

	memcpy(copy, data, length);
	sqlite3_open(":memory:", &db);
	sqlite3_deserialize(db, "main", copy, (gint64)length, (gint64)length,
	    SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
	g_assert_cmpint(sqlite3_exec(db, change, NULL, NULL, NULL), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, "VACUUM", NULL, NULL, NULL), ==, SQLITE_OK);
	copy = sqlite3_serialize(db, "main", &size, 0);
	open = g_bytes_new(copy, (gsize)size);
	sqlite3_free(copy);
	sqlite3_close(db);
	sealed = seal_close(open, &error);
	g_assert_no_error(error);
	return sealed;
}

static const struct {
	const char *what, *change, *reason;
} forgeries[] = {
	{ "a name that climbs", "UPDATE sqlar SET name = '../x' WHERE name = 'empty'", "hostile name" },
	{ "an absolute name", "UPDATE sqlar SET name = '/etc/x' WHERE name = 'empty'", "hostile name" },
	{ "a name with a NUL", "UPDATE sqlar SET name = CAST(x'610062' AS TEXT) WHERE name = 'empty'", "no name" },
	{ "a name that is none", "UPDATE sqlar SET name = NULL WHERE name = 'empty'", "no name" },
	{ "a symbolic link", "UPDATE sqlar SET mode = 41471, sz = -1 WHERE name = 'empty'", "no plain file" },
	{ "a folder", "UPDATE sqlar SET mode = 16877 WHERE name = 'empty'", "no plain file" },
	{ "a size beyond all limits", "UPDATE sqlar SET sz = 1 << 40 WHERE name = 'empty'", "beyond the limits" },
	{ "a size below nothing", "UPDATE sqlar SET sz = -5 WHERE name = 'empty'", "beyond the limits" },
	{ "a bomb", "UPDATE sqlar SET sz = 10 WHERE name = 'data/ports.csv'", "does not unpack" },
	{ "many entries of many bytes",
	    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) "
	    "INSERT INTO sqlar SELECT 'n' || i, 33188, 0, 200000000, zeroblob(9) FROM n",
	    "does not unpack" },
	{ "another entry", "INSERT INTO sqlar VALUES ('zzz', 33188, 0, 1, x'41')", "manifest.txt does not agree" },
	{ "an entry less", "DELETE FROM sqlar WHERE name = 'empty'", "manifest.txt does not agree" },
	{ "another content", "UPDATE sqlar SET sz = 1, data = x'41' WHERE name = 'empty'",
	    "manifest.txt does not agree" },
	{ "no manifest", "DELETE FROM sqlar WHERE name = 'manifest.txt'", "no manifest.txt" },
	{ "an edited manifest", "UPDATE sqlar SET sz = 3, data = x'414243' WHERE name = 'manifest.txt'",
	    "manifest.txt does not agree" },
	{ "a trigger", "CREATE TABLE t(x); CREATE TRIGGER r AFTER INSERT ON sqlar BEGIN DELETE FROM t; END",
	    "more than the table" },
	{ "a view in its place", "ALTER TABLE sqlar RENAME TO u; CREATE VIEW sqlar AS SELECT * FROM u",
	    "more than the table" },
	{ "another application", "PRAGMA application_id = 1", "no archive of ours" },
	{ "a newer version", "PRAGMA user_version = 99", "version 99" },
};

static void
refuses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GBytes) file = forge(forgeries[i].change);
	g_autoptr(GError) error = NULL;

	g_assert_null(archive_read("x.teiten", file, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_nonnull(strstr(error->message, forgeries[i].reason));
	g_assert_true(g_str_has_prefix(error->message, "x.teiten: "));
}

static void
knows_safe_names(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		g_assert_cmpint(archive_name_is_safe(names[i].name), ==, names[i].safe);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/archive/comes back", comes_back);
	g_test_add_func("/archive/is signed by an outside tool", is_signed);
	g_test_add_func("/archive/no byte changes unseen", no_byte_changes_unseen);
	g_test_add_func("/archive/no end is missing", no_end_is_missing);
	g_test_add_func("/archive/knows safe names", knows_safe_names);
	for (gsize i = 0; i < G_N_ELEMENTS(forgeries); i++) {
		g_autofree char *path = g_strdup_printf("/archive/refuses/%s", forgeries[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses);
	}
	return g_test_run();
}
