/*
 * sketches.c: sketches of the sources of a quarter's expired days: of all packets, of every region, label and sensor, and of
 * the ports that a report of the quarter, of the one before or of the one after may have a row for.
 */
#include <stdlib.h>
#include "inner.h"

enum {
	PORTS = 1024,  /* heaviest of each of three quarters */
	OTHERS = 2048, /* regions, labels, sensors: 32 MiB of sketches each, at most */
};

/* A sketch and what it has seen. */
typedef struct {
	guint32 key;
	gint64 packets;
	Sketch sketch;
} Kept;

struct Sketches {
	Store *store; /* borrowed */
	Quarter quarter;
	GPtrArray *kept[SKETCH_ALL + 1]; /* of Kept */
	Counter *places[SKETCH_ALL + 1]; /* of a key in them, plus one */
};

void
sketches_free(Sketches *sketches)
{
	if (!sketches)
		return;
	for (gsize sum = 0; sum <= SKETCH_ALL; sum++) {
		g_ptr_array_unref(sketches->kept[sum]);
		counter_free(sketches->places[sum]);
	}
	g_free(sketches);
}

static Kept *
kept_of(Sketches *sketches, guint sum, guint32 key)
{
	gint64 place = counter_get(sketches->places[sum], key);

	return place ? sketches->kept[sum]->pdata[place - 1] : NULL;
}

static Kept *
add_kept(Sketches *sketches, guint sum, guint32 key)
{
	Kept *one = kept_of(sketches, sum, key);

	if (one)
		return one;
	one = g_new0(Kept, 1);
	one->key = key;
	g_ptr_array_add(sketches->kept[sum], one);
	counter_add(sketches->places[sum], key, sketches->kept[sum]->len);
	return one;
}

/* --- which keys ------------------------------------------------------------------------------ */

typedef struct {
	guint32 key;
	gint64 packets;
} Item;

/* What is counted: of sensors each has its hours in the lower bits. */
typedef struct {
	GArray *items; /* of Item */
	guint shift;
} Items;

static void
note_item(guint32 key, gint64 packets, gpointer data)
{
	Items *items = data;
	Item item = { key >> items->shift, packets };
	Item *last = items->items->len ? &g_array_index(items->items, Item, items->items->len - 1) : NULL;

	if (last && last->key == item.key)
		last->packets += packets;
	else
		g_array_append_val(items->items, item);
}

static int
by_packets(gconstpointer a, gconstpointer b)
{
	const Item *x = a, *y = b;

	return x->packets != y->packets ? (x->packets < y->packets ? 1 : -1) : (x->key > y->key) - (x->key < y->key);
}

static gboolean
is_icmp(guint32 key)
{
	return key >> 16 == PROTOCOL_ICMP || key >> 16 == PROTOCOL_ICMPV6;
}

/* A report counts ICMP as a whole, that is all types. */
static void
choose(Sketches *sketches, Sum sum, GArray *items)
{
	guint most = sum == SUM_PORT ? PORTS : OTHERS;

	g_array_sort(items, by_packets);
	for (guint i = 0; i < items->len; i++) {
		guint32 key = g_array_index(items, Item, i).key;

		if (i < most || (sum == SUM_PORT && is_icmp(key)))
			add_kept(sketches, sum, key);
	}
}

static gboolean
choose_of(Sketches *sketches, Sum sum, const Quarter *quarter, GError **error)
{
	g_autoptr(GArray) days = store_days(sketches->store, quarter->start, quarter->end, error);
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Item));
	g_autoptr(Counter) sums = counter_new();
	Items items = { list, sum == SUM_SENSOR ? 8 : 0 };

	for (guint i = 0; days && i < days->len; i++)
		if (!store_sum(sketches->store, sum, g_array_index(days, StoreDay, i).start, sums, error))
			return FALSE;
	counter_each(sums, note_item, &items);
	choose(sketches, sum, list);
	return days != NULL;
}

static gboolean
choose_all(Sketches *sketches, GError **error)
{
	Quarter quarters[3] = { sketches->quarter };

	quarter_before(&sketches->quarter, sketches->store->zone, &quarters[1]);
	quarter_at(sketches->quarter.end, sketches->store->zone, &quarters[2]);
	add_kept(sketches, SKETCH_ALL, 0);
	for (Sum sum = 0; sum < SUM_COUNT; sum++)
		for (gsize q = 0; q < (sum == SUM_PORT ? G_N_ELEMENTS(quarters) : 1); q++)
			if (!choose_of(sketches, sum, &quarters[q], error))
				return FALSE;
	return TRUE;
}

/* --- what is kept of the quarter already ----------------------------------------------------- */

static gboolean
take_row(Sketches *sketches, sqlite3_stmt *stmt, GError **error)
{
	gint64 sum = sqlite3_column_int64(stmt, 0), key = sqlite3_column_int64(stmt, 1);
	Kept *one;

	if (sum < 0 || sum > SKETCH_ALL || key < 0 || key >= COUNTER_KEYS)
		return sql_damaged(sketches->store->db, error, "sketch of quarter %s", sketches->quarter.name);
	one = add_kept(sketches, (guint)sum, (guint32)key);
	return store_sketch(
	    sketches->store, (guint)sum, sketches->quarter.start, one->key, &one->sketch, &one->packets, error);
}

static gboolean
take_kept(Sketches *sketches, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(sketches->store->db, "list its sketches", error,
	    "SELECT sum, key FROM sketch WHERE quarter = ?", "i", sketches->quarter.start);
	int code;

	if (!stmt)
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		if (!take_row(sketches, stmt, error))
			return FALSE;
	return code == SQLITE_DONE || sql_fail(sketches->store->db, "list its sketches", error);
}

Sketches *
sketches_new(Store *store, const Quarter *quarter, GError **error)
{
	g_autoptr(Sketches) sketches = g_new0(Sketches, 1);

	sketches->store = store;
	sketches->quarter = *quarter;
	for (gsize sum = 0; sum <= SKETCH_ALL; sum++) {
		sketches->kept[sum] = g_ptr_array_new_with_free_func(g_free);
		sketches->places[sum] = counter_new();
	}
	return take_kept(sketches, error) && choose_all(sketches, error) ? g_steal_pointer(&sketches) : NULL;
}

/* --- rows ------------------------------------------------------------------------------------ */

static guint32
key_of(guint sum, const Rows *rows, gsize i)
{
	return sum == SKETCH_ALL ? 0 : sum == SUM_SENSOR ? rows->sensor[i] : sum_key(sum, rows, i);
}

static void
add_rows(Sketches *sketches, const Rows *rows)
{
	gsize width = source_width(rows->family);

	for (gsize i = 0; i < rows->n; i++) {
		guint64 hash = sketch_hash(rows->family, rows->source + i * width);

		for (guint sum = 0; sum <= SKETCH_ALL; sum++) {
			Kept *one = kept_of(sketches, sum, key_of(sum, rows, i));

			if (!one)
				continue;
			one->packets += rows->packets ? rows->packets[i] : 1;
			sketch_add(&one->sketch, hash);
		}
	}
}

gboolean
sketches_add(Sketches *sketches, const GArray *segments, GError **error)
{
	g_autoptr(Scan) scan = scan_new(sketches->store);

	for (guint i = 0; i < segments->len; i++) {
		Rows rows;

		if (!scan_read(scan, &g_array_index(segments, Segment, i), COLUMNS_ALL & ~COLUMN_BIT(COLUMN_TIME),
			&rows, error))
			return FALSE;
		add_rows(sketches, &rows);
	}
	return TRUE;
}

/* --- kept, and read -------------------------------------------------------------------------- */

static gboolean
keep_one(Sketches *sketches, guint sum, const Kept *one, GError **error)
{
	g_autoptr(GByteArray) bytes = NULL;
	g_autofree guint8 *packed = NULL;
	gsize length;

	if (one->packets == 0)
		return TRUE;
	bytes = sketch_write(&one->sketch);
	packed = column_pack(sketches->store->codec, bytes->data, bytes->len, &length);
	return sql_do(sketches->store->db, "add a sketch", error,
	    "INSERT INTO sketch (quarter, sum, key, packets, data) VALUES (?, ?, ?, ?, ?)"
	    " ON CONFLICT DO UPDATE SET packets = excluded.packets, data = excluded.data",
	    "iiiib", sketches->quarter.start, (gint64)sum, (gint64)one->key, one->packets, packed, length);
}

gboolean
sketches_keep(Sketches *sketches, GError **error)
{
	for (guint sum = 0; sum <= SKETCH_ALL; sum++)
		for (guint i = 0; i < sketches->kept[sum]->len; i++)
			if (!keep_one(sketches, sum, sketches->kept[sum]->pdata[i], error))
				return FALSE;
	return TRUE;
}

gboolean
store_sketch(Store *store, guint sum, gint64 quarter, guint32 key, Sketch *sketch, gint64 *packets, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "read a sketch", error,
	    "SELECT data, packets FROM sketch WHERE quarter = ? AND sum = ? AND key = ?", "iii", quarter, (gint64)sum,
	    (gint64)key);
	g_autofree guint8 *plain = NULL;
	gsize length;
	int found = packed_read(store, stmt, "read a sketch", &plain, &length, error);

	if (found != 1)
		return found == 0;
	if (!plain || !sketch_read(sketch, plain, length) || sqlite3_column_int64(stmt, 1) < 1)
		return sql_damaged(
		    store->db, error, "sketch %u of key %u, quarter %" G_GINT64_FORMAT, sum, key, quarter);
	*packets += sqlite3_column_int64(stmt, 1);
	return TRUE;
}

gboolean
sketches_check(Store *store, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its sketches", error,
	    "SELECT sum, quarter, key FROM sketch ORDER BY quarter, sum, key", "");
	int code;

	if (!stmt)
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Sketch sketch = { { 0 } };
		gint64 packets = 0;

		if (!store_sketch(store, (guint)sqlite3_column_int(stmt, 0), sqlite3_column_int64(stmt, 1),
			(guint32)sqlite3_column_int64(stmt, 2), &sketch, &packets, error))
			return FALSE;
	}
	return code == SQLITE_DONE || sql_fail(store->db, "list its sketches", error);
}
