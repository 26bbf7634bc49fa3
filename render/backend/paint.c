/*
 * paint.c: one walk over the items.  Text goes with its clusters, so that it can be read out of a PDF again.
 * cairo_paint is never called: without a clip it throws away what was tagged before (cairo 1.16).
 */
#include <math.h>
#include <string.h>
#include <cairo-ft.h>
#include "error.h"
#include "paint.h"

struct Painter {
	GHashTable *faces; /* Face (borrowed) to cairo_font_face_t */
};

G_STATIC_ASSERT(sizeof(Cluster) == sizeof(cairo_text_cluster_t));

Painter *
painter_new(void)
{
	Painter *painter = g_new0(Painter, 1);

	painter->faces = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_font_face_destroy);
	return painter;
}

void
painter_free(Painter *painter)
{
	g_hash_table_unref(painter->faces);
	g_free(painter);
}

gboolean
paint_failed(cairo_status_t status, const char *what, GError **error)
{
	if (status == CAIRO_STATUS_SUCCESS)
		return FALSE;
	g_set_error(
	    error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot paint %s: %s", what, cairo_status_to_string(status));
	return TRUE;
}

cairo_status_t
paint_write(void *closure, const unsigned char *data, unsigned int length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* --- glyphs ------------------------------------------------------------------------------ */

static cairo_font_face_t *
face_of(Painter *painter, Face *face)
{
	cairo_font_face_t *made = g_hash_table_lookup(painter->faces, face);

	if (!made) {
		made = cairo_ft_font_face_create_for_ft_face(face_freetype(face), FT_LOAD_NO_HINTING);
		g_hash_table_insert(painter->faces, face, made);
	}
	return made;
}

static void
paint_glyphs(Painter *painter, cairo_t *cr, const PageItem *item)
{
	const GlyphRun *run = item->run;
	g_autofree cairo_glyph_t *glyphs = g_new(cairo_glyph_t, run->glyphs->len);
	g_autofree cairo_text_cluster_t *clusters = g_new(cairo_text_cluster_t, run->clusters->len);

	for (guint i = 0; i < run->glyphs->len; i++) {
		const Glyph *glyph = &g_array_index(run->glyphs, Glyph, i);
		glyphs[i] = (cairo_glyph_t) { glyph->id, item->x + glyph->x, item->y + glyph->y };
	}
	for (guint i = 0; i < run->clusters->len; i++) {
		const Cluster *cluster = &g_array_index(run->clusters, Cluster, i);
		clusters[i] = (cairo_text_cluster_t) { (int)cluster->bytes, (int)cluster->glyphs };
	}
	cairo_set_source_rgb(cr, item->colour.red, item->colour.green, item->colour.blue);
	cairo_set_font_face(cr, face_of(painter, run->face));
	cairo_set_font_size(cr, run->size);
	cairo_show_text_glyphs(
	    cr, run->utf8, (int)strlen(run->utf8), glyphs, (int)run->glyphs->len, clusters, (int)run->clusters->len, 0);
}

/* --- paths ------------------------------------------------------------------------------- */

static void
set_stroke(cairo_t *cr, const PagePath *path)
{
	int dashes = 0;

	while (dashes < 4 && path->dash[dashes] > 0)
		dashes++;
	cairo_set_dash(cr, path->dash, dashes, 0);
	cairo_set_line_width(cr, path->width);
	cairo_set_line_join(cr, path->closed ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND);
	cairo_set_source_rgb(cr, path->stroke.red, path->stroke.green, path->stroke.blue);
}

static void
paint_path(cairo_t *cr, const PageItem *item)
{
	const PagePath *path = item->path;

	for (guint i = 0; i < path->points->len; i++) {
		const Point *point = &g_array_index(path->points, Point, i);
		cairo_line_to(cr, item->x + point->x, item->y + point->y);
	}
	if (path->closed)
		cairo_close_path(cr);
	if (path->filled) {
		cairo_set_source_rgb(cr, path->fill.red, path->fill.green, path->fill.blue);
		cairo_fill_preserve(cr);
	}
	if (path->width > 0) {
		set_stroke(cr, path);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

/* --- the page ---------------------------------------------------------------------------- */

static void
paint_items(Painter *painter, cairo_t *cr, const Page *page, gsize first, gsize n)
{
	for (gsize i = first; i < first + n; i++) {
		const PageItem *item = &g_array_index(page->items, PageItem, i);

		if (item->kind == PAGE_GLYPHS)
			paint_glyphs(painter, cr, item);
		else if (item->kind == PAGE_PATH)
			paint_path(cr, item);
	}
}

/* cairo numbers the marks of a page as they begin: the n-th is the n-th of page_marks, as finishing expects. */
static void
paint_marked(Painter *painter, cairo_t *cr, const Page *page)
{
	g_autoptr(GArray) marks = page_marks(page);

	for (guint i = 0; i < marks->len; i++) {
		const Mark *mark = &g_array_index(marks, Mark, i);

		cairo_tag_begin(cr, "P", NULL);
		paint_items(painter, cr, page, mark->first, mark->n);
		cairo_tag_end(cr, "P");
	}
}

/* Glyphs stand where the layout put them, on every device. */
static void
set_options(cairo_t *cr)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
}

gboolean
painter_page(Painter *painter, cairo_t *cr, const Page *page, gboolean marked, GError **error)
{
	set_options(cr);
	if (marked)
		paint_marked(painter, cr, page);
	else
		paint_items(painter, cr, page, 0, page->items->len);
	return !paint_failed(cairo_status(cr), "a page", error);
}
