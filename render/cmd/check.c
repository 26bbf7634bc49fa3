/*
 * check.c: the verb that holds an edition's words against the model.
 */
#include "check.h"
#include "error.h"
#include "langs.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"

static void
print(const GPtrArray *findings)
{
	for (guint i = 0; i < findings->len; i++)
		g_print("%s\n", (char *)findings->pdata[i]);
}

static gboolean
has_edition(const char *edition, GError **error)
{
	if (!edition)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "--edition DIR is missing: whose words to check");
	return edition != NULL;
}

int
verb_check(int argc, char **argv)
{
	g_autofree char *template = NULL, *edition = NULL, *list = NULL;
	const GOptionEntry options[] = {
		{ "template", 0, 0, G_OPTION_ARG_FILENAME, &template, "Template to fill (default: our quarterly)",
		    "DIR" },
		{ "edition", 0, 0, G_OPTION_ARG_FILENAME, &edition, "The quarter's own text", "DIR" },
		{ "lang", 0, 0, G_OPTION_ARG_STRING, &list, "Languages (default ja,en)", "LIST" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = NULL;
	g_autoptr(GPtrArray) langs = NULL, findings = NULL, open = NULL;

	if (!verb_parse(options, "MODEL", 1, 1, &argc, &argv, &error) || !has_edition(edition, &error) ||
	    !(model = model_open(argv[1], &error)) || !(langs = langs_open(list, &error)) ||
	    (!template && !(template = save_find_shared("templates/quarterly", &error))) ||
	    !(findings = check_edition(template, edition, model, langs, &error)) ||
	    !(open = check_decisions(edition, model, langs, &error)))
		return verb_fail(error);
	print(findings);
	print(open);
	return findings->len > 0 || open->len > 0;
}
