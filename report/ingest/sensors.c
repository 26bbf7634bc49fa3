/*
 * sensors.c: a table of sensors as CSV into the store.  All rows are read before the first is set.
 */
#include <string.h>
#include "csv.h"
#include "error.h"
#include "hint.h"
#include "ingest.h"
#include "input.h"
#include "zone.h"

enum { LARGEST = 16 << 20 /* of a table [B] */, COLUMNS = 6 };

static const char *const columns[COLUMNS + 1] = { "name", "name_ja", "name_en", "placement", "valid_from", "valid_to",
	NULL };

typedef struct {
	int column[COLUMNS]; /* of the file, -1: it has none */
	GTimeZone *zone;
	GPtrArray *sensors; /* of Sensor */
} Table;

static char *
text_of(const Table *table, const CsvRow *row, int column)
{
	int at = table->column[column];

	if (at < 0 || (guint)at >= row->n_fields || row->fields[at].length == 0)
		return NULL;
	return g_strndup(row->fields[at].text, row->fields[at].length);
}

static gboolean
find_columns(Table *table, const CsvRow *row, GError **error)
{
	for (int k = 0; k < COLUMNS; k++)
		table->column[k] = -1;
	for (guint i = 0; i < row->n_fields; i++) {
		g_autofree char *name = g_strndup(row->fields[i].text, row->fields[i].length);
		const char *near;
		int k = 0;
		while (k < COLUMNS && !g_str_equal(columns[k], name))
			k++;
		if (k < COLUMNS) {
			table->column[k] = (int)i;
			continue;
		}
		near = hint_nearest(name, columns);
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown column '%s'%s%s%s", name,
		    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
		return FALSE;
	}
	if (table->column[0] >= 0)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "there is no column 'name'");
	return FALSE;
}

static gboolean
read_bound(const Table *table, const CsvRow *row, int column, gint64 *bound, GError **error)
{
	g_autofree char *text = text_of(table, row, column);

	return !text || zone_parse(text, table->zone, bound, error);
}

static gboolean
add_sensor(Table *table, const CsvRow *row, GError **error)
{
	Sensor *sensor;

	if (row->n_fields == 1 && row->fields[0].length == 0)
		return TRUE;
	sensor = g_new0(Sensor, 1);
	*sensor = (Sensor) { 0, text_of(table, row, 0), text_of(table, row, 1), text_of(table, row, 2),
		text_of(table, row, 3), G_MININT64, G_MAXINT64 };
	g_ptr_array_add(table->sensors, sensor);
	if (sensor->name)
		return read_bound(table, row, 4, &sensor->valid_from, error) &&
		       read_bound(table, row, 5, &sensor->valid_to, error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the sensor has no name");
	return FALSE;
}

static gboolean
read_table(Table *table, const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(Csv) csv = csv_new(',', '"');
	static const char bom[] = "\xef\xbb\xbf";
	gsize at = length >= 3 && memcmp(text, bom, 3) == 0 ? 3 : 0;
	gboolean head = TRUE;
	guint line = 1;
	CsvRow row;

	for (; at < length; at += row.size, line += row.lines, head = FALSE) {
		csv_row(csv, text + at, length - at, TRUE, &row);
		if (row.reason)
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s", row.reason);
		else if (head ? find_columns(table, &row, error) : add_sensor(table, &row, error))
			continue;
		g_prefix_error(error, "%s:%u: ", path, line);
		return FALSE;
	}
	if (head)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: the file is empty", path);
	return !head;
}

gint64
ingest_sensors(Store *store, const char *path, GError **error)
{
	gsize length;
	g_autofree char *text = input_load(path, LARGEST, &length, error);
	g_autoptr(GTimeZone) zone = text ? zone_load(store_time_zone(store), error) : NULL;
	g_autoptr(GPtrArray) sensors = g_ptr_array_new_with_free_func((GDestroyNotify)sensor_free);
	Table table = { .zone = zone, .sensors = sensors };

	if (!zone || !read_table(&table, path, text, length, error))
		return -1;
	for (guint i = 0; i < sensors->len; i++)
		if (!store_set_sensor(store, sensors->pdata[i], error)) {
			g_prefix_error(error, "%s: ", path);
			return -1;
		}
	return sensors->len;
}
