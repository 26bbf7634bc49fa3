/*
 * cluster.c: the rows of sample.h into a ClickHouse database, a load a day, with the names and contents that scale.c gives
 * them, so that a report of both is the same.
 *   cluster ROWS ADDRESS       CPU seconds and MB of memory of this program on stderr
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "clickhouse.h"
#include "sample.h"

static void
check(const GError *error)
{
	if (!error)
		return;
	fprintf(stderr, "cluster: %s\n", error->message);
	exit(1);
}

static char sensor_names[SAMPLE_SENSORS][8], labels[SAMPLE_LABELS][8];

static void
enter_names(Cluster *cluster)
{
	GError *error = NULL;
	g_autoptr(ClusterDesk) desk = cluster_desk(cluster, &error);

	check(error);
	for (int i = 0; i < SAMPLE_SENSORS; i++) {
		Sensor sensor = { 0, sensor_names[i], NULL, NULL, NULL, G_MININT64, G_MAXINT64 };
		g_snprintf(sensor_names[i], sizeof sensor_names[i], "s%02d", i);
		store_set_sensor(cluster_desk_store(desk), &sensor, &error);
		check(error);
	}
	for (int i = 1; i < SAMPLE_LABELS; i++)
		g_snprintf(labels[i], sizeof labels[i], "l%d", i);
	cluster_desk_put(desk, &error);
	check(error);
}

/* One load of the rows of the day, the first of which is in row; FALSE where there is none after it. */
static gboolean
load_day(Cluster *cluster, Sample *sample, SampleRow *row)
{
	const BatchInfo info = { "sample", "sample", &sample_geo, TRUE, FALSE, NULL, NULL };
	GError *error = NULL;
	g_autoptr(ClusterLoad) load = cluster_load_begin(cluster, &info, &error);
	gint64 day = (row->time - SAMPLE_START) / 86400, mark = day << 8;
	guint8 sha256[32] = { 0 };
	BatchReceipt receipt;
	gboolean more = TRUE;

	check(error);
	for (; more && (row->time - SAMPLE_START) / 86400 == day; more = sample_row(sample, row)) {
		guint32 source = GUINT32_TO_BE(row->source);
		Observation observation = { row->time, sensor_names[row->sensor],
			row->signature ? labels[row->signature] : NULL, 1, row->port, row->protocol, 4, { 0 },
			CLASS_NONE };
		memcpy(observation.source, &source, 4);
		cluster_load_add(load, &observation, row->region, &error);
		check(error);
	}
	memcpy(sha256, &mark, sizeof mark);
	cluster_load_commit(load, sha256, &receipt, &error);
	check(error);
	return more;
}

int
main(int argc, char **argv)
{
	g_autofree Sample *sample = g_new(Sample, 1);
	GError *error = NULL;
	struct rusage usage;
	Cluster *cluster;
	SampleRow row;

	if (argc != 3) {
		fprintf(stderr, "usage: cluster ROWS ADDRESS\n");
		return 2;
	}
	cluster = cluster_open(argv[2], STORE_WRITE, "Asia/Tokyo", &error);
	check(error);
	enter_names(cluster);
	sample_begin(sample, atoll(argv[1]), 1);
	for (gboolean more = sample_row(sample, &row); more;)
		more = load_day(cluster, sample, &row);
	cluster_free(cluster);
	getrusage(RUSAGE_SELF, &usage);
	fprintf(stderr, "%.3f %ld\n",
	    (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6,
	    usage.ru_maxrss / 1024);
	return 0;
}
