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
 * Paints the page at one unit a point.  marked: each mark of page_marks stands in cairo's tag "P", which only the PDF
 * surface understands.  Links and destinations are not painted: finishing writes them.
 */
gboolean painter_page(Painter *painter, cairo_t *cr, const Page *page, gboolean marked, GError **error);

/* TRUE where a call on the surface or context failed; sets error with cairo's sentence. */
gboolean paint_failed(cairo_status_t status, const char *what, GError **error);

/* A cairo_write_func_t that appends to the GByteArray closure. */
cairo_status_t paint_write(void *closure, const unsigned char *data, unsigned int length);
