/*
 * answer.c: bytes to fields through one window.  Knows nothing of what the columns mean.
 */
#include <string.h>
#include "answer.h"
#include "error.h"

enum { WINDOW = 1 << 16, LONGEST = 1 << 26 };

struct Answer {
	GInputStream *stream;
	char *types, *who;
	gsize columns, width; /* width: of a row without texts [B]; 0: it has some */
	GString *texts[ANSWER_FIELDS];
	gsize at, end; /* of what the window holds */
	guint8 window[WINDOW];
};

Answer *
answer_new(GInputStream *stream, const char *types, const char *who)
{
	Answer *answer = g_new0(Answer, 1);

	answer->stream = stream;
	answer->types = g_strdup(types);
	answer->who = g_strdup(who);
	answer->columns = strlen(types);
	g_assert(answer->columns <= ANSWER_FIELDS);
	for (gsize i = 0; i < answer->columns; i++)
		if (types[i] == 's')
			answer->texts[i] = g_string_new(NULL);
		else
			answer->width += (gsize)(types[i] - '0');
	if (strchr(types, 's'))
		answer->width = 0;
	return answer;
}

void
answer_free(Answer *answer)
{
	if (!answer)
		return;
	for (gsize i = 0; i < answer->columns; i++)
		if (answer->texts[i])
			g_string_free(answer->texts[i], TRUE);
	g_object_unref(answer->stream);
	g_free(answer->types);
	g_free(answer->who);
	g_free(answer);
}

static gboolean
fail(const Answer *answer, const char *reason, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "ClickHouse node %s: its answer %s", answer->who, reason);
	return FALSE;
}

/* Reads on where the window is used up: bytes there are, 0 at the end, -1. */
static gssize
fill(Answer *answer, GError **error)
{
	GError *reason = NULL;
	gssize n;

	if (answer->at < answer->end)
		return (gssize)(answer->end - answer->at);
	n = g_input_stream_read(answer->stream, answer->window, WINDOW, NULL, &reason);
	if (n < 0) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "ClickHouse node %s: its answer broke off: %s",
		    answer->who, reason->message);
		g_error_free(reason);
		return -1;
	}
	answer->at = 0;
	answer->end = (gsize)n;
	return n;
}

static gboolean
take(Answer *answer, guint8 *byte, GError **error)
{
	gssize n = fill(answer, error);

	if (n <= 0)
		return n < 0 ? FALSE : fail(answer, "ends inside a row", error);
	*byte = answer->window[answer->at++];
	return TRUE;
}

static gboolean
take_number(Answer *answer, guint width, guint64 *number, GError **error)
{
	guint8 byte;

	*number = 0;
	for (guint i = 0; i < width; i++) {
		if (!take(answer, &byte, error))
			return FALSE;
		*number |= (guint64)byte << (8 * i);
	}
	return TRUE;
}

/* A length is LEB128: seven bits a byte, lowest first. */
static gboolean
take_length(Answer *answer, gsize *length, GError **error)
{
	guint64 value = 0;
	guint8 byte = 0x80;

	for (guint shift = 0; byte & 0x80; shift += 7) {
		if (shift > 28)
			return fail(answer, "has a text that is too long", error);
		if (!take(answer, &byte, error))
			return FALSE;
		value |= (guint64)(byte & 0x7f) << shift;
	}
	*length = (gsize)value;
	return value <= LONGEST || fail(answer, "has a text that is too long", error);
}

static gboolean
take_text(Answer *answer, GString *text, GError **error)
{
	gsize left;

	g_string_truncate(text, 0);
	if (!take_length(answer, &left, error))
		return FALSE;
	while (left > 0) {
		gssize n = fill(answer, error);
		if (n <= 0)
			return n < 0 ? FALSE : fail(answer, "ends inside a row", error);
		n = MIN(n, (gssize)left);
		g_string_append_len(text, (const char *)answer->window + answer->at, n);
		answer->at += (gsize)n;
		left -= (gsize)n;
	}
	return TRUE;
}

/* A row of numbers that the window holds whole, which nearly all are. */
static void
take_row(Answer *answer, AnswerField *fields)
{
	for (gsize i = 0; i < answer->columns; i++) {
		gsize width = (gsize)(answer->types[i] - '0');
		guint64 little = 0;

		memcpy(&little, answer->window + answer->at, width);
		fields[i] = (AnswerField) { .number = GUINT64_FROM_LE(little) };
		answer->at += width;
	}
}

int
answer_row(Answer *answer, AnswerField *fields, GError **error)
{
	gssize n = fill(answer, error);

	if (n <= 0)
		return (int)n;
	if (answer->width > 0 && answer->width <= answer->end - answer->at) {
		take_row(answer, fields);
		return 1;
	}
	for (gsize i = 0; i < answer->columns; i++) {
		fields[i] = (AnswerField) { 0 };
		if (answer->types[i] != 's') {
			if (!take_number(answer, (guint)(answer->types[i] - '0'), &fields[i].number, error))
				return -1;
			continue;
		}
		if (!take_text(answer, answer->texts[i], error))
			return -1;
		fields[i].text = answer->texts[i]->str;
		fields[i].length = answer->texts[i]->len;
	}
	return 1;
}
