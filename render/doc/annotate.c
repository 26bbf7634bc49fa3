/*
 * annotate.c: the events of plotted items as notes of their figure: when, what, and at which sensor where it was one.
 * Only those that the editor lets into the report, or whose explanation is let in; what is no event of its own (a rank that
 * moved) has no place in time.
 */
#include "annotate.h"
#include "judge.h"

enum {
	BASE = 28 * 86400, /* an event is held against as many days before it [s] */
	DAY = 20 * 3600,   /* a bin of a day has at least so much, whatever the clocks do [s] */
};

static const char *const events[] = { "burst", "shift", "period", "ramp", "newscan", "decline", "intermittent", NULL };

static gboolean
is_single(const ModelHighlight *highlight)
{
	return g_str_equal(highlight->scope, "single") && highlight->sensor;
}

/* A single sensor is named; more are counted. */
static gboolean
add_scope(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *sensors = lang_count(facts->lang, highlight->sensors);
	g_autofree char *share = lang_percent(
	    facts->lang, (double)highlight->share / 1000, highlight->share > 990 && highlight->share < 1000);

	if (is_single(highlight))
		return lang_append(text, lang_format(facts->lang, "chart.note.single", error, "sensor",
					     facts_sensor(facts, highlight->sensor), "share", share, NULL));
	return g_str_equal(highlight->scope, "undetermined") || highlight->sensors == 0 ||
	       lang_append(text, lang_format(facts->lang, "chart.note.few", error, "sensors", sensors, NULL));
}

/* That one source, or one network, sent it; an older archive's words do not say it. */
static gboolean
says_origin(const Facts *facts, const ModelHighlight *highlight)
{
	return remark_one_origin(highlight) && lang_knows(facts->lang, "chart.note.origin.source");
}

static gboolean
add_origin(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *key = NULL, *as = NULL;

	if (!says_origin(facts, highlight))
		return TRUE;
	key = remark_key_of_origin("chart.note.origin.", highlight);
	as = remark_system(facts, highlight, error);
	return as && lang_append(text, lang_format(facts->lang, key, error, "as", as, NULL));
}

/* Of what one sensor received the rank without that source, else without that sensor, where it is another. */
static gboolean
add_rank(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	gint64 without = says_origin(facts, highlight) ? highlight->rank_without_network : highlight->rank_without;
	g_autofree char *rank = lang_count(facts->lang, without);

	if (!is_single(highlight) || without == 0 || without == highlight->rank)
		return TRUE;
	return lang_append(
	    text, lang_format(facts->lang, without == RANK_BEYOND ? "chart.note.beyond" : "chart.note.rank", error,
		      "rank", rank, NULL));
}

/* What a line is told with: what its packets are mostly of, or what rose with it. */
static gboolean
add_parent(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const ModelHighlight *parent = remark_parent(facts, highlight);
	g_autofree char *packets = parent ? remark_packets(facts, "packets-within.", parent, error) : NULL;

	const char *key = remark_is_part(highlight) ? "chart.note.parent" : "chart.note.together";

	return !parent ||
	       (packets && lang_append(text, lang_format(facts->lang, key, error, "packets", packets, NULL)));
}

/* An event that the editor tells of only as part of another is still to be seen in a figure. */
static gboolean
is_let(const Facts *facts, const ModelHighlight *highlight)
{
	const ModelHighlight *parent = remark_parent(facts, highlight);

	return decision_lets(facts, highlight) || (parent && decision_lets(facts, parent));
}

/* The editor has decided on it, or on what explains it. */
static gboolean
is_decided(const Facts *facts, const ModelHighlight *highlight)
{
	const ModelHighlight *parent = remark_parent(facts, highlight);

	return decision_of(facts, highlight) || (parent && decision_of(facts, parent));
}

/* "Burst (at 3 sensors)": what happened and where; NULL on failure. */
static char *
words_of(const Facts *facts, const ModelHighlight *highlight, gboolean full, GError **error)
{
	g_autofree char *days = facts_days(facts, highlight->from, highlight->to);
	g_autofree char *key = g_strconcat("kind.", highlight->kind, NULL);
	const char *kind = lang_words(facts->lang, key, error);
	const char *mark = kind ? judge_mark(facts, full || is_decided(facts, highlight), error) : NULL;
	g_autoptr(GString) text = g_string_new(mark);

	return mark &&
		       lang_append(
			   text, lang_format(facts->lang, "chart.note", error, "days", days, "kind", kind, NULL)) &&
		       add_scope(text, facts, highlight, error) && add_origin(text, facts, highlight, error) &&
		       add_rank(text, facts, highlight, error) && add_parent(text, facts, highlight, error)
		   ? g_strdup(text->str)
		   : NULL;
}

/* Takes the words; FALSE where there are none. */
static gboolean
add_note(Chart *chart, gint series, gint64 from, gint64 to, gboolean caveat, char *words)
{
	ChartNote *note;

	if (!words)
		return FALSE;
	note = g_new0(ChartNote, 1);
	*note = (ChartNote) { NULL, series, from, to, words, caveat };
	g_ptr_array_add(chart->notes, note);
	return TRUE;
}

/* An event that lies in the chart and, unless all are shown, is let into the report. */
static gboolean
is_shown(const Facts *facts, const Chart *chart, const ModelHighlight *highlight, gboolean full)
{
	return g_strv_contains(events, highlight->kind) && (full || is_let(facts, highlight)) &&
	       highlight->from < chart->edges[chart->bins] && highlight->to > chart->edges[0];
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const ChartNote *first = *(ChartNote *const *)a, *second = *(ChartNote *const *)b;

	if ((first->to > 0) != (second->to > 0))
		return first->to > 0 ? -1 : 1; /* what is of a whole series comes last */
	if (first->from != second->from)
		return first->from < second->from ? -1 : 1;
	return first->series - second->series;
}

static gint
by_begin(gconstpointer a, gconstpointer b)
{
	const ChartLevel *first = *(ChartLevel *const *)a, *second = *(ChartLevel *const *)b;

	return (first->from > second->from) - (first->from < second->from);
}

/* a to z, then aa, ab, ...  The caller owns it. */
static char *
letters(guint number)
{
	return number < 26 ? g_strdup_printf("%c", 'a' + (int)number)
			   : g_strdup_printf("%c%c", 'a' + (int)(number / 26 - 1) % 26, 'a' + (int)(number % 26));
}

void
annotate_in_order(Chart *chart)
{
	g_ptr_array_sort(chart->notes, by_time);
	g_ptr_array_sort(chart->levels, by_begin);
	for (guint i = 0; i < chart->notes->len; i++) {
		ChartNote *note = g_ptr_array_index(chart->notes, i);
		note->mark = note->to > 0 ? letters(i) : g_strdup("*");
	}
}

/* The least and the most of the bins before the event that were wholly observed. */
static void
set_range(const Chart *chart, const ChartSeries *series, ChartLevel *level)
{
	level->least = level->most = -1;
	for (gsize bin = 0; bin < chart->bins; bin++) {
		if (chart->edges[bin] < level->base || chart->edges[bin + 1] > level->from ||
		    chart_state(chart, series, bin) != POINT_OBSERVED)
			continue;
		level->most = MAX(level->most, series->packets[bin]);
		level->least = level->least < 0 ? series->packets[bin] : MIN(level->least, series->packets[bin]);
	}
}

/* "Dashed: the level before September 24, about 92 packets a day"; only where all is asked for. */
static gboolean
add_level(
    const Facts *facts, Chart *chart, guint series, const ModelHighlight *highlight, gboolean full, GError **error)
{
	g_autofree char *usual =
	    lang_decimal(facts->lang, (double)highlight->usual / 1000, highlight->usual < 10 * 1000 ? 1 : 0);
	g_autofree char *from = lang_date(facts->lang, DATE_MONTH_DAY, highlight->from, facts->model->time_zone);
	ChartLevel *level;

	if (!full || chart->edges[1] - chart->edges[0] < DAY)
		return TRUE;
	level = g_new0(ChartLevel, 1);
	*level = (ChartLevel) { (gint)series, highlight->from - BASE, highlight->from, highlight->to,
		(double)highlight->usual / 1000, -1, -1, NULL };
	set_range(chart, chart->series->pdata[series], level);
	g_ptr_array_add(chart->levels, level);
	return highlight->usual == 0 ||
	       (level->label = lang_format(facts->lang, "chart.level", error, "from", from, "usual", usual, NULL));
}

static const ModelRow *
row_of(const Facts *facts, const ChartSeries *plotted, const char *table)
{
	const ModelTable *found = model_table(facts->model, table);

	return found ? model_table_row(found, plotted->key) : NULL;
}

/* What alone has moved the item's rank: missing time or other sensors. */
static gboolean
add_caveat(const Facts *facts, Chart *chart, guint series, const char *table, GError **error)
{
	const ChartSeries *plotted = g_ptr_array_index(chart->series, series);
	const ModelRow *row = row_of(facts, plotted, table);

	return !row || !row->caveat || !lang_knows(facts->lang, "chart.note.caveat") ||
	       add_note(chart, (gint)series, 0, 0, TRUE,
		   lang_format(facts->lang, "chart.note.caveat", error, "label", plotted->label, NULL));
}

/* An item whose rank comes from what single sensors received: where it would stand without that. */
static gboolean
add_without(const Facts *facts, Chart *chart, guint series, const char *table, GError **error)
{
	const ChartSeries *plotted = g_ptr_array_index(chart->series, series);
	const ModelRow *row = row_of(facts, plotted, table);
	gboolean moved = row && row_is_moved(row);
	g_autofree char *rank = lang_count(facts->lang, moved ? row->rank_without : 0);
	const char *key =
	    moved && row->rank_without == RANK_BEYOND ? "chart.note.without.beyond" : "chart.note.without";

	return !moved || !lang_knows(facts->lang, key) ||
	       add_note(chart, (gint)series, 0, 0, TRUE,
		   lang_format(facts->lang, key, error, "label", plotted->label, "rank", rank, NULL));
}

gboolean
annotate_rank(const Facts *facts, Chart *chart, guint series, const char *table, GError **error)
{
	return add_without(facts, chart, series, table, error) && add_caveat(facts, chart, series, table, error);
}

gboolean
annotate(const Facts *facts, Chart *chart, guint series, const char *table, gboolean full, GError **error)
{
	const GPtrArray *highlights = facts->model->highlights;
	const char *item = ((const ChartSeries *)g_ptr_array_index(chart->series, series))->key;

	for (guint i = 0; i < highlights->len; i++) {
		const ModelHighlight *highlight = g_ptr_array_index(highlights, i);
		gboolean caveat = is_single(highlight) && lang_knows(facts->lang, "chart.note.caveat");

		if (!g_str_equal(highlight->table, table) || !g_str_equal(highlight->item, item) ||
		    !is_shown(facts, chart, highlight, full))
			continue;
		if (!add_level(facts, chart, series, highlight, full, error) ||
		    !add_note(chart, (gint)series, highlight->from, highlight->to, caveat,
			words_of(facts, highlight, full, error)))
			return FALSE;
	}
	return add_caveat(facts, chart, series, table, error);
}

/* The series of a sensor; -1: it has none. */
static gint
series_of(const Chart *chart, const char *sensor)
{
	for (guint i = 0; i < chart->series->len; i++)
		if (g_str_equal(((const ChartSeries *)g_ptr_array_index(chart->series, i))->key, sensor))
			return (gint)i;
	return -1;
}

/* "Packets to 1900/UDP (ssdp), September 24-30: burst": where a sensor's series is of all packets. */
static char *
with_item(const Facts *facts, const ModelHighlight *highlight, gboolean full, GError **error)
{
	const char *mark = judge_mark(facts, full || is_decided(facts, highlight), error);
	g_autofree char *words = mark ? words_of(facts, highlight, TRUE, error) : NULL;
	g_autofree char *packets = words ? remark_packets(facts, "packets-of.", highlight, error) : NULL;
	g_autofree char *note =
	    packets ? lang_format(facts->lang, "chart.note.of", error, "packets", packets, "note", words, NULL) : NULL;

	return note ? g_strconcat(mark, note, NULL) : NULL;
}

gboolean
annotate_sensors(const Facts *facts, Chart *chart, const char *table, const char *item, gboolean full, GError **error)
{
	const GPtrArray *highlights = facts->model->highlights;

	for (guint i = 0; i < highlights->len; i++) {
		const ModelHighlight *highlight = g_ptr_array_index(highlights, i);
		gboolean meant = item ? g_str_equal(highlight->table, table) && g_str_equal(highlight->item, item)
				      : is_single(highlight) && !highlight->parent;
		gint series = is_single(highlight) ? series_of(chart, highlight->sensor) : -1;
		char *words;

		if (!meant || !is_shown(facts, chart, highlight, full) || (!item && series < 0))
			continue;
		words = item ? words_of(facts, highlight, full, error) : with_item(facts, highlight, full, error);
		if (!add_note(chart, series, highlight->from, highlight->to, FALSE, words))
			return FALSE;
	}
	return TRUE;
}
