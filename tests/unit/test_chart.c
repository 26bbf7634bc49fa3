/*
 * test_chart.c: every kind of chart in both languages against its trace in tests/layout/chart.
 * TEITEN_ACCEPT=1 writes the traces anew; TEITEN_GALLERY=FOLDER writes them as pictures to look at.
 */
#include <string.h>
#include "backend.h"
#include "chart.h"
#include "error.h"

enum { START = 1435676400, DAY = 86400, HOUR = 3600, MOST_GAPS = 9 }; /* 2015-07-01T00:00+09:00 */

typedef enum { SHAPE_WAVES, SHAPE_ZERO, SHAPE_HUGE, SHAPE_BURSTS, SHAPE_SLOPE, SHAPE_CLOSE, SHAPE_RANKS } Shape;

typedef struct {
	double from, to; /* [h] from the start */
} Hole;

typedef struct {
	const char *name;
	ChartKind kind;
	Shape shape;
	guint series, bins;
	gint64 bin; /* [s] */
	gboolean logarithmic, split;
	double height; /* [pt]; 0: as the theme says */
	Hole holes[MOST_GAPS];
	gint64 shift; /* of the start [s] */
	guint notes;
	gboolean own; /* the last series has gaps of its own */
} Case;

/* The outage of the demonstration: 2015-09-20T14:50 to 09-24T09:20. */
#define OUTAGE                                              \
	{                                                   \
		81 * 24 + 14 + 5 / 6., 85 * 24 + 9 + 1 / 3. \
	}

static const Case cases[] = {
	{ "quarter", CHART_LINE, SHAPE_WAVES, 5, 92, DAY, 0, 0, 0, { OUTAGE }, 0, 0, FALSE },
	{ "whole", CHART_LINE, SHAPE_WAVES, 5, 92, DAY, 0, 0, 0, { { 0, 0 } }, 0, 0, FALSE },
	{ "hours", CHART_LINE, SHAPE_WAVES, 5, 21 * 24, HOUR, 0, 0, 0, { { 200.5, 290 } }, 0, 0, FALSE },
	{ "two-weeks", CHART_LINE, SHAPE_WAVES, 2, 14, DAY, 0, 0, 0, { { 5 * 24, 6 * 24 + 12 } }, 0, 0, FALSE },
	{ "month", CHART_LINE, SHAPE_WAVES, 1, 31, DAY, 0, 0, 0, { { 0, 0 } }, 70 * DAY, 0, FALSE },
	{ "two-days", CHART_LINE, SHAPE_WAVES, 3, 48, HOUR, 0, 0, 0, { { 20.5, 26 } }, 0, 0, FALSE },
	{ "year", CHART_LINE, SHAPE_WAVES, 3, 53, 7 * DAY, 0, 0, 0, { { 0, 0 } }, 0, 0, FALSE },
	{ "six-years", CHART_LINE, SHAPE_SLOPE, 2, 72, 30 * DAY, 0, 0, 0, { { 0, 0 } }, 0, 0, FALSE },
	{ "single-bin", CHART_LINE, SHAPE_WAVES, 2, 1, DAY, 0, 0, 0, { { 0, 0 } }, 0, 0, FALSE },
	{ "all-zero", CHART_LINE, SHAPE_ZERO, 3, 92, DAY, 0, 0, 0, { { 0, 0 } }, 0, 0, FALSE },
	{ "all-missing", CHART_LINE, SHAPE_WAVES, 3, 30, DAY, 0, 0, 0, { { 0, 30 * 24 } }, 0, 0, FALSE },
	{ "huge", CHART_LINE, SHAPE_HUGE, 4, 92, DAY, 0, 0, 0, { OUTAGE }, 0, 0, FALSE },
	{ "edges", CHART_LINE, SHAPE_WAVES, 3, 92, DAY, 0, 0, 0, { { -10, 5 * 24 }, { 86 * 24, 92 * 24 + 40 } }, 0, 0,
	    FALSE },
	{ "island", CHART_LINE, SHAPE_WAVES, 3, 30, DAY, 0, 0, 0, { { 9 * 24, 13 * 24 }, { 14 * 24, 17 * 24 } }, 0, 0,
	    FALSE },
	{ "adjacent", CHART_LINE, SHAPE_WAVES, 4, 92, DAY, 0, 0, 0,
	    { { 40 * 24, 42 * 24 }, { 44 * 24 + 7, 46 * 24 }, { 50 * 24, 51 * 24 + 3 } }, 0, 0, FALSE },
	{ "many-gaps", CHART_LINE, SHAPE_WAVES, 3, 92, DAY, 0, 0, 230,
	    { { 5 * 24, 6 * 24 }, { 9 * 24, 11 * 24 }, { 20 * 24, 20 * 24 + 9 }, { 40 * 24, 42 * 24 },
		{ 44 * 24 + 7, 46 * 24 }, { 50 * 24, 51 * 24 + 3 }, { 80 * 24, 82 * 24 } },
	    0, 0, FALSE },
	{ "minutes", CHART_LINE, SHAPE_WAVES, 2, 92, DAY, 0, 0, 0, { { 30 * 24 + 4, 30 * 24 + 4.5 } }, 0, 0, FALSE },
	{ "long-partial", CHART_LINE, SHAPE_WAVES, 3, 92, DAY, 0, 0, 0, { { 10 * 24 + 1, 10 * 24 + 2 } }, 0, 0, FALSE },
	{ "close", CHART_LINE, SHAPE_CLOSE, 8, 92, DAY, 0, 0, 0, { OUTAGE }, 0, 0, FALSE },
	{ "log", CHART_LINE, SHAPE_WAVES, 5, 92, DAY, TRUE, 0, 0, { OUTAGE }, 0, 0, FALSE },
	{ "log-zeros", CHART_LINE, SHAPE_BURSTS, 3, 92, DAY, TRUE, 0, 0, { OUTAGE }, 0, 0, FALSE },
	{ "log-narrow", CHART_LINE, SHAPE_CLOSE, 2, 92, DAY, TRUE, 0, 0, { { 0, 0 } }, 0, 0, FALSE },
	{ "split", CHART_LINE, SHAPE_WAVES, 5, 92, DAY, 0, TRUE, 390, { OUTAGE }, 0, 0, FALSE },
	{ "split-hours", CHART_LINE, SHAPE_BURSTS, 3, 14 * 24, HOUR, 0, TRUE, 240, { { 100, 130 } }, 0, 0, FALSE },
	{ "bars", CHART_BAR, SHAPE_WAVES, 1, 92, DAY, 0, 0, 0, { OUTAGE }, 0, 0, FALSE },
	{ "bars-piled", CHART_BAR, SHAPE_WAVES, 4, 31, DAY, 0, 0, 0, { { 9 * 24, 11 * 24 + 5 } }, 0, 0, FALSE },
	{ "bars-split", CHART_BAR, SHAPE_WAVES, 3, 92, DAY, 0, TRUE, 240, { OUTAGE }, 0, 0, FALSE },
	{ "ranks", CHART_BAR, SHAPE_WAVES, 8, 1, 92 * DAY, 0, 0, 0, { OUTAGE }, 0, 0, FALSE },
	{ "notes", CHART_LINE, SHAPE_WAVES, 5, 92, DAY, 0, 0, 0, { OUTAGE }, 0, 5, FALSE },
	{ "notes-crowded", CHART_LINE, SHAPE_CLOSE, 8, 92, DAY, 0, 0, 0, { { 0, 0 } }, 0, 5, FALSE },
	{ "notes-bars", CHART_BAR, SHAPE_WAVES, 3, 31, DAY, 0, 0, 200, { { 0, 0 } }, 0, 3, FALSE },
	{ "sensors", CHART_LINE, SHAPE_WAVES, 4, 92, DAY, 0, TRUE, 260, { OUTAGE }, 0, 2, TRUE },
	{ "sensor-out", CHART_LINE, SHAPE_WAVES, 3, 92, DAY, 0, 0, 0, { { 0, 0 } }, 0, 0, TRUE },
	{ "flow", CHART_FLOW, SHAPE_RANKS, 5, 2, 92 * DAY, 0, 0, 0, { { 0, 0 } }, -92 * DAY, 0, FALSE },
	{ "flow-outside", CHART_FLOW, SHAPE_RANKS, 8, 2, 92 * DAY, 0, 0, 0, { { 0, 0 } }, -92 * DAY, 0, FALSE },
	{ "heat", CHART_HEAT, SHAPE_WAVES, 8, 92, DAY, 0, 0, 190, { OUTAGE }, 0, 0, TRUE },
	{ "heat-log", CHART_HEAT, SHAPE_BURSTS, 5, 92, DAY, TRUE, 0, 150, { OUTAGE }, 0, 0, FALSE },
	{ "heat-zero", CHART_HEAT, SHAPE_ZERO, 3, 30, DAY, 0, 0, 120, { { 9 * 24, 13 * 24 } }, 0, 0, FALSE },
	{ "multiples", CHART_MULTIPLES, SHAPE_WAVES, 8, 92, DAY, 0, 0, 240, { OUTAGE }, 0, 0, TRUE },
	{ "multiples-zero", CHART_MULTIPLES, SHAPE_ZERO, 3, 30, DAY, 0, 0, 160, { { 9 * 24, 13 * 24 } }, 0, 0, FALSE },
	{ "levels", CHART_LINE, SHAPE_WAVES, 2, 92, DAY, 0, 0, 200, { OUTAGE }, 0, 2, FALSE },
	{ "heat-notes", CHART_HEAT, SHAPE_WAVES, 6, 92, DAY, 0, 0, 240, { OUTAGE }, 0, 5, FALSE },
	{ "multiples-notes", CHART_MULTIPLES, SHAPE_WAVES, 6, 92, DAY, 0, 0, 300, { OUTAGE }, 0, 5, TRUE },
	{ "ranks-log", CHART_BAR, SHAPE_HUGE, 5, 1, 92 * DAY, TRUE, 0, 0, { { 0, 0 } }, 0, 0, FALSE },
};

static const char *const names[] = { "23/TCP (telnet)", "0/ICMP", "445/TCP (microsoft-ds)", "22/TCP (ssh)",
	"1900/UDP (ssdp)", "1433/TCP (ms-sql-s)", "3389/TCP (ms-wbt-server)", "80/TCP (http)" };

static Lang *langs[2];
static Fonts *fonts;
static Theme *theme;

/* --- data -------------------------------------------------------------------------------- */

/* A noise from 0 to 1 that is the same everywhere. */
static double
noise(guint series, guint bin)
{
	guint32 x = (series + 1) * 2654435761u ^ (bin + 1) * 40503u;

	x = (x ^ x >> 15) * 2246822519u;
	x = (x ^ x >> 13) * 3266489917u;
	return (x ^ x >> 16) / 4294967296.0;
}

static gint64
value(Shape shape, guint series, guint bin)
{
	static const double sizes[] = { 5200, 2100, 1500, 900, 700, 520, 400, 260 };
	double wave = sizes[series] * (0.7 + 0.5 * noise(series, bin) + 0.2 * noise(series, bin / 7));

	static const int ranks[][2] = { { 1, 1 }, { 4, 2 }, { 2, 3 }, { 5, 4 }, { 6, 5 }, { 15, 9 }, { 3, 0 },
		{ 0, 10 } };

	switch (shape) {
	case SHAPE_RANKS:
		return ranks[series][bin];
	case SHAPE_ZERO:
		return 0;
	case SHAPE_HUGE:
		return (gint64)(wave * 2e8);
	case SHAPE_BURSTS:
		return noise(series, bin) < 0.6 ? 0
						: (gint64)(wave * noise(series, bin + 999) * (bin % 30 == 7 ? 40 : 1));
	case SHAPE_SLOPE:
		return (gint64)(sizes[series] * (1 + bin / 10.0));
	case SHAPE_CLOSE:
		return (gint64)(300 + 20 * series + 50 * noise(series, bin));
	default:
		return (gint64)wave;
	}
}

static PointState
state_of(const Case *one, guint bin)
{
	double from = (double)(bin * one->bin) / HOUR, to = from + (double)one->bin / HOUR;
	PointState state = POINT_OBSERVED;

	if (g_str_equal(one->name, "long-partial") && bin >= 40 && bin < 75)
		return POINT_PARTIAL;
	for (guint i = 0; i < MOST_GAPS; i++) {
		const Hole *hole = &one->holes[i];

		if (hole->from <= from && to <= hole->to)
			return POINT_MISSING;
		if (hole->from < to && hole->to > from)
			state = POINT_PARTIAL;
	}
	return state;
}

static void
add_series(Chart *chart, const Case *one, guint index)
{
	ChartSeries *series = g_new0(ChartSeries, 1);

	series->key = g_strdup(names[index]);
	series->label = g_strdup(names[index]);
	series->packets = g_new0(gint64, chart->bins);
	for (guint bin = 0; bin < chart->bins; bin++)
		series->packets[bin] = value(one->shape, index, bin) / (chart->states[bin] == POINT_PARTIAL ? 2 : 1);
	g_ptr_array_add(chart->series, series);
}

static void
add_gap(Chart *chart, const Lang *lang, gint64 start, const Hole *hole)
{
	ChartGap *gap = g_new0(ChartGap, 1);
	g_autofree char *from = NULL, *to = NULL;

	gap->from = start + (gint64)(hole->from * HOUR + 0.5);
	gap->to = start + (gint64)(hole->to * HOUR + 0.5);
	from = lang_date(lang, DATE_TICK_MINUTE, gap->from, chart->zone);
	to = lang_date(lang, DATE_TICK_MINUTE, gap->to, chart->zone);
	gap->label = lang_format(lang, "chart.gap", NULL, "from", from, "to", to, NULL);
	g_ptr_array_add(chart->gaps, gap);
}

/* Remarks on events, on a series as a whole (the last) and on all (series -1). */
static void
add_notes(Chart *chart, const Lang *lang, guint n)
{
	static const struct {
		int series, from, to; /* [bins] */
		const char *ja, *en;
	} notes[] = {
		{ 0, 20, 27, "センサー1台だけが受信した（名古屋）", "received at one sensor only (Nagoya)" },
		{ 1, 9, 12, "一時的な増加", "a burst" },
		{ -1, 2, 4, "センサーの入れ替え", "a sensor was replaced" },
		{ 2, 24, 27, "前四半期の1.8倍", "1.8 times the quarter before" },
		{ 1, 0, 0,
		    "9月24日から9月30日までに受信したパケットの大半は1台のセンサーによるもので、それを除いた順位は4位で"
		    "ある",
		    "most of the packets received from September 24 to 30 came to a single sensor; without it the rank "
		    "is 4" },
	};

	for (guint i = 0; i < n; i++) {
		ChartNote *note = g_new0(ChartNote, 1);

		note->mark = notes[i].to > 0 ? g_strdup_printf("%c", 'a' + i) : g_strdup("*");
		note->series = notes[i].series;
		note->from = notes[i].to > 0 ? chart->edges[notes[i].from] : 0;
		note->to = notes[i].to > 0 ? chart->edges[notes[i].to] : 0;
		note->caveat = i == 0; /* the first says that the line is one sensor's */
		note->label = g_strdup(g_str_equal(lang_name(lang), "ja") ? notes[i].ja : notes[i].en);
		g_ptr_array_add(chart->notes, note);
	}
}

/* Of the first series before the days 40 to 50, of the second before the first day: nothing is known of the days before. */
static void
add_levels(Chart *chart)
{
	static const struct {
		int series, from, to; /* [bins] */
		double level;
		gint64 least, most;
	} levels[] = { { 0, 40, 50, 4600, 3900, 6100 }, { 1, 0, 6, 1200, -1, -1 } };

	for (gsize i = 0; i < G_N_ELEMENTS(levels); i++) {
		ChartLevel *level = g_new0(ChartLevel, 1);

		*level = (ChartLevel) { levels[i].series, chart->edges[levels[i].from] - 28 * DAY,
			chart->edges[levels[i].from], chart->edges[levels[i].to], levels[i].level, levels[i].least,
			levels[i].most, g_strdup_printf("%.0f", levels[i].level) };
		g_ptr_array_add(chart->levels, level);
	}
}

/* The last series misses four bins and has two in part. */
static void
set_own_states(Chart *chart)
{
	ChartSeries *series = chart->series->pdata[chart->series->len - 1];

	series->states = g_memdup2(chart->states, chart->bins * sizeof *chart->states);
	for (guint bin = 30; bin < 36; bin++)
		series->states[bin] = bin == 30 || bin == 35 ? POINT_PARTIAL : POINT_MISSING;
}

static Chart *
chart_of(const Case *one, const Lang *lang)
{
	Chart *chart = chart_new();

	chart->kind = one->kind;
	chart->id = g_strdup(one->name);
	chart->logarithmic = one->logarithmic;
	chart->split = one->split;
	chart->zone = g_strdup("Asia/Tokyo");
	chart->unit = g_strdup(lang_words(lang, one->bin == HOUR ? "chart.unit.hour" : "chart.unit.day", NULL));
	chart->bins = one->bins;
	chart->edges = g_new(gint64, one->bins + 1);
	chart->states = g_new(PointState, one->bins);
	for (guint i = 0; i <= one->bins; i++)
		chart->edges[i] = START + one->shift + i * one->bin;
	for (guint i = 0; i < one->bins; i++)
		chart->states[i] = state_of(one, i);
	for (guint i = 0; i < one->series; i++)
		add_series(chart, one, i);
	add_notes(chart, lang, one->notes);
	if (g_str_equal(one->name, "levels"))
		add_levels(chart);
	if (one->own)
		set_own_states(chart);
	for (guint i = 0; i < MOST_GAPS; i++)
		if (one->holes[i].to > 0)
			add_gap(chart, lang, chart->edges[0], &one->holes[i]);
	return chart;
}

/* --- traces ------------------------------------------------------------------------------ */

static Pages *
page_of(const Case *one, const Lang *lang, double width)
{
	g_autoptr(Chart) chart = chart_of(one, lang);
	double height = one->height > 0 ? one->height : theme->figure_height;
	Pages *pages = pages_new(width + 40, height + 40, lang_name(lang));
	g_autoptr(GArray) items = items_new();
	g_autoptr(GError) error = NULL;
	guint node = pages_add_node(pages, 1, ROLE_FIGURE);

	g_array_index(pages->nodes, Node, node).alt = chart_describe(chart, lang, &error);
	g_assert_no_error(error);
	chart_draw(chart, lang, theme, fonts, width, height, node, items, &error);
	g_assert_no_error(error);
	items_move(pages_add_page(pages)->items, items, 20, 20, node);
	return pages;
}

static char *
source_path(const Case *one, const Lang *lang)
{
	g_autofree char *name = g_strdup_printf("%s.%s.trace", one->name, lang_name(lang));

	return g_build_filename("tests", "layout", "chart", name, NULL);
}

static void
save_picture(const Pages *pages, const Case *one, const Lang *lang)
{
	const char *folder = g_getenv("TEITEN_GALLERY");
	g_autofree char *path = folder ? g_strdup_printf("%s/%s.%s.png", folder, one->name, lang_name(lang)) : NULL;
	g_autoptr(GBytes) picture = folder ? backend_find("png")->make(pages, 0, NULL) : NULL;

	if (picture)
		g_assert_true(g_file_set_contents(
		    path, g_bytes_get_data(picture, NULL), (gssize)g_bytes_get_size(picture), NULL));
}

/* Nothing leaves the chart's box by more than a hair; what does would be cut off or lie over the text around. */
static void
stays_inside(const Pages *pages)
{
	const GArray *items = ((const Page *)pages->pages->pdata[0])->items;

	for (guint i = 0; i < items->len; i++) {
		const PageItem *item = &g_array_index(items, PageItem, i);
		double right = item->x + (item->run ? item->run->width : 0);

		if (item->x >= 19 && right <= pages->width - 19 && item->y >= 19 && item->y <= pages->height - 19)
			continue;
		g_test_message(
		    "%s at %.1f %.1f leaves the box", item->run ? item->run->utf8 : "a path", item->x, item->y);
		g_test_fail();
	}
}

/* No two words lie over each other. */
static void
words_apart(const Pages *pages)
{
	const GArray *items = ((const Page *)pages->pages->pdata[0])->items;

	for (guint i = 0; i < items->len; i++)
		for (guint k = 0; k < i; k++) {
			const PageItem *a = &g_array_index(items, PageItem, i), *b = &g_array_index(items, PageItem, k);

			if (!a->run || !b->run || ABS(a->y - b->y) > 0.75 * a->run->size)
				continue;
			if (a->x < b->x + b->run->width - 0.1 && b->x < a->x + a->run->width - 0.1) {
				g_test_message("'%s' lies over '%s'", a->run->utf8, b->run->utf8);
				g_test_fail();
			}
		}
}

static void
draws(gconstpointer data)
{
	const Case *one = &cases[GPOINTER_TO_UINT(data) / 2];
	const Lang *lang = langs[GPOINTER_TO_UINT(data) % 2];
	g_autoptr(Pages) pages = page_of(one, lang, 450);
	g_autoptr(GBytes) trace = backend_find("trace")->make(pages, 0, NULL);
	g_autofree char *got = g_strndup(g_bytes_get_data(trace, NULL), g_bytes_get_size(trace)), *want = NULL;
	g_autofree char *path = source_path(one, lang);

	save_picture(pages, one, lang);
	stays_inside(pages);
	words_apart(pages);
	if (g_getenv("TEITEN_ACCEPT"))
		g_assert_true(g_file_set_contents(path, got, -1, NULL));
	g_file_get_contents(path, &want, NULL, NULL);
	if (!want || !g_str_equal(got, want)) {
		g_test_message("differs from %s (TEITEN_ACCEPT=1 accepts it)", path);
		g_test_fail();
	}
}

/* --- any chart --------------------------------------------------------------------------- */

/* A chart by chance, the same each time: n says which. */
static Case
any_case(GRand *chance)
{
	Case one = { .name = "any" };
	int gaps = g_rand_int_range(chance, 0, MOST_GAPS + 1);
	double hours;

	one.kind = g_rand_int_range(chance, 0, 4) == 0 ? CHART_BAR : CHART_LINE;
	one.shape = (Shape)g_rand_int_range(chance, 0, SHAPE_CLOSE + 1);
	one.series = (guint)g_rand_int_range(chance, 1, 9);
	one.bins = (guint)g_rand_int_range(chance, 2, g_rand_boolean(chance) ? 20 : 400);
	one.bin = g_rand_boolean(chance) ? DAY : HOUR;
	one.split = g_rand_int_range(chance, 0, 4) == 0;
	one.logarithmic = one.kind == CHART_LINE && g_rand_boolean(chance);
	one.height = one.split ? 60 + 60 * one.series : g_rand_double_range(chance, 190, 300);
	one.shift = g_rand_int_range(chance, 0, 3000) * (gint64)HOUR;
	hours = (double)one.bins * (double)one.bin / HOUR;
	for (int i = 0; i < gaps; i++) {
		one.holes[i].from = (i + g_rand_double(chance)) * hours / gaps;
		one.holes[i].to = one.holes[i].from + g_rand_double_range(chance, 0.1, hours / 4);
	}
	return one;
}

static void
keeps_words_apart(gconstpointer data)
{
	GRand *chance = g_rand_new_with_seed(GPOINTER_TO_UINT(data));

	for (int i = 0; i < 60; i++) {
		Case one = any_case(chance);
		double width = g_rand_double_range(chance, 360, 520);
		g_autofree char *name = g_strdup_printf("any-%u-%d", GPOINTER_TO_UINT(data), i);
		g_autoptr(Pages) pages = page_of(&one, langs[i % 2], width);

		one.name = name;
		stays_inside(pages);
		words_apart(pages);
		if (g_test_failed() || g_test_verbose())
			save_picture(pages, &one, langs[i % 2]);
		if (g_test_failed())
			break;
	}
	g_rand_free(chance);
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	langs[0] = lang_open("ja", NULL, NULL);
	langs[1] = lang_open("en", NULL, NULL);
	fonts = fonts_open(NULL, NULL);
	theme = theme_load(NULL, NULL);
	g_assert_true(langs[0] && langs[1] && fonts && theme);
	for (guint i = 0; i < 2 * G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/chart/%s/%s", lang_name(langs[i % 2]), cases[i / 2].name);
		g_test_add_data_func(path, GUINT_TO_POINTER(i), draws);
	}
	for (guint seed = 1; seed <= 6; seed++) {
		g_autofree char *path = g_strdup_printf("/chart/any/%u", seed);
		g_test_add_data_func(path, GUINT_TO_POINTER(seed), keeps_words_apart);
	}
	status = g_test_run();
	lang_free(langs[0]);
	lang_free(langs[1]);
	fonts_free(fonts);
	theme_free(theme);
	return status;
}
