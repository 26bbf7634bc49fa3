/*
 * pdf_font.c: reads the ranges of a CMap into a table.
 */
#include "pdf_font.h"
#include "pdf_token.h"

enum { RANGE_LIMIT = 1 << 16 }; /* codes of one range */

struct PdfFont {
	gsize width;        /* bytes of a code */
	GHashTable *shapes; /* code -> char*, UTF-8 */
};

/* The number that the bytes of a code are. */
static guint
code_of(const char *bytes, gsize length)
{
	guint code = 0;

	for (gsize i = 0; i < length && i < 4; i++)
		code = code << 8 | (guint8)bytes[i];
	return code;
}

/* UTF-16BE to UTF-8, its last unit moved on by add; NULL where it is none. */
static char *
read_utf16(const GString *text, guint add)
{
	gsize n = text->len / 2;
	g_autofree gunichar2 *units = g_new0(gunichar2, n + 1);

	for (gsize i = 0; i < n; i++)
		units[i] = (gunichar2)code_of(text->str + 2 * i, 2);
	if (n > 0)
		units[n - 1] = (gunichar2)(units[n - 1] + add);
	return g_utf16_to_utf8(units, (glong)n, NULL, NULL, NULL);
}

static void
map(PdfFont *font, guint code, const GString *text, guint add)
{
	char *shape = read_utf16(text, add);

	if (shape)
		g_hash_table_insert(font->shapes, GUINT_TO_POINTER(code), shape);
}

/* Lines "<code> <text>". */
static void
read_characters(PdfFont *font, Tokens *tokens)
{
	while (tokens_next(tokens) && tokens->kind == TOKEN_STRING) {
		guint code = code_of(tokens->text->str, tokens->text->len);
		if (!tokens_next(tokens) || tokens->kind != TOKEN_STRING)
			return;
		map(font, code, tokens->text, 0);
	}
}

/* Lines "<first> <last> <text>" or "<first> <last> [<text> ...]". */
static void
read_ranges(PdfFont *font, Tokens *tokens)
{
	while (tokens_next(tokens) && tokens->kind == TOKEN_STRING) {
		guint first = code_of(tokens->text->str, tokens->text->len), last;
		if (!tokens_next(tokens) || tokens->kind != TOKEN_STRING)
			return;
		last = MIN(code_of(tokens->text->str, tokens->text->len), first + RANGE_LIMIT);
		if (!tokens_next(tokens))
			return;
		for (guint code = first; tokens->kind == TOKEN_STRING && code <= last; code++)
			map(font, code, tokens->text, code - first);
		for (guint code = first; tokens->kind == TOKEN_OPEN || (code > first && code <= last); code++) {
			if (!tokens_next(tokens) || tokens->kind != TOKEN_STRING)
				break;
			map(font, code, tokens->text, 0);
		}
	}
}

PdfFont *
pdf_font_new(const void *cmap, gsize length)
{
	PdfFont *font = g_new0(PdfFont, 1);
	Tokens tokens;

	font->width = 2;
	font->shapes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	tokens_init(&tokens, cmap, length);
	while (tokens_next(&tokens)) {
		if (tokens.kind != TOKEN_OPERATOR)
			continue;
		if (g_str_equal(tokens.text->str, "begincodespacerange") && tokens_next(&tokens))
			font->width = CLAMP(tokens.text->len, 1, 4);
		else if (g_str_equal(tokens.text->str, "beginbfchar"))
			read_characters(font, &tokens);
		else if (g_str_equal(tokens.text->str, "beginbfrange"))
			read_ranges(font, &tokens);
	}
	tokens_clear(&tokens);
	return font;
}

void
pdf_font_free(PdfFont *font)
{
	if (!font)
		return;
	g_hash_table_unref(font->shapes);
	g_free(font);
}

void
pdf_font_show(const PdfFont *font, const char *string, gsize length, GString *out)
{
	for (gsize i = 0; i + font->width <= length; i += font->width) {
		guint code = code_of(string + i, font->width);
		const char *shape = g_hash_table_lookup(font->shapes, GUINT_TO_POINTER(code));

		g_string_append(out, shape ? shape : "\xef\xbf\xbd");
	}
}
