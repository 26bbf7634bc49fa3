/*
 * verb: what the words of the command line have in common.
 * A verb is one file in a cmd/ room with its manual page (mdoc) beside it; teiten.c holds the
 * table.  Only a verb prints errors, once, on stderr.
 */
#pragma once
#include <glib.h>

typedef struct {
	const char *name;                  /* as typed */
	const char *summary;               /* one line for "teiten --help" */
	int (*run)(int argc, char **argv); /* argv[0] is the verb; gives the exit status */
} Verb;

/*
 * Parses argv by options and gives back what remains: argc counts the words left after the verb,
 * which stand from argv[1] on.  operands is the text after the options in the usage line
 * ("QUARTER"), also the last part of the manual page's SYNOPSIS.  Fails on an unknown option or
 * when fewer than min or more than max operands remain (max < 0: any number).
 */
gboolean verb_parse(
    const GOptionEntry *options, const char *operands, int min, int max, int *argc, char ***argv, GError **error);

/* Prints "teiten: MESSAGE" on stderr; gives the exit status of the error (2 or 3). */
int verb_fail(const GError *error);

/*
 * TRUE while the user wants progress: stderr is a terminal.  verb_progress shows a line there in
 * place of the one before; an empty text clears it.
 */
gboolean verb_is_watched(void);
void verb_progress(const char *text);
