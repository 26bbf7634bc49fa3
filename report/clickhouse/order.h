/*
 * order: rows in the order of their table before they are sent, which a server then need not do.  Inner to report/clickhouse.
 */
#pragma once
#include <glib.h>

/* What a row is ordered by, as one number. */
typedef guint64 (*OrderKey)(const guint8 *row);

/* Sorts rows of width bytes each; rows of one key stay as they were. */
void order_rows(GByteArray *rows, guint width, OrderKey key);
