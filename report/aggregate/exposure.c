/*
 * exposure.c: coverage as the model tells it: totals, sensors, bins and gaps.
 */
#include "aggregate.h"
#include "coverage.h"

static Span
quarter_span(const Quarter *quarter)
{
	return (Span) { quarter->start, quarter->end };
}

static gssize
find_sensor(const Panel *panel, const char *name)
{
	for (guint i = 0; i < panel->sensors->len; i++)
		if (g_str_equal(((const Sensor *)panel->sensors->pdata[i])->name, name))
			return (gssize)i;
	return -1;
}

static gint64
heard(const Panel *panel, gsize sensor, Span span)
{
	const gint64 *edges = (const gint64 *)panel->edges->data;
	gint64 sum = 0;

	for (gsize i = 0; i < panel->bins; i++)
		if (edges[i] >= span.from && edges[i] < span.to)
			sum += panel->heard[sensor * panel->bins + i];
	return sum;
}

/* --- gaps ------------------------------------------------------------------------------------ */

static void
add_gap(Model *model, const char *sensor, Span span, const Outage *outage)
{
	Span quarter = quarter_span(&model->now.quarter);
	ModelGap *gap;

	if (span_overlap(span, quarter) == 0)
		return;
	gap = g_new0(ModelGap, 1);
	gap->sensor = g_strdup(sensor);
	gap->from = MAX(span.from, quarter.from);
	gap->to = MIN(span.to, quarter.to);
	gap->declared = outage != NULL;
	gap->cause_ja = g_strdup(outage ? outage->cause_ja : NULL);
	gap->cause_en = g_strdup(outage ? outage->cause_en : NULL);
	g_ptr_array_add(model->gaps, gap);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const ModelGap *x = *(ModelGap *const *)a, *y = *(ModelGap *const *)b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return g_strcmp0(x->sensor, y->sensor);
}

/* An outage that packets contradict is a gap only in its silent parts, at all its sensors and beside that at each. */
static void
add_doubted(Model *model, const Panel *panel, gsize i, const GArray *common)
{
	const Outage *outage = panel->outages->pdata[i];
	const GPtrArray *claims = panel->coverage->claims;

	for (guint k = 0; k < common->len; k++)
		add_gap(model, outage->sensor, g_array_index(common, Span, k), outage);
	for (guint c = 0; c < claims->len && !outage->sensor; c++) {
		const Claim *claim = claims->pdata[c];

		for (guint k = 0; claim->outage == i && k < claim->missing->len; k++) {
			g_autoptr(GArray) own = span_without(g_array_index(claim->missing, Span, k), common, 1);
			for (guint n = 0; n < own->len; n++)
				add_gap(model, ((const Sensor *)panel->sensors->pdata[claim->sensor])->name,
				    g_array_index(own, Span, n), outage);
		}
	}
}

static void
add_outage(Model *model, const Panel *panel, gsize i)
{
	const Outage *outage = panel->outages->pdata[i];
	gboolean doubted;
	g_autoptr(GArray) common = coverage_common(panel->coverage, i, &doubted);

	if (doubted)
		add_doubted(model, panel, i, common);
	else
		add_gap(model, outage->sensor, (Span) { outage->from, outage->to }, outage);
}

static void
add_gaps(Model *model, const Coverage *coverage, const Panel *panel)
{
	for (guint i = 0; i < panel->outages->len; i++)
		add_outage(model, panel, i);
	for (guint i = 0; i < coverage->system->len; i++)
		add_gap(model, NULL, g_array_index(coverage->system, Span, i), NULL);
	for (guint s = 0; s < coverage->silent->len; s++) {
		const GArray *silent = coverage->silent->pdata[s];

		for (guint i = 0; i < silent->len; i++)
			add_gap(model, ((const Sensor *)panel->sensors->pdata[s])->name, g_array_index(silent, Span, i),
			    NULL);
	}
	g_ptr_array_sort(model->gaps, by_time);
}

/* --- sensors that begin and end -------------------------------------------------------------- */

static gboolean
is_inside(gint64 time, const Quarter *quarter)
{
	return time > quarter->start && time < quarter->end;
}

/* The register knows it; else a gap of its own, not of all, at the end of the time in which it was expected. */
static void
set_life(const Model *model, const Coverage *coverage, const Sensor *known, gsize s, ModelSensor *sensor)
{
	const Quarter *quarter = &model->now.quarter;
	const GArray *silent = coverage->silent->pdata[s];
	const Span *expected = &coverage->expected[s];
	const Span *first = silent->len > 0 ? &g_array_index(silent, Span, 0) : NULL;
	const Span *last = silent->len > 0 ? &g_array_index(silent, Span, silent->len - 1) : NULL;

	if (is_inside(known->valid_from, quarter)) {
		sensor->started = known->valid_from;
		sensor->started_known = g_strdup("register");
	} else if (first && first->from <= expected->from && is_inside(first->to, quarter)) {
		sensor->started = first->to;
		sensor->started_known = g_strdup("silence");
	}
	if (is_inside(known->valid_to, quarter)) {
		sensor->stopped = known->valid_to;
		sensor->stopped_known = g_strdup("register");
	} else if (last && last->to >= expected->to && is_inside(last->from, quarter)) {
		sensor->stopped = last->from;
		sensor->stopped_known = g_strdup("silence");
	}
}

/* --- sensors, totals, bins ------------------------------------------------------------------- */

static void
add_sensor(Model *model, const Coverage *coverage, const Panel *panel, gsize s)
{
	const Sensor *known = panel->sensors->pdata[s];
	Span now = quarter_span(&model->now.quarter), before = quarter_span(&model->before.quarter);
	ModelSensor *sensor = g_new0(ModelSensor, 1);

	sensor->name = g_strdup(known->name);
	sensor->name_ja = g_strdup(known->name_ja ? known->name_ja : known->name);
	sensor->name_en = g_strdup(known->name_en ? known->name_en : known->name);
	sensor->placement = g_strdup(known->placement);
	set_life(model, coverage, known, s, sensor);
	sensor->packets = heard(panel, s, now);
	sensor->sources = panel->sources ? panel->sources[s] : -1;
	sensor->expected = coverage_expected(coverage, s, now);
	sensor->observed = coverage_observed(coverage, s, now);
	sensor->previous_packets = heard(panel, s, before);
	sensor->previous_expected = coverage_expected(coverage, s, before);
	sensor->previous_observed = coverage_observed(coverage, s, before);
	model->now.expected += sensor->expected;
	model->now.observed += sensor->observed;
	model->now.sensors += sensor->expected > 0;
	model->before.expected += sensor->previous_expected;
	model->before.observed += sensor->previous_observed;
	model->before.sensors += sensor->previous_expected > 0;
	if (sensor->packets + sensor->expected + sensor->previous_packets + sensor->previous_expected > 0)
		g_ptr_array_add(model->sensors, sensor);
	else
		model_sensor_free(sensor);
}

static void
fill(Model *model, const Coverage *coverage, const Panel *panel)
{
	for (gsize s = 0; s < panel->sensors->len; s++) {
		add_sensor(model, coverage, panel, s);
		coverage_add_bins(coverage, s, model->edges, model->bins, model->bin_expected, model->bin_observed);
	}
}

/* The end of the last minute in which any sensor was heard. */
static gint64
last_heard(const Minutes *minutes)
{
	for (gsize h = minutes->minutes / 60 + 1; h-- > 0;) {
		guint64 any = 0;

		for (gsize s = 0; s < minutes->sensors; s++)
			any |= minutes_of_hour(minutes, s, h);
		if (any)
			return minutes->from + ((gint64)h * 60 + (gint64)g_bit_storage(any)) * 60;
	}
	return minutes->from;
}

gboolean
aggregate_coverage(Model *model, Source *source, Panel *panel, GError **error)
{
	const gint64 *edges = (const gint64 *)panel->edges->data;
	GPtrArray *outages = panel->outages = source_outages(source, edges[0], edges[panel->bins], error);
	g_autofree Span *valid = g_new0(Span, panel->sensors->len + 1);
	g_autofree CoverageOutage *spans = outages ? g_new0(CoverageOutage, outages->len + 1) : NULL;
	CoverageInput input = { panel->minutes, valid, spans, outages ? outages->len : 0,
		quarter_span(&model->before.quarter), quarter_span(&model->now.quarter), model->now.quarter.end };

	if (!outages)
		return FALSE;
	for (guint i = 0; i < panel->sensors->len; i++) {
		const Sensor *sensor = panel->sensors->pdata[i];

		valid[i] = (Span) { sensor->valid_from, sensor->valid_to };
	}
	for (guint i = 0; i < outages->len; i++) {
		const Outage *outage = outages->pdata[i];
		gssize sensor = outage->sensor ? find_sensor(panel, outage->sensor) : -1;

		if (!outage->sensor || sensor >= 0) /* else its span stays empty */
			spans[i] = (CoverageOutage) { sensor, { outage->from, outage->to } };
	}
	panel->end = input.end = MAX(model->now.quarter.end, last_heard(panel->minutes));
	panel->coverage = coverage_find(&input);
	fill(model, panel->coverage, panel);
	add_gaps(model, panel->coverage, panel);
	return TRUE;
}
