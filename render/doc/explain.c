/*
 * explain.c: one item with all that the model and the store know of it, as Markdown.  Counts nothing itself but the
 * packets of days, which are sums of the model's hours.
 */
#include <string.h>
#include "decision.h"
#include "error.h"
#include "explain.h"

enum { AROUND = 7 * 86400 /* days before and after a highlight that are listed too [s] */, MOST_SENSORS = 20 };

/* --- what is meant ----------------------------------------------------------------------- */

static gboolean
take(
    const Model *model, const ModelTable *table, const ModelRow *row, const ModelHighlight *highlight, Subject *subject)
{
	for (guint i = 0; !highlight && i < model->highlights->len; i++) {
		const ModelHighlight *other = model->highlights->pdata[i];
		if (g_str_equal(other->table, table->name) && g_str_equal(other->item, row->key))
			highlight = other;
	}
	*subject = (Subject) { table, row, highlight, model->now.quarter.start, model->now.quarter.end };
	if (highlight) {
		subject->from = MAX(subject->from, highlight->from);
		subject->to = MIN(subject->to, highlight->to);
	}
	return TRUE;
}

static gboolean
find_row(const Model *model, const char *name, const char *key, Subject *subject)
{
	const ModelTable *table = model_table(model, name);
	const ModelRow *row = table ? model_table_row(table, key) : NULL;

	return row && take(model, table, row, NULL, subject);
}

gboolean
explain_find(const Model *model, const char *word, Subject *subject, GError **error)
{
	static const char *const tables[] = { "port", "region", "signature", "icmp", TABLE_TOTAL };
	const char *colon = strchr(word, ':');
	g_autofree char *name = colon ? g_strndup(word, (gsize)(colon - word)) : NULL;

	for (guint i = 0; i < model->highlights->len; i++) {
		const ModelHighlight *highlight = model->highlights->pdata[i];
		const ModelTable *table = model_table(model, highlight->table);
		const ModelRow *row = table ? model_table_row(table, highlight->item) : NULL;

		if (row && g_str_equal(highlight->id, word))
			return take(model, table, row, highlight, subject);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++)
		if (find_row(model, tables[i], word, subject))
			return TRUE;
	if (colon && find_row(model, name, colon + 1, subject))
		return TRUE;
	g_set_error(
	    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s has no item or highlight '%s'", model->now.quarter.name, word);
	return FALSE;
}

/* --- writing ----------------------------------------------------------------------------- */

/* What is written in one language; the first error ends it. */
typedef struct {
	const Facts *facts;
	const Subject *subject;
	GString *text;
	GError *error;
} Teller;

static const char *
words(Teller *teller, const char *key)
{
	const char *found = teller->error ? NULL : lang_words(teller->facts->lang, key, &teller->error);

	return found ? found : "";
}

static void
head(Teller *teller, const char *key)
{
	g_string_append_printf(teller->text, "\n## %s\n\n", words(teller, key));
}

/* "- Factor: about 24 times"; takes value. */
static void
line(Teller *teller, const char *key, char *value)
{
	if (value)
		g_string_append_printf(teller->text, "- %s: %s\n", words(teller, key), value);
	g_free(value);
}

static void
count(Teller *teller, const char *key, gint64 value)
{
	line(teller, key, lang_count(teller->facts->lang, value));
}

static char *
item_words(Teller *teller)
{
	Value value = { .kind = VALUE_ITEM, .text = teller->subject->table->name, .item = teller->subject->row };

	return teller->error ? NULL : value_text(teller->facts, &value, &teller->error);
}

/* A row of a Markdown table; its head when first. */
static void
row(Teller *teller, gboolean first, const char *a, const char *b, const char *c)
{
	g_string_append_printf(teller->text, "| %s | %s | %s |\n", a, b, c);
	if (first)
		g_string_append(teller->text, "|---|--:|--:|\n");
}

/* --- parts ------------------------------------------------------------------------------- */

static void
tell_row(Teller *teller)
{
	const ModelRow *of = teller->subject->row;
	const Model *model = teller->facts->model;
	const Lang *lang = teller->facts->lang;
	Value sources = { .kind = model_is_about(model, &model->now) ? VALUE_ABOUT : VALUE_COUNT, .a = of->sources };
	Value rank = { .kind = VALUE_RANK, .a = of->rank }, previous = { .kind = VALUE_RANK, .a = of->previous_rank };

	count(teller, "column.packets", of->packets);
	line(teller, "column.share", lang_percent(lang, model_share(model, of), 1));
	if (of->sources >= 0)
		line(teller, "column.sources", value_text(teller->facts, &sources, &teller->error));
	line(teller, "column.rank", value_text(teller->facts, &rank, &teller->error));
	line(teller, "column.previous-rank", value_text(teller->facts, &previous, &teller->error));
}

/* The decision of the program: kind and scope, and the numbers that it rests on. */
static void
tell_highlight(Teller *teller)
{
	static const char *const told[] = { "id", "kind", "scope", "days", "factor", "excess", "sensors", "origin",
		"sources", "networks", "source-share", "network-share" };
	const Record *record = record_of_list("highlights");
	const ModelHighlight *of = teller->subject->highlight;
	const Lang *lang = teller->facts->lang;

	for (gsize i = 0; i < G_N_ELEMENTS(told) && (of->origin || !g_str_equal(told[i], "origin")); i++) {
		g_autofree char *key = g_strconcat("column.", told[i], NULL);
		Value value = { 0 };

		record_field(record, told[i])->get(teller->facts, of, &value);
		line(teller, key, teller->error ? NULL : value_text(teller->facts, &value, &teller->error));
	}
	if (of->usual > 0)
		line(teller, "explain.usual", lang_decimal(lang, (double)of->usual / 1000, 1));
	if (!of->sensor)
		return;
	line(teller, "explain.sensor", g_strdup(facts_sensor(teller->facts, of->sensor)));
	line(teller, "explain.sensor-share", lang_percent(lang, (double)of->share / 1000, 1));
	if (of->factor > 0) {
		Value rest = { .kind = VALUE_FACTOR, .a = of->rest };
		line(teller, "explain.rest", value_text(teller->facts, &rest, &teller->error));
	}
	if (of->rank_without != 0) {
		Value rank = { .kind = VALUE_RANK, .a = of->rank_without };
		line(teller, "explain.rank-without", value_text(teller->facts, &rank, &teller->error));
	}
}

/* Packets of the hours [from, to). */
static gint64
packets_in(const Teller *teller, gint64 from, gint64 to)
{
	const Model *model = teller->facts->model;
	gint64 sum = 0;

	for (gsize i = 0; i < model->bins; i++)
		if (model->edges[i] >= from && model->edges[i] < to)
			sum += teller->subject->row->hours[i];
	return sum;
}

static const char *
state_key(const Model *model, gint64 from, gint64 to)
{
	gsize first = 0, n = 0;

	while (first < model->bins && model->edges[first] < from)
		first++;
	while (first + n < model->bins && model->edges[first + n] < to)
		n++;
	switch (model_state(model, first, n)) {
	case BIN_OBSERVED:
		return "explain.observed";
	case BIN_PARTIAL:
		return "explain.partial";
	default:
		return "explain.missing";
	}
}

/* The days of the span and around it: a day without data has no count. */
static void
tell_days(Teller *teller)
{
	const Model *model = teller->facts->model;
	const Quarter *quarter = &model->now.quarter;
	g_autoptr(GArray) days = zone_days(teller->facts->zone, quarter->start, quarter->end);

	if (!teller->subject->row->hours)
		return;
	head(teller, "explain.days");
	row(teller, TRUE, words(teller, "explain.day"), words(teller, "column.packets"),
	    words(teller, "explain.state"));
	for (guint i = 0; i + 1 < days->len; i++) {
		gint64 from = g_array_index(days, gint64, i), to = g_array_index(days, gint64, i + 1);
		const char *state = state_key(model, from, to);
		g_autofree char *day = lang_date(teller->facts->lang, DATE_DAY, from, model->time_zone);
		g_autofree char *n = lang_count(teller->facts->lang, packets_in(teller, from, to));

		if (to > teller->subject->from - AROUND && from < teller->subject->to + AROUND)
			row(teller, FALSE, day, g_str_equal(state, "explain.missing") ? words(teller, "value.none") : n,
			    words(teller, state));
	}
}

/* The sensors that received most, at most so many. */
static void
tell_sensors(Teller *teller, const Evidence *evidence, guint most)
{
	const Lang *lang = teller->facts->lang;

	g_string_append_c(teller->text, '\n');
	row(teller, TRUE, words(teller, "column.sensor"), words(teller, "explain.during"),
	    words(teller, "explain.before"));
	for (guint i = 0; i < MIN(evidence->sensors->len, most); i++) {
		const EvidenceSensor *sensor = evidence->sensors->pdata[i];
		g_autofree char *during = lang_count(lang, sensor->during), *before = lang_count(lang, sensor->before);

		row(teller, FALSE, facts_sensor(teller->facts, sensor->name), during, before);
	}
}

/* The networks that sent most, at most so many. */
static void
tell_networks(Teller *teller, const Evidence *evidence, guint most)
{
	const Lang *lang = teller->facts->lang;

	if (evidence->top->len == 0)
		return;
	g_string_append_c(teller->text, '\n');
	row(teller, TRUE, words(teller, "explain.network"), words(teller, "column.packets"),
	    words(teller, "column.sources"));
	for (guint i = 0; i < MIN(evidence->top->len, most); i++) {
		const EvidenceNetwork *network = evidence->top->pdata[i];
		g_autofree char *packets = lang_count(lang, network->packets), *n = lang_count(lang, network->sources);

		row(teller, FALSE, network->name, packets, n);
	}
}

static void
tell_sources(Teller *teller, const Evidence *evidence)
{
	const Lang *lang = teller->facts->lang;

	head(teller, "explain.sources");
	count(teller, "column.packets", evidence->packets);
	count(teller, "column.sources", evidence->sources);
	count(teller, "explain.networks", evidence->networks);
	line(teller, "explain.effective-sources", lang_decimal(lang, (double)evidence->effective_sources / 1000, 1));
	line(teller, "explain.effective-networks", lang_decimal(lang, (double)evidence->effective_networks / 1000, 1));
	tell_networks(teller, evidence, G_MAXUINT);
}

/* "open", "rejected (a reason)", "told with h2"; the caller owns it. */
static char *
decision_words(Teller *teller)
{
	static const char *const keys[] = { "decision.accept", "decision.reject", "decision.rewrite" };
	const ModelHighlight *of = teller->subject->highlight;
	const Decision *decision = decision_of(teller->facts, of);
	const char *said = words(teller, decision ? keys[decision->kind] : "decision.open");

	if (decision_follows(teller->facts, of))
		return lang_format(teller->facts->lang, "decision.follows", &teller->error, "id", of->parent, NULL);
	return decision && decision->reason ? g_strdup_printf("%s (%s)", said, decision->reason) : g_strdup(said);
}

/* Which classes the counts are of, where that was asked. */
static void
tell_classes(Teller *teller)
{
	Value counted = { .kind = VALUE_CLASSES, .a = TRUE };
	g_autofree char *list = NULL, *told = NULL;

	if (teller->facts->model->classes->len == 0 || teller->error)
		return;
	if ((list = value_text(teller->facts, &counted, &teller->error)))
		told = lang_format(teller->facts->lang, "explain.classes", &teller->error, "classes", list, NULL);
	g_string_append_printf(teller->text, "\n> %s\n", told ? told : "");
}

static void
tell(Teller *teller, const Evidence *evidence)
{
	const ModelHighlight *highlight = teller->subject->highlight;
	g_autofree char *sentences = highlight ? remark_facts(teller->facts, highlight, &teller->error) : NULL;

	if (teller->facts->model->simulated)
		g_string_append_printf(teller->text, "\n> %s\n", words(teller, "explain.simulated"));
	g_string_append_printf(teller->text, "\n%s\n", sentences ? sentences : words(teller, "explain.none"));
	tell_classes(teller);
	head(teller, "explain.facts");
	tell_row(teller);
	if (highlight) {
		head(teller, "explain.highlight");
		tell_highlight(teller);
		line(teller, "explain.decision", decision_words(teller));
	}
	tell_days(teller);
	if (evidence && evidence->sensors->len > 0) {
		head(teller, "explain.sensors");
		tell_sensors(teller, evidence, MOST_SENSORS);
	}
	if (evidence && evidence->expired)
		g_string_append_printf(teller->text, "\n> %s\n", words(teller, "explain.expired"));
	else if (evidence)
		tell_sources(teller, evidence);
	else
		g_string_append_printf(teller->text, "\n> %s\n", words(teller, "explain.store"));
}

/* Opens what words need and has them told; "# ITEM: QUARTER" stands first. */
static char *
told_by(const Subject *subject, const Model *model, const char *edition, const Lang *lang,
    void (*then)(Teller *teller, const Evidence *evidence), const Evidence *evidence, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);
	g_autoptr(Edition) own = zone ? edition_open(edition, lang, zone, error) : NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *item = NULL;
	Facts facts = { model, lang, own, zone };
	Teller teller = { &facts, subject, text, NULL };

	if (!own)
		return NULL;
	item = item_words(&teller);
	g_string_append_printf(text, "# %s: %s\n", item ? item : "", model->now.quarter.name);
	then(&teller, evidence);
	if (!teller.error)
		return g_strdup(text->str);
	g_propagate_error(error, teller.error);
	return NULL;
}

char *
explain_text(const Subject *subject, const Model *model, const Evidence *evidence, const char *edition,
    const Lang *lang, GError **error)
{
	return told_by(subject, model, edition, lang, tell, evidence, error);
}

/* --- the picture ------------------------------------------------------------------------- */

/* A row of numbers under their names: what the highlight rests on. */
static void
show_numbers(Teller *teller)
{
	static const char *const shown[] = { "kind", "scope", "days", "factor", "excess", "rank", "previous-rank" };
	const Record *record = record_of_list("highlights");
	g_autoptr(GString) heads = g_string_new("|"), rule = g_string_new("|"), values = g_string_new("|");

	for (gsize i = 0; i < G_N_ELEMENTS(shown); i++) {
		const Field *field = record_field(record, shown[i]);
		g_autofree char *key = g_strconcat("column.", shown[i], NULL), *text = NULL;
		Value value = { 0 };

		field->get(teller->facts, teller->subject->highlight, &value);
		text = teller->error ? NULL : value_text(teller->facts, &value, &teller->error);
		g_string_append_printf(heads, " %s |", words(teller, key));
		g_string_append(rule, field->align == ALIGN_RIGHT ? "--:|" : "---|");
		g_string_append_printf(values, " %s |", text ? text : "");
	}
	g_string_append_printf(teller->text, "%s\n%s\n%s\n", heads->str, rule->str, values->str);
}

/* A figure of the item's; more: attributes of its kind. */
static void
show_figure(Teller *teller, const char *more, const char *id, const char *caption)
{
	const Subject *subject = teller->subject;

	g_string_append_printf(teller->text, "\n```figure items=%s:%s %s notes=full id=%s caption=\"%s\"\n```\n",
	    subject->table->name, subject->row->key, more, id, words(teller, caption));
}

/* Below the title: what the editor says, and whose data they are. */
static void
show_standing(Teller *teller)
{
	const ModelHighlight *highlight = teller->subject->highlight;
	g_autofree char *decision = highlight ? decision_words(teller) : NULL, *standing = NULL;
	gboolean simulated = teller->facts->model->simulated;

	if (decision && !teller->error)
		standing = lang_format(teller->facts->lang, "explain.named", &teller->error, "name",
		    words(teller, "explain.decision"), "value", decision, NULL);
	if (standing)
		g_string_append_printf(
		    teller->text, "\n*%s%s*\n", standing, simulated ? words(teller, "explain.and-simulated") : "");
	else if (simulated)
		g_string_append_printf(teller->text, "\n*%s*\n", words(teller, "explain.simulated"));
}

/* Who sent it, in a sentence; where one source or network sent most of it, which. */
static void
show_sources(Teller *teller, const Evidence *evidence)
{
	const ModelHighlight *highlight = teller->subject->highlight;
	const Lang *lang = teller->facts->lang;
	g_autofree char *packets = lang_count(lang, evidence->packets), *sources = lang_count(lang, evidence->sources);
	g_autofree char *networks = lang_count(lang, evidence->networks);
	g_autofree char *effective = lang_decimal(lang, (double)evidence->effective_sources / 1000, 1), *told = NULL;

	if (!teller->error)
		told = lang_format(lang, "explain.senders", &teller->error, "packets", packets, "sources", sources,
		    "networks", networks, "effective", effective, NULL);
	g_string_append_printf(teller->text, "\n%s\n", told ? told : "");
	if (highlight && remark_one_origin(highlight))
		tell_networks(teller, evidence, 3);
}

static void
show(Teller *teller, const Evidence *evidence)
{
	const ModelHighlight *highlight = teller->subject->highlight;
	g_autofree char *sentences = highlight ? remark_facts(teller->facts, highlight, &teller->error) : NULL;

	show_standing(teller);
	tell_classes(teller);
	g_string_append_printf(teller->text, "\n%s\n\n", sentences ? sentences : words(teller, "explain.none"));
	if (highlight)
		show_numbers(teller);
	show_figure(teller,
	    highlight && highlight->around && highlight->around->len > 0 ? "bin=day around=yes" : "bin=day", "series",
	    "explain.days");
	if (highlight && highlight->parts && highlight->parts->len > 0)
		show_figure(teller, "kind=multiples top=6", "sensors", "explain.sensors-most");
	else if (evidence && evidence->sensors->len > 0)
		tell_sensors(teller, evidence, 6);
	if (evidence && evidence->packets > 0)
		show_sources(teller, evidence);
}

char *
explain_page(const Subject *subject, const Model *model, const Evidence *evidence, const char *edition,
    const Lang *lang, GError **error)
{
	if (subject->row->hours)
		return told_by(subject, model, edition, lang, show, evidence, error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' ranks below %d: the model has no series of it",
	    subject->row->key, MODEL_RANKS);
	return NULL;
}
