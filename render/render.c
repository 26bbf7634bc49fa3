/*
 * render.c: the corridor.  model + template + theme + language -> document -> pages -> backend -> finish -> files.
 */
#include <stdlib.h>
#include "backend.h"
#include "error.h"
#include "finish.h"
#include "layout.h"
#include "output.h"
#include "render.h"
#include "save.h"

/* One run: what the steps have made so far. */
typedef struct {
	const Model *model;
	const RenderOptions *options;
	Fonts *fonts;
	Theme *theme;
	char *template;
	gint64 date;
	GPtrArray *langs;  /* of Lang */
	GPtrArray *docs;   /* of Doc */
	GPtrArray *pages;  /* of Pages */
	GArray *outputs;   /* of Output */
	GArray *files;     /* of FinishFile, into every PDF; their strings are borrowed */
	GPtrArray *titles; /* lang, title, ..., NULL; borrowed */
} Run;

static void
run_clear(Run *run)
{
	g_clear_pointer(&run->titles, g_ptr_array_unref);
	g_clear_pointer(&run->pages, g_ptr_array_unref);
	g_clear_pointer(&run->docs, g_ptr_array_unref);
	g_clear_pointer(&run->langs, g_ptr_array_unref);
	g_clear_pointer(&run->outputs, g_array_unref);
	g_clear_pointer(&run->files, g_array_unref);
	g_clear_pointer(&run->fonts, fonts_free);
	g_clear_pointer(&run->theme, theme_free);
	g_free(run->template);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)
