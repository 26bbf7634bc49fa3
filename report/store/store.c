/*
 * store.c: opening and closing, and what the store says of itself.  What is inside is the business of the
 * other files here.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>
#include "error.h"
#include "inner.h"
#include "zone.h"

#define PATIENCE  10000 /* wait for another writer [ms] */
#define DAY       86400
#define ZONE_HERE "Asia/Tokyo"

/* Nothing is mapped: a disk that fails under a map is a signal, not an error. */
static const char settings[] = "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA mmap_size = 0;"
			       "PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF;";

static gboolean
fail(GError **error, TeitenError code, const char *path, const char *reason)
{
	g_set_error(error, TEITEN_ERROR, code, "cannot open store '%s': %s", path, reason);
	return FALSE;
}

/* SQLite's own words for these are "unable to open database file", whatever the reason. */
static gboolean
check_place(const char *path, StoreMode mode, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);

	if (strstr(path, "://"))
		return fail(error, TEITEN_ERROR_INPUT, path, "this is done to a file on this machine only");
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return fail(error, TEITEN_ERROR_INPUT, path, "it is a folder");
	if (mode != STORE_WRITE && g_access(path, R_OK) != 0)
		return fail(error, errno == ENOENT ? TEITEN_ERROR_INPUT : TEITEN_ERROR_SYSTEM, path, g_strerror(errno));
	if (mode != STORE_READ && g_access(folder, W_OK) != 0) {
		g_set_error(error, TEITEN_ERROR, errno == ENOENT ? TEITEN_ERROR_INPUT : TEITEN_ERROR_SYSTEM,
		    "cannot write store '%s': its folder: %s", path, g_strerror(errno));
		return FALSE;
	}
	return TRUE;
}

/*
 * A store in a folder that cannot be written has no place for its shared index, so nobody writes it and
 * SQLite may be told so; but not while a journal lies beside it, whose rows would be missed.
 */
static gboolean
is_frozen(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *journal = g_strconcat(path, "-wal", NULL);

	return g_access(folder, W_OK) != 0 && !g_file_test(journal, G_FILE_TEST_EXISTS);
}

/* A reader too may write to the journal: the last one to close takes it away. */
static gboolean
connect_to(Store *store, StoreMode mode, GError **error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
		    (mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
	g_autofree char *whole = g_canonicalize_filename(store->path, NULL);
	g_autofree char *uri = g_filename_to_uri(whole, NULL, error);
	g_autofree char *frozen = g_strconcat(uri, "?immutable=1", NULL);

	if (!uri)
		return FALSE;
	if (sqlite3_open_v2(mode == STORE_READ && is_frozen(store->path) ? frozen : uri, &store->db, flags, NULL) !=
	    SQLITE_OK)
		return fail(error, TEITEN_ERROR_SYSTEM, store->path, sqlite3_errmsg(store->db));
	if (mode != STORE_READ && sqlite3_db_readonly(store->db, "main") == 1)
		return fail(error, TEITEN_ERROR_SYSTEM, store->path, "the file is read-only");
	sqlite3_busy_timeout(store->db, PATIENCE);
	store->kept = sql_kept_new(store->db);
	return TRUE;
}

/* Only a first question tells whether the file is a database at all. */
static gboolean
check_file(const Store *store, GError **error)
{
	int code = sqlite3_exec(store->db, "PRAGMA schema_version", NULL, NULL, NULL);

	if (code == SQLITE_NOTADB)
		return fail(error, TEITEN_ERROR_INPUT, store->path, "it is not a store");
	return code == SQLITE_OK || fail(error, code == SQLITE_CORRUPT ? TEITEN_ERROR_INPUT : TEITEN_ERROR_SYSTEM,
					store->path, sqlite3_errmsg(store->db));
}

static gboolean
learn_zone(Store *store, const char *asked, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "read its time zone", error, "SELECT time_zone FROM store", "");
	int code;

	if (!stmt)
		return FALSE;
	if ((code = sqlite3_step(stmt)) != SQLITE_ROW)
		return code == SQLITE_DONE ? sql_damaged(store->db, error, "it has no time zone")
					   : sql_fail(store->db, "read its time zone", error);
	store->time_zone = sql_text(stmt, 0);
	if (asked && !g_str_equal(asked, store->time_zone)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "store '%s' keeps days of %s, not of %s",
		    store->path, store->time_zone, asked);
		return FALSE;
	}
	store->zone = zone_load(store->time_zone, error);
	return store->zone != NULL;
}

Store *
store_open(const char *path, StoreMode mode, const char *time_zone, GError **error)
{
	g_autoptr(Store) store = g_new0(Store, 1);
	g_autoptr(GTimeZone) zone = zone_load(time_zone ? time_zone : ZONE_HERE, error);

	store->path = g_strdup(path);
	store->codec = codec_new();
	store->counter = counter_new();
	if (!zone || !check_place(path, mode, error) || !connect_to(store, mode, error) || !check_file(store, error) ||
	    !sql_run(store->db, "set it up", settings, error) ||
	    (mode == STORE_READ && !sql_run(store->db, "set it up", "PRAGMA query_only = ON", error)) ||
	    !schema_prepare(store, mode, time_zone ? time_zone : ZONE_HERE, error) ||
	    !learn_zone(store, time_zone, error))
		return NULL;
	return g_steal_pointer(&store);
}

void
store_free(Store *store)
{
	if (!store)
		return;
	sql_kept_free(store->kept);
	sqlite3_close_v2(store->db);
	codec_free(store->codec);
	counter_free(store->counter);
	if (store->zone)
		g_time_zone_unref(store->zone);
	g_free(store->time_zone);
	g_free(store->path);
	g_free(store);
}

const char *
store_time_zone(const Store *store)
{
	return store->time_zone;
}

/* The edges around t; the first and the last of the array are where it was cut, not days. */
StoreDay
store_day_of(const Store *store, gint64 t)
{
	g_autoptr(GArray) edges = zone_days(store->zone, t - 3 * DAY, t + 3 * DAY);
	StoreDay day = { t, t };

	for (guint i = 1; i + 1 < edges->len; i++) {
		gint64 edge = g_array_index(edges, gint64, i);
		if (edge <= t)
			day.start = edge;
		if (edge > t) {
			day.end = edge;
			break;
		}
	}
	return day;
}

GArray *
store_days(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(StoreDay));
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its days", error,
	    "SELECT start, end FROM day WHERE start < ?2 AND end > ?1 ORDER BY start", "ii", from, to);
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		StoreDay day = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1) };
		g_array_append_val(days, day);
	}
	if (code != SQLITE_DONE) {
		sql_fail(store->db, "list its days", error);
		return NULL;
	}
	return g_steal_pointer(&days);
}

gboolean
store_changed(Store *store, GError **error)
{
	return sql_run(store->db, "count a change", "UPDATE store SET changes = changes + 1", error);
}

gboolean
store_begin(Store *store, GError **error)
{
	return sql_run(store->db, "begin a change", "BEGIN IMMEDIATE", error);
}

/* Some failures of SQLite have ended the transaction already. */
gboolean
store_end(Store *store, gboolean ok, GError **error)
{
	if (ok && store_changed(store, error) && sql_run(store->db, "commit a change", "COMMIT", error))
		return TRUE;
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return FALSE;
}

/* A read transaction begins with its first question. */
gboolean
store_hold(Store *store, GError **error)
{
	return sql_run(store->db, "begin to read", "BEGIN", error) &&
	       sql_number(store->db, "begin to read", "SELECT changes FROM store", 0, &store->changes, error);
}

/* Nothing was written, so nothing can fail that matters. */
void
store_release(Store *store)
{
	sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}

/* A writer may have come between: then it is of another state, and of no use.  It reads columns, none of them twice. */
Store *
store_again(Store *store)
{
	g_autoptr(Store) other = store_open(store->path, STORE_READ, NULL, NULL);

	if (!other || !sql_run(other->db, "set it up", "PRAGMA cache_size = -1024", NULL) || !store_hold(other, NULL) ||
	    other->changes != store->changes)
		return NULL;
	return g_steal_pointer(&other);
}
