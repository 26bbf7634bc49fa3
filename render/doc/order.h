/*
 * order: items of a sentence in the order of their ranks, held against the tables.
 */
#pragma once
#include "number.h"

/* "the tables contradict 'rank 3': China is at 1 (before: 1)", of subjects (of Mention).  The caller owns it. */
char *order_contradict(const Claim *claim, const GPtrArray *subjects);

/* Sets doubts[i] for each claim of the sentence on an order, on entering or leaving the first ranks, on their list. */
void orders_doubt(const Sentence *sentence, GPtrArray *doubts);
