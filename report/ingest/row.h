/*
 * row: the words of one row, by field, as an Observation.
 */
#pragma once
#include "csv.h"
#include "reader.h"

typedef struct Row Row;

/* Reads by the reader's profile. */
Row *row_new(const Reader *reader, GError **error);
void row_free(Row *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Row, row_free)

/*
 * The words of the fields (NULL where there is none) into *observation; FALSE where they make none, then row_reason
 * says why.  CSV_PADDING bytes from each word on must be readable.
 */
gboolean row_read(Row *row, const CsvField *const fields[FIELDS], Observation *observation);

/* Sets the reason that whoever cut the row has; gives FALSE. */
gboolean row_bad(Row *row, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* How many rows were passed over: sent by a sensor itself, to many (multicast, broadcast), of no packet. */
void row_passed(const Row *row, gint64 *sent, gint64 *many, gint64 *none);

/* Borrows the last reason; empty where the row is good but does not count (row_passed). */
const char *row_reason(const Row *row);
