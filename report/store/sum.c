/*
 * sum.c: the packets of a day by port, region, signature, sensor and hour, kept beside its rows and always
 * equal to them.  A sum is zstd of varints: each key as its distance from the one before, then its packets.
 */
#include "inner.h"

guint32
sum_key(Sum sum, const Rows *rows, gsize i)
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

void
count_rows(Counter *counter, Sum sum, const Rows *rows, gint64 sign)
{
	for (gsize i = 0; i < rows->n; i++)
		counter_add(counter, sum_key(sum, rows, i), sign * (rows->packets ? rows->packets[i] : 1));
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
keep_day(Store *store, StoreDay day, GError **error)
{
	return sql_do(store->db, "add a day", error,
	    "INSERT INTO day VALUES (?, ?) ON CONFLICT DO UPDATE SET end = max(end, excluded.end)", "ii", day.start,
	    day.end);
}

gboolean
sum_rows(Store *store, StoreDay day, const Rows *rows, GError **error)
{
	gboolean found;

	if (!keep_day(store, day, error) || !heavy_forget(store, day.start, error))
		return FALSE;
	for (Sum sum = 0; sum < SUM_COUNT; sum++) {
		counter_clear(store->counter);
		if (!add_kept(store, sum, day.start, store->counter, &found, error))
			return FALSE;
		count_rows(store->counter, sum, rows, 1);
		if (!put_sum(store, sum, day.start, store->counter, error))
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
	return heavy_forget(store, day, error) &&
	       sql_do(store->db, "remove a day", error, "DELETE FROM day WHERE start = ?", "i", day);
}

gboolean
day_rebuild(Store *store, StoreDay day, GError **error)
{
	g_autoptr(GArray) segments = store_segments(store, day.start, day.end, error);
	g_autoptr(Scan) scan = scan_new(store);
	gboolean any = FALSE;

	if (!segments || !forget_day(store, day.start, error))
		return FALSE;
	for (guint i = 0; i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		Rows rows;
		if (segment->day != day.start)
			continue;
		if (!scan_read(scan, segment, COLUMNS_ALL & ~COLUMN_BIT(COLUMN_SOURCE), &rows, error) ||
		    !sum_rows(store, day, &rows, error))
			return FALSE;
		any = TRUE;
	}
	return !any || heavy_build(store, day, error);
}
