/*
 * dice: the same random numbers on every machine, from a seed.
 */
#pragma once
#include <glib.h>

typedef struct {
	guint64 state[4];
} Dice;

/* xoshiro256** seeded by splitmix64 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021). */
void dice_seed(Dice *dice, guint64 seed);

guint64 dice_next(Dice *dice);

/* Even in [0, 1). */
double dice_even(Dice *dice);

/* Even in [0, n), n at least 1; Lemire's multiplication. */
guint32 dice_below(Dice *dice, guint32 n);

/* Mean 0, variance 1: the sum of twelve even ones less six, which is close enough and needs no libm. */
double dice_normal(Dice *dice);

/* Poisson: by products up to a mean of 30, above it a rounded normal. */
gint64 dice_poisson(Dice *dice, double mean);

/*
 * The index of the first of n sums that is above a point even in [0, sums[n-1]): a draw by weights
 * whose running sums these are.
 */
gsize dice_pick(Dice *dice, const double *sums, gsize n);
