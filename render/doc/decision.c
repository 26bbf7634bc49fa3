/*
 * decision.c: highlights.ini, a group a highlight.  Knows nothing of what a highlight says.
 */
#include <string.h>
#include "decision.h"
#include "error.h"
#include "ini.h"

static const char *const kinds[] = { "accept", "reject", "rewrite", NULL };
static const char *const keys[] = { "decision", "reason", "ja", "en", NULL };

void
decision_free(gpointer data)
{
	Decision *decision = data;

	g_free(decision->reason);
	g_free(decision->words);
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

static gboolean
check_keys(GKeyFile *file, const char *group, GError **error)
{
	g_auto(GStrv) found = g_key_file_get_keys(file, group, NULL, error);

	for (char **key = found; key && *key; key++)
		if (!g_strv_contains(keys, *key)) {
			g_autofree char *what = g_strdup_printf("unknown key '%s'", *key);
			return fail(error, group, what);
		}
	return found != NULL;
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
	if (ok)
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

gboolean
decision_lets(const Facts *facts, const ModelHighlight *highlight)
{
	g_autofree char *name = decision_name(highlight, facts->zone);
	GHashTable *decisions = facts->edition->decisions;
	const Decision *decision = decisions ? g_hash_table_lookup(decisions, name) : NULL;

	return !decisions || (decision && decision->kind != DECISION_REJECT);
}
