/* test_text_lines.c: where lines end and what a line does with its slack; each fault we have met has its case. */
#include <math.h>
#include <string.h>
#include "text.h"

static Fonts *fonts;

static TextStyle
style_of(const char *lang, double measure)
{
	TextStyle style = { .lang = lang, .family = FAMILY_SERIF, .size = 10, .align = ALIGN_JUSTIFY };

	style.measure = measure * style.size;
	return style;
}

static GPtrArray *
set(const char *utf8, const TextStyle *style)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(RichText) text = rich_text_new(utf8);
	GPtrArray *lines = paragraph_set(fonts, text, style, &error);

	g_assert_no_error(error);
	return lines;
}

static char *
read_line(const TextLine *line)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < line->runs->len; i++)
		g_string_append(text, ((GlyphRun *)g_ptr_array_index(line->runs, i))->utf8);
	return g_strchomp(g_string_free(text, FALSE));
}

static char *
read_lines(const char *utf8, const TextStyle *style)
{
	g_autoptr(GPtrArray) lines = set(utf8, style);
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++) {
		g_autofree char *line = read_line(g_ptr_array_index(lines, i));
		g_string_append_printf(all, "%s%s", i > 0 ? "|" : "", line);
	}
	return g_string_free(all, FALSE);
}

/* --- fixed cases ---------------------------------------------------------------------------- */

static const struct {
	const char *what, *lang;
	double measure; /* [em] */
	const char *text, *lines;
} cases[] = {
	{ "line ends within kana", "ja", 5, "あいうえおかきくけこ", "あいうえお|かきくけこ" },
	{ "a comma is drawn in", "ja", 5.5, "「あ」いうえ、おかきくけ", "「あ」いうえ、|おかきくけ" },
	{ "an opener goes over", "ja", 5, "あいうえ「かきくけこ」", "あいうえ|「かきくけ|こ」" },
	{ "a small kana never starts", "ja", 5, "あいうえちゃかきく", "あいうえ|ちゃかきく" },
	{ "a wave dash never starts", "ja", 5, "あいうえお～かきく", "あいうえ|お～かきく" },
	{ "dashes stay a pair", "ja", 5, "あいうえ――かきく", "あいうえ|――かきく" },
	{ "leaders stay a pair", "ja", 5, "あいう……えかきくけ", "あいう……|えかきくけ" },
	{ "a port is one word", "ja", 6, "あいうえ23/TCPあいうえお", "あいうえ|23/TCPあい|うえお" },
	{ "a label holds its number", "ja", 6, "いうえおか図 3 です", "いうえおか|図 3 です" },
	{ "a number holds its counter", "ja", 20, "あいうえおかきくけこさしすせそたちつ 100 件だった",
	    "あいうえおかきくけこさしすせそたちつ|100 件だった" },
	{ "a URL parts at a slash", "ja", 15, "https://www.example.com/abc/def", "https://www.example.com/abc/|def" },
	{ "a word longer than the line is cut", "ja", 4, "SHA256abcdef0123456789", "SHA256|abcdef0|1234567|89" },
	{ "English parts a word", "en", 8, "the identification of it", "the identifica-|tion of it" },
	{ "no hyphen in an identifier", "en", 12, "see CVE-2015-12345678 there", "see CVE-2015-12345678|there" },
	{ "one letter and a hyphen stay", "en", 12, "they answer an M-SEARCH request",
	    "they answer an|M-SEARCH request" },
	{ "a dash begins no line", "en", 9.5, "from the 24th of June – or of July",
	    "from the 24th of|June – or of July" },
	{ "no-break space holds", "en", 6, "one two\xc2\xa0three", "one|two\xc2\xa0three" },
	{ "soft hyphen parts", "en", 7, "ab micro\xc2\xadTCPpackets", "ab micro-\xc2\xad|TCPpackets" },
	{ "one word", "en", 30, "word", "word" },
};

static void
ends_lines(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	TextStyle style = style_of(cases[i].lang, cases[i].measure);
	g_autofree char *lines = read_lines(cases[i].text, &style);

	g_assert_cmpstr(lines, ==, cases[i].lines);
}

/* --- rules that hold at every measure ------------------------------------------------------- */

static const char *const texts[] = {
	"「観測」、「分析」、「共有」――この三つを、（人手に頼らずに）毎日くり返すことが、センサーを置く者の「仕事」だと"
	"言われる。"
	"ところが、実際には「パケットが届かない」、「届いても読めない」、「読めても理由がわからない」といった日がつづき"
	"、"
	"「異常なし」と書けるのは、ごく限られた週だけである……。",
	"2015 年 9 月 20 日から 24 日まで、23/TCP、445/TCP（microsoft-ds）と JPCERT/CC の観測データは、図 3 と表 2 "
	"のとおり、"
	"第 3 四半期に 100 件ほど欠けているが、ルータ・カメラ・レコーダといった機器への影響は、7～9 "
	"月のどの週を見てもわずかだった。",
};

static gboolean
has_character(const char *set_of, const char *p)
{
	return *p != '\0' && g_utf8_strchr(set_of, -1, g_utf8_get_char(p)) != NULL;
}

/* No line starts or ends with what may not, from 12 em on. */
static void
keeps_kinsoku(void)
{
	for (gsize t = 0; t < G_N_ELEMENTS(texts); t++)
		for (double measure = 12; measure < 46; measure += 0.5) {
			TextStyle style = style_of("ja", measure);
			g_autoptr(GPtrArray) lines = set(texts[t], &style);

			for (guint i = 0; i < lines->len; i++) {
				g_autofree char *line = read_line(g_ptr_array_index(lines, i));
				const char *end = g_utf8_prev_char(line + strlen(line));
				if (i > 0)
					g_assert_false(has_character(
					    "、。，．）」』】・：；？！～ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々)",
					    line));
				g_assert_false(has_character("「『（【(", end));
			}
		}
}

/* Tokens are not parted but after a hyphen, and labels keep their numbers. */
static void
keeps_tokens(void)
{
	static const char *const tokens[] = { "23/TCP", "445/TCP", "JPCERT/CC", "microsoft", "図 3", "表 2", "第 3",
		"2015" };

	for (double measure = 12; measure < 46; measure += 0.5) {
		TextStyle style = style_of("ja", measure);
		g_autofree char *lines = read_lines(texts[1], &style);

		for (gsize i = 0; i < G_N_ELEMENTS(tokens); i++)
			g_assert_nonnull(strstr(lines, tokens[i]));
	}
}

/* Where a line's last body ends [pt]. */
static double
right_edge(const TextLine *line)
{
	const GlyphRun *run = g_ptr_array_index(line->runs, line->runs->len - 1);

	return run->x + run->width;
}

/* Every line but the last ends at the measure, or half an em before with its closer's blank. */
static void
fills_the_measure(void)
{
	for (gsize t = 0; t < G_N_ELEMENTS(texts); t++)
		for (double measure = 16; measure < 46; measure += 0.5) {
			TextStyle style = style_of("ja", measure);
			g_autoptr(GPtrArray) lines = set(texts[t], &style);

			for (guint i = 0; i + 1 < lines->len; i++) {
				double short_by = style.measure - right_edge(g_ptr_array_index(lines, i));
				g_assert_true(fabs(short_by) < 0.001 || fabs(short_by - 5) < 0.001 ||
					      fabs(short_by - 2.5) < 0.001);
			}
		}
}

static double
width_of(const char *utf8, const TextStyle *style)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(TextLine) line = text_line(fonts, utf8, style, &error);

	g_assert_no_error(error);
	return line->width;
}

/*
 * A line is as wide as its text alone: what kerning or ligatures reached over its end is undone
 * (HB_GLYPH_FLAG_UNSAFE_TO_BREAK).
 */
static void
parts_kerned_words(void)
{
	static const char text[] =
	    "To WAVE, AVAILABILITY; Tokyo-Yokohama (VoIP) offers: identification, authentication, "
	    "effective traffic, wavering yachts—Type 7, A.V.-TAVERN, "
	    "Very wary travellers of Vavasour’s TYPEFACES await.";

	for (double measure = 6; measure < 40; measure += 0.25) {
		TextStyle style = style_of("en", measure);
		g_autoptr(GPtrArray) lines = NULL;

		style.align = ALIGN_LEFT;
		lines = set(text, &style);
		for (guint i = 0; i < lines->len; i++) {
			const TextLine *line = g_ptr_array_index(lines, i);
			g_autofree char *read = read_line(line);
			double hyphen = line->hyphenated ? width_of("-", &style) : 0;

			if (line->hyphenated)
				read[strlen(read) - 1] = '\0';
			g_assert_cmpfloat_with_epsilon(line->width, width_of(read, &style) + hyphen, 0.01);
			g_assert_cmpfloat(line->width, <=, style.measure + 0.001);
		}
	}
}

/* Only plain words are parted with a hyphen: small letters, at most the first a capital. */
static void
hyphenates_words_only(void)
{
	static const char text[] =
	    "Administrators of IoTDevices, SYNfulKnockers and FireEyeAppliances (CVE-2015-1234567, M-SEARCH, 1900/UDP, "
	    "report_of_september.html, e-mail info@example-organization.com) should immediately investigate "
	    "https://www.example.com/investigations/identification and microsoft-directory-services responsibilities.";

	for (double measure = 9; measure < 40; measure += 0.25) {
		TextStyle style = style_of("en", measure);
		g_autoptr(GPtrArray) lines = set(text, &style);

		for (guint i = 0; i < lines->len; i++) {
			g_autofree char *line = read_line(g_ptr_array_index(lines, i));
			gsize end = strlen(line) - 1, from = end;
			if (!((TextLine *)g_ptr_array_index(lines, i))->hyphenated)
				continue;
			while (from > 0 && line[from - 1] != ' ')
				from--;
			g_assert_cmpuint(end - from, >=, 2);
			for (gsize k = from + 1; k < end; k++)
				g_assert_true(g_ascii_islower(line[k]));
		}
	}
}

/* --- slack ---------------------------------------------------------------------------------- */

/* Origins of the glyphs of a line [hundredths of an em]. */
static GArray *
places(const TextLine *line)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(int));

	for (guint i = 0; i < line->runs->len; i++) {
		const GlyphRun *run = g_ptr_array_index(line->runs, i);
		for (guint k = 0; k < run->glyphs->len; k++) {
			int place = (int)lround((run->x + g_array_index(run->glyphs, Glyph, k).x) * 10);
			g_array_append_val(all, place);
		}
	}
	return all;
}

static const struct {
	const char *what, *lang;
	double measure;   /* [em] */
	const char *text; /* its first line is looked at */
	int places[12];   /* origins [hundredths of an em]; -999 ends them */
} slacks[] = {
	{ "solid characters open evenly", "ja", 4.2, "あいう「えお」か", { 0, 160, 320, -999 } },
	{ "a bracket at the start is flush", "ja", 6, "「あいうえ」おかきく", { -50, 50, 150, 250, 350, 450, -999 } },
	{ "the blank of brackets shrinks", "ja", 5.5, "「あ」いうえ、おかきく",
	    { -50, 50, 150, 200, 300, 400, 500, -999 } },
	{ "the blank after a full stop stays", "ja", 6.2, "いう。えおかきくけこさ",
	    { 0, 107, 207, 307, 413, 520, -999 } },
	{ "kana is not kerned", "ja", 8, "ク、トト", { 0, 100, 200, 300, -999 } },
	{ "the last line stays natural", "ja", 20, "あい、う", { 0, 100, 200, 300, -999 } },
};

static void
spreads_slack(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	TextStyle style = style_of(slacks[i].lang, slacks[i].measure);
	g_autoptr(GPtrArray) lines = set(slacks[i].text, &style);
	g_autoptr(GArray) got = places(g_ptr_array_index(lines, 0));

	for (guint k = 0; slacks[i].places[k] != -999; k++)
		g_assert_cmpint(g_array_index(got, int, k), ==, slacks[i].places[k]);
}

/* A line without any glue is left as it is; nothing is divided by nothing. */
static void
survives_no_glue(void)
{
	TextStyle style = style_of("ja", 12);
	g_autoptr(GPtrArray) lines = set("ABCDEFGHIJKLMNOP「QRSTUVWXYZABCDEFGHIJKLMNOP」", &style);

	for (guint i = 0; i < lines->len; i++)
		g_assert_true(isfinite(((TextLine *)g_ptr_array_index(lines, i))->width));
}

/* One hopeless line does not make the others arbitrary: no character stands more than 1.3 em from the next. */
static void
keeps_its_head(void)
{
	static const char token[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	g_autofree char *text = g_strconcat(token, "、", texts[0], NULL);
	TextStyle style = style_of("ja", 16);
	g_autoptr(GPtrArray) lines = set(text, &style);

	for (guint i = 0; i < lines->len; i++) {
		const TextLine *line = g_ptr_array_index(lines, i);
		g_autoptr(GArray) at = places(line);
		for (guint k = 1; line->from > strlen(token) && k < at->len; k++) {
			int step = g_array_index(at, int, k) - g_array_index(at, int, k - 1);
			g_assert_true(step <= 130 || (step >= 200 && step <= 230)); /* two dashes are one glyph */
		}
	}
}

/* 。 and 、 hang by their body where the theme wants it, and only then. */
static void
hangs(void)
{
	TextStyle style = style_of("ja", 5);
	g_autoptr(GPtrArray) lines = NULL;

	style.hang = TRUE;
	lines = set("あいうえお。かきくけ", &style);
	g_assert_cmpfloat_with_epsilon(right_edge(g_ptr_array_index(lines, 0)), 55, 0.001);
}

/* A paragraph does not end in one character alone. */
static void
leaves_no_runt(void)
{
	for (double measure = 10; measure < 46; measure += 0.25)
		for (gsize t = 0; t < G_N_ELEMENTS(texts); t++) {
			TextStyle style = style_of("ja", measure);
			g_autoptr(GPtrArray) lines = set(texts[t], &style);
			g_autofree char *last = read_line(g_ptr_array_index(lines, lines->len - 1));
			g_assert_cmpint(g_utf8_strlen(last, -1), >, 2);
		}
}

/* Two dashes are one stroke: the font joins them, so no gap can open. */
static void
joins_dashes(void)
{
	TextStyle style = style_of("ja", 20);
	g_autoptr(GPtrArray) lines = set("あ――い", &style);
	const GlyphRun *run = g_ptr_array_index(((TextLine *)g_ptr_array_index(lines, 0))->runs, 0);

	g_assert_cmpuint(run->glyphs->len, ==, 3);
	g_assert_cmpuint(g_array_index(run->clusters, Cluster, 1).bytes, ==, 6);
}

/* …… after a Latin word is the Japanese glyph, an em wide. */
static void
keeps_leaders_japanese(void)
{
	TextStyle style = style_of("ja", 20);
	g_autoptr(GPtrArray) lines = set("RDP）……", &style);
	g_autoptr(GPtrArray) plain = set("……", &style);
	const GlyphRun *a = g_ptr_array_index(((TextLine *)g_ptr_array_index(lines, 0))->runs, 0);
	const GlyphRun *b = g_ptr_array_index(((TextLine *)g_ptr_array_index(plain, 0))->runs, 0);

	g_assert_cmpuint(g_array_index(a->glyphs, Glyph, 4).id, ==, g_array_index(b->glyphs, Glyph, 0).id);
}

/* Spans keep their runs apart; a raised mark is small, above, and never starts a line. */
static void
raises_note_marks(void)
{
	g_autoptr(GError) error = NULL;
	TextStyle style = style_of("ja", 5);
	g_autoptr(RichText) text = rich_text_new("あいうえお1)かきく");
	TextSpan span = { .from = 15, .to = 17, .raised = TRUE };
	g_autoptr(GPtrArray) lines = NULL;
	const TextLine *line;
	const GlyphRun *mark;

	g_array_append_val(text->spans, span);
	lines = paragraph_set(fonts, text, &style, &error);
	g_assert_no_error(error);
	line = g_ptr_array_index(lines, 1);
	g_assert_cmpuint(line->from, ==, 12);
	mark = g_ptr_array_index(line->runs, 1);
	g_assert_cmpint(mark->span, ==, 0);
	g_assert_cmpfloat(mark->y, <, -3);
	g_assert_cmpfloat(mark->size, <, 7);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	int status;

	g_test_init(&argc, &argv, NULL);
	fonts = fonts_open(NULL, &error);
	g_assert_no_error(error);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/lines/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), ends_lines);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(slacks); i++) {
		g_autofree char *path = g_strdup_printf("/lines/%s", slacks[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), spreads_slack);
	}
	g_test_add_func("/lines/keeps kinsoku", keeps_kinsoku);
	g_test_add_func("/lines/keeps tokens", keeps_tokens);
	g_test_add_func("/lines/fills the measure", fills_the_measure);
	g_test_add_func("/lines/parts kerned words", parts_kerned_words);
	g_test_add_func("/lines/hyphenates words only", hyphenates_words_only);
	g_test_add_func("/lines/survives no glue", survives_no_glue);
	g_test_add_func("/lines/keeps its head", keeps_its_head);
	g_test_add_func("/lines/hangs", hangs);
	g_test_add_func("/lines/leaves no runt", leaves_no_runt);
	g_test_add_func("/lines/joins dashes", joins_dashes);
	g_test_add_func("/lines/keeps leaders Japanese", keeps_leaders_japanese);
	g_test_add_func("/lines/raises note marks", raises_note_marks);
	status = g_test_run();
	fonts_free(fonts);
	return status;
}
