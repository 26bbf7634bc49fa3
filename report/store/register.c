/*
 * register.c: sensors and gaps from CSV files that people keep.  A file is taken whole or not at all.
 */
#include <string.h>
#include "csv.h"
#include "error.h"
#include "hint.h"
#include "inner.h"
#include "input.h"
#include "zone.h"

#define LARGEST (16 << 20) /* of such a file [B] */
#define COLUMNS 8          /* at most, with the NULL behind them */
#define ABSENT  G_MAXUINT

/* One row; values by the order of columns, NULL where there is none. */
typedef gboolean (*Take)(Store *store, char *const *values, GError **error);

typedef struct {
	const char *columns[COLUMNS];
	guint needed; /* so many of the first columns must be there and not be empty */
	Take take;
} Form;

static gboolean
refuse(GError **error, const char *format, const char *word)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, format, word);
	return FALSE;
}

/* Where in a row each column of the form stands. */
static gboolean
find_columns(const Form *form, const CsvRow *row, guint place[COLUMNS], GError **error)
{
	for (guint c = 0; form->columns[c]; c++)
		place[c] = ABSENT;
	for (guint f = 0; f < row->n_fields; f++) {
		g_autofree char *name = g_strndup(row->fields[f].text, row->fields[f].length);
		const char *near = hint_nearest(name, form->columns);
		guint c = 0;
		while (form->columns[c] && !g_str_equal(form->columns[c], name))
			c++;
		if (!form->columns[c]) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    near ? "unknown column '%s'; did you mean '%s'?" : "unknown column '%s'", name, near);
			return FALSE;
		}
		if (place[c] != ABSENT)
			return refuse(error, "column '%s' stands twice", name);
		place[c] = f;
	}
	for (guint c = 0; c < form->needed; c++)
		if (place[c] == ABSENT)
			return refuse(error, "column '%s' is missing", form->columns[c]);
	return TRUE;
}

static gboolean
take_row(Store *store, const Form *form, const CsvRow *row, const guint place[COLUMNS], guint width, GError **error)
{
	char *values[COLUMNS] = { NULL };
	gboolean ok = row->n_fields == width;

	if (!ok)
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%u fields where the head has %u", row->n_fields, width);
	for (guint c = 0; ok && form->columns[c]; c++) {
		const CsvField *field = place[c] == ABSENT ? NULL : &row->fields[place[c]];
		if (field && field->length > 0)
			values[c] = g_strndup(field->text, field->length);
		else if (c < form->needed)
			ok = refuse(error, "'%s' is empty", form->columns[c]);
	}
	ok = ok && form->take(store, values, error);
	for (guint c = 0; c < COLUMNS; c++)
		g_free(values[c]);
	return ok;
}

static gboolean
take_rows(Store *store, const Form *form, const char *path, const char *text, gsize length, GError **error)
{
	g_autoptr(Csv) csv = csv_new(',', '"');
	gsize start = g_str_has_prefix(text, "\xef\xbb\xbf") ? 3 : 0; /* a spreadsheet's mark of UTF-8 */
	guint place[COLUMNS], line = 1, width = 0;
	CsvRow row;

	for (gsize at = start; at < length; at += row.size, line += row.lines) {
		gboolean ok;
		csv_row(csv, text + at, length - at, TRUE, &row);
		if (row.reason)
			ok = refuse(error, "%s", row.reason);
		else if (at > start)
			ok = row.size <= 2 || take_row(store, form, &row, place, width, error);
		else
			ok = find_columns(form, &row, place, error);
		if (!ok) {
			g_prefix_error(error, "%s:%u: ", path, line);
			return FALSE;
		}
		if (at == start)
			width = row.n_fields;
	}
	return length > start || refuse(error, "%s: the file is empty", path);
}

static gboolean
take_file(Store *store, const Form *form, const char *path, GError **error)
{
	gsize length;
	g_autofree char *text = input_load(path, LARGEST, &length, error);

	if (!text || !sql_run(store->db, "begin", "BEGIN IMMEDIATE", error))
		return FALSE;
	if (take_rows(store, form, path, text, length, error) && sql_run(store->db, "commit", "COMMIT", error))
		return TRUE;
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return FALSE;
}

static gboolean
take_sensor(Store *store, char *const *values, GError **error)
{
	Sensor sensor = { 0, values[0], values[1], values[2], values[3], G_MININT64, G_MAXINT64 };

	return (!values[4] || zone_parse(values[4], store->zone, &sensor.valid_from, error)) &&
	       (!values[5] || zone_parse(values[5], store->zone, &sensor.valid_to, error)) &&
	       store_set_sensor(store, &sensor, error) && store_set_addresses(store, values[0], values[6], error);
}

static const Form sensor_form = { { "name", "name_ja", "name_en", "placement", "valid_from", "valid_to", "addresses" },
	1, take_sensor };

gboolean
store_read_sensors(Store *store, const char *path, GError **error)
{
	return take_file(store, &sensor_form, path, error);
}

/* A file of gaps grows from quarter to quarter and is read again: what is there already stays. */
static gboolean
is_known(Store *store, const Outage *outage, gboolean *known, GError **error)
{
	g_autoptr(GPtrArray) outages = store_outages(store, error);

	*known = FALSE;
	for (guint i = 0; outages && i < outages->len; i++) {
		const Outage *other = outages->pdata[i];
		if (other->from == outage->from && other->to == outage->to &&
		    g_strcmp0(other->sensor, outage->sensor) == 0)
			*known = TRUE;
	}
	return outages != NULL;
}

static gboolean
take_outage(Store *store, char *const *values, GError **error)
{
	Outage outage = { 0, 0, 0, values[2], values[3], values[4] };
	gboolean known;

	return zone_parse(values[0], store->zone, &outage.from, error) &&
	       zone_parse(values[1], store->zone, &outage.to, error) && is_known(store, &outage, &known, error) &&
	       (known || store_add_outage(store, &outage, NULL, error));
}

static const Form outage_form = { { "start", "end", "sensor", "cause_ja", "cause_en" }, 2, take_outage };

gboolean
store_read_outages(Store *store, const char *path, GError **error)
{
	return take_file(store, &outage_form, path, error);
}
