/*
 * simulate.c: a scenario's name in, a folder of files out.
 * Knows the form of the files; what is in them is traffic's business.
 */
#include <arpa/inet.h>
#include <string.h>
#include <gio/gio.h>
#include "error.h"
#include "mmdb.h"
#include "save.h"
#include "simulate.h"
#include "traffic.h"

enum { DAY = 86400 };

typedef struct {
	const Scenario *scenario;
	const SimulateOptions *options;
	const char *folder;
	SimulateProgress *progress;
	gpointer data;
	gint64 done, all; /* days */
} Job;

static gboolean
save(const Job *job, const char *name, const void *data, gsize length, GError **error)
{
	g_autofree char *path = g_build_filename(job->folder, name, NULL);

	return save_bytes(path, data, length, error);
}

/* --- observations ------------------------------------------------------------------------ */

static const char *
protocol_name(guint8 protocol, char buffer[4])
{
	switch (protocol) {
	case PROTOCOL_ICMP:
		return "icmp";
	case PROTOCOL_TCP:
		return "tcp";
	case PROTOCOL_UDP:
		return "udp";
	default:
		g_snprintf(buffer, 4, "%u", protocol);
		return buffer;
	}
}

static gsize
write_row(const Observation *seen, const char *date, gint64 midnight, char *row, gsize size)
{
	char address[INET6_ADDRSTRLEN], number[4];
	int second = (int)(seen->time - midnight);

	inet_ntop(seen->family == 4 ? AF_INET : AF_INET6, seen->source, address, sizeof address);
	return (gsize)g_snprintf(row, size, "%sT%02d:%02d:%02d+09:00,%s,%s,%s,%u,%s,%u\n", date, second / 3600,
	    second / 60 % 60, second % 60, seen->sensor, address, protocol_name(seen->protocol, number), seen->port,
	    seen->signature ? seen->signature : "", seen->packets);
}

static gboolean
write_day(GOutputStream *out, const GArray *day, gint64 midnight, GError **error)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(midnight + 9 * 3600);
	g_autofree char *date = g_date_time_format(utc, "%Y-%m-%d");
	char row[256];

	for (guint i = 0; i < day->len; i++) {
		const Observation *seen = &g_array_index(day, Observation, i);
		gsize length = write_row(seen, date, midnight, row, sizeof row);
		if (!g_output_stream_write_all(out, row, length, NULL, NULL, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
write_days(Job *job, Traffic *traffic, int quarter, GOutputStream *out, GError **error)
{
	g_autoptr(GArray) day = g_array_new(FALSE, FALSE, sizeof(Observation));
	gint64 from = scenario_time(job->scenario->edges[quarter]);
	gint64 to = scenario_time(job->scenario->edges[quarter + 1]);
	g_autofree char *head = g_strdup_printf("# simulated: scenario %s, seed %" G_GINT64_FORMAT
						"\ntime,sensor,source,protocol,port,signature,packets\n",
	    job->scenario->name, job->options->seed);

	if (!g_output_stream_write_all(out, head, strlen(head), NULL, NULL, error))
		return FALSE;
	for (gint64 midnight = from; midnight < to; midnight += DAY) {
		if (!traffic_next(traffic, day) || !write_day(out, day, midnight, error))
			return FALSE;
		if (job->progress)
			job->progress(++job->done, job->all, job->data);
	}
	return g_output_stream_close(out, NULL, error);
}

/* One quarter's file, compressed as it is made; the plain text is never held. */
static gboolean
write_observations(Job *job, Traffic *traffic, int quarter, GError **error)
{
	g_autofree char *name = g_strdup_printf("observations-%s.csv.gz", job->scenario->quarters[quarter]);
	g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
	g_autoptr(GZlibCompressor) gzip = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 3);
	g_autoptr(GOutputStream) packed = g_converter_output_stream_new(memory, G_CONVERTER(gzip));
	g_autoptr(GOutputStream) out = g_buffered_output_stream_new_sized(packed, 1 << 16);
	GMemoryOutputStream *bytes = G_MEMORY_OUTPUT_STREAM(memory);

	return write_days(job, traffic, quarter, out, error) && save(job, name, g_memory_output_stream_get_data(bytes),
								    g_memory_output_stream_get_data_size(bytes), error);
}

/* --- what goes with them ------------------------------------------------------------------- */

static gboolean
write_sensors(const Job *job, GError **error)
{
	g_autoptr(GString) text = g_string_new("name,name_ja,name_en,placement\n");

	for (gsize i = 0; i < job->scenario->n_sensors; i++) {
		const ScenarioSensor *sensor = &job->scenario->sensors[i];
		g_string_append_printf(
		    text, "%s,%s,%s,%s\n", sensor->name, sensor->name_ja, sensor->name_en, sensor->placement);
	}
	return save(job, "sensors.csv", text->str, text->len, error);
}

static gboolean
write_gaps(const Job *job, GError **error)
{
	const ScenarioOutage *outage = &job->scenario->outage;
	g_autofree char *text = g_strdup_printf("sensor,start,end,cause_ja,cause_en\n,%s,%s,%s,%s\n", outage->from,
	    outage->to, outage->cause_ja, outage->cause_en);

	return save(job, "gaps.csv", text, strlen(text), error);
}

static void
add_region(Mmdb *mmdb, gsize number, const char *code)
{
	guint32 wire = GUINT32_TO_BE(scenario_block(number));
	guint8 address[16] = { 0 };

	memcpy(address + 12, &wire, sizeof wire);
	mmdb_add(mmdb, address, 96 + SCENARIO_BLOCK_BITS, code);
	scenario_block6(number, address);
	mmdb_add(mmdb, address, SCENARIO_BLOCK6_BITS, code);
}

static gboolean
write_geo(const Job *job, GError **error)
{
	g_autoptr(Mmdb) mmdb = mmdb_new();
	g_autoptr(GByteArray) bytes = NULL;

	for (gsize i = 0; i < job->scenario->n_regions; i++)
		add_region(mmdb, i, job->scenario->regions[i].code);
	bytes = mmdb_write(mmdb, "Teiten-Simulated-Country",
	    "Invented: reserved and documentation space given to countries, for simulated observations only",
	    scenario_time(job->scenario->edges[2]));
	return save(job, "geo.mmdb", bytes->data, bytes->len, error);
}

static gboolean
copy_file(const char *from, const char *to, const char *name, GError **error)
{
	g_autofree char *source = g_build_filename(from, name, NULL), *target = g_build_filename(to, name, NULL);
	g_autofree char *text = NULL;
	gsize length;

	return g_file_get_contents(source, &text, &length, error) && save_bytes(target, text, length, error);
}

static gboolean
write_edition(const Job *job, GError **error)
{
	g_autofree char *name = g_build_filename("simulate", job->scenario->name, "edition", NULL);
	g_autofree char *from = save_find_shared(name, error);
	g_autofree char *to = g_build_filename(job->folder, "edition", NULL);
	g_autoptr(GDir) dir = NULL;
	const char *entry;

	if (!from || !save_make_folder(to, error) || !(dir = g_dir_open(from, 0, error)))
		return FALSE;
	while ((entry = g_dir_read_name(dir)))
		if (!copy_file(from, to, entry, error))
			return FALSE;
	return TRUE;
}

gboolean
simulate_write(const char *scenario, const SimulateOptions *options, const char *folder, SimulateProgress *progress,
    gpointer data, GError **error)
{
	Job job = { .options = options, .folder = folder, .progress = progress, .data = data };
	g_autoptr(Traffic) traffic = NULL;

	if (!(job.scenario = scenario_find(scenario, error)) || !save_make_folder(folder, error))
		return FALSE;
	job.all = (scenario_time(job.scenario->edges[2]) - scenario_time(job.scenario->edges[0])) / DAY;
	traffic = traffic_new(job.scenario, (guint64)options->seed, options->scale);
	return write_observations(&job, traffic, 0, error) && write_observations(&job, traffic, 1, error) &&
	       write_sensors(&job, error) && write_gaps(&job, error) && write_geo(&job, error) &&
	       write_edition(&job, error);
}
