/*
 * answer: the rows of a RowBinary stream (ClickHouse's format of that name), one after the other.
 * What a server sends is outside data: a length too great or an end inside a row is an error.
 */
#pragma once
#include <gio/gio.h>

enum { ANSWER_FIELDS = 24 };

typedef struct {
	guint64 number;   /* '1' '2' '4' '8' */
	const char *text; /* 's', NUL-terminated, good until the next row; may hold NULs of its own */
	gsize length;
} AnswerField;

typedef struct Answer Answer;

/*
 * Takes the stream over.  types has a letter a column: the width in bytes of an unsigned integer (1, 2, 4 or 8), or s for
 * a String.  who stands before messages.
 */
Answer *answer_new(GInputStream *stream, const char *types, const char *who);
void answer_free(Answer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Answer, answer_free)

/* Reads a row into fields, one a column: 1; 0 after the last; -1 and error. */
int answer_row(Answer *answer, AnswerField *fields, GError **error);
