/*
 * stat.c: order statistics by selection (quickselect), so that a median costs one pass or two.
 */
#include <math.h>
#include "stat.h"

/*
 * Puts what is below the pivot, or equal to it, first in x[low..high]; gives the first of the rest.  No jump depends on the
 * numbers, for they cannot be foretold (Lomuto's partition).
 */
static gsize
part_below(double *x, gsize low, gsize high, double pivot)
{
	gsize below = low;

	for (gsize i = low; i <= high; i++) {
		double value = x[i];

		x[i] = x[below];
		x[below] = value;
		below += value < pivot;
	}
	return below;
}

static gsize
part_equal(double *x, gsize low, gsize high, double pivot)
{
	gsize equal = low;

	for (gsize i = low; i <= high; i++) {
		double value = x[i];

		x[i] = x[equal];
		x[equal] = value;
		equal += value <= pivot;
	}
	return equal;
}

double
stat_select(double *x, gsize n, gsize k)
{
	gsize low = 0, high = n - 1;

	while (low < high) {
		double pivot = x[low + (high - low) / 2];
		gsize below = part_below(x, low, high, pivot), equal;

		if (k < below) {
			high = below - 1;
			continue;
		}
		equal = part_equal(x, below, high, pivot);
		if (k < equal)
			break;
		low = equal;
	}
	return x[k];
}

static double
mean(const double *x, gsize n)
{
	double sum = 0;

	for (gsize i = 0; i < n; i++)
		sum += x[i];
	return n > 0 ? sum / (double)n : NAN;
}

double
stat_quantile(double *x, gsize n, double part)
{
	double place = part * (double)(n - 1), below, above;
	gsize k;

	if (n == 0)
		return NAN;
	k = (gsize)place;
	below = stat_select(x, n, k);
	if (k + 1 >= n || place == (double)k)
		return below;
	above = x[k + 1];
	for (gsize i = k + 2; i < n; i++)
		above = MIN(above, x[i]);
	return below + (above - below) * (place - (double)k);
}

double
stat_median(double *x, gsize n)
{
	return stat_quantile(x, n, 0.5);
}

double
stat_middle(double *x, gsize n)
{
	gsize out = n / 4;

	if (n == 0)
		return NAN;
	stat_select(x, n, out);
	stat_select(x + out, n - out, n - 2 * out - 1);
	return mean(x + out, n - 2 * out);
}

double
stat_stable(double count, double alpha)
{
	double x = alpha * (count + 0.375);

	return 2 / sqrt(alpha) * log(sqrt(x) + sqrt(x + 1)); /* asinh of the root */
}

void
sorted_add(Sorted *sorted, double value)
{
	gsize i = sorted->n++;

	for (; i > 0 && sorted->x[i - 1] > value; i--)
		sorted->x[i] = sorted->x[i - 1];
	sorted->x[i] = value;
}

void
sorted_remove(Sorted *sorted, double value)
{
	gsize i = 0;

	while (i < sorted->n && sorted->x[i] < value)
		i++;
	if (i == sorted->n)
		return;
	sorted->n--;
	for (; i < sorted->n; i++)
		sorted->x[i] = sorted->x[i + 1];
}

double
sorted_quantile(const Sorted *sorted, double part)
{
	double place = part * (double)(sorted->n - 1);
	gsize k;

	if (sorted->n == 0)
		return NAN;
	k = (gsize)place;
	return k + 1 < sorted->n ? sorted->x[k] + (sorted->x[k + 1] - sorted->x[k]) * (place - (double)k)
				 : sorted->x[k];
}

double
sorted_middle(const Sorted *sorted)
{
	gsize out = sorted->n / 4;

	return mean(sorted->x + out, sorted->n - 2 * out);
}
