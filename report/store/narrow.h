/*
 * narrow: what the conditions of a question leave to be read.  Inner to report/store.
 * It may leave too much, never too little: SQLite looks at every row again.  A value that is not understood
 * narrows nothing.
 */
#pragma once
#include "host.h"
#include "scan.h"

/* Glossary of numbers, as the store has them now. */
typedef struct {
	GTimeZone *zone;      /* owned */
	GPtrArray *sensors;   /* char * by number; NULL where a number is not in use */
	GPtrArray *labels;    /* char * of signatures likewise */
	char *protocols[256]; /* "tcp", or the number */
} Glossary;

Glossary *glossary_read(Store *store, GError **error);
void glossary_free(Glossary *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Glossary, glossary_free)

typedef struct {
	guint8 family;
	guint8 bytes[16]; /* network order, the rest 0 */
} Address;

typedef struct {
	gint64 from, to;              /* times [s since 1970, UTC], half open */
	guint8 *wanted[COLUMN_COUNT]; /* [65536] by value, for the small columns; NULL: all */
	GArray *sources;              /* of Address; NULL: all */
} Narrow;

Narrow *narrow_new(void);
void narrow_free(Narrow *narrow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Narrow, narrow_free)

/* op is SQLITE_INDEX_CONSTRAINT_EQ, _GT, _GE, _LT or _LE. */
void narrow_epoch(Narrow *narrow, int op, sqlite3_value *value);

/* Times as text in the zone; whole: the column is a day, not a time. */
void narrow_text(Narrow *narrow, const Glossary *names, int op, gboolean whole, sqlite3_value *value);

void narrow_port(Narrow *narrow, int op, sqlite3_value *value);

/* One of n values of a column that is named: sensor, protocol, region, signature or class. */
void narrow_named(Narrow *narrow, const Glossary *names, Column column, sqlite3_value **values, gsize n);
void narrow_ports(Narrow *narrow, sqlite3_value **values, gsize n);
void narrow_sources(Narrow *narrow, sqlite3_value **values, gsize n);

/* wanted is FALSE where the sums of the day say that no row of it is. */
gboolean narrow_day(const Narrow *narrow, Store *store, gint64 day, gboolean *wanted, GError **error);

/* The columns that rows are chosen by, as COLUMN_BITs. */
guint narrow_columns(const Narrow *narrow);

/* Writes the places of the rows that may be wanted to chosen[SEGMENT_ROWS]; gives how many. */
gsize narrow_rows(const Narrow *narrow, const Rows *rows, guint32 *chosen);
