/*
 * decision.c: highlights.ini, a group a highlight.  Knows nothing of what a highlight says.
 */
#include <string.h>
#include "decision.h"
#include "error.h"
#include "ini.h"
#include "judge.h"

static const char *const kinds[] = { "accept", "reject", "rewrite", NULL };
static const char *const keys[] = { "decision", "reason", "ja", "en", NULL };
static const char *const langs[] = { "", ".ja", ".en" };

void
decision_free(gpointer data)
{
	Decision *decision = data;

	g_free(decision->reason);
	g_free(decision->words);
	for (gsize i = 0; i < DECISION_SLOTS; i++)
		g_free(decision->answers[i]);
	g_free(decision);
}

char *
decision_name(const ModelHighlight *highlight, GTimeZone *zone)
{
	g_autofree char *day = zone_format(zone, highlight->from);

	return g_strdup_printf("%s %s %s %.10s", highlight->table, highlight->item, highlight->kind, day);
}

static gboolean
fail(GError **error, const char *group, const char *what)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "[%s]: %s", group, what);
	return FALSE;
}

/* "cause", "cause.ja", "cause.en" */
static gboolean
is_answer(const char *key)
{
	for (const Slot *slot = slots; slot->name; slot++)
		for (gsize i = 0; i < G_N_ELEMENTS(langs); i++) {
			g_autofree char *name = g_strconcat(slot->name, langs[i], NULL);
			if (g_str_equal(name, key))
				return TRUE;
		}
	return FALSE;
}

static gboolean
check_keys(GKeyFile *file, const char *group, GError **error)
{
	g_auto(GStrv) found = g_key_file_get_keys(file, group, NULL, error);

	for (char **key = found; key && *key; key++)
		if (!g_strv_contains(keys, *key) && !is_answer(*key)) {
			g_autofree char *what = g_strdup_printf("unknown key '%s'", *key);
			return fail(error, group, what);
		}
	return found != NULL;
}

/* "cause = none" says that there is nothing to say, "cause.ja = ..." what there is. */
static gboolean
read_answers(Decision *decision, GKeyFile *file, const char *group, const char *lang, GError **error)
{
	for (gsize i = 0; slots[i].name; i++) {
		g_autofree char *key = g_strdup_printf("%s.%s", slots[i].name, lang), *what = NULL;
		g_autofree char *none = g_key_file_get_string(file, group, slots[i].name, NULL);

		decision->answers[i] = none ? g_strdup("") : g_key_file_get_string(file, group, key, NULL);
		if (!none || g_str_equal(none, "none"))
			continue;
		what = g_strdup_printf("%s is none, or its words are %s and so on", slots[i].name, key);
		return fail(error, group, what);
	}
	return TRUE;
}

static Decision *
read_group(GKeyFile *file, const char *group, const char *lang, GError **error)
{
	g_autofree char *word = g_key_file_get_string(file, group, "decision", NULL);
	Decision *decision = g_new0(Decision, 1);
	gboolean ok = check_keys(file, group, error);
	int kind = 0;

	while (kinds[kind] && g_strcmp0(kinds[kind], word) != 0)
		kind++;
	decision->kind = (DecisionKind)kind;
	decision->reason = g_key_file_get_string(file, group, "reason", NULL);
	decision->words = g_key_file_get_string(file, group, lang, NULL);
	if (ok && !kinds[kind])
		ok = fail(error, group, "decision is accept, reject or rewrite");
	if (ok && decision->kind == DECISION_REJECT && !(decision->reason && *decision->reason))
		ok = fail(error, group, "a rejection needs its reason");
	if (ok && decision->kind == DECISION_REWRITE && !(decision->words && *decision->words)) {
		g_autofree char *what = g_strdup_printf("a rewriting needs its words, %s = ...", lang);
		ok = fail(error, group, what);
	}
	if (ok && read_answers(decision, file, group, lang, error))
		return decision;
	decision_free(decision);
	return NULL;
}

GHashTable *
decisions_read(const char *folder, const char *lang, GError **error)
{
	g_autofree char *path = g_build_filename(folder, "highlights.ini", NULL);
	g_autoptr(GHashTable) decisions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, decision_free);
	g_autoptr(GKeyFile) file = NULL;
	g_auto(GStrv) groups = NULL;
	Decision *decision = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return NULL;
	if (!(file = ini_open(path, error)))
		return NULL;
	groups = g_key_file_get_groups(file, NULL);
	for (char **group = groups; *group; group++) {
		if (!(decision = read_group(file, *group, lang, error))) {
			g_prefix_error(error, "%s: ", path);
			return NULL;
		}
		g_hash_table_insert(decisions, g_strdup(*group), decision);
	}
	return g_steal_pointer(&decisions);
}

const Decision *
decision_of(const Facts *facts, const ModelHighlight *highlight)
{
	g_autofree char *name = decision_name(highlight, facts->zone);
	GHashTable *decisions = facts->edition->decisions;

	return decisions ? g_hash_table_lookup(decisions, name) : NULL;
}

/* An older archive's words tell each on its own. */
gboolean
decision_follows(const Facts *facts, const ModelHighlight *highlight)
{
	return highlight->parent && !decision_of(facts, highlight) &&
	       lang_knows(facts->lang, "remark.together.sources");
}

gboolean
decision_lets(const Facts *facts, const ModelHighlight *highlight)
{
	const Decision *decision = decision_of(facts, highlight);

	if (decision_follows(facts, highlight))
		return FALSE;
	if (!decision) /* an older archive's editor has left it out so */
		return !facts->edition->decisions || lang_knows(facts->lang, "judge.undecided");
	return decision->kind != DECISION_REJECT;
}

char *
decision_own_words(const Decision *decision)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (decision && decision->kind == DECISION_REWRITE)
		g_string_append_printf(text, "%s ", decision->words);
	for (gsize i = 0; decision && i < DECISION_SLOTS; i++)
		if (decision->answers[i] && *decision->answers[i])
			g_string_append_printf(text, "%s ", decision->answers[i]);
	return text->len ? g_strdup(text->str) : NULL;
}
