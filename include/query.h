/*
 * query: plain SQL over a store, which it only reads.
 * The observations are one table, observation (its columns are in teiten-query(1)); the ledger's tables
 * (teiten-store(5)) stand beside it.
 */
#pragma once
#include "store.h"

/* What an answer cost. */
typedef struct {
	gint64 segments;     /* of the store that may hold a row asked for by their time and day */
	gint64 read;         /* of those, segments of which a column was read */
	gint64 observations; /* rows given to SQLite */
} QueryReads;

/* Takes a row of n fields, NULL where one is null; the first row is the columns' names.  FALSE with error ends it. */
typedef gboolean (*QueryRow)(gsize n, const char *const *fields, gpointer data, GError **error);

/*
 * Answers the one statement of sql row by row, as the store was when it began; memory does not grow with the rows.
 * Fails where sql is wrong ("query:LINE:COLUMN: ..."), is not one statement, or would write.  reads may be NULL.
 */
gboolean query_run(Store *store, const char *sql, QueryRow row, gpointer data, QueryReads *reads, GError **error);
