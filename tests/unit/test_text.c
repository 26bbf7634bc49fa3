/* test_text.c: paragraphs are lines of glyphs at the right places. */
#include <string.h>
#include "error.h"
#include "text.h"

static const TextStyle body = {
	.lang = "ja", .family = FAMILY_SERIF, .size = 10, .measure = 450, .align = ALIGN_JUSTIFY
};

static Fonts *
open_fonts(void)
{
	g_autoptr(GError) error = NULL;
	Fonts *fonts = fonts_open(NULL, &error);

	g_assert_no_error(error);
	return fonts;
}

/* What a line reads as. */
static char *
read_line(const TextLine *line)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < line->runs->len; i++) {
		const GlyphRun *run = g_ptr_array_index(line->runs, i);
		guint bytes = 0, glyphs = 0;

		for (guint k = 0; k < run->clusters->len; k++) {
			bytes += g_array_index(run->clusters, Cluster, k).bytes;
			glyphs += g_array_index(run->clusters, Cluster, k).glyphs;
		}
		g_assert_cmpuint(bytes, ==, strlen(run->utf8));
		g_assert_cmpuint(glyphs, ==, run->glyphs->len);
		g_string_append(text, run->utf8);
	}
	return g_string_free(text, FALSE);
}

/* The lines of a text, with '|' between them. */
static char *
set(Fonts *fonts, const RichText *text, const TextStyle *style)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) lines = paragraph_set(fonts, text, style, &error);
	GString *all = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < lines->len; i++) {
		g_autofree char *line = read_line(g_ptr_array_index(lines, i));
		g_string_append_printf(all, "%s%s", i ? "|" : "", line);
	}
	return g_string_free(all, FALSE);
}

/* Widths of a line at 10 pt, in hundredths of an em. */
static const struct {
	const char *what, *lang, *text;
	int width;
} widths[] = {
	{ "solid kana", "ja", "あいうえお", 500 },
	{ "blank of a closer at the end is not set", "ja", "あ。", 150 },
	{ "brackets at both ends", "ja", "「あ」", 200 },
	{ "closer and comma", "ja", "」、あ", 250 },
	{ "comma and opener", "ja", "、「あ", 250 },
	{ "middle dot", "ja", "あ・い", 300 },
	{ "quarter em untyped", "ja", "年1年", 305 },
	{ "quarter em typed", "ja", "年 1 年", 305 },
	{ "stop and opener", "ja", "あ。「あ", 350 },
	{ "ideographic space", "ja", "あ　あ", 300 },
	{ "two dashes", "ja", "――", 200 },
	{ "two leaders", "ja", "……", 200 },
	{ "digits are all as wide", "en", "1111", 222 },
	{ "digits and commas", "en", "1,711", 222 + 28 },
	{ "digits after a minus sign", "en", "−1117", 277 },
	{ "combining mark", "ja", "か゚き", 200 },
	{ "variation selector", "ja", "葛󠄀城", 200 },
};

static void
measures(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(Fonts) fonts = open_fonts();
	g_autoptr(GError) error = NULL;
	TextStyle style = body;
	g_autoptr(TextLine) line = NULL;
	g_autofree char *read = NULL;

	style.lang = widths[i].lang;
	style.family = FAMILY_SANS;
	line = text_line(fonts, widths[i].text, &style, &error);
	g_assert_no_error(error);
	read = read_line(line);
	g_assert_cmpstr(read, ==, widths[i].text);
	g_assert_cmpfloat_with_epsilon(line->width, widths[i].width / 10.0, 0.06);
}

static const struct {
	const char *what, *text, *place, *sentence;
} refused[] = {
	{ "no glyph", "顔は😀です", "report.ja.md:12", "no glyph for U+1F600 '😀' at report.ja.md:12" },
	{ "no glyph in a Latin word", "abc\xd7\x90", NULL, "no glyph for U+05D0 'א'" },
	{ "unknown variant", "葛󠇯", "a.md:1", "no glyph for U+845B U+E01EF '葛󠇯' at a.md:1" },
	{ "control character", "a\x07", "a.md:1", "no glyph for U+0007 at a.md:1" },
	{ "line feed", "a\nb", "a.md:1", "no glyph for U+000A at a.md:1" },
	{ "not UTF-8", "ab\xff", "a.md:1", "text is not UTF-8 at byte 2 at a.md:1" },
};

static void
refuses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(Fonts) fonts = open_fonts();
	g_autoptr(GError) error = NULL;
	g_autoptr(RichText) text = rich_text_new(refused[i].text);

	text->place = g_strdup(refused[i].place);
	g_assert_null(paragraph_set(fonts, text, &body, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==, refused[i].sentence);
}

static void
fills_lines(void)
{
	g_autoptr(Fonts) fonts = open_fonts();
	g_autoptr(RichText) text = rich_text_new("本四半期に観測された日本宛のパケットを中心に分析した結果について述べ"
						 "ます。宛先ポート番号別のトップ 5 を示します。");
	TextStyle style = body;
	g_autofree char *lines = NULL;

	style.measure = 160;
	lines = set(fonts, text, &style);
	g_test_message("%s", lines);
	g_assert_cmpint(g_utf8_strlen(lines, -1), >, g_utf8_strlen(text->utf8, -1));
}

static void
sets_nothing(void)
{
	g_autoptr(Fonts) fonts = open_fonts();
	g_autoptr(GError) error = NULL;
	g_autoptr(RichText) text = rich_text_new("");
	g_autoptr(GPtrArray) lines = paragraph_set(fonts, text, &body, &error);
	g_autoptr(TextLine) line = text_line(fonts, "", &body, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(lines->len, ==, 0);
	g_assert_cmpfloat(line->width, ==, 0);
}

static void
refuses_a_folder_without_fonts(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(fonts_open("/nonexistent", &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM);
	g_assert_cmpstr(error->message, ==, "cannot open the font '/nonexistent/sans.otf'");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(widths); i++) {
		g_autofree char *path = g_strdup_printf("/text/width of %s", widths[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), measures);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autofree char *path = g_strdup_printf("/text/refuses %s", refused[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses);
	}
	g_test_add_func("/text/fills lines", fills_lines);
	g_test_add_func("/text/sets nothing", sets_nothing);
	g_test_add_func("/text/refuses a folder without fonts", refuses_a_folder_without_fonts);
	return g_test_run();
}
