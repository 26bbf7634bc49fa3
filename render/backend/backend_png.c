/*
 * backend_png.c: one picture a page, on white.
 */
#include <math.h>
#include "backends.h"
#include "paint.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_t, cairo_destroy)

static GBytes *
make(const Pages *pages, guint page, GError **error)
{
	double scale = pages->dpi / 72.;
	int width = (int)ceil(pages->width * scale), height = (int)ceil(pages->height * scale);
	g_autoptr(cairo_surface_t) surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	g_autoptr(cairo_t) cr = cairo_create(surface);
	g_autoptr(Painter) painter = painter_new();
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_rectangle(cr, 0, 0, width, height);
	cairo_fill(cr);
	cairo_scale(cr, scale, scale);
	if (!painter_page(painter, cr, pages->pages->pdata[page], FALSE, error) ||
	    paint_failed(cairo_surface_write_to_png_stream(surface, paint_write, bytes), "a picture", error))
		return NULL;
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

const Backend backend_png = { "png", "png", "one picture a page", TRUE, make };
