/*
 * draft.c: the highlights for the editor: what there is to say, and what has been decided.
 * Cause, intent, extent and advice are the editor's: no data give them.
 */
#include <string.h>
#include "check.h"
#include "judge.h"

static const char *const decision_words[] = {
	[DECISION_ACCEPT] = "accept",
	[DECISION_REJECT] = "reject",
	[DECISION_REWRITE] = "rewrite",
};

/* --- decisions --------------------------------------------------------------------------- */

/* What is open of a highlight in a language. */
static void
add_open(GPtrArray *findings, const Facts *facts, const ModelHighlight *highlight)
{
	g_autofree char *name = decision_name(highlight, facts->zone);
	const Decision *decision = decision_of(facts, highlight);

	for (const Slot *slot = slots; decision && slot->name; slot++)
		if (slot_is_open(slot, highlight, decision))
			g_ptr_array_add(findings, g_strdup_printf("highlights.ini: [%s] %s.%s is open", name,
						      slot->name, lang_name(facts->lang)));
}

/* What is said of no highlight. */
static void
add_strangers(GPtrArray *findings, const Facts *facts)
{
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GList) decided = g_list_sort(g_hash_table_get_keys(facts->edition->decisions), (GCompareFunc)strcmp);

	for (guint i = 0; i < facts->model->highlights->len; i++)
		g_hash_table_add(names, decision_name(facts->model->highlights->pdata[i], facts->zone));
	for (GList *each = decided; each; each = each->next)
		if (!g_hash_table_contains(names, each->data))
			g_ptr_array_add(
			    findings, g_strdup_printf(
					  "highlights.ini: [%s] is no highlight of this quarter", (char *)each->data));
}

/* In a language; what is asked once, in the first. */
static void
add_findings(GPtrArray *findings, const Facts *facts, gboolean first)
{
	const GPtrArray *highlights = facts->model->highlights;

	guint open = 0;

	if (!facts->edition->decisions) {
		for (guint i = 0; i < highlights->len; i++)
			open += !decision_follows(facts, highlights->pdata[i]);
		if (first && open > 0)
			g_ptr_array_add(
			    findings, g_strdup_printf("highlights.ini: there is none (%u undecided)", open));
		return;
	}
	for (guint i = 0; i < highlights->len; i++) {
		g_autofree char *name = decision_name(highlights->pdata[i], facts->zone);

		if (decision_follows(facts, highlights->pdata[i]))
			continue;
		if (first && !decision_of(facts, highlights->pdata[i]))
			g_ptr_array_add(findings, g_strdup_printf("highlights.ini: no decision on [%s]", name));
		add_open(findings, facts, highlights->pdata[i]);
	}
	if (first)
		add_strangers(findings, facts);
}

/* What is to be set right in the records before a line of the table is printed; NULL: nothing.  The caller owns it. */
static char *
ask_of_record(const Facts *facts, const ModelHealth *line)
{
	g_autofree char *from = zone_format(facts->zone, line->from), *to = zone_format(facts->zone, line->to);
	g_autofree char *what =
	    g_strdup_printf("outage of %s from %s to %s", line->sensor ? line->sensor : "all sensors", from, to);

	if (!g_str_equal(line->what, "silent"))
		return NULL;
	if (g_str_equal(line->known, "conflict"))
		return g_strdup_printf("%s: packets came in %" G_GINT64_FORMAT
				       " of its minutes; correct it with teiten gap",
		    what, line->heard);
	if (g_str_equal(line->known, "detected"))
		return g_strdup_printf("%s: it was found in the counts alone; record it with teiten gap", what);
	if (line->differs && line->found_to > 0) {
		g_autofree char *found_from = zone_format(facts->zone, line->found_from),
				*found_to = zone_format(facts->zone, line->found_to);
		return g_strdup_printf(
		    "%s: silence was found from %s to %s; correct it with teiten gap", what, found_from, found_to);
	}
	return NULL;
}

static void
add_records(GPtrArray *findings, const Facts *facts)
{
	const GPtrArray *health = facts->model->health;

	for (guint i = 0; i < health->len; i++) {
		char *finding = ask_of_record(facts, g_ptr_array_index(health, i));

		if (finding)
			g_ptr_array_add(findings, finding);
	}
}

GPtrArray *
check_decisions(const char *folder, const Model *model, const GPtrArray *langs, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);

	for (guint i = 0; zone && i < langs->len; i++) {
		g_autoptr(Edition) edition = edition_open(folder, langs->pdata[i], zone, error);
		const Facts facts = { model, langs->pdata[i], edition, zone };

		if (!edition)
			return NULL;
		add_findings(findings, &facts, i == 0);
		if (i == 0)
			add_records(findings, &facts);
	}
	return zone ? g_steal_pointer(&findings) : NULL;
}

/* --- the draft --------------------------------------------------------------------------- */

/* Facts of a highlight that the draft tells besides its sentences. */
static const char *const told[] = { "kind", "scope", "days", "factor", "excess", "sensors", "origin", "sources",
	"networks", "source-share", "network-share", "rank", "previous-rank" };

/* "> cause.ja: what caused it?", with the answer where there is one. */
static gboolean
add_questions(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const Decision *decision = decision_of(facts, highlight);

	g_string_append_c(text, '\n');
	for (const Slot *slot = slots; slot->name; slot++) {
		g_autofree char *key = g_strconcat("judge.", slot->name, NULL);
		const char *question = lang_words(facts->lang, key, error);
		const char *answer = decision ? decision->answers[slot - slots] : NULL;

		if (!question)
			return FALSE;
		if ((!slot_asks(slot, highlight) || decision_follows(facts, highlight)) && !answer)
			continue;
		g_string_append_printf(text, "> %s.%s: %s", slot->name, lang_name(facts->lang), question);
		g_string_append_printf(
		    text, answer && *answer ? " = %s\n" : "%s\n", answer ? *answer ? answer : " = none" : "");
	}
	return TRUE;
}

/* The sentences and the facts in a language. */
static gboolean
add_language(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error)
{
	const Record *record = record_of_list("highlights");
	g_autofree char *remark = remark_facts(facts, highlight, error);

	if (!remark)
		return FALSE;
	g_string_append_printf(text, "\n%s\n\n", remark);
	for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
		g_autofree char *key = g_strconcat("column.", told[i], NULL), *words = NULL;
		const char *head = lang_words(facts->lang, key, error);
		Value value = { 0 };

		record_field(record, told[i])->get(facts, highlight, &value);
		if (!head || !(words = value_text(facts, &value, error)))
			return FALSE;
		g_string_append_printf(text, "- %s: %s\n", head, words);
	}
	return add_questions(text, facts, highlight, error);
}

static void
add_decision(GString *text, const Edition *edition, const ModelHighlight *highlight, const char *name)
{
	const Decision *decision = edition->decisions ? g_hash_table_lookup(edition->decisions, name) : NULL;

	if (!decision && highlight->parent)
		g_string_append_printf(text, "\ndecision: told with %s\n", highlight->parent);
	else if (!decision)
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
		add_decision(text, edition, highlight, name);
		for (guint j = 0; j < langs->len; j++)
			if (!in_language(text, folder, model, highlight, langs->pdata[j], error))
				return NULL;
	}
	return g_strdup(text->str);
}
