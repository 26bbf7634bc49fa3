/*
 * judge.c: the questions, one line each, and the editor's answers to them.  Nothing is answered here.
 */
#include "judge.h"

static const char *const changes[] = { "burst", "shift", "period", "ramp", "intermittent", "decline", "mover",
	"newcomer", "departed", "change", NULL };
static const char *const events[] = { "burst", "shift", "period", "ramp", "newscan", "intermittent", "decline", NULL };
static const char *const lasting[] = { "shift", "period", "ramp", "newscan", NULL };
static const char *const new[] = { "newscan", NULL };
static const char *const wide[] = { "wide", NULL };
static const char *const narrow[] = { "few", "single", NULL };
static const char *const broad[] = { "wide", "undetermined", NULL };

/* What came to a few sensors asks for its extent first; advice is due where readers are concerned. */
const Slot slots[] = {
	{ "cause", changes, broad },
	{ "intent", new, NULL },
	{ "extent", events, narrow },
	{ "advice", lasting, wide },
	{ NULL, NULL, NULL },
};

G_STATIC_ASSERT(G_N_ELEMENTS(slots) == DECISION_SLOTS + 1);

gboolean
slot_asks(const Slot *slot, const ModelHighlight *highlight)
{
	return g_strv_contains(slot->kinds, highlight->kind) &&
	       (!slot->scopes || g_strv_contains(slot->scopes, highlight->scope));
}

gboolean
slot_is_open(const Slot *slot, const ModelHighlight *highlight, const Decision *decision)
{
	return slot_asks(slot, highlight) &&
	       (!decision || (decision->kind == DECISION_ACCEPT && !decision->answers[slot - slots]));
}

gboolean
judge_append(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const Decision *decision = decision_of(facts, highlight);

	if (!lang_knows(facts->lang, "judge.open"))
		return TRUE;
	for (const Slot *slot = slots; slot->name; slot++) {
		const char *answer =
		    decision && decision->kind == DECISION_ACCEPT ? decision->answers[slot - slots] : NULL;
		g_autofree char *key = g_strconcat("judge.", slot->name, NULL);
		const char *question = lang_words(facts->lang, key, error);

		if (!question)
			return FALSE;
		if (answer && *answer &&
		    !lang_append(text, lang_format(facts->lang, "judge.answer", error, "words", answer, NULL)))
			return FALSE;
		if (slot_is_open(slot, highlight, decision) &&
		    !lang_append(text, lang_format(facts->lang, "judge.open", error, "question", question, NULL)))
			return FALSE;
	}
	return TRUE;
}

const char *
judge_mark(const Facts *facts, gboolean decided, GError **error)
{
	return decided || !lang_knows(facts->lang, "judge.undecided")
		   ? ""
		   : lang_words(facts->lang, "judge.undecided", error);
}
