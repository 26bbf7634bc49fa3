/*
 * draft.c: the highlights for the editor: what there is to say, and what has been decided.
 * Cause, intent and advice are left open: no data give them.
 */
#include <string.h>
#include "check.h"
#include "decision.h"

static const char *const decision_words[] = {
	[DECISION_ACCEPT] = "accept",
	[DECISION_REJECT] = "reject",
	[DECISION_REWRITE] = "rewrite",
};

/* --- decisions --------------------------------------------------------------------------- */

GPtrArray *
check_decisions(const char *edition, const Model *model, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);
	GError *inner = NULL;
	g_autoptr(GHashTable) decisions = zone && edition ? decisions_read(edition, "en", &inner) : NULL;
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GList) decided = NULL;

	if (inner) {
		g_propagate_error(error, inner);
		return NULL;
	}
	for (guint i = 0; decisions && i < model->highlights->len; i++) {
		char *name = decision_name(g_ptr_array_index(model->highlights, i), zone);
		if (!g_hash_table_contains(decisions, name))
			g_ptr_array_add(findings, g_strdup_printf("highlights.ini: no decision on [%s]", name));
		g_hash_table_add(names, name);
	}
	decided = decisions ? g_list_sort(g_hash_table_get_keys(decisions), (GCompareFunc)strcmp) : NULL;
	for (GList *each = decided; each; each = each->next)
		if (!g_hash_table_contains(names, each->data))
			g_ptr_array_add(
			    findings, g_strdup_printf(
					  "highlights.ini: [%s] is no highlight of this quarter", (char *)each->data));
	return zone ? g_steal_pointer(&findings) : NULL;
}

/* --- the draft --------------------------------------------------------------------------- */

/* Facts of a highlight that the draft tells besides its sentences. */
static const char *const told[] = { "kind", "scope", "days", "factor", "excess", "sensors", "origin", "sources",
	"networks", "source-share", "network-share", "rank", "previous-rank" };

/* "- ja: ..." and the facts in that language. */
static gboolean
add_language(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const Record *record = record_of_list("highlights");
	Value value = { .kind = VALUE_REMARK, .item = highlight };
	g_autofree char *remark = remark_text(facts, &value, error);
	const char *mark = lang_words(facts->lang, "draft.judge", error);

	if (!remark || !mark)
		return FALSE;
	g_string_append_printf(text, "\n%s\n\n", remark);
	for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
		g_autofree char *key = g_strconcat("column.", told[i], NULL), *words = NULL;
		const char *head = lang_words(facts->lang, key, error);

		memset(&value, 0, sizeof value);
		record_field(record, told[i])->get(facts, highlight, &value);
		if (!head || !(words = value_text(facts, &value, error)))
			return FALSE;
		g_string_append_printf(text, "- %s: %s\n", head, words);
	}
	g_string_append_printf(text, "\n> %s\n", mark);
	return TRUE;
}

static void
add_decision(GString *text, const Edition *edition, const char *name)
{
	const Decision *decision = edition->decisions ? g_hash_table_lookup(edition->decisions, name) : NULL;

	if (!decision)
		g_string_append(text, "\ndecision: open\n");
	else if (decision->reason && *decision->reason)
		g_string_append_printf(text, "\ndecision: %s (%s)\n", decision_words[decision->kind], decision->reason);
	else
		g_string_append_printf(text, "\ndecision: %s\n", decision_words[decision->kind]);
}

/* One language's facts; its edition is opened for it. */
static gboolean
in_language(GString *text, const char *folder, const Model *model, const ModelHighlight *highlight, const Lang *lang,
    GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);
	g_autoptr(Edition) edition = zone ? edition_open(folder, lang, zone, error) : NULL;
	Facts facts = { model, lang, edition, zone };

	return edition && add_language(text, &facts, highlight, error);
}

char *
check_draft(const char *folder, const Model *model, const GPtrArray *langs, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);
	g_autoptr(Edition) edition = zone ? edition_open(folder, langs->pdata[0], zone, error) : NULL;

	if (!edition)
		return NULL;
	g_string_append_printf(text, "# %s: %u highlights\n", model->now.quarter.name, model->highlights->len);
	for (guint i = 0; i < model->highlights->len; i++) {
		const ModelHighlight *highlight = g_ptr_array_index(model->highlights, i);
		g_autofree char *name = decision_name(highlight, zone);

		g_string_append_printf(text, "\n## %s [%s]\n", highlight->id, name);
		add_decision(text, edition, name);
		for (guint j = 0; j < langs->len; j++)
			if (!in_language(text, folder, model, highlight, langs->pdata[j], error))
				return NULL;
	}
	return g_strdup(text->str);
}
