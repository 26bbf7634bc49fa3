/*
 * esd.c: S-H-ESD (Hochenbaum, Vallis and Kejariwal 2017).  The weekday is taken away by a robust STL, the median of the
 * whole by itself, and of what is left the most extreme day is put aside, and again, as long as a generalised ESD test
 * with median and MAD in place of mean and deviation calls it an outlier.
 * The weekday's pattern is the same in all weeks ("periodic"); of STL's smoothing only that of the trend remains then.
 */
#include <math.h>
#include "../../report/aggregate/stat.h"
#include "method.h"
#include "panel.h"

enum { WEEK = 7, REACH = 5, ROUNDS = 15 }; /* the trend is of 11 days: the odd number next to 1.5 weeks */

static const double most_part = 0.2, alpha = 0.05; /* of the days may be outliers; of the test */

/* A line through the days near d, near ones and those with weight more; NAN where there are under two. */
static double
line_at(const double *y, const double *weight, gint n, gint d)
{
	gint from = CLAMP(d - REACH, 0, n - 2 * REACH - 1);
	double reach = MAX(d - from, from + 2 * REACH - d) + 1, w = 0, wt = 0, wy = 0, wtt = 0, wty = 0;

	for (gint i = from; i <= from + 2 * REACH; i++) {
		double near = 1 - pow(abs(i - d) / reach, 3), v = weight[i] * near * near * near, t = i - d;

		if (v <= 0)
			continue;
		w += v;
		wt += v * t;
		wy += v * y[i];
		wtt += v * t * t;
		wty += v * t * y[i];
	}
	return w * wtt - wt * wt > 1e-9 ? (wtt * wy - wt * wty) / (w * wtt - wt * wt) : NAN;
}

/* The mean of each weekday less the trend, the seven adding up to 0. */
static void
take_week(const double *y, const double *weight, const double *trend, gint n, double *week)
{
	double sum[WEEK] = { 0 }, all[WEEK] = { 0 }, mean = 0;

	for (gint d = 0; d < n; d++)
		if (weight[d] > 0 && !isnan(trend[d])) {
			sum[d % WEEK] += weight[d] * (y[d] - trend[d]);
			all[d % WEEK] += weight[d];
		}
	for (gint k = 0; k < WEEK; k++) {
		week[k] = all[k] > 0 ? sum[k] / all[k] : 0;
		mean += week[k] / WEEK;
	}
	for (gint k = 0; k < WEEK; k++)
		week[k] -= mean;
}

/* Days far from trend and weekday weigh less in the next round (bisquare); missing days weigh nothing. */
static void
weigh(const double *y, const double *trend, const double *week, gint n, double *weight)
{
	double rest[PANEL_DAYS], far;
	gsize m = 0;

	for (gint d = 0; d < n; d++)
		if (!isnan(y[d]) && !isnan(trend[d]))
			rest[m++] = fabs(y[d] - trend[d] - week[d % WEEK]);
	far = MAX(6 * stat_median(rest, m), 1e-9);
	for (gint d = 0; d < n; d++) {
		double u = isnan(trend[d]) ? 0 : fabs(y[d] - trend[d] - week[d % WEEK]) / far;

		weight[d] = isnan(y[d]) || u >= 1 ? 0 : (1 - u * u) * (1 - u * u);
	}
}

/* week[0..6]: what the weekday adds. */
static void
find_week(const double *y, gint n, double *week)
{
	double weight[PANEL_DAYS], trend[PANEL_DAYS] = { 0 }, plain[PANEL_DAYS];

	for (gint d = 0; d < n; d++)
		weight[d] = !isnan(y[d]);
	for (gint round = 0; round <= ROUNDS; round++) {
		take_week(y, weight, trend, n, week);
		for (gint d = 0; d < n; d++)
			plain[d] = y[d] - week[d % WEEK];
		for (gint d = 0; d < n; d++)
			trend[d] = line_at(plain, weight, n, d);
		weigh(y, trend, week, n, weight);
	}
}

/* The number that a normal one is above with this chance (Newton's steps), under a half. */
static double
normal_above(double chance)
{
	double z = sqrt(-2 * log(chance)) - 1;

	for (int step = 0; step < 8; step++)
		z += (erfc(z / G_SQRT2) / 2 - chance) / (exp(-z * z / 2) / sqrt(2 * G_PI));
	return z;
}

/* The same of Student's t with so many degrees of freedom, 20 or more (Abramowitz and Stegun 26.7.5). */
static double
student_above(double chance, double freedom)
{
	double z = normal_above(chance), z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;

	return z + (z3 + z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom) +
	       (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom * freedom * freedom);
}

/* How extreme the i-th day put aside (from 1) of n must be (Rosner 1983). */
static double
critical(gint n, gint i)
{
	double t = student_above(alpha / (2 * (n - i + 1)), n - i - 1);

	return t * (n - i) / sqrt((n - i - 1 + t * t) * (n - i + 1));
}

/* Marks the outliers of rest[0..n-1], which belong to these days. */
static void
mark_outliers(double *rest, gint *day, gint n, gint8 *mark)
{
	gint aside[PANEL_DAYS], outliers = 0, most = (gint)(most_part * n);
	gint8 sign[PANEL_DAYS];
	double scratch[PANEL_DAYS];

	for (gint i = 1, left = n; i <= most; i++, left--) {
		double middle, width;
		gint far = 0;

		for (gint k = 0; k < left; k++)
			scratch[k] = rest[k];
		middle = stat_median(scratch, (gsize)left);
		for (gint k = 0; k < left; k++) {
			scratch[k] = fabs(rest[k] - middle);
			if (scratch[k] > fabs(rest[far] - middle))
				far = k;
		}
		width = STAT_MAD * stat_median(scratch, (gsize)left);
		if (width <= 0)
			break;
		aside[i - 1] = day[far];
		sign[i - 1] = rest[far] > middle ? 1 : -1;
		if (fabs(rest[far] - middle) / width > critical(n, i))
			outliers = i;
		rest[far] = rest[left - 1];
		day[far] = day[left - 1];
	}
	for (gint i = 0; i < outliers; i++)
		mark[aside[i]] = sign[i];
}

static void
find(const Series *series, GArray *found)
{
	double x[PANEL_DAYS], rest[PANEL_DAYS], week[WEEK];
	gint8 mark[PANEL_DAYS] = { 0 };
	gint day[PANEL_DAYS], n = 0;

	rate_pool(series, x);
	find_week(x, (gint)series->days, week);
	for (gint d = 0; d < (gint)series->days; d++)
		if (!isnan(x[d])) {
			rest[n] = x[d] - week[d % WEEK]; /* the median of the whole moves all of them alike */
			day[n++] = d;
		}
	mark_outliers(rest, day, n, mark);
	rate_add_runs(series, x, mark, found);
}

const Method method_esd = { "S-H-ESD", find };
