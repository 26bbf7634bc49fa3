/*
 * hint: "did you mean": the known word that is nearest to a wrong one.
 */
#pragma once
#include <glib.h>

/*
 * Borrows the word of known (NULL-terminated) with the least edit distance (optimal string alignment, in characters) from word;
 * NULL where none is near: more than a third of the word would have to change.  word is valid UTF-8.
 */
const char *hint_nearest(const char *word, const char *const *known);
