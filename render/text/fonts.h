/*
 * fonts.h: what stands behind the door's Fonts.
 */
#pragma once
#include "cell.h"
#include "kinsoku.h"

struct Fonts {
	FaceSet *set;
	Shaper *shaper;
	Kinsoku *kinsoku;
	Cells *cells;
};
