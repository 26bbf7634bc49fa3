/*
 * ingest.c: the corridor: file -> reader -> region -> batch of the store.  All of a file is stored
 * or nothing.  Knows no form of file, no SQL and nobody to print to.
 */
#include <string.h>
#include "error.h"
#include "reader.h"
#include "sink.h"

enum {
	AT_ONCE = 512,   /* observations read before they are placed and stored */
	HOPELESS = 1000, /* bad rows beyond what is allowed after which reading on is no use */
	NEWS = 1 << 16,  /* rows between two calls of progress */
	SENSOR_SLOTS = 256,
};

/* What goes along with a file. */
typedef struct {
	const Sink *sink;
	Input *input;
	const IngestOptions *options;
	IngestSummary *summary;
	Reader *reader;
	GHashTable *sensors; /* set of the names seen */
	const char *last_sensors[SENSOR_SLOTS];
} Passage;

static gboolean
check_rejects(const Passage *passage, gboolean ended, GError **error)
{
	gint64 rejected = passage->summary->rejected, allowed = passage->options->max_rejects;

	if (rejected <= allowed || (!ended && rejected - allowed < HOPELESS))
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "%s: %s%" G_GINT64_FORMAT " %s bad, and %" G_GINT64_FORMAT " may be: nothing of the file was stored",
	    input_name(passage->input), ended ? "" : "at least ", rejected, rejected == 1 ? "row is" : "rows are",
	    allowed);
	return FALSE;
}

static gboolean
reject(gint64 line, const char *reason, const char *text, gsize length, gpointer data, GError **error)
{
	Passage *passage = data;
	GString *rejects = passage->options->rejects;

	if (passage->summary->rejected++ < INGEST_COMPLAINTS)
		g_ptr_array_add(passage->summary->complaints,
		    g_strdup_printf("%s:%" G_GINT64_FORMAT ": %s", input_name(passage->input), line, reason));
	if (rejects && text) {
		if (rejects->len == 0 && passage->reader->heading)
			g_string_append(rejects, passage->reader->heading);
		g_string_append_len(rejects, text, (gssize)length);
		if (text[length - 1] != '\n')
			g_string_append_c(rejects, '\n');
	}
	return check_rejects(passage, FALSE, error);
}

/* Names are interned: a slot by their address saves the hash table nearly always. */
static void
count_sensor(Passage *passage, const char *sensor)
{
	guint slot = (guint)(GPOINTER_TO_SIZE(sensor) / 8 % SENSOR_SLOTS);

	if (passage->last_sensors[slot] == sensor)
		return;
	passage->last_sensors[slot] = sensor;
	g_hash_table_add(passage->sensors, (gpointer)sensor);
}

/* What the store could not take is told with the file that it came from. */
static gboolean
refuse(const Passage *passage, GError **error)
{
	g_prefix_error(error, "%s: ", input_name(passage->input));
	return FALSE;
}

static gboolean
store_rows(Passage *passage, gpointer batch, Observation *rows, gsize n, GError **error)
{
	IngestSummary *summary = passage->summary;
	Region regions[AT_ONCE];

	if (!geo_regions(passage->options->geo, rows, n, regions, error))
		return FALSE;
	if (passage->options->survey)
		survey_mark(passage->options->survey, rows, n);
	for (gsize i = 0; i < n; i++) {
		if (!passage->sink->ops->add(batch, &rows[i], regions[i], error))
			return refuse(passage, error);
		summary->packets += rows[i].packets;
		summary->first = MIN(summary->first, rows[i].time);
		summary->last = MAX(summary->last, rows[i].time);
		count_sensor(passage, rows[i].sensor);
	}
	summary->rows += (gint64)n;
	return TRUE;
}

static gboolean
pass_all(Passage *passage, gpointer batch, GError **error)
{
	const IngestOptions *options = passage->options;
	Observation rows[AT_ONCE];
	gint64 told = 0;
	gssize n;

	while ((n = reader_read(passage->reader, rows, AT_ONCE, error)) > 0) {
		if (!store_rows(passage, batch, rows, (gsize)n, error))
			return FALSE;
		if (options->progress && passage->summary->rows - told >= NEWS) {
			told = passage->summary->rows;
			options->progress(
			    told, input_position(passage->input), input_size(passage->input), options->data);
		}
	}
	return n == 0 && check_rejects(passage, TRUE, error);
}

/* The sum is of the whole file, also where its reader stopped before the end. */
static gboolean
sum_all(Input *input, guint8 sum[DIGEST_SIZE], GError **error)
{
	guint8 rest[4096];
	gssize n;

	while ((n = input_read(input, rest, sizeof rest, error)) > 0)
		continue;
	if (n == 0)
		input_digest(input, sum);
	return n == 0;
}

/* Whether the content is there already, where that is worth a reading of its own. */
static gboolean
is_known(const Sink *sink, const char *path, gboolean *known, BatchReceipt *receipt, GError **error)
{
	g_autoptr(Input) input = NULL;
	guint8 sum[DIGEST_SIZE];

	*known = FALSE;
	if (!sink->ops->knows || g_str_equal(path, "-"))
		return TRUE;
	return (input = input_open(path, error)) && sum_all(input, sum, error) &&
	       sink->ops->knows(sink->self, sum, known, receipt, error);
}

static gboolean
ingest_batch(Passage *passage, gpointer batch, GError **error)
{
	guint8 sum[DIGEST_SIZE];

	if (!pass_all(passage, batch, error) || !sum_all(passage->input, sum, error))
		return FALSE;
	passage->sink->ops->lose(batch, &passage->reader->loss);
	return passage->sink->ops->commit(batch, sum, &passage->summary->receipt, error) || refuse(passage, error);
}

static gboolean
ingest(Passage *passage, GError **error)
{
	const IngestOptions *options = passage->options;
	const Sink *sink = passage->sink;
	const Survey *survey = options->survey;
	BatchInfo info = { input_name(passage->input), passage->reader->form,
		options->geo ? geo_identity(options->geo) : NULL, passage->reader->simulated, options->replace,
		survey ? survey_name(survey) : NULL, survey ? survey_sha256(survey) : NULL };
	gpointer batch = sink->ops->begin(sink->self, &info, error);
	gboolean ok = batch && ingest_batch(passage, batch, error);

	if (batch)
		sink->ops->free(batch);
	return ok;
}

/* The sensor that the command line or the file's name tells, NULL where neither is to; the caller owns it. */
static gboolean
find_sensor(const IngestOptions *options, const char *path, char **sensor, GError **error)
{
	g_autofree char *name = g_path_get_basename(path);
	g_autoptr(GMatchInfo) match = NULL;

	*sensor = g_strdup(options->sensor);
	if (*sensor || !options->sensor_from)
		return TRUE;
	if (g_utf8_validate(name, -1, NULL) && g_regex_match(options->sensor_from, name, 0, &match))
		*sensor = g_match_info_fetch_named(match, "sensor");
	if (*sensor && **sensor)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: the pattern '%s' finds no sensor in the name", path,
	    g_regex_get_pattern(options->sensor_from));
	return FALSE;
}

gboolean
ingest_into(const Sink *sink, const char *path, const IngestOptions *options, IngestSummary *summary, GError **error)
{
	g_autoptr(Input) input = input_open(path, error);
	Passage passage = { .sink = sink, .input = input, .options = options, .summary = summary };
	g_autoptr(GPtrArray) addresses = sink->ops->addresses(sink->self, error);
	ReaderOptions how = { options->profile, options->signatures, NULL, addresses, { reject, &passage } };
	g_autofree char *sensor = NULL;
	g_autoptr(Reader) reader = NULL;
	g_autoptr(GHashTable) sensors = g_hash_table_new(NULL, NULL);
	gboolean ok, known;

	*summary = (IngestSummary) { .first = G_MAXINT64, .last = G_MININT64 };
	summary->complaints = g_ptr_array_new_with_free_func(g_free);
	if (!input || !addresses || !find_sensor(options, path, &sensor, error) ||
	    !is_known(sink, path, &known, &summary->receipt, error))
		return FALSE;
	if (known)
		return TRUE;
	how.sensor = sensor;
	reader = reader_open(input, &how, error);
	if (!reader)
		return FALSE;
	passage.reader = reader;
	passage.sensors = sensors;
	ok = ingest(&passage, error);
	summary->sensors = g_hash_table_size(sensors);
	summary->remarks = reader->remarks->len > 0 ? g_strdup(reader->remarks->str) : NULL;
	return ok;
}

void
ingest_summary_clear(IngestSummary *summary)
{
	g_clear_pointer(&summary->complaints, g_ptr_array_unref);
	g_clear_pointer(&summary->remarks, g_free);
}
