/*
 * line.h: cells to a line of glyphs.
 */
#pragma once
#include "cell.h"

/* The line of a fit, set to the measure [em] where the fit says so. */
TextLine *line_make(const Cells *cells, const Fit *fit, const RichText *text, const TextStyle *style, double measure);
