/*
 * gap.h: what stands between the cells of a paragraph.
 */
#pragma once
#include "cell.h"
#include "kinsoku.h"

/* Fills the gaps: glue, and where lines may end. */
gboolean gaps_fill(Cells *cells, Kinsoku *kinsoku, const RichText *text, const TextStyle *style, GError **error);
