/*
 * token.c: one pass over the bytes; it knows where texts and numbers end, but not what may follow what.
 */
#include <string.h>
#include "token.h"

enum { DEPTH = 16 };

/* Past the text that starts at its quotation mark; NULL where it does not end or holds U+0000. */
static const char *
skip_text(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++) {
		if ((guchar)*at < 0x20)
			return NULL;
		if (*at == '\\' && (++at == end || (end - at >= 5 && strncmp(at, "u0000", 5) == 0)))
			return NULL;
	}
	return at < end ? at + 1 : NULL;
}

/* Past the integer; NULL where it does not fit or goes on as a fraction. */
static const char *
skip_number(const char *at, const char *end)
{
	gboolean negative = *at == '-';
	guint64 value = 0, most = (guint64)G_MAXINT64 + negative;
	const char *first = at += negative;

	for (; at < end && g_ascii_isdigit(*at); at++) {
		guint64 digit = (guint64)(*at - '0');

		if (value > (most - digit) / 10 || (at > first && *first == '0'))
			return NULL;
		value = value * 10 + digit;
	}
	return at == first || (at < end && strchr(".eE", *at)) ? NULL : at;
}

static const char *
skip_word(const char *at, const char *end)
{
	static const char *const words[] = { "true", "false", "null" };

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		gsize n = strlen(words[i]);

		if ((gsize)(end - at) >= n && strncmp(at, words[i], n) == 0)
			return at + n;
	}
	return NULL;
}

static char *
wrong_at(const char *text, const char *at, const char *what)
{
	guint line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return g_strdup_printf("is not JSON of a model: %s at line %u", what, line);
}

char *
token_wrong(const char *text, gsize length)
{
	const char *at = text, *end = text + length, *next;
	int depth = 0;

	if (!g_utf8_validate(text, (gssize)length, &at))
		return wrong_at(text, at, "invalid UTF-8");
	for (at = text; at < end; at = next) {
		if (*at == '"')
			next = skip_text(at, end);
		else if (*at == '-' || g_ascii_isdigit(*at))
			next = skip_number(at, end);
		else if (strchr("[]{},: \t\r\n", *at))
			next = at + 1;
		else
			next = skip_word(at, end);
		depth += (*at == '[' || *at == '{') - (*at == ']' || *at == '}');
		if (!next)
			return wrong_at(text, at, *at == '"' ? "wrong text" : "wrong number or word");
		if (depth > DEPTH)
			return wrong_at(text, at, "nested too deep");
	}
	return NULL;
}
