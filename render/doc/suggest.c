/*
 * suggest.c: the end of a sentence about a word that is none: the one that was probably meant.
 */
#include "hint.h"
#include "inner.h"

char *
suggest(const char *word, GPtrArray *candidates)
{
	const char *nearest;

	g_ptr_array_add(candidates, NULL);
	nearest = hint_nearest(word, (const char *const *)candidates->pdata);
	g_ptr_array_set_size(candidates, (gint)candidates->len - 1);
	return nearest ? g_strdup_printf("; did you mean '%s'?", nearest) : g_strdup("");
}
