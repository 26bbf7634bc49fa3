/*
 * regenerate.c: the reports made again from their archive alone.  Exit 1 where text or numbers differ.
 */
#include "archive.h"
#include "error.h"
#include "verb.h"
#include "verbs.h"

static gboolean
check(const char *folder, GError **error)
{
	if (!folder)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the folder to write to is missing: -o DIR");
	return folder != NULL;
}

int
verb_regenerate(int argc, char **argv)
{
	g_autofree char *folder = NULL;
	gboolean strict = FALSE;
	const GOptionEntry options[] = {
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &folder, "Folder to write to", "DIR" },
		{ "strict", 0, 0, G_OPTION_ARG_NONE, &strict, "Exit 1 unless every byte is the same", NULL },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Archive) archive = NULL;
	g_autoptr(GPtrArray) says = g_ptr_array_new_with_free_func(g_free);
	Alike alike;

	if (!verb_parse(options, "FILE", 1, 1, &argc, &argv, &error) || !check(folder, &error) ||
	    !(archive = archive_open(argv[1], &error)) || !archive_regenerate(archive, folder, &alike, says, &error))
		return verb_fail(error);
	for (guint i = 0; i < says->len; i++)
		g_print("%s\n", (char *)says->pdata[i]);
	return alike > (strict ? ALIKE_BYTES : ALIKE_WORDS);
}
