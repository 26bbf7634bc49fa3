/*
 * shape.c: the members of model.json, one line each (teiten-model.5).
 * A member that came after the first version ends its line in that version: an older model has none, its field stays as its
 * maker leaves it, and it is written again without.
 */
#include <stddef.h>
#include "shape.h"

/* So many that a hundred thousand of them still add up in a gint64. */
#define MOST          MODEL_COUNT_MAX
#define COUNT         0, MOST, NULL, NULL
#define TIME          -62135510400, 253402214400, NULL, NULL /* years 1 to 9999 */
#define BETWEEN(a, b) a, b, NULL, NULL
#define PLAIN         0, 0, NULL, NULL
#define WORDS(list)   0, 0, NULL, list
#define OF(shape)     0, 0, &shape, NULL

#define SHAPE(name, make, key, list) static const Shape name = { make, key, list, G_N_ELEMENTS(list) }

static const char *const table_words[] = { "port", "icmp", "region", "signature", TABLE_TOTAL, NULL };
static const char *const scope_words[] = { "wide", "few", "single", "undetermined", NULL };
static const char *const kind_words[] = { "mover", "newcomer", "departed", "change", "burst", "shift", "period", "ramp",
	"newscan", "decline", "intermittent", NULL };

static const char *const origin_words[] = { "source", "network", "several", NULL };
static const char *const tie_words[] = { "part", "network", "sources", NULL };

static const Member row_members[] = {
	{ "key", MEMBER_TEXT, offsetof(ModelRow, key), PLAIN, 1 },
	{ "protocol", MEMBER_INT, offsetof(ModelRow, protocol), BETWEEN(-1, 255), 1 },
	{ "port", MEMBER_INT, offsetof(ModelRow, port), BETWEEN(-1, 65535), 1 },
	{ "service", MEMBER_MAYBE, offsetof(ModelRow, service), PLAIN, 1 },
	{ "rank", MEMBER_INT64, offsetof(ModelRow, rank), COUNT, 1 },
	{ "packets", MEMBER_INT64, offsetof(ModelRow, packets), COUNT, 1 },
	{ "sources", MEMBER_INT64, offsetof(ModelRow, sources), BETWEEN(-1, MOST), 1 },
	{ "previous_rank", MEMBER_INT64, offsetof(ModelRow, previous_rank), BETWEEN(RANK_BEYOND, MOST), 1 },
	{ "previous_order", MEMBER_INT64, offsetof(ModelRow, previous_order), COUNT, 1 },
	{ "previous_packets", MEMBER_INT64, offsetof(ModelRow, previous_packets), BETWEEN(-1, MOST), 1 },
	{ "previous_sources", MEMBER_INT64, offsetof(ModelRow, previous_sources), BETWEEN(-1, MOST), 1 },
	{ "factor", MEMBER_INT64, offsetof(ModelRow, factor), BETWEEN(0, 1000 * MOST), 2 },
	{ "corrected_rank", MEMBER_INT64, offsetof(ModelRow, corrected_rank), BETWEEN(RANK_BEYOND, MOST), 2 },
	{ "corrected_previous_rank", MEMBER_INT64, offsetof(ModelRow, corrected_previous_rank),
	    BETWEEN(RANK_BEYOND, MOST), 2 },
	{ "caveat", MEMBER_MAYBE, offsetof(ModelRow, caveat), PLAIN, 2 },
	{ "packets_without", MEMBER_INT64, offsetof(ModelRow, packets_without), COUNT, 3 },
	{ "rank_without", MEMBER_INT64, offsetof(ModelRow, rank_without), BETWEEN(RANK_BEYOND, MOST), 3 },
	{ "hours", MEMBER_MAYBE_SERIES, offsetof(ModelRow, hours), PLAIN, 1 },
};
SHAPE(shape_row, (gpointer(*)(void))model_row_new, "key", row_members);

static gpointer
make_table(void)
{
	return model_table_new(NULL);
}

static const Member table_members[] = {
	{ "name", MEMBER_WORD, offsetof(ModelTable, name), WORDS(table_words), 1 },
	{ "rows", MEMBER_ARRAY, offsetof(ModelTable, rows), OF(shape_row), 1 },
};
SHAPE(shape_table, make_table, "name", table_members);

static gpointer
make_sensor(void)
{
	return g_new0(ModelSensor, 1);
}

static const Member sensor_members[] = {
	{ "name", MEMBER_TEXT, offsetof(ModelSensor, name), PLAIN, 1 },
	{ "name_ja", MEMBER_TEXT, offsetof(ModelSensor, name_ja), PLAIN, 1 },
	{ "name_en", MEMBER_TEXT, offsetof(ModelSensor, name_en), PLAIN, 1 },
	{ "placement", MEMBER_MAYBE, offsetof(ModelSensor, placement), PLAIN, 1 },
	{ "packets", MEMBER_INT64, offsetof(ModelSensor, packets), COUNT, 1 },
	{ "sources", MEMBER_INT64, offsetof(ModelSensor, sources), BETWEEN(-1, MOST), 1 },
	{ "expected", MEMBER_INT64, offsetof(ModelSensor, expected), COUNT, 1 },
	{ "observed", MEMBER_INT64, offsetof(ModelSensor, observed), COUNT, 1 },
	{ "previous_packets", MEMBER_INT64, offsetof(ModelSensor, previous_packets), COUNT, 1 },
	{ "previous_expected", MEMBER_INT64, offsetof(ModelSensor, previous_expected), COUNT, 1 },
	{ "previous_observed", MEMBER_INT64, offsetof(ModelSensor, previous_observed), COUNT, 1 },
	{ "started", MEMBER_INT64, offsetof(ModelSensor, started), TIME, 2 },
	{ "started_known", MEMBER_MAYBE, offsetof(ModelSensor, started_known), PLAIN, 2 },
	{ "stopped", MEMBER_INT64, offsetof(ModelSensor, stopped), TIME, 2 },
	{ "stopped_known", MEMBER_MAYBE, offsetof(ModelSensor, stopped_known), PLAIN, 2 },
	{ "days", MEMBER_COUNTS, offsetof(ModelSensor, days), PLAIN, 2 },
};
SHAPE(shape_sensor, make_sensor, "name", sensor_members);

static gpointer
make_gap(void)
{
	return g_new0(ModelGap, 1);
}

static const Member gap_members[] = {
	{ "sensor", MEMBER_MAYBE, offsetof(ModelGap, sensor), PLAIN, 1 },
	{ "from", MEMBER_INT64, offsetof(ModelGap, from), TIME, 1 },
	{ "to", MEMBER_INT64, offsetof(ModelGap, to), TIME, 1 },
	{ "declared", MEMBER_BOOLEAN, offsetof(ModelGap, declared), PLAIN, 1 },
	{ "cause_ja", MEMBER_MAYBE, offsetof(ModelGap, cause_ja), PLAIN, 1 },
	{ "cause_en", MEMBER_MAYBE, offsetof(ModelGap, cause_en), PLAIN, 1 },
};
SHAPE(shape_gap, make_gap, NULL, gap_members);

static const char *const what_words[] = { "silent", "degraded", "started", "stopped", "moved", NULL };
static const char *const known_words[] = { "declared", "detected", "both", "conflict", NULL };

static gpointer
make_health(void)
{
	return g_new0(ModelHealth, 1);
}

static const Member health_members[] = {
	{ "what", MEMBER_WORD, offsetof(ModelHealth, what), WORDS(what_words), 3 },
	{ "sensor", MEMBER_MAYBE, offsetof(ModelHealth, sensor), PLAIN, 3 },
	{ "other", MEMBER_MAYBE, offsetof(ModelHealth, other), PLAIN, 3 },
	{ "from", MEMBER_INT64, offsetof(ModelHealth, from), TIME, 3 },
	{ "to", MEMBER_INT64, offsetof(ModelHealth, to), TIME, 3 },
	{ "known", MEMBER_WORD, offsetof(ModelHealth, known), WORDS(known_words), 3 },
	{ "missing", MEMBER_INT64, offsetof(ModelHealth, missing), COUNT, 3 },
	{ "heard", MEMBER_INT64, offsetof(ModelHealth, heard), COUNT, 3 },
	{ "found_from", MEMBER_INT64, offsetof(ModelHealth, found_from), TIME, 3 },
	{ "found_to", MEMBER_INT64, offsetof(ModelHealth, found_to), TIME, 3 },
	{ "differs", MEMBER_BOOLEAN, offsetof(ModelHealth, differs), PLAIN, 3 },
	{ "level", MEMBER_INT64, offsetof(ModelHealth, level), BETWEEN(0, 1000 * MOST), 3 },
	{ "cause_ja", MEMBER_MAYBE, offsetof(ModelHealth, cause_ja), PLAIN, 3 },
	{ "cause_en", MEMBER_MAYBE, offsetof(ModelHealth, cause_en), PLAIN, 3 },
};
SHAPE(shape_health, make_health, NULL, health_members);

static gpointer
make_part(void)
{
	return g_new0(ModelPart, 1);
}

static const Member part_members[] = {
	{ "sensor", MEMBER_TEXT, offsetof(ModelPart, sensor), PLAIN, 2 },
	{ "days", MEMBER_COUNTS, offsetof(ModelPart, days), PLAIN, 2 },
};
SHAPE(shape_part, make_part, "sensor", part_members);

static gpointer
make_highlight(void)
{
	ModelHighlight *highlight = g_new0(ModelHighlight, 1);

	highlight->parts = g_ptr_array_new_with_free_func((GDestroyNotify)model_part_free);
	return highlight;
}

static const Member highlight_members[] = {
	{ "id", MEMBER_TEXT, offsetof(ModelHighlight, id), PLAIN, 1 },
	{ "table", MEMBER_WORD, offsetof(ModelHighlight, table), WORDS(table_words), 1 },
	{ "item", MEMBER_TEXT, offsetof(ModelHighlight, item), PLAIN, 1 },
	{ "kind", MEMBER_WORD, offsetof(ModelHighlight, kind), WORDS(kind_words), 1 },
	{ "scope", MEMBER_WORD, offsetof(ModelHighlight, scope), WORDS(scope_words), 1 },
	{ "from", MEMBER_INT64, offsetof(ModelHighlight, from), TIME, 1 },
	{ "to", MEMBER_INT64, offsetof(ModelHighlight, to), TIME, 1 },
	{ "factor", MEMBER_INT64, offsetof(ModelHighlight, factor), BETWEEN(0, 1000 * MOST), 1 },
	{ "excess", MEMBER_INT64, offsetof(ModelHighlight, excess), BETWEEN(-MOST, MOST), 1 },
	{ "sensors", MEMBER_INT64, offsetof(ModelHighlight, sensors), COUNT, 1 },
	{ "rank", MEMBER_INT64, offsetof(ModelHighlight, rank), COUNT, 1 },
	{ "previous_rank", MEMBER_INT64, offsetof(ModelHighlight, previous_rank), BETWEEN(RANK_BEYOND, MOST), 1 },
	{ "note", MEMBER_MAYBE, offsetof(ModelHighlight, note), PLAIN, 1 },
	{ "sensor", MEMBER_MAYBE, offsetof(ModelHighlight, sensor), PLAIN, 1 },
	{ "share", MEMBER_INT64, offsetof(ModelHighlight, share), BETWEEN(0, 1000), 1 },
	{ "rest", MEMBER_INT64, offsetof(ModelHighlight, rest), BETWEEN(0, 1000 * MOST), 1 },
	{ "rank_without", MEMBER_INT64, offsetof(ModelHighlight, rank_without), BETWEEN(RANK_BEYOND, MOST), 1 },
	{ "parent", MEMBER_MAYBE, offsetof(ModelHighlight, parent), PLAIN, 1 },
	{ "tie", MEMBER_MAYBE, offsetof(ModelHighlight, tie), WORDS(tie_words), 4 },
	{ "shared_sources", MEMBER_INT64, offsetof(ModelHighlight, shared_sources), COUNT, 4 },
	{ "usual", MEMBER_INT64, offsetof(ModelHighlight, usual), BETWEEN(0, 1000 * MOST), 3 },
	{ "sources", MEMBER_INT64, offsetof(ModelHighlight, sources), COUNT, 3 },
	{ "networks", MEMBER_INT64, offsetof(ModelHighlight, networks), COUNT, 3 },
	{ "effective_sources", MEMBER_INT64, offsetof(ModelHighlight, effective_sources), BETWEEN(0, 1000 * MOST), 3 },
	{ "effective_networks", MEMBER_INT64, offsetof(ModelHighlight, effective_networks), BETWEEN(0, 1000 * MOST),
	    3 },
	{ "source_share", MEMBER_INT64, offsetof(ModelHighlight, source_share), BETWEEN(0, 1000), 3 },
	{ "network_share", MEMBER_INT64, offsetof(ModelHighlight, network_share), BETWEEN(0, 1000), 3 },
	{ "origin", MEMBER_MAYBE, offsetof(ModelHighlight, origin), WORDS(origin_words), 3 },
	{ "as_number", MEMBER_INT64, offsetof(ModelHighlight, as_number), BETWEEN(0, G_MAXUINT32), 4 },
	{ "as_name", MEMBER_MAYBE, offsetof(ModelHighlight, as_name), PLAIN, 4 },
	{ "packets_without_network", MEMBER_INT64, offsetof(ModelHighlight, packets_without_network), COUNT, 3 },
	{ "rank_without_network", MEMBER_INT64, offsetof(ModelHighlight, rank_without_network),
	    BETWEEN(RANK_BEYOND, MOST), 3 },
	{ "parts", MEMBER_ARRAY, offsetof(ModelHighlight, parts), OF(shape_part), 2 },
	{ "around", MEMBER_COUNTS, offsetof(ModelHighlight, around), PLAIN, 4 },
};
SHAPE(shape_highlight, make_highlight, "id", highlight_members);

static gpointer
make_conflict(void)
{
	return g_new0(ModelConflict, 1);
}

static const Member conflict_members[] = {
	{ "table", MEMBER_WORD, offsetof(ModelConflict, table), WORDS(table_words), 1 },
	{ "item", MEMBER_TEXT, offsetof(ModelConflict, item), PLAIN, 1 },
	{ "frozen", MEMBER_INT64, offsetof(ModelConflict, frozen), BETWEEN(RANK_BEYOND, MOST), 1 },
	{ "stored", MEMBER_INT64, offsetof(ModelConflict, stored), BETWEEN(RANK_BEYOND, MOST), 1 },
};
SHAPE(shape_conflict, make_conflict, NULL, conflict_members);

static gpointer
make_load(void)
{
	return g_new0(ModelLoad, 1);
}

static const Member load_members[] = {
	{ "name", MEMBER_TEXT, offsetof(ModelLoad, name), PLAIN, 1 },
	{ "sha256", MEMBER_TEXT, offsetof(ModelLoad, sha256), PLAIN, 1 },
	{ "profile", MEMBER_TEXT, offsetof(ModelLoad, profile), PLAIN, 1 },
	{ "observations", MEMBER_INT64, offsetof(ModelLoad, observations), COUNT, 1 },
	{ "packets", MEMBER_INT64, offsetof(ModelLoad, packets), COUNT, 1 },
	{ "first", MEMBER_INT64, offsetof(ModelLoad, first), TIME, 1 },
	{ "last", MEMBER_INT64, offsetof(ModelLoad, last), TIME, 1 },
	{ "geo_type", MEMBER_MAYBE, offsetof(ModelLoad, geo_type), PLAIN, 1 },
	{ "geo_sha256", MEMBER_MAYBE, offsetof(ModelLoad, geo_sha256), PLAIN, 1 },
	{ "geo_built", MEMBER_INT64, offsetof(ModelLoad, geo_built), TIME, 1 },
	{ "cut", MEMBER_BOOLEAN, offsetof(ModelLoad, cut), PLAIN, 2 },
	{ "dropped", MEMBER_INT64, offsetof(ModelLoad, dropped), COUNT, 2 },
	{ "unread", MEMBER_INT64, offsetof(ModelLoad, unread), COUNT, 2 },
	{ "survey", MEMBER_MAYBE, offsetof(ModelLoad, survey), PLAIN, 4 },
	{ "survey_sha256", MEMBER_MAYBE, offsetof(ModelLoad, survey_sha256), PLAIN, 4 },
};
SHAPE(shape_load, make_load, NULL, load_members);

static gpointer
make_expired(void)
{
	return g_new0(ModelExpired, 1);
}

static const Member expired_members[] = {
	{ "from", MEMBER_INT64, offsetof(ModelExpired, from), TIME, 3 },
	{ "to", MEMBER_INT64, offsetof(ModelExpired, to), TIME, 3 },
};
SHAPE(shape_expired, make_expired, NULL, expired_members);

static const char *const class_words[] = { "unclassified", "scan", "backscatter", "survey", NULL };

static gpointer
make_class(void)
{
	return g_new0(ModelClass, 1);
}

static const Member class_members[] = {
	{ "name", MEMBER_WORD, offsetof(ModelClass, name), WORDS(class_words), 4 },
	{ "counted", MEMBER_BOOLEAN, offsetof(ModelClass, counted), PLAIN, 4 },
	{ "packets", MEMBER_INT64, offsetof(ModelClass, packets), COUNT, 4 },
	{ "sources", MEMBER_INT64, offsetof(ModelClass, sources), BETWEEN(-1, MOST), 4 },
	{ "previous_packets", MEMBER_INT64, offsetof(ModelClass, previous_packets), BETWEEN(-1, MOST), 4 },
	{ "previous_sources", MEMBER_INT64, offsetof(ModelClass, previous_sources), BETWEEN(-1, MOST), 4 },
};
SHAPE(shape_class, make_class, "name", class_members);

static gpointer
make_day(void)
{
	return g_new0(ModelDay, 1);
}

static const Member day_members[] = {
	{ "from", MEMBER_INT64, offsetof(ModelDay, from), TIME, 4 },
	{ "to", MEMBER_INT64, offsetof(ModelDay, to), TIME, 4 },
	{ "expected", MEMBER_INT64, offsetof(ModelDay, expected), COUNT, 4 },
	{ "observed", MEMBER_INT64, offsetof(ModelDay, observed), COUNT, 4 },
};
SHAPE(shape_day, make_day, NULL, day_members);

static const Member totals_members[] = {
	{ "quarter", MEMBER_NAME, offsetof(ModelTotals, quarter.name), PLAIN, 1 },
	{ "start", MEMBER_INT64, offsetof(ModelTotals, quarter.start), TIME, 1 },
	{ "end", MEMBER_INT64, offsetof(ModelTotals, quarter.end), TIME, 1 },
	{ "packets", MEMBER_INT64, offsetof(ModelTotals, packets), COUNT, 1 },
	{ "sources", MEMBER_INT64, offsetof(ModelTotals, sources), BETWEEN(-1, MOST), 1 },
	{ "expected", MEMBER_INT64, offsetof(ModelTotals, expected), COUNT, 1 },
	{ "observed", MEMBER_INT64, offsetof(ModelTotals, observed), COUNT, 1 },
	{ "sensors", MEMBER_INT64, offsetof(ModelTotals, sensors), COUNT, 1 },
};
SHAPE(shape_totals, NULL, NULL, totals_members);

static const Member model_members[] = {
	{ "version", MEMBER_VERSION, offsetof(Model, version), PLAIN, 1 },
	{ "tool", MEMBER_TEXT, offsetof(Model, tool), PLAIN, 1 },
	{ "time_zone", MEMBER_TEXT, offsetof(Model, time_zone), PLAIN, 1 },
	{ "simulated", MEMBER_BOOLEAN, offsetof(Model, simulated), PLAIN, 1 },
	{ "frozen", MEMBER_BOOLEAN, offsetof(Model, frozen), PLAIN, 1 },
	{ "now", MEMBER_OBJECT, offsetof(Model, now), OF(shape_totals), 1 },
	{ "before", MEMBER_OBJECT, offsetof(Model, before), OF(shape_totals), 1 },
	{ "loads", MEMBER_ARRAY, offsetof(Model, loads), OF(shape_load), 1 },
	{ "asn_type", MEMBER_MAYBE, offsetof(Model, asn_type), PLAIN, 4 },
	{ "asn_sha256", MEMBER_MAYBE, offsetof(Model, asn_sha256), PLAIN, 4 },
	{ "asn_built", MEMBER_INT64, offsetof(Model, asn_built), TIME, 4 },
	{ "expired", MEMBER_ARRAY, offsetof(Model, expired), OF(shape_expired), 3 },
	{ "classes", MEMBER_ARRAY, offsetof(Model, classes), OF(shape_class), 4 },
	{ "around", MEMBER_ARRAY, offsetof(Model, around), OF(shape_day), 4 },
	{ "sensors", MEMBER_ARRAY, offsetof(Model, sensors), OF(shape_sensor), 1 },
	{ "gaps", MEMBER_ARRAY, offsetof(Model, gaps), OF(shape_gap), 1 },
	{ "health", MEMBER_ARRAY, offsetof(Model, health), OF(shape_health), 3 },
	{ "conflicts", MEMBER_ARRAY, offsetof(Model, conflicts), OF(shape_conflict), 1 },
	{ "highlights", MEMBER_ARRAY, offsetof(Model, highlights), OF(shape_highlight), 1 },
	{ "bins", MEMBER_SIZE, offsetof(Model, bins), BETWEEN(1, 100000), 1 },
	{ "edges", MEMBER_SERIES, offsetof(Model, edges), BETWEEN(1, 0), 1 },
	{ "bin_expected", MEMBER_SERIES, offsetof(Model, bin_expected), PLAIN, 1 },
	{ "bin_observed", MEMBER_SERIES, offsetof(Model, bin_observed), PLAIN, 1 },
	{ "tables", MEMBER_ARRAY, offsetof(Model, tables), OF(shape_table), 1 },
};
const Shape shape_model = { (gpointer(*)(void))model_new, NULL, model_members, G_N_ELEMENTS(model_members) };
