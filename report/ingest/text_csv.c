/*
 * text_csv.c: CSV, TSV and their like: which column is which field is told by the head line, by a
 * line of Zeek's that starts with #fields, or by number.
 */
#include <string.h>
#include "error.h"
#include "hint.h"
#include "text.h"

/* The names of the head line, without the mark of Zeek's; the caller owns them. */
static char **
names_of(const CsvRow *row, guint marks)
{
	char **names = g_new0(char *, row->n_fields + 1);

	for (guint i = marks; i < row->n_fields; i++)
		names[i - marks] = g_strndup(row->fields[i].text, row->fields[i].length);
	return names;
}

/* Whether the file must have the column that its profile names: not where nobody will ask what stands there. */
static gboolean
is_needed(const Text *text, Field field)
{
	if (field == FIELD_SENSOR)
		return !text->reader.fixed;
	if (field == FIELD_FLAGS || field == FIELD_REPLIES || field == FIELD_CLASS)
		return FALSE; /* older files have none */
	return field != FIELD_DESTINATION || !(text->reader.fixed || destinations_is_empty(text->reader.destinations));
}

static gboolean
find_column(Text *text, Field field, const char *const *names, GError **error)
{
	const char *column = text->reader.profile->columns[field], *near;
	g_autofree char *list = NULL;
	guint64 number;

	for (int i = 0; names && names[i]; i++)
		if (g_str_equal(names[i], column)) {
			text->column[field] = i;
			return TRUE;
		}
	if (text->columns > 0 && g_ascii_string_to_unsigned(column, 10, 1, text->columns, &number, NULL)) {
		text->column[field] = (int)number - 1;
		return TRUE;
	}
	if (!is_needed(text, field))
		return TRUE;
	list = names ? g_strjoinv(", ", (char **)names) : g_strdup_printf("numbers 1 to %u", text->columns);
	near = names ? hint_nearest(column, names) : NULL;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "there is no column '%s' for '%s'; there are: %s%s%s%s",
	    column, field_names[field], list, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return FALSE;
}

static gboolean
find_columns(Text *text, const CsvRow *row, GError **error)
{
	HeadForm head = text->reader.profile->head;
	g_auto(GStrv) names = head != HEAD_NONE ? names_of(row, head == HEAD_FIELDS) : NULL;

	text->columns = names ? g_strv_length(names) : row->n_fields;
	for (Field field = 0; field < FIELDS; field++) {
		text->column[field] = -1;
		if (text->reader.profile->columns[field] && !(field == FIELD_SENSOR && text->reader.fixed) &&
		    !find_column(text, field, (const char *const *)names, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
csv_start(Text *text, GError **error)
{
	CsvRow row;
	Next next = text_next(text, &row, error);

	if (next == NEXT_FAILED)
		return FALSE;
	if (next == NEXT_END)
		return text_fail(text, "the file is empty", error);
	if (row.reason)
		return text_fail(text, row.reason, error);
	if (!find_columns(text, &row, error)) {
		g_prefix_error(error, "%s:%" G_GINT64_FORMAT ": ", input_name(text->reader.input), text->line);
		return FALSE;
	}
	if (text->reader.profile->head != HEAD_NONE) {
		g_string_append_len(text->heading, text->window + text->at, (gssize)row.size);
		text->reader.heading = text->heading->str;
		text_pass(text, &row);
	}
	return TRUE;
}

static gboolean
csv_pick(Text *text, const CsvRow *row, const CsvField *fields[FIELDS])
{
	if (row->n_fields != text->columns)
		return row_bad(text->row, "the row has %u columns, not %u", row->n_fields, text->columns);
	/* They stand at the same places in row after row. */
	if (row->fields != text->row_fields) {
		text->row_fields = row->fields;
		for (Field field = 0; field < FIELDS; field++)
			text->picked[field] = text->column[field] < 0 ? NULL : &row->fields[text->column[field]];
	}
	memcpy(fields, text->picked, sizeof text->picked);
	return TRUE;
}

const TextForm text_csv = { "csv", FALSE, csv_start, csv_pick };
