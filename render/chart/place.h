/*
 * place: labels that do not lie over each other.
 * Pure geometry: lengths [pt], y down.
 */
#pragma once
#include <glib.h>

/*
 * Moves wanted[0..n-1], the middles of labels of one size in any order, apart until they are at least size from each
 * other, and all within [low + size/2, high - size/2]; the sum of squares of the moves is the least there is (pool
 * adjacent violators; Barlow et al., "Statistical Inference under Order Restrictions", 1972).  Keeps their order;
 * equal ones keep that of the array.  FALSE, and nothing is moved, where they do not fit.
 */
gboolean place_apart(double *wanted, gsize n, double size, double low, double high);

typedef struct {
	double x, y, width, height;
} PlaceBox;

/*
 * The x nearest to box->x at which box overlaps none of the taken (array of PlaceBox), within [low, high - width];
 * FALSE where there is none.
 */
gboolean place_beside(const GArray *taken, PlaceBox *box, double low, double high);
