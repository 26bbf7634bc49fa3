/*
 * chance: numbers of some distributions.  The same state of rand gives the same numbers.
 */
#pragma once
#include <glib.h>

double chance_uniform(GRand *rand, double low, double high);
gint chance_whole(GRand *rand, gint low, gint end);
double chance_normal(GRand *rand); /* of mean 0 and deviation 1 */
double chance_log_uniform(GRand *rand, double low, double high);
double chance_gamma(GRand *rand, double shape, double scale); /* of mean shape * scale (Marsaglia and Tsang 2000) */
gint64 chance_poisson(GRand *rand, double mean);
gint64 chance_binomial(GRand *rand, gint64 n, double part);
