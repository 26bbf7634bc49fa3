/*
 * render: the corridor of the second stage, model -> finished files.
 */
#pragma once
#include "lang.h"
#include "model.h"

typedef struct {
	const char *template;       /* folder; NULL: our quarterly */
	const char *edition;        /* folder of the quarter's own text; NULL: none */
	const char *theme;          /* file; NULL: the template's theme.ini */
	const char *locale, *fonts; /* folders; NULL: our own */
	const char *const *langs;   /* NULL-terminated */
	const char *const *formats; /* NULL-terminated names of backends */
	int dpi;                    /* of pictures [dots an inch]; 0: PAGES_DPI */
	gint64 date; /* [s since 1970, UTC]; G_MININT64: SOURCE_DATE_EPOCH, the edition's, or the quarter's end */
} RenderOptions;

/*
 * Writes report-QUARTER.LANG.EXT, model.json and data/ into folder.  Everything is made before the first
 * byte is written; each file is whole or as before.
 */
gboolean render_make(const Model *model, const RenderOptions *options, const char *folder, GError **error);

/*
 * A template's text on a single page, in our own looks, as a picture: path ends in .png, .svg or .pdf.  Fails where it is
 * too long for one.
 */
gboolean render_page(const Model *model, const char *text, const Lang *lang, const char *path, GError **error);
