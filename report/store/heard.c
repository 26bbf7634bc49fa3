/*
 * heard.c: in which minutes of a day each sensor received a packet, kept beside the heaviest keys of the day and with
 * them: counted from all rows of the day at once, or not there.
 */
#include <string.h>
#include "inner.h"

enum { MOST_SENSORS = 65536 };

gint64
heard_id(gint64 day)
{
	return (gint64)HEAVY_HEARD << 40 | day;
}

static gsize
bytes_of(StoreDay day)
{
	return (gsize)(day.end - day.start + 60 * 8 - 1) / (60 * 8);
}

/* --- kept ------------------------------------------------------------------------------------ */

Heard *
heard_new(StoreDay day)
{
	Heard *heard = g_new0(Heard, 1);

	heard->bytes = bytes_of(day);
	heard->place = g_new0(guint16, MOST_SENSORS);
	heard->sensors = g_array_new(FALSE, FALSE, sizeof(guint16));
	heard->bits = g_byte_array_new();
	return heard;
}

void
heard_free(Heard *heard)
{
	if (!heard)
		return;
	g_free(heard->place);
	g_array_unref(heard->sensors);
	g_byte_array_unref(heard->bits);
	g_free(heard);
}

static void
add_sensor(Heard *heard, guint16 sensor)
{
	guint before = heard->bits->len;

	g_array_append_val(heard->sensors, sensor);
	heard->place[sensor] = (guint16)heard->sensors->len;
	g_byte_array_set_size(heard->bits, before + (guint)heard->bytes);
	memset(heard->bits->data + before, 0, heard->bytes);
}

void
heard_rows(Heard *heard, const Rows *rows)
{
	for (gsize i = 0; i < rows->n; i++) {
		guint32 minute = rows->time[i] / 60;

		if (heard->place[rows->sensor[i]] == 0) {
			if (heard->sensors->len == G_MAXUINT16)
				continue;
			add_sensor(heard, rows->sensor[i]);
		}
		heard->bits->data[(heard->place[rows->sensor[i]] - 1u) * heard->bytes + minute / 8] |=
		    (guint8)(1u << minute % 8);
	}
}

/* Sensors in order, each as its number in two bytes and then its bits. */
GByteArray *
heard_write(const Heard *heard)
{
	GByteArray *bytes = g_byte_array_new();

	for (guint sensor = 0; sensor < MOST_SENSORS; sensor++) {
		guint16 number = GUINT16_TO_LE((guint16)sensor);

		if (heard->place[sensor] == 0)
			continue;
		g_byte_array_append(bytes, (const guint8 *)&number, sizeof number);
		g_byte_array_append(
		    bytes, heard->bits->data + (heard->place[sensor] - 1u) * heard->bytes, (guint)heard->bytes);
	}
	return bytes;
}

/* --- read ------------------------------------------------------------------------------------ */

gboolean
store_heard(Store *store, StoreDay day, HeardSensor with, gpointer data, gboolean *found, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(
	    store->db, "read a day's minutes", error, "SELECT data FROM heavy WHERE id = ?", "i", heard_id(day.start));
	gsize length, one = sizeof(guint16) + bytes_of(day);
	g_autofree guint8 *plain = NULL;
	int rows = packed_read(store, stmt, "read a day's minutes", &plain, &length, error);

	*found = rows == 1;
	if (rows != 1)
		return rows == 0;
	if (!plain || length % one != 0)
		return sql_damaged(store->db, error, "minutes of day %" G_GINT64_FORMAT, day.start);
	for (gsize at = 0; at < length; at += one) {
		guint16 sensor;

		memcpy(&sensor, plain + at, sizeof sensor);
		with(GUINT16_FROM_LE(sensor), plain + at + sizeof sensor, one - sizeof sensor, data);
	}
	return TRUE;
}
