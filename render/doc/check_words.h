/*
 * check_words: rewritten highlights, held against the facts and each other.
 */
#pragma once
#include "decision.h"
#include "support.h"

/* Appends "highlights.ini: [NAME] LANG: ..." for each claim in the language's words that no fact supports. */
void check_words(const Facts *facts, const Support *support, GPtrArray *findings);

/* Appends what the words of one language say and those of the other do not. */
void check_words_agree(const Facts *from, const Facts *to, GPtrArray *findings);
