/*
 * data_seen.c: columns of sensors, gaps, health, highlights and classes.
 */
#include "data.h"

static void
coverage(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelSensor *sensor = value;

	(void)offset;
	data_put_ratio(writer->out, sensor->observed, sensor->expected, 6);
}

static void
packets_before(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelSensor *sensor = value;

	(void)offset;
	if (sensor->previous_observed > 0)
		data_put_number(writer->out, sensor->previous_packets);
}

static void
coverage_before(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelSensor *sensor = value;

	(void)offset;
	data_put_ratio(writer->out, sensor->previous_observed, sensor->previous_expected, 6);
}

/* An instant; 0: there is none. */
static void
moment_if(const Writer *writer, gconstpointer value, gsize offset)
{
	if (data_number(value, offset) != 0)
		data_as_moment(writer, value, offset);
}

#define SENSOR(field) offsetof(ModelSensor, field)

static const Column sensor_columns[] = {
	{ "sensor", data_as_text, SENSOR(name), 1 },
	{ "packets", data_as_number, SENSOR(packets), 1 },
	{ "sources", data_as_counted, SENSOR(sources), 1 },
	{ "coverage", coverage, 0, 1 },
	{ "placement", data_as_text, SENSOR(placement), 1 },
	{ "name_ja", data_as_text, SENSOR(name_ja), 1 },
	{ "name_en", data_as_text, SENSOR(name_en), 1 },
	{ "expected", data_as_number, SENSOR(expected), 1 },
	{ "observed", data_as_number, SENSOR(observed), 1 },
	{ "previous_packets", packets_before, 0, 1 },
	{ "previous_coverage", coverage_before, 0, 1 },
	{ "started", moment_if, SENSOR(started), 2 },
	{ "started_known", data_as_text, SENSOR(started_known), 2 },
	{ "stopped", moment_if, SENSOR(stopped), 2 },
	{ "stopped_known", data_as_text, SENSOR(stopped_known), 2 },
	{ "sources_known", data_as_known, SENSOR(sources), 3 },
};

static void
gap_scope(const Writer *writer, gconstpointer gap, gsize offset)
{
	g_string_append(writer->out, data_text(gap, offset) ? "sensor" : "system");
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
	{ "sensor", data_as_text, GAP(sensor), 1 },
	{ "start", data_as_moment, GAP(from), 1 },
	{ "end", data_as_moment, GAP(to), 1 },
	{ "kind", gap_kind, 0, 1 },
	{ "cause_ja", data_as_text, GAP(cause_ja), 1 },
	{ "cause_en", data_as_text, GAP(cause_en), 1 },
};

static void
health_scope(const Writer *writer, gconstpointer health, gsize offset)
{
	g_string_append(writer->out, data_text(health, offset) ? "sensor" : "system");
}

static void
health_length(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelHealth *health = value;

	(void)offset;
	data_put_number(writer->out, health->to - health->from);
}

#define HEALTH(field) offsetof(ModelHealth, field)

static const Column health_columns[] = {
	{ "what", data_as_text, HEALTH(what), 3 },
	{ "scope", health_scope, HEALTH(sensor), 3 },
	{ "sensor", data_as_text, HEALTH(sensor), 3 },
	{ "start", data_as_moment, HEALTH(from), 3 },
	{ "end", data_as_moment, HEALTH(to), 3 },
	{ "length", health_length, 0, 3 },
	{ "known", data_as_text, HEALTH(known), 3 },
	{ "missing", data_as_number, HEALTH(missing), 3 },
	{ "level", data_as_thousandths, HEALTH(level), 3 },
	{ "other", data_as_text, HEALTH(other), 3 },
	{ "heard", data_as_number, HEALTH(heard), 3 },
	{ "found_start", moment_if, HEALTH(found_from), 3 },
	{ "found_end", moment_if, HEALTH(found_to), 3 },
	{ "cause_ja", data_as_text, HEALTH(cause_ja), 3 },
	{ "cause_en", data_as_text, HEALTH(cause_en), 3 },
};

static void
panel(const Writer *writer, gconstpointer highlight, gsize offset)
{
	(void)highlight;
	(void)offset;
	data_put_number(writer->out, writer->model->now.sensors);
}

/* A part of one sensor's, where one is named; then 0 is a number too. */
static void
of_sensor(const Writer *writer, gconstpointer value, gsize offset)
{
	const ModelHighlight *highlight = value;

	if (highlight->sensor)
		data_put_ratio(writer->out, data_number(value, offset), 1000, 3);
}

/* What is left without one network, where it was asked who sent it; then 0 is a number too. */
static void
of_network(const Writer *writer, gconstpointer value, gsize offset)
{
	if (((const ModelHighlight *)value)->networks > 0)
		data_as_number(writer, value, offset);
}

#define HIGHLIGHT(field) offsetof(ModelHighlight, field)

static const Column highlight_columns[] = {
	{ "id", data_as_text, HIGHLIGHT(id), 1 },
	{ "item", data_as_text, HIGHLIGHT(item), 1 },
	{ "kind", data_as_text, HIGHLIGHT(kind), 1 },
	{ "scope", data_as_text, HIGHLIGHT(scope), 1 },
	{ "start", data_as_moment, HIGHLIGHT(from), 1 },
	{ "end", data_as_moment, HIGHLIGHT(to), 1 },
	{ "factor", data_as_thousandths, HIGHLIGHT(factor), 1 },
	{ "excess", data_as_number, HIGHLIGHT(excess), 1 },
	{ "sensors", data_as_positive, HIGHLIGHT(sensors), 1 },
	{ "panel", panel, 0, 1 },
	{ "note", data_as_text, HIGHLIGHT(note), 1 },
	{ "table", data_as_text, HIGHLIGHT(table), 1 },
	{ "rank", data_as_positive, HIGHLIGHT(rank), 1 },
	{ "previous_rank", data_as_rank, HIGHLIGHT(previous_rank), 1 },
	{ "sensor", data_as_text, HIGHLIGHT(sensor), 1 },
	{ "sensor_share", of_sensor, HIGHLIGHT(share), 1 },
	{ "sensor_rest", of_sensor, HIGHLIGHT(rest), 1 },
	{ "rank_without", data_as_rank, HIGHLIGHT(rank_without), 1 },
	{ "parent", data_as_text, HIGHLIGHT(parent), 1 },
	{ "sources", data_as_positive, HIGHLIGHT(sources), 3 },
	{ "networks", data_as_positive, HIGHLIGHT(networks), 3 },
	{ "effective_sources", data_as_thousandths, HIGHLIGHT(effective_sources), 3 },
	{ "effective_networks", data_as_thousandths, HIGHLIGHT(effective_networks), 3 },
	{ "source_share", data_as_thousandths, HIGHLIGHT(source_share), 3 },
	{ "network_share", data_as_thousandths, HIGHLIGHT(network_share), 3 },
	{ "origin", data_as_text, HIGHLIGHT(origin), 3 },
	{ "packets_without_network", of_network, HIGHLIGHT(packets_without_network), 3 },
	{ "rank_without_network", data_as_rank, HIGHLIGHT(rank_without_network), 3 },
	{ "tie", data_as_text, HIGHLIGHT(tie), 4 },
	{ "shared_sources", data_as_positive, HIGHLIGHT(shared_sources), 4 },
	{ "as_number", data_as_positive, HIGHLIGHT(as_number), 4 },
	{ "as_name", data_as_text, HIGHLIGHT(as_name), 4 },
};

/* Of all packets that were received, counted or not. */
static void
class_share(const Writer *writer, gconstpointer class, gsize offset)
{
	data_put_ratio(writer->out, data_number(class, offset),
	    model_class_packets(writer->model, TRUE) + model_class_packets(writer->model, FALSE), 6);
}

static void
class_counted(const Writer *writer, gconstpointer value, gsize offset)
{
	(void)offset;
	g_string_append(writer->out, ((const ModelClass *)value)->counted ? "yes" : "no");
}

static void
class_before(const Writer *writer, gconstpointer class, gsize offset)
{
	if (writer->model->before.observed > 0)
		data_as_counted(writer, class, offset);
}

#define CLASS(field) offsetof(ModelClass, field)

static const Column class_columns[] = {
	{ "class", data_as_text, CLASS(name), 4 },
	{ "counted", class_counted, 0, 4 },
	{ "packets", data_as_number, CLASS(packets), 4 },
	{ "share", class_share, CLASS(packets), 4 },
	{ "sources", data_as_counted, CLASS(sources), 4 },
	{ "previous_packets", class_before, CLASS(previous_packets), 4 },
	{ "previous_sources", class_before, CLASS(previous_sources), 4 },
};

const Columns data_sensor = { sensor_columns, G_N_ELEMENTS(sensor_columns) };
const Columns data_gap = { gap_columns, G_N_ELEMENTS(gap_columns) };
const Columns data_health = { health_columns, G_N_ELEMENTS(health_columns) };
const Columns data_highlight = { highlight_columns, G_N_ELEMENTS(highlight_columns) };
const Columns data_class = { class_columns, G_N_ELEMENTS(class_columns) };
