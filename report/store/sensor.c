/*
 * sensor.c: the sensors' names, places and times.  A sensor is entered by the first batch that has it; what
 * it is called is said here.
 */
#include "address.h"
#include "error.h"
#include "inner.h"

void
sensor_free(Sensor *sensor)
{
	if (!sensor)
		return;
	g_free(sensor->name);
	g_free(sensor->name_ja);
	g_free(sensor->name_en);
	g_free(sensor->placement);
	g_free(sensor);
}

/* An end that is open is null in the table. */
static gint64
bound(sqlite3_stmt *stmt, int column, gint64 open)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL ? open : sqlite3_column_int64(stmt, column);
}

GPtrArray *
store_sensors(Store *store, GError **error)
{
	g_autoptr(GPtrArray) sensors = g_ptr_array_new_with_free_func((GDestroyNotify)sensor_free);
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its sensors", error,
	    "SELECT id, name, name_ja, name_en, placement, valid_from, valid_to FROM sensor ORDER BY name", "");
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Sensor *sensor = g_new0(Sensor, 1);
		*sensor = (Sensor) { sqlite3_column_int64(stmt, 0), sql_text(stmt, 1), sql_text(stmt, 2),
			sql_text(stmt, 3), sql_text(stmt, 4), bound(stmt, 5, G_MININT64), bound(stmt, 6, G_MAXINT64) };
		g_ptr_array_add(sensors, sensor);
	}
	if (code == SQLITE_DONE)
		return g_steal_pointer(&sensors);
	sql_fail(store->db, "list its sensors", error);
	return NULL;
}

static gboolean
check(const Sensor *sensor, GError **error)
{
	static const char *const placements[] = { "domestic", "overseas", NULL };

	if (!sensor->name || !*sensor->name) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "a sensor without a name");
		return FALSE;
	}
	if (sensor->placement && !g_strv_contains(placements, sensor->placement)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "unknown placement '%s' of sensor '%s': it is domestic or overseas", sensor->placement,
		    sensor->name);
		return FALSE;
	}
	if (sensor->valid_from >= sensor->valid_to) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "sensor '%s' is valid to a time before it is valid from", sensor->name);
		return FALSE;
	}
	return TRUE;
}

gboolean
store_set_sensor(Store *store, const Sensor *sensor, GError **error)
{
	return check(sensor, error) &&
	       sql_do(store->db, "set a sensor", error,
		   "INSERT INTO sensor (name, name_ja, name_en, placement, valid_from, valid_to)"
		   " VALUES (?1, ?2, ?3, ?4, nullif(?5, -9223372036854775807 - 1), nullif(?6, 9223372036854775807))"
		   " ON CONFLICT (name) DO UPDATE SET name_ja = excluded.name_ja, name_en = excluded.name_en,"
		   " placement = excluded.placement, valid_from = excluded.valid_from, valid_to = excluded.valid_to",
		   "ttttii", sensor->name, sensor->name_ja, sensor->name_en, sensor->placement, sensor->valid_from,
		   sensor->valid_to);
}

void
sensor_addresses_free(SensorAddresses *addresses)
{
	if (!addresses)
		return;
	g_free(addresses->sensor);
	g_free(addresses->addresses);
	g_free(addresses);
}

GPtrArray *
store_addresses(Store *store, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)sensor_addresses_free);
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its sensors' addresses", error,
	    "SELECT name, addresses FROM sensor WHERE addresses IS NOT NULL ORDER BY name", "");
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		SensorAddresses *one = g_new0(SensorAddresses, 1);
		*one = (SensorAddresses) { sql_text(stmt, 0), sql_text(stmt, 1) };
		g_ptr_array_add(all, one);
	}
	if (code == SQLITE_DONE)
		return g_steal_pointer(&all);
	sql_fail(store->db, "list its sensors' addresses", error);
	return NULL;
}

gboolean
store_set_addresses(Store *store, const char *sensor, const char *addresses, GError **error)
{
	g_auto(GStrv) words = g_strsplit_set(addresses ? addresses : "", " ;", -1);
	g_autoptr(AddressMap) map = address_map_new();

	for (gsize i = 0; words[i]; i++)
		if (*words[i] && !address_map_add(map, words[i], sensor, error)) {
			g_prefix_error(error, "the addresses of sensor '%s': ", sensor);
			return FALSE;
		}
	return sql_do(store->db, "set a sensor's addresses", error,
	    "UPDATE sensor SET addresses = nullif(trim(?1), '') WHERE name = ?2", "tt", addresses, sensor);
}
