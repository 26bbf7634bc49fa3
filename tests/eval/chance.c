/*
 * chance.c: numbers of some distributions, all from one seeded generator.
 */
#include <math.h>
#include "chance.h"

double
chance_uniform(GRand *rand, double low, double high)
{
	return g_rand_double_range(rand, low, high);
}

gint
chance_whole(GRand *rand, gint low, gint end)
{
	return g_rand_int_range(rand, low, end);
}

double
chance_normal(GRand *rand)
{
	double u = 1 - g_rand_double(rand), v = g_rand_double(rand);

	return sqrt(-2 * log(u)) * cos(2 * G_PI * v);
}

double
chance_log_uniform(GRand *rand, double low, double high)
{
	return exp(chance_uniform(rand, log(low), log(high)));
}

/* Mean shape * scale (Marsaglia and Tsang 2000). */
double
chance_gamma(GRand *rand, double shape, double scale)
{
	double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d), x, v;

	do {
		x = chance_normal(rand);
		v = pow(1 + c * x, 3);
	} while (v <= 0 || log(1 - g_rand_double(rand)) > 0.5 * x * x + d - d * v + d * log(v));
	if (shape < 1)
		v *= pow(1 - g_rand_double(rand), 1 / shape);
	return d * v * scale;
}

gint64
chance_poisson(GRand *rand, double mean)
{
	double limit = exp(-mean), product = 1;
	gint64 n = -1;

	if (mean > 60)
		return (gint64)MAX(0, floor(mean + sqrt(mean) * chance_normal(rand) + 0.5));
	do {
		product *= 1 - g_rand_double(rand);
		n++;
	} while (product > limit);
	return n;
}

gint64
chance_binomial(GRand *rand, gint64 n, double part)
{
	double mean = (double)n * part;
	gint64 left = 0;

	if (n > 200)
		return CLAMP((gint64)floor(mean + sqrt(mean * (1 - part)) * chance_normal(rand) + 0.5), 0, n);
	for (gint64 i = 0; i < n; i++)
		left += g_rand_double(rand) < part;
	return left;
}
