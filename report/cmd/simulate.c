/*
 * simulate.c: the verb that makes labelled observations where there are none.
 */
#include "error.h"
#include "simulate.h"
#include "verb.h"
#include "verbs.h"

static void
tell(gint64 done, gint64 all, gpointer data)
{
	const char *scenario = data;
	g_autofree char *text = NULL;

	if (!verb_is_watched())
		return;
	text = g_strdup_printf("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " days", scenario, done, all);
	verb_progress(done < all ? text : "");
}

static gboolean
check(const SimulateOptions *how, const char *folder, GError **error)
{
	const char *wrong = NULL;

	if (!folder)
		wrong = "the folder to write to is missing: -o DIR";
	else if (how->seed < 0)
		wrong = "the seed is below 0";
	else if (how->scale < 1 || how->scale > 1000)
		wrong = "the scale is not 1 to 1000";
	if (wrong)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s", wrong);
	return !wrong;
}

int
verb_simulate(int argc, char **argv)
{
	SimulateOptions how = { .seed = 1, .scale = 1 };
	g_autofree char *folder = NULL;
	const GOptionEntry options[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &folder, "Folder to write to",
					     "DIR" },
		{ "seed", 0, 0, G_OPTION_ARG_INT64, &how.seed, "Which of the many possible courses (default 1)", "N" },
		{ "scale", 0, 0, G_OPTION_ARG_INT64, &how.scale, "Times the packets, for benchmarks (default 1)", "N" },
		G_OPTION_ENTRY_NULL };
	g_autoptr(GError) error = NULL;

	if (!verb_parse(options, "SCENARIO", 1, 1, &argc, &argv, &error) || !check(&how, folder, &error) ||
	    !simulate_write(argv[1], &how, folder, tell, argv[1], &error))
		return verb_fail(error);
	return 0;
}
