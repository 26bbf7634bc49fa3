/*
 * backend_pdf.c: all pages in one file, drawn and marked flat.  render/finish gives it links, bookmarks, the structure
 * tree and what it says of itself.
 */
#include <cairo-pdf.h>
#include <malloc.h>
#include "backends.h"
#include "error.h"
#include "paint.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_t, cairo_destroy)

/* Else cairo would take the clock's. */
static gboolean
set_date(cairo_surface_t *surface, const Pages *pages, GError **error)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(pages->date);
	g_autofree char *text = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ") : NULL;

	if (!text) {
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "no date: %" G_GINT64_FORMAT " s since 1970", pages->date);
		return FALSE;
	}
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, text);
	return TRUE;
}

static gboolean
paint_pages(cairo_surface_t *surface, const Pages *pages, GError **error)
{
	g_autoptr(cairo_t) cr = cairo_create(surface);
	g_autoptr(Painter) painter = painter_new();

	cairo_tag_begin(cr, "Document", NULL);
	for (guint i = 0; i < pages->pages->len; i++) {
		if (!painter_page(painter, cr, pages->pages->pdata[i], TRUE, error))
			return FALSE;
		cairo_show_page(cr);
	}
	cairo_tag_end(cr, "Document");
	return !paint_failed(cairo_status(cr), "the pages", error);
}

/*
 * Cairo reads each font's whole CFF table (6 MB) and gives it back.  On glibc's heap the next one takes the same pages; as
 * maps of their own they were a quarter of the page faults of a run.
 */
static void
keep_tables_on_heap(void)
{
#ifdef M_MMAP_THRESHOLD
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

static GBytes *
make(const Pages *pages, guint page, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(cairo_surface_t) surface =
	    cairo_pdf_surface_create_for_stream(paint_write, bytes, pages->width, pages->height);

	(void)page;
	keep_tables_on_heap();
	if (!set_date(surface, pages, error) || !paint_pages(surface, pages, error))
		return NULL;
	cairo_surface_finish(surface);
	if (paint_failed(cairo_surface_status(surface), "the document", error))
		return NULL;
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

const Backend backend_pdf = { "pdf", "pdf", "paged document for print and archive", FALSE, make };
