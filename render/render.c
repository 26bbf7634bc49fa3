/*
 * render.c: the corridor.  model + template + theme + language -> documents -> data, pages -> files.
 */
#include "error.h"
#include "run.h"

/* That of the environment (reproducible-builds.org). */
static gboolean
read_epoch(const char *text, gint64 *date, GError **error)
{
	guint64 seconds;

	if (!g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT32 * G_GUINT64_CONSTANT(16), &seconds, NULL)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "SOURCE_DATE_EPOCH: '%s' is no number of seconds since 1970", text);
		return FALSE;
	}
	*date = (gint64)seconds;
	return TRUE;
}

/* The date that is asked for, that of the environment, that of the edition, or the end of the quarter. */
static gboolean
choose_date(const Run *run, gint64 *date, GError **error)
{
	const Doc *doc = run->docs->pdata[0];
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");

	*date = run->options->date;
	if (*date == G_MININT64 && epoch)
		return read_epoch(epoch, date, error);
	if (*date == G_MININT64)
		*date = doc->date != G_MININT64 ? doc->date : run->model->now.quarter.end;
	return TRUE;
}

gboolean
render_make(const Model *model, const RenderOptions *options, const char *folder, GError **error)
{
	g_autoptr(Run) run = run_new(model, options);
	gint64 date;

	return run_check_formats(run, error) && run_open(run, error) && run_make_docs(run, error) &&
	       choose_date(run, &date, error) && run_make_data(run, error) && run_make_pages(run, date, error) &&
	       outputs_save(run->outputs, folder, error);
}
