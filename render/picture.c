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

gboolean
render_page(const Model *model, const char *text, const Lang *lang, const char *path, GError **error)
{
	const Backend *backend = backend_of(path, error);
	g_autoptr(Doc) doc = backend ? doc_make_text(path, text, model, lang, error) : NULL;
	g_autoptr(Theme) theme = doc ? theme_load(NULL, error) : NULL;
	g_autoptr(Fonts) fonts = theme ? fonts_open(NULL, error) : NULL;
	g_autoptr(Pages) pages = fonts ? layout_pages(doc, lang, theme, fonts, model->now.quarter.end, error) : NULL;
	g_autoptr(GBytes) bytes = pages ? backend->make(pages, 0, error) : NULL;
	gsize length;
	const void *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;

	return bytes && save_bytes(path, data, length, error);
}
