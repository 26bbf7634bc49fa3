/*
 * sum.c: the packets of a day by port, region, signature, sensor and hour, kept beside its rows and always
 * equal to them.  A sum is zstd of varints: each key as its distance from the one before, then its packets.
 * A day with a row that has a class has such sums of its classes too, but of scans: these are the rest.  Where it has
 * none, no row of the day is classified.
 */
#include "inner.h"

/* Numbers of sums: of all packets 0 to SUM_COUNT - 1, of a class from here on. */
enum { SUM_ALL = -1, SUM_OF_CLASS = 8 };

enum { AT_ONCE = 512 /* rows whose keys are told before they are counted */ };

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

/* The rows at n places; NULL: the first n. */
static void
count(Counter *counter, Sum sum, const Rows *rows, const guint32 *places, gsize n, gint64 sign)
{
	guint32 keys[AT_ONCE], packets[AT_ONCE];

	for (gsize from = 0; from < n; from += AT_ONCE) {
		gsize some = MIN(AT_ONCE, n - from);
		for (gsize k = 0; k < some; k++) {
			gsize i = places ? places[from + k] : from + k;
			keys[k] = sum_key(sum, rows, i);
			packets[k] = rows->packets ? rows->packets[i] : 1;
		}
		counter_add_all(counter, keys, packets, some, sign);
	}
}

void
count_rows(Counter *counter, Sum sum, const Rows *rows, gint64 sign)
{
	count(counter, sum, rows, NULL, rows->n, sign);
}

/* Where the rows of a class are; gives how many. */
static gsize
places_of(const Rows *rows, Class class, guint32 *places)
{
	gsize n = 0;

	for (gsize i = 0; i < rows->n; i++) {
		places[n] = (guint32)i;
		n += (rows->class ? rows->class[i] : CLASS_NONE) == class;
	}
	return n;
}

void
count_class(Counter *counter, Sum sum, const Rows *rows, Class class, gint64 sign)
{
	g_autofree guint32 *places = g_new(guint32, rows->n);

	count(counter, sum, rows, places, places_of(rows, class, places), sign);
}

typedef struct {
	GByteArray *bytes;
	guint32 before;
	guint8 part[4096]; /* what follows the bytes, n of it */
	gsize n;
} Writing;

enum { PAIR = 20 /* [B] of a key and its packets at most */ };

static void
write_part(Writing *writing)
{
	g_byte_array_append(writing->bytes, writing->part, (guint)writing->n);
	writing->n = 0;
}

/* A key as its distance from the one before, then its packets. */
static void
write_one(guint32 key, gint64 packets, gpointer data)
{
	Writing *writing = data;
	guint8 *end = varint_put(varint_put(writing->part + writing->n, key - writing->before), (guint64)packets);

	writing->n = (gsize)(end - writing->part);
	if (writing->n > sizeof writing->part - PAIR)
		write_part(writing);
	writing->before = key;
}

/* The sum of a class, or of all. */
static gint64
id_of(Sum sum, int class, gint64 day)
{
	return (gint64)(class == SUM_ALL ? sum : SUM_OF_CLASS + class * SUM_COUNT + sum) << 40 | day;
}

static gboolean
put_sum(Store *store, gint64 id, const Counter *counter, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	Writing writing;
	g_autofree guint8 *packed = NULL;
	gsize length;

	writing.bytes = bytes;
	writing.before = 0;
	writing.n = 0;
	counter_each(counter, write_one, &writing);
	write_part(&writing);
	packed = column_pack(store->codec, bytes->data, bytes->len, &length);
	return sql_do_again(store->kept, "add a day's sum", error, "INSERT OR REPLACE INTO summary VALUES (?, ?)", "ib",
	    id, packed, length);
}

/* Adds sign times what is kept. */
static gboolean
read_sum(Counter *counter, gint64 sign, Codec *codec, const guint8 *data, gsize length)
{
	gsize n;
	g_autofree guint8 *plain = column_unpack(codec, data, length, &n);
	const guint8 *at = plain;
	guint64 key = 0;

	if (!plain)
		return FALSE;
	for (const guint8 *end = plain + n; at < end;) {
		guint64 step, packets;
		if (end - at >= 2 && (at[0] | at[1]) < 0x80) { /* nearly always */
			step = *at++;
			packets = *at++;
		} else if (!varint_get(&at, end, &step) || !varint_get(&at, end, &packets))
			return FALSE;
		if (step >= COUNTER_KEYS || (key += step) >= COUNTER_KEYS || packets > G_MAXINT64)
			return FALSE;
		counter_add(counter, (guint32)key, sign * (gint64)packets);
	}
	return TRUE;
}

/* Adds sign times the sum that is kept; none is kept of a new day. */
static gboolean
add_kept(Store *store, Sum sum, int class, gint64 day, gint64 sign, Counter *counter, gboolean *found, GError **error)
{
	g_autoptr(SqlAgain) stmt = sql_ask_again(store->kept, "read a day's sum", error,
	    "SELECT data FROM summary WHERE id = ?", "i", id_of(sum, class, day));
	int code;

	if (!stmt)
		return FALSE;
	code = sqlite3_step(stmt);
	*found = code == SQLITE_ROW;
	if (code == SQLITE_DONE)
		return TRUE;
	if (code != SQLITE_ROW)
		return sql_fail(store->db, "read a day's sum", error);
	return read_sum(
		   counter, sign, store->codec, sqlite3_column_blob(stmt, 0), (gsize)sqlite3_column_bytes(stmt, 0)) ||
	       sql_damaged(store->db, error, "sum %d of day %" G_GINT64_FORMAT, (int)sum, day);
}

gboolean
store_sum(Store *store, Sum sum, gint64 start, Counter *sums, GError **error)
{
	gboolean found;

	return add_kept(store, sum, SUM_ALL, start, 1, sums, &found, error) &&
	       (found ||
		   sql_damaged(store->db, error, "sum %d of day %" G_GINT64_FORMAT " is missing", (int)sum, start));
}

/* Whether the day has sums of classes. */
static gboolean
is_classified(Store *store, gint64 day, gboolean *classified, GError **error)
{
	g_autoptr(SqlAgain) stmt = sql_ask_again(store->kept, "look for sums of classes", error,
	    "SELECT 1 FROM summary WHERE id = ?", "i", id_of(0, CLASS_NONE, day));
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	*classified = code == SQLITE_ROW;
	return code == SQLITE_ROW || code == SQLITE_DONE ||
	       (stmt && sql_fail(store->db, "look for sums of classes", error));
}

/* Scans are all packets less those of the other classes. */
gboolean
store_sum_of(Store *store, Sum sum, guint classes, gint64 start, Counter *sums, GError **error)
{
	const gboolean all = (classes & CLASS_BIT(CLASS_SCAN)) != 0;
	gboolean classified, found;

	if ((classes & CLASS_ALL) == CLASS_ALL)
		return store_sum(store, sum, start, sums, error);
	if (!is_classified(store, start, &classified, error))
		return FALSE;
	if (!classified)
		return !(classes & CLASS_BIT(CLASS_NONE)) || store_sum(store, sum, start, sums, error);
	if (all && !store_sum(store, sum, start, sums, error))
		return FALSE;
	for (int class = 0; class < CLASS_COUNT; class ++) {
		const gboolean wanted = (classes & CLASS_BIT(class)) != 0;
		if (class != CLASS_SCAN && wanted != all &&
		    !add_kept(store, sum, class, start, wanted ? 1 : -1, sums, &found, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
keep_day(Store *store, StoreDay day, GError **error)
{
	return sql_do_again(store->kept, "add a day", error,
	    "INSERT INTO day VALUES (?, ?) ON CONFLICT DO UPDATE SET end = max(end, excluded.end)", "ii", day.start,
	    day.end);
}

/* Rows of a day, on their way into its sums. */
typedef struct {
	const Rows *rows;
	guint32 *places;              /* of the rows, by class; NULL: their day has no class */
	gsize start[CLASS_COUNT + 1]; /* of each class in places */
	gboolean begins;              /* they are the first of their day that have a class */
} Sorted;

/* Sorts the rows by class. */
static void
sort_rows(const Rows *rows, Sorted *sorted)
{
	sorted->places = g_new(guint32, rows->n + 1);
	for (int class = 0; class < CLASS_COUNT; class ++)
		sorted->start[class + 1] =
		    sorted->start[class] + places_of(rows, (Class) class, sorted->places + sorted->start[class]);
}

static void
count_sorted(Counter *counter, Sum sum, const Sorted *sorted, int from, int to)
{
	count(counter, sum, sorted->rows, sorted->places + sorted->start[from], sorted->start[to] - sorted->start[from],
	    1);
}

/* Adds the rows of a class to its sum. */
static gboolean
add_class(Store *store, gint64 day, Sum sum, const Sorted *sorted, int class, GError **error)
{
	gboolean found;

	counter_clear(store->counter);
	if (!add_kept(store, sum, sorted->begins && class == CLASS_NONE ? SUM_ALL : class, day, 1, store->counter,
		&found, error))
		return FALSE;
	count_sorted(store->counter, sum, sorted, class, class + 1);
	return put_sum(store, id_of(sum, class, day), store->counter, error);
}

/*
 * Adds rows to the sum of all.  What was there before the first row with a class has none, so that the sum of those
 * without begins as that of all; then all is that and the rows of the other classes.
 */
static gboolean
add_all(Store *store, gint64 day, Sum sum, const Sorted *sorted, GError **error)
{
	gboolean found;

	if (sorted->begins) {
		if (!add_class(store, day, sum, sorted, CLASS_NONE, error))
			return FALSE;
		count_sorted(store->counter, sum, sorted, CLASS_NONE + 1, CLASS_COUNT);
	} else {
		counter_clear(store->counter);
		if (!add_kept(store, sum, SUM_ALL, day, 1, store->counter, &found, error))
			return FALSE;
		count(store->counter, sum, sorted->rows, NULL, sorted->rows->n, 1);
	}
	return put_sum(store, id_of(sum, SUM_ALL, day), store->counter, error);
}

static gboolean
add_sum(Store *store, gint64 day, Sum sum, const Sorted *sorted, GError **error)
{
	if (!add_all(store, day, sum, sorted, error))
		return FALSE;
	for (int class = 0; sorted->places && class < CLASS_COUNT; class ++)
		if (class != CLASS_SCAN && sorted->start[class] < sorted->start[class + 1] &&
		    !(class == CLASS_NONE && sorted->begins) && !add_class(store, day, sum, sorted, class, error))
			return FALSE;
	return TRUE;
}

gboolean
sum_rows(Store *store, StoreDay day, const Rows *rows, GError **error)
{
	Sorted sorted = { .rows = rows };
	gboolean classified, ok = TRUE;

	if (!keep_day(store, day, error) || !heavy_forget(store, day.start, error) ||
	    !is_classified(store, day.start, &classified, error))
		return FALSE;
	if (classified || rows->class)
		sort_rows(rows, &sorted);
	sorted.begins = rows->class && !classified;
	for (Sum sum = 0; sum < SUM_COUNT && ok; sum++)
		ok = add_sum(store, day.start, sum, &sorted, error);
	g_free(sorted.places);
	return ok;
}

static gboolean
forget_day(Store *store, gint64 day, GError **error)
{
	for (int class = SUM_ALL; class < CLASS_COUNT; class ++)
		for (Sum sum = 0; sum < SUM_COUNT; sum++)
			if (!sql_do_again(store->kept, "remove a day's sum", error, "DELETE FROM summary WHERE id = ?",
				"i", id_of(sum, class, day)))
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
	return !any || heavy_build(store, day, &scan, error);
}
