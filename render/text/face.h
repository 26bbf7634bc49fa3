/*
 * face.h: our font files by role, open for measuring.  All lengths are in em of the font.
 */
#pragma once
#include <hb.h>
#include "class.h"
#include "text.h"

/* What a character is in a font. */
typedef struct {
	guint32 glyph;     /* 0: the font has none */
	float advance;     /* [em] */
	float lead, trail; /* blank before and after the body of a punctuation mark [em], from 'halt' */
	guint8 class;      /* Class */
	guint8 known;      /* this entry is filled */
} FaceChar;

#define FACE_BLOCK 256

struct Face {
	const char *name;
	hb_font_t *hb; /* its scale is unit: one em is unit of its lengths */
	double unit;
	void *freetype;
	const Face *stand_in;                    /* asked for what this one lacks; NULL */
	FaceChar *blocks[0x110000 / FACE_BLOCK]; /* filled as characters are met */
};

typedef struct {
	Face *faces[FAMILY_COUNT][2]; /* regular, bold */
	void *library;                /* FT_Library */
	char *folder;
} FaceSet;

/* Opens the four files of a folder (NULL: our own). */
FaceSet *face_set_open(const char *folder, GError **error);
void face_set_free(FaceSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FaceSet, face_set_free)

/* The entry of a character, borrowed until the face goes. */
const FaceChar *face_char(Face *face, gunichar c);
