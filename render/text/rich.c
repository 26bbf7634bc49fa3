/*
 * rich.c: the plain values of the door: rich text going in, lines of glyph runs coming out.
 */
#include "text.h"

static void
clear_span(gpointer span)
{
	g_free(((TextSpan *)span)->link);
}

RichText *
rich_text_new(const char *utf8)
{
	RichText *text = g_new0(RichText, 1);

	text->utf8 = g_strdup(utf8);
	text->spans = g_array_new(FALSE, FALSE, sizeof(TextSpan));
	g_array_set_clear_func(text->spans, clear_span);
	return text;
}

void
rich_text_free(RichText *text)
{
	if (text == NULL)
		return;
	g_free(text->utf8);
	g_array_unref(text->spans);
	g_free(text->place);
	g_free(text);
}

void
glyph_run_free(GlyphRun *run)
{
	if (run == NULL)
		return;
	g_free(run->utf8);
	g_array_unref(run->glyphs);
	g_array_unref(run->clusters);
	g_free(run);
}

GlyphRun *
glyph_run_copy(const GlyphRun *run)
{
	GlyphRun *copy = g_new(GlyphRun, 1);

	*copy = *run;
	copy->utf8 = g_strdup(run->utf8);
	copy->glyphs = g_array_copy(run->glyphs);
	copy->clusters = g_array_copy(run->clusters);
	return copy;
}

void
text_line_free(TextLine *line)
{
	if (line == NULL)
		return;
	g_ptr_array_unref(line->runs);
	g_free(line);
}
