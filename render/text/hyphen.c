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

/* The letters of a word without the punctuation around them; their number, 0 where it is no plain word. */
static gsize
find_letters(const char *word, gsize n, gsize *from)
{
	gsize to;

	*from = 0;
	while (*from < n && !g_ascii_isalnum(word[*from]))
		(*from)++;
	for (to = *from; to < n && g_ascii_isalpha(word[to]); to++)
		if (to > *from && g_ascii_isupper(word[to]))
			return 0;
	for (gsize i = to; i < n; i++)
		if (g_ascii_isalnum(word[i]))
			return 0;
	return to - *from;
}

void
hyphener_mark(Hyphener *hyphener, const char *word, gsize n, gboolean *points)
{
	char letters[LETTERS_MAX + 1], marks[LETTERS_MAX + 5];
	char **replace = NULL;
	int *position = NULL, *cut = NULL;
	gsize from, length = find_letters(word, n, &from);

	if (length < LETTERS_MIN || length > LETTERS_MAX)
		return;
	for (gsize i = 0; i < length; i++)
		letters[i] = g_ascii_tolower(word[from + i]);
	letters[length] = '\0';
	if (hnj_hyphen_hyphenate3(hyphener->dictionary, letters, (int)length, marks, NULL, &replace, &position, &cut,
		BEFORE_MIN, AFTER_MIN, BEFORE_MIN, AFTER_MIN) != 0)
		return;
	for (gsize i = BEFORE_MIN - 1; i + AFTER_MIN < length; i++)
		if ((marks[i] & 1) != 0)
			points[from + i] = TRUE;
}
