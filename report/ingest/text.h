/*
 * text: files of lines.  What they have in common is in reader_text.c; what a form has of its own
 * is one line in its table and one file text_FORM.c.
 */
#pragma once
#include "row.h"

typedef struct Text Text;

typedef struct {
	const char *name; /* as [text] form in a profile */
	gboolean lines;   /* a row is a line and one word: the form cuts it itself */
	/* Reads up to the first row; NULL: there is nothing before it. */
	gboolean (*start)(Text *text, GError **error);
	/* Points to the words of the row's fields; FALSE where they cannot be told, with row_bad. */
	gboolean (*pick)(Text *text, const CsvRow *row, const CsvField *fields[FIELDS]);
} TextForm;

struct Text {
	Reader reader;
	const TextForm *form;
	Csv *csv;
	Row *row;
	char *window;
	gsize at, have;
	gboolean ended;                              /* nothing follows the window */
	gint64 line;                                 /* of the row at at, from 1 */
	gint64 others;                               /* lines that the profile's [text] only passes over */
	guint columns;                               /* csv: that a row must have */
	int column[FIELDS];                          /* csv: of each field, -1: none */
	const CsvField *row_fields, *picked[FIELDS]; /* csv: the first of a row's, and the words of those fields */
	GString *heading;
	CsvField words[FIELDS]; /* what a form cut, to point to */
	char *copy;             /* [CSV_ROW_LIMIT + CSV_PADDING], for words that are not written as they read */
};

extern const TextForm text_csv, text_json, text_pairs;

typedef enum { NEXT_ROW, NEXT_END, NEXT_FAILED } Next;

/* The next row, at text->at; text_pass goes behind it. */
Next text_next(Text *text, CsvRow *row, GError **error);
void text_pass(Text *text, const CsvRow *row);

/* An error of the file's head, with its place; gives FALSE. */
gboolean text_fail(const Text *text, const char *reason, GError **error);
