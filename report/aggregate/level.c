/*
 * level.c: the fit of sensors and days, and what is usual of the days: weekday, scatter, drift.
 */
#include <math.h>
#include "level.h"
#include "stat.h"

static const double least_exposure = 0.25; /* a sensor-day with less is not used */
static const double least_part = 0.40;     /* a day with less of the panel is missing */

enum { ROUNDS = 4, AROUND = 7, BLOCK = 7, LAG = 2 };

void
level_free(Level *level)
{
	if (!level)
		return;
	g_free(level->level);
	g_free(level->part);
	g_free(level->valid);
	g_free(level->used);
	g_free(level->clipped);
	g_free(level->size);
	g_free(level);
}

static void
clip(const Series *series, Level *level, double *scratch)
{
	for (gsize s = 0; s < series->sensors; s++) {
		gsize row = s * series->days, n = 0;
		double most;

		for (gsize d = row; d < row + series->days; d++) {
			level->used[d] = series->exposure[d] >= least_exposure;
			if (level->used[d])
				scratch[n++] = (double)series->packets[d] / series->exposure[d];
		}
		most = n > 0 ? 4 * stat_quantile(scratch, n, 0.75) + 4 : 0;
		for (gsize d = row; d < row + series->days; d++)
			if (level->used[d])
				level->clipped[d] = MIN((double)series->packets[d], most * series->exposure[d]);
	}
}

/* a_s from b_d (days FALSE) or b_d from a_s (days TRUE). */
static void
fit_side(const Series *series, const Level *level, gboolean days, const double *by, double *of)
{
	gsize n = days ? series->days : series->sensors, m = days ? series->sensors : series->days;

	for (gsize i = 0; i < n; i++) {
		double packets = 1e-9, time = 0;

		for (gsize k = 0; k < m; k++) {
			gsize at = days ? k * series->days + i : i * series->days + k;

			if (!level->used[at])
				continue;
			packets += level->clipped[at];
			time += by[k] * series->exposure[at];
		}
		of[i] = time > 0 ? packets / MAX(time, 1e-9) : 0;
	}
}

/* Days have the mean 1: the sizes of sensors are packets a day then. */
static void
normalise(const Series *series, const Level *level, double *days)
{
	double sum = 0, n = 0;

	for (gsize d = 0; d < series->days; d++) {
		double time = 0;

		for (gsize s = 0; s < series->sensors; s++)
			if (level->used[s * series->days + d])
				time += level->size[s] * series->exposure[s * series->days + d];
		if (time > 0) {
			sum += days[d];
			n++;
		}
	}
	for (gsize d = 0; d < series->days && sum > 0; d++)
		days[d] /= sum / n;
}

static void
set_days(const Series *series, Level *level)
{
	double whole = 0;

	for (gsize s = 0; s < series->sensors; s++)
		if (series->reference[s])
			whole += level->size[s];
	if (whole <= 0)
		whole = 1e-9;
	for (gsize d = 0; d < series->days; d++) {
		double packets = 0, seen = 0;

		for (gsize s = 0; s < series->sensors; s++) {
			gsize at = s * series->days + d;

			if (!level->used[at])
				continue;
			packets += (double)series->packets[at];
			seen += level->size[s] * series->exposure[at];
		}
		level->part[d] = seen / whole;
		level->valid[d] = level->part[d] >= least_part;
		level->level[d] = level->valid[d] ? packets / level->part[d] : NAN;
	}
}

Level *
level_fit(const Series *series)
{
	Level *level = g_new0(Level, 1);
	g_autofree double *scratch = g_new(double, series->days), *days = g_new(double, series->days);
	gsize all = series->sensors * series->days;

	level->level = g_new0(double, series->days);
	level->part = g_new0(double, series->days);
	level->valid = g_new0(gboolean, series->days);
	level->used = g_new0(gboolean, all);
	level->clipped = g_new0(double, all);
	level->size = g_new0(double, series->sensors);
	clip(series, level, scratch);
	for (gsize d = 0; d < series->days; d++)
		days[d] = 1;
	for (int round = 0; round < ROUNDS; round++) {
		fit_side(series, level, FALSE, days, level->size);
		fit_side(series, level, TRUE, level->size, days);
		normalise(series, level, days);
	}
	set_days(series, level);
	return level;
}

/* The least packets for the size of a day's sensors when one of them is left out; NAN where too few are left. */
static double
least_without(const Series *series, const Level *level, gsize day)
{
	double packets = 0, seen = 0, least = NAN;

	for (gsize s = 0; s < series->sensors; s++) {
		gsize at = s * series->days + day;

		if (!level->used[at])
			continue;
		packets += (double)series->packets[at];
		seen += level->size[s] * series->exposure[at];
	}
	for (gsize s = 0; s < series->sensors; s++) {
		gsize at = s * series->days + day;
		double own = level->used[at] ? level->size[s] * series->exposure[at] : 0, rate;

		if (seen - own <= 0.2 * seen)
			continue;
		rate = (packets - (level->used[at] ? (double)series->packets[at] : 0)) / (seen - own);
		if (isnan(least) || rate < least)
			least = rate;
	}
	return least;
}

Level *
level_without_loudest(const Series *series, const Level *level)
{
	gsize all = series->sensors * series->days, panel = 0;
	double whole = 0;
	Level *without;

	for (gsize s = 0; s < series->sensors; s++) {
		panel += series->reference[s];
		whole += series->reference[s] ? level->size[s] : 0;
	}
	if (panel < 5)
		return NULL;
	without = g_new0(Level, 1);
	without->level = g_new0(double, series->days);
	without->part = g_memdup2(level->part, series->days * sizeof(double));
	without->valid = g_new0(gboolean, series->days);
	without->used = g_memdup2(level->used, all * sizeof(gboolean));
	without->clipped = g_memdup2(level->clipped, all * sizeof(double));
	without->size = g_memdup2(level->size, series->sensors * sizeof(double));
	for (gsize d = 0; d < series->days; d++) {
		without->level[d] = level->valid[d] ? whole * least_without(series, level, d) : NAN;
		without->valid[d] = !isnan(without->level[d]);
	}
	return without;
}

/* --- habit ----------------------------------------------------------------------------------- */

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
	double around[2 * AROUND + 1];

	for (gsize d = 0; d < days; d++) {
		gsize n = 0;

		for (gsize k = d > AROUND ? d - AROUND : 0; k < days && k <= d + AROUND; k++)
			if (!isnan(logs[k]))
				around[n++] = logs[k];
		rests[d] = isnan(logs[d]) || n < 5 ? NAN : logs[d] - stat_median(around, n);
	}
}

static void
set_week(const Series *series, const double *rests, double *scratch, Habit *habit)
{
	double mean = 0, count[7];

	for (guint w = 0; w < 7; w++) {
		gsize n = 0;

		for (gsize d = 0; d < series->days; d++)
			if (series->weekday[d] == w && !isnan(rests[d]))
				scratch[n++] = rests[d];
		count[w] = (double)n;
		habit->week[w] = n > 0 ? stat_median(scratch, n) : 0;
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
level_habit(const Series *series, const Level *level)
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
		set_week(series, rests, scratch, &habit);
	width = spread(series, rests, &habit, scratch);
	middle = MAX(middle, 0.05);
	habit.scatter = CLAMP(width * width - 1 / (middle + 0.5), 0.0025, 4);
	far = wander(series, logs, &habit);
	/* what the scatter of days alone moves a median of seven */
	chance = 2 * 1.57 * (habit.scatter + 1 / (middle + 0.5)) / 7;
	habit.drift = sqrt(MAX(0.01, far * far - chance));
	return habit;
}
