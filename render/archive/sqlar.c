/*
 * sqlar.c: the container.  SQLite works on memory only, so a hostile file can make it touch no other.
 * Knows nothing of what the entries are.
 */
#include <string.h>
#include <gio/gio.h>
#include <sqlite3.h>
#include "error.h"
#include "sqlar.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

enum { PLAIN_FILE = 0100644, KIND_MASK = 0170000, KIND_FILE = 0100000, SAMPLE = 1 << 18 };

void
sqlar_entry_free(SqlarEntry *entry)
{
	if (!entry)
		return;
	g_free(entry->name);
	g_bytes_unref(entry->bytes);
	g_free(entry);
}

static gboolean
fail(GError **error, sqlite3 *db, const char *what)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %s", what, sqlite3_errmsg(db));
	return FALSE;
}

static gboolean
refuse(GError **error, const char *name, const char *why)
{
	g_autofree char *shown = g_utf8_make_valid(name ? name : "", -1);
	g_autofree char *escaped = g_strescape(shown, NULL);

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "entry '%.*s' %s", SQLAR_NAME_LIMIT, escaped, why);
	return FALSE;
}

/* --- zlib -------------------------------------------------------------------------------- */

/* Runs the converter over all of in into out; *written bytes of size.  FALSE where it breaks off or out is full. */
static gboolean
convert(GConverter *converter, GBytes *in, guint8 *out, gsize size, gsize *written)
{
	gsize length, from = 0;
	const guint8 *data = g_bytes_get_data(in, &length);

	*written = 0;
	while (*written < size) {
		gsize taken = 0, given = 0;
		GConverterResult result = g_converter_convert(converter, data + from, length - from, out + *written,
		    size - *written, G_CONVERTER_INPUT_AT_END, &taken, &given, NULL);

		from += taken;
		*written += given;
		if (result == G_CONVERTER_FINISHED)
			return from == length;
		if (result != G_CONVERTER_CONVERTED)
			return FALSE;
	}
	return FALSE;
}

/* The bytes packed; NULL where that does not save half. */
static GBytes *
deflate(GBytes *bytes)
{
	g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
	gsize size = g_bytes_get_size(bytes) / 2 + 1, written;
	g_autofree guint8 *out = g_malloc(size);

	return convert(G_CONVERTER(zlib), bytes, out, size, &written) ? g_bytes_new(out, written) : NULL;
}

/*
 * Packed where that saves half, else the same bytes: fonts hardly shrink, and unpacking them takes time.
 * A sample from the front decides for what is large.  Small entries always stay as they are, so that a seal can be
 * found in the file.
 */
static GBytes *
pack(GBytes *bytes)
{
	g_autoptr(GBytes) sample = g_bytes_new_from_bytes(bytes, 0, MIN(g_bytes_get_size(bytes), SAMPLE));
	g_autoptr(GBytes) tried = g_bytes_get_size(bytes) < SQLAR_PLAIN_BELOW ? NULL : deflate(sample);
	GBytes *packed = NULL;

	if (tried)
		packed = g_bytes_get_size(bytes) <= SAMPLE ? g_bytes_ref(tried) : deflate(bytes);
	return packed ? packed : g_bytes_ref(bytes);
}

/* The size bytes that packed stands for; NULL where it stands for fewer or more. */
static GBytes *
unpack(GBytes *packed, gsize size)
{
	g_autoptr(GZlibDecompressor) zlib = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
	g_autofree guint8 *out = NULL;
	gsize written;

	if (g_bytes_get_size(packed) == size)
		return g_bytes_ref(packed);
	out = g_malloc(size + 1);
	if (!convert(G_CONVERTER(zlib), packed, out, size + 1, &written) || written != size)
		return NULL;
	return g_bytes_new_take(g_steal_pointer(&out), size);
}

/* --- out --------------------------------------------------------------------------------- */

static gboolean
insert(sqlite3 *db, const SqlarEntry *entry, GError **error)
{
	static const char sql[] = "INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (?1, ?2, 0, ?3, ?4)";
	g_autoptr(sqlite3_stmt) stmt = NULL;
	g_autoptr(GBytes) packed = pack(entry->bytes);
	gsize length;
	const void *data = g_bytes_get_data(packed, &length);

	if (sqlite3_prepare_v2(db, sql, sizeof sql, &stmt, NULL) != SQLITE_OK ||
	    sqlite3_bind_text(stmt, 1, entry->name, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_bind_int(stmt, 2, PLAIN_FILE) != SQLITE_OK ||
	    sqlite3_bind_int64(stmt, 3, (gint64)g_bytes_get_size(entry->bytes)) != SQLITE_OK ||
	    sqlite3_bind_blob64(stmt, 4, data ? data : "", length, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_step(stmt) != SQLITE_DONE)
		return fail(error, db, "cannot archive");
	return TRUE;
}

static gboolean
run(sqlite3 *db, const char *sql, GError **error)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(error, db, "cannot make an archive");
}

static GBytes *
serialise(sqlite3 *db, GError **error)
{
	sqlite3_int64 size = 0;
	guchar *data = sqlite3_serialize(db, "main", &size, 0);

	if (!data) {
		fail(error, db, "cannot make an archive");
		return NULL;
	}
	return g_bytes_new_with_free_func(data, (gsize)size, (GDestroyNotify)sqlite3_free, data);
}

GBytes *
sqlar_write(const GPtrArray *entries, gint32 application, gint32 version, GError **error)
{
	static const char schema[] =
	    "PRAGMA page_size = 4096; PRAGMA secure_delete = ON; PRAGMA application_id = %d; PRAGMA user_version = %d;"
	    "BEGIN; CREATE TABLE sqlar(\n  name TEXT PRIMARY KEY,\n  mode INT,\n  mtime INT,\n  sz INT,\n  data "
	    "BLOB\n)";
	g_autofree char *sql = g_strdup_printf(schema, application, version);
	g_autoptr(sqlite3) db = NULL;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK) {
		fail(error, db, "cannot make an archive");
		return NULL;
	}
	if (!run(db, sql, error))
		return NULL;
	for (guint i = 0; i < entries->len; i++)
		if (!insert(db, g_ptr_array_index(entries, i), error))
			return NULL;
	return run(db, "COMMIT", error) ? serialise(db, error) : NULL;
}

/* --- in ---------------------------------------------------------------------------------- */

/* A database that is the bytes and cannot be changed. */
static sqlite3 *
open_bytes(GBytes *file, GError **error)
{
	g_autoptr(sqlite3) db = NULL;
	gsize length;
	const void *data = g_bytes_get_data(file, &length);
	guchar *copy = sqlite3_malloc64(length + 1);

	if (!copy || sqlite3_open(":memory:", &db) != SQLITE_OK) {
		sqlite3_free(copy);
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "out of memory");
		return NULL;
	}
	memcpy(copy, data, length);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, SQLAR_ENTRY_LIMIT + (1 << 20));
	/* SQLite frees the copy, also where it fails. */
	if (sqlite3_deserialize(db, "main", copy, (gint64)length, (gint64)length,
		SQLITE_DESERIALIZE_READONLY | SQLITE_DESERIALIZE_FREEONCLOSE) != SQLITE_OK) {
		fail(error, db, "no SQLite file");
		return NULL;
	}
	return g_steal_pointer(&db);
}

static gboolean
ask(sqlite3 *db, const char *sql, gint64 *answer, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW)
		return fail(error, db, "no archive");
	*answer = sqlite3_column_int64(stmt, 0);
	return TRUE;
}

static gboolean
check_kind(sqlite3 *db, gint32 application, gint32 newest, GError **error)
{
	gint64 id, version, more;

	if (!ask(db, "PRAGMA application_id", &id, error) || !ask(db, "PRAGMA user_version", &version, error) ||
	    !ask(db,
		"SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'sqlar' OR type NOT IN ('table', 'index')"
		" OR (type = 'table' AND name <> 'sqlar')",
		&more, error))
		return FALSE;
	if (id != application)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "an SQLite file, but no archive of ours");
	else if (version < 1 || version > newest)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "an archive of version %" G_GINT64_FORMAT ", and we read 1 to %d", version, newest);
	else if (more > 0)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "its schema is more than the table 'sqlar'");
	else
		return TRUE;
	return FALSE;
}

/* Bounds first: nothing is allocated for a size that nobody has looked at. */
static SqlarEntry *
read_entry(sqlite3_stmt *stmt, gint64 *total, GError **error)
{
	const char *name = (const char *)sqlite3_column_text(stmt, 0);
	gint64 mode = sqlite3_column_int64(stmt, 1), size = sqlite3_column_int64(stmt, 2);
	g_autoptr(GBytes) packed = NULL;
	g_autoptr(GBytes) bytes = NULL;
	const char *wrong = NULL;
	SqlarEntry *entry;

	if (!name || strlen(name) != (gsize)sqlite3_column_bytes(stmt, 0) || strlen(name) > SQLAR_NAME_LIMIT)
		wrong = "has no name that may be used";
	else if ((mode & KIND_MASK) != KIND_FILE || sqlite3_column_type(stmt, 3) != SQLITE_BLOB)
		wrong = "is no plain file";
	else if (size < 0 || size > SQLAR_ENTRY_LIMIT || (*total += size) > SQLAR_TOTAL_LIMIT)
		wrong = "claims a size beyond the limits";
	if (!wrong) {
		packed = g_bytes_new(sqlite3_column_blob(stmt, 3), (gsize)sqlite3_column_bytes(stmt, 3));
		bytes = unpack(packed, (gsize)size);
	}
	if (!bytes) {
		refuse(error, name, wrong ? wrong : "does not unpack to its size");
		return NULL;
	}
	entry = g_new0(SqlarEntry, 1);
	entry->name = g_strdup(name);
	entry->bytes = g_steal_pointer(&bytes);
	return entry;
}

GPtrArray *
sqlar_read(GBytes *file, gint32 application, gint32 newest, GError **error)
{
	static const char sql[] = "SELECT name, mode, sz, data FROM sqlar ORDER BY rowid";
	g_autoptr(sqlite3) db = open_bytes(file, error);
	g_autoptr(sqlite3_stmt) stmt = NULL;
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)sqlar_entry_free);
	gint64 total = 0;
	int result;

	if (!db || !check_kind(db, application, newest, error))
		return NULL;
	if (sqlite3_prepare_v2(db, sql, sizeof sql, &stmt, NULL) != SQLITE_OK) {
		fail(error, db, "no archive");
		return NULL;
	}
	while ((result = sqlite3_step(stmt)) == SQLITE_ROW) {
		SqlarEntry *entry = read_entry(stmt, &total, error);
		if (!entry)
			return NULL;
		g_ptr_array_add(entries, entry);
	}
	if (result != SQLITE_DONE) {
		fail(error, db, "the archive is damaged");
		return NULL;
	}
	return g_steal_pointer(&entries);
}
