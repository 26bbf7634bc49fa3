/*
 * move: the day from which on a sensor stands somewhere else under its old name.  Pure.
 *
 * Of each item the sensor's packets of the four weeks before a day and of those from it on are held against what the other
 * sensors received in the same days: z is the logarithm of how many times as much of that it receives after as before.  A
 * sensor that stays has z near 0 of nearly all items, whatever happens to one of them.  One that moved receives another part
 * of each, so that its z are far from each other; one that lost packets less of everything alike, which is a loss (loss.h), and one
 * that receives more of everything alike has another address too, or was lossy before.
 */
#pragma once
#include "loss.h"

typedef struct {
	gsize sensor, day; /* the first in its new place */
	double mix;        /* median over the items of |z - level| */
	double level;      /* median of z */
} Move;

/* A move by the mix of items; otherwise by the level alone. */
gboolean move_is_mixed(const Move *move);

/* At most one of a sensor, by sensor: those mixed, and those of another kind that are a rise.  The caller owns the array. */
GArray *move_find(const LossInput *input);
