/*
 * csv: text rows cut into fields (RFC 4180), and TSV and their like.
 * Works on a window of the file that the caller owns, 64 bytes at a time; copies nothing but
 * fields that hold doubled quotes.
 */
#pragma once
#include <glib.h>

enum {
	CSV_ROW_LIMIT = 1 << 16, /* longest row [B], its line end not counted */
	CSV_PADDING = 16,        /* bytes behind a window that must be readable, of any value */
};

typedef struct {
	const char *text; /* not ended by NUL */
	guint32 length;   /* [B] */
	gboolean quoted;  /* it stood in quotes: then "" is a value, not its absence */
} CsvField;

typedef struct {
	CsvField *fields; /* borrowed; good until the next row is asked for */
	guint n_fields;
	gsize size;         /* of the row [B], its line end included */
	guint lines;        /* line ends it covers */
	const char *reason; /* why the row is bad; NULL: it is good */
} CsvRow;

typedef struct Csv Csv;

/* Rows with fields between delimiters; quote is '"', or 0 where quotes are letters like any other. */
Csv *csv_new(char delimiter, char quote);
void csv_free(Csv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Csv, csv_free)

/*
 * The row that starts at text, of length > 0 bytes.  FALSE where the window ends before the row does and
 * more is to come (last is FALSE): ask again with a longer one.  A bad row (NUL byte, invalid UTF-8,
 * more than CSV_ROW_LIMIT, a quote that is never closed or stands amid a field) has a reason and ends with
 * its first physical line, so that reading goes on behind it.  A row without fields and without a reason is
 * the rest of a line that was too long.
 */
gboolean csv_row(Csv *csv, const char *text, gsize length, gboolean last, CsvRow *row);
