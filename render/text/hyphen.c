/*
 * hyphen.c: asks libhyphen, and decides first which words are words.
 */
#include <hyphen.h>
#include <string.h>
#include "error.h"
#include "hyphen.h"
#include "save.h"

enum { LETTERS_MIN = 6, LETTERS_MAX = 60, BEFORE_MIN = 2, AFTER_MIN = 3 };

struct Hyphener {
	HyphenDict *dictionary;
};

Hyphener *
hyphener_open(GError **error)
{
	g_autofree char *path = save_find_shared("hyphen/hyph_en_US.dic", error);
	HyphenDict *dictionary;
	Hyphener *hyphener;

	if (path == NULL)
		return NULL;
	if ((dictionary = hnj_hyphen_load(path)) == NULL) {
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot read the hyphenation patterns '%s'", path);
		return NULL;
	}
	hyphener = g_new(Hyphener, 1);
	hyphener->dictionary = dictionary;
	return hyphener;
}

void
hyphener_free(Hyphener *hyphener)
{
	if (hyphener == NULL)
		return;
	hnj_hyphen_free(hyphener->dictionary);
	g_free(hyphener);
}

/* Letters word[from..to-1] are a word: small but for the first. */
static gboolean
is_word(const char *word, gsize from, gsize to)
{
	if (to - from < LETTERS_MIN || to - from > LETTERS_MAX)
		return FALSE;
	for (gsize i = from + 1; i < to; i++)
		if (g_ascii_isupper(word[i]))
			return FALSE;
	return TRUE;
}

/* Letters with a digit beside them, or with a sign that holds them to others, are no word: r2, e-mail, a/b, x.html. */
static gboolean
is_part(const char *word, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (g_ascii_isdigit(word[i]) || (strchr("-/@_:.#&=+\\", word[i]) != NULL && i > 0 && i + 1 < n &&
						    g_ascii_isalnum(word[i - 1]) && g_ascii_isalnum(word[i + 1])))
			return TRUE;
	return FALSE;
}

static void
mark_letters(Hyphener *hyphener, const char *word, gsize length, gboolean *points)
{
	char letters[LETTERS_MAX + 1], marks[LETTERS_MAX + 5];
	char **replace = NULL;
	int *position = NULL, *cut = NULL;

	for (gsize i = 0; i < length; i++)
		letters[i] = g_ascii_tolower(word[i]);
	letters[length] = '\0';
	if (hnj_hyphen_hyphenate3(hyphener->dictionary, letters, (int)length, marks, NULL, &replace, &position, &cut,
		BEFORE_MIN, AFTER_MIN, BEFORE_MIN, AFTER_MIN) != 0)
		return;
	for (gsize i = BEFORE_MIN - 1; i + AFTER_MIN < length; i++)
		if ((marks[i] & 1) != 0)
			points[i] = TRUE;
}

void
hyphener_mark(Hyphener *hyphener, const char *word, gsize n, gboolean *points)
{
	gsize to;

	if (is_part(word, n))
		return;
	for (gsize from = 0; from < n; from = to + 1) {
		for (to = from; to < n && g_ascii_isalpha(word[to]); to++)
			;
		if (is_word(word, from, to))
			mark_letters(hyphener, word + from, to - from, points + from);
	}
}
