/*
 * pdf_token.c: one token at a time, never behind the end.  Knows no operator.
 */
#include <string.h>
#include "pdf_token.h"

void
tokens_init(Tokens *tokens, const void *data, gsize length)
{
	*tokens = (Tokens) { .data = data, .length = length, .text = g_string_new(NULL) };
}

void
tokens_clear(Tokens *tokens)
{
	g_string_free(tokens->text, TRUE);
}

static gboolean
is_space(guint8 c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
}

static gboolean
is_delimiter(guint8 c)
{
	return c != 0 && strchr("()<>[]{}/%", c) != NULL;
}

static gint
peek(const Tokens *tokens, gsize ahead)
{
	return tokens->at + ahead < tokens->length ? tokens->data[tokens->at + ahead] : -1;
}

static void
skip_space(Tokens *tokens)
{
	while (tokens->at < tokens->length) {
		if (tokens->data[tokens->at] == '%')
			while (tokens->at < tokens->length && tokens->data[tokens->at] != '\n' &&
			       tokens->data[tokens->at] != '\r')
				tokens->at++;
		else if (is_space(tokens->data[tokens->at]))
			tokens->at++;
		else
			return;
	}
}

/* Behind a backslash: an octal number, a line end that does not count, or one letter. */
static void
read_escape(Tokens *tokens)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	gint c = peek(tokens, 0);
	const char *known = c > 0 ? strchr(from, c) : NULL;
	guint value = 0;

	if (c >= '0' && c <= '7') {
		for (int i = 0; i < 3 && peek(tokens, 0) >= '0' && peek(tokens, 0) <= '7'; i++)
			value = value * 8 + (guint)(tokens->data[tokens->at++] - '0');
		g_string_append_c(tokens->text, (char)value);
		return;
	}
	tokens->at++;
	if (known)
		g_string_append_c(tokens->text, to[known - from]);
	else if (c >= 0 && c != '\n')
		g_string_append_c(tokens->text, (char)c);
}

static void
read_literal(Tokens *tokens)
{
	guint depth = 1;

	tokens->at++;
	while (tokens->at < tokens->length) {
		guint8 c = tokens->data[tokens->at++];
		if (c == '\\') {
			read_escape(tokens);
			continue;
		}
		depth += c == '(';
		if (c == ')' && --depth == 0)
			return;
		g_string_append_c(tokens->text, (char)c);
	}
}

static void
read_hex(Tokens *tokens)
{
	gint high = -1;

	tokens->at++;
	while (tokens->at < tokens->length) {
		guint8 c = tokens->data[tokens->at++];
		gint digit = g_ascii_xdigit_value((char)c);
		if (c == '>')
			break;
		if (digit < 0)
			continue;
		if (high < 0) {
			high = digit;
			continue;
		}
		g_string_append_c(tokens->text, (char)(high * 16 + digit));
		high = -1;
	}
	if (high >= 0)
		g_string_append_c(tokens->text, (char)(high * 16));
}

/* Letters up to a space or delimiter; a number where they read as one. */
static void
read_word(Tokens *tokens)
{
	char *end;

	while (tokens->at < tokens->length && !is_space(tokens->data[tokens->at]) &&
	       !is_delimiter(tokens->data[tokens->at]))
		g_string_append_c(tokens->text, (char)tokens->data[tokens->at++]);
	tokens->number = g_ascii_strtod(tokens->text->str, &end);
	if (tokens->kind != TOKEN_NAME)
		tokens->kind = tokens->text->len > 0 && !*end ? TOKEN_NUMBER : TOKEN_OPERATOR;
}

gboolean
tokens_next(Tokens *tokens)
{
	gint c, next;

	g_string_truncate(tokens->text, 0);
	skip_space(tokens);
	c = peek(tokens, 0);
	next = peek(tokens, 1);
	tokens->kind = TOKEN_END;
	if (c < 0)
		return FALSE;
	if (c == '(') {
		tokens->kind = TOKEN_STRING;
		read_literal(tokens);
	} else if (c == '[' || (c == '<' && next == '<')) {
		tokens->kind = TOKEN_OPEN;
		tokens->at += c == '[' ? 1 : 2;
	} else if (c == ']' || (c == '>' && next == '>')) {
		tokens->kind = TOKEN_CLOSE;
		tokens->at += c == ']' ? 1 : 2;
	} else if (c == '<') {
		tokens->kind = TOKEN_STRING;
		read_hex(tokens);
	} else if (c == '/') {
		tokens->kind = TOKEN_NAME;
		tokens->at++;
		read_word(tokens);
	} else if (is_delimiter((guint8)c)) {
		tokens->kind = TOKEN_OPERATOR;
		tokens->at++;
	} else {
		read_word(tokens);
	}
	return TRUE;
}
