/*
 * check_words.c: what the editor has written of highlights himself (highlights.ini), held against the facts and, language by
 * language, against each other, as the slots' texts are.
 */
#include "check_words.h"
#include "claim.h"

/* The editor's own words for a highlight, which the caller owns; NULL. */
static char *
words_of(const Facts *facts, const ModelHighlight *highlight)
{
	return decision_own_words(decision_of(facts, highlight));
}

void
check_words(const Facts *facts, const Support *support, GPtrArray *findings)
{
	for (guint i = 0; i < facts->model->highlights->len; i++) {
		const ModelHighlight *highlight = facts->model->highlights->pdata[i];
		g_autofree char *name = decision_name(highlight, facts->zone), *words = words_of(facts, highlight);
		g_autoptr(GArray) claims = words ? claims_find(lang_name(facts->lang), words) : NULL;
		g_autoptr(GPtrArray) doubts = claims ? support_doubts(support, words, claims, highlight) : NULL;

		for (guint c = 0; claims && c < claims->len; c++)
			if (doubts->pdata[c])
				g_ptr_array_add(findings, g_strdup_printf("highlights.ini: [%s] %s: %s", name,
							      lang_name(facts->lang), (char *)doubts->pdata[c]));
	}
}

static gboolean
says(const GArray *claims, const char *key)
{
	for (guint i = 0; i < claims->len; i++) {
		g_autofree char *other = claim_key(&g_array_index(claims, Claim, i));
		if (g_strcmp0(other, key) == 0)
			return TRUE;
	}
	return FALSE;
}

void
check_words_agree(const Facts *from, const Facts *to, GPtrArray *findings)
{
	for (guint i = 0; i < from->model->highlights->len; i++) {
		const ModelHighlight *highlight = from->model->highlights->pdata[i];
		g_autofree char *name = decision_name(highlight, from->zone);
		g_autofree char *words = words_of(from, highlight), *others = words_of(to, highlight);
		g_autoptr(GArray) claims = words && others ? claims_find(lang_name(from->lang), words) : NULL;
		g_autoptr(GArray) said = claims ? claims_find(lang_name(to->lang), others) : NULL;

		for (guint c = 0; claims && c < claims->len; c++) {
			const Claim *claim = &g_array_index(claims, Claim, c);
			g_autofree char *key = claim_key(claim);

			if (key && !says(said, key))
				g_ptr_array_add(findings, g_strdup_printf("highlights.ini: [%s] %s does not say '%s'",
							      name, lang_name(to->lang), claim->text));
		}
	}
}
