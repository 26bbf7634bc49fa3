/*
 * theme_keys: what may stand in theme.ini, as a table (theme_keys.c), for its reader (theme.c).
 */
#pragma once
#include "theme.h"

typedef enum { KEY_LENGTH, KEY_EM, KEY_COUNT, KEY_COLOUR, KEY_WORD, KEY_DASH } KeyKind;

typedef struct {
	const char *name;
	KeyKind kind;
	gsize offset;             /* from the section's part of Theme [bytes] */
	double min, max;          /* KEY_LENGTH [pt], KEY_EM [em], KEY_COUNT */
	const char *const *words; /* KEY_WORD: NULL-terminated; the value is the index */
} Key;

typedef struct {
	const char *name;
	const Key *keys; /* ended by a NULL name */
	gsize offset;    /* of the section's part in Theme [bytes] */
	gint role;       /* ThemeTextRole whose size an em is; -1: the body's */
} Section;

extern const Section theme_sections[]; /* ended by a NULL name */

/* The look without any file. */
extern const Theme theme_default;
