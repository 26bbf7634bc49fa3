/*
 * pen: what a chart is drawn with: text, lines and areas as items of one node.
 * A pen keeps the first error (a character without a glyph, a word that is not in the catalogue) and then draws
 * nothing more, so that drawing needs no checks; chart_draw reports it.
 */
#pragma once
#include "chart.h"

typedef struct {
	const Lang *lang;
	const Theme *theme;
	Fonts *fonts;
	guint node;
	GArray *items;
	TextStyle style;
	double em, leading; /* of the chart's text [pt] */
	Colour ink;
	GError *error; /* the first one */
} Pen;

#define PAPER ((Colour) { 1, 1, 1 })

/* Between a and b: 0 is a, 1 is b. */
Colour pen_mix(Colour a, Colour b, double part);

/* A line of text, owned by the caller; without runs where it cannot be set. */
TextLine *pen_line(Pen *pen, const char *utf8);

/* The words of a key, borrowed; "" where there are none. */
const char *pen_words(Pen *pen, const char *key);

/* Text with its left end, middle or right end at x; its baseline at y. */
void pen_put(Pen *pen, const TextLine *line, double x, double y, Align align);

/* As pen_put, for a text that need not be measured. */
void pen_text(Pen *pen, const char *utf8, double x, double y, Align align);

/* The baseline that puts capitals and digits in the middle of y. */
double pen_centre(const Pen *pen, double y);

/* A straight line of width [pt]; a filled box. */
void pen_rule(Pen *pen, double x1, double y1, double x2, double y2, double width, Colour colour);
void pen_box(Pen *pen, double x, double y, double width, double height, Colour fill);

/*
 * Parallel lines through a box, apart [pt] from each other: angle 1 rises, -1 falls, 0 is level.  They are on one grid
 * of the whole chart, so that two boxes side by side join.
 */
void pen_hatch(
    Pen *pen, double x, double y, double width, double height, int angle, double apart, double line, Colour colour);

/*
 * The mark of a series at its place, of a size across [pt]: shapes as in theme.5; hollow: only its outline, on white.
 * FALSE where the theme says none.
 */
gboolean pen_marker(Pen *pen, int shape, double x, double y, double size, gboolean hollow, Colour colour);

/* What a series looks like; beyond the theme's looks they begin anew. */
const ThemeSeries *pen_look(const Pen *pen, guint series);
