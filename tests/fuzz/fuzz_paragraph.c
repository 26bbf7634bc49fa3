/*
 * fuzz_paragraph.c: any UTF-8 at any measure: every character of the input is on the lines, in order, in whole
 * clusters; or one error says which character has no glyph.  The first eight bytes are the style and the spans.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>
#include "text.h"

enum { HEAD = 8, LONGEST = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static TextStyle
read_style(const uint8_t *head)
{
	TextStyle style = { .lang = head[0] & 1 ? "ja" : "en", .size = 10 };

	style.family = head[0] & 2 ? FAMILY_SERIF : FAMILY_SANS;
	style.bold = (head[0] & 4) != 0;
	style.hang = (head[0] & 8) != 0;
	style.align = (Align)((head[0] >> 4) % 4);
	style.measure = head[1] * 4.0 + head[2] / 256.0;
	style.indent = (int8_t)head[3];
	return style;
}

/* Two spans that start at characters. */
static void
add_spans(RichText *text, const uint8_t *head)
{
	glong length = g_utf8_strlen(text->utf8, -1);
	glong from = 0;

	for (int i = 0; i < 2; i++) {
		TextSpan span = {
			.bold = head[4 + i] & 1, .raised = (head[4 + i] >> 1) & 1, .token = (head[4 + i] >> 2) & 1
		};
		glong start = MIN(from + (head[4 + i] >> 3), length), end = MIN(start + head[6 + i], length);

		span.from = (gsize)(g_utf8_offset_to_pointer(text->utf8, start) - text->utf8);
		span.to = (gsize)(g_utf8_offset_to_pointer(text->utf8, end) - text->utf8);
		if (span.to > span.from)
			g_array_append_val(text->spans, span);
		from = end;
	}
}

static void
check_run(const GlyphRun *run, const RichText *text)
{
	gsize bytes = 0, glyphs = 0;

	for (guint i = 0; i < run->clusters->len; i++) {
		const Cluster *cluster = &g_array_index(run->clusters, Cluster, i);
		g_assert_true(g_utf8_validate(run->utf8 + bytes, cluster->bytes, NULL));
		bytes += cluster->bytes;
		glyphs += cluster->glyphs;
	}
	g_assert_cmpuint(bytes, ==, strlen(run->utf8));
	g_assert_cmpuint(glyphs, ==, run->glyphs->len);
	g_assert_true(run->span >= -1 && run->span < (gint)text->spans->len);
	g_assert_true(isfinite(run->x) && isfinite(run->width));
	for (guint i = 0; i < run->glyphs->len; i++)
		g_assert_true(isfinite(g_array_index(run->glyphs, Glyph, i).x));
}

static void
check_line(const TextLine *line, const RichText *text)
{
	g_autoptr(GString) read = g_string_new(NULL);

	for (guint i = 0; i < line->runs->len; i++) {
		check_run(g_ptr_array_index(line->runs, i), text);
		g_string_append(read, ((GlyphRun *)g_ptr_array_index(line->runs, i))->utf8);
	}
	if (line->hyphenated)
		g_string_erase(read, strrchr(read->str, '-') - read->str, 1);
	g_assert_cmpuint(read->len, ==, line->to - line->from);
	g_assert_cmpint(memcmp(read->str, text->utf8 + line->from, read->len), ==, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Fonts *fonts;
	g_autoptr(GError) error = NULL;
	g_autofree char *bytes = NULL, *utf8 = NULL;
	g_autoptr(RichText) text = NULL;
	g_autoptr(GPtrArray) lines = NULL;
	TextStyle style;
	gsize at = 0;

	if (fonts == NULL && (fonts = fonts_open(NULL, &error)) == NULL)
		g_error("%s", error->message);
	if (size < HEAD || size > LONGEST)
		return 0;
	style = read_style(data);
	bytes = g_strndup((const char *)data + HEAD, size - HEAD);
	utf8 = g_utf8_make_valid(bytes, -1);
	text = rich_text_new(utf8);
	add_spans(text, data);
	lines = paragraph_set(fonts, text, &style, &error);
	g_assert_true((lines == NULL) == (error != NULL));
	for (guint i = 0; lines != NULL && i < lines->len; i++) {
		const TextLine *line = g_ptr_array_index(lines, i);
		g_assert_cmpuint(line->from, ==, at);
		check_line(line, text);
		at = line->to;
	}
	g_assert_true(lines == NULL || at == strlen(utf8));
	return 0;
}
