/* test_dice.c: the generator is the published one, and its draws have the mean they should have. */
#include <math.h>
#include "../../report/simulate/dice.h"

/* First outputs of xoshiro256** for the state 1, 2, 3, 4, by the authors' own program. */
static void
is_xoshiro(void)
{
	static const guint64 want[] = { G_GUINT64_CONSTANT(11520), G_GUINT64_CONSTANT(0),
		G_GUINT64_CONSTANT(1509978240), G_GUINT64_CONSTANT(1215971899390074240) };
	Dice dice = { { 1, 2, 3, 4 } };

	for (gsize i = 0; i < G_N_ELEMENTS(want); i++)
		g_assert_cmpuint(dice_next(&dice), ==, want[i]);
}

static void
has_poisson_mean(void)
{
	static const double means[] = { 0.2, 3, 29, 31, 900 };
	Dice dice;

	dice_seed(&dice, 7);
	for (gsize i = 0; i < G_N_ELEMENTS(means); i++) {
		double sum = 0, n = 20000;
		for (int k = 0; k < (int)n; k++)
			sum += (double)dice_poisson(&dice, means[i]);
		g_assert_cmpfloat(fabs(sum / n - means[i]), <, 5 * sqrt(means[i] / n));
	}
	g_assert_cmpint(dice_poisson(&dice, 0), ==, 0);
}

static void
picks_by_weight(void)
{
	static const double sums[] = { 0, 1, 1, 4 }; /* weights 0, 1, 0, 3 */
	int seen[4] = { 0 };
	Dice dice;

	dice_seed(&dice, 1);
	for (int i = 0; i < 40000; i++)
		seen[dice_pick(&dice, sums, G_N_ELEMENTS(sums))]++;
	g_assert_cmpint(seen[0] + seen[2], ==, 0);
	g_assert_cmpint(ABS(seen[1] - 10000), <, 500);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/dice/is xoshiro256**", is_xoshiro);
	g_test_add_func("/dice/has the mean of a Poisson draw", has_poisson_mean);
	g_test_add_func("/dice/picks by weight", picks_by_weight);
	return g_test_run();
}
