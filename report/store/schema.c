/*
 * schema.c: the tables, as the steps that made them.  A store of version n has gone through the first n
 * steps; a new one goes through all.  A step that was ever released is never changed.
 */
#include "error.h"
#include "inner.h"

#define APPLICATION_ID 0x5445494E /* "TEIN" */

/*
 * column_data and summary are keyed so that one column of all segments, one sum of all days, lie together in
 * their tree: column << 40 | segment, sum << 40 | start of the day.  run says which rows of a segment are of
 * which batch, so that a batch can be taken out of it.
 */
static const char step_1[] =
    "CREATE TABLE store (time_zone TEXT NOT NULL, changes INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE batch (id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 BLOB NOT NULL UNIQUE, name TEXT NOT NULL,"
    " profile TEXT, observations INTEGER NOT NULL, packets INTEGER NOT NULL, first INTEGER, last INTEGER,"
    " loaded INTEGER NOT NULL, simulated INTEGER NOT NULL, geo_type TEXT, geo_built INTEGER, geo_sha256 TEXT) STRICT;"
    "CREATE TABLE sensor (id INTEGER PRIMARY KEY CHECK (id < 65536), name TEXT NOT NULL UNIQUE, name_ja TEXT,"
    " name_en TEXT, placement TEXT, valid_from INTEGER, valid_to INTEGER) STRICT;"
    "CREATE TABLE signature (id INTEGER PRIMARY KEY CHECK (id < 65536), label TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE batch_sensor (sensor INTEGER NOT NULL, batch INTEGER NOT NULL, first INTEGER NOT NULL,"
    " last INTEGER NOT NULL, observations INTEGER NOT NULL, packets INTEGER NOT NULL, PRIMARY KEY (sensor, batch))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE gap (id INTEGER PRIMARY KEY AUTOINCREMENT, sensor INTEGER, start INTEGER NOT NULL,"
    " end INTEGER NOT NULL CHECK (start < end), cause_ja TEXT, cause_en TEXT) STRICT;"
    "CREATE TABLE segment (id INTEGER PRIMARY KEY, day INTEGER NOT NULL, family INTEGER NOT NULL,"
    " observations INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;"
    "CREATE INDEX segment_day ON segment (day);"
    "CREATE TABLE run (segment INTEGER NOT NULL, position INTEGER NOT NULL, batch INTEGER NOT NULL,"
    " observations INTEGER NOT NULL, PRIMARY KEY (segment, position)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX run_batch ON run (batch, segment);"
    "CREATE TABLE column_data (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
    "CREATE TABLE day (start INTEGER PRIMARY KEY, end INTEGER NOT NULL CHECK (start < end)) STRICT;"
    "CREATE TABLE summary (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;";

/* IP addresses and prefixes of a sensor, with spaces between. */
static const char step_2[] = "ALTER TABLE sensor ADD COLUMN addresses TEXT;";

/*
 * withdrawal is the register of what was taken out again.  A placement is one answer to where sources are; that of
 * store.placement stands in the observations and their sums, the others in columns of their own (inner.h), with the
 * databases that they came from.
 */
static const char step_3[] =
    "CREATE TABLE withdrawal (batch INTEGER PRIMARY KEY, sha256 BLOB NOT NULL, name TEXT NOT NULL, profile TEXT,"
    " observations INTEGER NOT NULL, packets INTEGER NOT NULL, first INTEGER, last INTEGER, loaded INTEGER NOT NULL,"
    " withdrawn INTEGER NOT NULL) STRICT;"
    "CREATE TABLE placement (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, made INTEGER NOT NULL) STRICT;"
    "INSERT INTO placement VALUES (1, 'ingest', unixepoch());"
    "ALTER TABLE store ADD COLUMN placement INTEGER NOT NULL DEFAULT 1;"
    "CREATE TABLE placement_geo (placement INTEGER NOT NULL, batch INTEGER NOT NULL, geo_type TEXT,"
    " geo_built INTEGER, geo_sha256 TEXT, PRIMARY KEY (placement, batch)) STRICT, WITHOUT ROWID;";

/* Days of which only sums are left, and what of them was whose. */
static const char step_4[] =
    "CREATE TABLE expired (day INTEGER PRIMARY KEY, end INTEGER NOT NULL, made INTEGER NOT NULL) STRICT;"
    "CREATE TABLE expired_run (batch INTEGER NOT NULL, day INTEGER NOT NULL, observations INTEGER NOT NULL,"
    " PRIMARY KEY (batch, day)) STRICT, WITHOUT ROWID;";

/* The heaviest keys of a day; its id is (2 * sum + 0 by hour, 1 by sensor) << 40 | start of the day. */
static const char step_5[] = "CREATE TABLE heavy (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;";

/* What is known to be missing from a batch; null where nothing is. */
static const char step_6[] = "ALTER TABLE batch ADD COLUMN cut INTEGER; ALTER TABLE batch ADD COLUMN dropped INTEGER;"
			     "ALTER TABLE batch ADD COLUMN unread INTEGER;";

/*
 * Sketches of sources (sketch.h) of the expired days of a quarter, which begins at quarter: of a key of a sum (of a sensor:
 * its id), or of all packets (sum 4, key 0).  packets says how many a sketch has seen.  A day without a quarter expired
 * before there were any.
 */
static const char step_7[] =
    "CREATE TABLE sketch (id INTEGER PRIMARY KEY, quarter INTEGER NOT NULL, sum INTEGER NOT NULL, key INTEGER NOT NULL,"
    " packets INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (quarter, sum, key)) STRICT;"
    "ALTER TABLE expired ADD COLUMN quarter INTEGER;";

/*
 * Observations have a class (column 8); without the column none is classified, so there is nothing to change.  A survey is
 * the list by which a batch's scans were told apart.
 */
static const char step_8[] =
    "ALTER TABLE batch ADD COLUMN survey TEXT; ALTER TABLE batch ADD COLUMN survey_sha256 TEXT;";

static const char *const steps[] = { step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8 };

static gboolean
climb(sqlite3 *db, gint64 version, const char *time_zone, GError **error)
{
	g_autofree char *mark = g_strdup_printf(
	    "PRAGMA application_id = %d; PRAGMA user_version = %u;", APPLICATION_ID, (guint)G_N_ELEMENTS(steps));
	gboolean fresh = version == 0;

	if (!sql_run(db, "begin", "BEGIN IMMEDIATE", error))
		return FALSE;
	for (; version < (gint64)G_N_ELEMENTS(steps); version++)
		if (!sql_run(db, "make its tables", steps[version], error))
			return FALSE;
	if (fresh &&
	    !sql_do(db, "set its time zone", error, "INSERT INTO store (time_zone) VALUES (?)", "t", time_zone))
		return FALSE;
	return sql_run(db, "mark it as ours", mark, error) && sql_run(db, "commit", "COMMIT", error);
}

/* A file that SQLite made and nobody wrote to; a killed first opening leaves one behind. */
static gboolean
is_blank(sqlite3 *db, gint64 application, gint64 version, gboolean *blank, GError **error)
{
	gint64 tables;

	if (!sql_number(db, "read it", "SELECT count(*) FROM sqlite_master", 0, &tables, error))
		return FALSE;
	*blank = application == 0 && version == 0 && tables == 0;
	return TRUE;
}

/* Columns are read a page at a time: pages of 4096 bytes take 1.5 % less room and a tenth longer to read (measured). */
static gboolean
make(sqlite3 *db, const char *time_zone, GError **error)
{
	return sql_run(db, "make it", "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL;", error) &&
	       climb(db, 0, time_zone, error);
}

static gboolean
refuse(const Store *store, GError **error, const char *format, gint64 number)
{
	g_autofree char *reason = g_strdup_printf(format, number);

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' %s", store->path, reason);
	return FALSE;
}

gboolean
schema_prepare(Store *store, StoreMode mode, const char *time_zone, GError **error)
{
	const gint64 newest = G_N_ELEMENTS(steps);
	sqlite3 *db = store->db;
	gint64 application, version;
	gboolean blank;

	if (!sql_number(db, "read it", "PRAGMA application_id", 0, &application, error) ||
	    !sql_number(db, "read it", "PRAGMA user_version", 0, &version, error) ||
	    !is_blank(db, application, version, &blank, error))
		return FALSE;
	if (blank && mode == STORE_WRITE)
		return make(db, time_zone, error);
	if (application != APPLICATION_ID)
		return refuse(store, error,
		    "is not a store of teiten: it is a database of another program (%" G_GINT64_FORMAT ")",
		    application);
	if (version > newest)
		return refuse(store, error,
		    "is a store of version %" G_GINT64_FORMAT ", which is newer than this teiten", version);
	if (version == newest)
		return TRUE;
	if (mode == STORE_READ)
		return refuse(store, error,
		    "is a store of the older version %" G_GINT64_FORMAT "; teiten store check brings it up to date",
		    version);
	/* A day without its heaviest keys is slower to ask, not wrong. */
	return climb(db, version, time_zone, error) && store_begin(store, error) &&
	       store_end(store, heavy_build_missing(store, error), error);
}
