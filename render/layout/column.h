/*
 * column: how wide the columns of a table are.  Pure: widths in, widths out.
 */
#pragma once
#include <glib.h>

typedef struct {
	double head, body; /* widest cell on one line [pt] */
	double least;      /* it may be wrapped down to this [pt]; body where it holds numbers */
} ColumnNeed;

/*
 * The widths of n columns that together fill room [pt]: the natural ones with what is left over shared in their
 * proportion; where room is short the heads are wrapped first, then the columns of words.  FALSE where even the least is
 * more than room.
 */
gboolean column_widths(const ColumnNeed *needs, guint n, double room, double *widths);
