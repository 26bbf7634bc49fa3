/*
 * reader.c: the table of readers, and what they have in common.  Knows no form.
 */
#include <string.h>
#include "error.h"
#include "reader.h"

enum { AHEAD = 2 * 86400 /* a clock may be this much fast [s] */ };

static const gint64 year_1971 = 31536000, year_2100 = 4102444800; /* [s since 1970, UTC] */

/* The first that knows the file's first bytes reads it; text has none of its own. */
static const ReaderOps *const readers[] = { &reader_pcap, &reader_text };

/* A constant sensor's name, kept like those of the file. */
static gboolean
keep_sensor(Reader *reader, const char *sensor, GError **error)
{
	gsize length = strlen(sensor);
	g_autofree char *padded = g_malloc0(length + 8);

	memcpy(padded, sensor, length);
	reader->sensor = g_utf8_validate(padded, -1, NULL) ? names_keep(reader->sensors, padded, length) : NULL;
	if (reader->sensor && length > 0)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is no sensor's name", sensor);
	return FALSE;
}

static const ReaderOps *
find_reader(Input *input, GError **error)
{
	guint8 first[INPUT_PEEK];
	gssize n = input_peek(input, first, sizeof first, error);

	for (gsize i = 0; n >= 0 && i < G_N_ELEMENTS(readers); i++)
		if (readers[i]->knows(first, (gsize)n))
			return readers[i];
	return NULL;
}

Reader *
reader_open(Input *input, const ReaderOptions *options, GError **error)
{
	const ReaderOps *ops = find_reader(input, error);
	const char *sensor = options->sensor ? options->sensor : options->profile->sensor;
	g_autoptr(GPtrArray) nobody = g_ptr_array_new();
	g_autoptr(Reader) reader = NULL;

	if (!ops)
		return NULL;
	reader = g_malloc0(ops->size);
	reader->ops = ops;
	reader->input = input;
	reader->profile = options->profile;
	reader->signatures = options->signatures;
	reader->form = options->profile->name;
	reader->sink = options->sink;
	reader->sensors = names_new();
	reader->labels = names_new();
	reader->remarks = g_string_new(NULL);
	reader->fixed = options->sensor != NULL;
	reader->destinations =
	    destinations_new(options->addresses ? options->addresses : nobody, reader->sensors, error);
	if (!reader->destinations || (sensor && !keep_sensor(reader, sensor, error)) || !ops->start(reader, error))
		return NULL;
	reader->latest = reader->simulated ? year_2100 : MIN(year_2100, g_get_real_time() / G_USEC_PER_SEC + AHEAD);
	return g_steal_pointer(&reader);
}

void
reader_free(Reader *reader)
{
	if (!reader)
		return;
	reader->ops->stop(reader);
	g_clear_pointer(&reader->destinations, destinations_free);
	names_free(reader->sensors);
	names_free(reader->labels);
	g_string_free(reader->remarks, TRUE);
	g_free(reader);
}

gssize
reader_read(Reader *reader, Observation *observations, gsize n, GError **error)
{
	return reader->ops->read(reader, observations, n, error);
}

void
reader_remark(Reader *reader, gint64 number, const char *what)
{
	if (number > 0)
		g_string_append_printf(
		    reader->remarks, "%s%" G_GINT64_FORMAT " %s", reader->remarks->len > 0 ? ", " : "", number, what);
}

const char *
reader_time_reason(const Reader *reader, gint64 time)
{
	if (time < year_1971)
		return "it is before 1971, as of a clock that was never set";
	if (time > reader->latest)
		return "it is in the future";
	return NULL;
}
