/*
 * dice.c: a small generator of our own, for GRand promises no sequence over versions.
 */
#include <math.h>
#include "dice.h"

static guint64
splitmix(guint64 *state)
{
	guint64 z = *state += G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static guint64
turn(guint64 x, int by)
{
	return x << by | x >> (64 - by);
}

void
dice_seed(Dice *dice, guint64 seed)
{
	for (gsize i = 0; i < G_N_ELEMENTS(dice->state); i++)
		dice->state[i] = splitmix(&seed);
}

guint64
dice_next(Dice *dice)
{
	guint64 *s = dice->state;
	guint64 result = turn(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = turn(s[3], 45);
	return result;
}

double
dice_even(Dice *dice)
{
	return (double)(dice_next(dice) >> 11) * 0x1p-53;
}

guint32
dice_below(Dice *dice, guint32 n)
{
	return (guint32)((dice_next(dice) >> 32) * n >> 32);
}

double
dice_normal(Dice *dice)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += dice_even(dice);
	return sum;
}

gint64
dice_poisson(Dice *dice, double mean)
{
	double limit, product;
	gint64 n = 0;

	if (mean <= 0)
		return 0;
	if (mean > 30)
		return MAX(0, (gint64)floor(mean + sqrt(mean) * dice_normal(dice) + 0.5));
	limit = exp(-mean);
	for (product = dice_even(dice); product > limit; product *= dice_even(dice))
		n++;
	return n;
}

gsize
dice_pick(Dice *dice, const double *sums, gsize n)
{
	double point = dice_even(dice) * sums[n - 1];
	gsize low = 0, high = n - 1;

	while (low < high) {
		gsize middle = (low + high) / 2;
		if (sums[middle] > point)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}
