/*
 * render.c: the corridor.  model + template + theme + language -> documents -> data, pages -> files.
 */
#include "error.h"
#include "run.h"

/* The date that is asked for, that of the environment (reproducible-builds.org), or the end of the quarter. */
static gboolean
choose_date(const Run *run, gint64 *date, GError **error)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	guint64 seconds;

	*date = run->options->date != G_MININT64 ? run->options->date : run->model->now.quarter.end;
	if (run->options->date != G_MININT64 || !epoch)
		return TRUE;
	if (!g_ascii_string_to_unsigned(epoch, 10, 0, G_MAXUINT32 * G_GUINT64_CONSTANT(16), &seconds, NULL)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "SOURCE_DATE_EPOCH: '%s' is no number of seconds since 1970", epoch);
		return FALSE;
	}
	*date = (gint64)seconds;
	return TRUE;
}

gboolean
render_make(const Model *model, const RenderOptions *options, const char *folder, GError **error)
{
	g_autoptr(Run) run = run_new(model, options);
	gint64 date;

	return choose_date(run, &date, error) && run_open(run, error) && run_make_docs(run, error) &&
	       run_make_data(run, error) && run_make_pages(run, date, error) &&
	       outputs_save(run->outputs, folder, error);
}
