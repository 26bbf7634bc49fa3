/*
 * fields_seen.c: the fields of sensors, gaps, health, highlights and conflicts.
 */
#include "fields.h"

/* --- a sensor ---------------------------------------------------------------------------- */

static gboolean
is_japanese(const Facts *facts)
{
	return g_str_equal(lang_name(facts->lang), "ja");
}

GETTER(sensor_name)
{
	const ModelSensor *sensor = item;
	set_text(value, is_japanese(facts) ? sensor->name_ja : sensor->name_en);
}

GETTER(sensor_key)
{
	const ModelSensor *sensor = item;
	(void)facts;
	set_text(value, sensor->name);
}

GETTER(sensor_placement)
{
	const ModelSensor *sensor = item;
	(void)facts;
	set_words(value, "placement.", sensor->placement);
}

GETTER(sensor_packets)
{
	const ModelSensor *sensor = item;
	(void)facts;
	set(value, VALUE_COUNT, sensor->packets, 0);
}

GETTER(sensor_sources)
{
	const ModelSensor *sensor = item;
	set_sources(value, facts->model, &facts->model->now, sensor->sources);
}

GETTER(sensor_coverage)
{
	const ModelSensor *sensor = item;
	(void)facts;
	set_ratio(value, VALUE_PERCENT, model_coverage(sensor->observed, sensor->expected));
}

GETTER(sensor_previous_packets)
{
	const ModelSensor *sensor = item;
	if (value_has_previous(facts->model))
		set(value, VALUE_COUNT, sensor->previous_packets, 0);
}

const Field sensor_fields[] = {
	{ "name", ALIGN_LEFT, sensor_name },
	{ "key", ALIGN_LEFT, sensor_key },
	{ "placement", ALIGN_LEFT, sensor_placement },
	{ "packets", ALIGN_RIGHT, sensor_packets },
	{ "sources", ALIGN_RIGHT, sensor_sources },
	{ "coverage", ALIGN_RIGHT, sensor_coverage },
	{ "previous-packets", ALIGN_RIGHT, sensor_previous_packets },
	{ NULL, ALIGN_LEFT, NULL },
};

/* --- a gap ------------------------------------------------------------------------------- */

static const ModelSensor *
sensor_of(const Model *model, const char *name)
{
	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = g_ptr_array_index(model->sensors, i);
		if (g_str_equal(sensor->name, name))
			return sensor;
	}
	return NULL;
}

const char *
facts_sensor(const Facts *facts, const char *name)
{
	const ModelSensor *sensor = sensor_of(facts->model, name);

	if (!sensor)
		return name;
	return is_japanese(facts) ? sensor->name_ja : sensor->name_en;
}

GETTER(gap_sensor)
{
	const ModelGap *gap = item;
	const ModelSensor *sensor = gap->sensor ? sensor_of(facts->model, gap->sensor) : NULL;

	if (!gap->sensor)
		set_words(value, "scope.", "system");
	else if (sensor)
		sensor_name(facts, sensor, value);
	else
		set_text(value, gap->sensor);
}

GETTER(gap_system)
{
	const ModelGap *gap = item;
	(void)facts;
	set(value, VALUE_FLAG, gap->sensor == NULL, 0);
}

GETTER(gap_span)
{
	const ModelGap *gap = item;
	(void)facts;
	set(value, VALUE_SPAN, gap->from, gap->to);
}

GETTER(gap_from)
{
	const ModelGap *gap = item;
	(void)facts;
	set(value, VALUE_MINUTE, gap->from, 0);
}

GETTER(gap_to)
{
	const ModelGap *gap = item;
	(void)facts;
	set(value, VALUE_MINUTE, gap->to, 0);
}

GETTER(gap_kind)
{
	const ModelGap *gap = item;
	(void)facts;
	set_words(value, "gap-kind.", gap->declared ? "declared" : "detected");
}

GETTER(gap_declared)
{
	const ModelGap *gap = item;
	(void)facts;
	set(value, VALUE_FLAG, gap->declared, 0);
}

GETTER(gap_cause)
{
	const ModelGap *gap = item;
	set_text(value, is_japanese(facts) ? gap->cause_ja : gap->cause_en);
}

const Field gap_fields[] = {
	{ "sensor", ALIGN_LEFT, gap_sensor },
	{ "span", ALIGN_LEFT, gap_span },
	{ "from", ALIGN_LEFT, gap_from },
	{ "to", ALIGN_LEFT, gap_to },
	{ "kind", ALIGN_LEFT, gap_kind },
	{ "cause", ALIGN_LEFT, gap_cause },
	{ "system", ALIGN_LEFT, gap_system },
	{ "declared", ALIGN_LEFT, gap_declared },
	{ NULL, ALIGN_LEFT, NULL },
};

/* --- what was amiss ----------------------------------------------------------------------- */

GETTER(health_what)
{
	(void)facts;
	value->kind = VALUE_HEALTH;
	value->item = item;
}

GETTER(health_sensor)
{
	const ModelHealth *health = item;

	if (health->sensor)
		set_text(value, facts_sensor(facts, health->sensor));
	else
		set_words(value, "scope.", "system");
}

GETTER(health_other)
{
	const ModelHealth *health = item;

	if (health->other)
		set_text(value, facts_sensor(facts, health->other));
}

GETTER(health_span)
{
	const ModelHealth *health = item;
	(void)facts;
	set(value, VALUE_SPAN, health->from, health->to);
}

GETTER(health_from)
{
	const ModelHealth *health = item;
	(void)facts;
	set(value, VALUE_MINUTE, health->from, 0);
}

GETTER(health_to)
{
	const ModelHealth *health = item;
	(void)facts;
	set(value, VALUE_MINUTE, health->to, 0);
}

GETTER(health_length)
{
	const ModelHealth *health = item;
	(void)facts;
	set(value, VALUE_LENGTH, health->to - health->from, 0);
}

GETTER(health_missing)
{
	const ModelHealth *health = item;
	(void)facts;
	set(value, VALUE_LENGTH, health->missing, 0);
}

GETTER(health_known)
{
	const ModelHealth *health = item;
	(void)facts;
	set_words(value, "known.", health->known);
}

GETTER(health_level)
{
	const ModelHealth *health = item;
	(void)facts;
	if (health->level > 0)
		set_ratio(value, VALUE_PERCENT, (double)health->level / 1000);
}

GETTER(health_cause)
{
	const ModelHealth *health = item;
	set_text(value, is_japanese(facts) ? health->cause_ja : health->cause_en);
}

GETTER(health_system)
{
	const ModelHealth *health = item;
	(void)facts;
	set(value, VALUE_FLAG, health->sensor == NULL, 0);
}

GETTER(health_conflict)
{
	const ModelHealth *health = item;
	(void)facts;
	set(value, VALUE_FLAG, g_str_equal(health->known, "conflict"), 0);
}

const Field health_fields[] = {
	{ "what", ALIGN_LEFT, health_what },
	{ "sensor", ALIGN_LEFT, health_sensor },
	{ "span", ALIGN_LEFT, health_span },
	{ "from", ALIGN_LEFT, health_from },
	{ "to", ALIGN_LEFT, health_to },
	{ "length", ALIGN_LEFT, health_length },
	{ "missing", ALIGN_LEFT, health_missing },
	{ "known", ALIGN_LEFT, health_known },
	{ "level", ALIGN_RIGHT, health_level },
	{ "other", ALIGN_LEFT, health_other },
	{ "cause", ALIGN_LEFT, health_cause },
	{ "system", ALIGN_LEFT, health_system },
	{ "conflict", ALIGN_LEFT, health_conflict },
	{ NULL, ALIGN_LEFT, NULL },
};

/* --- a highlight ------------------------------------------------------------------------- */

GETTER(highlight_id)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	set_text(value, highlight->id);
}

/* The row that a highlight or a conflict speaks of; none where it left the tables. */
static void
set_named(const Facts *facts, const char *table, const char *key, Value *value)
{
	const ModelTable *found = model_table(facts->model, table);
	const ModelRow *row = found ? model_table_row(found, key) : NULL;

	if (row)
		set_row(value, found->name, row);
	else
		set_text(value, key);
}

GETTER(highlight_name)
{
	const ModelHighlight *highlight = item;
	set_named(facts, highlight->table, highlight->item, value);
}

GETTER(highlight_kind)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	set_words(value, "kind.", highlight->kind);
}

GETTER(highlight_scope)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	set_words(value, "scope.", highlight->scope);
}

GETTER(highlight_days)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	set(value, VALUE_DAYS, highlight->from, highlight->to);
}

GETTER(highlight_factor)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->factor > 0)
		set(value, VALUE_FACTOR, highlight->factor, 0);
}

GETTER(highlight_excess)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	set(value, VALUE_COUNT, highlight->excess, 0);
}

GETTER(highlight_sensors)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->sensors > 0)
		set(value, VALUE_COUNT, highlight->sensors, 0);
}

GETTER(highlight_origin)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->origin)
		set_words(value, "origin.", highlight->origin);
}

GETTER(highlight_sources)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->networks > 0)
		set(value, VALUE_COUNT, highlight->sources, 0);
}

GETTER(highlight_networks)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->networks > 0)
		set(value, VALUE_COUNT, highlight->networks, 0);
}

GETTER(highlight_source_share)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->networks > 0)
		set_ratio(value, VALUE_PERCENT, (double)highlight->source_share / 1000);
}

GETTER(highlight_network_share)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->networks > 0)
		set_ratio(value, VALUE_PERCENT, (double)highlight->network_share / 1000);
}

GETTER(highlight_rank)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (highlight->rank > 0 && !g_str_equal(highlight->table, TABLE_TOTAL))
		set(value, VALUE_RANK, highlight->rank, 0);
}

GETTER(highlight_previous_rank)
{
	const ModelHighlight *highlight = item;
	(void)facts;
	if (!g_str_equal(highlight->table, TABLE_TOTAL))
		set(value, VALUE_RANK, highlight->previous_rank, DEPTH);
}

GETTER(highlight_remark)
{
	(void)facts;
	value->kind = VALUE_REMARK;
	value->item = item;
}

const Field highlight_fields[] = {
	{ "remark", ALIGN_LEFT, highlight_remark },
	{ "name", ALIGN_LEFT, highlight_name },
	{ "id", ALIGN_LEFT, highlight_id },
	{ "kind", ALIGN_LEFT, highlight_kind },
	{ "scope", ALIGN_LEFT, highlight_scope },
	{ "days", ALIGN_LEFT, highlight_days },
	{ "factor", ALIGN_RIGHT, highlight_factor },
	{ "excess", ALIGN_RIGHT, highlight_excess },
	{ "sensors", ALIGN_RIGHT, highlight_sensors },
	{ "origin", ALIGN_LEFT, highlight_origin },
	{ "sources", ALIGN_RIGHT, highlight_sources },
	{ "networks", ALIGN_RIGHT, highlight_networks },
	{ "source-share", ALIGN_RIGHT, highlight_source_share },
	{ "network-share", ALIGN_RIGHT, highlight_network_share },
	{ "rank", ALIGN_RIGHT, highlight_rank },
	{ "previous-rank", ALIGN_RIGHT, highlight_previous_rank },
	{ NULL, ALIGN_LEFT, NULL },
};

/* --- a conflict between the frozen table and the store ------------------------------------- */

GETTER(conflict_table)
{
	const ModelConflict *conflict = item;
	(void)facts;
	set_words(value, "table.", conflict->table);
}

GETTER(conflict_name)
{
	const ModelConflict *conflict = item;
	set_named(facts, conflict->table, conflict->item, value);
}

GETTER(conflict_frozen)
{
	const ModelConflict *conflict = item;
	(void)facts;
	set(value, VALUE_RANK, conflict->frozen, 0);
}

GETTER(conflict_stored)
{
	const ModelConflict *conflict = item;
	(void)facts;
	set(value, VALUE_RANK, conflict->stored, 0);
}

const Field conflict_fields[] = {
	{ "table", ALIGN_LEFT, conflict_table },
	{ "name", ALIGN_LEFT, conflict_name },
	{ "frozen", ALIGN_RIGHT, conflict_frozen },
	{ "stored", ALIGN_RIGHT, conflict_stored },
	{ NULL, ALIGN_LEFT, NULL },
};
