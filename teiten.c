/*
 * teiten.c: the front door.  The table of verbs, nothing else.
 */
#include <stdlib.h>
#include <string.h>
#include "verb.h"
#include "verbs.h"

static const Verb verbs[] = {
	{ "ingest", "files of observations into the store", verb_ingest },
	{ "simulate", "invented observations of a scenario, for demo and tests", verb_simulate },
	{ "sensor", "what sensors are called and where they stand", verb_sensor },
	{ "gap", "spans without data, and why", verb_gap },
	{ "store", "what a store holds, and whether it is sound", verb_store },
	{ "query", "SQL over the observations, as CSV", verb_query },
	{ "aggregate", "the report model of a quarter", verb_aggregate },
	{ "render", "the files of a model", verb_render },
	{ "report", "the report of a quarter, from the store to the files", verb_report },
	{ "draft", "what changed, for the editor to decide on", verb_draft },
	{ "explain", "what lies behind an item or a highlight", verb_explain },
	{ "check", "an edition's words held against the facts", verb_check },
	{ "archive", "a quarter with all it was made from, in one file", verb_archive },
	{ "verify", "whether an archive is whole and its parts agree", verb_verify },
	{ "regenerate", "the reports made again from their archive", verb_regenerate },
	{ "diff", "what changed between archives, models or a store", verb_diff },
	{ NULL, NULL, NULL },
};

static void
print_help(void)
{
	g_print("usage: teiten VERB [OPTION...] [OPERAND...]\n\n");
	for (const Verb *verb = verbs; verb->name; verb++)
		g_print("  %-12s %s\n", verb->name, verb->summary);
	g_print("\nteiten VERB --help tells more; so does the manual page teiten-VERB(1).\n");
}

int
main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : NULL;

	for (const Verb *verb = verbs; word && verb->name; verb++)
		if (strcmp(verb->name, word) == 0)
			return verb->run(argc - 1, argv + 1);
	if (word && strcmp(word, "--version") == 0) {
		g_print("teiten %s\n", TEITEN_VERSION);
		return EXIT_SUCCESS;
	}
	if (word && strcmp(word, "--help") == 0) {
		print_help();
		return EXIT_SUCCESS;
	}
	if (word)
		g_printerr("teiten: unknown verb '%s'; teiten --help lists them\n", word);
	else
		print_help();
	return 2;
}
