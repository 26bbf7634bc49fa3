/*
 * flow: strips of known height onto pages of one height.
 * In: the strips in order, what keeps them together and what their spaces are.  Out: page and place of each.
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
	gboolean floats; /* where it does not fit, it heads the next page and what follows fills this one */
	gboolean page;   /* begins a page */
	gint head;       /* strip that is repeated above this one where it begins a page; -1: none */
} FlowStrip;

typedef struct {
	guint strip;
	guint page;      /* from 0 */
	double y;        /* of the strip's top from the page's [pt]; a heading may rise a little above it */
	gboolean repeat; /* a table's head again */
} FlowPlace;

/*
 * Places the strips on pages of height [pt] with lines grid [pt] apart.  Array of FlowPlace in the order of the pages,
 * owned by the caller; every strip is in it once, and again for each repetition of it as a head.
 * A keep that no page can hold is broken.  Fails on a strip that is higher than a page, its number in *culprit.
 */
GArray *flow_place(const FlowStrip *strips, guint n, double height, double grid, guint *culprit, GError **error);
