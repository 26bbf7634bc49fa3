/*
 * gather: the data that a number of a sentence is held against, by one way of reading the sentence.
 */
#pragma once
#include "number.h"
#include "sense.h"

/* Whose a number is: the last name before it, the first behind it, or name and number in the same order. */
typedef enum { WAY_BEFORE, WAY_BEHIND, WAY_CYCLE, WAY_BLOCKS, WAYS } Way;

/* A claim within its group. */
typedef struct {
	guint claim, place, n; /* index of all; which of n it is */
	Sense sense;
} Number;

/* What a number is held against. */
typedef struct {
	GArray *data;
	GPtrArray *subjects; /* of const Mention */
} Evidence;

/* What the names give that are the number's by the way, and what is known whatever is named. */
Evidence gather(const Facts *facts, const Sentence *sentence, const Number *number, Way way);
void evidence_clear(Evidence *evidence);

/* Whether anything but all that was received is named. */
gboolean names_items(const GArray *mentions);

/*
 * The ranked rows that a claim of their order is of, in Japanese both before it.  FALSE where they are not of one table, or there
 * are no two.
 */
gboolean sentence_pair(const Sentence *sentence, const Claim *claim, const Mention **first, const Mention **second);

/* Whether the words (a regular expression) stand in the sentence. */
gboolean sentence_says(const Sentence *sentence, const char *words);
