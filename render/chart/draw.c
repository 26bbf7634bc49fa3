/*
 * draw.c: the door to the kinds.  A chart that cannot be true is refused before anything is drawn.
 */
#include "error.h"
#include "kinds.h"

/* --- what cannot be true ----------------------------------------------------------------- */

static gboolean
check_series(const Chart *chart, const ChartSeries *series, GError **error)
{
	gint64 most = G_MAXINT64 / MAX(chart->series->len, 1); /* bars are sums */

	for (gsize bin = 0; bin < chart->bins; bin++)
		if (chart_state(chart, series, bin) != POINT_MISSING &&
		    (series->packets[bin] < 0 || series->packets[bin] > most))
			return chart_refuse(chart, error, "'%s' has a count of %" G_GINT64_FORMAT " in bin %zu",
			    series->label, series->packets[bin], bin);
	return TRUE;
}

static gboolean
check(const Chart *chart, GError **error)
{
	g_autoptr(GTimeZone) zone = chart->zone ? g_time_zone_new_identifier(chart->zone) : NULL;

	if (!zone)
		return chart_refuse(chart, error, "unknown time zone '%s'", chart->zone ? chart->zone : "");
	if (chart->bins == 0)
		return chart_refuse(chart, error, "nothing to plot: no bins");
	if (chart->series->len == 0)
		return chart_refuse(chart, error, "nothing to plot: no series");
	for (gsize bin = 0; bin < chart->bins; bin++)
		if (chart->edges[bin] >= chart->edges[bin + 1])
			return chart_refuse(chart, error, "bin %zu does not end after it starts", bin);
	for (guint i = 0; i < chart->series->len; i++)
		if (!check_series(chart, chart->series->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < chart->notes->len; i++)
		if (((const ChartNote *)chart->notes->pdata[i])->series >= (gint)chart->series->len)
			return chart_refuse(chart, error, "a note on series %d of %u",
			    ((const ChartNote *)chart->notes->pdata[i])->series, chart->series->len);
	if (chart->kind == CHART_FLOW && chart->bins != 2)
		return chart_refuse(chart, error, "ranks flow from one quarter to the next, not over %zu", chart->bins);
	if (chart->kind == CHART_LINE && !chart->split && chart->series->len > THEME_SERIES)
		return chart_refuse(chart, error,
		    "%u lines in one plot, but there are %d looks to tell them apart: split it", chart->series->len,
		    THEME_SERIES);
	if (chart->kind == CHART_BAR && chart->logarithmic && !chart->split && chart->bins > 1 &&
	    chart->series->len > 1)
		return chart_refuse(chart, error, "parts piled up have no logarithmic scale: split it");
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
