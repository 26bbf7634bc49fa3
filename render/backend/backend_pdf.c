/*
 * backend_pdf.c: all pages in one file.
 * cairo numbers the marks of a page in the order they begin, so the structure needs no parsing to be written later.
 * The date is that of the pages: cairo would take the clock's.
 */
#include <cairo-pdf.h>
#include "backends.h"
#include "error.h"
#include "paint.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo_t, cairo_destroy)

static gboolean
set_metadata(cairo_surface_t *surface, const Pages *pages, GError **error)
{
	g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(pages->date);
	g_autofree char *text = date ? g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ") : NULL;

	if (!text) {
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "no date: %" G_GINT64_FORMAT " s since 1970", pages->date);
		return FALSE;
	}
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, pages->title ? pages->title : "");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, pages->author ? pages->author : "");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, pages->subject ? pages->subject : "");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "teiten " TEITEN_VERSION);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, text);
	return TRUE;
}

static void
set_outline(cairo_surface_t *surface, const Pages *pages)
{
	int parents[8] = { CAIRO_PDF_OUTLINE_ROOT };

	for (guint i = 0; i < pages->bookmarks->len; i++) {
		const Bookmark *bookmark = &g_array_index(pages->bookmarks, Bookmark, i);
		int level = CLAMP(bookmark->level, 1, 7);
		g_autofree char *attributes = g_strdup_printf("dest='%s'", bookmark->target);
		int id = cairo_pdf_surface_add_outline(
		    surface, parents[level - 1], bookmark->title, attributes, CAIRO_PDF_OUTLINE_FLAG_OPEN);

		for (; level < 8; level++)
			parents[level] = id;
	}
}

static gboolean
paint_pages(cairo_surface_t *surface, const Pages *pages, GError **error)
{
	g_autoptr(cairo_t) cr = cairo_create(surface);
	g_autoptr(Painter) painter = painter_new();

	cairo_tag_begin(cr, "Document", NULL);
	for (guint i = 0; i < pages->pages->len; i++) {
		const Page *page = pages->pages->pdata[i];

		if (page->label)
			cairo_pdf_surface_set_page_label(surface, page->label);
		if (!painter_page(painter, cr, page, TRUE, error))
			return FALSE;
		cairo_show_page(cr);
	}
	cairo_tag_end(cr, "Document");
	set_outline(surface, pages);
	return !paint_failed(cairo_status(cr), "the pages", error);
}

static GBytes *
make(const Pages *pages, guint page, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(cairo_surface_t) surface =
	    cairo_pdf_surface_create_for_stream(paint_write, bytes, pages->width, pages->height);

	(void)page;
	if (!set_metadata(surface, pages, error) || !paint_pages(surface, pages, error))
		return NULL;
	cairo_surface_finish(surface);
	if (paint_failed(cairo_surface_status(surface), "the document", error))
		return NULL;
	return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

const Backend backend_pdf = { "pdf", "pdf", "paged document for print and archive", FALSE, make };
