/*
 * placement.c: where sources are, asked anew.  The answer in use stands in the observations and their sums; the one
 * before is kept by name beside them, so that a report that was made with it can be made again.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

enum { AT_ONCE = 512 /* addresses that are placed together */ };

static gboolean
find_placement(Store *store, const char *name, gint64 *id, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "find a placement", error, "SELECT id FROM placement WHERE name = ?", "t", name);
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	*id = code == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
	return code == SQLITE_ROW || code == SQLITE_DONE || (stmt && sql_fail(store->db, "find a placement", error));
}

GPtrArray *
store_placements(Store *store, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its placements", error,
	    "SELECT name FROM placement ORDER BY id <> (SELECT placement FROM store), id", "");
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		g_ptr_array_add(names, sql_text(stmt, 0));
	if (code == SQLITE_DONE)
		return g_steal_pointer(&names);
	sql_fail(store->db, "list its placements", error);
	return NULL;
}

static gboolean
rebuild_days(Store *store, GError **error)
{
	g_autoptr(GArray) days = store_days(store, G_MININT64, G_MAXINT64, error);

	for (guint i = 0; days && i < days->len; i++) {
		StoreDay day = g_array_index(days, StoreDay, i);
		gboolean gone; /* then its sums are all that is left */
		if (!day_expired(store, day.start, &gone, error) || (!gone && !day_rebuild(store, day, error)))
			return FALSE;
	}
	return days != NULL;
}

/* Runs statements with the two numbers of placements, ?1 the one in use and ?2 the one to be. */
static gboolean
run_all(Store *store, const char *const *statements, gsize n, gint64 old, gint64 new, GError **error)
{
	for (gsize i = 0; i < n; i++)
		if (!sql_do(store->db, "change the placement", error, statements[i], "ii", old, new))
			return FALSE;
	return TRUE;
}

/* --- anew ------------------------------------------------------------------------------------ */

static gboolean
place(Geo *geo, const Rows *rows, guint16 *regions, GError **error)
{
	Observation observations[AT_ONCE] = { 0 };
	gsize width = source_width(rows->family);

	for (gsize at = 0; at < rows->n; at += AT_ONCE) {
		gsize n = MIN(AT_ONCE, rows->n - at);
		for (gsize i = 0; i < n; i++) {
			observations[i].family = rows->family;
			memcpy(observations[i].source, rows->source + (at + i) * width, width);
		}
		if (!geo_regions(geo, observations, n, regions + at, error))
			return FALSE;
	}
	return TRUE;
}

/* New regions of all segments into columns of placement new, as if they had been kept. */
static gboolean
place_all(Store *store, Geo *geo, gint64 new, gint64 *observations, GError **error)
{
	g_autoptr(GArray) segments = store_segments_left(store, G_MININT64, G_MAXINT64, error);
	g_autoptr(Scan) scan = scan_new(store);
	g_autofree guint16 *regions = g_new(guint16, SEGMENT_ROWS);

	for (guint i = 0; segments && i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		Rows rows;
		if (!scan_read(scan, segment, COLUMN_BIT(COLUMN_SOURCE), &rows, error) ||
		    !place(geo, &rows, regions, error) ||
		    !segment_put_small(store, COLUMN_KEPT + new, segment->id, regions, rows.n, error))
			return FALSE;
		*observations += (gint64)rows.n;
	}
	return segments != NULL;
}

/* A batch has one database: it cannot have another one for what is left of it. */
static gboolean
refuse_cut(Store *store, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "look for expired days", error,
	    "SELECT id, name FROM batch WHERE id IN (SELECT batch FROM expired_run) AND id IN (SELECT batch FROM run)"
	    " ORDER BY id LIMIT 1",
	    "");
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	if (code == SQLITE_DONE)
		return TRUE;
	if (code != SQLITE_ROW)
		return stmt && sql_fail(store->db, "look for expired days", error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "batch %lld ('%s') cannot be placed anew: a part of it has expired", sqlite3_column_int64(stmt, 0),
	    sqlite3_column_text(stmt, 1));
	return FALSE;
}

/* Every batch of the new placement is of the one database, but those of which only sums are left. */
static gboolean
enter(Store *store, const GeoIdentity *geo, const char *name, gint64 *id, GError **error)
{
	if (!sql_do(store->db, "enter a placement", error, "INSERT INTO placement (name, made) VALUES (?, unixepoch())",
		"t", name))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->db);
	return sql_do(store->db, "enter a placement", error,
	    "INSERT INTO placement_geo SELECT ?, id, ?, ?, ? FROM batch WHERE id NOT IN (SELECT batch FROM "
	    "expired_run)",
	    "itit", *id, geo->type, geo->built, geo->sha256);
}

/* --- in use ---------------------------------------------------------------------------------- */

/* Each mentions both numbers.  What came after a placement was made is not in it, and keeps the regions it has. */
static const char *const changes[] = {
	"UPDATE column_data SET id = (256 + ?1) << 40 | (id & 0xffffffffff) WHERE id IN (SELECT 3 << 40 | (id & "
	"0xffffffffff) FROM column_data WHERE id >= (256 + ?2) << 40 AND id < (257 + ?2) << 40)",
	"UPDATE column_data SET id = 3 << 40 | (id & 0xffffffffff) WHERE id >= (256 + ?2) << 40 AND id < (257 + ?2) << "
	"40 AND ?1",
	"INSERT INTO placement_geo SELECT ?1, id, geo_type, geo_built, geo_sha256 FROM batch"
	" WHERE id IN (SELECT batch FROM placement_geo WHERE placement = ?2)",
	"UPDATE batch SET (geo_type, geo_built, geo_sha256) = (SELECT geo_type, geo_built, geo_sha256 FROM"
	" placement_geo p WHERE p.batch = batch.id AND p.placement = ?2)"
	" WHERE id IN (SELECT batch FROM placement_geo WHERE placement = ?2 AND ?1)",
	"DELETE FROM placement_geo WHERE placement = ?2 AND ?1",
	"UPDATE store SET placement = ?2 WHERE ?1",
};

static gboolean
use(Store *store, gint64 new, GError **error)
{
	gint64 old;

	G_STATIC_ASSERT(COLUMN_KEPT == 256 && COLUMN_REGION == 3);
	return sql_number(store->db, "read its placement", "SELECT placement FROM store", 1, &old, error) &&
	       run_all(store, changes, G_N_ELEMENTS(changes), old, new, error) && rebuild_days(store, error);
}

static gboolean
refuse(GError **error, const char *format, const char *name)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, format, name);
	return FALSE;
}

static gboolean
relocate(Store *store, Geo *geo, const char *name, gint64 *observations, GError **error)
{
	gint64 id;

	*observations = 0;
	return refuse_cut(store, error) && find_placement(store, name, &id, error) &&
	       (id == 0 || refuse(error, "there is a placement '%s' already: --name gives another name", name)) &&
	       enter(store, geo_identity(geo), name, &id, error) && place_all(store, geo, id, observations, error) &&
	       use(store, id, error);
}

gboolean
store_relocate(Store *store, Geo *geo, const char *name, gint64 *observations, GError **error)
{
	return store_begin(store, error) && store_end(store, relocate(store, geo, name, observations, error), error);
}

static gboolean
change(Store *store, const char *name, GError **error)
{
	gint64 id, now;

	return refuse_cut(store, error) && find_placement(store, name, &id, error) &&
	       (id != 0 || refuse(error, "no placement '%s'", name)) &&
	       sql_number(store->db, "read its placement", "SELECT placement FROM store", 1, &now, error) &&
	       (id != now || refuse(error, "the placement '%s' is in use already", name)) && use(store, id, error);
}

gboolean
store_use_placement(Store *store, const char *name, GError **error)
{
	return store_begin(store, error) && store_end(store, change(store, name, error), error);
}
