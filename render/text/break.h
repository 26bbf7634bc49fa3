/*
 * break.h: where the lines of a paragraph end.
 */
#pragma once
#include "cell.h"

/* Fills fits with the lines of the paragraph; measure and indent of the style are in points. */
void break_lines(Cells *cells, const TextStyle *style);
