/*
 * figure.c: a figure directive to a chart's series, from the hours of the model.
 * A day's packets are the sum of its hours; whether a bin was observed is the model's answer.
 */
#include <string.h>
#include "error.h"
#include "annotate.h"
#include "by_sensor.h"

static const char *const kinds[] = { "line", "bar", "flow", "heat", "multiples", NULL };
static const ChartKind chart_kinds[] = { CHART_LINE, CHART_BAR, CHART_FLOW, CHART_HEAT, CHART_MULTIPLES };
static const char *const bins[] = { "day", "hour", NULL };
static const char *const scales[] = { "linear", "log", NULL };
static const char *const switches[] = { "no", "yes", NULL };
static const char *const notes[] = { "yes", "no", "full", NULL };

enum { MOST_SERIES = 20 };

typedef struct {
	const Facts *facts;
	const Directive *directive;
	gint64 from, to; /* [s since 1970, UTC] */
	gboolean hourly, noted;
	gboolean full;   /* every event is noted, whatever the edition says of it, with the level before */
	gboolean around; /* from the first day that the model has before the quarter to the last after it */
	gsize *
	    first; /* [bins + 1] the hour bin of the model that a bin within the quarter begins with, or the first after */
	Chart *chart;
} Plotter;

static gboolean
fail(const Plotter *plotter, const char *name, GError **error, const char *message)
{
	const Attribute *attribute = directive_attribute(plotter->directive, name);

	return script_fail(error, &plotter->directive->at, attribute ? attribute->column : 1, "%s", message);
}

/* --- time -------------------------------------------------------------------------------- */

/* A day like 2015-09-16 of the quarter: its first instant, or for the last day of a figure the day's end. */
static gboolean
read_day(const Plotter *plotter, const char *name, gboolean end, gint64 *time, GError **error)
{
	const Quarter *quarter = &plotter->facts->model->now.quarter;
	const char *text = directive_value(plotter->directive, name);
	g_autofree char *noon = NULL, *message = NULL;
	g_autoptr(GArray) days = NULL;
	gint64 when;

	if (!text)
		return TRUE;
	noon = g_strconcat(text, "T12:00:00", NULL);
	if (strlen(text) == strlen("2015-09-16") && zone_parse(noon, plotter->facts->zone, &when, NULL)) {
		days = zone_days(plotter->facts->zone, quarter->start, quarter->end);
		for (guint i = 0; i + 1 < days->len; i++)
			if (when >= g_array_index(days, gint64, i) && when < g_array_index(days, gint64, i + 1)) {
				*time = g_array_index(days, gint64, i + (end ? 1 : 0));
				return TRUE;
			}
	}
	message = g_strdup_printf("%s is a day of the quarter, like 2015-09-16, not '%s'", name, text);
	return fail(plotter, name, error, message);
}

static gboolean
read_window(Plotter *plotter, GError **error)
{
	const Quarter *quarter = &plotter->facts->model->now.quarter;

	const GPtrArray *around = plotter->facts->model->around;

	plotter->from = quarter->start;
	plotter->to = quarter->end;
	if (plotter->around && around->len > 0) {
		plotter->from = MIN(quarter->start, ((const ModelDay *)around->pdata[0])->from);
		plotter->to = MAX(quarter->end, ((const ModelDay *)around->pdata[around->len - 1])->to);
		plotter->chart->inner_from = quarter->start;
		plotter->chart->inner_to = quarter->end;
	}
	return read_day(plotter, "from", FALSE, &plotter->from, error) &&
	       read_day(plotter, "to", TRUE, &plotter->to, error) &&
	       (plotter->from < plotter->to || fail(plotter, "to", error, "the figure ends before it begins"));
}

/* The hour bin that begins at an instant; the number of bins where it is the end; -1 where none does. */
static gssize
hour_at(const Model *model, gint64 time)
{
	gsize low = 0, high = model->bins;

	while (low < high) {
		gsize middle = (low + high) / 2;
		if (model->edges[middle] < time)
			low = middle + 1;
		else
			high = middle;
	}
	return model->edges[low] == time ? (gssize)low : -1;
}

static GArray *
edges_of(const Plotter *plotter)
{
	return plotter->hourly ? zone_hours(plotter->facts->zone, plotter->from, plotter->to)
			       : zone_days(plotter->facts->zone, plotter->from, plotter->to);
}

static PointState
state_of(BinState state)
{
	return state == BIN_OBSERVED ? POINT_OBSERVED : state == BIN_PARTIAL ? POINT_PARTIAL : POINT_MISSING;
}

/* The day around the quarter that a bin is; -1: it is within. */
static gssize
around_of(const Plotter *plotter, gsize bin)
{
	const Quarter *quarter = &plotter->facts->model->now.quarter;
	gsize inside = plotter->chart->bins - plotter->facts->model->around->len;

	if (!plotter->around ||
	    (plotter->chart->edges[bin] >= quarter->start && plotter->chart->edges[bin] < quarter->end))
		return -1;
	return (gssize)(plotter->chart->edges[bin] < quarter->start ? bin : bin - inside);
}

static PointState
state_at(const Plotter *plotter, gsize bin)
{
	const Model *model = plotter->facts->model;
	gssize outside = around_of(plotter, bin);
	const ModelDay *day = outside < 0 ? NULL : model->around->pdata[outside];

	if (!day)
		return state_of(model_state(model, plotter->first[bin], plotter->first[bin + 1] - plotter->first[bin]));
	return day->observed == 0 ? POINT_MISSING : day->observed < day->expected ? POINT_PARTIAL : POINT_OBSERVED;
}

static gboolean
set_bins(Plotter *plotter, GError **error)
{
	const Model *model = plotter->facts->model;
	g_autoptr(GArray) edges = edges_of(plotter);
	Chart *chart = plotter->chart;

	chart->bins = edges->len - 1;
	chart->edges = g_new(gint64, edges->len);
	chart->states = g_new0(PointState, edges->len);
	plotter->first = g_new0(gsize, edges->len);
	for (guint i = 0; i < edges->len; i++) {
		gint64 edge = CLAMP(g_array_index(edges, gint64, i), model->edges[0], model->edges[model->bins]);
		gssize hour = hour_at(model, edge);
		if (hour < 0)
			return fail(
			    plotter, "bin", error, "the model's hours do not have the edges of the figure's bins");
		chart->edges[i] = g_array_index(edges, gint64, i);
		plotter->first[i] = (gsize)hour;
	}
	for (gsize i = 0; i < chart->bins; i++)
		chart->states[i] = state_at(plotter, i);
	return TRUE;
}

/* Ranks have two bins, the quarter before and this one, and nothing that has to do with time. */
static gboolean
set_quarters(Plotter *plotter, GError **error)
{
	static const char *const timely[] = { "from", "to", "bin", "scale", "split" };
	const Model *model = plotter->facts->model;
	Chart *chart = plotter->chart;

	for (gsize i = 0; i < G_N_ELEMENTS(timely); i++)
		if (directive_value(plotter->directive, timely[i]))
			return fail(plotter, timely[i], error, "ranks flow from quarter to quarter: no time, no scale");
	if (model->before.packets == 0)
		return fail(plotter, "kind", error, "there are no ranks of the quarter before");
	chart->bins = 2;
	chart->edges = g_new(gint64, 3);
	chart->edges[0] = model->before.quarter.start;
	chart->edges[1] = model->now.quarter.start;
	chart->edges[2] = model->now.quarter.end;
	chart->states = g_new0(PointState, 2);
	return TRUE;
}

/* --- series ------------------------------------------------------------------------------ */

/* The packets of a row on the days around the quarter; FALSE where the model does not have them. */
static gboolean
add_around(const Plotter *plotter, const char *table, const ModelRow *row, ChartSeries *series)
{
	const GPtrArray *highlights = plotter->facts->model->highlights;
	const GArray *packets = NULL;

	for (guint i = 0; i < highlights->len && !packets; i++) {
		const ModelHighlight *highlight = highlights->pdata[i];

		if (g_str_equal(highlight->table, table) && g_str_equal(highlight->item, row->key) &&
		    highlight->around && highlight->around->len > 0)
			packets = highlight->around;
	}
	for (gsize bin = 0; packets && bin < plotter->chart->bins; bin++)
		if (around_of(plotter, bin) >= 0)
			series->packets[bin] = g_array_index(packets, gint64, around_of(plotter, bin));
	return packets != NULL;
}

static gboolean
add_series(Plotter *plotter, const char *table, const ModelRow *row, GError **error)
{
	Value value = { .kind = VALUE_ITEM, .text = table, .item = row };
	g_autofree char *label = value_text(plotter->facts, &value, error);
	g_autofree char *message = NULL;
	Chart *chart = plotter->chart;
	ChartSeries *series;

	if (!label)
		return FALSE;
	if (!row->hours && chart->kind != CHART_FLOW) {
		message = g_strdup_printf("'%s' ranks below %d: the model has no series of it", row->key, MODEL_RANKS);
		return fail(plotter, "items", error, message);
	}
	if (chart->series->len == MOST_SERIES)
		return fail(plotter, "items", error, "a figure plots at most 20 items");
	series = g_new0(ChartSeries, 1);
	series->key = g_strdup(row->key);
	series->label = g_steal_pointer(&label);
	series->packets = g_new0(gint64, MAX(chart->bins, 1));
	if (chart->kind == CHART_FLOW) {
		series->packets[0] = MAX(row->previous_rank, 0);
		series->packets[1] = row->rank;
	}
	for (gsize i = 0; i < chart->bins && chart->kind != CHART_FLOW; i++)
		for (gsize hour = plotter->first[i]; hour < plotter->first[i + 1]; hour++)
			series->packets[i] += row->hours[hour];
	g_ptr_array_add(chart->series, series);
	if (plotter->around && !add_around(plotter, table, row, series))
		return fail(plotter, "around", error,
		    "the model has days around the quarter only of items that a highlight speaks of");
	if (!plotter->noted)
		return TRUE;
	return chart->kind == CHART_FLOW
		   ? annotate_rank(plotter->facts, chart, chart->series->len - 1, table, error)
		   : annotate(plotter->facts, chart, chart->series->len - 1, table, plotter->full, error);
}

/* In this quarter; where ranks are shown flowing, in the quarter before too. */
static gboolean
is_among_first(const Plotter *plotter, const ModelRow *row, guint top)
{
	return row->rank <= top || (plotter->chart->kind == CHART_FLOW && row->rank > 0 && row->previous_rank > 0 &&
				       row->previous_rank <= top);
}

/* items=ports: the first of a ranked table. */
static gboolean
add_top(Plotter *plotter, const Record *record, GError **error)
{
	g_autoptr(GPtrArray) items = record_items(plotter->facts, record);
	guint top = directive_number(plotter->directive, "top", 5, MOST_SERIES, error);
	g_autofree char *message = NULL;

	for (guint i = 0; top > 0 && i < items->len; i++) {
		const ModelRow *row = g_ptr_array_index(items, i);
		if (is_among_first(plotter, row, top) && !add_series(plotter, record->table, row, error))
			return FALSE;
	}
	if (plotter->chart->series->len > 0 || top == 0)
		return top > 0;
	message = g_strdup_printf(
	    "there are no %s in this quarter; put the figure into 'when %s'", record->list, record->list);
	return fail(plotter, "items", error, message);
}

/* The names that a table's keys can be written by, for a suggestion. */
static gboolean
fail_item(const Plotter *plotter, const ModelTable *table, const char *item, guint column, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *hint = NULL;

	for (guint i = 0; table && i < table->rows->len && i < 1000; i++) {
		const char *key = ((ModelRow *)g_ptr_array_index(table->rows, i))->key;
		g_ptr_array_add(names,
		    g_str_equal(table->name, "port") ? g_strdup(key) : g_strdup_printf("%s:%s", table->name, key));
	}
	for (const Record *record = records; record->name; record++)
		if (record->table)
			g_ptr_array_add(names, g_strdup(record->list));
	hint = suggest(item, names);
	return script_fail(error, &plotter->directive->at, column, "no item '%s' in this quarter%s", item, hint);
}

/* items=23/tcp,signature:synful-knock: a key of the ports, or of the table named before the colon. */
static gboolean
add_item(Plotter *plotter, const char *item, guint column, GError **error)
{
	const char *colon = strchr(item, ':');
	g_autofree char *name = colon ? g_strndup(item, (gsize)(colon - item)) : g_strdup("port");
	const ModelTable *table = model_table(plotter->facts->model, name);
	const ModelRow *row = table ? model_table_row(table, colon ? colon + 1 : item) : NULL;

	return row ? add_series(plotter, table->name, row, error) : fail_item(plotter, table, item, column, error);
}

static gboolean
set_series(Plotter *plotter, GError **error)
{
	const Attribute *attribute = directive_attribute(plotter->directive, "items");
	const Record *record = record_of_list(attribute->value);
	g_auto(GStrv) items = g_strsplit(attribute->value, ",", -1);
	guint column = attribute->column;

	if (record && record->table)
		return add_top(plotter, record, error);
	for (char **item = items; *item; item++) {
		if (!add_item(plotter, *item, column, error))
			return FALSE;
		column += (guint)g_utf8_strlen(*item, -1) + 1;
	}
	return TRUE;
}

/* A map of heat and small multiples are of one item, or of all packets, by sensor. */
static gboolean
set_sensors(Plotter *plotter, GError **error)
{
	const Attribute *attribute = directive_attribute(plotter->directive, "items");
	const char *colon = strchr(attribute->value, ':');
	g_autofree char *name =
	    colon ? g_strndup(attribute->value, (gsize)(colon - attribute->value)) : g_strdup("port");
	const char *item = colon ? colon + 1 : attribute->value;
	gboolean all = g_str_equal(attribute->value, "sensors");
	const ModelTable *table = model_table(plotter->facts->model, name);
	const Quarter *quarter = &plotter->facts->model->now.quarter;
	g_autoptr(GArray) days = zone_days(plotter->facts->zone, quarter->start, quarter->end);
	gboolean limited = directive_value(plotter->directive, "top") != NULL;
	guint top = limited ? directive_number(plotter->directive, "top", 1, MOST_SERIES, error) : 0;
	gsize first = 0;

	if (limited && top == 0)
		return FALSE;
	while (g_array_index(days, gint64, first) < plotter->from)
		first++;
	if (plotter->hourly)
		return fail(plotter, "bin", error, "sensors are shown by day");
	if (!all && !(table && model_table_row(table, item)))
		return fail_item(plotter, table, attribute->value, attribute->column, error);
	if (!by_sensor(plotter->facts, plotter->chart, name, all ? NULL : item, first))
		return fail(
		    plotter, "items", error, "the model has days by sensor only of items that a highlight speaks of");
	if (top > 0)
		by_sensor_first(plotter->chart, top);
	return !plotter->noted ||
	       annotate_sensors(plotter->facts, plotter->chart, name, all ? NULL : item, plotter->full, error);
}

static gboolean
is_of_sensors(const Chart *chart)
{
	return chart->kind == CHART_HEAT || chart->kind == CHART_MULTIPLES;
}

/* --- gaps -------------------------------------------------------------------------------- */

static gboolean
add_gap(Plotter *plotter, const ModelGap *gap, GError **error)
{
	const Lang *lang = plotter->facts->lang;
	const char *zone = plotter->facts->model->time_zone;
	g_autofree char *from = lang_date(lang, DATE_TICK_MINUTE, gap->from, zone);
	g_autofree char *to = lang_date(lang, DATE_TICK_MINUTE, gap->to, zone);
	ChartGap *span;
	char *label = lang_format(lang, "chart.gap", error, "from", from, "to", to, NULL);

	if (!label)
		return FALSE;
	span = g_new0(ChartGap, 1);
	span->from = MAX(gap->from, plotter->from);
	span->to = MIN(gap->to, plotter->to);
	span->label = label;
	g_ptr_array_add(plotter->chart->gaps, span);
	return TRUE;
}

/* Only gaps of the whole system break a line; a sensor's make a bin partial. */
static gboolean
set_gaps(Plotter *plotter, GError **error)
{
	const GPtrArray *gaps = plotter->facts->model->gaps;

	for (guint i = 0; i < gaps->len; i++) {
		const ModelGap *gap = g_ptr_array_index(gaps, i);
		if (!gap->sensor && gap->from < plotter->to && gap->to > plotter->from && !add_gap(plotter, gap, error))
			return FALSE;
	}
	return TRUE;
}

/* --- all --------------------------------------------------------------------------------- */

static gboolean
set_choices(Plotter *plotter, GError **error)
{
	const Directive *directive = plotter->directive;
	Chart *chart = plotter->chart;
	int kind = directive_choice(directive, "kind", kinds, error);
	int bin = kind < 0 ? -1 : directive_choice(directive, "bin", bins, error);
	int scale = bin < 0 ? -1 : directive_choice(directive, "scale", scales, error);
	int split = scale < 0 ? -1 : directive_choice(directive, "split", switches, error);

	int noted = split < 0 ? -1 : directive_choice(directive, "notes", notes, error);

	int around = noted < 0 ? -1 : directive_choice(directive, "around", switches, error);

	if (around < 0)
		return FALSE;
	plotter->around = around == 1;
	chart->kind = chart_kinds[kind];
	chart->logarithmic = scale == 1;
	chart->split = split == 1;
	plotter->hourly = bin == 1;
	plotter->noted = noted != 1;
	plotter->full = noted == 2;
	if (plotter->around && (chart->kind != CHART_LINE || plotter->hourly || directive_value(directive, "from") ||
				   directive_value(directive, "to")))
		return fail(plotter, "around", error, "only a line by day of the whole quarter has days around it");
	chart->zone = g_strdup(plotter->facts->model->time_zone);
	chart->id = bind_attribute(plotter->facts, directive, "id", error);
	chart->unit =
	    g_strdup(lang_words(plotter->facts->lang, plotter->hourly ? "chart.unit.hour" : "chart.unit.day", error));
	return chart->id && chart->unit;
}

Chart *
figure_make(const Facts *facts, const Directive *directive, GError **error)
{
	g_autoptr(Chart) chart = chart_new();
	Plotter plotter = { .facts = facts, .directive = directive, .chart = chart };
	gboolean ok = set_choices(&plotter, error);

	if (ok && chart->kind == CHART_FLOW)
		ok = set_quarters(&plotter, error) && set_series(&plotter, error);
	else if (ok)
		ok = read_window(&plotter, error) && set_bins(&plotter, error) &&
		     (is_of_sensors(chart) ? set_sensors(&plotter, error) : set_series(&plotter, error)) &&
		     set_gaps(&plotter, error);
	g_free(plotter.first);
	if (ok)
		annotate_in_order(chart);
	return ok ? g_steal_pointer(&chart) : NULL;
}
