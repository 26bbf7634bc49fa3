/*
 * reader_text.c: files of lines, by a profile.  In: decoded bytes.  Out: observations, and bad rows with their
 * reasons.  Keeps one window of the file; rows are cut by csv.h, and by the form where they are lines.
 */
#define _GNU_SOURCE /* memmem */
#include <string.h>
#include "error.h"
#include "text.h"

enum { WINDOW = 1 << 20 /* [B], many times the longest row */ };

static const TextForm *const forms[] = { &text_csv, &text_json, &text_pairs };

/* --- the window -------------------------------------------------------------------------- */

/* Moves what is left to the front and reads more behind it; FALSE on failure only. */
static gboolean
fill(Text *text, GError **error)
{
	gssize n;

	memmove(text->window, text->window + text->at, text->have - text->at);
	text->have -= text->at;
	text->at = 0;
	n = input_read(text->reader.input, text->window + text->have, WINDOW - text->have, error);
	if (n < 0)
		return FALSE;
	text->have += (gsize)n;
	text->ended = n == 0;
	return TRUE;
}

Next
text_next(Text *text, CsvRow *row, GError **error)
{
	for (;;) {
		gsize left = text->have - text->at;
		if (left > 0 && csv_row(text->csv, text->window + text->at, left, text->ended, row))
			return NEXT_ROW;
		if (text->ended)
			return NEXT_END;
		if (!fill(text, error))
			return NEXT_FAILED;
	}
}

void
text_pass(Text *text, const CsvRow *row)
{
	text->at += row->size;
	text->line += row->lines;
}

/* --- the head ---------------------------------------------------------------------------- */

/* Zeek's line that names the columns. */
static gboolean
is_fields(const Text *text, const char *line, gsize length)
{
	static const char mark[] = "#fields";

	return text->reader.profile->head == HEAD_FIELDS && length > strlen(mark) &&
	       memcmp(line, mark, strlen(mark)) == 0;
}

static gboolean
is_heading(const Text *text, const char *line, gsize length)
{
	return text->heading->len == length && memcmp(line, text->heading->str, length) == 0;
}

static gboolean
skip_bom(Text *text, GError **error)
{
	static const char bom[] = "\xef\xbb\xbf";

	while (!text->ended && text->have < strlen(bom))
		if (!fill(text, error))
			return FALSE;
	if (text->have >= strlen(bom) && memcmp(text->window, bom, strlen(bom)) == 0)
		text->at = strlen(bom);
	return TRUE;
}

/* Comment lines at the head; our own "# simulated" tells that nobody received these packets. */
static gboolean
skip_comments(Text *text, GError **error)
{
	static const char mark[] = "# simulated";
	Next next;
	CsvRow row;

	while ((next = text_next(text, &row, error)) == NEXT_ROW) {
		const char *line = text->window + text->at;
		if (!text->reader.profile->comment || *line != text->reader.profile->comment ||
		    is_fields(text, line, row.size))
			break;
		if (row.size > strlen(mark) && memcmp(line, mark, strlen(mark)) == 0)
			text->reader.simulated = TRUE;
		text_pass(text, &row);
	}
	return next != NEXT_FAILED;
}

gboolean
text_fail(const Text *text, const char *reason, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s:%" G_GINT64_FORMAT ": %s",
	    input_name(text->reader.input), text->line, reason);
	return FALSE;
}

/* --- the reader -------------------------------------------------------------------------- */

/* An empty line, a comment, the rest of one that was too long and has been told of, a line that is not asked for. */
static gboolean
is_nothing(Text *text, const CsvRow *row)
{
	const Profile *profile = text->reader.profile;
	const char *start = text->window + text->at;

	if (row->reason)
		return FALSE;
	if (row->n_fields == 0 || (row->n_fields == 1 && row->fields[0].length == 0))
		return TRUE;
	if (profile->comment && *start == profile->comment)
		return !is_fields(text, start, row->size) || is_heading(text, start, row->size);
	if (!profile->only || memmem(start, row->size, profile->only, strlen(profile->only)))
		return FALSE;
	text->others++;
	return TRUE;
}

static gboolean
read_row(Text *text, const CsvRow *row, Observation *observation)
{
	const CsvField *fields[FIELDS];

	if (row->reason)
		return row_bad(text->row, "%s", row->reason);
	if (is_fields(text, text->window + text->at, row->size))
		return row_bad(text->row, "the columns change here");
	return text->form->pick(text, row, fields) && row_read(text->row, fields, observation);
}

static gboolean
tell(const Text *text, const CsvRow *row, GError **error)
{
	const ReaderSink *sink = &text->reader.sink;

	return sink->reject(text->line, row_reason(text->row), text->window + text->at, row->size, sink->data, error);
}

static void
remark(Text *text)
{
	gint64 sent, many, none;

	row_passed(text->row, &sent, &many, &none);
	if (text->reader.remarks->len > 0)
		return;
	if (text->others > 0)
		g_string_append_printf(text->reader.remarks, "%" G_GINT64_FORMAT " lines without '%s'", text->others,
		    text->reader.profile->only);
	reader_remark(&text->reader, sent, "outgoing");
	reader_remark(&text->reader, many, "multicast");
	reader_remark(&text->reader, none, "without a packet");
}

static gssize
text_read(Reader *reader, Observation *observations, gsize n, GError **error)
{
	Text *text = (Text *)reader;
	gsize got = 0;

	while (got < n) {
		CsvRow row;
		Next next = text_next(text, &row, error);
		if (next == NEXT_FAILED)
			return -1;
		if (next == NEXT_END) {
			remark(text);
			break;
		}
		if (!is_nothing(text, &row)) {
			if (read_row(text, &row, &observations[got]))
				got++;
			else if (*row_reason(text->row) && !tell(text, &row, error))
				return -1;
		}
		text_pass(text, &row);
	}
	return (gssize)got;
}

static void
text_stop(Reader *reader)
{
	Text *text = (Text *)reader;

	g_clear_pointer(&text->csv, csv_free);
	g_clear_pointer(&text->row, row_free);
	g_free(text->window);
	g_free(text->copy);
	if (text->heading)
		g_string_free(text->heading, TRUE);
}

static gboolean
text_start(Reader *reader, GError **error)
{
	Text *text = (Text *)reader;
	const Profile *profile = reader->profile;

	if (!profile->columns[FIELD_SENSOR] && !reader->sensor &&
	    (!profile->columns[FIELD_DESTINATION] || destinations_is_empty(reader->destinations))) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "the profile '%s' does not say which sensor it was: give --sensor NAME", profile->name);
		return FALSE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
		if (g_str_equal(forms[i]->name, profile->form))
			text->form = forms[i];
	/* A line is one field where nothing parts it: no text holds this sign. */
	text->csv = text->form->lines ? csv_new('\x01', '\0') : csv_new(profile->delimiter, profile->quote);
	text->window = g_malloc(WINDOW + CSV_PADDING);
	text->copy = g_malloc(CSV_ROW_LIMIT + CSV_PADDING);
	text->heading = g_string_new(NULL);
	text->line = 1;
	text->row = row_new(reader, error);
	return text->row && skip_bom(text, error) && skip_comments(text, error) &&
	       (!text->form->start || text->form->start(text, error));
}

/* Text is what nothing else is. */
static gboolean
text_knows(const guint8 *first G_GNUC_UNUSED, gsize n G_GNUC_UNUSED)
{
	return TRUE;
}

const ReaderOps reader_text = { "text", text_knows, sizeof(Text), text_start, text_read, text_stop };
