/*
 * segment.c: rows of a day into columns, a segment of them at a time.
 * Knows nothing of files and batches but the number it is given.
 */
#include <string.h>
#include "inner.h"

#define FIRST_ROOM 256

Buffer *
buffer_new(StoreDay day, guint8 family)
{
	Buffer *buffer = g_new0(Buffer, 1);

	buffer->day = day;
	buffer->family = family;
	return buffer;
}

void
buffer_free(Buffer *buffer)
{
	if (!buffer)
		return;
	g_free(buffer->time);
	g_free(buffer->packets);
	g_free(buffer->source);
	for (gsize c = COLUMN_PORT; c <= COLUMN_SIGNATURE; c++)
		g_free(buffer->small[c]);
	g_free(buffer);
}

static gsize
source_width(guint8 family)
{
	return family == 4 ? 4 : 16;
}

void
buffer_grow(Buffer *buffer)
{
	if (buffer->n < buffer->room)
		return;
	buffer->room = buffer->room ? MIN(buffer->room * 2, SEGMENT_ROWS) : FIRST_ROOM;
	buffer->time = g_renew(guint32, buffer->time, buffer->room);
	buffer->packets = g_renew(guint32, buffer->packets, buffer->room);
	buffer->source = g_realloc(buffer->source, buffer->room * source_width(buffer->family));
	for (gsize c = COLUMN_PORT; c <= COLUMN_SIGNATURE; c++)
		buffer->small[c] = g_renew(guint16, buffer->small[c], buffer->room);
}

static gboolean
put(Store *store, gint64 segment, Column column, const guint8 *data, gsize length, GError **error)
{
	return sql_do(store->db, "add a column", error, "INSERT INTO column_data VALUES (?, ?)", "ib",
	    (gint64)column << 40 | segment, data, length);
}

/* Sources of family 4 are as good as random: they are kept as they are. */
static gboolean
put_columns(Store *store, const Buffer *buffer, gint64 segment, GError **error)
{
	gsize sources = buffer->n * source_width(buffer->family);
	const guint8 *data = buffer->source;
	gsize length = sources;

	if (buffer->family != 4)
		data = column_put_bytes(store->codec, buffer->source, sources, &length);
	if (!put(store, segment, COLUMN_SOURCE, data, length, error))
		return FALSE;
	data = column_put_wide(store->codec, buffer->time, buffer->n, TRUE, &length);
	if (!put(store, segment, COLUMN_TIME, data, length, error))
		return FALSE;
	for (Column c = COLUMN_PORT; c <= COLUMN_SIGNATURE; c++) {
		data = column_put_small(store->codec, buffer->small[c], buffer->n, &length);
		if (!put(store, segment, c, data, length, error))
			return FALSE;
	}
	if (!buffer->many)
		return TRUE;
	data = column_put_wide(store->codec, buffer->packets, buffer->n, FALSE, &length);
	return put(store, segment, COLUMN_PACKETS, data, length, error);
}

gboolean
segment_write(Store *store, const Buffer *buffer, gint64 batch, GError **error)
{
	gint64 n = (gint64)buffer->n;
	const Rows rows = { buffer->n, buffer->family, buffer->time, buffer->small[COLUMN_PORT],
		buffer->small[COLUMN_PROTOCOL], buffer->small[COLUMN_REGION], buffer->small[COLUMN_SENSOR],
		buffer->small[COLUMN_SIGNATURE], buffer->packets, buffer->source };
	gint64 segment;

	if (!sql_do(store->db, "add a segment", error,
		"INSERT INTO segment (day, family, observations, first, last) VALUES (?, ?, ?, ?, ?)", "iiiii",
		buffer->day.start, (gint64)buffer->family, n, buffer->first, buffer->last))
		return FALSE;
	segment = sqlite3_last_insert_rowid(store->db);
	return sql_do(store->db, "add a run", error, "INSERT INTO run VALUES (?, 0, ?, ?)", "iii", segment, batch, n) &&
	       put_columns(store, buffer, segment, error) && sum_rows(store, buffer->day, &rows, error);
}
