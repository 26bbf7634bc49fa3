/*
 * check.c: the verb that holds an edition's words against the model.
 */
#include "check.h"
#include "error.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"

static void
free_lang(gpointer lang)
{
	lang_free(lang);
}

static GPtrArray *
open_langs(const char *list, GError **error)
{
	g_autoptr(GPtrArray) langs = g_ptr_array_new_with_free_func(free_lang);
	g_auto(GStrv) names = g_strsplit(list, ",", -1);

	for (char **name = names; *name; name++) {
		Lang *lang = lang_open(*name, NULL, error);
		if (!lang)
			return NULL;
		g_ptr_array_add(langs, lang);
	}
	return g_steal_pointer(&langs);
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
	g_autoptr(GPtrArray) langs = NULL, findings = NULL;

	if (!verb_parse(options, "MODEL", 1, 1, &argc, &argv, &error) || !has_edition(edition, &error) ||
	    !(model = model_open(argv[1], &error)) || !(langs = open_langs(list ? list : "ja,en", &error)) ||
	    (!template && !(template = save_find_shared("templates/quarterly", &error))) ||
	    !(findings = check_edition(template, edition, model, langs, &error)))
		return verb_fail(error);
	for (guint i = 0; i < findings->len; i++)
		g_print("%s\n", (char *)findings->pdata[i]);
	return findings->len > 0;
}
