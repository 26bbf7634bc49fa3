/*
 * crowd.c: sketches of the sources of a quarter's expired days: of all packets, of every region, label and sensor, and of
 * the ports that a report of the quarter, of the one before or of the one after may have a row for.
 */
#include <stdlib.h>
#include "inner.h"

enum {
	PORTS = 256,   /* heaviest of each of three quarters */
	OTHERS = 2048, /* regions, labels, sensors: 32 MiB of sketches each, at most */
};

/* A sketch and what it has seen. */
typedef struct {
	guint32 key;
	gint64 packets;
	Sketch sketch;
} Face;

struct Crowd {
	Store *store; /* borrowed */
	Quarter quarter;
	GPtrArray *faces[SKETCH_ALL + 1]; /* of Face */
	Counter *places[SKETCH_ALL + 1];  /* of a key in them, plus one */
};

void
crowd_free(Crowd *crowd)
{
	if (!crowd)
		return;
	for (gsize sum = 0; sum <= SKETCH_ALL; sum++) {
		g_ptr_array_unref(crowd->faces[sum]);
		counter_free(crowd->places[sum]);
	}
	g_free(crowd);
}

static Face *
face_of(Crowd *crowd, guint sum, guint32 key)
{
	gint64 place = counter_get(crowd->places[sum], key);

	return place ? crowd->faces[sum]->pdata[place - 1] : NULL;
}

static Face *
add_face(Crowd *crowd, guint sum, guint32 key)
{
	Face *face = face_of(crowd, sum, key);

	if (face)
		return face;
	face = g_new0(Face, 1);
	face->key = key;
	g_ptr_array_add(crowd->faces[sum], face);
	counter_add(crowd->places[sum], key, crowd->faces[sum]->len);
	return face;
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
choose(Crowd *crowd, Sum sum, GArray *items)
{
	guint most = sum == SUM_PORT ? PORTS : OTHERS;

	g_array_sort(items, by_packets);
	for (guint i = 0; i < items->len; i++) {
		guint32 key = g_array_index(items, Item, i).key;

		if (i < most || (sum == SUM_PORT && is_icmp(key)))
			add_face(crowd, sum, key);
	}
}

static gboolean
choose_of(Crowd *crowd, Sum sum, const Quarter *quarter, GError **error)
{
	g_autoptr(GArray) days = store_days(crowd->store, quarter->start, quarter->end, error);
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Item));
	g_autoptr(Counter) sums = counter_new();
	Items items = { list, sum == SUM_SENSOR ? 8 : 0 };

	for (guint i = 0; days && i < days->len; i++)
		if (!store_sum(crowd->store, sum, g_array_index(days, StoreDay, i).start, sums, error))
			return FALSE;
	counter_each(sums, note_item, &items);
	choose(crowd, sum, list);
	return days != NULL;
}

static gboolean
choose_all(Crowd *crowd, GError **error)
{
	Quarter quarters[3] = { crowd->quarter };

	quarter_before(&crowd->quarter, crowd->store->zone, &quarters[1]);
	quarter_at(crowd->quarter.end, crowd->store->zone, &quarters[2]);
	add_face(crowd, SKETCH_ALL, 0);
	for (Sum sum = 0; sum < SUM_COUNT; sum++)
		for (gsize q = 0; q < (sum == SUM_PORT ? G_N_ELEMENTS(quarters) : 1); q++)
			if (!choose_of(crowd, sum, &quarters[q], error))
				return FALSE;
	return TRUE;
}

/* --- what is kept of the quarter already ----------------------------------------------------- */

static gboolean
take_row(Crowd *crowd, sqlite3_stmt *stmt, GError **error)
{
	gint64 sum = sqlite3_column_int64(stmt, 0), key = sqlite3_column_int64(stmt, 1);
	Face *face;

	if (sum < 0 || sum > SKETCH_ALL || key < 0 || key >= COUNTER_KEYS)
		return sql_damaged(crowd->store->db, error, "sketch of quarter %s", crowd->quarter.name);
	face = add_face(crowd, (guint)sum, (guint32)key);
	return store_sketch(
	    crowd->store, (guint)sum, crowd->quarter.start, face->key, &face->sketch, &face->packets, error);
}

static gboolean
take_kept(Crowd *crowd, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(crowd->store->db, "list its sketches", error,
	    "SELECT sum, key FROM sketch WHERE quarter = ?", "i", crowd->quarter.start);
	int code;

	if (!stmt)
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		if (!take_row(crowd, stmt, error))
			return FALSE;
	return code == SQLITE_DONE || sql_fail(crowd->store->db, "list its sketches", error);
}

Crowd *
crowd_new(Store *store, const Quarter *quarter, GError **error)
{
	g_autoptr(Crowd) crowd = g_new0(Crowd, 1);

	crowd->store = store;
	crowd->quarter = *quarter;
	for (gsize sum = 0; sum <= SKETCH_ALL; sum++) {
		crowd->faces[sum] = g_ptr_array_new_with_free_func(g_free);
		crowd->places[sum] = counter_new();
	}
	return take_kept(crowd, error) && choose_all(crowd, error) ? g_steal_pointer(&crowd) : NULL;
}

/* --- rows ------------------------------------------------------------------------------------ */

static guint32
key_of(guint sum, const Rows *rows, gsize i)
{
	return sum == SKETCH_ALL ? 0 : sum == SUM_SENSOR ? rows->sensor[i] : sum_key(sum, rows, i);
}

static void
add_rows(Crowd *crowd, const Rows *rows)
{
	gsize width = source_width(rows->family);

	for (gsize i = 0; i < rows->n; i++) {
		guint64 hash = sketch_hash(rows->family, rows->source + i * width);

		for (guint sum = 0; sum <= SKETCH_ALL; sum++) {
			Face *face = face_of(crowd, sum, key_of(sum, rows, i));

			if (!face)
				continue;
			face->packets += rows->packets ? rows->packets[i] : 1;
			sketch_add(&face->sketch, hash);
		}
	}
}

gboolean
crowd_add(Crowd *crowd, const GArray *segments, GError **error)
{
	g_autoptr(Scan) scan = scan_new(crowd->store);

	for (guint i = 0; i < segments->len; i++) {
		Rows rows;

		if (!scan_read(scan, &g_array_index(segments, Segment, i), COLUMNS_ALL & ~COLUMN_BIT(COLUMN_TIME),
			&rows, error))
			return FALSE;
		add_rows(crowd, &rows);
	}
	return TRUE;
}

/* --- kept, and read -------------------------------------------------------------------------- */

static gboolean
keep_face(Crowd *crowd, guint sum, const Face *face, GError **error)
{
	g_autoptr(GByteArray) bytes = NULL;
	g_autofree guint8 *packed = NULL;
	gsize length;

	if (face->packets == 0)
		return TRUE;
	bytes = sketch_write(&face->sketch);
	packed = column_pack(crowd->store->codec, bytes->data, bytes->len, &length);
	return sql_do(crowd->store->db, "add a sketch", error,
	    "INSERT INTO sketch (quarter, sum, key, packets, data) VALUES (?, ?, ?, ?, ?)"
	    " ON CONFLICT DO UPDATE SET packets = excluded.packets, data = excluded.data",
	    "iiiib", crowd->quarter.start, (gint64)sum, (gint64)face->key, face->packets, packed, length);
}

gboolean
crowd_keep(Crowd *crowd, GError **error)
{
	for (guint sum = 0; sum <= SKETCH_ALL; sum++)
		for (guint i = 0; i < crowd->faces[sum]->len; i++)
			if (!keep_face(crowd, sum, crowd->faces[sum]->pdata[i], error))
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
crowd_check(Store *store, GError **error)
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
