/*
 * series.c: packets an hour and unique sources of every row and sensor, in one pass over each quarter.
 * A row's hours must add up to what the tally said: two ways to the same number.
 */
#include "aggregate.h"
#include "coverage.h"
#include "error.h"
#include "notable.h"

enum { BEFORE = 7 * 86400, AFTER = 14 * 86400 /* looked at outside of the two quarters [s] */ };

void
panel_free(Panel *panel)
{
	if (!panel)
		return;
	if (panel->sensors)
		g_ptr_array_unref(panel->sensors);
	if (panel->edges)
		g_array_unref(panel->edges);
	g_free(panel->heard);
	g_free(panel->sources);
	minutes_free(panel->minutes);
	g_clear_pointer(&panel->outages, g_ptr_array_unref);
	coverage_free(panel->coverage);
	daily_free(panel->daily);
	g_free(panel);
}

/* --- one pass -------------------------------------------------------------------------------- */

/* What is asked in a pass: a want for each table, the last one of the sensors. */
typedef struct {
	SourceWant *wants;
	gsize n, bins;
	GPtrArray *owned; /* buffers of the wants */
} Questions;

static Questions *
questions_new(gsize tables, gsize bins)
{
	Questions *questions = g_new0(Questions, 1);

	questions->wants = g_new0(SourceWant, tables + 1);
	questions->n = tables + 1;
	questions->bins = bins;
	questions->owned = g_ptr_array_new_with_free_func(g_free);
	return questions;
}

static void
questions_free(Questions *questions)
{
	g_ptr_array_unref(questions->owned);
	g_free(questions->wants);
	g_free(questions);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Questions, questions_free)

static gint64 *
buffer(Questions *questions, gsize n)
{
	gint64 *numbers = g_new0(gint64, n + 1);

	g_ptr_array_add(questions->owned, numbers);
	return numbers;
}

void
series_keys(const ModelTable *table, const Source *source, GArray *keys, GArray *groups)
{
	for (guint i = 0; i < table->rows->len; i++)
		row_append_keys(table, table->rows->pdata[i], source, keys, groups, (guint16)i);
}

static void
ask_table(Questions *questions, SourceWant *want, const ModelTable *table, const Source *source, gboolean hours,
    gboolean sources)
{
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint16));

	series_keys(table, source, keys, groups);
	want->dimension = table_dimension(table->name);
	want->n_keys = keys->len;
	want->n_groups = table->rows->len;
	want->counts = hours ? buffer(questions, want->n_groups * questions->bins) : NULL;
	want->sources = sources ? buffer(questions, want->n_groups) : NULL;
	want->keys = g_array_steal(keys, NULL);
	want->group = g_array_steal(groups, NULL);
	g_ptr_array_add(questions->owned, (gpointer)want->keys);
	g_ptr_array_add(questions->owned, (gpointer)want->group);
}

static void
ask_sensors(Questions *questions, SourceWant *want, const GPtrArray *sensors, gboolean sources)
{
	guint32 *keys = g_new0(guint32, sensors->len + 1);

	for (guint i = 0; i < sensors->len; i++)
		keys[i] = (guint32)((const Sensor *)sensors->pdata[i])->id;
	want->dimension = DIMENSION_SENSOR;
	want->keys = keys;
	want->n_keys = want->n_groups = sensors->len;
	want->counts = buffer(questions, want->n_groups * questions->bins);
	want->sources = sources ? buffer(questions, want->n_groups) : NULL;
	g_ptr_array_add(questions->owned, keys);
}

/* --- the answers to their places ------------------------------------------------------------- */

static gboolean
refuse_sum(const char *what, gint64 hours, gint64 packets, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
	    "the store counts %" G_GINT64_FORMAT " packets of '%s' but its hours hold %" G_GINT64_FORMAT, packets, what,
	    hours);
	return FALSE;
}

static gboolean
take_rows(const Questions *questions, const SourceWant *want, const ModelTable *table, GError **error)
{
	for (guint i = 0; i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];
		const gint64 *hours = want->counts + i * questions->bins;
		gint64 sum = 0;

		for (gsize bin = 0; bin < questions->bins; bin++)
			sum += hours[bin];
		if (sum != row->packets)
			return refuse_sum(row->key, sum, row->packets, error);
		row->sources = want->sources ? want->sources[i] : -1;
		/* a region far down has no line to draw */
		if (row->rank <= MODEL_RANKS || (row->previous_order > 0 && row->previous_order <= MODEL_RANKS))
			row->hours = g_memdup2(hours, questions->bins * sizeof *hours);
	}
	return TRUE;
}

static void
take_sensors(Panel *panel, const Questions *questions, gsize first, gint64 *sum)
{
	const SourceWant *want = &questions->wants[questions->n - 1];

	for (gsize s = 0; s < panel->sensors->len; s++)
		for (gsize bin = 0; bin < questions->bins; bin++) {
			gint64 packets = want->counts[s * questions->bins + bin];

			panel->heard[s * panel->bins + first + bin] = packets;
			*sum += packets;
		}
}

/* --- the passes ------------------------------------------------------------------------------ */

static gboolean
pass_now(Model *model, Source *source, Panel *panel, gsize first, GError **error)
{
	g_autoptr(Questions) questions = questions_new(model->tables->len, model->bins);
	SourceWant *sensors = &questions->wants[questions->n - 1];
	gint64 sum = 0;

	for (guint t = 0; t < model->tables->len; t++)
		ask_table(
		    questions, &questions->wants[t], model->tables->pdata[t], source, TRUE, panel->counts_sources);
	ask_sensors(questions, sensors, panel->sensors, panel->counts_sources);
	model->now.sources = -1;
	if (!source_detail(source, model->edges, model->bins, questions->wants, questions->n,
		panel->counts_sources ? &model->now.sources : NULL, error))
		return FALSE;
	for (guint t = 0; t < model->tables->len; t++)
		if (!take_rows(questions, &questions->wants[t], model->tables->pdata[t], error))
			return FALSE;
	take_sensors(panel, questions, first, &sum);
	if (sensors->sources)
		panel->sources = g_memdup2(sensors->sources, panel->sensors->len * sizeof(gint64));
	return sum == model->now.packets || refuse_sum("all sensors", sum, model->now.packets, error);
}

static gboolean
pass_before(Model *model, Source *source, Panel *panel, gsize first, gsize bins, GError **error)
{
	g_autoptr(Questions) questions = questions_new(model->tables->len, bins);
	const gint64 *edges = &g_array_index(panel->edges, gint64, first);
	gint64 sum = 0;

	model->before.sources = -1;
	if (model->before.packets == 0)
		return TRUE;
	for (guint t = 0; t < model->tables->len; t++)
		ask_table(
		    questions, &questions->wants[t], model->tables->pdata[t], source, FALSE, panel->counts_sources);
	ask_sensors(questions, &questions->wants[questions->n - 1], panel->sensors, FALSE);
	if (!source_detail(source, edges, bins, questions->wants, questions->n,
		panel->counts_sources ? &model->before.sources : NULL, error))
		return FALSE;
	for (guint t = 0; panel->counts_sources && t < model->tables->len; t++) {
		const ModelTable *table = model->tables->pdata[t];

		for (guint i = 0; i < table->rows->len; i++)
			((ModelRow *)table->rows->pdata[i])->previous_sources = questions->wants[t].sources[i];
	}
	take_sensors(panel, questions, first, &sum);
	return sum == model->before.packets || refuse_sum("all sensors", sum, model->before.packets, error);
}

/* The days before and after: sensors alone. */
static gboolean
pass_around(Source *source, Panel *panel, gsize first, gsize bins, GError **error)
{
	g_autoptr(Questions) questions = questions_new(0, bins);
	const gint64 *edges = &g_array_index(panel->edges, gint64, first);
	gint64 sum = 0;

	ask_sensors(questions, &questions->wants[0], panel->sensors, FALSE);
	if (!source_detail(source, edges, bins, questions->wants, 1, NULL, error))
		return FALSE;
	take_sensors(panel, questions, first, &sum);
	return TRUE;
}

static gboolean
ask_minutes(Source *source, Panel *panel, GError **error)
{
	g_autofree guint32 *ids = g_new0(guint32, panel->sensors->len + 1);
	const gint64 *edges = (const gint64 *)panel->edges->data;

	for (guint s = 0; s < panel->sensors->len; s++)
		ids[s] = (guint32)((const Sensor *)panel->sensors->pdata[s])->id;
	panel->minutes = source_minutes(source, edges[0], edges[panel->bins], ids, panel->sensors->len, error);
	return panel->minutes != NULL;
}

/* Adds the hours of [from, to); gives the index of the first. */
static gsize
add_hours(GArray *edges, GTimeZone *zone, gint64 from, gint64 to)
{
	g_autoptr(GArray) hours = zone_hours(zone, from, to);
	gsize first = edges->len > 0 ? edges->len - 1 : 0;

	g_array_append_vals(edges, (const gint64 *)hours->data + (edges->len > 0), hours->len - (edges->len > 0));
	return first;
}

Panel *
aggregate_series(Model *model, Source *source, gboolean sources, GError **error)
{
	g_autoptr(Panel) panel = g_new0(Panel, 1);
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);
	const Quarter *now = &model->now.quarter, *before = &model->before.quarter;
	gsize first_before, first_now, first_after;

	panel->counts_sources = sources;
	panel->sensors = zone ? source_sensors(source, error) : NULL;
	if (!panel->sensors)
		return NULL;
	panel->edges = g_array_new(FALSE, FALSE, sizeof(gint64));
	add_hours(panel->edges, zone, before->start - BEFORE, before->start);
	first_before = add_hours(panel->edges, zone, before->start, before->end);
	first_now = add_hours(panel->edges, zone, now->start, now->end);
	first_after = add_hours(panel->edges, zone, now->end, now->end + AFTER);
	panel->bins = panel->edges->len - 1;
	panel->heard = g_new0(gint64, panel->sensors->len * panel->bins + 1);
	if (!pass_around(source, panel, 0, first_before, error) ||
	    !pass_before(model, source, panel, first_before, first_now - first_before, error) ||
	    !pass_now(model, source, panel, first_now, error) ||
	    !pass_around(source, panel, first_after, panel->bins - first_after, error) ||
	    !ask_minutes(source, panel, error))
		return NULL;
	return g_steal_pointer(&panel);
}
