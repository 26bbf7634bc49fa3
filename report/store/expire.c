/*
 * expire.c: retention.  Observations of old days go; what is summed of them stays, every key by hour and by sensor and
 * sketches of the sources with it, and the ledger knows what was there.  Whoever asks for rows of such a day is refused.
 */
#include "error.h"
#include "inner.h"

/* Days that are over before the instant and have observations still; array of StoreDay. */
static GArray *
days_to_expire(Store *store, gint64 before, GError **error)
{
	GArray *days = store_days(store, G_MININT64, before, error);

	for (guint i = days ? days->len : 0; i-- > 0;) {
		const StoreDay *day = &g_array_index(days, StoreDay, i);
		gboolean gone;
		if (!day_expired(store, day->start, &gone, error)) {
			g_array_unref(days);
			return NULL;
		}
		if (day->end > before || gone)
			g_array_remove_index(days, i);
	}
	return days;
}

gboolean
day_expired(Store *store, gint64 start, gboolean *gone, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "look for a day", error, "SELECT 1 FROM expired WHERE day = ?", "i", start);
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	*gone = code == SQLITE_ROW;
	return code == SQLITE_ROW || code == SQLITE_DONE || (stmt && sql_fail(store->db, "look for a day", error));
}

gboolean
store_refuse_expired(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(SqlAgain) stmt = sql_ask_again(store->kept, "look for expired days", error,
	    "SELECT min(day), max(end) FROM expired WHERE day < ?2 AND end > ?1", "ii", from, to);
	g_autofree char *first = NULL, *last = NULL;

	if (!stmt)
		return FALSE;
	if (sqlite3_step(stmt) != SQLITE_ROW)
		return sql_fail(store->db, "look for expired days", error);
	if (sqlite3_column_type(stmt, 0) == SQLITE_NULL)
		return TRUE;
	first = zone_format(store->zone, sqlite3_column_int64(stmt, 0));
	last = zone_format(store->zone, sqlite3_column_int64(stmt, 1));
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "store '%s': the observations from %s to %s have expired, and sums cannot answer this", store->path, first,
	    last);
	return FALSE;
}

GArray *
store_expired(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(ExpiredDay));
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list expired days", error,
	    "SELECT day, end, quarter FROM expired WHERE day < ?2 AND end > ?1 ORDER BY day", "ii", from, to);
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		ExpiredDay day = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_type(stmt, 2) == SQLITE_NULL ? G_MAXINT64 : sqlite3_column_int64(stmt, 2) };
		g_array_append_val(days, day);
	}
	if (code == SQLITE_DONE)
		return g_steal_pointer(&days);
	sql_fail(store->db, "list expired days", error);
	return NULL;
}

/* --- a day --------------------------------------------------------------------------------------- */

static GArray *
segments_of(Store *store, const StoreDay *day, GError **error)
{
	GArray *segments = store_segments_left(store, day->start, day->end, error);

	for (guint i = segments ? segments->len : 0; i-- > 0;)
		if (g_array_index(segments, Segment, i).day != day->start)
			g_array_remove_index(segments, i);
	return segments;
}

static gboolean
remove_rows(Store *store, const GArray *segments, gint64 *observations, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		*observations += (gint64)segment->rows;
		g_array_append_val(ids, segment->id);
	}
	return segments_remove(store, ids, error);
}

static gboolean
expire_day(Store *store, const StoreDay *day, gint64 quarter, Sketches *sketches, gint64 *observations, GError **error)
{
	g_autoptr(GArray) segments = segments_of(store, day, error);

	return segments && whole_keep(store, *day, segments, error) && sketches_add(sketches, segments, error) &&
	       sql_do(store->db, "expire a day", error, "INSERT INTO expired VALUES (?, ?, unixepoch(), ?)", "iii",
		   day->start, day->end, quarter) &&
	       sql_do(store->db, "expire a day", error,
		   "INSERT INTO expired_run SELECT r.batch, s.day, sum(r.observations) FROM run r"
		   " JOIN segment s ON s.id = r.segment WHERE s.day = ? GROUP BY r.batch",
		   "i", day->start) &&
	       remove_rows(store, segments, observations, error);
}

/* Days from *at on that are of one quarter. */
static gboolean
expire_quarter(Store *store, const GArray *days, guint *at, gint64 *observations, GError **error)
{
	g_autoptr(Sketches) sketches = NULL;
	Quarter quarter;

	quarter_at(g_array_index(days, StoreDay, *at).start, store->zone, &quarter);
	if (!(sketches = sketches_new(store, &quarter, error)))
		return FALSE;
	for (; *at < days->len && g_array_index(days, StoreDay, *at).start < quarter.end; ++*at)
		if (!expire_day(
			store, &g_array_index(days, StoreDay, *at), quarter.start, sketches, observations, error))
			return FALSE;
	return sketches_keep(sketches, error);
}

/* A batch whose rows are all gone keeps the regions that it was summed by. */
static gboolean
expire(Store *store, gint64 before, Expiry *expiry, GError **error)
{
	g_autoptr(GArray) days = days_to_expire(store, before, error);

	for (guint i = 0; days && i < days->len;)
		if (!expire_quarter(store, days, &i, &expiry->observations, error))
			return FALSE;
	expiry->days = days ? days->len : 0;
	return days && sql_run(store->db, "expire days",
			   "DELETE FROM placement_geo WHERE batch IN (SELECT batch FROM expired_run)"
			   " AND batch NOT IN (SELECT batch FROM run)",
			   error);
}

gboolean
store_expire(Store *store, gint64 before, Expiry *expiry, GError **error)
{
	*expiry = (Expiry) { 0 };
	return store_begin(store, error) && store_end(store, expire(store, before, expiry, error), error);
}
