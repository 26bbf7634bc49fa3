/*
 * data: the columns of the data files.  Inner to report/model.
 * A column says since which version of the model it stands there: the files of an older model stay the bytes they were.
 */
#pragma once
#include <stddef.h>
#include "model.h"

typedef struct {
	const Model *model;
	GTimeZone *zone;
	GString *out;
} Writer;

typedef struct {
	const char *name;
	void (*put)(const Writer *writer, gconstpointer value, gsize offset);
	gsize offset; /* of the field, where put asks for one [bytes] */
	gint since;   /* version of the model */
} Column;

typedef struct {
	const Column *columns;
	gsize n;
} Columns;

/* What every table says of a row, after the columns that name it; these of each table (data_rows.c). */
extern const Columns data_row, data_port, data_region, data_signature;

/* Of what else a model lists (data_seen.c). */
extern const Columns data_sensor, data_gap, data_health, data_highlight, data_class;

/* --- fields (data_put.c) --------------------------------------------------------------------- */

/* The field at an offset of a value; text is borrowed. */
gint64 data_number(gconstpointer value, gsize offset);
const char *data_text(gconstpointer value, gsize offset);

/* Append: a text, quoted where it must be; a number; a part of a whole with some decimals, nothing where it is none. */
void data_put_text(GString *out, const char *text);
void data_put_number(GString *out, gint64 number);
void data_put_ratio(GString *out, gint64 part, gint64 whole, int decimals);

/* For columns. */
void data_as_text(const Writer *writer, gconstpointer value, gsize offset);
void data_as_number(const Writer *writer, gconstpointer value, gsize offset);
void data_as_counted(const Writer *writer, gconstpointer value, gsize offset);     /* -1: nothing */
void data_as_positive(const Writer *writer, gconstpointer value, gsize offset);    /* 0: nothing */
void data_as_rank(const Writer *writer, gconstpointer value, gsize offset);        /* RANK_BEYOND: "beyond" */
void data_as_moment(const Writer *writer, gconstpointer value, gsize offset);      /* ISO 8601 with offset */
void data_as_thousandths(const Writer *writer, gconstpointer value, gsize offset); /* 0: nothing */
void data_as_known(const Writer *writer, gconstpointer value, gsize offset);       /* sources: "exact", "approximate" */
