/*
 * outage.c: gaps that people declare.  Silence that nobody declared is found elsewhere.
 */
#include "error.h"
#include "inner.h"
#include "zone.h"

void
outage_free(Outage *outage)
{
	if (!outage)
		return;
	g_free(outage->sensor);
	g_free(outage->cause_ja);
	g_free(outage->cause_en);
	g_free(outage);
}

GPtrArray *
store_outages(Store *store, GError **error)
{
	g_autoptr(GPtrArray) outages = g_ptr_array_new_with_free_func((GDestroyNotify)outage_free);
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its gaps", error,
	    "SELECT g.id, g.start, g.end, s.name, g.cause_ja, g.cause_en FROM gap g LEFT JOIN sensor s ON s.id = "
	    "g.sensor"
	    " ORDER BY g.start, g.end, s.name, g.id",
	    "");
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Outage *outage = g_new0(Outage, 1);
		*outage = (Outage) { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sql_text(stmt, 3), sql_text(stmt, 4), sql_text(stmt, 5) };
		g_ptr_array_add(outages, outage);
	}
	if (code == SQLITE_DONE)
		return g_steal_pointer(&outages);
	sql_fail(store->db, "list its gaps", error);
	return NULL;
}

gboolean
store_add_outage(Store *store, const Outage *outage, gint64 *id, GError **error)
{
	if (outage->from >= outage->to) {
		g_autofree char *from = zone_format(store->zone, outage->from);
		g_autofree char *to = zone_format(store->zone, outage->to);
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "a gap that ends at %s, not after its start %s", to, from);
		return FALSE;
	}
	if (!sql_do(store->db, "add a gap", error,
		"INSERT INTO gap (sensor, start, end, cause_ja, cause_en) SELECT (SELECT id FROM sensor WHERE name = "
		"?1), ?2,"
		" ?3, ?4, ?5 WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM sensor WHERE name = ?1)",
		"tiitt", outage->sensor, outage->from, outage->to, outage->cause_ja, outage->cause_en))
		return FALSE;
	if (sqlite3_changes(store->db) == 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown sensor '%s'", outage->sensor);
		return FALSE;
	}
	if (id)
		*id = sqlite3_last_insert_rowid(store->db);
	return TRUE;
}

gboolean
store_remove_outage(Store *store, gint64 id, GError **error)
{
	if (!sql_do(store->db, "remove a gap", error, "DELETE FROM gap WHERE id = ?", "i", id))
		return FALSE;
	if (sqlite3_changes(store->db) > 0)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "there is no gap %" G_GINT64_FORMAT, id);
	return FALSE;
}
