/*
 * query.c: the verb that answers SQL with CSV.
 */
#include <errno.h>
#include <stdio.h>
#include "error.h"
#include "query.h"
#include "rows.h"
#include "verb.h"
#include "verbs.h"

static gboolean
flushed(gboolean ok, GError **error)
{
	if (!ok)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot write the answer: %s", g_strerror(errno));
	return ok;
}

static gboolean
print_row(gsize n, const char *const *fields, gpointer data, GError **error)
{
	(void)data;
	rows_print_all(n, fields);
	return flushed(!ferror(stdout), error);
}

static void
print_reads(const QueryReads *reads)
{
	fprintf(stderr,
	    "segments: %" G_GINT64_FORMAT ", read: %" G_GINT64_FORMAT ", observations: %" G_GINT64_FORMAT "\n",
	    reads->segments, reads->read, reads->observations);
}

static gboolean
run(const char *path, const char *sql, gboolean stat, GError **error)
{
	g_autoptr(Store) store = store_open(path ? path : "teiten.db", STORE_READ, NULL, error);
	QueryReads reads = { 0 };

	if (!store || !query_run(store, sql, print_row, NULL, &reads, error) || !flushed(fflush(stdout) == 0, error))
		return FALSE;
	if (stat)
		print_reads(&reads);
	return TRUE;
}

int
verb_query(int argc, char **argv)
{
	g_autofree char *path = NULL;
	gboolean stat = FALSE;
	const GOptionEntry options[] = {
		{ "store", 's', 0, G_OPTION_ARG_FILENAME, &path, "Store (default teiten.db)", "FILE" },
		{ "stat", 0, 0, G_OPTION_ARG_NONE, &stat, "Tell on stderr how much was read", NULL },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;

	if (!verb_parse(options, "SQL", 1, 1, &argc, &argv, &error) || !run(path, argv[1], stat, &error))
		return verb_fail(error);
	return 0;
}
