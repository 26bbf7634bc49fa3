/*
 * reader_csv.c: CSV, TSV and their like, by a profile.  In: decoded bytes.  Out: observations, and
 * bad rows with their reasons.  Keeps one window of the file; a row is cut by csv.h.
 */
#include <string.h>
#include "csv.h"
#include "error.h"
#include "hint.h"
#include "reader.h"
#include "stamp.h"
#include "value.h"

enum {
	WINDOW = 1 << 20, /* [B], many times the longest row */
	WORD = 8,         /* [B], the longest protocol that is kept in the cache */
	WORDS = 64,
	LONGEST_NAME = 200, /* of a sensor or a signature [B] */
	SHOWN = 40,         /* of a field, in a reason [B] */
};

typedef struct {
	Reader reader;
	Csv *csv;
	Stamp *stamp;
	char *window;
	gsize at, have;
	gboolean ended; /* nothing follows the window */
	gint64 line;    /* of the row at at, from 1 */
	guint columns;  /* a row must have; 0: not known yet */
	int column[FIELDS];
	GString *reason, *heading;
	struct {
		guint64 word;
		int number;
	} protocols[WORDS]; /* the last protocols met, by their letters */
} CsvReader;

/* --- the window -------------------------------------------------------------------------- */

/* Moves what is left to the front and reads more behind it; FALSE on failure only. */
static gboolean
fill(CsvReader *csv, GError **error)
{
	gssize n;

	memmove(csv->window, csv->window + csv->at, csv->have - csv->at);
	csv->have -= csv->at;
	csv->at = 0;
	n = input_read(csv->reader.input, csv->window + csv->have, WINDOW - csv->have, error);
	if (n < 0)
		return FALSE;
	csv->have += (gsize)n;
	csv->ended = n == 0;
	return TRUE;
}

typedef enum { NEXT_ROW, NEXT_END, NEXT_FAILED } Next;

static Next
next_row(CsvReader *csv, CsvRow *row, GError **error)
{
	for (;;) {
		gsize left = csv->have - csv->at;
		if (left > 0 && csv_row(csv->csv, csv->window + csv->at, left, csv->ended, row))
			return NEXT_ROW;
		if (csv->ended)
			return NEXT_END;
		if (!fill(csv, error))
			return NEXT_FAILED;
	}
}

static void
pass(CsvReader *csv, const CsvRow *row)
{
	csv->at += row->size;
	csv->line += row->lines;
}

/* --- the head ---------------------------------------------------------------------------- */

/* Comment lines at the head; our own "# simulated" tells that nobody received these packets. */
static gboolean
skip_comments(CsvReader *csv, GError **error)
{
	static const char bom[] = "\xef\xbb\xbf", mark[] = "# simulated";
	const char *end;

	if (!fill(csv, error))
		return FALSE;
	while (!csv->ended && csv->have < 3)
		if (!fill(csv, error))
			return FALSE;
	if (csv->have >= 3 && memcmp(csv->window, bom, 3) == 0)
		csv->at = 3;
	while (csv->reader.profile->comment && csv->at < csv->have &&
	       csv->window[csv->at] == csv->reader.profile->comment) {
		const char *line = csv->window + csv->at;
		end = memchr(line, '\n', csv->have - csv->at);
		if (!end && !csv->ended && csv->have - csv->at < CSV_ROW_LIMIT) {
			if (!fill(csv, error))
				return FALSE;
			continue;
		}
		if (!end)
			end = csv->window + csv->have - 1;
		if ((gsize)(end - line) >= strlen(mark) && memcmp(line, mark, strlen(mark)) == 0)
			csv->reader.simulated = TRUE;
		csv->at = (gsize)(end - csv->window) + 1;
		csv->line++;
		if (csv->at == csv->have && !csv->ended && !fill(csv, error))
			return FALSE;
	}
	return TRUE;
}

/* The names of the head line; the caller owns them. */
static char **
names_of(const CsvRow *row)
{
	char **names = g_new0(char *, row->n_fields + 1);

	for (guint i = 0; i < row->n_fields; i++)
		names[i] = g_strndup(row->fields[i].text, row->fields[i].length);
	return names;
}

static gboolean
find_column(CsvReader *csv, Field field, const char *const *names, GError **error)
{
	const char *column = csv->reader.profile->columns[field], *near;
	g_autofree char *list = NULL;
	guint64 number;

	for (int i = 0; names && names[i]; i++)
		if (g_str_equal(names[i], column)) {
			csv->column[field] = i;
			return TRUE;
		}
	if (g_ascii_string_to_unsigned(column, 10, 1, csv->columns, &number, NULL)) {
		csv->column[field] = (int)number - 1;
		return TRUE;
	}
	list = names ? g_strjoinv(", ", (char **)names) : g_strdup_printf("numbers 1 to %u", csv->columns);
	near = names ? hint_nearest(column, names) : NULL;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "there is no column '%s' for '%s'; there are: %s%s%s%s",
	    column, field_names[field], list, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return FALSE;
}

static gboolean
find_columns(CsvReader *csv, const CsvRow *row, GError **error)
{
	gboolean head = csv->reader.profile->head;
	g_auto(GStrv) names = head ? names_of(row) : NULL;

	csv->columns = row->n_fields;
	for (Field field = 0; field < FIELDS; field++) {
		csv->column[field] = -1;
		if (csv->reader.profile->columns[field] && !(field == FIELD_SENSOR && csv->reader.fixed) &&
		    !find_column(csv, field, (const char *const *)names, error))
			return FALSE;
	}
	if (csv->column[FIELD_SENSOR] < 0 && !csv->reader.sensor) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "the profile '%s' does not say which sensor it was: give --sensor NAME", csv->reader.profile->name);
		return FALSE;
	}
	return TRUE;
}

static gboolean
fail_head(const CsvReader *csv, const char *reason, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s:%" G_GINT64_FORMAT ": %s",
	    input_name(csv->reader.input), csv->line, reason);
	return FALSE;
}

static gboolean
read_head(CsvReader *csv, GError **error)
{
	CsvRow row;
	Next next;

	if (!skip_comments(csv, error))
		return FALSE;
	next = next_row(csv, &row, error);
	if (next == NEXT_FAILED)
		return FALSE;
	if (next == NEXT_END)
		return fail_head(csv, "the file is empty", error);
	if (row.reason)
		return fail_head(csv, row.reason, error);
	if (!find_columns(csv, &row, error)) {
		g_prefix_error(error, "%s:%" G_GINT64_FORMAT ": ", input_name(csv->reader.input), csv->line);
		return FALSE;
	}
	if (csv->reader.profile->head) {
		g_string_append_len(csv->heading, csv->window + csv->at, (gssize)row.size);
		csv->reader.heading = csv->heading->str;
		pass(csv, &row);
	}
	return TRUE;
}

/* --- fields ------------------------------------------------------------------------------ */

/* Keeps why the row is bad. */
static gboolean G_GNUC_PRINTF(2, 3) bad(CsvReader *csv, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_string_vprintf(csv->reason, format, arguments);
	va_end(arguments);
	return FALSE;
}

/* The same with what the field says, cut and without control signs. */
static gboolean
bad_field(CsvReader *csv, const CsvField *field, const char *what)
{
	g_autofree char *text = g_utf8_make_valid(field->text, MIN(field->length, SHOWN));

	for (char *p = text; *p; p++)
		if (g_ascii_iscntrl(*p))
			*p = '?';
	return bad(csv, "'%s%s' %s", text, field->length > SHOWN ? "..." : "", what);
}

static gboolean
is_word(char *const *words, const CsvField *field)
{
	for (; *words; words++)
		if (strlen(*words) == field->length && memcmp(*words, field->text, field->length) == 0)
			return TRUE;
	return FALSE;
}

static inline gboolean
is_empty(const CsvReader *csv, const CsvField *field)
{
	char *const *words = csv->reader.profile->empty;

	return field->length == 0 || (words && is_word(words, field));
}

/* The field, NULL where the file has none or it is empty. */
static inline const CsvField *
field_of(const CsvReader *csv, const CsvRow *row, Field field)
{
	const CsvField *found = csv->column[field] < 0 ? NULL : &row->fields[csv->column[field]];

	return found && !is_empty(csv, found) ? found : NULL;
}

static gboolean
read_time(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	const CsvField *field = field_of(csv, row, FIELD_TIME);
	g_autofree char *what = NULL;
	const char *reason;

	if (!field)
		return bad(csv, "there is no time");
	if (stamp_read(csv->stamp, field->text, field->length, &observation->time, &reason) &&
	    !(reason = reader_time_reason(&csv->reader, observation->time)))
		return TRUE;
	what = g_strdup_printf("cannot be the time: %s", reason);
	return bad_field(csv, field, what);
}

static gboolean
read_source(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	const CsvField *field = field_of(csv, row, FIELD_SOURCE);
	gboolean number = csv->reader.profile->source == SOURCE_UINT32;

	if (!field)
		return bad(csv, "there is no source address");
	if ((number ? value_address32 : value_address)(
		field->text, field->length, observation->source, &observation->family))
		return TRUE;
	return bad_field(csv, field, number ? "is no IPv4 address written as a number" : "is no IP address");
}

static int
protocol_of(const CsvReader *csv, const CsvField *field)
{
	g_autofree char *word = g_ascii_strdown(field->text, field->length);
	gpointer number;

	if (g_hash_table_lookup_extended(csv->reader.profile->protocols, word, NULL, &number))
		return GPOINTER_TO_INT(number);
	return value_protocol(field->text, field->length);
}

/* Every row has one of a few words; the last ones are kept by their letters. */
static gboolean
read_protocol(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	const CsvField *field = field_of(csv, row, FIELD_PROTOCOL);
	guint64 word = 0;
	guint slot;
	int number;

	if (!field)
		return bad(csv, "there is no protocol");
	memcpy(&word, field->text, WORD);
	word = GUINT64_FROM_LE(word);
	if (field->length < WORD)
		word &= (G_GUINT64_CONSTANT(1) << 8 * field->length) - 1;
	slot = (guint)((word * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 58);
	if (field->length >= WORD || csv->protocols[slot].word != word) {
		number = protocol_of(csv, field);
		if (number < 0)
			return bad_field(csv, field, "is no protocol: tcp, udp, icmp, icmpv6 or a number to 255");
		observation->protocol = (guint8)number;
		if (field->length >= WORD)
			return TRUE;
		csv->protocols[slot].word = word;
		csv->protocols[slot].number = number;
	}
	observation->protocol = (guint8)csv->protocols[slot].number;
	return TRUE;
}

static gboolean
read_icmp_type(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	Field where = csv->column[FIELD_ICMP_TYPE] >= 0 ? FIELD_ICMP_TYPE : FIELD_PORT;
	const CsvField *field = field_of(csv, row, where);
	guint64 number;

	if (!field)
		return bad(csv, "there is no ICMP type");
	if (!value_number(field->text, field->length, 255, &number))
		return bad_field(csv, field, "is no ICMP type: a number to 255");
	observation->port = (guint16)number;
	return TRUE;
}

static gboolean
read_port(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	const CsvField *field;
	guint64 number;

	observation->port = 0;
	if (observation->protocol == PROTOCOL_ICMP || observation->protocol == PROTOCOL_ICMPV6)
		return read_icmp_type(csv, row, observation);
	if (observation->protocol != PROTOCOL_TCP && observation->protocol != PROTOCOL_UDP)
		return TRUE;
	field = field_of(csv, row, FIELD_PORT);
	if (!field)
		return bad(csv, "there is no destination port");
	if (!value_number(field->text, field->length, G_MAXUINT16, &number))
		return bad_field(csv, field, "is no port: a number to 65535");
	observation->port = (guint16)number;
	return TRUE;
}

static gboolean
read_packets(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	const CsvField *field = field_of(csv, row, FIELD_PACKETS);
	guint64 number = 1;

	if (field && (!value_number(field->text, field->length, G_MAXUINT32, &number) || number == 0))
		return bad_field(csv, field, "is no number of packets: 1 to 4294967295");
	observation->packets = (guint32)number;
	return TRUE;
}

static gboolean
read_name(CsvReader *csv, const CsvField *field, Names *names, const char *what, const char **name)
{
	*name = field->length <= LONGEST_NAME ? names_keep(names, field->text, field->length) : NULL;
	return *name || bad_field(csv, field, what);
}

static gboolean
read_names(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	const CsvField *signature = field_of(csv, row, FIELD_SIGNATURE), *sensor = field_of(csv, row, FIELD_SENSOR);

	observation->signature = NULL;
	observation->sensor = csv->reader.sensor;
	if (signature &&
	    !read_name(csv, signature, csv->reader.labels, "is no signature's name", &observation->signature))
		return FALSE;
	if (sensor)
		return read_name(csv, sensor, csv->reader.sensors, "is no sensor's name", &observation->sensor);
	return observation->sensor || bad(csv, "there is no sensor");
}

static gboolean
read_row(CsvReader *csv, const CsvRow *row, Observation *observation)
{
	if (row->reason)
		return bad(csv, "%s", row->reason);
	if (row->n_fields != csv->columns)
		return bad(csv, "the row has %u columns, not %u", row->n_fields, csv->columns);
	return read_time(csv, row, observation) && read_source(csv, row, observation) &&
	       read_protocol(csv, row, observation) && read_port(csv, row, observation) &&
	       read_packets(csv, row, observation) && read_names(csv, row, observation);
}

/* --- the reader -------------------------------------------------------------------------- */

/* An empty line, or the rest of one that was too long and has been told of. */
static gboolean
is_nothing(const CsvReader *csv, const CsvRow *row)
{
	if (row->reason)
		return FALSE;
	return row->n_fields == 0 || (row->n_fields == 1 && csv->columns > 1 && row->fields[0].length == 0);
}

static gboolean
tell(const CsvReader *csv, const CsvRow *row, GError **error)
{
	const ReaderSink *sink = &csv->reader.sink;

	return sink->reject(csv->line, csv->reason->str, csv->window + csv->at, row->size, sink->data, error);
}

static gssize
csv_read(Reader *reader, Observation *observations, gsize n, GError **error)
{
	CsvReader *csv = (CsvReader *)reader;
	gsize got = 0;

	while (got < n) {
		CsvRow row;
		Next next = next_row(csv, &row, error);
		if (next == NEXT_FAILED)
			return -1;
		if (next == NEXT_END)
			break;
		if (!is_nothing(csv, &row)) {
			if (read_row(csv, &row, &observations[got]))
				got++;
			else if (!tell(csv, &row, error))
				return -1;
		}
		pass(csv, &row);
	}
	return (gssize)got;
}

static void
csv_stop(Reader *reader)
{
	CsvReader *csv = (CsvReader *)reader;

	g_clear_pointer(&csv->csv, csv_free);
	g_clear_pointer(&csv->stamp, stamp_free);
	g_free(csv->window);
	if (csv->reason)
		g_string_free(csv->reason, TRUE);
	if (csv->heading)
		g_string_free(csv->heading, TRUE);
}

static gboolean
csv_start(Reader *reader, GError **error)
{
	CsvReader *csv = (CsvReader *)reader;
	const Profile *profile = reader->profile;

	csv->csv = csv_new(profile->delimiter, profile->quote);
	csv->window = g_malloc(WINDOW + CSV_PADDING);
	csv->reason = g_string_new(NULL);
	csv->heading = g_string_new(NULL);
	csv->line = 1;
	csv->stamp = stamp_new(profile->time_format, profile->zone, error);
	return csv->stamp && read_head(csv, error);
}

/* Text is what nothing else is. */
static gboolean
csv_knows(const guint8 *first G_GNUC_UNUSED, gsize n G_GNUC_UNUSED)
{
	return TRUE;
}

const ReaderOps reader_csv = { "csv", csv_knows, sizeof(CsvReader), csv_start, csv_read, csv_stop };
