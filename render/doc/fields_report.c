/*
 * fields_report.c: the fields of the report itself: the quarter, the totals, where the data come from.
 */
#include <stdlib.h>
#include <string.h>
#include "fields.h"

/* --- quarters ---------------------------------------------------------------------------- */

GETTER(quarter_name)
{
	(void)item;
	set_text(value, facts->model->now.quarter.name);
}

GETTER(quarter_year)
{
	(void)item;
	set(value, VALUE_NUMBER, strtol(facts->model->now.quarter.name, NULL, 10), 0);
}

GETTER(quarter_number)
{
	const char *q = strchr(facts->model->now.quarter.name, 'Q');
	(void)item;
	if (q)
		set(value, VALUE_NUMBER, strtol(q + 1, NULL, 10), 0);
}

GETTER(quarter_days)
{
	(void)item;
	set(value, VALUE_DAYS, facts->model->now.quarter.start, facts->model->now.quarter.end);
}

GETTER(quarter_months)
{
	(void)item;
	set(value, VALUE_MONTHS, facts->model->now.quarter.start, facts->model->now.quarter.end);
}

GETTER(quarter_start)
{
	(void)item;
	set(value, VALUE_DAY, facts->model->now.quarter.start, 0);
}

/* The quarter ends where the next begins; its last day is what people mean. */
GETTER(quarter_end)
{
	(void)item;
	set(value, VALUE_DAY, facts->model->now.quarter.end - 1, 0);
}

GETTER(previous_name)
{
	(void)item;
	set_text(value, facts->model->before.quarter.name);
}

GETTER(previous_days)
{
	(void)item;
	set(value, VALUE_DAYS, facts->model->before.quarter.start, facts->model->before.quarter.end);
}

GETTER(previous_months)
{
	(void)item;
	set(value, VALUE_MONTHS, facts->model->before.quarter.start, facts->model->before.quarter.end);
}

GETTER(previous)
{
	(void)item;
	set(value, VALUE_FLAG, value_has_previous(facts->model), 0);
}

/* --- totals ------------------------------------------------------------------------------ */

static void
set_known(Value *value, gint64 count)
{
	if (count >= 0)
		set(value, VALUE_COUNT, count, 0);
}

GETTER(total_packets)
{
	(void)item;
	set_known(value, facts->model->now.packets);
}

GETTER(total_sources)
{
	(void)item;
	set_sources(value, facts->model, &facts->model->now, facts->model->now.sources);
}

GETTER(total_rate)
{
	(void)item;
	set_ratio(value, VALUE_DECIMAL, model_rate(facts->model->now.packets, &facts->model->now));
}

GETTER(total_change)
{
	const Model *model = facts->model;
	double ratio;

	(void)item;
	if (model_change(model->now.packets, &model->now, model->before.packets, &model->before, &ratio))
		set_ratio(value, VALUE_CHANGE, ratio);
}

/* As if the same sensors had observed both quarters. */
GETTER(total_factor)
{
	const ModelTable *table = model_table(facts->model, TABLE_TOTAL);
	const ModelRow *row = table ? model_table_row(table, "packets") : NULL;

	(void)item;
	if (row && row->factor > 0)
		set(value, VALUE_FACTOR, row->factor, 0);
}

GETTER(previous_packets)
{
	(void)item;
	if (value_has_previous(facts->model))
		set_known(value, facts->model->before.packets);
}

GETTER(previous_sources)
{
	(void)item;
	if (value_has_previous(facts->model))
		set_sources(value, facts->model, &facts->model->before, facts->model->before.sources);
}

GETTER(previous_rate)
{
	(void)item;
	if (value_has_previous(facts->model))
		set_ratio(value, VALUE_DECIMAL, model_rate(facts->model->before.packets, &facts->model->before));
}

/* --- coverage ---------------------------------------------------------------------------- */

GETTER(coverage)
{
	(void)item;
	set_ratio(value, VALUE_PERCENT, model_coverage(facts->model->now.observed, facts->model->now.expected));
}

GETTER(previous_coverage)
{
	const ModelTotals *before = &facts->model->before;

	(void)item;
	if (before->expected > 0)
		set_ratio(value, VALUE_PERCENT, model_coverage(before->observed, before->expected));
}

GETTER(partial)
{
	(void)item;
	set(value, VALUE_FLAG, facts->model->now.observed < facts->model->now.expected, 0);
}

/* Some sensor's place is known. */
GETTER(sensors_placed)
{
	gboolean any = FALSE;

	(void)item;
	for (guint i = 0; i < facts->model->sensors->len; i++)
		any |= ((const ModelSensor *)facts->model->sensors->pdata[i])->placement != NULL;
	set(value, VALUE_FLAG, any, 0);
}

GETTER(sensor_count)
{
	(void)item;
	set(value, VALUE_COUNT, facts->model->now.sensors, 0);
}

/* --- where the data come from ------------------------------------------------------------ */

GETTER(zone)
{
	(void)item;
	set_text(value, facts->model->time_zone);
}

GETTER(zone_name)
{
	(void)item;
	value->kind = VALUE_ZONE;
	value->text = facts->model->time_zone;
}

GETTER(tool)
{
	(void)item;
	set_text(value, facts->model->tool);
}

GETTER(simulated)
{
	(void)item;
	set(value, VALUE_FLAG, facts->model->simulated, 0);
}

GETTER(frozen)
{
	(void)item;
	set(value, VALUE_FLAG, facts->model->frozen, 0);
}

/* The newest load that a geolocation database placed; NULL where none was. */
static const ModelLoad *
placed(const Model *model)
{
	const ModelLoad *newest = NULL;

	for (guint i = 0; i < model->loads->len; i++) {
		const ModelLoad *load = g_ptr_array_index(model->loads, i);
		if (load->geo_type && *load->geo_type && (!newest || load->geo_built > newest->geo_built))
			newest = load;
	}
	return newest;
}

GETTER(geo)
{
	(void)item;
	set(value, VALUE_FLAG, placed(facts->model) != NULL, 0);
}

GETTER(geo_type)
{
	const ModelLoad *load = placed(facts->model);
	(void)item;
	set_text(value, load ? load->geo_type : NULL);
}

GETTER(geo_date)
{
	const ModelLoad *load = placed(facts->model);
	(void)item;
	if (load)
		set(value, VALUE_DAY, load->geo_built, 0);
}

/* TRUE where loads were placed by databases of different dates: then geo.date is only the newest. */
GETTER(geo_mixed)
{
	const ModelLoad *newest = placed(facts->model);
	gboolean mixed = FALSE;

	(void)item;
	for (guint i = 0; newest && i < facts->model->loads->len; i++) {
		const ModelLoad *load = g_ptr_array_index(facts->model->loads, i);
		mixed = mixed || load->geo_built != newest->geo_built;
	}
	set(value, VALUE_FLAG, mixed, 0);
}

/* Files from which packets are known to be missing, and how many of these are counted. */
static gint64
incomplete_files(const Model *model, gint64 *packets)
{
	gint64 files = 0;

	*packets = 0;
	for (guint i = 0; i < model->loads->len; i++) {
		const ModelLoad *load = g_ptr_array_index(model->loads, i);
		files += load->cut || load->dropped > 0 || load->unread > 0;
		*packets += load->dropped + load->unread;
	}
	return files;
}

GETTER(expired)
{
	(void)item;
	set(value, VALUE_FLAG, facts->model->expired->len > 0, 0);
}

/* From the first of these days to the last. */
GETTER(expired_days)
{
	const GPtrArray *expired = facts->model->expired;

	(void)item;
	if (expired->len > 0)
		set(value, VALUE_DAYS, ((const ModelExpired *)expired->pdata[0])->from,
		    ((const ModelExpired *)expired->pdata[expired->len - 1])->to);
}

/* --- classes ----------------------------------------------------------------------------- */

GETTER(excluded)
{
	gboolean any = FALSE;

	(void)item;
	for (guint i = 0; i < facts->model->classes->len; i++)
		any |= !((const ModelClass *)facts->model->classes->pdata[i])->counted;
	set(value, VALUE_FLAG, any, 0);
}

GETTER(excluded_classes)
{
	(void)facts, (void)item;
	set(value, VALUE_CLASSES, FALSE, 0);
}

GETTER(included_classes)
{
	(void)facts, (void)item;
	set(value, VALUE_CLASSES, TRUE, 0);
}

GETTER(excluded_packets)
{
	(void)item;
	set(value, VALUE_COUNT, model_class_packets(facts->model, FALSE), 0);
}

GETTER(excluded_share)
{
	gint64 received = facts->model->now.packets + model_class_packets(facts->model, FALSE);

	(void)item;
	set_ratio(value, VALUE_PERCENT, (double)model_class_packets(facts->model, FALSE) / (double)MAX(received, 1));
}

/* Whether they are counted or not. */
GETTER(received_packets)
{
	(void)item;
	set(value, VALUE_COUNT, facts->model->now.packets + model_class_packets(facts->model, FALSE), 0);
}

/* The newest load that was held against a list of survey scanners; NULL where none was. */
static const ModelLoad *
surveyed(const Model *model)
{
	const ModelLoad *newest = NULL;

	for (guint i = 0; i < model->loads->len; i++) {
		const ModelLoad *load = g_ptr_array_index(model->loads, i);
		if (load->survey && (!newest || load->last >= newest->last))
			newest = load;
	}
	return newest;
}

GETTER(survey)
{
	(void)item;
	set(value, VALUE_FLAG, surveyed(facts->model) != NULL, 0);
}

GETTER(survey_name)
{
	const ModelLoad *load = surveyed(facts->model);
	(void)item;
	set_text(value, load ? load->survey : NULL);
}

GETTER(survey_sha256)
{
	const ModelLoad *load = surveyed(facts->model);
	(void)item;
	set_text(value, load ? load->survey_sha256 : NULL);
}

/* TRUE where other loads were held against another list, or against none. */
GETTER(survey_mixed)
{
	const ModelLoad *newest = surveyed(facts->model);
	gboolean mixed = FALSE;

	(void)item;
	for (guint i = 0; newest && i < facts->model->loads->len; i++) {
		const ModelLoad *load = g_ptr_array_index(facts->model->loads, i);
		mixed |= g_strcmp0(load->survey_sha256, newest->survey_sha256) != 0;
	}
	set(value, VALUE_FLAG, mixed, 0);
}

/* --- what is missing --------------------------------------------------------------------- */

GETTER(incomplete)
{
	gint64 packets;

	(void)item;
	set(value, VALUE_FLAG, incomplete_files(facts->model, &packets) > 0, 0);
}

/* Of a cut file nobody can tell how many. */
GETTER(incomplete_counted)
{
	gint64 packets;

	(void)item;
	incomplete_files(facts->model, &packets);
	set(value, VALUE_FLAG, packets > 0, 0);
}

GETTER(incomplete_count)
{
	gint64 packets;

	(void)item;
	set(value, VALUE_COUNT, incomplete_files(facts->model, &packets), 0);
}

GETTER(incomplete_packets)
{
	gint64 packets;

	(void)item;
	incomplete_files(facts->model, &packets);
	set(value, VALUE_COUNT, packets, 0);
}

GETTER(edition_author)
{
	(void)item;
	set_text(value, facts->edition->author);
}

GETTER(edition_date)
{
	(void)item;
	if (facts->edition->date != G_MININT64)
		set(value, VALUE_DAY, facts->edition->date, 0);
}

const Field report_fields[] = {
	{ "quarter.name", ALIGN_LEFT, quarter_name },
	{ "quarter.year", ALIGN_LEFT, quarter_year },
	{ "quarter.number", ALIGN_LEFT, quarter_number },
	{ "quarter.days", ALIGN_LEFT, quarter_days },
	{ "quarter.months", ALIGN_LEFT, quarter_months },
	{ "quarter.start", ALIGN_LEFT, quarter_start },
	{ "quarter.end", ALIGN_LEFT, quarter_end },
	{ "previous", ALIGN_LEFT, previous },
	{ "previous.name", ALIGN_LEFT, previous_name },
	{ "previous.days", ALIGN_LEFT, previous_days },
	{ "previous.months", ALIGN_LEFT, previous_months },
	{ "previous.packets", ALIGN_RIGHT, previous_packets },
	{ "previous.sources", ALIGN_RIGHT, previous_sources },
	{ "previous.rate", ALIGN_RIGHT, previous_rate },
	{ "previous.coverage", ALIGN_RIGHT, previous_coverage },
	{ "total.packets", ALIGN_RIGHT, total_packets },
	{ "total.sources", ALIGN_RIGHT, total_sources },
	{ "total.rate", ALIGN_RIGHT, total_rate },
	{ "total.change", ALIGN_RIGHT, total_change },
	{ "total.factor", ALIGN_RIGHT, total_factor },
	{ "total.sensors", ALIGN_RIGHT, sensor_count },
	{ "coverage", ALIGN_RIGHT, coverage },
	{ "partial", ALIGN_LEFT, partial },
	{ "placed", ALIGN_LEFT, sensors_placed },
	{ "zone", ALIGN_LEFT, zone },
	{ "zone.name", ALIGN_LEFT, zone_name },
	{ "tool", ALIGN_LEFT, tool },
	{ "simulated", ALIGN_LEFT, simulated },
	{ "frozen", ALIGN_LEFT, frozen },
	{ "geo", ALIGN_LEFT, geo },
	{ "geo.type", ALIGN_LEFT, geo_type },
	{ "geo.date", ALIGN_LEFT, geo_date },
	{ "geo.mixed", ALIGN_LEFT, geo_mixed },
	{ "expired", ALIGN_LEFT, expired },
	{ "expired.days", ALIGN_LEFT, expired_days },
	{ "excluded", ALIGN_LEFT, excluded },
	{ "excluded.classes", ALIGN_LEFT, excluded_classes },
	{ "excluded.packets", ALIGN_RIGHT, excluded_packets },
	{ "excluded.share", ALIGN_RIGHT, excluded_share },
	{ "included.classes", ALIGN_LEFT, included_classes },
	{ "received.packets", ALIGN_RIGHT, received_packets },
	{ "survey", ALIGN_LEFT, survey },
	{ "survey.name", ALIGN_LEFT, survey_name },
	{ "survey.sha256", ALIGN_LEFT, survey_sha256 },
	{ "survey.mixed", ALIGN_LEFT, survey_mixed },
	{ "incomplete", ALIGN_LEFT, incomplete },
	{ "incomplete.counted", ALIGN_LEFT, incomplete_counted },
	{ "incomplete.files", ALIGN_RIGHT, incomplete_count },
	{ "incomplete.packets", ALIGN_RIGHT, incomplete_packets },
	{ "edition.author", ALIGN_LEFT, edition_author },
	{ "edition.date", ALIGN_LEFT, edition_date },
	{ NULL, ALIGN_LEFT, NULL },
};
