/*
 * number: the numbers of one sentence, held against the data of what it speaks of.
 */
#pragma once
#include "claim.h"
#include "topic.h"

typedef struct {
	const char *text; /* the passage */
	gsize from, to;   /* the sentence in it */
	const GArray *claims;
	const GArray *mentions; /* of Mention: in the sentence */
	const GArray *context;  /* of Mention: of the sentence before, where this one names nothing */
	const GArray *windows;  /* of Window: times that the sentence names */
} Sentence;

/* [s since 1970, UTC], half open */
typedef struct {
	gint64 from, to;
} Window;

/* Whether the claim stands in the sentence. */
gboolean sentence_has(const Sentence *sentence, const Claim *claim);

/* Sets doubts[i], owned by the array, for each claim of the sentence whose number no datum bears out. */
void numbers_doubt(const Facts *facts, const Sentence *sentence, GPtrArray *doubts);
