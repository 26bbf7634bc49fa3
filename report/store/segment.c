/*
 * segment.c: rows of a day into columns, a segment of them at a time, and the sums of the day with them.
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

/* --- the sums of a day --------------------------------------------------------------------- */

static guint32
key_of(Sum sum, const Rows *rows, gsize i)
{
	switch (sum) {
	case SUM_PORT:
		return (guint32)rows->protocol[i] << 16 | rows->port[i];
	case SUM_REGION:
		return rows->region[i];
	case SUM_SIGNATURE:
		return rows->signature[i];
	default:
		return (guint32)rows->sensor[i] << 8 | rows->time[i] / 3600;
	}
}

static void
count_rows(Counter *counter, Sum sum, const Rows *rows)
{
	for (gsize i = 0; i < rows->n; i++)
		counter_add(counter, key_of(sum, rows, i), rows->packets ? rows->packets[i] : 1);
}

typedef struct {
	GByteArray *bytes;
	guint32 before;
} Writing;

/* A key as its distance from the one before, then its packets. */
static void
write_one(guint32 key, gint64 packets, gpointer data)
{
	Writing *writing = data;
	guint8 buffer[20];
	guint8 *end = varint_put(varint_put(buffer, key - writing->before), (guint64)packets);

	g_byte_array_append(writing->bytes, buffer, (guint)(end - buffer));
	writing->before = key;
}

static gboolean
put_sum(Store *store, Sum sum, gint64 day, const Counter *counter, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	Writing writing = { bytes, 0 };
	g_autofree guint8 *packed = NULL;
	gsize length;

	counter_each(counter, write_one, &writing);
	packed = column_pack(store->codec, bytes->data, bytes->len, &length);
	return sql_do(store->db, "add a day's sum", error, "INSERT OR REPLACE INTO summary VALUES (?, ?)", "ib",
	    (gint64)sum << 40 | day, packed, length);
}

static gboolean
read_sum(Counter *counter, Codec *codec, const guint8 *data, gsize length)
{
	gsize n;
	g_autofree guint8 *plain = column_unpack(codec, data, length, &n);
	const guint8 *at = plain;
	guint64 key = 0;

	if (!plain)
		return FALSE;
	for (const guint8 *end = plain + n; at < end;) {
		guint64 step, packets;
		if (!varint_get(&at, end, &step) || !varint_get(&at, end, &packets))
			return FALSE;
		if (step >= COUNTER_KEYS || (key += step) >= COUNTER_KEYS || packets > G_MAXINT64)
			return FALSE;
		counter_add(counter, (guint32)key, (gint64)packets);
	}
	return TRUE;
}

/* Adds the sum that is kept; none is kept of a new day. */
static gboolean
add_kept(Store *store, Sum sum, gint64 day, Counter *counter, gboolean *found, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "read a day's sum", error,
	    "SELECT data FROM summary WHERE id = ?", "i", (gint64)sum << 40 | day);
	int code;

	if (!stmt)
		return FALSE;
	code = sqlite3_step(stmt);
	*found = code == SQLITE_ROW;
	if (code == SQLITE_DONE)
		return TRUE;
	if (code != SQLITE_ROW)
		return sql_fail(store->db, "read a day's sum", error);
	return read_sum(counter, store->codec, sqlite3_column_blob(stmt, 0), (gsize)sqlite3_column_bytes(stmt, 0)) ||
	       sql_damaged(store->db, error, "sum %d of day %" G_GINT64_FORMAT, (int)sum, day);
}

gboolean
store_sum(Store *store, Sum sum, gint64 start, Counter *sums, GError **error)
{
	gboolean found;

	return add_kept(store, sum, start, sums, &found, error) &&
	       (found ||
		   sql_damaged(store->db, error, "sum %d of day %" G_GINT64_FORMAT " is missing", (int)sum, start));
}

static gboolean
add_sums(Store *store, gint64 day, const Rows *rows, GError **error)
{
	gboolean found;

	for (Sum sum = 0; sum < SUM_COUNT; sum++) {
		counter_clear(store->counter);
		if (!add_kept(store, sum, day, store->counter, &found, error))
			return FALSE;
		count_rows(store->counter, sum, rows);
		if (!put_sum(store, sum, day, store->counter, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
forget_day(Store *store, gint64 day, GError **error)
{
	for (Sum sum = 0; sum < SUM_COUNT; sum++)
		if (!sql_do(store->db, "remove a day's sum", error, "DELETE FROM summary WHERE id = ?", "i",
			(gint64)sum << 40 | day))
			return FALSE;
	return sql_do(store->db, "remove a day", error, "DELETE FROM day WHERE start = ?", "i", day);
}

static gboolean
keep_day(Store *store, StoreDay day, GError **error)
{
	return sql_do(store->db, "add a day", error,
	    "INSERT INTO day VALUES (?, ?) ON CONFLICT DO UPDATE SET end = max(end, excluded.end)", "ii", day.start,
	    day.end);
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
	       put_columns(store, buffer, segment, error) && keep_day(store, buffer->day, error) &&
	       add_sums(store, buffer->day.start, &rows, error);
}

gboolean
day_rebuild(Store *store, StoreDay day, GError **error)
{
	g_autoptr(GArray) segments = store_segments(store, day.start, day.end, error);
	g_autoptr(Scan) scan = scan_new(store);
	guint kept = 0;

	if (!segments || !forget_day(store, day.start, error))
		return FALSE;
	for (guint i = 0; i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		Rows rows;
		if (segment->day != day.start)
			continue;
		if (kept++ == 0 && !keep_day(store, day, error))
			return FALSE;
		if (!scan_read(scan, segment, COLUMNS_ALL & ~COLUMN_BIT(COLUMN_SOURCE), &rows, error) ||
		    !add_sums(store, day.start, &rows, error))
			return FALSE;
	}
	return TRUE;
}
