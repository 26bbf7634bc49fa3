/*
 * paragraph.c: the door.  Rich text -> cells -> glue -> line ends -> lines of glyphs.
 */
#include "break.h"
#include "fonts.h"
#include "gap.h"
#include "line.h"

static gboolean
prepare(Fonts *fonts, const RichText *text, const TextStyle *style, GError **error)
{
	return cells_read(fonts->cells, fonts->set, fonts->shaper, text, style, error) &&
	       gaps_fill(fonts->cells, fonts->kinsoku, text, style, error);
}

/* Moves a line's runs to where its alignment wants them in width [pt] of room. */
static void
place_line(TextLine *line, const TextStyle *style, double indent, double room)
{
	double shift = indent;

	if (style->align == ALIGN_RIGHT)
		shift += room - line->width;
	else if (style->align == ALIGN_CENTRE)
		shift += (room - line->width) / 2;
	for (guint i = 0; i < line->runs->len; i++)
		((GlyphRun *)g_ptr_array_index(line->runs, i))->x += shift;
}

GPtrArray *
paragraph_set(Fonts *fonts, const RichText *text, const TextStyle *style, GError **error)
{
	Cells *cells = fonts->cells;
	GPtrArray *lines;

	if (!prepare(fonts, text, style, error))
		return NULL;
	lines = g_ptr_array_new_with_free_func((GDestroyNotify)text_line_free);
	if (cells->cells->len == 0)
		return lines;
	break_lines(cells, style);
	for (guint i = 0; i < cells->fits->len; i++) {
		const Fit *fit = &g_array_index(cells->fits, Fit, i);
		double indent = i == 0 ? style->indent : 0, room = style->measure - indent;
		TextLine *line = line_make(cells, fit, text, style, room / style->size);

		place_line(line, style, indent, room);
		g_ptr_array_add(lines, line);
	}
	return lines;
}

TextLine *
text_line(Fonts *fonts, const char *utf8, const TextStyle *style, GError **error)
{
	g_autoptr(RichText) text = rich_text_new(utf8);
	Cells *cells = fonts->cells;
	TextLine *line;
	Fit all = { 0, 0, 0, FALSE };

	if (!prepare(fonts, text, style, error))
		return NULL;
	if (cells->cells->len == 0) {
		line = g_new0(TextLine, 1);
		line->runs = g_ptr_array_new_with_free_func((GDestroyNotify)glyph_run_free);
		return line;
	}
	all.to = cells->cells->len - 1;
	return line_make(cells, &all, text, style, 0);
}
