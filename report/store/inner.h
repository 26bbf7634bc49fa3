/*
 * inner: what the files of report/store share of an open store.
 */
#pragma once
#include "column.h"
#include "counter.h"
#include "scan.h"
#include "sql.h"
#include "zone.h"

struct Store {
	sqlite3 *db;
	SqlKept *kept;
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

/* A change of the observations from store_begin to store_end: whole where it went well (ok), else void; gives ok. */
gboolean store_begin(Store *store, GError **error);
gboolean store_end(Store *store, gboolean ok, GError **error);

/* The first and the next instant of the store day that t is in. */
StoreDay store_day_of(const Store *store, gint64 t);

/* Whether a column has 16 bits a row. */
static inline gboolean
column_is_small(Column column)
{
	return (column >= COLUMN_PORT && column <= COLUMN_SIGNATURE) || column == COLUMN_CLASS;
}

/* --- rows on their way in (segment.c) ----------------------------------------------------- */

/* The rows of one day and family that wait to become a segment. */
typedef struct {
	StoreDay day;
	guint8 family;
	gboolean many;       /* some row is more than one packet */
	gboolean classified; /* some row has a class */
	gsize n, room;       /* rows, and rows that there is room for */
	gint64 first, last;  /* times; good where n > 0 */
	guint32 *time, *packets;
	guint16 *small[COLUMN_COUNT]; /* those of small columns */
	guint8 *source;
} Buffer;

Buffer *buffer_new(StoreDay day, guint8 family);
void buffer_free(Buffer *buffer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Buffer, buffer_free)

/* Makes room for one row more; for room rows in all. */
void buffer_grow(Buffer *buffer);
void buffer_reserve(Buffer *buffer, gsize room);

/* Of a source of the family [B]. */
gsize source_width(guint8 family);

/* Writes the rows as a new segment, all of batch, and adds them to the sums of the day. */
gboolean segment_write(Store *store, const Buffer *buffer, gint64 batch, GError **error);

/* So many rows, one after the other, of one batch. */
typedef struct {
	gint64 batch, rows;
} Run;

/* Writes the rows as a new segment of runs (array of Run); the sums of its day are another's business. */
gboolean segment_put(Store *store, const Buffer *buffer, const GArray *runs, gint64 *id, GError **error);

/* Columns from here on hold the regions of placements that are not the present one: COLUMN_KEPT + placement. */
enum { COLUMN_KEPT = 256 };

/* Adds a small column, or one of kept regions. */
gboolean segment_put_small(Store *store, gint64 column, gint64 segment, const guint16 *values, gsize n, GError **error);

/* Reads one back, n rows of it; found FALSE where the segment has none. */
gboolean segment_get_small(
    Store *store, gint64 column, const Segment *segment, guint16 *values, gboolean *found, GError **error);

/* Removes segments (array of gint64) with their runs and columns; sums are left as they are. */
gboolean segments_remove(Store *store, const GArray *ids, GError **error);

/* --- segments written anew (rewrite.c) ----------------------------------------------------- */

/*
 * Writes segments (array of Segment, of one day and family) as few new ones, in the same order, without the rows of
 * batch except (0: all of them); inside a transaction.  Kept regions go with their rows.
 */
gboolean segments_rewrite(Store *store, Scan *scan, const GArray *segments, gint64 except, GError **error);

/* --- the sums of a day (sum.c) ------------------------------------------------------------- */

/* What row i is counted under. */
guint32 sum_key(Sum sum, const Rows *rows, gsize i);

/* Adds sign times the packets of rows. */
void count_rows(Counter *counter, Sum sum, const Rows *rows, gint64 sign);

/* The same of the rows of a class. */
void count_class(Counter *counter, Sum sum, const Rows *rows, Class class, gint64 sign);

/* Adds rows to the sums of their day. */
gboolean sum_rows(Store *store, StoreDay day, const Rows *rows, GError **error);

/* Sums a day anew from its segments; a day without segments is gone then. */
gboolean day_rebuild(Store *store, StoreDay day, GError **error);

/* --- packed bytes (packed.c) ----------------------------------------------------------------- */

/*
 * The first row of a question (NULL: it failed), whose first column is packed bytes: plain becomes them, owned by the caller,
 * or NULL where they are none.  1 where there is a row, 0 where there is none, -1 on failure.
 */
int packed_read(Store *store, sqlite3_stmt *stmt, const char *doing, guint8 **plain, gsize *length, GError **error);

/* --- the heaviest keys of a day (heavy.c) ---------------------------------------------------- */

enum {
	HEAVY_HEARD = 6, /* minutes stand after the keys of three sums by hour and by sensor, */
	HEAVY_WHOLE = 8, /* then what takes the place of these when a day expires */
};

/* Keys of a group: of a protocol, of anything else. */
#define HEAVY_PAGE 65536

gint64 heavy_id(Sum sum, HeavyBy by, gint64 day);
gint64 heavy_whole_id(Sum sum, HeavyBy by, gint64 day);

/* The sums that keys are kept of, and the columns (COLUMN_BITs) that tell a key. */
typedef struct {
	Sum sum;
	guint columns;
} HeavyKind;

enum { HEAVY_KINDS = 3 };
extern const HeavyKind heavy_kinds[HEAVY_KINDS];

/* A table from its bytes, which it takes; NULL where they are none. */
Heavy *heavy_read(guint8 *plain, gsize length, gboolean sparse);

/* The columns (of guint32), the pages of which all keys are there (NULL: of all) and how many keys follow. */
void heavy_write_head(GByteArray *bytes, const GArray *columns, const guint8 *whole, guint keys);

gboolean heavy_keep(Store *store, gint64 id, const GByteArray *bytes, GError **error);

/* The minutes of a day while they are counted (heard.c). */
typedef struct {
	gsize bytes;     /* of a sensor */
	guint16 *place;  /* [65536] of a sensor, plus one */
	GArray *sensors; /* of guint16, as they came */
	GByteArray *bits;
} Heard;

Heard *heard_new(StoreDay day);
void heard_free(Heard *heard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Heard, heard_free)
void heard_rows(Heard *heard, const Rows *rows);

/* As they are kept, under the id; the caller owns the bytes. */
GByteArray *heard_write(const Heard *heard);
gint64 heard_id(gint64 day);

/* All inside a transaction: takes them away; counts them from the rows and sums of the day, by *scan, made where it is NULL. */
gboolean heavy_forget(Store *store, gint64 day, GError **error);
gboolean heavy_build(Store *store, StoreDay day, Scan **scan, GError **error);

/* Of the days of which much is of the batch; of those that have none. */
gboolean heavy_build_batch(Store *store, gint64 batch, GError **error);
gboolean heavy_build_missing(Store *store, GError **error);

/* Fails with a finding where what is kept is not what the rows say. */
gboolean heavy_check(Store *store, StoreDay day, GError **error);

/* --- what has expired (expire.c) ------------------------------------------------------------- */

gboolean day_expired(Store *store, gint64 start, gboolean *gone, GError **error);

/*
 * Keeps what a report asks of the packets of a day, all of whose rows are in segments (array of Segment): every key by
 * hour and by sensor, and the minutes (whole.c).  Fails where rows and sums disagree.
 */
gboolean whole_keep(Store *store, StoreDay day, const GArray *segments, GError **error);

/* Fails with a finding where what is kept of a day that has expired does not add up to its sums. */
gboolean whole_check(Store *store, StoreDay day, GError **error);

/* Sketches of the sources of a quarter's expired days, while they are added to (sketches.c). */
typedef struct Sketches Sketches;

/* For the days of the quarter, with what is kept of it already; NULL on failure. */
Sketches *sketches_new(Store *store, const Quarter *quarter, GError **error);
void sketches_free(Sketches *sketches);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sketches, sketches_free)

/* Adds the rows of segments (array of Segment). */
gboolean sketches_add(Sketches *sketches, const GArray *segments, GError **error);

/* Keeps it. */
gboolean sketches_keep(Sketches *sketches, GError **error);

/* Fails with a finding where a sketch cannot be read. */
gboolean sketches_check(Store *store, GError **error);

/* --- ledger (ledger.c) --------------------------------------------------------------------- */

/* Takes a batch out, rows, sums and ledger, and notes that it was there; inside a transaction. */
gboolean ledger_withdraw(Store *store, gint64 batch, GError **error);
