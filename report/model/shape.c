/*
 * shape.c: the members of model.json, one line each (teiten-model.5).
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

static const char *const table_words[] = { "port", "icmp", "region", "signature", NULL };
static const char *const scope_words[] = { "wide", "few", "single", "undetermined", NULL };
static const char *const kind_words[] = { "mover", "newcomer", "departed", "change", "burst", "shift", "period", "ramp",
	"newscan", "decline", "intermittent", NULL };

static const Member row_members[] = {
	{ "key", MEMBER_TEXT, offsetof(ModelRow, key), PLAIN },
	{ "protocol", MEMBER_INT, offsetof(ModelRow, protocol), BETWEEN(-1, 255) },
	{ "port", MEMBER_INT, offsetof(ModelRow, port), BETWEEN(-1, 65535) },
	{ "service", MEMBER_MAYBE, offsetof(ModelRow, service), PLAIN },
	{ "rank", MEMBER_INT64, offsetof(ModelRow, rank), COUNT },
	{ "packets", MEMBER_INT64, offsetof(ModelRow, packets), COUNT },
	{ "sources", MEMBER_INT64, offsetof(ModelRow, sources), COUNT },
	{ "previous_rank", MEMBER_INT64, offsetof(ModelRow, previous_rank), BETWEEN(RANK_BEYOND, MOST) },
	{ "previous_order", MEMBER_INT64, offsetof(ModelRow, previous_order), COUNT },
	{ "previous_packets", MEMBER_INT64, offsetof(ModelRow, previous_packets), BETWEEN(-1, MOST) },
	{ "previous_sources", MEMBER_INT64, offsetof(ModelRow, previous_sources), BETWEEN(-1, MOST) },
	{ "hours", MEMBER_MAYBE_SERIES, offsetof(ModelRow, hours), PLAIN },
};
SHAPE(shape_row, (gpointer(*)(void))model_row_new, "key", row_members);

static gpointer
make_table(void)
{
	return model_table_new(NULL);
}

static const Member table_members[] = {
	{ "name", MEMBER_WORD, offsetof(ModelTable, name), WORDS(table_words) },
	{ "rows", MEMBER_ARRAY, offsetof(ModelTable, rows), OF(shape_row) },
};
SHAPE(shape_table, make_table, "name", table_members);

static gpointer
make_sensor(void)
{
	return g_new0(ModelSensor, 1);
}

static const Member sensor_members[] = {
	{ "name", MEMBER_TEXT, offsetof(ModelSensor, name), PLAIN },
	{ "name_ja", MEMBER_TEXT, offsetof(ModelSensor, name_ja), PLAIN },
	{ "name_en", MEMBER_TEXT, offsetof(ModelSensor, name_en), PLAIN },
	{ "placement", MEMBER_MAYBE, offsetof(ModelSensor, placement), PLAIN },
	{ "packets", MEMBER_INT64, offsetof(ModelSensor, packets), COUNT },
	{ "sources", MEMBER_INT64, offsetof(ModelSensor, sources), COUNT },
	{ "expected", MEMBER_INT64, offsetof(ModelSensor, expected), COUNT },
	{ "observed", MEMBER_INT64, offsetof(ModelSensor, observed), COUNT },
	{ "previous_packets", MEMBER_INT64, offsetof(ModelSensor, previous_packets), COUNT },
	{ "previous_expected", MEMBER_INT64, offsetof(ModelSensor, previous_expected), COUNT },
	{ "previous_observed", MEMBER_INT64, offsetof(ModelSensor, previous_observed), COUNT },
};
SHAPE(shape_sensor, make_sensor, "name", sensor_members);

static gpointer
make_gap(void)
{
	return g_new0(ModelGap, 1);
}

static const Member gap_members[] = {
	{ "sensor", MEMBER_MAYBE, offsetof(ModelGap, sensor), PLAIN },
	{ "from", MEMBER_INT64, offsetof(ModelGap, from), TIME },
	{ "to", MEMBER_INT64, offsetof(ModelGap, to), TIME },
	{ "declared", MEMBER_BOOLEAN, offsetof(ModelGap, declared), PLAIN },
	{ "cause_ja", MEMBER_MAYBE, offsetof(ModelGap, cause_ja), PLAIN },
	{ "cause_en", MEMBER_MAYBE, offsetof(ModelGap, cause_en), PLAIN },
};
SHAPE(shape_gap, make_gap, NULL, gap_members);

static gpointer
make_highlight(void)
{
	return g_new0(ModelHighlight, 1);
}

static const Member highlight_members[] = {
	{ "id", MEMBER_TEXT, offsetof(ModelHighlight, id), PLAIN },
	{ "table", MEMBER_WORD, offsetof(ModelHighlight, table), WORDS(table_words) },
	{ "item", MEMBER_TEXT, offsetof(ModelHighlight, item), PLAIN },
	{ "kind", MEMBER_WORD, offsetof(ModelHighlight, kind), WORDS(kind_words) },
	{ "scope", MEMBER_WORD, offsetof(ModelHighlight, scope), WORDS(scope_words) },
	{ "from", MEMBER_INT64, offsetof(ModelHighlight, from), TIME },
	{ "to", MEMBER_INT64, offsetof(ModelHighlight, to), TIME },
	{ "factor", MEMBER_INT64, offsetof(ModelHighlight, factor), BETWEEN(0, 1000 * MOST) },
	{ "excess", MEMBER_INT64, offsetof(ModelHighlight, excess), BETWEEN(-MOST, MOST) },
	{ "sensors", MEMBER_INT64, offsetof(ModelHighlight, sensors), COUNT },
	{ "rank", MEMBER_INT64, offsetof(ModelHighlight, rank), COUNT },
	{ "previous_rank", MEMBER_INT64, offsetof(ModelHighlight, previous_rank), BETWEEN(RANK_BEYOND, MOST) },
	{ "note", MEMBER_MAYBE, offsetof(ModelHighlight, note), PLAIN },
	{ "sensor", MEMBER_MAYBE, offsetof(ModelHighlight, sensor), PLAIN },
	{ "share", MEMBER_INT64, offsetof(ModelHighlight, share), BETWEEN(0, 1000) },
	{ "rest", MEMBER_INT64, offsetof(ModelHighlight, rest), BETWEEN(0, 1000 * MOST) },
	{ "rank_without", MEMBER_INT64, offsetof(ModelHighlight, rank_without), BETWEEN(RANK_BEYOND, MOST) },
	{ "parent", MEMBER_MAYBE, offsetof(ModelHighlight, parent), PLAIN },
};
SHAPE(shape_highlight, make_highlight, "id", highlight_members);

static gpointer
make_conflict(void)
{
	return g_new0(ModelConflict, 1);
}

static const Member conflict_members[] = {
	{ "table", MEMBER_WORD, offsetof(ModelConflict, table), WORDS(table_words) },
	{ "item", MEMBER_TEXT, offsetof(ModelConflict, item), PLAIN },
	{ "frozen", MEMBER_INT64, offsetof(ModelConflict, frozen), BETWEEN(RANK_BEYOND, MOST) },
	{ "stored", MEMBER_INT64, offsetof(ModelConflict, stored), BETWEEN(RANK_BEYOND, MOST) },
};
SHAPE(shape_conflict, make_conflict, NULL, conflict_members);

static gpointer
make_load(void)
{
	return g_new0(ModelLoad, 1);
}

static const Member load_members[] = {
	{ "name", MEMBER_TEXT, offsetof(ModelLoad, name), PLAIN },
	{ "sha256", MEMBER_TEXT, offsetof(ModelLoad, sha256), PLAIN },
	{ "profile", MEMBER_TEXT, offsetof(ModelLoad, profile), PLAIN },
	{ "observations", MEMBER_INT64, offsetof(ModelLoad, observations), COUNT },
	{ "packets", MEMBER_INT64, offsetof(ModelLoad, packets), COUNT },
	{ "first", MEMBER_INT64, offsetof(ModelLoad, first), TIME },
	{ "last", MEMBER_INT64, offsetof(ModelLoad, last), TIME },
	{ "geo_type", MEMBER_MAYBE, offsetof(ModelLoad, geo_type), PLAIN },
	{ "geo_sha256", MEMBER_MAYBE, offsetof(ModelLoad, geo_sha256), PLAIN },
	{ "geo_built", MEMBER_INT64, offsetof(ModelLoad, geo_built), TIME },
};
SHAPE(shape_load, make_load, NULL, load_members);

static const Member totals_members[] = {
	{ "quarter", MEMBER_NAME, offsetof(ModelTotals, quarter.name), PLAIN },
	{ "start", MEMBER_INT64, offsetof(ModelTotals, quarter.start), TIME },
	{ "end", MEMBER_INT64, offsetof(ModelTotals, quarter.end), TIME },
	{ "packets", MEMBER_INT64, offsetof(ModelTotals, packets), COUNT },
	{ "sources", MEMBER_INT64, offsetof(ModelTotals, sources), BETWEEN(-1, MOST) },
	{ "expected", MEMBER_INT64, offsetof(ModelTotals, expected), COUNT },
	{ "observed", MEMBER_INT64, offsetof(ModelTotals, observed), COUNT },
	{ "sensors", MEMBER_INT64, offsetof(ModelTotals, sensors), COUNT },
};
SHAPE(shape_totals, NULL, NULL, totals_members);

static const Member model_members[] = {
	{ "version", MEMBER_VERSION, 0, PLAIN },
	{ "tool", MEMBER_TEXT, offsetof(Model, tool), PLAIN },
	{ "time_zone", MEMBER_TEXT, offsetof(Model, time_zone), PLAIN },
	{ "simulated", MEMBER_BOOLEAN, offsetof(Model, simulated), PLAIN },
	{ "frozen", MEMBER_BOOLEAN, offsetof(Model, frozen), PLAIN },
	{ "now", MEMBER_OBJECT, offsetof(Model, now), OF(shape_totals) },
	{ "before", MEMBER_OBJECT, offsetof(Model, before), OF(shape_totals) },
	{ "loads", MEMBER_ARRAY, offsetof(Model, loads), OF(shape_load) },
	{ "sensors", MEMBER_ARRAY, offsetof(Model, sensors), OF(shape_sensor) },
	{ "gaps", MEMBER_ARRAY, offsetof(Model, gaps), OF(shape_gap) },
	{ "conflicts", MEMBER_ARRAY, offsetof(Model, conflicts), OF(shape_conflict) },
	{ "highlights", MEMBER_ARRAY, offsetof(Model, highlights), OF(shape_highlight) },
	{ "bins", MEMBER_SIZE, offsetof(Model, bins), BETWEEN(1, 100000) },
	{ "edges", MEMBER_SERIES, offsetof(Model, edges), BETWEEN(1, 0) },
	{ "bin_expected", MEMBER_SERIES, offsetof(Model, bin_expected), PLAIN },
	{ "bin_observed", MEMBER_SERIES, offsetof(Model, bin_observed), PLAIN },
	{ "tables", MEMBER_ARRAY, offsetof(Model, tables), OF(shape_table) },
};
const Shape shape_model = { (gpointer(*)(void))model_new, NULL, model_members, G_N_ELEMENTS(model_members) };
