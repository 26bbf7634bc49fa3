/*
 * scale.c: the store at size.
 *   scale load ROWS STORE      fills a store, a batch a day; CPU seconds, bytes and MB of memory on stderr
 *   scale split ROWS STORE     likewise, a batch a day and sensor
 *   scale csv ROWS             the same rows as CSV on stdout: time, sensor, source, protocol, port, region, signature
 *   scale count STORE          as ask, without unique sources
 *   scale ask STORE            two quarters' tallies and details; answers on stdout; on stderr CPU seconds, those of
 *                              tallies, those of details, MB of memory
 * Answers are lines of what, quarter, key, bin, value, so that another engine's can be compared with them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include "source.h"
#include "sample.h"
#include "zone.h"

enum { TOP = 20 };

static double
cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* The most memory it ever had [MB]. */
static long
memory(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss / 1024;
}

static void
check(const GError *error)
{
	if (!error)
		return;
	fprintf(stderr, "scale: %s\n", error->message);
	exit(1);
}

static int
write_csv(gint64 rows)
{
	g_autofree Sample *sample = g_new(Sample, 1);
	SampleRow row;

	sample_begin(sample, rows, 1);
	while (sample_row(sample, &row))
		printf("%" G_GINT64_FORMAT ",%u,%u,%u,%u,%u,%u\n", row.time, row.sensor, row.source, row.protocol,
		    row.port, row.region, row.signature);
	return 0;
}

/* --- load ------------------------------------------------------------------------------------ */

static char sensor_names[SAMPLE_SENSORS][8], labels[SAMPLE_LABELS][8];

/* Made once before, so that numbers in the store are those of the rows. */
static void
enter_names(Store *store)
{
	GError *error = NULL;

	for (int i = 0; i < SAMPLE_SENSORS; i++) {
		Sensor sensor = { 0, sensor_names[i], NULL, NULL, NULL, G_MININT64, G_MAXINT64 };
		g_snprintf(sensor_names[i], sizeof sensor_names[i], "s%02d", i);
		store_set_sensor(store, &sensor, &error);
		check(error);
	}
	for (int i = 1; i < SAMPLE_LABELS; i++)
		g_snprintf(labels[i], sizeof labels[i], "l%d", i);
}

static Observation
observe(const SampleRow *row)
{
	Observation observation = { row->time, sensor_names[row->sensor],
		row->signature ? labels[row->signature] : NULL, 1, row->port, row->protocol, 4, { 0 }, CLASS_NONE };
	guint32 source = GUINT32_TO_BE(row->source);

	memcpy(observation.source, &source, 4);
	return observation;
}

/* One batch of the rows of a sensor, or of all where sensor is below 0; gives the CPU seconds that it took. */
static double
load_batch(Store *store, const SampleRow *rows, gsize n, int sensor, gint64 mark)
{
	const BatchInfo info = { "sample", "sample", &sample_geo, TRUE, FALSE, NULL, NULL };
	GError *error = NULL;
	guint8 sha256[32] = { 0 };
	BatchReceipt receipt;
	double before = cpu();
	g_autoptr(Batch) batch = batch_begin(store, &info, &error);

	check(error);
	for (gsize i = 0; i < n; i++) {
		Observation observation = observe(&rows[i]);
		if (sensor < 0 || sensor == rows[i].sensor)
			batch_add(batch, &observation, rows[i].region, &error);
	}
	check(error);
	memcpy(sha256, &mark, sizeof mark);
	batch_commit(batch, sha256, &receipt, &error);
	check(error);
	return cpu() - before;
}

static int
load(gint64 rows, const char *path, gboolean split)
{
	GError *error = NULL;
	Store *store = store_open(path, STORE_WRITE, "Asia/Tokyo", &error);
	g_autofree Sample *sample = g_new(Sample, 1);
	g_autofree SampleRow *waiting = g_new(SampleRow, rows / SAMPLE_DAYS + 2);
	double spent = 0;
	struct stat there;
	SampleRow row;
	gboolean more;

	check(error);
	enter_names(store);
	sample_begin(sample, rows, 1);
	more = sample_row(sample, &row);
	while (more) {
		gint64 day = (row.time - SAMPLE_START) / 86400;
		gsize n = 0;
		for (; more && (row.time - SAMPLE_START) / 86400 == day; more = sample_row(sample, &row))
			waiting[n++] = row;
		for (int sensor = split ? 0 : -1; sensor < (split ? SAMPLE_SENSORS : 0); sensor++)
			spent += load_batch(store, waiting, n, sensor, day << 8 | (sensor + 1));
	}
	spent -= cpu();
	store_free(store);
	spent += cpu();
	stat(path, &there);
	fprintf(stderr, "%.3f %lld %ld\n", spent, (long long)there.st_size, memory());
	return 0;
}

/* --- ask ------------------------------------------------------------------------------------- */

static const char *const names[DIMENSION_COUNT] = { "port", "region", "signature", "sensor" };

static gint
by_packets(gconstpointer a, gconstpointer b)
{
	const Tally *x = a;
	const Tally *y = b;

	return x->packets != y->packets ? (x->packets < y->packets ? 1 : -1) : (x->key > y->key) - (x->key < y->key);
}

typedef struct {
	SourceWant want[DIMENSION_COUNT];
	guint32 *keys[DIMENSION_COUNT];
	gint64 total;
	GArray *edges;
} Answer;

static GArray *
tally(Source *source, Dimension d, gint64 from, gint64 to)
{
	GError *error = NULL;
	GArray *tallies = source_tally(source, d, from, to, &error);

	check(error);
	return tallies;
}

/* Labels were numbered as they came; "l7" is 7 for every engine. */
static guint32
common(Source *source, Dimension d, guint32 key)
{
	const char *label = d == DIMENSION_SIGNATURE ? source_signature(source, key) : NULL;

	return label ? (guint32)atoi(label + 1) : key;
}

static void
print_tallies(Source *source, GArray *tallies, Dimension d, int quarter)
{
	for (guint i = 0; i < tallies->len; i++) {
		const Tally *t = &g_array_index(tallies, Tally, i);
		printf(
		    "%s\t%d\t%u\t-1\t%" G_GINT64_FORMAT "\n", names[d], quarter, common(source, d, t->key), t->packets);
	}
}

/* The heaviest of a dimension, as a want; all sensors. */
static void
choose(Answer *answer, Dimension d, GArray *tallies, gboolean sources)
{
	gsize n = d == DIMENSION_SENSOR ? tallies->len : MIN(tallies->len, TOP);
	SourceWant *want = &answer->want[d];

	g_array_sort(tallies, by_packets);
	answer->keys[d] = g_new(guint32, n);
	for (gsize i = 0; i < n; i++)
		answer->keys[d][i] = g_array_index(tallies, Tally, i).key;
	*want = (SourceWant) { d, answer->keys[d], n, NULL, n, g_new0(gint64, n * (answer->edges->len - 1)),
		sources ? g_new0(gint64, n) : NULL, 0, NULL, 0 };
}

static void
print_detail(Source *source, const Answer *answer, int quarter)
{
	gsize bins = answer->edges->len - 1;

	if (answer->total >= 0)
		printf("total\t%d\t0\t-1\t%" G_GINT64_FORMAT "\n", quarter, answer->total);
	for (Dimension d = 0; d < DIMENSION_COUNT; d++) {
		const SourceWant *want = &answer->want[d];
		for (gsize k = 0; k < want->n_keys; k++) {
			guint32 key = common(source, d, want->keys[k]);
			if (want->sources)
				printf("%s sources\t%d\t%u\t-1\t%" G_GINT64_FORMAT "\n", names[d], quarter, key,
				    want->sources[k]);
			for (gsize b = 0; b < bins; b++)
				if (want->counts[k * bins + b])
					printf("%s hour\t%d\t%u\t%zu\t%" G_GINT64_FORMAT "\n", names[d], quarter, key,
					    b, want->counts[k * bins + b]);
		}
	}
}

static int
ask(const char *path, gboolean sources)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GTimeZone) zone = zone_load("Asia/Tokyo", &error);
	const gint64 edges[] = { SAMPLE_START, SAMPLE_START + 90 * 86400, SAMPLE_START + SAMPLE_DAYS * 86400 };
	double tallying = 0, detailing = 0;
	Source *source;

	check(error);
	tallying -= cpu();
	source = source_open(path, &error);
	check(error);
	tallying += cpu();
	for (int q = 0; q < 2; q++) {
		Answer answer = { .edges = zone_hours(zone, edges[q], edges[q + 1]), .total = -1 };
		for (Dimension d = 0; d < DIMENSION_COUNT; d++) {
			g_autoptr(GArray) tallies = NULL;
			tallying -= cpu();
			tallies = tally(source, d, edges[q], edges[q + 1]);
			tallying += cpu();
			print_tallies(source, tallies, d, q);
			choose(&answer, d, tallies, sources);
		}
		detailing -= cpu();
		source_detail(source, (const gint64 *)(void *)answer.edges->data, answer.edges->len - 1, answer.want,
		    DIMENSION_COUNT, sources ? &answer.total : NULL, &error);
		check(error);
		detailing += cpu();
		print_detail(source, &answer, q);
		for (Dimension d = 0; d < DIMENSION_COUNT; d++) {
			g_free(answer.keys[d]);
			g_free(answer.want[d].counts);
			g_free(answer.want[d].sources);
		}
		g_array_unref(answer.edges);
	}
	source_free(source);
	fprintf(stderr, "%.3f %.3f %.3f %ld\n", tallying + detailing, tallying, detailing, memory());
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "csv") == 0)
		return write_csv(atoll(argv[2]));
	if (argc == 4 && (strcmp(argv[1], "load") == 0 || strcmp(argv[1], "split") == 0))
		return load(atoll(argv[2]), argv[3], argv[1][0] == 's');
	if (argc == 3 && (strcmp(argv[1], "ask") == 0 || strcmp(argv[1], "count") == 0))
		return ask(argv[2], argv[1][0] == 'a');
	fprintf(stderr, "usage: scale load|split ROWS STORE | csv ROWS | ask|count STORE\n");
	return 2;
}
