/*
 * column: how wide the columns of a table are.  Pure: widths in, widths out.
 */
#pragma once
#include <glib.h>

enum { COLUMN_LINES = 3 }; /* a head may be wrapped to so many */

typedef struct {
	double
	    head[COLUMN_LINES]; /* width of the head on one line, on two, ... [pt]; none greater than the one before */
	double body;            /* widest cell on one line [pt] */
	double least;           /* its cells may be wrapped down to this [pt]; body where it holds numbers */
} ColumnNeed;

/*
 * The widths of n columns that together fill room [pt]: the natural ones with what is left over shared in their
 * proportion; where room is short the heads that gain most by it are wrapped first, then the columns of words.  FALSE
 * where even the least is more than room.
 */
gboolean column_widths(const ColumnNeed *needs, guint n, double room, double *widths);
