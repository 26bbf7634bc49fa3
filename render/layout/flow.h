/*
 * flow: strips of known height into the columns of pages of one height.
 * In: the strips in order, what keeps them together and what their spaces are.  Out: page, column and place of each.
 * Pure: it knows no text, no item and no document.
 */
#pragma once
#include <glib.h>

typedef enum {
	SNAP_NONE,   /* stands where it comes */
	SNAP_TOP,    /* its top stands on the grid: body text */
	SNAP_BOTTOM, /* its end with its space stands on the grid, what is left over goes above: headings */
} FlowSnap;

/* A slice of the galley that no page may cut. */
typedef struct {
	double height;        /* [pt] */
	double before, after; /* least space above and below [pt]; of two that meet the greater counts */
	FlowSnap snap;
	gboolean keep;   /* stays with the strip before it */
	gboolean inside; /* of a list with the strip before it: no float heads a column between them */
	gboolean floats; /* where it does not fit, it heads the next column and what follows fills this one */
	gboolean page;   /* begins a page */
	gboolean wide;   /* over all columns, which begin below it; heads a page */
	gboolean low;    /* beside a higher strip it stands at its foot (pair.c; not read here) */
	gint head;       /* strip that is repeated above this one where it begins a column; -1: none */
} FlowStrip;

typedef struct {
	double height; /* [pt] */
	double grid;   /* from line to line [pt] */
	guint columns; /* at least 1 */
} FlowPage;

typedef struct {
	guint strip;
	guint page, column; /* from 0 */
	double y;           /* of the strip's top from the page's [pt]; a heading may rise a little above it */
	gboolean repeat;    /* a table's head again */
} FlowPlace;

/*
 * Places the strips on as many pages as they need; the columns of the last are of one height.  Array of FlowPlace in
 * reading order, owned by the caller; every strip is in it once, and again for each repetition of it as a head.
 * A keep that no column can hold is broken.  Fails on a strip that is higher than a page, its number in *culprit.
 */
GArray *flow_place(const FlowStrip *strips, guint n, const FlowPage *page, guint *culprit, GError **error);
