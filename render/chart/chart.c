/*
 * chart.c: the value of a chart: what it owns, what state a point has, and how it is refused.
 */
#include "error.h"
#include "kinds.h"

static void
series_free(gpointer data)
{
	ChartSeries *series = data;

	g_free(series->key);
	g_free(series->label);
	g_free(series->packets);
	g_free(series->known);
	g_free(series->states);
	g_free(series);
}

static void
gap_free(gpointer data)
{
	g_free(((ChartGap *)data)->label);
	g_free(data);
}

static void
note_free(gpointer data)
{
	ChartNote *note = data;

	g_free(note->mark);
	g_free(note->label);
	g_free(note);
}

PointState
chart_state(const Chart *chart, const ChartSeries *series, gsize bin)
{
	return series->states ? series->states[bin] : chart->states[bin];
}

static void
level_free(gpointer data)
{
	g_free(((ChartLevel *)data)->label);
	g_free(data);
}

Chart *
chart_new(void)
{
	Chart *chart = g_new0(Chart, 1);

	chart->series = g_ptr_array_new_with_free_func(series_free);
	chart->gaps = g_ptr_array_new_with_free_func(gap_free);
	chart->notes = g_ptr_array_new_with_free_func(note_free);
	chart->levels = g_ptr_array_new_with_free_func(level_free);
	return chart;
}

void
chart_free(Chart *chart)
{
	if (!chart)
		return;
	g_free(chart->id);
	g_free(chart->edges);
	g_free(chart->states);
	g_free(chart->zone);
	g_free(chart->unit);
	g_ptr_array_unref(chart->series);
	g_ptr_array_unref(chart->gaps);
	g_ptr_array_unref(chart->notes);
	g_ptr_array_unref(chart->levels);
	g_free(chart);
}

gboolean
chart_refuse(const Chart *chart, GError **error, const char *format, ...)
{
	g_autofree char *sentence = NULL;
	va_list values;

	va_start(values, format);
	sentence = g_strdup_vprintf(format, values);
	va_end(values);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "figure '%s': %s", chart->id ? chart->id : "", sentence);
	return FALSE;
}

gboolean
kind_no_room(const Chart *chart, guint n, const char *what, double width, double height, GError **error)
{
	return chart_refuse(chart, error, "no room for %u %s in %.0f by %.0f pt", n, what, width, height);
}
