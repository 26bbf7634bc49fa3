/*
 * verb.c: options in, words left out, one sentence on failure.  Knows no verb.
 */
#include <locale.h>
#include <stdio.h>
#include <unistd.h>
#include "error.h"
#include "verb.h"

gboolean
verb_parse(const GOptionEntry *options, const char *operands, int min, int max, int *argc, char ***argv, GError **error)
{
	g_autofree char *name = g_strdup_printf("teiten %s", **argv);
	g_autoptr(GOptionContext) context = g_option_context_new(operands);

	/* Words of the command line are UTF-8 whatever the user's locale: --cause-ja must not fail under LANG=C. */
	setlocale(LC_CTYPE, "C.UTF-8");
	g_set_prgname(name);
	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, argc, argv, error))
		return FALSE;
	if (*argc > 1 && g_str_equal((*argv)[1], "--")) {
		(*argv)[1] = (*argv)[0];
		(*argv)++;
		(*argc)--;
	}
	if (*argc - 1 >= min && (max < 0 || *argc - 1 <= max))
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: the command line wants %s; %s --help tells more",
	    *argc - 1 < min ? "an operand is missing" : "an operand too many", operands, name);
	return FALSE;
}

/* The exit status of an error: what the file system refuses us is the system's failure, what is not there is not. */
static int
status(const GError *error)
{
	if (error->domain == TEITEN_ERROR)
		return error->code;
	if (error->domain == G_OPTION_ERROR || error->domain == G_KEY_FILE_ERROR || error->domain == G_MARKUP_ERROR)
		return TEITEN_ERROR_INPUT;
	if (error->domain == G_FILE_ERROR && (error->code == G_FILE_ERROR_NOENT || error->code == G_FILE_ERROR_ISDIR))
		return TEITEN_ERROR_INPUT;
	return TEITEN_ERROR_SYSTEM;
}

int
verb_fail(const GError *error)
{
	verb_progress("");
	g_printerr("teiten: %s\n", error->message);
	return status(error);
}

gboolean
verb_is_watched(void)
{
	return isatty(STDERR_FILENO) == 1;
}

void
verb_progress(const char *text)
{
	if (verb_is_watched())
		fprintf(stderr, "\r\033[K%s", text);
}
