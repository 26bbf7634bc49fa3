/*
 * look: the options of every verb that makes pages.
 */
#pragma once
#include "render.h"

/* As typed; all owned. */
typedef struct {
	char *template, *edition, *theme, *langs, *formats, *dpi, *date, *folder;
	gboolean strict;
	char **lang_names, **format_names; /* langs and formats, cut */
} Look;

/* Lines for a verb's table of options. */
#define LOOK_OPTIONS(look)                                                                                          \
	{ "template", 0, 0, G_OPTION_ARG_FILENAME, &(look).template, "Template to fill (default: our quarterly)",   \
		"DIR" },                                                                                            \
	    { "edition", 0, 0, G_OPTION_ARG_FILENAME, &(look).edition, "The quarter's own text", "DIR" },           \
	    { "theme", 0, 0, G_OPTION_ARG_FILENAME, &(look).theme, "Look (default: the template's theme.ini)",      \
		    "FILE" },                                                                                       \
	    { "lang", 0, 0, G_OPTION_ARG_STRING, &(look).langs, "Languages (default ja,en)", "LIST" },              \
	    { "format", 0, 0, G_OPTION_ARG_STRING, &(look).formats, "pdf, png, svg, trace (default pdf)", "LIST" }, \
	    { "dpi", 0, 0, G_OPTION_ARG_STRING, &(look).dpi, "Dots an inch of png, 36 to 600 (default 144)", "N" }, \
	    { "date", 0, 0, G_OPTION_ARG_STRING, &(look).date,                                                      \
		    "What the files say they were made (default: the quarter's end)", "TIME" },                     \
	    { "strict", 0, 0, G_OPTION_ARG_NONE, &(look).strict,                                                    \
		    "Exit 1 where a highlight is undecided or published and stored ranks differ", NULL },           \
	{                                                                                                           \
		"output", 'o', 0, G_OPTION_ARG_FILENAME, &(look).folder, "Folder to write to", "DIR"                \
	}

/* Renders the model as asked.  Fails on a wrong option before anything is made. */
gboolean look_render(Look *look, const Model *model, GError **error);

/* Tells on standard error what the editor has left open (see check_decisions): how much that is; -1 and error on failure. */
gint look_open(const Look *look, const Model *model, GError **error);

/* The folder is there; checked before the first stage works in vain. */
gboolean look_check(const Look *look, GError **error);

void look_clear(Look *look);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)
