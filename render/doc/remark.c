/*
 * remark.c: a highlight in sentences of the language: what happened, how large it was, where it was seen.  The
 * catalogue has a sentence for each kind and scope; what the model does not know is not said.
 */
#include "decision.h"
#include "error.h"

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

/* "Packets to 23/TCP (telnet)", "Packets from China". */
static char *
packets_of(const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *key = g_strconcat("packets-of.", highlight->table, NULL), *item = NULL;
	Value value = { 0 };

	record_field(record_of_list("highlights"), "name")->get(facts, highlight, &value);
	item = value_text(facts, &value, error);
	return item ? lang_format(facts->lang, key, error, "item", item, NULL) : NULL;
}

static char *
happened(const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const char *zone = facts->model->time_zone;
	g_autofree char *key = g_strconcat("remark.", highlight->kind, NULL);
	g_autofree char *packets = packets_of(facts, highlight, error);
	g_autofree char *rank = packets ? place(facts, highlight->rank, error) : NULL;
	g_autofree char *previous = rank ? place(facts, highlight->previous_rank, error) : NULL;
	g_autofree char *days = lang_days(facts->lang, highlight->from, highlight->to, zone);
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

static gboolean
add_scope(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	g_autofree char *key = g_strconcat("remark.scope.", highlight->scope, NULL);
	g_autofree char *sensors = lang_count(facts->lang, highlight->sensors);
	g_autofree char *words = NULL;

	if (highlight->sensors <= 0 || g_str_equal(highlight->scope, "undetermined"))
		return TRUE;
	if (!(words = lang_format(facts->lang, key, error, "sensors", sensors, NULL)))
		return FALSE;
	g_string_append(text, words);
	return TRUE;
}

static const ModelRow *
row_of(const Facts *facts, const ModelHighlight *highlight)
{
	const ModelTable *table = model_table(facts->model, highlight->table);

	return table ? model_table_row(table, highlight->item) : NULL;
}

/* How many there were in the quarter. */
static gboolean
add_packets(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const ModelRow *row = row_of(facts, highlight);
	g_autofree char *packets = NULL, *share = NULL, *words = NULL;

	if (!row || row->packets == 0)
		return TRUE;
	packets = lang_count(facts->lang, row->packets);
	share = lang_percent(facts->lang, model_share(facts->model, row), 1);
	words = lang_format(facts->lang, "remark.packets", error, "packets", packets, "share", share, NULL);
	if (words)
		g_string_append(text, words);
	return words != NULL;
}

/* Data that are missing right before an event: it may have begun in them. */
static gboolean
add_gap(GString *text, const Facts *facts, const ModelHighlight *highlight, gboolean event, GError **error)
{
	const GPtrArray *gaps = facts->model->gaps;

	for (guint i = 0; event && i < gaps->len; i++) {
		const ModelGap *gap = g_ptr_array_index(gaps, i);
		g_autofree char *span = NULL, *words = NULL;

		if (gap->sensor || gap->from >= highlight->from || gap->to < highlight->from - 86400 ||
		    gap->from >= highlight->to)
			continue;
		span = lang_span(facts->lang, gap->from, gap->to, facts->model->time_zone);
		words = lang_format(facts->lang,
		    gap->to <= highlight->from + 86400 ? "remark.gap.before" : "remark.gap.inside", error, "span", span,
		    NULL);
		if (!words)
			return FALSE;
		g_string_append(text, words);
	}
	return TRUE;
}

/* What the editor has written instead; NULL. */
static const char *
rewritten(const Facts *facts, const ModelHighlight *highlight)
{
	g_autofree char *name = decision_name(highlight, facts->zone);
	GHashTable *decisions = facts->edition->decisions;
	const Decision *decision = decisions ? g_hash_table_lookup(decisions, name) : NULL;

	return decision && decision->kind == DECISION_REWRITE ? decision->words : NULL;
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

char *
remark_text(const Facts *facts, const Value *value, GError **error)
{
	const ModelHighlight *highlight = value->item;
	const char *own = rewritten(facts, highlight);
	g_autofree char *first = NULL;
	g_autoptr(GString) text = NULL;
	gboolean event;
	gsize kind;

	if (own)
		return g_strdup(own);
	kind = kind_of(highlight, error);
	if (kind == G_N_ELEMENTS(kinds) || !(first = happened(facts, highlight, error)))
		return NULL;
	event = kinds[kind].event;
	text = g_string_new(first);
	if (!add_factor(text, facts, highlight, kinds[kind].factor, error) ||
	    !add_packets(text, facts, highlight, error) || !add_scope(text, facts, highlight, error) ||
	    !add_gap(text, facts, highlight, event, error))
		return NULL;
	return g_strdup(text->str);
}
