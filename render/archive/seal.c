/*
 * seal.c: finds the mark in a file's bytes and sums around it.  Knows nothing of SQLite.
 */
#include <string.h>
#include "digest.h"
#include "error.h"
#include "seal.h"

static const char mark[] = "teiten archive. SHA-256 of this file, these 64 digits taken as 0: ";
static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";

enum { MARK = sizeof mark - 1, DIGITS = sizeof zeros - 1 };

G_STATIC_ASSERT(DIGITS == 2 * DIGEST_SIZE);

GBytes *
seal_blank(void)
{
	g_autofree char *text = g_strconcat(mark, zeros, "\n", NULL);

	return g_bytes_new(text, strlen(text));
}

/* Where the mark begins, from a place on; length where it is not. */
static gsize
find_mark(const char *data, gsize length, gsize from)
{
	const char *at = data + from;

	while (at < data + length && (at = memchr(at, mark[0], (gsize)(data + length - at)))) {
		if ((gsize)(data + length - at) >= MARK && memcmp(at, mark, MARK) == 0)
			return (gsize)(at - data);
		at++;
	}
	return length;
}

/* Where the digits begin. */
static gboolean
find_digits(const char *data, gsize length, gsize *place, GError **error)
{
	gsize first = find_mark(data, length, 0);

	if (length - first < MARK + DIGITS) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "no archive of ours, or damaged: it has no seal");
		return FALSE;
	}
	if (find_mark(data, length, first + MARK) < length) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "it has more than one seal");
		return FALSE;
	}
	*place = first + MARK;
	return TRUE;
}

static char *
sum(const char *data, gsize length, gsize place)
{
	g_autoptr(Digest) digest = digest_new();
	guint8 bytes[DIGEST_SIZE];

	digest_add(digest, data, place);
	digest_add(digest, zeros, DIGITS);
	digest_add(digest, data + place + DIGITS, length - place - DIGITS);
	digest_end(digest, bytes);
	return digest_text(bytes);
}

GBytes *
seal_close(GBytes *file, GError **error)
{
	gsize length, place;
	const char *data = g_bytes_get_data(file, &length);
	g_autofree char *digits = NULL;
	char *sealed;

	if (!find_digits(data, length, &place, error))
		return NULL;
	digits = sum(data, length, place);
	sealed = g_memdup2(data, length);
	memcpy(sealed + place, digits, DIGITS);
	return g_bytes_new_take(sealed, length);
}

gboolean
seal_check(GBytes *file, GError **error)
{
	gsize length, place;
	const char *data = g_bytes_get_data(file, &length);
	g_autofree char *digits = NULL;

	if (!find_digits(data, length, &place, error))
		return FALSE;
	digits = sum(data, length, place);
	if (memcmp(data + place, digits, DIGITS) == 0)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "damaged: its seal says SHA-256 %.*s, its bytes have %s",
	    DIGITS, data + place, digits);
	return FALSE;
}
