/*
 * chart.c: the value, and the door to the kinds.  A chart that cannot be true is refused before anything is drawn.
 */
#include "error.h"
#include "kinds.h"

/* --- the value --------------------------------------------------------------------------- */

static void
series_free(gpointer data)
{
	ChartSeries *series = data;

	g_free(series->key);
	g_free(series->label);
	g_free(series->packets);
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

Chart *
chart_new(void)
{
	Chart *chart = g_new0(Chart, 1);

	chart->series = g_ptr_array_new_with_free_func(series_free);
	chart->gaps = g_ptr_array_new_with_free_func(gap_free);
	chart->notes = g_ptr_array_new_with_free_func(note_free);
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
	g_free(chart);
}

/* --- what cannot be true ----------------------------------------------------------------- */

static gboolean refuse(const Chart *chart, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

static gboolean
refuse(const Chart *chart, GError **error, const char *format, ...)
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
	return refuse(chart, error, "no room for %u %s in %.0f by %.0f pt", n, what, width, height);
}

static gboolean
check_series(const Chart *chart, const ChartSeries *series, GError **error)
{
	gint64 most = G_MAXINT64 / MAX(chart->series->len, 1); /* bars are sums */

	for (gsize bin = 0; bin < chart->bins; bin++)
		if (chart_state(chart, series, bin) != POINT_MISSING &&
		    (series->packets[bin] < 0 || series->packets[bin] > most))
			return refuse(chart, error, "'%s' has a count of %" G_GINT64_FORMAT " in bin %zu",
			    series->label, series->packets[bin], bin);
	return TRUE;
}

static gboolean
check(const Chart *chart, GError **error)
{
	g_autoptr(GTimeZone) zone = chart->zone ? g_time_zone_new_identifier(chart->zone) : NULL;

	if (!zone)
		return refuse(chart, error, "unknown time zone '%s'", chart->zone ? chart->zone : "");
	if (chart->bins == 0)
		return refuse(chart, error, "nothing to plot: no bins");
	if (chart->series->len == 0)
		return refuse(chart, error, "nothing to plot: no series");
	for (gsize bin = 0; bin < chart->bins; bin++)
		if (chart->edges[bin] >= chart->edges[bin + 1])
			return refuse(chart, error, "bin %zu does not end after it starts", bin);
	for (guint i = 0; i < chart->series->len; i++)
		if (!check_series(chart, chart->series->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < chart->notes->len; i++)
		if (((const ChartNote *)chart->notes->pdata[i])->series >= (gint)chart->series->len)
			return refuse(chart, error, "a note on series %d of %u",
			    ((const ChartNote *)chart->notes->pdata[i])->series, chart->series->len);
	if (chart->kind == CHART_FLOW && chart->bins != 2)
		return refuse(chart, error, "ranks flow from one quarter to the next, not over %zu", chart->bins);
	if (chart->kind == CHART_LINE && !chart->split && chart->series->len > THEME_SERIES)
		return refuse(chart, error, "%u lines in one plot, but there are %d looks to tell them apart: split it",
		    chart->series->len, THEME_SERIES);
	if (chart->kind == CHART_BAR && chart->logarithmic && !chart->split && chart->bins > 1 &&
	    chart->series->len > 1)
		return refuse(chart, error, "parts piled up have no logarithmic scale: split it");
	return TRUE;
}

/* --- the door ---------------------------------------------------------------------------- */

static const Kind *const kinds[] = { [CHART_LINE] = &kind_line, [CHART_BAR] = &kind_bar };

gboolean
chart_draw(const Chart *chart, const Lang *lang, const Theme *theme, Fonts *fonts, double width, double height,
    guint node, GArray *items, GError **error)
{
	const ThemeText *text = &theme->text[THEME_CHART];
	Pen pen = {
		.lang = lang,
		.theme = theme,
		.fonts = fonts,
		.node = node,
		.items = items,
		.style = theme_style(theme, THEME_CHART, lang_name(lang)),
		.em = text->size,
		.leading = text->leading,
		.ink = text->colour,
	};
	gboolean drawn;

	if (!check(chart, error))
		return FALSE;
	if (chart->kind == CHART_FLOW)
		drawn = flow_draw(&pen, chart, width, height, error);
	else if (chart->kind == CHART_HEAT)
		drawn = heat_draw(&pen, chart, width, height, error);
	else if (chart->kind == CHART_MULTIPLES)
		drawn = multiples_draw(&pen, chart, width, height, error);
	else if (chart->kind == CHART_BAR && chart->bins == 1)
		drawn = ranks_draw(&pen, chart, width, height, error);
	else
		drawn = frame_draw(&pen, chart, kinds[chart->kind], width, height, error);
	if (pen.error && drawn) {
		g_propagate_prefixed_error(error, pen.error, "figure '%s': ", chart->id ? chart->id : "");
		return FALSE;
	}
	g_clear_error(&pen.error);
	return drawn;
}
