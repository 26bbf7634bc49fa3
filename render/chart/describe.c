/*
 * describe.c: a chart in words: what and when, each series' least and most with the day of the most, breaks.
 * The least is of bins wholly observed: a count known to be too low is none.
 */
#include <string.h>
#include "kinds.h"

typedef struct {
	gint64 least, most; /* least -1: no bin was wholly observed */
	gsize peak;         /* bin of the most */
	gboolean any;       /* some bin was observed */
} Range;

static Range
range_of(const Chart *chart, const ChartSeries *series)
{
	Range range = { -1, -1, 0, FALSE };

	for (gsize bin = 0; bin < chart->bins; bin++) {
		gint64 packets = chart_state(chart, series, bin) == POINT_MISSING ? -1 : series->packets[bin];

		if (packets > range.most) {
			range.most = packets;
			range.peak = bin;
			range.any = TRUE;
		}
		if (chart_state(chart, series, bin) == POINT_OBSERVED && (range.least < 0 || packets < range.least))
			range.least = packets;
	}
	return range;
}

/* The day of a bin; with its hour where a bin is shorter than a day, which one of summer time never is. */
static char *
name_bin(const Chart *chart, const Lang *lang, gsize bin)
{
	gboolean days = chart->edges[bin + 1] - chart->edges[bin] >= 20 * 3600;

	return lang_date(lang, days ? DATE_MONTH_DAY : DATE_MONTH_DAY_MINUTE, chart->edges[bin], chart->zone);
}

static gboolean
add_head(GString *text, const Chart *chart, const Lang *lang, GError **error)
{
	if (chart->kind == CHART_FLOW) {
		g_autofree char *before = lang_months(lang, chart->edges[0], chart->edges[1], chart->zone);
		g_autofree char *now = lang_months(lang, chart->edges[1], chart->edges[2], chart->zone);
		return lang_append(
		    text, lang_format(lang, "chart.alt.ranks", error, "before", before, "now", now, NULL));
	}
	g_autofree char *days = lang_days(lang, chart->edges[0], chart->edges[chart->bins], chart->zone);
	const char *key = chart->kind == CHART_BAR         ? "chart.alt.bar"
			  : chart->kind == CHART_HEAT      ? "chart.alt.heat"
			  : chart->kind == CHART_MULTIPLES ? "chart.alt.multiples"
							   : "chart.alt.line";

	if (!lang_append(
		text, lang_format(lang, key, error, "days", days, "unit", chart->unit ? chart->unit : "", NULL)))
		return FALSE;
	return !chart->logarithmic || lang_append(text, lang_format(lang, "chart.alt.log", error, NULL));
}

/* "rank 3", or that it was outside of the table; the caller owns it. */
static char *
rank_words(const Lang *lang, gint64 rank, GError **error)
{
	g_autofree char *number = lang_count(lang, rank);

	return rank > 0 ? lang_format(lang, "chart.alt.rank", error, "rank", number, NULL)
			: g_strdup(lang_words(lang, "chart.alt.outside", error));
}

static gboolean
add_flow(GString *text, const Lang *lang, const ChartSeries *series, GError **error)
{
	g_autofree char *before = rank_words(lang, series->packets[0], error);
	g_autofree char *now = before ? rank_words(lang, series->packets[1], error) : NULL;

	return now && lang_append(text, lang_format(lang, "chart.alt.flow", error, "label", series->label, "before",
					    before, "now", now, NULL));
}

static gboolean
add_series(GString *text, const Chart *chart, const Lang *lang, const ChartSeries *series, GError **error)
{
	Range range = range_of(chart, series);
	gint64 low = range.least < 0 ? range.most : MIN(range.least, range.most);
	g_autofree char *least = lang_count(lang, low), *most = lang_count(lang, range.most);
	g_autofree char *date = name_bin(chart, lang, range.peak);
	const char *key = !range.any          ? "chart.alt.none"
			  : chart->bins == 1  ? "chart.alt.count"
			  : low == range.most ? "chart.alt.flat"
					      : "chart.alt.series";

	return lang_append(text,
	    lang_format(lang, key, error, "label", series->label, "least", least, "most", most, "date", date, NULL));
}

char *
chart_gap_words(const ChartGap *gap)
{
	g_auto(GStrv) rows = g_strsplit(gap->label ? gap->label : "", "\n", -1);
	GString *text = g_string_new(rows[0]);

	for (guint i = 1; rows[0] && rows[i]; i++) {
		const char *end = text->len > 0 ? g_utf8_prev_char(text->str + text->len) : NULL;
		gunichar last = end ? g_utf8_get_char(end) : 0;

		if (!g_unichar_iswide(last) || g_unichar_isalpha(last))
			g_string_append_c(text, ' ');
		g_string_append(text, rows[i]);
	}
	return g_string_free(text, FALSE);
}

static gboolean
add_gaps(GString *text, const Chart *chart, const Lang *lang, GError **error)
{
	for (guint i = 0; i < chart->gaps->len; i++) {
		const ChartGap *gap = chart->gaps->pdata[i];
		g_autofree char *label = chart_gap_words(gap);

		if (!lang_append(text, lang_format(lang, "chart.alt.gap", error, "label", label, NULL)))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_partial(GString *text, const Chart *chart, const Lang *lang, GError **error)
{
	g_autofree char *bins = lang_count(lang, (gint64)chart->bins), *count = NULL;
	gint64 partial = 0;

	for (gsize bin = 0; bin < chart->bins; bin++)
		partial += chart->states[bin] == POINT_PARTIAL;
	if (partial == 0)
		return TRUE;
	count = lang_count(lang, partial);
	return lang_append(text, lang_format(lang, "chart.alt.partial", error, "count", count, "bins", bins, NULL));
}

static gboolean
add_levels(GString *text, const Chart *chart, const Lang *lang, GError **error)
{
	for (guint i = 0; i < chart->levels->len; i++) {
		const char *label = ((const ChartLevel *)chart->levels->pdata[i])->label;

		if (label && !lang_append(text, lang_format(lang, "chart.alt.gap", error, "label", label, NULL)))
			return FALSE;
	}
	return TRUE;
}

static gboolean
add_notes(GString *text, const Chart *chart, const Lang *lang, GError **error)
{
	for (guint i = 0; i < chart->notes->len; i++) {
		const ChartNote *note = chart->notes->pdata[i];

		if (!lang_append(text,
			lang_format(lang, "chart.alt.note", error, "mark", note->mark, "label", note->label, NULL)))
			return FALSE;
	}
	return TRUE;
}

char *
chart_describe(const Chart *chart, const Lang *lang, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!add_head(text, chart, lang, error))
		return NULL;
	for (guint i = 0; i < chart->series->len; i++)
		if (chart->kind == CHART_FLOW ? !add_flow(text, lang, chart->series->pdata[i], error)
					      : !add_series(text, chart, lang, chart->series->pdata[i], error))
			return NULL;
	if (!add_gaps(text, chart, lang, error) || !add_partial(text, chart, lang, error) ||
	    !add_levels(text, chart, lang, error) || !add_notes(text, chart, lang, error))
		return NULL;
	return g_strdup(text->str);
}
