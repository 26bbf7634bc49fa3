/*
 * habit.c: what is usual of the days of a level: weekday, scatter, drift.
 */
#include <math.h>
#include "level.h"
#include "stat.h"

enum { AROUND = 7, BLOCK = 7, LAG = 2 };

/* Logarithms of the days; NAN where the day is missing. */
static void
take_logarithms(const Series *series, const Level *level, double *logs)
{
	for (gsize d = 0; d < series->days; d++)
		logs[d] = level->valid[d] ? log(level->level[d] + 0.5) : NAN;
}

/* What is left of the days when the median of the week on both sides is taken away; NAN where that has under 5 days. */
static void
take_rests(gsize days, const double *logs, double *rests)
{
	Sorted around = { 0 };

	for (gsize d = 0; d < MIN(AROUND, days); d++)
		if (!isnan(logs[d]))
			sorted_add(&around, logs[d]);
	for (gsize d = 0; d < days; d++) {
		if (d + AROUND < days && !isnan(logs[d + AROUND]))
			sorted_add(&around, logs[d + AROUND]);
		if (d > AROUND && !isnan(logs[d - AROUND - 1]))
			sorted_remove(&around, logs[d - AROUND - 1]);
		rests[d] = isnan(logs[d]) || around.n < 5 ? NAN : logs[d] - sorted_quantile(&around, 0.5);
	}
}

static void
set_week(const Series *series, const double *rests, gboolean smooth, double *scratch, Habit *habit)
{
	double mean = 0, count[7];

	for (guint w = 0; w < 7; w++) {
		gsize n = 0;

		for (gsize d = 0; d < series->days; d++)
			if (series->weekday[d] == w && !isnan(rests[d]))
				scratch[n++] = rests[d];
		count[w] = (double)n;
		habit->week[w] = n == 0 ? 0 : smooth ? stat_middle(scratch, n) : stat_median(scratch, n);
		mean += habit->week[w] / 7;
	}
	for (guint w = 0; w < 7; w++) /* few weeks say little of a weekday */
		habit->week[w] = (habit->week[w] - mean) * count[w] / (count[w] + 3);
}

/* The upper half decides where it is the narrower: counts are skewed. */
static double
spread(const Series *series, const double *rests, const Habit *habit, double *scratch)
{
	double all, upper;
	gsize n = 0;

	for (gsize d = 0; d < series->days; d++)
		if (!isnan(rests[d]))
			scratch[n++] = fabs(rests[d] - habit->week[series->weekday[d]]);
	all = n > 0 ? STAT_MAD * stat_median(scratch, n) : 0.3;
	n = 0;
	for (gsize d = 0; d < series->days; d++)
		if (!isnan(rests[d]) && rests[d] - habit->week[series->weekday[d]] > 0)
			scratch[n++] = rests[d] - habit->week[series->weekday[d]];
	if (n < 10)
		return all;
	upper = STAT_MAD * stat_median(scratch, n);
	return MIN(all, upper);
}

/* How far the medians of two weeks, a week between them, are usually apart. */
static double
wander(const Series *series, const double *logs, const Habit *habit)
{
	gsize blocks = series->days / BLOCK, n = 0;
	g_autofree double *middle = g_new(double, blocks + 1), *apart = g_new(double, blocks + 1);
	double week[BLOCK];

	for (gsize b = 0; b < blocks; b++) {
		gsize m = 0;

		for (gsize d = b * BLOCK; d < (b + 1) * BLOCK; d++)
			if (!isnan(logs[d]))
				week[m++] = logs[d] - habit->week[series->weekday[d]];
		middle[b] = m >= 3 ? stat_median(week, m) : NAN;
		if (b >= LAG && !isnan(middle[b]) && !isnan(middle[b - LAG]))
			apart[n++] = fabs(middle[b] - middle[b - LAG]);
	}
	return n >= 4 ? STAT_MAD * stat_median(apart, n) : 0.2;
}

Habit
level_habit(const Series *series, const Level *level, gboolean smooth)
{
	Habit habit = { 0 };
	g_autofree double *logs = g_new(double, series->days), *rests = g_new(double, series->days);
	g_autofree double *scratch = g_new(double, series->days);
	double middle, width, far, chance;
	gsize n = 0;

	for (gsize d = 0; d < series->days; d++)
		if (level->valid[d])
			scratch[n++] = level->level[d];
	middle = n > 0 ? stat_median(scratch, n) : 0;
	take_logarithms(series, level, logs);
	take_rests(series->days, logs, rests);
	if (middle >= 3)
		set_week(series, rests, smooth, scratch, &habit);
	width = spread(series, rests, &habit, scratch);
	habit.middle = middle = MAX(middle, 0.05);
	habit.scatter = CLAMP(width * width - 1 / (middle + 0.5), 0.0025, 4);
	far = wander(series, logs, &habit);
	/* what the scatter of days alone moves a median of seven */
	chance = 2 * 1.57 * (habit.scatter + 1 / (middle + 0.5)) / 7;
	habit.drift = sqrt(MAX(0.01, far * far - chance));
	return habit;
}
