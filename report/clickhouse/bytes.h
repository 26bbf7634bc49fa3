/*
 * bytes: rows in RowBinary, value by value.  Inner to report/clickhouse.
 */
#pragma once
#include <glib.h>

void bytes_number(GByteArray *bytes, guint64 number, guint width);
void bytes_text(GByteArray *bytes, const char *text); /* NULL: "" */
