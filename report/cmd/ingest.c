/*
 * ingest.c: the verb that puts files of observations into the store, one after another.  It prints what
 * happened to each; the first that fails ends the run, those before it are stored.
 */
#include <stdio.h> /* not g_print: names are UTF-8 in every locale */
#include "error.h"
#include "heap.h"
#include "ingest.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"
#include "zone.h"

typedef struct {
	char *store, *profile, *geo, *sensors, *sensor, *sensor_from, *signatures, *survey, *time_zone, *rejects;
	gint64 max_rejects;
	gboolean replace;
} Options;

/* What progress shows. */
typedef struct {
	const char *path;
	gint64 start; /* [us, monotonic] */
} News;

static void
tell(gint64 rows, gint64 position, gint64 size, gpointer data)
{
	const News *news = data;
	double seconds = (double)(g_get_monotonic_time() - news->start) / G_USEC_PER_SEC;
	g_autofree char *left = NULL, *text = NULL;

	if (size > 0 && position > 0)
		left = g_strdup_printf(", %d %%, %.0f s left", (int)(position * 100 / size),
		    seconds * (double)(size - position) / (double)position);
	text = g_strdup_printf("%s: %" G_GINT64_FORMAT " rows, %.1f million/s%s", news->path, rows,
	    (double)rows / seconds / 1e6, left ? left : "");
	verb_progress(text);
}

static void
print_complaints(const IngestSummary *summary)
{
	verb_progress("");
	for (guint i = 0; summary->complaints && i < summary->complaints->len; i++)
		fprintf(stderr, "%s\n", (const char *)summary->complaints->pdata[i]);
	if (summary->rejected > INGEST_COMPLAINTS)
		fprintf(stderr, "and %" G_GINT64_FORMAT " more\n", summary->rejected - INGEST_COMPLAINTS);
}

static void
print_summary(const char *path, const IngestSummary *summary, GTimeZone *zone)
{
	g_autofree char *first = summary->rows > 0 ? zone_format(zone, summary->first) : g_strdup("-");
	g_autofree char *last = summary->rows > 0 ? zone_format(zone, summary->last) : g_strdup("-");

	if (summary->receipt.result == BATCH_KNOWN) {
		printf("%s: already in the store: nothing added\n", path);
		fflush(stdout);
		return;
	}
	printf("%s: %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT " packets, %u sensors, %" G_GINT64_FORMAT
	       " rejected, %s to %s",
	    path, summary->rows, summary->packets, summary->sensors, summary->rejected, first, last);
	if (summary->remarks)
		printf("; passed over: %s", summary->remarks);
	if (summary->receipt.replaced > 0)
		printf(", in place of %" G_GINT64_FORMAT " batches", summary->receipt.replaced);
	printf("\n");
	fflush(stdout); /* before what the next file has to say on stderr */
}

/* cluster NULL: into the store */
static gboolean
ingest_one(Store *store, Cluster *cluster, const char *path, IngestOptions *how, GTimeZone *zone, GError **error)
{
	g_auto(IngestSummary) summary = { 0 };
	News news = { path, g_get_monotonic_time() };
	gboolean ok;

	how->progress = verb_is_watched() ? tell : NULL;
	how->data = &news;
	ok = cluster ? ingest_cluster(cluster, path, how, &summary, error)
		     : ingest_file(store, path, how, &summary, error);
	print_complaints(&summary);
	if (ok)
		print_summary(g_str_equal(path, "-") ? "stdin" : path, &summary, zone);
	return ok;
}

static gboolean
ingest_here(const Options *options, char **paths, IngestOptions *how, GError **error)
{
	g_autoptr(Store) store =
	    store_open(options->store ? options->store : "teiten.db", STORE_WRITE, options->time_zone, error);
	g_autoptr(GTimeZone) zone = store ? zone_load(store_time_zone(store), error) : NULL;
	g_autoptr(Survey) survey = NULL;

	if (!zone || (options->survey && !(survey = survey_load(options->survey, zone, error))) ||
	    (options->sensors && !store_read_sensors(store, options->sensors, error)))
		return FALSE;
	how->survey = survey;
	for (; *paths; paths++)
		if (!ingest_one(store, NULL, *paths, how, zone, error))
			return FALSE;
	return TRUE;
}

static gboolean
set_sensors(Cluster *cluster, const char *path, GError **error)
{
	g_autoptr(ClusterDesk) desk = cluster_desk(cluster, error);

	return desk && store_read_sensors(cluster_desk_store(desk), path, error) && cluster_desk_put(desk, error);
}

static gboolean
ingest_there(const Options *options, char **paths, IngestOptions *how, GError **error)
{
	g_autoptr(Cluster) cluster = cluster_open(options->store, STORE_WRITE, options->time_zone, error);
	g_autoptr(Survey) survey = NULL;

	if (!cluster || (options->survey && !(survey = survey_load(options->survey, cluster_zone(cluster), error))) ||
	    (options->sensors && !set_sensors(cluster, options->sensors, error)))
		return FALSE;
	how->survey = survey;
	for (; *paths; paths++)
		if (!ingest_one(NULL, cluster, *paths, how, cluster_zone(cluster), error))
			return FALSE;
	return TRUE;
}

static gboolean
ingest_all(const Options *options, char **paths, IngestOptions *how, GError **error)
{
	return cluster_is_address(options->store) ? ingest_there(options, paths, how, error)
						  : ingest_here(options, paths, how, error);
}

/* The bad rows are written also where they were too many: to be mended. */
static gboolean
run(const Options *options, char **paths, GError **error)
{
	g_autoptr(Profile) profile = profile_load(options->profile ? options->profile : "teiten", error);
	g_autoptr(Signatures) signatures = NULL;
	g_autoptr(GRegex) sensor_from = NULL;
	g_autoptr(Geo) geo = NULL;
	g_autoptr(GString) rejects = options->rejects ? g_string_new(NULL) : NULL;
	IngestOptions how = { .profile = profile,
		.sensor = options->sensor,
		.replace = options->replace,
		.max_rejects = options->max_rejects,
		.rejects = rejects };
	gboolean ok;

	if (!profile || (options->geo && !(geo = geo_open(options->geo, error))))
		return FALSE;
	if ((options->signatures && !(signatures = signatures_load(options->signatures, error))) ||
	    (options->sensor_from && !(sensor_from = g_regex_new(options->sensor_from, G_REGEX_OPTIMIZE, 0, error))))
		return FALSE;
	how.geo = geo;
	how.signatures = signatures;
	how.sensor_from = sensor_from;
	ok = ingest_all(options, paths, &how, error);
	if (rejects && !save_bytes(options->rejects, rejects->str, rejects->len, ok ? error : NULL))
		return FALSE;
	return ok;
}

static gboolean
check(const Options *options, int files, GError **error)
{
	const char *wrong = NULL;

	if (files == 0 && !options->sensors)
		wrong = "an operand is missing: the command line wants FILE...; teiten ingest --help tells more";
	else if (options->max_rejects < 0)
		wrong = "--max-rejects is below 0";
	if (wrong)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s", wrong);
	return !wrong;
}

static void
clear(Options *options)
{
	char **texts[] = { &options->store, &options->profile, &options->geo, &options->sensors, &options->sensor,
		&options->sensor_from, &options->signatures, &options->survey, &options->time_zone, &options->rejects };

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_clear_pointer(texts[i], g_free);
}

int
verb_ingest(int argc, char **argv)
{
	Options options = { 0 };
	const GOptionEntry entries[] = { { "store", 's', 0, G_OPTION_ARG_FILENAME, &options.store,
					     "Store to add to (default teiten.db)", "FILE" },
		{ "profile", 'p', 0, G_OPTION_ARG_FILENAME, &options.profile,
		    "How the files are written (default teiten)", "NAME" },
		{ "geo", 'g', 0, G_OPTION_ARG_FILENAME, &options.geo, "Database of regions (MMDB)", "FILE" },
		{ "sensors", 0, 0, G_OPTION_ARG_FILENAME, &options.sensors, "Table of sensors to set (CSV)", "FILE" },
		{ "sensor", 0, 0, G_OPTION_ARG_STRING, &options.sensor, "Sensor of all rows, whatever the files say",
		    "NAME" },
		{ "sensor-from", 0, 0, G_OPTION_ARG_STRING, &options.sensor_from,
		    "Pattern whose group 'sensor' finds it in the files' names", "REGEX" },
		{ "signatures", 0, 0, G_OPTION_ARG_FILENAME, &options.signatures,
		    "Label the packets of captures (our own: common)", "NAME" },
		{ "survey", 0, 0, G_OPTION_ARG_FILENAME, &options.survey, "List of the addresses of survey scanners",
		    "FILE" },
		{ "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace, "Withdraw batches that a file overlaps", NULL },
		{ "rejects", 0, 0, G_OPTION_ARG_FILENAME, &options.rejects, "Write the bad rows here", "FILE" },
		{ "max-rejects", 0, 0, G_OPTION_ARG_INT64, &options.max_rejects, "Bad rows a file may have (default 0)",
		    "N" },
		{ "time-zone", 'z', 0, G_OPTION_ARG_STRING, &options.time_zone,
		    "Zone of a new store's days (default Asia/Tokyo)", "ZONE" },
		G_OPTION_ENTRY_NULL };
	g_autoptr(GError) error = NULL;
	int status = 0;

	heap_in_large_pages();
	if (!verb_parse(entries, "FILE...", 0, -1, &argc, &argv, &error) || !check(&options, argc - 1, &error) ||
	    !run(&options, argv + 1, &error))
		status = verb_fail(error);
	clear(&options);
	return status;
}
