/*
 * annotate.c: the events of plotted items as notes of their figure: when, what, and at which sensor where it was one.
 * Only those that the editor lets into the report, or whose explanation is let in; what is no event of its own (a rank that moved) has no place in time.
 */
#include "annotate.h"
#include "decision.h"

static const char *const events[] = { "burst", "shift", "period", "ramp", "newscan", "decline", "intermittent", NULL };

static gboolean
add(GString *text, char *words)
{
	if (words)
		g_string_append(text, words);
	g_free(words);
	return words != NULL;
}

/* A single sensor is named, and the rank without what it received where that is another; more are counted. */
static gboolean
add_scope(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *sensors = lang_count(facts->lang, highlight->sensors);
	g_autofree char *rank = lang_count(facts->lang, highlight->rank_without);
	g_autofree char *share = lang_percent(
	    facts->lang, (double)highlight->share / 1000, highlight->share > 990 && highlight->share < 1000);
	gboolean single = g_str_equal(highlight->scope, "single") && highlight->sensor;

	if (single && !add(text, lang_format(facts->lang, "chart.note.single", error, "sensor",
				     facts_sensor(facts, highlight->sensor), "share", share, NULL)))
		return FALSE;
	if (single && highlight->rank_without == RANK_BEYOND)
		return add(text, lang_format(facts->lang, "chart.note.beyond", error, NULL));
	if (single && highlight->rank_without > 0 && highlight->rank_without != highlight->rank)
		return add(text, lang_format(facts->lang, "chart.note.rank", error, "rank", rank, NULL));
	if (!single && !g_str_equal(highlight->scope, "undetermined") && highlight->sensors > 0)
		return add(text, lang_format(facts->lang, "chart.note.few", error, "sensors", sensors, NULL));
	return TRUE;
}

/* The port that explains a region's line. */
static gboolean
add_parent(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const ModelHighlight *parent = remark_parent(facts, highlight);
	g_autofree char *packets = parent ? remark_packets(facts, "packets-within.", parent, error) : NULL;

	return !parent ||
	       (packets && add(text, lang_format(facts->lang, "chart.note.parent", error, "packets", packets, NULL)));
}

/* An event that the editor tells of only as part of another is still to be seen in a figure. */
static gboolean
is_let(const Facts *facts, const ModelHighlight *highlight)
{
	const ModelHighlight *parent = remark_parent(facts, highlight);

	return decision_lets(facts, highlight) || (parent && decision_lets(facts, parent));
}

static gboolean
add_note(const Facts *facts, Chart *chart, guint series, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *days = lang_days(facts->lang, highlight->from, highlight->to, facts->model->time_zone);
	g_autofree char *key = g_strconcat("kind.", highlight->kind, NULL);
	const char *kind = lang_words(facts->lang, key, error);
	g_autoptr(GString) text = g_string_new(NULL);
	ChartNote *note;

	if (!kind || !add(text, lang_format(facts->lang, "chart.note", error, "days", days, "kind", kind, NULL)) ||
	    !add_scope(text, facts, highlight, error) || !add_parent(text, facts, highlight, error))
		return FALSE;
	note = g_new0(ChartNote, 1);
	note->series = (gint)series;
	note->from = highlight->from;
	note->to = highlight->to;
	note->label = g_strdup(text->str);
	g_ptr_array_add(chart->notes, note);
	return TRUE;
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const ChartNote *first = *(ChartNote *const *)a, *second = *(ChartNote *const *)b;

	if (first->from != second->from)
		return first->from < second->from ? -1 : 1;
	return first->series - second->series;
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
	for (guint i = 0; i < chart->notes->len; i++)
		((ChartNote *)g_ptr_array_index(chart->notes, i))->mark = letters(i);
}

gboolean
annotate(const Facts *facts, Chart *chart, guint series, const char *table, GError **error)
{
	const GPtrArray *highlights = facts->model->highlights;
	const char *item = ((const ChartSeries *)g_ptr_array_index(chart->series, series))->key;

	for (guint i = 0; i < highlights->len; i++) {
		const ModelHighlight *highlight = g_ptr_array_index(highlights, i);

		if (g_str_equal(highlight->table, table) && g_str_equal(highlight->item, item) &&
		    g_strv_contains(events, highlight->kind) && is_let(facts, highlight) &&
		    highlight->from < chart->edges[chart->bins] && highlight->to > chart->edges[0] &&
		    !add_note(facts, chart, series, highlight, error))
			return FALSE;
	}
	return TRUE;
}
