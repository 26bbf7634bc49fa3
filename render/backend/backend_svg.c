/*
 * backend_svg.c: one drawing a page; glyphs are shapes, so it needs no font to be seen.
 */
#include <cairo-svg.h>
#include "backends.h"
#include "paint.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_t, cairo_destroy)

static GBytes *
make(const Pages *pages, guint page, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(cairo_surface_t) surface =
	    cairo_svg_surface_create_for_stream(paint_write, bytes, pages->width, pages->height);
	g_autoptr(cairo_t) cr = cairo_create(surface);
	g_autoptr(Painter) painter = painter_new();

	cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
	if (!painter_page(painter, cr, pages->pages->pdata[page], FALSE, error))
		return NULL;
	cairo_surface_finish(surface);
	if (paint_failed(cairo_surface_status(surface), "a drawing", error))
		return NULL;
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

const Backend backend_svg = { "svg", "svg", "one drawing a page, glyphs as shapes", TRUE, make };
