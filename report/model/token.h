/*
 * token: a look at JSON text before json-glib reads it.
 * json-glib wraps a number that is too large, cuts a text at U+0000, takes comments and goes as deep as the text does.
 */
#pragma once
#include <glib.h>

/*
 * NULL where text is UTF-8 and made of JSON's tokens (RFC 8259) without fractions and exponents, numbers fit gint64,
 * texts hold no U+0000 and nothing is nested deeper than 16; else what is wrong, with its line; owned by the caller.
 */
char *token_wrong(const char *text, gsize length);
