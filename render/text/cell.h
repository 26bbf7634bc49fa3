/*
 * cell.h: a paragraph as cells with glue between them, JLREQ's view of a line.
 * A cell is what never comes apart (a character with its marks, a ligature); its body is its ink's
 * share of the width, the blanks of punctuation are glue.  All lengths in em of the paragraph.
 */
#pragma once
#include "word.h"

enum {
	CELL_URL = 1 << 0,    /* within a URL */
	CELL_TOKEN = 1 << 1,  /* within a span that is not to be broken */
	CELL_BOUND = 1 << 2,  /* its glyphs depend on the next cell's: no line may end here */
	CELL_HYPHEN = 1 << 3, /* a line may end here with a hyphen */
	CELL_SPACE = 1 << 4,  /* a blank with a width follows */
	CELL_STICKY = 1 << 5, /* ... which holds the line together (U+00A0) */
};

typedef struct {
	guint32 from, bytes; /* what it reads as [bytes of the paragraph] */
	guint32 tail;        /* [bytes] of blanks after it */
	guint32 glyph;       /* index of its first glyph */
	guint32 glyphs;
	guint8 class; /* Class */
	guint8 flags;
	gint32 span;          /* index in RichText.spans; -1 */
	gunichar first, last; /* of its characters */
	Face *face;
	float size, rise;        /* 1 and 0 but for a raised mark [em] */
	float lead, body, trail; /* blank, ink, blank: sum is the advance */
	float cut;               /* more body when a line ends here: kerning undone */
} Cell;

/* Steps of expansion and reduction, in JLREQ's order (3.8.3, 3.8.4; tables 5 and 6). */
enum { STRETCH_WORD, STRETCH_MIXED, STRETCH_SOLID, STRETCH_REST, STRETCH_COUNT };
enum { SHRINK_WORD, SHRINK_MIDDLE, SHRINK_BRACKET, SHRINK_MIXED, SHRINK_REST, SHRINK_COUNT };

typedef enum {
	BREAK_NEVER,
	BREAK_DIRE, /* third pass: where else the line would run over its measure */
	BREAK_LATE, /* second pass: where the first finds no good lines */
	BREAK_ALLOWED
} Break;

/* Between a cell and the next. */
typedef struct {
	float natural;
	float stretch[STRETCH_COUNT];
	float shrink[SHRINK_COUNT];
	float penalty;
	guint8 kind;   /* Break */
	guint8 hyphen; /* a line that ends here takes a hyphen */
	guint8 solid;  /* between Japanese characters set solid */
} Gap;

/* Of all cells and gaps before a cell, so that a line is measured by one subtraction. */
typedef struct {
	double width;
	double ease;            /* what the glue takes with ease */
	double give, give_most; /* what it gives up with ease, and at most */
	double stretch[STRETCH_COUNT];
	double shrink[SHRINK_COUNT];
} Sum;

/* One line: cells from..to, both in it. */
typedef struct {
	guint from, to;
	double blank;    /* kept after the last body; negative: it hangs [em] */
	gboolean filled; /* set to the measure; else at its natural width */
} Fit;

typedef struct Cells {
	GArray *cells;  /* of Cell */
	GArray *glyphs; /* of CellGlyph */
	GArray *gaps;   /* of Gap, one a cell; the last is void */
	GArray *sums;   /* of Sum, one a cell and one more */
	GArray *nodes;  /* of Node, the breaker's own; NULL before its first paragraph */
	GArray *fits;   /* of Fit */
} Cells;

Cells *cells_new(void);
void cells_free(Cells *cells);

#define cells_at(c, i)  (&g_array_index((c)->cells, Cell, i))
#define cells_gap(c, i) (&g_array_index((c)->gaps, Gap, i))

/* Reads a paragraph into cells.  Fails on a character without a glyph. */
gboolean cells_read(
    Cells *cells, const FaceSet *set, Shaper *shaper, const RichText *text, const TextStyle *style, GError **error);
