/*
 * model_data.c: the model as the CSV files that go out with a report (teiten-model.5).
 * A file is a line in a table; a column in it is a line in the file's own, which says since which version of the model
 * it stands there: the files of an older model stay the bytes they were.  What is not known, or was not there, is an
 * empty field and never 0.
 */
#include <stddef.h>
#include <string.h>
#include "model.h"

G_GNUC_EXTENSION typedef unsigned __int128 Wide;

typedef struct {
	const Model *model;
	GTimeZone *zone;
	GString *out;
} Writer;

typedef struct {
	const char *name;
	void (*put)(const Writer *writer, gconstpointer value, gsize offset);
	gsize offset; /* of the field, where put asks for one [bytes] */
	gint since;   /* version of the model */
} Column;

static gint64
number_at(gconstpointer value, gsize offset)
{
	return *(const gint64 *)((const char *)value + offset);
}

static const char *
text_at(gconstpointer value, gsize offset)
{
	return *(const char *const *)((const char *)value + offset);
}

static void
put_text(GString *out, const char *text)
{
	if (!text)
		return;
	if (!strpbrk(text, ",\"\r\n")) {
		g_string_append(out, text);
		return;
	}
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
}

static void
put_number(GString *out, gint64 number)
{
	g_string_append_printf(out, "%" G_GINT64_FORMAT, number);
}

/* Part of whole with some decimals, rounded half up; in integers, so that every machine writes the same digits. */
static void
put_ratio(GString *out, gint64 part, gint64 whole, int decimals)
{
	gint64 scale = 1;
	Wide scaled;

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	if (whole <= 0)
		return;
	scaled = ((Wide)part * (guint64)scale * 2 + (guint64)whole) / ((guint64)whole * 2);
	g_string_append_printf(out, "%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, (guint64)(scaled / (guint64)scale),
	    decimals, (guint64)(scaled % (guint64)scale));
}

/* --- fields of any value --------------------------------------------------------------------- */

static void
text(const Writer *writer, gconstpointer value, gsize offset)
{
	put_text(writer->out, text_at(value, offset));
}

static void
number(const Writer *writer, gconstpointer value, gsize offset)
{
	put_number(writer->out, number_at(value, offset));
}

/* -1 stands for what was not counted or is not known any more. */
static void
counted(const Writer *writer, gconstpointer value, gsize offset)
{
	if (number_at(value, offset) >= 0)
		number(writer, value, offset);
}

/* 0 stands for none. */
static void
positive(const Writer *writer, gconstpointer value, gsize offset)
{
	if (number_at(value, offset) > 0)
		put_number(writer->out, number_at(value, offset));
}

static void
rank(const Writer *writer, gconstpointer value, gsize offset)
{
	if (number_at(value, offset) == RANK_BEYOND)
		g_string_append(writer->out, "beyond");
	else
		positive(writer, value, offset);
}

static void
moment(const Writer *writer, gconstpointer value, gsize offset)
{
	g_autofree char *time = zone_format(writer->zone, number_at(value, offset));

	g_string_append(writer->out, time);
}

/* A ratio kept in thousandths; 0: none. */
static void
thousandths(const Writer *writer, gconstpointer value, gsize offset)
{
	if (number_at(value, offset) > 0)
		put_ratio(writer->out, number_at(value, offset), 1000, 3);
}

/* --- ports, ICMP types, regions, signatures ------------------------------------------------- */

static void
share(const Writer *writer, gconstpointer row, gsize offset)
{
	put_ratio(writer->out, number_at(row, offset), writer->model->now.packets, 6);
}

/* Counts of the quarter before, as far as it is known. */
static void
before(const Writer *writer, gconstpointer row, gsize offset)
{
	if (writer->model->before.observed > 0 && number_at(row, offset) >= 0)
		put_number(writer->out, number_at(row, offset));
}

/* Packets a sensor and day observed; nothing where nothing was. */
static void
rate(const Writer *writer, gconstpointer row, gsize offset)
{
	put_ratio(writer->out, number_at(row, offset) * 86400, writer->model->now.observed, 3);
}

static void
rate_before(const Writer *writer, gconstpointer row, gsize offset)
{
	if (number_at(row, offset) >= 0)
		put_ratio(writer->out, number_at(row, offset) * 86400, writer->model->before.observed, 3);
}

/* "23/tcp" is protocol tcp, port 23; a port of no such protocol stands as the key says it, "47/ip". */
static void
protocol(const Writer *writer, gconstpointer row, gsize offset)
{
	const char *slash = strrchr(text_at(row, offset), '/');

	put_text(writer->out, slash ? slash + 1 : NULL);
}

static void
port(const Writer *writer, gconstpointer row, gsize offset)
{
	const char *key = text_at(row, offset), *slash = strrchr(key, '/');

	g_string_append_len(writer->out, key, slash ? slash - key : (gssize)strlen(key));
}

/* What is left without artefacts, where any is told of in the table; then 0 is a number too. */
static void
left(const Writer *writer, gconstpointer row, gsize offset)
{
	if (((const ModelRow *)row)->rank_without != 0)
		number(writer, row, offset);
}

/* How unique sources of a quarter are known. */
static void
known(const Writer *writer, gconstpointer value, gsize offset)
{
	if (number_at(value, offset) >= 0)
		g_string_append(
		    writer->out, model_is_about(writer->model, &writer->model->now) ? "approximate" : "exact");
}

static void
known_before(const Writer *writer, gconstpointer row, gsize offset)
{
	if (writer->model->before.observed > 0 && number_at(row, offset) >= 0)
		g_string_append(
		    writer->out, model_is_about(writer->model, &writer->model->before) ? "approximate" : "exact");
}

#define ROW(field) offsetof(ModelRow, field)
/* What every table says of a row, after the columns that name it. */
static const Column row_columns[] = {
	{ "packets", number, ROW(packets), 1 },
	{ "share", share, ROW(packets), 1 },
	{ "sources", counted, ROW(sources), 1 },
	{ "previous_rank", rank, ROW(previous_rank), 1 },
	{ "previous_packets", before, ROW(previous_packets), 1 },
	{ "previous_sources", before, ROW(previous_sources), 1 },
	{ "rate", rate, ROW(packets), 1 },
	{ "previous_rate", rate_before, ROW(previous_packets), 1 },
	{ "factor", thousandths, ROW(factor), 2 },
	{ "corrected_rank", rank, ROW(corrected_rank), 2 },
	{ "corrected_previous_rank", rank, ROW(corrected_previous_rank), 2 },
	{ "caveat", text, ROW(caveat), 2 },
	{ "packets_without", left, ROW(packets_without), 3 },
	{ "rank_without", rank, ROW(rank_without), 3 },
	{ "sources_known", known, ROW(sources), 3 },
	{ "previous_sources_known", known_before, ROW(previous_sources), 3 },
};

static const Column port_columns[] = {
	{ "rank", positive, ROW(rank), 1 },
	{ "protocol", protocol, ROW(key), 1 },
	{ "port", port, ROW(key), 1 },
	{ "service", text, ROW(service), 1 },
};

static const Column region_columns[] = {
	{ "rank", positive, ROW(rank), 1 },
	{ "region", text, ROW(key), 1 },
};

static const Column signature_columns[] = {
	{ "rank", positive, ROW(rank), 1 },
	{ "signature", text, ROW(key), 1 },
};

/* --- sensors, gaps, health, highlights -------------------------------------------------------------- */

static void
coverage(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelSensor *sensor = value;

	(void)offset;
	put_ratio(writer->out, sensor->observed, sensor->expected, 6);
}

static void
packets_before(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelSensor *sensor = value;

	(void)offset;
	if (sensor->previous_observed > 0)
		put_number(writer->out, sensor->previous_packets);
}

static void
coverage_before(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelSensor *sensor = value;

	(void)offset;
	put_ratio(writer->out, sensor->previous_observed, sensor->previous_expected, 6);
}

/* An instant; 0: there is none. */
static void
moment_if(const Writer *writer, gconstpointer value, gsize offset)
{
	if (number_at(value, offset) != 0)
		moment(writer, value, offset);
}

#define SENSOR(field) offsetof(ModelSensor, field)

static const Column sensor_columns[] = {
	{ "sensor", text, SENSOR(name), 1 },
	{ "packets", number, SENSOR(packets), 1 },
	{ "sources", counted, SENSOR(sources), 1 },
	{ "coverage", coverage, 0, 1 },
	{ "placement", text, SENSOR(placement), 1 },
	{ "name_ja", text, SENSOR(name_ja), 1 },
	{ "name_en", text, SENSOR(name_en), 1 },
	{ "expected", number, SENSOR(expected), 1 },
	{ "observed", number, SENSOR(observed), 1 },
	{ "previous_packets", packets_before, 0, 1 },
	{ "previous_coverage", coverage_before, 0, 1 },
	{ "started", moment_if, SENSOR(started), 2 },
	{ "started_known", text, SENSOR(started_known), 2 },
	{ "stopped", moment_if, SENSOR(stopped), 2 },
	{ "stopped_known", text, SENSOR(stopped_known), 2 },
	{ "sources_known", known, SENSOR(sources), 3 },
};

static void
gap_scope(const Writer *writer, gconstpointer gap, gsize offset)
{
	g_string_append(writer->out, text_at(gap, offset) ? "sensor" : "system");
}

static void
gap_kind(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelGap *gap = value;

	(void)offset;
	g_string_append(writer->out, gap->declared ? "declared" : "detected");
}

#define GAP(field) offsetof(ModelGap, field)

static const Column gap_columns[] = {
	{ "scope", gap_scope, GAP(sensor), 1 },
	{ "sensor", text, GAP(sensor), 1 },
	{ "start", moment, GAP(from), 1 },
	{ "end", moment, GAP(to), 1 },
	{ "kind", gap_kind, 0, 1 },
	{ "cause_ja", text, GAP(cause_ja), 1 },
	{ "cause_en", text, GAP(cause_en), 1 },
};

static void
health_scope(const Writer *writer, gconstpointer health, gsize offset)
{
	g_string_append(writer->out, text_at(health, offset) ? "sensor" : "system");
}

static void
health_length(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelHealth *health = value;

	(void)offset;
	put_number(writer->out, health->to - health->from);
}

#define HEALTH(field) offsetof(ModelHealth, field)

static const Column health_columns[] = {
	{ "what", text, HEALTH(what), 3 },
	{ "scope", health_scope, HEALTH(sensor), 3 },
	{ "sensor", text, HEALTH(sensor), 3 },
	{ "start", moment, HEALTH(from), 3 },
	{ "end", moment, HEALTH(to), 3 },
	{ "length", health_length, 0, 3 },
	{ "known", text, HEALTH(known), 3 },
	{ "missing", number, HEALTH(missing), 3 },
	{ "level", thousandths, HEALTH(level), 3 },
	{ "other", text, HEALTH(other), 3 },
	{ "heard", number, HEALTH(heard), 3 },
	{ "found_start", moment_if, HEALTH(found_from), 3 },
	{ "found_end", moment_if, HEALTH(found_to), 3 },
	{ "cause_ja", text, HEALTH(cause_ja), 3 },
	{ "cause_en", text, HEALTH(cause_en), 3 },
};

static void
panel(const Writer *writer, gconstpointer highlight, gsize offset)
{
	(void)highlight;
	(void)offset;
	put_number(writer->out, writer->model->now.sensors);
}

/* A part of one sensor's, where one is named; then 0 is a number too. */
static void
of_sensor(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelHighlight *highlight = value;

	if (highlight->sensor)
		put_ratio(writer->out, number_at(value, offset), 1000, 3);
}

/* What is left without one network, where it was asked who sent it; then 0 is a number too. */
static void
of_network(const Writer *writer, gconstpointer value, gsize offset)
{
	if (((const ModelHighlight *)value)->networks > 0)
		number(writer, value, offset);
}

#define HIGHLIGHT(field) offsetof(ModelHighlight, field)

static const Column highlight_columns[] = {
	{ "id", text, HIGHLIGHT(id), 1 },
	{ "item", text, HIGHLIGHT(item), 1 },
	{ "kind", text, HIGHLIGHT(kind), 1 },
	{ "scope", text, HIGHLIGHT(scope), 1 },
	{ "start", moment, HIGHLIGHT(from), 1 },
	{ "end", moment, HIGHLIGHT(to), 1 },
	{ "factor", thousandths, HIGHLIGHT(factor), 1 },
	{ "excess", number, HIGHLIGHT(excess), 1 },
	{ "sensors", positive, HIGHLIGHT(sensors), 1 },
	{ "panel", panel, 0, 1 },
	{ "note", text, HIGHLIGHT(note), 1 },
	{ "table", text, HIGHLIGHT(table), 1 },
	{ "rank", positive, HIGHLIGHT(rank), 1 },
	{ "previous_rank", rank, HIGHLIGHT(previous_rank), 1 },
	{ "sensor", text, HIGHLIGHT(sensor), 1 },
	{ "sensor_share", of_sensor, HIGHLIGHT(share), 1 },
	{ "sensor_rest", of_sensor, HIGHLIGHT(rest), 1 },
	{ "rank_without", rank, HIGHLIGHT(rank_without), 1 },
	{ "parent", text, HIGHLIGHT(parent), 1 },
	{ "sources", positive, HIGHLIGHT(sources), 3 },
	{ "networks", positive, HIGHLIGHT(networks), 3 },
	{ "effective_sources", thousandths, HIGHLIGHT(effective_sources), 3 },
	{ "effective_networks", thousandths, HIGHLIGHT(effective_networks), 3 },
	{ "source_share", thousandths, HIGHLIGHT(source_share), 3 },
	{ "network_share", thousandths, HIGHLIGHT(network_share), 3 },
	{ "origin", text, HIGHLIGHT(origin), 3 },
	{ "packets_without_network", of_network, HIGHLIGHT(packets_without_network), 3 },
	{ "rank_without_network", rank, HIGHLIGHT(rank_without_network), 3 },
};

/* --- files ----------------------------------------------------------------------------------- */

typedef struct {
	const char *name;
	const char *table; /* whose rows are the lines, with row_columns after their own; NULL: */
	gsize offset;      /* the array of the model that is */
	gint since;        /* version of the model */
	const Column *columns;
	gsize n_columns;
} File;

#define LINES(columns) columns, G_N_ELEMENTS(columns)

/* A new file is one line in each of these two tables. */
static const File files[] = {
	{ "ports.csv", "port", 0, 1, LINES(port_columns) },
	{ "icmp.csv", "icmp", 0, 1, LINES(port_columns) },
	{ "regions.csv", "region", 0, 1, LINES(region_columns) },
	{ "signatures.csv", "signature", 0, 1, LINES(signature_columns) },
	{ "sensors.csv", NULL, offsetof(Model, sensors), 1, LINES(sensor_columns) },
	{ "gaps.csv", NULL, offsetof(Model, gaps), 1, LINES(gap_columns) },
	{ "health.csv", NULL, offsetof(Model, health), 3, LINES(health_columns) },
	{ "highlights.csv", NULL, offsetof(Model, highlights), 1, LINES(highlight_columns) },
};
const char *const model_data_names[] = { "ports.csv", "icmp.csv", "regions.csv", "signatures.csv", "sensors.csv",
	"gaps.csv", "health.csv", "highlights.csv", NULL };

/* Fields of a value, or the names of the columns where it is NULL; each after a comma but the line's first. */
static void
put_fields(const Writer *writer, const Column *columns, gsize n, gconstpointer value, gboolean first)
{
	for (gsize i = 0; i < n; i++) {
		if (columns[i].since > writer->model->version)
			continue;
		if (i > 0 || !first)
			g_string_append_c(writer->out, ',');
		if (value)
			columns[i].put(writer, value, columns[i].offset);
		else
			g_string_append(writer->out, columns[i].name);
	}
}

static void
put_line(const Writer *writer, const File *file, gconstpointer value)
{
	put_fields(writer, file->columns, file->n_columns, value, TRUE);
	if (file->table)
		put_fields(writer, row_columns, G_N_ELEMENTS(row_columns), value, FALSE);
	g_string_append_c(writer->out, '\n');
}

static const GPtrArray *
lines_of(const Model *model, const File *file)
{
	const ModelTable *table = file->table ? model_table(model, file->table) : NULL;

	if (file->table)
		return table ? table->rows : NULL;
	return *(GPtrArray *const *)((const char *)model + file->offset);
}

static char *
write_file(const Model *model, const File *file)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, NULL);
	const GPtrArray *lines = lines_of(model, file);
	Writer writer = { model, zone, g_string_new(NULL) };

	g_assert(zone); /* model_check knew it */
	put_line(&writer, file, NULL);
	for (guint i = 0; lines && i < lines->len; i++)
		put_line(&writer, file, lines->pdata[i]);
	return g_string_free(writer.out, FALSE);
}

char *
model_data(const Model *model, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
		if (g_str_equal(files[i].name, name) && files[i].since <= model->version)
			return write_file(model, &files[i]);
	return NULL;
}
