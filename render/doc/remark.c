/*
 * remark.c: a highlight in a sentence of the language.  The catalogue has a sentence for each kind; what is not
 * known is not said.
 */
#include "error.h"
#include "inner.h"

/* A kind's sentence, and the one for where there is no factor to name. */
static const struct {
	const char *kind, *words, *without_factor;
} kinds[] = {
	{ "mover", "remark.mover", "remark.mover" },
	{ "newcomer", "remark.newcomer", "remark.newcomer" },
	{ "departed", "remark.departed", "remark.departed" },
};

static char *
text_of(const Facts *facts, const char *field, const ModelHighlight *highlight, GError **error)
{
	const Record *record = record_of_list("highlights");
	Value value = { 0 };

	record_field(record, field)->get(facts, highlight, &value);
	return value_text(facts, &value, error);
}

char *
remark_text(const Facts *facts, const Value *value, GError **error)
{
	const ModelHighlight *highlight = value->item;
	g_autofree char *item = text_of(facts, "name", highlight, error),
			*factor = text_of(facts, "factor", highlight, NULL);
	g_autofree char *rank = text_of(facts, "rank", highlight, NULL);
	g_autofree char *previous = text_of(facts, "previous-rank", highlight, NULL);

	if (!item || !factor || !rank || !previous)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_equal(kinds[i].kind, highlight->kind))
			return lang_format(facts->lang,
			    highlight->factor > 0 ? kinds[i].words : kinds[i].without_factor, error, "item", item,
			    "factor", factor, "rank", rank, "previous", previous, NULL);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "highlight '%s' is of the unknown kind '%s'",
	    highlight->id, highlight->kind);
	return NULL;
}
