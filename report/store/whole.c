/*
 * whole.c: what is kept of a day whose rows expire, beside its sums: the packets of every key by hour and by sensor, so
 * that no question about the packets of an item is left to rows; and the minutes of the sensors.  It is counted from the
 * rows, which must say what the sums say.
 */
#include <string.h>
#include "inner.h"

enum { CELLS = 1 << 22 /* that are counted at once */ };

/* A day that is counted. */
typedef struct {
	Store *store;
	StoreDay day;
	const GArray *segments; /* of Segment: those of the day */
	Scan *scan;
	GArray *columns[HEAVY_BYS]; /* of guint32: what each column stands for */
	guint16 *column_of;         /* [65536] of a sensor */
	Counter *sums, *places;     /* of keys: packets; places from 1 */
	GArray *keys;               /* of guint32, in order */
	gint64 *cells;              /* [CELLS] or of one key, where that has more */
} Whole;

static void
whole_clear(Whole *whole)
{
	scan_free(whole->scan);
	for (gsize by = 0; by < HEAVY_BYS; by++)
		g_clear_pointer(&whole->columns[by], g_array_unref);
	g_free(whole->column_of);
	counter_free(whole->sums);
	counter_free(whole->places);
	g_clear_pointer(&whole->keys, g_array_unref);
	g_free(whole->cells);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Whole, whole_clear)

/* --- keys and columns ------------------------------------------------------------------------ */

static void
note_key(guint32 key, gint64 packets, gpointer data)
{
	Whole *whole = data;

	(void)packets;
	g_array_append_val(whole->keys, key);
	counter_add(whole->places, key, whole->keys->len);
}

static gboolean
set_keys(Whole *whole, Sum sum, GError **error)
{
	counter_clear(whole->sums);
	counter_clear(whole->places);
	g_array_set_size(whole->keys, 0);
	if (!store_sum(whole->store, sum, whole->day.start, whole->sums, error))
		return FALSE;
	counter_each(whole->sums, note_key, whole);
	return TRUE;
}

static void
note_sensor(guint32 key, gint64 packets, gpointer data)
{
	Whole *whole = data;
	GArray *sensors = whole->columns[HEAVY_SENSOR];
	guint32 sensor = key >> 8;

	(void)packets;
	if (sensors->len > 0 && g_array_index(sensors, guint32, sensors->len - 1) == sensor)
		return;
	whole->column_of[sensor] = (guint16)sensors->len;
	g_array_append_val(sensors, sensor);
}

static gboolean
set_columns(Whole *whole, GError **error)
{
	for (gsize by = 0; by < HEAVY_BYS; by++)
		whole->columns[by] = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint32 hour = 0; hour * 3600 < whole->day.end - whole->day.start; hour++)
		g_array_append_val(whole->columns[HEAVY_HOUR], hour);
	whole->column_of = g_new0(guint16, G_MAXUINT16 + 1);
	counter_clear(whole->sums);
	if (!store_sum(whole->store, SUM_SENSOR, whole->day.start, whole->sums, error))
		return FALSE;
	counter_each(whole->sums, note_sensor, whole);
	whole->cells = g_new(gint64, MAX(CELLS, whole->columns[HEAVY_SENSOR]->len + whole->columns[HEAVY_HOUR]->len));
	return TRUE;
}

/* --- counted and kept ------------------------------------------------------------------------ */

static void
count_segment(Whole *whole, Sum sum, HeavyBy by, guint first, guint n, const Rows *rows)
{
	gsize columns = whole->columns[by]->len;

	for (gsize i = 0; i < rows->n; i++) {
		guint64 place = (guint64)counter_get(whole->places, sum_key(sum, rows, i)) - 1 - first;
		gsize column = by == HEAVY_HOUR ? rows->time[i] / 3600 : whole->column_of[rows->sensor[i]];

		if (place < n && column < columns)
			whole->cells[place * columns + column] += rows->packets ? rows->packets[i] : 1;
	}
}

/* The cells of n keys from the first on. */
static gboolean
count_block(Whole *whole, gsize kind, HeavyBy by, guint first, guint n, GError **error)
{
	guint columns = heavy_kinds[kind].columns | COLUMN_BIT(COLUMN_PACKETS) |
			COLUMN_BIT(by == HEAVY_HOUR ? COLUMN_TIME : COLUMN_SENSOR);

	memset(whole->cells, 0, (gsize)n * whole->columns[by]->len * sizeof *whole->cells);
	for (guint i = 0; i < whole->segments->len; i++) {
		Rows rows;

		if (!scan_read(whole->scan, &g_array_index(whole->segments, Segment, i), columns, &rows, error))
			return FALSE;
		count_segment(whole, heavy_kinds[kind].sum, by, first, n, &rows);
	}
	return TRUE;
}

/* The cells of a key that are not 0; FALSE where they do not add up to its sum. */
static gboolean
write_row(const gint64 *cells, guint columns, gint64 sum, GByteArray *row)
{
	guint before = 0;

	g_byte_array_set_size(row, 0);
	for (guint c = 0; c < columns; c++) {
		if (cells[c] == 0)
			continue;
		varint_append(row, c - before);
		varint_append(row, (guint64)cells[c]);
		before = c;
		sum -= cells[c];
	}
	return sum == 0;
}

static gboolean
write_block(Whole *whole, HeavyBy by, guint first, guint n, GByteArray *bytes)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	guint columns = whole->columns[by]->len;

	for (guint k = 0; k < n; k++) {
		guint32 key = g_array_index(whole->keys, guint32, first + k);
		guint32 before = first + k > 0 ? g_array_index(whole->keys, guint32, first + k - 1) : 0;

		if (!write_row(whole->cells + (gsize)k * columns, columns, counter_get(whole->sums, key), row))
			return FALSE;
		varint_append(bytes, key - before);
		varint_append(bytes, row->len);
		g_byte_array_append(bytes, row->data, row->len);
	}
	return TRUE;
}

/* As heavy.c writes a table, but of all keys, and of a key only the cells that are not 0. */
static gboolean
keep_table(Whole *whole, gsize kind, HeavyBy by, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	const GArray *columns = whole->columns[by];
	guint at_once = MAX(1, CELLS / MAX(1, columns->len));

	heavy_write_head(bytes, columns, NULL, whole->keys->len);
	for (guint first = 0; first < whole->keys->len; first += at_once) {
		guint n = MIN(at_once, whole->keys->len - first);

		if (!count_block(whole, kind, by, first, n, error))
			return FALSE;
		if (!write_block(whole, by, first, n, bytes))
			return sql_damaged(whole->store->db, error,
			    "sum %d of day %" G_GINT64_FORMAT " is not that of its rows", (int)heavy_kinds[kind].sum,
			    whole->day.start);
	}
	return heavy_keep(whole->store, heavy_whole_id(heavy_kinds[kind].sum, by, whole->day.start), bytes, error);
}

static gboolean
keep_minutes(Whole *whole, GError **error)
{
	g_autoptr(Heard) heard = heard_new(whole->day);
	g_autoptr(GByteArray) bytes = NULL;

	for (guint i = 0; i < whole->segments->len; i++) {
		Rows rows;

		if (!scan_read(whole->scan, &g_array_index(whole->segments, Segment, i),
			COLUMN_BIT(COLUMN_TIME) | COLUMN_BIT(COLUMN_SENSOR), &rows, error))
			return FALSE;
		heard_rows(heard, &rows);
	}
	bytes = heard_write(heard);
	return heavy_keep(whole->store, heard_id(whole->day.start), bytes, error);
}

gboolean
whole_keep(Store *store, StoreDay day, const GArray *segments, GError **error)
{
	g_auto(Whole) whole = { .store = store,
		.day = day,
		.segments = segments,
		.scan = scan_new(store),
		.sums = counter_new(),
		.places = counter_new(),
		.keys = g_array_new(FALSE, FALSE, sizeof(guint32)) };

	if (!heavy_forget(store, day.start, error) || !set_columns(&whole, error) || !keep_minutes(&whole, error))
		return FALSE;
	for (gsize kind = 0; kind < HEAVY_KINDS; kind++) {
		if (!set_keys(&whole, heavy_kinds[kind].sum, error))
			return FALSE;
		for (HeavyBy by = 0; by < HEAVY_BYS; by++)
			if (!keep_table(&whole, kind, by, error))
				return FALSE;
	}
	return TRUE;
}

/* --- checked --------------------------------------------------------------------------------- */

/* The keys of a sum against a table. */
typedef struct {
	const Heavy *heavy;
	gint64 *cells;
	gsize columns;
	gboolean wrong;
} Comparing;

static void
compare_key(guint32 key, gint64 packets, gpointer data)
{
	Comparing *comparing = data;

	if (heavy_find(comparing->heavy, key, comparing->cells) == HEAVY_FOUND)
		for (gsize c = 0; c < comparing->columns; c++)
			packets -= comparing->cells[c];
	comparing->wrong |= packets != 0;
}

static gboolean
check_table(Store *store, StoreDay day, Sum sum, HeavyBy by, GError **error)
{
	g_autoptr(Counter) sums = counter_new();
	g_autoptr(Heavy) heavy = NULL;
	g_autofree gint64 *cells = NULL;
	const guint32 *columns;
	Comparing comparing = { 0 };

	if (!store_sum(store, sum, day.start, sums, error) || !store_heavy(store, sum, by, day.start, &heavy, error))
		return FALSE;
	if (heavy) {
		gsize n = heavy_columns(heavy, &columns);
		cells = g_new0(gint64, n + 1);
		comparing = (Comparing) { heavy, cells, n, FALSE };
		counter_each(sums, compare_key, &comparing);
	}
	return (heavy && !comparing.wrong) ||
	       sql_damaged(store->db, error, "what is left of day %" G_GINT64_FORMAT " is not what its sum %d says",
		   day.start, (int)sum);
}

gboolean
whole_check(Store *store, StoreDay day, GError **error)
{
	for (gsize kind = 0; kind < HEAVY_KINDS; kind++)
		for (HeavyBy by = 0; by < HEAVY_BYS; by++)
			if (!check_table(store, day, heavy_kinds[kind].sum, by, error))
				return FALSE;
	return TRUE;
}
