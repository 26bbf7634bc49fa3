/*
 * verify.c: is an archive whole, and do its parts agree?  Exit 1 where they do not.
 */
#include "archive.h"
#include "verb.h"
#include "verbs.h"

int
verb_verify(int argc, char **argv)
{
	g_autofree char *previous = NULL;
	const GOptionEntry options[] = { { "previous", 0, 0, G_OPTION_ARG_FILENAME, &previous,
					     "Archive of the quarter before, for its ranks", "ARCHIVE" },
		G_OPTION_ENTRY_NULL };
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = NULL, before = NULL;
	g_autoptr(GPtrArray) findings = NULL;

	if (!verb_parse(options, "FILE", 1, 1, &argc, &argv, &error))
		return verb_fail(error);
	archive = archive_open(argv[1], &error);
	before = archive && previous ? archive_open(previous, &error) : NULL;
	if (!error)
		findings = archive_verify(archive, before, &error);
	if (error) {
		verb_fail(error);
		return error->domain == G_FILE_ERROR ? 2
						     : 1; /* an archive that is damaged is the answer, not a failure */
	}
	for (guint i = 0; i < findings->len; i++)
		g_print("%s\n", (char *)findings->pdata[i]);
	if (findings->len == 0)
		g_print("%s: whole, and its parts agree\n", argv[1]);
	return findings->len > 0;
}
