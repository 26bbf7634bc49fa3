/*
 * aggregate.c: the first stage alone: observations of a quarter -> model.json.
 */
#include <string.h>
#include "error.h"
#include "report.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"

typedef struct {
	char *store, *zone, *previous, *services, *asn, *class, *without, *output;
	gboolean strict, no_sources;
} Words;

static void
free_words(Words *words)
{
	g_free(words->store);
	g_free(words->zone);
	g_free(words->previous);
	g_free(words->services);
	g_free(words->asn);
	g_free(words->class);
	g_free(words->without);
	g_free(words->output);
}

static Model *
make(const Words *words, const char *quarter, guint classes, GError **error)
{
	g_autoptr(Source) source = source_open(words->store ? words->store : "teiten.db", error);
	g_autoptr(Services) services = source ? services_load(words->services, error) : NULL;
	g_autoptr(Asn) asn = services && words->asn ? asn_open(words->asn, error) : NULL;
	gboolean ready = services && (asn || !words->asn);
	g_autoptr(Model) previous = ready && words->previous ? model_open(words->previous, error) : NULL;
	const ReportOptions options = { words->zone, previous, services, words->no_sources, asn, classes };

	if (!ready || (words->previous && !previous))
		return NULL;
	return report_make(source, quarter, &options, error);
}

/* Conflicts are told once the model is whole on disk: they are about it. */
static int
run(const Words *words, const char *quarter, GError **error)
{
	guint classes;
	g_autoptr(Model) model =
	    class_choose(words->class, words->without, &classes, error) ? make(words, quarter, classes, error) : NULL;
	g_autofree char *text = model ? model_write(model) : NULL;

	if (!text || !save_bytes(words->output, text, strlen(text), error))
		return -1;
	for (guint i = 0; i < model->conflicts->len; i++) {
		g_autofree char *sentence = report_conflict(model, model->conflicts->pdata[i]);

		g_printerr("teiten: %s\n", sentence);
	}
	return words->strict && model->conflicts->len > 0;
}

int
verb_aggregate(int argc, char **argv)
{
	Words words = { 0 };
	const GOptionEntry options[] = {
		{ "store", 's', 0, G_OPTION_ARG_FILENAME, &words.store, "Store to read (default teiten.db)", "FILE" },
		{ "time-zone", 0, 0, G_OPTION_ARG_STRING, &words.zone, "Zone of quarter and days (default Asia/Tokyo)",
		    "ZONE" },
		{ "previous", 0, 0, G_OPTION_ARG_FILENAME, &words.previous, "Published model of the quarter before",
		    "MODEL" },
		{ "services", 0, 0, G_OPTION_ARG_FILENAME, &words.services, "Service names (IANA's CSV) over our own",
		    "FILE" },
		{ "asn", 0, 0, G_OPTION_ARG_FILENAME, &words.asn, "Database of autonomous systems (MMDB)", "FILE" },
		{ "class", 0, 0, G_OPTION_ARG_STRING, &words.class,
		    "Count these alone of scan, backscatter, survey, unclassified", "LIST" },
		{ "without", 0, 0, G_OPTION_ARG_STRING, &words.without, "Count all classes but these", "LIST" },
		{ "no-sources", 0, 0, G_OPTION_ARG_NONE, &words.no_sources,
		    "Leave unique source addresses uncounted, which takes most of the time", NULL },
		{ "strict", 0, 0, G_OPTION_ARG_NONE, &words.strict, "Exit 1 where published and stored ranks differ",
		    NULL },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &words.output, "Model to write (- is standard output)",
		    "MODEL" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	int status = -1;

	if (!verb_parse(options, "QUARTER", 1, 1, &argc, &argv, &error))
		;
	else if (!words.output)
		g_set_error(&error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the model to write is missing: -o MODEL");
	else
		status = run(&words, argv[1], &error);
	free_words(&words);
	return status < 0 ? verb_fail(error) : status;
}
