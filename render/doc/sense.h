/*
 * sense: what the number of a claim counts and when, as the words about it say.
 */
#pragma once
#include "claim.h"
#include "datum.h"

typedef struct {
	guint units;    /* of UNIT_*: what it can be */
	guint quarters; /* of QUARTER_* */
	guint of;       /* of OF_*: of what a change or a factor is */
	int sign;       /* of a change: 1 more, -1 fewer, 0: not said */
	gboolean sum;   /* of the named items together */
	gboolean still; /* of a rank: in both quarters */
} Sense;

/* The sense of claim i of claims (array of Claim), which stands in the sentence text[from..to). */
Sense sense_of(const char *text, gsize from, gsize to, const GArray *claims, guint i);

/* Whether the claim's number is held against data that have a unit. */
gboolean sense_has(ClaimKind kind);

/* Words that speak of the quarter before. */
#define SENSE_BEFORE "前四半期|前の四半期|前期|前回|(?:previous|last|prior|preceding) quarter|quarter before"
