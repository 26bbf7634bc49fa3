/*
 * scan: what the store holds, read by its parts: the sums of whole days, and the observations
 * themselves a segment at a time.  The reading side of the store; report/source answers with it.
 */
#pragma once
#include "class.h"
#include "counter.h"
#include "sketch.h"
#include "store.h"

/* One day of the store's zone that has observations. */
typedef struct {
	gint64 start, end; /* [s since 1970, UTC], half open */
} StoreDay;

/* Days that touch [from, to), in order; array of StoreDay, owned by the caller. */
GArray *store_days(Store *store, gint64 from, gint64 to, GError **error);

/* What a day is summed by; the key of the counter is in brackets. */
typedef enum {
	SUM_PORT,      /* [protocol << 16 | port] */
	SUM_REGION,    /* [Region] */
	SUM_SIGNATURE, /* [number of the label; 0 is no label] */
	SUM_SENSOR,    /* [id of the sensor << 8 | hours since the day's start] */
	SUM_COUNT
} Sum;

/* Adds the packets of the day that starts at start to sums. */
gboolean store_sum(Store *store, Sum sum, gint64 start, Counter *sums, GError **error);

/* The same of the packets of some classes (CLASS_BITs). */
gboolean store_sum_of(Store *store, Sum sum, guint classes, gint64 start, Counter *sums, GError **error);

/*
 * The heaviest keys of a day by ports, regions or signatures, each with its packets by hour since the day's start or by
 * sensor (id).  A small day has none, and one that grew by a small batch has none until it is compacted.
 */
typedef enum { HEAVY_HOUR, HEAVY_SENSOR, HEAVY_BYS } HeavyBy;
typedef struct Heavy Heavy;

/* Reads them; NULL where they are not kept. */
gboolean store_heavy(Store *store, Sum sum, HeavyBy by, gint64 start, Heavy **heavy, GError **error);
void heavy_free(Heavy *heavy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Heavy, heavy_free)

/* How many columns there are; borrows what each stands for, in order. */
gsize heavy_columns(const Heavy *heavy, const guint32 **columns);

typedef enum {
	HEAVY_FOUND,
	HEAVY_NONE,   /* the day has no packet of the key */
	HEAVY_LIGHT,  /* only its rows tell */
	HEAVY_BROKEN, /* its cells are damaged */
} HeavyAnswer;

/* The packets of a key into cells [columns] where it is found; cells NULL: only whether it is. */
HeavyAnswer heavy_find(const Heavy *heavy, guint32 key, gint64 *cells);

/* Called with a sensor (id) and the minutes of the day in which it received a packet, a bit each, lowest first. */
typedef void (*HeardSensor)(guint32 sensor, const guint8 *bits, gsize bytes, gpointer data);

/* Calls with every sensor of the day; found FALSE where that is not kept, as with the heaviest keys. */
gboolean store_heard(Store *store, StoreDay day, HeardSensor with, gpointer data, gboolean *found, GError **error);

/* A day of which only sums are left. */
typedef struct {
	gint64 start, end;
	gint64
	    quarter; /* start of its quarter, of which there are sketches; G_MAXINT64: it expired before there were any */
} ExpiredDay;

/* Those that touch [from, to), in order; array of ExpiredDay, owned by the caller. */
GArray *store_expired(Store *store, gint64 from, gint64 to, GError **error);

/* Fails where a day that touches [from, to) has expired, with the sentence that says so. */
gboolean store_refuse_expired(Store *store, gint64 from, gint64 to, GError **error);

enum { SKETCH_ALL = SUM_COUNT /* the sources of all packets, with the key 0 */ };

/*
 * Merges into sketch what is kept of the sources of a key, in the expired days of the quarter that begins at quarter; sum
 * may be SKETCH_ALL, and a sensor's key is its id.  Adds to *packets how many packets that was: fewer than the sums say
 * where some days did not know the key.
 */
gboolean store_sketch(
    Store *store, guint sum, gint64 quarter, guint32 key, Sketch *sketch, gint64 *packets, GError **error);

/* Rows of one day and one family of addresses, in the order in which they came. */
typedef struct {
	gint64 id;
	gint64 day, end;    /* of the store day */
	gint64 first, last; /* times, both inclusive */
	gsize rows;         /* at most SEGMENT_ROWS */
	guint8 family;      /* 4 or 6 */
} Segment;

/*
 * Segments with a row that may be in [from, to), by day; array of Segment, owned by the caller.  Fails where a day that
 * touches it has expired: rows that are not there any more are not counted as none.
 */
GArray *store_segments(Store *store, gint64 from, gint64 to, GError **error);

/* The same, of the days that have not expired. */
GArray *store_segments_left(Store *store, gint64 from, gint64 to, GError **error);

#define SEGMENT_ROWS 262144

/* The columns of a segment. */
typedef enum {
	COLUMN_TIME,
	COLUMN_PORT,
	COLUMN_PROTOCOL,
	COLUMN_REGION,
	COLUMN_SENSOR,
	COLUMN_SIGNATURE,
	COLUMN_PACKETS,
	COLUMN_SOURCE,
	COLUMN_CLASS,
	COLUMN_COUNT
} Column;

#define COLUMN_BIT(column) (1u << (column))
#define COLUMNS_ALL        (COLUMN_BIT(COLUMN_COUNT) - 1)

/* The rows of a segment; a pointer is NULL where its column was not asked for. */
typedef struct {
	gsize n;
	guint8 family;
	const guint32 *time; /* [s since the segment's day] */
	const guint16 *port, *protocol, *region, *sensor, *signature;
	const guint32 *packets; /* also NULL where every row is one packet */
	const guint8 *source;   /* 4 or 16 bytes a row, network order */
	const guint16 *class;   /* Class; also NULL where no row is classified */
} Rows;

/* A place to read segments into; one a thread.  It borrows the store. */
typedef struct Scan Scan;

Scan *scan_new(Store *store);
void scan_free(Scan *scan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scan, scan_free)

/* From here on rows of other classes than these (CLASS_BITs) are left out of what is read. */
void scan_limit(Scan *scan, guint classes);

/* Reads columns (COLUMN_BITs) of the segment; rows are good until the next call.  Fails on damage, naming it. */
gboolean scan_read(Scan *scan, const Segment *segment, guint columns, Rows *rows, GError **error);

/* From here on the store is read as it is now, whoever else writes; until it is closed. */
gboolean store_hold(Store *store, GError **error);

/* Ends that: from here on the store is read as it then is. */
void store_release(Store *store);

/* Another connection to what store_hold holds, for another thread; NULL where it cannot be had. */
Store *store_again(Store *store);

/* Labels by number: array of char *, owned by the caller; [0] is NULL, as is a number not in use. */
GPtrArray *store_signatures(Store *store, GError **error);
