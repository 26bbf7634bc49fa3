/*
 * word.h: a run of letters shaped by HarfBuzz, kept so that a word that comes again costs a look-up.
 */
#pragma once
#include "face.h"

typedef struct {
	guint32 id;
	float x, y, advance; /* place from its cell's pen, y down; [em] */
} CellGlyph;

typedef enum {
	WORD_JAPANESE = 1 << 0,  /* in Japanese text: no hyphens */
	WORD_PLAIN = 1 << 1,     /* URL or token: no kerning, no hyphens */
	WORD_IDEOGRAPH = 1 << 2, /* Japanese characters with marks, or a pair of dashes: no kerning */
} WordKind;

typedef struct {
	guint32 bytes, glyphs;
	float advance; /* [em] */
	float cut;     /* more of it when a line ends here */
	guint8 bound;  /* may not be parted from the next */
	guint8 hyphen; /* may be parted with a hyphen */
} WordPart;

typedef struct {
	GArray *parts;  /* of WordPart */
	GArray *glyphs; /* of CellGlyph */
	gssize missing; /* offset of the first character without a glyph; -1 */
} Word;

typedef struct Shaper Shaper;

Shaper *shaper_new(void);
void shaper_free(Shaper *shaper);

/* The shaped word, borrowed until the next call.  Fails where the hyphenation patterns cannot be read. */
const Word *shaper_word(Shaper *shaper, Face *face, guint kind, const char *utf8, gsize n, GError **error);
