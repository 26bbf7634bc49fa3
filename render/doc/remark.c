/*
 * remark.c: a highlight in sentences of the language: what happened, how large it was, where it was seen.  The
 * catalogue has a sentence for each kind and scope; what the model does not know is not said.
 */
#include "error.h"
#include "inner.h"

/* What a factor is measured against. */
static const struct {
	const char *kind, *factor;
} kinds[] = {
	{ "mover", "remark.factor.quarter" },
	{ "newcomer", NULL },
	{ "departed", NULL },
	{ "change", "remark.factor.quarter" },
	{ "burst", "remark.factor.level" },
	{ "shift", "remark.factor.level" },
	{ "period", "remark.factor.level" },
	{ "ramp", "remark.factor.level" },
	{ "newscan", NULL },
	{ "decline", "remark.factor.level" },
	{ "intermittent", "remark.factor.level" },
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

char *
remark_text(const Facts *facts, const Value *value, GError **error)
{
	const ModelHighlight *highlight = value->item;
	g_autofree char *first = NULL;
	g_autoptr(GString) text = NULL;
	gsize i = 0;

	while (i < G_N_ELEMENTS(kinds) && !g_str_equal(kinds[i].kind, highlight->kind))
		i++;
	if (i == G_N_ELEMENTS(kinds)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "highlight '%s' is of the unknown kind '%s'",
		    highlight->id, highlight->kind);
		return NULL;
	}
	if (!(first = happened(facts, highlight, error)))
		return NULL;
	text = g_string_new(first);
	if (!add_factor(text, facts, highlight, kinds[i].factor, error) || !add_scope(text, facts, highlight, error))
		return NULL;
	return g_strdup(text->str);
}
