/*
 * footer.c: short texts side by side, long ones below each other.
 */
#include "footer.h"

static double
widest(const GPtrArray *lines)
{
	double width = 0;

	for (guint i = 0; i < lines->len; i++)
		width = MAX(width, ((const TextLine *)lines->pdata[i])->width);
	return width;
}

/* Each text as a paragraph of its own. */
static void
break_texts(Pen *pen, Footer *footer, const GPtrArray *texts, double width)
{
	g_ptr_array_set_size(footer->lines, 0);
	for (guint i = 0; i < texts->len && !pen->error; i++) {
		g_autoptr(RichText) text = rich_text_new(texts->pdata[i]);
		g_autoptr(GPtrArray) lines = NULL;
		TextStyle style = pen->style;

		style.measure = width;
		lines = paragraph_set(pen->fonts, text, &style, &pen->error);
		while (lines && lines->len > 0)
			g_ptr_array_add(footer->lines, g_ptr_array_steal_index(lines, 0));
	}
}

Footer *
footer_new(Pen *pen, const GPtrArray *texts, double width)
{
	Footer *footer = g_new0(Footer, 1);

	footer->lines = g_ptr_array_new_with_free_func((GDestroyNotify)text_line_free);
	if (texts->len == 0)
		return footer;
	for (guint i = 0; i < texts->len; i++)
		g_ptr_array_add(footer->lines, pen_line(pen, texts->pdata[i]));
	footer->column = widest(footer->lines) + 2 * pen->em;
	if (footer->column > width)
		break_texts(pen, footer, texts, width);
	footer->rows = (MAX(footer->lines->len, 1) - 1) / (guint)MAX(1, width / footer->column) + 1;
	footer->height = footer->rows * pen->leading + 0.4 * pen->em;
	return footer;
}

void
footer_free(Footer *footer)
{
	if (!footer)
		return;
	g_ptr_array_unref(footer->lines);
	g_free(footer);
}

void
footer_draw(Pen *pen, const Footer *footer, double x, double y)
{
	for (guint i = 0; i < footer->lines->len; i++)
		pen_put(pen, footer->lines->pdata[i], x + i / footer->rows * footer->column,
		    y + 0.4 * pen->em + (i % footer->rows + 0.7) * pen->leading, ALIGN_LEFT);
}
