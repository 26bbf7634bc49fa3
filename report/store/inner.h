/*
 * inner: what the files of report/store share of an open store.
 */
#pragma once
#include "column.h"
#include "counter.h"
#include "scan.h"
#include "sql.h"

struct Store {
	sqlite3 *db;
	char *path;
	char *time_zone;
	GTimeZone *zone;
	Codec *codec;
	Counter *counter;
	gboolean loading; /* a batch is open */
	gint64 changes;   /* what store_hold holds: how often observations were changed before */
};

/* Brings it to our version, from nothing too (then with days of time_zone); fails where it is no store of ours. */
gboolean schema_prepare(Store *store, StoreMode mode, const char *time_zone, GError **error);

/* Counts a change of the observations, inside its transaction. */
gboolean store_changed(Store *store, GError **error);

/* The first and the next instant of the store day that t is in. */
StoreDay store_day_of(const Store *store, gint64 t);

/* --- rows on their way in (segment.c) ----------------------------------------------------- */

/* The rows of one day and family that wait to become a segment. */
typedef struct {
	StoreDay day;
	guint8 family;
	gboolean many;      /* some row is more than one packet */
	gsize n, room;      /* rows, and rows that there is room for */
	gint64 first, last; /* times; good where n > 0 */
	guint32 *time, *packets;
	guint16 *small[COLUMN_SIGNATURE + 1]; /* [COLUMN_PORT] ... */
	guint8 *source;
} Buffer;

Buffer *buffer_new(StoreDay day, guint8 family);
void buffer_free(Buffer *buffer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Buffer, buffer_free)

/* Makes room for one row more. */
void buffer_grow(Buffer *buffer);

/* Writes the rows as a new segment, all of batch, and adds them to the sums of the day. */
gboolean segment_write(Store *store, const Buffer *buffer, gint64 batch, GError **error);

/* --- the sums of a day (sum.c) ------------------------------------------------------------- */

/* Adds sign times the packets of rows. */
void count_rows(Counter *counter, Sum sum, const Rows *rows, gint64 sign);

/* Adds rows to the sums of their day. */
gboolean sum_rows(Store *store, StoreDay day, const Rows *rows, GError **error);

/* Sums a day anew from its segments; a day without segments is gone then. */
gboolean day_rebuild(Store *store, StoreDay day, GError **error);

/* --- ledger (ledger.c) --------------------------------------------------------------------- */

/* Takes a batch out, rows, sums and ledger; inside a transaction. */
gboolean ledger_withdraw(Store *store, gint64 batch, GError **error);
