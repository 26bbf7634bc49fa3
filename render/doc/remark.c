/*
 * remark.c: a highlight in sentences of the language: what happened, how large it was, where it was seen.  The
 * catalogue has a sentence for each kind and scope; what the model does not know is not said.
 */
#include "error.h"
#include "judge.h"

enum { HOUR = 3600, NEAR = 86400 /* a gap so near to an event is told with it [s] */ };

#define LEAST_SHARE 0.0005 /* is the least that is printed as 0.1% */

/* What a factor is measured against; whether the kind is an event with a beginning of its own. */
static const struct {
	const char *kind, *factor;
	gboolean event;
} kinds[] = {
	{ "mover", "remark.factor.quarter", FALSE },
	{ "newcomer", NULL, FALSE },
	{ "departed", NULL, FALSE },
	{ "change", "remark.factor.quarter", FALSE },
	{ "burst", "remark.factor.level", TRUE },
	{ "shift", "remark.factor.level", TRUE },
	{ "period", "remark.factor.level", TRUE },
	{ "ramp", "remark.factor.level", TRUE },
	{ "newscan", NULL, TRUE },
	{ "decline", "remark.factor.level", TRUE },
	{ "intermittent", "remark.factor.level", TRUE },
};

/* "rank 4", "not observed": a rank inside a sentence. */
static char *
place(const Facts *facts, gint64 rank, GError **error)
{
	g_autofree char *number = lang_count(facts->lang, rank);

	if (rank == RANK_NONE)
		return g_strdup(lang_words(facts->lang, "place.none", error));
	if (rank == RANK_BEYOND)
		return g_strdup(lang_words(facts->lang, "place.beyond", error));
	return lang_format(facts->lang, "place.rank", error, "rank", number, NULL);
}

/* "23/TCP (telnet)", "the Netherlands": the item as it stands in a sentence. */
static char *
item_of(const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	Value value = { 0 };

	if (g_str_equal(highlight->table, "region"))
		return lang_region_within(facts->lang, highlight->item, error);
	record_field(record_of_list("highlights"), "name")->get(facts, highlight, &value);
	return value_text(facts, &value, error);
}

char *
remark_packets(const Facts *facts, const char *family, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *key = g_strconcat(family, highlight->table, NULL);
	g_autofree char *item = item_of(facts, highlight, error);

	return item ? lang_format(facts->lang, key, error, "item", item, NULL) : NULL;
}

const ModelHighlight *
remark_parent(const Facts *facts, const ModelHighlight *highlight)
{
	const GPtrArray *all = facts->model->highlights;

	for (guint i = 0; highlight->parent && i < all->len; i++) {
		const ModelHighlight *other = g_ptr_array_index(all, i);
		if (g_str_equal(other->id, highlight->parent))
			return other;
	}
	return NULL;
}

/* A fall has other words than a rise; an older archive's catalogue has one word for both.  The caller owns the key. */
static char *
key_of_direction(const Facts *facts, const ModelHighlight *highlight, const char *key)
{
	g_autofree char *fewer = g_strconcat(key, ".fewer", NULL);

	return g_strdup(highlight->excess < 0 && lang_knows(facts->lang, fewer) ? fewer : key);
}

static char *
happened(const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const char *zone = facts->model->time_zone;
	g_autofree char *kind = g_strconcat("remark.", highlight->kind, NULL);
	g_autofree char *key = key_of_direction(facts, highlight, kind);
	g_autofree char *packets = remark_packets(facts, "packets-of.", highlight, error);
	g_autofree char *rank = packets ? place(facts, highlight->rank, error) : NULL;
	g_autofree char *previous = rank ? place(facts, highlight->previous_rank, error) : NULL;
	g_autofree char *days = facts_days(facts, highlight->from, highlight->to);
	g_autofree char *from = lang_date(facts->lang, DATE_MONTH_DAY, highlight->from, zone);

	return previous ? lang_format(facts->lang, key, error, "packets", packets, "rank", rank, "previous", previous,
			      "days", days, "from", from, NULL)
			: NULL;
}

/* FALSE only on failure; nothing is added where nothing is known. */
static gboolean
add_factor(GString *text, const Facts *facts, const ModelHighlight *highlight, const char *key, GError **error)
{
	Value value = { .kind = VALUE_FACTOR, .a = highlight->factor };
	g_autofree char *factor = NULL, *words = NULL;

	if (!key || highlight->factor <= 0)
		return TRUE;
	if (!(factor = value_text(facts, &value, error)) ||
	    !(words = lang_format(facts->lang, key, error, "factor", factor, NULL)))
		return FALSE;
	g_string_append(text, words);
	return TRUE;
}

/* What one sensor had of it, and what there would be without that. */
static gboolean
add_sensor(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	Value value = { .kind = VALUE_FACTOR, .a = highlight->rest };
	g_autofree char *share = lang_percent(
	    facts->lang, (double)highlight->share / 1000, highlight->share > 990 && highlight->share < 1000);
	g_autofree char *rest = value_text(facts, &value, error);
	g_autofree char *rank = lang_count(facts->lang, highlight->rank);
	g_autofree char *without = lang_count(facts->lang, highlight->rank_without);
	g_autofree char *key = key_of_direction(facts, highlight, "remark.scope.sensor");

	if (!rest || !lang_append(text, lang_format(facts->lang, key, error, "share", share, "sensor",
					    facts_sensor(facts, highlight->sensor), NULL)))
		return FALSE;
	if (highlight->factor > 0 && highlight->rest > 0 &&
	    !lang_append(text, lang_format(facts->lang, "remark.scope.rest", error, "factor", rest, NULL)))
		return FALSE;
	/* where one source sent it, the rank is told without that source */
	return highlight->rank_without == 0 || highlight->rank_without == highlight->rank ||
	       remark_one_origin(highlight) ||
	       lang_append(
		   text, lang_format(facts->lang,
			     highlight->rank_without == RANK_BEYOND ? "remark.scope.beyond" : "remark.scope.rank",
			     error, "rank", rank, "without", without, NULL));
}

static gboolean
add_scope(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *key = g_strconcat("remark.scope.", highlight->scope, NULL);
	g_autofree char *sensors = lang_count(facts->lang, highlight->sensors);

	if (highlight->sensors <= 0 || g_str_equal(highlight->scope, "undetermined"))
		return TRUE;
	if (g_str_equal(highlight->scope, "single") && highlight->sensor)
		return add_sensor(text, facts, highlight, error);
	return lang_append(text, lang_format(facts->lang, key, error, "sensors", sensors, NULL));
}

/* Why a highlight is told with its parent, whatever the version of the model. */
static const char *
tie_of(const ModelHighlight *highlight)
{
	return highlight->tie ? highlight->tie : "part";
}

gboolean
remark_is_part(const ModelHighlight *highlight)
{
	return highlight->parent && g_str_equal(tie_of(highlight), "part");
}

static gboolean
is_among(const GPtrArray *highlights, const ModelHighlight *highlight)
{
	for (guint i = 0; i < highlights->len; i++) {
		const ModelHighlight *other = highlights->pdata[i];

		if (g_str_equal(other->table, highlight->table) && g_str_equal(other->item, highlight->item))
			return TRUE;
	}
	return FALSE;
}

/*
 * The highlights that are told with this one for one reason, an item once, all packets last: "from China and the total of
 * packets".  The caller owns the array.
 */
static GPtrArray *
children_of(const Facts *facts, const ModelHighlight *highlight, const char *tie)
{
	const GPtrArray *all = facts->model->highlights;
	GPtrArray *children = g_ptr_array_new();

	for (guint i = 0; i < 2 * all->len; i++) {
		ModelHighlight *other = all->pdata[i % all->len];
		gboolean last = g_str_equal(other->table, TABLE_TOTAL);

		if (g_strcmp0(other->parent, highlight->id) == 0 && g_str_equal(tie_of(other), tie) &&
		    last == (i >= all->len) && !is_among(children, other))
			g_ptr_array_add(children, other);
	}
	return children;
}

/* "China, Japan and the United States": as items, or as packets of them; NULL and error on failure. */
static char *
list_of(const Facts *facts, const GPtrArray *children, gboolean items, GError **error)
{
	g_autofree char *list = NULL;

	for (guint i = children->len; i-- > 0;) {
		const ModelHighlight *child = children->pdata[i];
		g_autofree char *one =
		    items ? item_of(facts, child, error) : remark_packets(facts, "packets-within.", child, error);
		char *longer;

		if (!one)
			return NULL;
		longer = !list ? g_strdup(one)
			       : lang_format(facts->lang, children->len - i > 2 ? "list.more" : "list.last", error,
				     "first", one, "rest", list, NULL);
		g_free(list);
		if (!(list = longer))
			return NULL;
	}
	return g_steal_pointer(&list);
}

/* "packets from China and the United States": what is told with this one; NULL and error on failure. */
static char *
packets_of(const Facts *facts, const GPtrArray *children, GError **error)
{
	const char *table = ((const ModelHighlight *)children->pdata[0])->table;
	g_autofree char *key = g_strconcat("packets-within.", table, NULL), *items = NULL;
	/* a label stands in quotation marks; an older archive, whose words are others, names each with its packets */
	gboolean alike = !g_str_equal(table, "signature") && lang_knows(facts->lang, "remark.none");

	for (guint i = 1; i < children->len; i++)
		alike = alike && g_str_equal(((const ModelHighlight *)children->pdata[i])->table, table);
	if (!alike)
		return list_of(facts, children, FALSE, error);
	items = list_of(facts, children, TRUE, error);
	return items ? lang_format(facts->lang, key, error, "item", items, NULL) : NULL;
}

/* What is told with it, for each reason in a sentence, a row each. */
static const struct {
	const char *tie, *first, *other; /* words of the one that tells, and of the one that is told with it */
} ties[] = {
	{ "network", "remark.together.network", "remark.with.network" },
	{ "sources", "remark.together.sources", "remark.with.sources" },
	{ "part", "remark.explains", "remark.explained" },
};

static gboolean
add_children(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(ties); i++) {
		g_autoptr(GPtrArray) children = children_of(facts, highlight, ties[i].tie);
		g_autofree char *packets = NULL;

		if (children->len == 0)
			continue;
		packets = packets_of(facts, children, error);
		if (!packets ||
		    !lang_append(text, lang_format(facts->lang, ties[i].first, error, "packets", packets, NULL)))
			return FALSE;
	}
	return TRUE;
}

/* With what it is told. */
static gboolean
add_parent(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const ModelHighlight *parent = remark_parent(facts, highlight);
	g_autofree char *packets = parent ? remark_packets(facts, "packets-within.", parent, error) : NULL;
	g_autofree char *shared = lang_count(facts->lang, highlight->shared_sources);
	gsize i = 0;

	if (!parent)
		return TRUE;
	while (i + 1 < G_N_ELEMENTS(ties) && !g_str_equal(ties[i].tie, tie_of(highlight)))
		i++;
	return packets && lang_append(text, lang_format(facts->lang, ties[i].other, error, "packets", packets, "shared",
						shared, NULL));
}

static const ModelRow *
row_of(const Facts *facts, const ModelHighlight *highlight)
{
	const ModelTable *table = model_table(facts->model, highlight->table);

	return table ? model_table_row(table, highlight->item) : NULL;
}

/* How many there were in the quarter; a share that would be printed as 0.0% is not. */
static gboolean
add_packets(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const ModelRow *row = row_of(facts, highlight);
	gint64 count = row ? row->packets : 0;
	double part = row ? model_share(facts->model, row) : 0;
	gboolean none = row && count == 0 && g_str_equal(highlight->kind, "change");
	g_autofree char *packets = lang_count(facts->lang, count), *share = lang_percent(facts->lang, part, 1);
	gboolean whole = g_str_equal(highlight->table, TABLE_TOTAL);
	const char *key = none ? "remark.none" : whole || part < LEAST_SHARE ? "remark.packets.few" : "remark.packets";

	if (!none && count == 0)
		return TRUE;
	if (!lang_knows(facts->lang, key)) /* an older archive's */
		return none || lang_append(text, lang_format(facts->lang, "remark.packets", error, "packets", packets,
						     "share", share, NULL));
	return lang_append(text, lang_format(facts->lang, key, error, "packets", packets, "share", share, NULL));
}

/* Where a gap lies about an event: "before", "inside", "after"; NULL: it has nothing to do with it. */
static const char *
side_of(const ModelGap *gap, const ModelHighlight *highlight)
{
	gboolean single = g_str_equal(highlight->scope, "single") && highlight->sensor;

	if (gap->sensor && !(single && g_str_equal(gap->sensor, highlight->sensor)))
		return NULL; /* of a sensor that is not the one spoken of */
	if (gap->to < highlight->from - NEAR || gap->from >= highlight->to + NEAR)
		return NULL;
	if (gap->from < highlight->from && gap->to <= highlight->from + NEAR)
		return "before";
	return gap->from < highlight->to - HOUR ? "inside" : "after";
}

/* Data that are missing about an event: it may have begun or ended in them. */
static gboolean
add_gaps(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const GPtrArray *gaps = facts->model->gaps;

	for (guint i = 0; i < gaps->len; i++) {
		const ModelGap *gap = g_ptr_array_index(gaps, i);
		const char *side = side_of(gap, highlight);
		g_autofree char *span = NULL, *key = NULL;

		if (!side)
			continue;
		span = facts_span(facts, gap->from, gap->to);
		key = g_strconcat(gap->sensor ? "remark.gap.sensor." : "remark.gap.", side, NULL);
		if (!lang_append(text, lang_format(facts->lang, key, error, "span", span, "sensor",
					   gap->sensor ? facts_sensor(facts, gap->sensor) : "", NULL)))
			return FALSE;
	}
	return g_strcmp0(highlight->note, "at-end") != 0 ||
	       lang_append(text, g_strdup(lang_words(facts->lang, "remark.at-end", error)));
}

/* The place of a kind in kinds; their number where it is none. */
static gsize
kind_of(const ModelHighlight *highlight, GError **error)
{
	gsize i = 0;

	while (i < G_N_ELEMENTS(kinds) && !g_str_equal(kinds[i].kind, highlight->kind))
		i++;
	if (i == G_N_ELEMENTS(kinds))
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "highlight '%s' is of the unknown kind '%s'",
		    highlight->id, highlight->kind);
	return i;
}

/* FALSE only on failure. */
static gboolean
tell(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	gsize kind = kind_of(highlight, error);

	return kind < G_N_ELEMENTS(kinds) && lang_append(text, happened(facts, highlight, error)) &&
	       add_factor(text, facts, highlight, kinds[kind].factor, error) &&
	       add_packets(text, facts, highlight, error) && add_scope(text, facts, highlight, error) &&
	       lang_append(text, remark_origin(facts, highlight, error)) &&
	       add_children(text, facts, highlight, error) && add_parent(text, facts, highlight, error) &&
	       (!kinds[kind].event || add_gaps(text, facts, highlight, error));
}

char *
remark_facts(const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const Decision *decision = decision_of(facts, highlight);
	g_autoptr(GString) text = g_string_new(NULL);

	if (decision && decision->kind == DECISION_REWRITE)
		return g_strdup(decision->words);
	return tell(text, facts, highlight, error) ? g_strdup(text->str) : NULL;
}

char *
remark_text(const Facts *facts, const Value *value, GError **error)
{
	const ModelHighlight *highlight = value->item;
	const char *mark = judge_mark(facts, decision_of(facts, highlight) != NULL, error);
	g_autofree char *told = mark ? remark_facts(facts, highlight, error) : NULL;
	g_autoptr(GString) text = g_string_new(mark);

	if (!told)
		return NULL;
	g_string_append(text, told);
	return judge_append(text, facts, highlight, error) ? g_strdup(text->str) : NULL;
}
