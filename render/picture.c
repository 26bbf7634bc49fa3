/*
 * picture.c: the corridor once more, for one page: a template's text and a model -> a picture by the name of its file.
 */
#include <string.h>
#include "backend.h"
#include "doc.h"
#include "error.h"
#include "layout.h"
#include "render.h"
#include "save.h"

#define MARGIN 48 /* above and below the text of a single sheet [pt] */

/* The backend whose files end as path does; NULL and error where none does. */
static const Backend *
backend_of(const char *path, GError **error)
{
	for (guint i = 0; backend_nth(i); i++) {
		g_autofree char *end = g_strconcat(".", backend_nth(i)->extension, NULL);

		if (g_str_has_suffix(path, end))
			return backend_nth(i);
	}
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' ends like no picture: .png, .svg or .pdf", path);
	return NULL;
}

/* The document on one sheet: of narrow margins, its figures as high as they can be.  NULL and error where it is too long. */
static Pages *
one_page(const Doc *doc, const Model *model, const Lang *lang, Theme *theme, Fonts *fonts, GError **error)
{
	const double height = theme->figure_height;

	theme->top = theme->bottom = MARGIN;
	for (int part = 10; part >= 6; part--) {
		Pages *pages;

		theme->figure_height = height * part / 10;
		pages = layout_pages(doc, lang, theme, fonts, model->now.quarter.end, error);
		if (!pages || pages->pages->len == 1)
			return pages;
		pages_free(pages);
	}
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is too long for one page", doc->title);
	return NULL;
}

gboolean
render_page(const Model *model, const char *text, const Lang *lang, const char *path, GError **error)
{
	const Backend *backend = backend_of(path, error);
	g_autoptr(Doc) doc = backend ? doc_make_text(path, text, model, lang, error) : NULL;
	g_autoptr(Theme) theme = doc ? theme_load(NULL, error) : NULL;
	g_autoptr(Fonts) fonts = theme ? fonts_open(NULL, error) : NULL;
	g_autoptr(Pages) pages = fonts ? one_page(doc, model, lang, theme, fonts, error) : NULL;
	g_autoptr(GBytes) bytes = pages ? backend->make(pages, 0, error) : NULL;
	gsize length;
	const void *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	return bytes && save_bytes(path, data, length, error);
}
