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
	for (gsize c = 0; c < COLUMN_COUNT; c++)
		g_free(buffer->small[c]);
	g_free(buffer);
}

gsize
source_width(guint8 family)
{
	return family == 4 ? 4 : 16;
}

void
buffer_grow(Buffer *buffer)
{
	if (buffer->n == buffer->room)
		buffer_reserve(buffer, buffer->room ? MIN(buffer->room * 2, SEGMENT_ROWS) : FIRST_ROOM);
}

void
buffer_reserve(Buffer *buffer, gsize room)
{
	buffer->room = room;
	buffer->time = g_renew(guint32, buffer->time, buffer->room);
	buffer->packets = g_renew(guint32, buffer->packets, buffer->room);
	buffer->source = g_realloc(buffer->source, buffer->room * source_width(buffer->family));
	for (Column c = 0; c < COLUMN_COUNT; c++)
		if (column_is_small(c))
			buffer->small[c] = g_renew(guint16, buffer->small[c], buffer->room);
}

static gboolean
put(Store *store, gint64 segment, Column column, const guint8 *data, gsize length, GError **error)
{
	return sql_do_again(store->kept, "add a column", error, "INSERT INTO column_data VALUES (?, ?)", "ib",
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
	for (Column c = 0; c < COLUMN_COUNT; c++) {
		if (!column_is_small(c) || (c == COLUMN_CLASS && !buffer->classified))
			continue;
		data = column_put_small(store->codec, buffer->small[c], buffer->n, &length);
		if (!put(store, segment, c, data, length, error))
			return FALSE;
	}
	if (!buffer->many)
		return TRUE;
	data = column_put_wide(store->codec, buffer->packets, buffer->n, FALSE, &length);
	return put(store, segment, COLUMN_PACKETS, data, length, error);
}

/* Runs follow each other from the first row on. */
static gboolean
put_runs(Store *store, const GArray *runs, gint64 segment, GError **error)
{
	gint64 position = 0;

	for (guint i = 0; i < runs->len; i++) {
		const Run *run = &g_array_index(runs, Run, i);
		if (!sql_do_again(store->kept, "add a run", error, "INSERT INTO run VALUES (?, ?, ?, ?)", "iiii",
			segment, position, run->batch, run->rows))
			return FALSE;
		position += run->rows;
	}
	return TRUE;
}

gboolean
segment_put(Store *store, const Buffer *buffer, const GArray *runs, gint64 *id, GError **error)
{
	if (!sql_do_again(store->kept, "add a segment", error,
		"INSERT INTO segment (day, family, observations, first, last) VALUES (?, ?, ?, ?, ?)", "iiiii",
		buffer->day.start, (gint64)buffer->family, (gint64)buffer->n, buffer->first, buffer->last))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->db);
	return put_runs(store, runs, *id, error) && put_columns(store, buffer, *id, error);
}

gboolean
segment_write(Store *store, const Buffer *buffer, gint64 batch, GError **error)
{
	const Rows rows = { .n = buffer->n,
		.family = buffer->family,
		.time = buffer->time,
		.port = buffer->small[COLUMN_PORT],
		.protocol = buffer->small[COLUMN_PROTOCOL],
		.region = buffer->small[COLUMN_REGION],
		.sensor = buffer->small[COLUMN_SENSOR],
		.signature = buffer->small[COLUMN_SIGNATURE],
		.packets = buffer->packets,
		.source = buffer->source,
		.class = buffer->classified ? buffer->small[COLUMN_CLASS] : NULL };
	Run run = { batch, (gint64)buffer->n };
	g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof run);
	gint64 id;

	g_array_append_val(runs, run);
	return store_refuse_expired(store, buffer->day.start, buffer->day.end, error) &&
	       segment_put(store, buffer, runs, &id, error) && sum_rows(store, buffer->day, &rows, error);
}

gboolean
segment_put_small(Store *store, gint64 column, gint64 segment, const guint16 *values, gsize n, GError **error)
{
	gsize length;
	const guint8 *data = column_put_small(store->codec, values, n, &length);

	return sql_do(store->db, "add a column", error, "INSERT INTO column_data VALUES (?, ?)", "ib",
	    column << 40 | segment, data, length);
}

gboolean
segment_get_small(Store *store, gint64 column, const Segment *segment, guint16 *values, gboolean *found, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "read a column", error,
	    "SELECT data FROM column_data WHERE id = ?", "i", column << 40 | segment->id);
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	*found = code == SQLITE_ROW;
	if (code == SQLITE_DONE)
		return TRUE;
	if (code != SQLITE_ROW)
		return stmt && sql_fail(store->db, "read a column", error);
	return column_get_small(store->codec, sqlite3_column_blob(stmt, 0), (gsize)sqlite3_column_bytes(stmt, 0),
		   values, segment->rows) ||
	       sql_damaged(
		   store->db, error, "segment %" G_GINT64_FORMAT ", column %" G_GINT64_FORMAT, segment->id, column);
}

/* [1,2,3] of gint64, for SQL to read. */
static char *
list_of(const GArray *numbers)
{
	g_autoptr(GString) text = g_string_new("[");

	for (guint i = 0; i < numbers->len; i++)
		g_string_append_printf(
		    text, i ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, g_array_index(numbers, gint64, i));
	g_string_append_c(text, ']');
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The columns that observations have now, and those of regions that are kept from before. */
static const char *const removals[] = {
	("DELETE FROM column_data WHERE id IN (SELECT c.value << 40 | s.value FROM json_each(?1) s, (SELECT value FROM"
	 " json_each('[0,1,2,3,4,5,6,7,8]') UNION SELECT 256 + id FROM placement) c)"),
	"DELETE FROM run WHERE segment IN (SELECT value FROM json_each(?1))",
	"DELETE FROM segment WHERE id IN (SELECT value FROM json_each(?1))",
};

gboolean
segments_remove(Store *store, const GArray *ids, GError **error)
{
	g_autofree char *list = list_of(ids);

	G_STATIC_ASSERT(COLUMN_COUNT == 9 && COLUMN_KEPT == 256);
	for (gsize i = 0; i < G_N_ELEMENTS(removals); i++)
		if (!sql_do(store->db, "remove segments", error, removals[i], "t", list))
			return FALSE;
	return TRUE;
}
