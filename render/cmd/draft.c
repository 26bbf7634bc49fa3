/*
 * draft.c: the verb that writes the highlights for the editor to decide on.
 */
#include <string.h>
#include "check.h"
#include "langs.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"

int
verb_draft(int argc, char **argv)
{
	g_autofree char *edition = NULL, *list = NULL, *output = NULL, *text = NULL;
	const GOptionEntry options[] = {
		{ "edition", 0, 0, G_OPTION_ARG_FILENAME, &edition, "The quarter's own text and decisions", "DIR" },
		{ "lang", 0, 0, G_OPTION_ARG_STRING, &list, "Languages (default ja,en)", "LIST" },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "File to write (default: standard output)",
		    "FILE" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = NULL;
	g_autoptr(GPtrArray) langs = NULL;

	if (!verb_parse(options, "MODEL", 1, 1, &argc, &argv, &error) || !(model = model_open(argv[1], &error)) ||
	    !(langs = langs_open(list, &error)) || !(text = check_draft(edition, model, langs, &error)) ||
	    !save_bytes(output ? output : "-", text, strlen(text), &error))
		return verb_fail(error);
	return 0;
}
