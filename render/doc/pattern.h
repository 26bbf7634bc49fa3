/*
 * pattern: how claims are written, as regular expressions.
 */
#pragma once
#include "claim.h"

/* Numbers in letters, in their order. */
#define ORDINALS  "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
#define CARDINALS "one|two|three|four|five|six|seven|eight|nine|ten"
#define KANJI     "一|二|三|四|五|六|七|八|九|十"

typedef struct {
	ClaimKind kind;
	const char *regex;
} Pattern;

/* The n patterns of a language, of "" those of all; NULL and 0 where there are none. */
const Pattern *patterns_of(const char *lang, gsize *n);
