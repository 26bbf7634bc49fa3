/*
 * stat: medians, quantiles and middles.  Pure; all of them put the numbers they are given in another order.
 */
#pragma once
#include <glib.h>

/* A normal distribution's standard deviation is so many times its median absolute deviation. */
#define STAT_MAD 1.4826

/* Puts the k-th smallest (from 0) at x[k], nothing greater before it, nothing smaller after it; gives it.  n is 1 or more. */
double stat_select(double *x, gsize n, gsize k);

/* The mean of the middle two where n is even; NAN where n is 0. */
double stat_median(double *x, gsize n);

/* Linear between the neighbours (Hyndman and Fan's type 7); NAN where n is 0. */
double stat_quantile(double *x, gsize n, double part);

/*
 * The mean of the middle half, a quarter left out on both sides; NAN where n is 0.  Less moved than a median by one number
 * more or fewer, and as little by a few that are far off.  Its variance is this many times that of a number over n, and a
 * little more than of normal numbers: those here have long tails.
 */
#define STAT_MIDDLE_NOISE 1.57
double stat_middle(double *x, gsize n);

/*
 * Variance-stabilising transform of a negative binomial count of variance mu + alpha mu^2 (Anscombe 1948): like a
 * root for small counts, like a logarithm for large ones.
 */
double stat_stable(double count, double alpha);

/* Numbers in order while some come and others go, as a window moves along a series: for windows of some weeks. */
enum { SORTED_MOST = 64 };
typedef struct {
	gsize n;
	double x[SORTED_MOST]; /* [n] ascending */
} Sorted;

void sorted_add(Sorted *sorted, double value);    /* where there is room */
void sorted_remove(Sorted *sorted, double value); /* one that was added */
double sorted_quantile(const Sorted *sorted, double part);
double sorted_middle(const Sorted *sorted);
