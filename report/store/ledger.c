/*
 * ledger.c: names to numbers, spans that may not overlap, batches in and out.
 */
#include "error.h"
#include "ledger.h"
#include "zone.h"

gboolean
ledger_begin(Store *store, const BatchInfo *info, gint64 *id, GError **error)
{
	const GeoIdentity *geo = info->geo;
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;

	if (!sql_do(store->db, "begin a batch", error,
		"INSERT INTO batch (sha256, name, profile, observations, packets, loaded, simulated, survey, "
		"survey_sha256, geo_type, geo_sha256, geo_built)"
		" VALUES (x'', ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, iif(?, ?, NULL))",
		"ttiittttii", info->name, info->profile, now, (gint64)info->simulated, info->survey,
		info->survey_sha256, geo ? geo->type : NULL, geo ? geo->sha256 : NULL, (gint64)(geo != NULL),
		geo ? geo->built : (gint64)0))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->db);
	return TRUE;
}

gboolean
ledger_find(Store *store, const guint8 sha256[32], gint64 *id, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "find a batch", error, "SELECT id FROM batch WHERE sha256 = ?", "b", sha256, (gsize)32);
	int code;

	*id = 0;
	if (!stmt)
		return FALSE;
	code = sqlite3_step(stmt);
	if (code == SQLITE_ROW)
		*id = sqlite3_column_int64(stmt, 0);
	return code == SQLITE_ROW || code == SQLITE_DONE || sql_fail(store->db, "find a batch", error);
}

/* The id of a name, by a statement that finds it and one that enters it. */
static gboolean
find_or_enter(
    Store *store, const char *doing, const char *find, const char *enter, const char *name, gint64 *id, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, doing, error, find, "t", name);
	int code;

	if (!stmt)
		return FALSE;
	code = sqlite3_step(stmt);
	if (code == SQLITE_ROW) {
		*id = sqlite3_column_int64(stmt, 0);
		return TRUE;
	}
	if (code != SQLITE_DONE)
		return sql_fail(store->db, doing, error);
	if (!sql_do(store->db, doing, error, enter, "t", name))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->db);
	return TRUE;
}

gboolean
ledger_sensor(Store *store, const char *name, gint64 *id, GError **error)
{
	return find_or_enter(store, "enter a sensor", "SELECT id FROM sensor WHERE name = ?",
	    "INSERT INTO sensor (name) VALUES (?)", name, id, error);
}

gboolean
ledger_signature(Store *store, const char *label, gint64 *id, GError **error)
{
	return find_or_enter(store, "enter a signature", "SELECT id FROM signature WHERE label = ?",
	    "INSERT INTO signature (label) VALUES (?)", label, id, error);
}

/*
 * The first other batch that overlaps a span.  Two files of one capture may be cut within a second, so spans
 * that only touch do not overlap; equal spans do.
 */
static const char overlapping[] =
    "SELECT b.id, b.name, n.name, s.first, s.last FROM batch_sensor s JOIN batch b ON b.id = s.batch"
    " JOIN sensor n ON n.id = s.sensor WHERE s.sensor = ?1 AND s.batch <> ?2"
    " AND ((s.first < ?4 AND s.last > ?3) OR (s.first = ?3 AND s.last = ?4)) ORDER BY b.id LIMIT 1";

static gboolean
refuse_overlap(Store *store, const BatchInfo *info, sqlite3_stmt *other, GError **error)
{
	g_autofree char *first = zone_format(store->zone, sqlite3_column_int64(other, 3));
	g_autofree char *last = zone_format(store->zone, sqlite3_column_int64(other, 4));

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "'%s' overlaps batch %" G_GINT64_FORMAT
	    " ('%s'), which holds sensor '%s' from %s to %s; --replace withdraws that batch",
	    info->name, (gint64)sqlite3_column_int64(other, 0), sqlite3_column_text(other, 1),
	    sqlite3_column_text(other, 2), first, last);
	return FALSE;
}

/* Withdraws what overlaps the span, or refuses it. */
static gboolean
settle_overlap(Store *store, const BatchInfo *info, gint64 batch, const Span *span, gint64 *replaced, GError **error)
{
	for (;;) {
		g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "look for overlap", error, overlapping, "iiii",
		    span->sensor, batch, span->first, span->last);
		int code;
		gint64 other;
		if (!stmt)
			return FALSE;
		code = sqlite3_step(stmt);
		if (code != SQLITE_ROW)
			return code == SQLITE_DONE || sql_fail(store->db, "look for overlap", error);
		if (!info->replace)
			return refuse_overlap(store, info, stmt, error);
		other = sqlite3_column_int64(stmt, 0);
		sqlite3_reset(stmt);
		if (!ledger_withdraw(store, other, error))
			return FALSE;
		++*replaced;
	}
}

gboolean
ledger_settle(Store *store, const BatchInfo *info, gint64 batch, GPtrArray *spans, gint64 *replaced, GError **error)
{
	for (guint i = 0; i < spans->len; i++) {
		const Span *span = spans->pdata[i];
		if (span->observations == 0)
			continue;
		if (!settle_overlap(store, info, batch, span, replaced, error) ||
		    !sql_do(store->db, "enter a span", error, "INSERT INTO batch_sensor VALUES (?, ?, ?, ?, ?, ?)",
			"iiiiii", span->sensor, batch, span->first, span->last, span->observations, span->packets))
			return FALSE;
	}
	return TRUE;
}

/* Days that hold rows of the batch; array of StoreDay. */
static GArray *
days_of(Store *store, gint64 batch, GError **error)
{
	g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(StoreDay));
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list a batch's days", error,
	    "SELECT DISTINCT d.start, d.end FROM run r JOIN segment s ON s.id = r.segment JOIN day d ON d.start = s.day"
	    " WHERE r.batch = ?",
	    "i", batch);
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		StoreDay day = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1) };
		g_array_append_val(days, day);
	}
	if (code == SQLITE_DONE)
		return g_steal_pointer(&days);
	sql_fail(store->db, "list a batch's days", error);
	return NULL;
}

/* Whether a segment has a run of the batch. */
static gboolean
has_run(Store *store, gint64 batch, gint64 segment, gboolean *holds, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "look for a batch", error,
	    "SELECT 1 FROM run WHERE batch = ? AND segment = ? LIMIT 1", "ii", batch, segment);
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	*holds = code == SQLITE_ROW;
	return code == SQLITE_ROW || code == SQLITE_DONE || (stmt && sql_fail(store->db, "look for a batch", error));
}

static const char *const removals[] = {
	"INSERT INTO withdrawal SELECT id, sha256, name, profile, observations, packets, first, last, loaded, "
	"unixepoch()"
	" FROM batch WHERE id = ?",
	"DELETE FROM batch_sensor WHERE batch = ?",
	"DELETE FROM placement_geo WHERE batch = ?",
	"DELETE FROM batch WHERE id = ?",
};

/* Segments of the day and family that hold rows of the batch; array of Segment. */
static GArray *
segments_of(Store *store, gint64 batch, const StoreDay *day, guint8 family, GError **error)
{
	GArray *segments = store_segments_left(store, day->start, day->end, error);

	for (guint i = segments ? segments->len : 0; i-- > 0;) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		gboolean holds = FALSE;
		if (segment->day == day->start && segment->family == family &&
		    !has_run(store, batch, segment->id, &holds, error)) {
			g_array_unref(segments);
			return NULL;
		}
		if (!holds)
			g_array_remove_index(segments, i);
	}
	return segments;
}

/* Writes what else the batch's segments of a day hold, and sums the day anew. */
static gboolean
take_out(Store *store, Scan *scan, gint64 batch, StoreDay day, GError **error)
{
	for (guint8 family = 4; family <= 6; family += 2) {
		g_autoptr(GArray) segments = segments_of(store, batch, &day, family, error);
		if (!segments || (segments->len > 0 && !segments_rewrite(store, scan, segments, batch, error)))
			return FALSE;
	}
	return day_rebuild(store, day, error);
}

/* What is only in sums cannot be taken out of them. */
static gboolean
refuse_expired(Store *store, gint64 batch, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "look for expired days", error,
	    "SELECT b.name, sum(e.observations) FROM expired_run e JOIN batch b ON b.id = e.batch WHERE e.batch = ?"
	    " GROUP BY e.batch",
	    "i", batch);
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	if (code == SQLITE_DONE)
		return TRUE;
	if (code != SQLITE_ROW)
		return stmt && sql_fail(store->db, "look for expired days", error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "batch %" G_GINT64_FORMAT
	    " ('%s') cannot be withdrawn: %lld of its observations have expired, and are only in sums",
	    batch, sqlite3_column_text(stmt, 0), sqlite3_column_int64(stmt, 1));
	return FALSE;
}

gboolean
ledger_withdraw(Store *store, gint64 batch, GError **error)
{
	g_autoptr(GArray) days = refuse_expired(store, batch, error) ? days_of(store, batch, error) : NULL;
	g_autoptr(Scan) scan = scan_new(store);

	for (guint i = 0; days && i < days->len; i++)
		if (!take_out(store, scan, batch, g_array_index(days, StoreDay, i), error))
			return FALSE;
	for (gsize i = 0; days && i < G_N_ELEMENTS(removals); i++)
		if (!sql_do(store->db, "withdraw a batch", error, removals[i], "i", batch))
			return FALSE;
	return days != NULL;
}

void
load_free(Load *load)
{
	if (!load)
		return;
	g_free(load->name);
	g_free(load->sha256);
	g_free(load->profile);
	g_free(load->geo_type);
	g_free(load->geo_sha256);
	g_free(load->survey);
	g_free(load->survey_sha256);
	g_free(load);
}

GPtrArray *
store_loads(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GPtrArray) loads = g_ptr_array_new_with_free_func((GDestroyNotify)load_free);
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its batches", error,
	    "SELECT id, observations, packets, first, last, name, lower(hex(sha256)), profile, geo_type, geo_sha256,"
	    " geo_built, simulated, cut, dropped, unread, survey, survey_sha256 FROM batch WHERE observations > 0 AND "
	    "first < ?2 AND last >= "
	    "?1 ORDER BY id",
	    "ii", from, to);
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Load *load = g_new0(Load, 1);
		*load = (Load) { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3), sqlite3_column_int64(stmt, 4),
			sql_text(stmt, 5), sql_text(stmt, 6), sql_text(stmt, 7), sql_text(stmt, 8), sql_text(stmt, 9),
			sqlite3_column_int64(stmt, 10), sqlite3_column_int(stmt, 11) != 0,
			{ sqlite3_column_int(stmt, 12) != 0, sqlite3_column_int64(stmt, 13),
			    sqlite3_column_int64(stmt, 14) },
			sql_text(stmt, 15), sql_text(stmt, 16) };
		g_ptr_array_add(loads, load);
	}
	if (code == SQLITE_DONE)
		return g_steal_pointer(&loads);
	sql_fail(store->db, "list its batches", error);
	return NULL;
}
