/*
 * heavy_read.c: the heaviest keys of a day as they are asked for; heavy.c wrote them.
 */
#include <stdlib.h>
#include <string.h>
#include "inner.h"

enum { MOST_COLUMNS = 65536 };

#define PAGE  HEAVY_PAGE
#define PAGES (COUNTER_KEYS / PAGE)

struct Heavy {
	guint8 *plain;
	const guint8 *end;
	gsize n, n_columns;
	guint32 *keys;      /* [n] ascending */
	gsize *at, *length; /* [n] the cells of a key in plain */
	guint32 *columns;   /* [n_columns] ascending */
	guint8 whole[PAGES / 8];
	gboolean sparse; /* a key has but the cells that are not 0 */
};

gint64
heavy_id(Sum sum, HeavyBy by, gint64 day)
{
	return (gint64)(sum * HEAVY_BYS + by) << 40 | day;
}

gint64
heavy_whole_id(Sum sum, HeavyBy by, gint64 day)
{
	return (gint64)HEAVY_WHOLE << 40 | heavy_id(sum, by, day);
}

static int
by_key(gconstpointer a, gconstpointer b)
{
	const guint32 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static gboolean
read_columns(Heavy *heavy, const guint8 **at)
{
	guint64 n, value;

	if (!varint_get(at, heavy->end, &n) || n > MOST_COLUMNS)
		return FALSE;
	heavy->n_columns = (gsize)n;
	heavy->columns = g_new0(guint32, n + 1);
	for (gsize c = 0; c < n; c++) {
		if (!varint_get(at, heavy->end, &value) || value > G_MAXUINT16)
			return FALSE;
		heavy->columns[c] = (guint32)value;
	}
	if (heavy->end - *at < (gssize)sizeof heavy->whole)
		return FALSE;
	memcpy(heavy->whole, *at, sizeof heavy->whole);
	*at += sizeof heavy->whole;
	return TRUE;
}

static gboolean
read_keys(Heavy *heavy)
{
	const guint8 *at = heavy->plain;
	guint64 n, step, length, key = 0;

	if (!read_columns(heavy, &at) || !varint_get(&at, heavy->end, &n) || n > COUNTER_KEYS ||
	    n > (guint64)(heavy->end - at))
		return FALSE;
	heavy->n = (gsize)n;
	heavy->keys = g_new(guint32, n + 1);
	heavy->at = g_new(gsize, n + 1);
	heavy->length = g_new(gsize, n + 1);
	for (gsize k = 0; k < n; k++) {
		if (!varint_get(&at, heavy->end, &step) || !varint_get(&at, heavy->end, &length) ||
		    step >= COUNTER_KEYS || (key += step) >= COUNTER_KEYS || (k > 0 && step == 0) ||
		    length > (guint64)(heavy->end - at))
			return FALSE;
		heavy->keys[k] = (guint32)key;
		heavy->at[k] = (gsize)(at - heavy->plain);
		heavy->length[k] = (gsize)length;
		at += length;
	}
	return at == heavy->end;
}

Heavy *
heavy_read(guint8 *plain, gsize length, gboolean sparse)
{
	g_autoptr(Heavy) heavy = g_new0(Heavy, 1);

	heavy->plain = plain;
	heavy->end = plain + length;
	heavy->sparse = sparse;
	return read_keys(heavy) ? g_steal_pointer(&heavy) : NULL;
}

gboolean
store_heavy(Store *store, Sum sum, HeavyBy by, gint64 start, Heavy **heavy, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "read a day's heaviest", error, "SELECT data, id = ?2 FROM heavy WHERE id IN (?1, ?2)",
		"ii", heavy_id(sum, by, start), heavy_whole_id(sum, by, start));
	guint8 *plain;
	gsize length;
	int found = packed_read(store, stmt, "read a day's heaviest", &plain, &length, error);

	*heavy = NULL;
	if (found != 1)
		return found == 0;
	*heavy = plain ? heavy_read(plain, length, sqlite3_column_int(stmt, 1)) : NULL;
	return *heavy || sql_damaged(store->db, error, "heaviest %d of day %" G_GINT64_FORMAT, (int)sum, start);
}

void
heavy_free(Heavy *heavy)
{
	if (!heavy)
		return;
	g_free(heavy->plain);
	g_free(heavy->keys);
	g_free(heavy->at);
	g_free(heavy->length);
	g_free(heavy->columns);
	g_free(heavy);
}

gsize
heavy_columns(const Heavy *heavy, const guint32 **columns)
{
	*columns = heavy->columns;
	return heavy->n_columns;
}

static gboolean
read_cells(const Heavy *heavy, const guint8 *at, const guint8 *end, gint64 *cells)
{
	for (gsize c = 0; c < heavy->n_columns; c++) {
		guint64 packets;

		if (at < end && *at < 0x80)
			packets = *at++;
		else if (!varint_get(&at, end, &packets) || packets > G_MAXINT64)
			return FALSE;
		cells[c] = (gint64)packets;
	}
	return TRUE;
}

/* Each cell after its distance from the one before. */
static gboolean
read_sparse(const Heavy *heavy, const guint8 *at, const guint8 *end, gint64 *cells)
{
	guint64 step, packets, column = 0;

	memset(cells, 0, heavy->n_columns * sizeof *cells);
	while (at < end) {
		if (!varint_get(&at, end, &step) || !varint_get(&at, end, &packets) || step >= heavy->n_columns ||
		    (column += step) >= heavy->n_columns || packets > G_MAXINT64)
			return FALSE;
		cells[column] = (gint64)packets;
	}
	return TRUE;
}

HeavyAnswer
heavy_find(const Heavy *heavy, guint32 key, gint64 *cells)
{
	const guint32 *found = heavy->n ? bsearch(&key, heavy->keys, heavy->n, sizeof key, by_key) : NULL;
	const guint8 *at, *end;

	if (key >= COUNTER_KEYS)
		return HEAVY_NONE;
	if (!found)
		return heavy->whole[key / PAGE / 8] >> key / PAGE % 8 & 1 ? HEAVY_NONE : HEAVY_LIGHT;
	if (!cells)
		return HEAVY_FOUND;
	at = heavy->plain + heavy->at[found - heavy->keys];
	end = at + heavy->length[found - heavy->keys];
	return (heavy->sparse ? read_sparse : read_cells)(heavy, at, end, cells) ? HEAVY_FOUND : HEAVY_BROKEN;
}
