/*
 * paint: the items of a page onto a cairo_t, the same for every backend that draws.
 */
#pragma once
#include <cairo.h>
#include "page.h"

/* Remembers what cairo made of each face; one a document. */
typedef struct Painter Painter;

Painter *painter_new(void);
void painter_free(Painter *painter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Painter, painter_free)

/*
 * Paints the page at one unit a point.  tagged: each run of glyphs and paths of one node stands in a mark of its own
 * (cairo's tag "P"), links and destinations are written too; only the PDF surface understands these.
 */
gboolean painter_page(Painter *painter, cairo_t *cr, const Page *page, gboolean tagged, GError **error);

/* TRUE where a call on the surface or context failed; sets error with cairo's sentence. */
gboolean paint_failed(cairo_status_t status, const char *what, GError **error);

/* A cairo_write_func_t that appends to the GByteArray closure. */
cairo_status_t paint_write(void *closure, const unsigned char *data, unsigned int length);
