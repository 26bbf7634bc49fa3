/*
 * row.c: the words of one row to an Observation, or why it cannot be one.  Knows no form of file: whoever
 * cuts the rows says which word is which field.
 */
#include <string.h>
#include "row.h"
#include "stamp.h"
#include "value.h"

enum {
	WORD = 8, /* [B], the longest protocol that is kept in the cache */
	WORDS = 64,
	LONGEST_NAME = 200, /* of a sensor or a signature [B] */
	SHOWN = 40,         /* of a field, in a reason [B] */
};

struct Row {
	const Reader *reader;
	char *const *empty; /* words that say nothing; NULL: none */
	gboolean placed;    /* sensors have addresses */
	Stamp *stamp;
	GString *reason; /* empty after a row that was no bad one, but not to be counted */
	gint64 sent, many, none;
	struct {
		guint64 word;
		int number;
	} protocols[WORDS]; /* the last protocols met, by their letters */
};

Row *
row_new(const Reader *reader, GError **error)
{
	g_autoptr(Row) row = g_new0(Row, 1);

	row->reader = reader;
	row->empty = reader->profile->empty;
	row->placed = !destinations_is_empty(reader->destinations);
	row->reason = g_string_new(NULL);
	row->stamp = stamp_new(reader->profile->time_format, reader->profile->zone, error);
	return row->stamp ? g_steal_pointer(&row) : NULL;
}

void
row_free(Row *row)
{
	if (!row)
		return;
	g_string_free(row->reason, TRUE);
	g_clear_pointer(&row->stamp, stamp_free);
	g_free(row);
}

const char *
row_reason(const Row *row)
{
	return row->reason->str;
}

/* --- fields ------------------------------------------------------------------------------ */

gboolean
row_bad(Row *row, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_string_vprintf(row->reason, format, arguments);
	va_end(arguments);
	return FALSE;
}

/* The same with what the field says, cut and without control signs. */
static gboolean
bad_field(Row *row, const CsvField *field, const char *what)
{
	g_autofree char *text = g_utf8_make_valid(field->text, MIN(field->length, SHOWN));

	for (char *p = text; *p; p++)
		if (g_ascii_iscntrl(*p))
			*p = '?';
	return row_bad(row, "'%s%s' %s", text, field->length > SHOWN ? "..." : "", what);
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
is_empty(const Row *row, const CsvField *field)
{
	return field->length == 0 || (row->empty && is_word(row->empty, field));
}

/* The field, NULL where the file has none or it is empty. */
static inline const CsvField *
field_of(const Row *row, const CsvField *const fields[FIELDS], Field field)
{
	return fields[field] && !is_empty(row, fields[field]) ? fields[field] : NULL;
}

static gboolean
read_time(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *field = field_of(row, fields, FIELD_TIME);
	g_autofree char *what = NULL;
	const char *reason;

	if (!field)
		return row_bad(row, "there is no time");
	if (stamp_read(row->stamp, field->text, field->length, &observation->time, &reason) &&
	    !(reason = reader_time_reason(row->reader, observation->time)))
		return TRUE;
	what = g_strdup_printf("cannot be the time: %s", reason);
	return bad_field(row, field, what);
}

static gboolean
read_source(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *field = field_of(row, fields, FIELD_SOURCE);
	gboolean number = row->reader->profile->source == SOURCE_UINT32;

	if (!field)
		return row_bad(row, "there is no source address");
	if ((number ? value_address32 : value_address)(
		field->text, field->length, observation->source, &observation->family))
		return TRUE;
	return bad_field(row, field, number ? "is no IPv4 address written as a number" : "is no IP address");
}

static int
protocol_of(const Row *row, const CsvField *field)
{
	g_autofree char *word = g_ascii_strdown(field->text, field->length);
	gpointer number;

	if (g_hash_table_lookup_extended(row->reader->profile->protocols, word, NULL, &number))
		return GPOINTER_TO_INT(number);
	return value_protocol(field->text, field->length);
}

/* Every row has one of a few words; the last ones are kept by their letters. */
static gboolean
read_protocol(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *field = field_of(row, fields, FIELD_PROTOCOL);
	guint64 word = 0;
	guint slot;
	int number;

	if (!field)
		return row_bad(row, "there is no protocol");
	memcpy(&word, field->text, WORD);
	word = GUINT64_FROM_LE(word);
	if (field->length < WORD)
		word &= (G_GUINT64_CONSTANT(1) << 8 * field->length) - 1;
	slot = (guint)((word * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 58);
	if (field->length >= WORD || row->protocols[slot].word != word) {
		number = protocol_of(row, field);
		if (number < 0)
			return bad_field(row, field, "is no protocol: tcp, udp, icmp, icmpv6 or a number to 255");
		observation->protocol = (guint8)number;
		if (field->length >= WORD)
			return TRUE;
		row->protocols[slot].word = word;
		row->protocols[slot].number = number;
	}
	observation->protocol = (guint8)row->protocols[slot].number;
	return TRUE;
}

static gboolean
read_icmp_type(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	Field where = row->reader->profile->columns[FIELD_ICMP_TYPE] ? FIELD_ICMP_TYPE : FIELD_PORT;
	const CsvField *field = field_of(row, fields, where);
	guint64 number;

	if (!field)
		return row_bad(row, "there is no ICMP type");
	if (!value_number(field->text, field->length, 255, &number))
		return bad_field(row, field, "is no ICMP type: a number to 255");
	observation->port = (guint16)number;
	return TRUE;
}

static gboolean
read_port(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *field;
	guint64 number;

	observation->port = 0;
	if (observation->protocol == PROTOCOL_ICMP || observation->protocol == PROTOCOL_ICMPV6)
		return read_icmp_type(row, fields, observation);
	if (observation->protocol != PROTOCOL_TCP && observation->protocol != PROTOCOL_UDP)
		return TRUE;
	field = field_of(row, fields, FIELD_PORT);
	if (!field)
		return row_bad(row, "there is no destination port");
	if (!value_number(field->text, field->length, G_MAXUINT16, &number))
		return bad_field(row, field, "is no port: a number to 65535");
	observation->port = (guint16)number;
	return TRUE;
}

static gboolean
read_packets(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *field = field_of(row, fields, FIELD_PACKETS);
	guint64 number = 1;

	/* Zeek writes so what it took for damaged */
	if (field && row->reader->profile->flags == FLAGS_HISTORY && field->length == 1 && *field->text == '0') {
		row->none++;
		g_string_truncate(row->reason, 0);
		return FALSE;
	}
	if (field && (!value_number(field->text, field->length, G_MAXUINT32, &number) || number == 0))
		return bad_field(row, field, "is no number of packets: 1 to 4294967295");
	observation->packets = (guint32)number;
	return TRUE;
}

static gboolean
read_name(Row *row, const CsvField *field, Names *names, const char *what, const char **name)
{
	*name = field->length <= LONGEST_NAME ? names_keep(names, field->text, field->length) : NULL;
	return *name || bad_field(row, field, what);
}

static gboolean
read_names(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *signature = field_of(row, fields, FIELD_SIGNATURE),
		       *sensor = field_of(row, fields, FIELD_SENSOR);

	observation->signature = NULL;
	observation->sensor = row->reader->sensor;
	if (signature &&
	    !read_name(row, signature, row->reader->labels, "is no signature's name", &observation->signature))
		return FALSE;
	return !sensor || read_name(row, sensor, row->reader->sensors, "is no sensor's name", &observation->sensor);
}

/* The sensor by the row's name or by its destination; FALSE where the row does not count. */
static gboolean
find_sensor(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *field = row->placed && !observation->sensor ? field_of(row, fields, FIELD_DESTINATION) : NULL;
	guint8 destination[16], family = observation->family;
	Arrival arrival;

	if (!row->placed && observation->sensor)
		return TRUE;
	if (field &&
	    (!value_address(field->text, field->length, destination, &family) || family != observation->family))
		return bad_field(row, field, "is no IP address of a destination");
	arrival = destinations_find(
	    row->reader->destinations, family, observation->source, field ? destination : NULL, &observation->sensor);
	if (arrival == ARRIVED)
		return TRUE;
	if (arrival == TO_NOBODY && field)
		return bad_field(row, field, "is no sensor's address");
	if (arrival == TO_NOBODY)
		return row_bad(row, "there is no sensor");
	*(arrival == SENT ? &row->sent : &row->many) += 1;
	g_string_truncate(row->reason, 0);
	return FALSE;
}

void
row_passed(const Row *row, gint64 *sent, gint64 *many, gint64 *none)
{
	*none = row->none;
	*sent = row->sent;
	*many = row->many;
}

/* --- class ------------------------------------------------------------------------------- */

static int
flags_of_letters(const CsvField *field)
{
	static const char letters[] = "FSRPAU"; /* in the order of the bits; 1 and 2, ECN's, tell nothing here */
	int flags = 0;

	for (gsize i = 0; i < field->length; i++) {
		const char *letter = memchr(letters, g_ascii_toupper(field->text[i]), strlen(letters));
		flags |= letter ? 1 << (letter - letters) : 0;
	}
	return flags;
}

/* The words behind a first one, up to one that is no flag's name. */
static int
flags_of_words(const CsvField *field)
{
	static const char names[][4] = { "FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR" };
	const char *end = field->text + field->length, *word = memchr(field->text, ' ', field->length);
	int flags = 0;

	for (gsize n = 0; word && n < G_N_ELEMENTS(names); word += 4) {
		for (n = 0; n < G_N_ELEMENTS(names); n++)
			if (end - word >= 4 && memcmp(word + 1, names[n], 3) == 0 &&
			    (word + 4 == end || word[4] == ' '))
				break;
		if (n < G_N_ELEMENTS(names))
			flags |= 1 << n;
	}
	return flags;
}

/*
 * Zeek writes in capitals what the source sent, in small letters where it turned the row round (^): S a SYN, H a SYN with
 * ACK, R an RST, in order.  What came first tells what the connection was.
 */
static int
flags_of_history(const CsvField *field)
{
	const gboolean turned = *field->text == '^';

	for (gsize i = turned; i < field->length; i++) {
		char letter = field->text[i];
		if (turned ? !g_ascii_islower(letter) : !g_ascii_isupper(letter))
			continue;
		switch (g_ascii_toupper(letter)) {
		case 'S':
			return TCP_SYN;
		case 'H':
			return TCP_SYN | TCP_ACK;
		case 'R':
			return TCP_RST;
		}
	}
	return 0;
}

static gboolean
read_class(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	static int (*const readings[])(const CsvField *field) = {
		[FLAGS_LETTERS] = flags_of_letters,
		[FLAGS_WORDS] = flags_of_words,
		[FLAGS_HISTORY] = flags_of_history,
	};
	const CsvField *class = field_of(row, fields, FIELD_CLASS);
	const CsvField *flags = observation->protocol == PROTOCOL_TCP ? field_of(row, fields, FIELD_FLAGS) : NULL;
	int found;

	if (!class) {
		observation->class = (guint8)class_of_packet(observation->protocol, observation->port,
		    flags ? readings[row->reader->profile->flags](flags) : TCP_UNTOLD);
		return TRUE;
	}
	if ((found = class_find(class->text, class->length)) < 0)
		return bad_field(row, class, "is no class: scan, backscatter, survey or unclassified");
	observation->class = (guint8)found;
	return TRUE;
}

/*
 * Where Zeek turned a connection round, since its first packet looked like an answer, who is called the responder sent
 * that packet.
 */
static gboolean
is_turned(const Row *row, const CsvField *const fields[FIELDS])
{
	const CsvField *history =
	    row->reader->profile->flags == FLAGS_HISTORY ? field_of(row, fields, FIELD_FLAGS) : NULL;

	return history && *history->text == '^';
}

static gboolean
read_fields(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	if (!read_time(row, fields, observation) || !read_source(row, fields, observation) ||
	    !read_protocol(row, fields, observation) || !read_port(row, fields, observation) ||
	    !read_packets(row, fields, observation) || !read_names(row, fields, observation) ||
	    !find_sensor(row, fields, observation))
		return FALSE;
	return read_class(row, fields, observation);
}

gboolean
row_read(Row *row, const CsvField *const fields[FIELDS], Observation *observation)
{
	const CsvField *turned[FIELDS];

	if (!is_turned(row, fields))
		return read_fields(row, fields, observation);
	memcpy(turned, fields, sizeof turned);
	turned[FIELD_SOURCE] = fields[FIELD_DESTINATION];
	turned[FIELD_DESTINATION] = fields[FIELD_SOURCE];
	turned[FIELD_PORT] = fields[FIELD_ICMP_TYPE]; /* that is the originator's port of what has ports */
	turned[FIELD_PACKETS] = fields[FIELD_REPLIES];
	return read_fields(row, turned, observation);
}
