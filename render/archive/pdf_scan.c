/*
 * pdf_scan.c: walks the operators that matter for text: marks, font, position, show.
 * A baseline that differs parts the text by a line feed, so that no two numbers of two lines become one.
 */
#include <math.h>
#include "error.h"
#include "pdf_font.h"
#include "pdf_scan.h"
#include "pdf_token.h"

enum { MCID_LIMIT = 1 << 16, STACK = 8 };

typedef struct {
	GHashTable *fonts;
	const PdfFont *font; /* NULL: none chosen */
	GPtrArray *marks;
	GString *page, *piece;
	gint mcid;    /* of the mark we are in; -1: none */
	guint depth;  /* of marks */
	double y;     /* baseline */
	double shown; /* baseline of the last string; NAN: none in this piece */
	double stack[STACK];
	guint n; /* numbers before the operator */
	GString *name;
	GPtrArray *strings; /* of GString, before the operator */
	gint wanted;        /* MCID among the operands; -1 */
	char *actual;       /* ActualText among them; NULL */
	guint muted;        /* depth of the mark whose ActualText stands for what it shows; 0: none */
} Scan;

static void
free_string(gpointer string)
{
	g_string_free(string, TRUE);
}

static gboolean
fail(GError **error, const char *what)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "a content stream %s", what);
	return FALSE;
}

static void
show(Scan *scan)
{
	for (guint i = 0; i < scan->strings->len && scan->muted == 0; i++) {
		const GString *string = scan->strings->pdata[i];
		gsize before = scan->page->len;

		if (!isnan(scan->shown) && fabs(scan->shown - scan->y) > 0.01)
			g_string_append_c(scan->page, '\n');
		if (scan->font)
			pdf_font_show(scan->font, string->str, string->len, scan->page);
		g_string_append(scan->piece, scan->page->str + before);
		scan->shown = scan->y;
	}
}

/* What a mark says that it reads as (ISO 32000-1, 14.9.4): UTF-16BE with its mark. */
static char *
read_actual(const GString *text)
{
	if (text->len < 2 || (guint8)text->str[0] != 0xfe || (guint8)text->str[1] != 0xff)
		return g_utf8_make_valid(text->str, (gssize)text->len);
	return g_convert(text->str + 2, (gssize)text->len - 2, "UTF-8", "UTF-16BE", NULL, NULL, NULL);
}

static void
take_actual(Scan *scan)
{
	if (!scan->actual || scan->muted > 0)
		return;
	g_string_append(scan->page, scan->actual);
	g_string_append(scan->piece, scan->actual);
	scan->muted = scan->depth;
}

static gboolean
begin(Scan *scan, GError **error)
{
	if (scan->wanted >= 0 && scan->depth > 0)
		return fail(error, "has a mark inside a mark");
	scan->depth++;
	if (scan->wanted < 0) {
		take_actual(scan);
		return TRUE;
	}
	if (scan->wanted >= MCID_LIMIT)
		return fail(error, "has a mark of too high a number");
	scan->mcid = scan->wanted;
	scan->depth = 1;
	g_string_truncate(scan->piece, 0);
	return TRUE;
}

static gboolean
end(Scan *scan, GError **error)
{
	if (scan->depth == 0)
		return fail(error, "ends a mark that it did not begin");
	if (scan->muted == scan->depth)
		scan->muted = 0;
	if (--scan->depth > 0 || scan->mcid < 0)
		return TRUE;
	if ((guint)scan->mcid >= scan->marks->len)
		g_ptr_array_set_size(scan->marks, scan->mcid + 1);
	if (scan->marks->pdata[scan->mcid])
		return fail(error, "has two marks of one number");
	scan->marks->pdata[scan->mcid] = g_strdup(scan->piece->str);
	scan->mcid = -1;
	return TRUE;
}

static double
operand(const Scan *scan, guint from_end)
{
	return scan->n >= from_end ? scan->stack[scan->n - from_end] : 0;
}

static gboolean
operate(Scan *scan, const char *word, GError **error)
{
	if (g_str_equal(word, "BDC") || g_str_equal(word, "BMC"))
		return begin(scan, error);
	if (g_str_equal(word, "EMC"))
		return end(scan, error);
	if (g_str_equal(word, "Tf"))
		scan->font = g_hash_table_lookup(scan->fonts, scan->name->str);
	else if (g_str_equal(word, "BT"))
		scan->y = 0;
	else if (g_str_equal(word, "Tm"))
		scan->y = operand(scan, 1);
	else if (g_str_equal(word, "Td") || g_str_equal(word, "TD"))
		scan->y += operand(scan, 1);
	else if (g_str_equal(word, "Tj") || g_str_equal(word, "TJ"))
		show(scan);
	return TRUE;
}

static void
forget_operands(Scan *scan)
{
	scan->n = 0;
	scan->wanted = -1;
	g_clear_pointer(&scan->actual, g_free);
	g_ptr_array_set_size(scan->strings, 0);
	g_string_truncate(scan->name, 0);
}

static void
push(Scan *scan, double number)
{
	if (scan->n < STACK)
		scan->stack[scan->n++] = number;
}

static gboolean
walk(Scan *scan, Tokens *tokens, GError **error)
{
	gboolean mcid = FALSE, actual = FALSE;

	while (tokens_next(tokens)) {
		if (tokens->kind == TOKEN_STRING && actual && !scan->actual)
			scan->actual = read_actual(tokens->text);
		else if (tokens->kind == TOKEN_NUMBER && mcid)
			scan->wanted = (gint)CLAMP(tokens->number, 0, MCID_LIMIT);
		else if (tokens->kind == TOKEN_NUMBER)
			push(scan, tokens->number);
		else if (tokens->kind == TOKEN_STRING)
			g_ptr_array_add(scan->strings, g_string_new_len(tokens->text->str, (gssize)tokens->text->len));
		mcid = tokens->kind == TOKEN_NAME && g_str_equal(tokens->text->str, "MCID");
		actual = tokens->kind == TOKEN_NAME && g_str_equal(tokens->text->str, "ActualText");
		if (tokens->kind == TOKEN_NAME && !mcid)
			g_string_assign(scan->name, tokens->text->str);
		if (tokens->kind != TOKEN_OPERATOR)
			continue;
		if (!operate(scan, tokens->text->str, error))
			return FALSE;
		forget_operands(scan);
	}
	return scan->depth == 0 || fail(error, "does not end its marks");
}

gboolean
pdf_scan(const void *content, gsize length, GHashTable *fonts, GPtrArray **marks, GString *page, GError **error)
{
	Scan scan = { .fonts = fonts, .page = page, .mcid = -1, .shown = NAN, .wanted = -1 };
	Tokens tokens;
	gboolean ok;

	scan.marks = *marks = g_ptr_array_new_with_free_func(g_free);
	scan.piece = g_string_new(NULL);
	scan.name = g_string_new(NULL);
	scan.strings = g_ptr_array_new_with_free_func(free_string);
	tokens_init(&tokens, content, length);
	ok = walk(&scan, &tokens, error);
	g_free(scan.actual);
	tokens_clear(&tokens);
	g_ptr_array_unref(scan.strings);
	g_string_free(scan.name, TRUE);
	g_string_free(scan.piece, TRUE);
	return ok;
}
