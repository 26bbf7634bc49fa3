/*
 * pdf_token: the words of a content stream or of a CMap (ISO 32000-1, 7.2 and 7.3).
 */
#pragma once
#include <glib.h>

typedef enum {
	TOKEN_END,
	TOKEN_NUMBER,   /* number */
	TOKEN_NAME,     /* text, without its slash */
	TOKEN_STRING,   /* text: the bytes it stands for */
	TOKEN_OPEN,     /* [ or << */
	TOKEN_CLOSE,    /* ] or >> */
	TOKEN_OPERATOR, /* text */
} TokenKind;

typedef struct {
	const guint8 *data;
	gsize length, at;
	TokenKind kind;
	double number;
	GString *text;
} Tokens;

/* The data are borrowed; tokens_clear frees what the tokens hold. */
void tokens_init(Tokens *tokens, const void *data, gsize length);
void tokens_clear(Tokens *tokens);

/* Goes to the next token; FALSE at the end.  Bytes that are no token are operators of their own. */
gboolean tokens_next(Tokens *tokens);
