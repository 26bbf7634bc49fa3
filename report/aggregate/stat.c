/*
 * stat.c: order statistics by selection (Hoare's quickselect), so that a median costs one pass or two.
 */
#include <math.h>
#include "stat.h"

double
stat_select(double *x, gsize n, gsize k)
{
	gsize low = 0, high = n - 1;

	while (low < high) {
		double pivot = x[low + (high - low) / 2];
		gsize i = low, j = high;

		while (i <= j) {
			while (x[i] < pivot)
				i++;
			while (x[j] > pivot)
				j--;
			if (i > j)
				break;
			double swap = x[i];
			x[i++] = x[j];
			x[j] = swap;
			if (j == 0)
				break;
			j--;
		}
		if (k <= j)
			high = j;
		else if (k >= i)
			low = i;
		else
			break;
	}
	return x[k];
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
