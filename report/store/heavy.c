/*
 * heavy.c: the heaviest keys of a day by hour and by sensor, kept beside its sums, so that what ranks high needs no
 * rows.  They are counted from all rows of the day at once, or are not there: a small batch takes them away.
 */
#include <stdlib.h>
#include <string.h>
#include "error.h"
#include "inner.h"

enum {
	FEWEST = 8192,   /* rows of a day from which on it is worth it */
	HEAVIEST = 128,  /* keys of a page that are kept where it has more */
	ALL = 320,       /* keys of a page that are kept whole: every region, every label */
	CELLS = 1 << 18, /* of a day, at most */
};

#define PAGE  HEAVY_PAGE
#define PAGES (COUNTER_KEYS / PAGE)

const HeavyKind heavy_kinds[HEAVY_KINDS] = {
	{ SUM_PORT, COLUMN_BIT(COLUMN_PORT) | COLUMN_BIT(COLUMN_PROTOCOL) },
	{ SUM_REGION, COLUMN_BIT(COLUMN_REGION) },
	{ SUM_SIGNATURE, COLUMN_BIT(COLUMN_SIGNATURE) },
};

/* --- which keys ------------------------------------------------------------------------------ */

typedef struct {
	guint32 key;
	gint64 packets;
} Item;

static void
note_item(guint32 key, gint64 packets, gpointer data)
{
	Item item = { key, packets };

	g_array_append_val((GArray *)data, item);
}

static int
by_packets(gconstpointer a, gconstpointer b)
{
	const Item *x = a, *y = b;

	return x->packets != y->packets ? (x->packets < y->packets ? 1 : -1) : (x->key > y->key) - (x->key < y->key);
}

static int
by_key(gconstpointer a, gconstpointer b)
{
	const guint32 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The keys to keep, in order, and the pages of which they are all. */
static GArray *
choose(const Counter *sums, guint8 *whole)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Item));
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint end;

	memset(whole, 0xff, PAGES / 8); /* those without a key too */
	counter_each(sums, note_item, items);
	for (guint first = 0; first < items->len; first = end) {
		Item *page = &g_array_index(items, Item, first);
		guint keep;

		for (end = first; end < items->len && g_array_index(items, Item, end).key / PAGE == page->key / PAGE;)
			end++;
		keep = end - first;
		if (keep > ALL) {
			whole[page->key / PAGE / 8] &= (guint8) ~(1u << page->key / PAGE % 8);
			qsort(page, keep, sizeof *page, by_packets);
			keep = HEAVIEST;
		}
		for (guint i = 0; i < keep; i++)
			g_array_append_val(keys, page[i].key);
	}
	g_array_sort(keys, by_key);
	return keys;
}

/* --- their cells ----------------------------------------------------------------------------- */

typedef struct {
	GArray *keys;
	guint16 *places[PAGES]; /* of a key, plus one */
	guint8 whole[PAGES / 8];
	gint64 *cells[HEAVY_BYS]; /* [keys * columns] */
} Table;

/* What is counted of a day: columns are the hours and the sensors that it has. */
typedef struct {
	Table tables[HEAVY_KINDS];
	GArray *columns[HEAVY_BYS]; /* of guint32 */
	guint16 *column_of;         /* [65536] of a sensor */
	guint16 *row;               /* [SEGMENT_ROWS] */
	Heard *heard;
} Count;

static void
count_clear(Count *count)
{
	for (gsize t = 0; t < HEAVY_KINDS; t++) {
		Table *table = &count->tables[t];

		g_clear_pointer(&table->keys, g_array_unref);
		for (gsize p = 0; p < PAGES; p++)
			g_free(table->places[p]);
		for (gsize by = 0; by < HEAVY_BYS; by++)
			g_free(table->cells[by]);
	}
	for (gsize by = 0; by < HEAVY_BYS; by++)
		g_clear_pointer(&count->columns[by], g_array_unref);
	g_free(count->column_of);
	g_free(count->row);
	heard_free(count->heard);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Count, count_clear)

static void
note_sensor(guint32 key, gint64 packets, gpointer data)
{
	GArray *sensors = data;
	guint32 sensor = key >> 8;

	(void)packets;
	if (sensors->len == 0 || g_array_index(sensors, guint32, sensors->len - 1) != sensor)
		g_array_append_val(sensors, sensor);
}

static gboolean
set_columns(Store *store, Count *count, StoreDay day, GError **error)
{
	count->columns[HEAVY_HOUR] = g_array_new(FALSE, FALSE, sizeof(guint32));
	count->columns[HEAVY_SENSOR] = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint32 hour = 0; hour * 3600 < day.end - day.start; hour++)
		g_array_append_val(count->columns[HEAVY_HOUR], hour);
	counter_clear(store->counter);
	if (!store_sum(store, SUM_SENSOR, day.start, store->counter, error))
		return FALSE;
	counter_each(store->counter, note_sensor, count->columns[HEAVY_SENSOR]);
	count->column_of = g_new0(guint16, PAGE);
	count->row = g_new(guint16, SEGMENT_ROWS);
	for (guint c = 0; c < count->columns[HEAVY_SENSOR]->len; c++)
		count->column_of[g_array_index(count->columns[HEAVY_SENSOR], guint32, c)] = (guint16)c;
	return TRUE;
}

static gboolean
set_table(Store *store, Count *count, gsize t, gint64 day, GError **error)
{
	Table *table = &count->tables[t];

	counter_clear(store->counter);
	if (!store_sum(store, heavy_kinds[t].sum, day, store->counter, error))
		return FALSE;
	table->keys = choose(store->counter, table->whole);
	for (guint k = 0; k < table->keys->len; k++) {
		guint32 key = g_array_index(table->keys, guint32, k);

		if (!table->places[key / PAGE])
			table->places[key / PAGE] = g_new0(guint16, PAGE);
		table->places[key / PAGE][key % PAGE] = (guint16)(k + 1);
	}
	for (gsize by = 0; by < HEAVY_BYS; by++)
		table->cells[by] = g_new0(gint64, (gsize)table->keys->len * count->columns[by]->len + 1);
	return TRUE;
}

static void
find_rows(const Table *table, Sum sum, const Rows *rows, guint16 *row)
{
	const guint16 *key = sum == SUM_REGION ? rows->region : rows->signature;
	const guint16 *page = table->places[0];

	for (gsize i = 0; i < rows->n; i++) {
		if (sum == SUM_PORT)
			page = table->places[rows->protocol[i]];
		row[i] = page ? page[sum == SUM_PORT ? rows->port[i] : key[i]] : 0;
	}
}

static void
count_segment(Count *count, gsize t, const Rows *rows)
{
	Table *table = &count->tables[t];
	gsize hours = count->columns[HEAVY_HOUR]->len, sensors = count->columns[HEAVY_SENSOR]->len;

	find_rows(table, heavy_kinds[t].sum, rows, count->row);
	for (gsize i = 0; i < rows->n; i++) {
		gint64 packets = rows->packets ? rows->packets[i] : 1;
		gsize row = count->row[i];

		if (row == 0)
			continue;
		table->cells[HEAVY_HOUR][(row - 1) * hours + rows->time[i] / 3600] += packets;
		table->cells[HEAVY_SENSOR][(row - 1) * sensors + count->column_of[rows->sensor[i]]] += packets;
	}
}

/* --- kept ------------------------------------------------------------------------------------ */

void
heavy_write_head(GByteArray *bytes, const GArray *columns, const guint8 *whole, guint keys)
{
	guint8 all[PAGES / 8];

	varint_append(bytes, columns->len);
	for (guint c = 0; c < columns->len; c++)
		varint_append(bytes, g_array_index(columns, guint32, c));
	memset(all, 0xff, sizeof all);
	g_byte_array_append(bytes, whole ? whole : all, sizeof all);
	varint_append(bytes, keys);
}

/* After the head each key with the length of its cells, then these. */
static GByteArray *
write_table(const Table *table, const GArray *columns, const gint64 *cells)
{
	GByteArray *bytes = g_byte_array_new();
	g_autoptr(GByteArray) row = g_byte_array_new();
	guint32 before = 0;

	heavy_write_head(bytes, columns, table->whole, table->keys->len);
	for (guint k = 0; k < table->keys->len; k++) {
		guint32 key = g_array_index(table->keys, guint32, k);

		g_byte_array_set_size(row, 0);
		for (guint c = 0; c < columns->len; c++)
			varint_append(row, (guint64)cells[(gsize)k * columns->len + c]);
		varint_append(bytes, key - before);
		varint_append(bytes, row->len);
		g_byte_array_append(bytes, row->data, row->len);
		before = key;
	}
	return bytes;
}

static gboolean
count_day(Store *store, StoreDay day, Scan *scan, Count *count, GError **error)
{
	g_autoptr(GArray) segments = store_segments_left(store, day.start, day.end, error);
	guint columns = COLUMN_BIT(COLUMN_TIME) | COLUMN_BIT(COLUMN_SENSOR) | COLUMN_BIT(COLUMN_PACKETS);

	count->heard = heard_new(day);
	if (!segments || !set_columns(store, count, day, error))
		return FALSE;
	for (gsize t = 0; t < HEAVY_KINDS; t++) {
		columns |= heavy_kinds[t].columns;
		if (!set_table(store, count, t, day.start, error))
			return FALSE;
	}
	for (guint i = 0; i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		Rows rows;

		if (segment->day != day.start)
			continue;
		if (!scan_read(scan, segment, columns, &rows, error))
			return FALSE;
		for (gsize t = 0; t < HEAVY_KINDS; t++)
			count_segment(count, t, &rows);
		heard_rows(count->heard, &rows);
	}
	return TRUE;
}

gboolean
heavy_forget(Store *store, gint64 day, GError **error)
{
	G_STATIC_ASSERT(SUM_PORT == 0 && SUM_REGION == 1 && SUM_SIGNATURE == 2 && HEAVY_BYS == 2 && HEAVY_HEARD == 6);
	return sql_do_again(store->kept, "remove a day's heaviest", error,
	    "DELETE FROM heavy WHERE id IN (?1, 1 << 40 | ?1, 2 << 40 | ?1, 3 << 40 | ?1, 4 << 40 | ?1, 5 << 40 | ?1, "
	    "6 << 40 | ?1)",
	    "i", day);
}

/* Calls with each table of the day as bytes. */
static gboolean
each_table(Store *store, StoreDay day, Scan *scan,
    gboolean (*with)(Store *store, gint64 id, const GByteArray *bytes, GError **error), GError **error)
{
	g_auto(Count) count = { 0 };
	g_autoptr(GByteArray) minutes = NULL;

	if (!count_day(store, day, scan, &count, error))
		return FALSE;
	minutes = heard_write(count.heard);
	if (!with(store, heard_id(day.start), minutes, error))
		return FALSE;
	for (gsize t = 0; t < HEAVY_KINDS; t++)
		for (gint by = 0; by < HEAVY_BYS; by++) {
			const Table *table = &count.tables[t];
			g_autoptr(GByteArray) bytes = NULL;

			if ((gsize)table->keys->len * count.columns[by]->len > CELLS)
				continue;
			bytes = write_table(table, count.columns[by], table->cells[by]);
			if (!with(store, heavy_id(heavy_kinds[t].sum, by, day.start), bytes, error))
				return FALSE;
		}
	return TRUE;
}

gboolean
heavy_keep(Store *store, gint64 id, const GByteArray *bytes, GError **error)
{
	gsize length;
	g_autofree guint8 *packed = NULL;

	if (bytes->len > COLUMN_LARGEST) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
		    "store '%s': a table of %u bytes is too large to be kept", store->path, bytes->len);
		return FALSE;
	}
	packed = column_pack(store->codec, bytes->data, bytes->len, &length);
	return sql_do_again(store->kept, "add a day's heaviest", error, "INSERT OR REPLACE INTO heavy VALUES (?, ?)",
	    "ib", id, packed, length);
}

gboolean
heavy_build(Store *store, StoreDay day, Scan **scan, GError **error)
{
	g_autoptr(GArray) segments = store_segments_left(store, day.start, day.end, error);
	gsize rows = 0;

	for (guint i = 0; segments && i < segments->len; i++)
		if (g_array_index(segments, Segment, i).day == day.start)
			rows += g_array_index(segments, Segment, i).rows;
	if (!segments || rows < FEWEST)
		return segments != NULL && heavy_forget(store, day.start, error);
	if (!*scan)
		*scan = scan_new(store);
	return heavy_forget(store, day.start, error) && each_table(store, day, *scan, heavy_keep, error);
}

/* The days that a question names by start and end. */
static gboolean
build_days(Store *store, const char *sql, gint64 number, GError **error)
{
	g_autoptr(GArray) days = g_array_new(FALSE, FALSE, sizeof(StoreDay));
	g_autoptr(Scan) scan = NULL;
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its days", error, sql, "i", number);
	int code;

	if (!stmt)
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		StoreDay day = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1) };

		g_array_append_val(days, day);
	}
	if (code != SQLITE_DONE)
		return sql_fail(store->db, "list its days", error);
	for (guint i = 0; i < days->len; i++)
		if (!heavy_build(store, g_array_index(days, StoreDay, i), &scan, error))
			return FALSE;
	return TRUE;
}

/* A quarter of a day or more makes it worth to count the day anew; how often that happens to a day is bounded. */
gboolean
heavy_build_batch(Store *store, gint64 batch, GError **error)
{
	static const char sql[] =
	    "WITH own AS (SELECT s.day, sum(r.observations) n FROM run r JOIN segment s ON s.id = r.segment"
	    " WHERE r.batch = ?1 GROUP BY s.day)"
	    " SELECT start, end FROM own JOIN day ON start = own.day"
	    " WHERE 4 * n >= (SELECT sum(observations) FROM segment WHERE segment.day = own.day)";

	return build_days(store, sql, batch, error);
}

gboolean
heavy_build_missing(Store *store, GError **error)
{
	return build_days(store,
	    "SELECT start, end FROM day WHERE start IN (SELECT day FROM segment)"
	    " AND (?1 << 40 | start) NOT IN (SELECT id FROM heavy)",
	    HEAVY_HEARD, error);
}

/* --- checked --------------------------------------------------------------------------------- */

/* Fails where what is kept is not what the rows say. */
static gboolean
compare(Store *store, gint64 id, const GByteArray *bytes, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "read a day's heaviest", error, "SELECT data FROM heavy WHERE id = ?", "i", id);
	g_autofree guint8 *plain = NULL;
	gsize length;
	int found = packed_read(store, stmt, "read a day's heaviest", &plain, &length, error);

	if (found != 1)
		return found == 0;
	return (plain && length == bytes->len && memcmp(plain, bytes->data, length) == 0) ||
	       sql_damaged(store->db, error, "heaviest %d of day %" G_GINT64_FORMAT " is not that of its rows",
		   (int)(id >> 40), id & ((G_GINT64_CONSTANT(1) << 40) - 1));
}

gboolean
heavy_check(Store *store, StoreDay day, GError **error)
{
	g_autoptr(Scan) scan = scan_new(store);

	return each_table(store, day, scan, compare, error);
}
