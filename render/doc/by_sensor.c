/*
 * by_sensor.c: a series for each sensor, of one item or of all packets, by day: what a map of heat and small multiples
 * show.  A sensor's own gaps are its own states.
 */
#include "by_sensor.h"
#include "error.h"

/* What a gap or a life that begins or ends leaves of a day. */
static PointState
state_of(const Model *model, const ModelSensor *sensor, gint64 from, gint64 to)
{
	gint64 missing = 0;

	for (guint i = 0; i < model->gaps->len; i++) {
		const ModelGap *gap = model->gaps->pdata[i];
		if (!gap->sensor || g_str_equal(gap->sensor, sensor->name))
			missing += MAX(0, MIN(gap->to, to) - MAX(gap->from, from));
	}
	if (sensor->started > 0)
		missing += MAX(0, MIN(sensor->started, to) - from);
	if (sensor->stopped > 0)
		missing += MAX(0, to - MAX(sensor->stopped, from));
	return missing == 0 ? POINT_OBSERVED : missing >= to - from ? POINT_MISSING : POINT_PARTIAL;
}

static PointKnown
known_of(const ModelHealth *health)
{
	static const char *const words[] = { [KNOWN_DECLARED] = "declared",
		[KNOWN_DETECTED] = "detected",
		[KNOWN_BOTH] = "both",
		[KNOWN_CONFLICT] = "conflict" };

	for (guint i = KNOWN_DECLARED; i < KNOWN_KINDS; i++)
		if (g_str_equal(health->known, words[i]))
			return (PointKnown)i;
	return KNOWN_NOT;
}

/* Of what takes most of the day of a sensor's data away, or is said to; what is lossy or moved has data. */
static PointKnown
known_at(const Model *model, const ModelSensor *sensor, gint64 from, gint64 to)
{
	PointKnown known = KNOWN_NOT;
	gint64 most = 0;

	for (guint i = 0; i < model->health->len; i++) {
		const ModelHealth *health = model->health->pdata[i];
		gint64 length = MIN(health->to, to) - MAX(health->from, from);

		if (g_str_equal(health->what, "degraded") || g_str_equal(health->what, "moved") || length <= most ||
		    (health->sensor && !g_str_equal(health->sensor, sensor->name)))
			continue;
		most = length;
		known = known_of(health);
	}
	return known;
}

static void
add(const Facts *facts, Chart *chart, const ModelSensor *sensor, const GArray *days, gsize first)
{
	ChartSeries *series = g_new0(ChartSeries, 1);

	series->key = g_strdup(sensor->name);
	series->label = g_strdup(facts_sensor(facts, sensor->name));
	series->packets = g_new0(gint64, chart->bins + 1);
	series->states = g_new0(PointState, chart->bins + 1);
	series->known = g_new0(PointKnown, chart->bins + 1);
	for (gsize i = 0; i < chart->bins; i++) {
		series->packets[i] = g_array_index(days, gint64, first + i);
		series->states[i] = state_of(facts->model, sensor, chart->edges[i], chart->edges[i + 1]);
		series->known[i] = known_at(facts->model, sensor, chart->edges[i], chart->edges[i + 1]);
	}
	g_ptr_array_add(chart->series, series);
}

/* The days of a sensor that a highlight's parts have; NULL. */
static const GArray *
part_of(const ModelHighlight *highlight, const char *sensor)
{
	for (guint i = 0; highlight->parts && i < highlight->parts->len; i++) {
		const ModelPart *part = highlight->parts->pdata[i];
		if (g_str_equal(part->sensor, sensor))
			return part->days;
	}
	return NULL;
}

/* The first highlight of an item; NULL where none speaks of it. */
static const ModelHighlight *
highlight_of(const Model *model, const char *table, const char *item)
{
	for (guint i = 0; i < model->highlights->len; i++) {
		const ModelHighlight *highlight = model->highlights->pdata[i];
		if (g_str_equal(highlight->table, table) && g_str_equal(highlight->item, item))
			return highlight;
	}
	return NULL;
}

gboolean
by_sensor(const Facts *facts, Chart *chart, const char *table, const char *item, gsize first)
{
	const Model *model = facts->model;
	const ModelHighlight *highlight = item ? highlight_of(model, table, item) : NULL;

	if (item && !highlight)
		return FALSE;
	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];
		const GArray *days = item ? part_of(highlight, sensor->name) : sensor->days;

		if (days && days->len >= first + chart->bins)
			add(facts, chart, sensor, days, first);
	}
	return chart->series->len > 0;
}

static gint64
sum_of(const Chart *chart, const ChartSeries *series)
{
	gint64 sum = 0;

	for (gsize bin = 0; bin < chart->bins; bin++)
		sum += series->packets[bin];
	return sum;
}

static gint
by_sum(gconstpointer a, gconstpointer b, gpointer chart)
{
	gint64 x = sum_of(chart, *(ChartSeries *const *)a), y = sum_of(chart, *(ChartSeries *const *)b);

	return (x < y) - (x > y);
}

void
by_sensor_first(Chart *chart, guint top)
{
	g_ptr_array_sort_with_data(chart->series, by_sum, chart); /* a stable sort: equal ones stay by name */
	g_ptr_array_set_size(chart->series, (gint)MIN(chart->series->len, top));
}
