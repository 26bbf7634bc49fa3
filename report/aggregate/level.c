/*
 * level.c: the fit of sensors and days.  Ten thousand items pass here, so sums run along rows of days, and what no round
 * of the fit changes is added up once.
 */
#include <math.h>
#include <string.h>
#include "level.h"
#include "stat.h"

static const double least_exposure = 0.25;    /* a sensor-day with less is not used */
static const double least_part = 0.40 - 1e-9; /* a day with less of the panel is missing */
static const double unsteady = 0.3;           /* phi: a sensor's count of a day has the variance mu + phi mu^2 */

enum { ROUNDS = 4, CLIP = 4 };

void
level_free(Level *level)
{
	if (!level)
		return;
	g_free(level->level);
	g_free(level->part);
	g_free(level->valid);
	g_rc_box_release(level->exposure);
	g_rc_box_release(level->packets);
	g_rc_box_release(level->clipped);
	g_rc_box_release(level->size);
	g_free(level);
}

static Level *
level_new(const Series *series)
{
	Level *level = g_new0(Level, 1);

	level->level = g_new(double, series->days);
	level->part = g_new(double, series->days);
	level->valid = g_new(gboolean, series->days);
	return level;
}

/* --- the fit --------------------------------------------------------------------------------- */

/*
 * Whether 4 Q75 + 4 of a row's rates is at least their maximum, without their order: where more than a quarter of
 * them are a value or more, the quartile is not below it.
 */
static gboolean
is_unclipped(const double *rates, gsize n)
{
	double most = 0, value;
	gsize above = 0;

	for (gsize i = 0; i < n; i++)
		most = MAX(most, rates[i]);
	value = (most - CLIP) / CLIP;
	for (gsize i = 0; i < n; i++)
		above += rates[i] >= value;
	return 4 * above >= n + 4;
}

/* One sensor's used days: its packets and time, and its packets clipped. */
static void
take_row(const Series *series, Level *level, gsize sensor, double *rates)
{
	gsize row = sensor * series->days, n = 0;
	const gint64 *packets = series->packets + row;
	const double *exposure = series->exposure + row;
	double *seen = level->packets + row, *time = level->exposure + row, *clipped = level->clipped + row, most;

	for (gsize d = 0; d < series->days; d++) {
		gboolean used = exposure[d] >= least_exposure;

		time[d] = used ? exposure[d] : 0;
		seen[d] = used ? (double)packets[d] : 0;
		rates[n] = exposure[d] == 1 ? seen[d] : seen[d] / exposure[d];
		n += (gsize)used;
	}
	memcpy(clipped, seen, series->days * sizeof *clipped);
	if (n == 0 || is_unclipped(rates, n))
		return;
	most = CLIP * stat_quantile(rates, n, 0.75) + CLIP;
	for (gsize d = 0; d < series->days; d++)
		clipped[d] = MIN(seen[d], most * time[d]);
}

/* Adds a row times a weight to the sums of the days. */
static void
add_row(double *restrict sums, const double *restrict row, double weight, gsize days)
{
	for (gsize d = 0; d < days; d++)
		sums[d] += weight * row[d];
}

/* The sum of a row times the days, in four strands, so that one addition need not wait for another. */
static double
product(const double *row, const double *days, gsize n)
{
	double a = 0, b = 0, c = 0, e = 0;
	gsize d = 0;

	for (; d + 4 <= n; d += 4) {
		a += row[d] * days[d];
		b += row[d + 1] * days[d + 1];
		c += row[d + 2] * days[d + 2];
		e += row[d + 3] * days[d + 3];
	}
	for (; d < n; d++)
		a += row[d] * days[d];
	return a + b + (c + e);
}

static double
sum(const double *row, gsize n)
{
	double all = 0;

	for (gsize d = 0; d < n; d++)
		all += row[d];
	return all;
}

/* b_d from a_s; days have the mean 1, so that the sizes of sensors are packets a day. */
static void
fit_days(const Series *series, const Level *level, const double *packets, double *time, double *days)
{
	double all = 0, n = 0;

	memset(time, 0, series->days * sizeof *time);
	for (gsize s = 0; s < series->sensors; s++)
		add_row(time, level->exposure + s * series->days, level->size[s], series->days);
	for (gsize d = 0; d < series->days; d++) {
		days[d] = time[d] > 0 ? packets[d] / MAX(time[d], 1e-9) : 0;
		all += days[d];
		n += time[d] > 0;
	}
	for (gsize d = 0; d < series->days && all > 0; d++)
		days[d] *= n / all;
}

static void
fit(const Series *series, Level *level, double *scratch)
{
	gsize n = series->days;
	double *days = scratch, *packets = scratch + n, *time = scratch + 2 * n;
	g_autofree double *own = g_new(double, series->sensors);

	for (gsize d = 0; d < n; d++) {
		days[d] = 1;
		packets[d] = 1e-9;
	}
	for (gsize s = 0; s < series->sensors; s++) {
		add_row(packets, level->clipped + s * n, 1, n);
		own[s] = sum(level->clipped + s * n, n) + 1e-9;
	}
	for (int round = 0; round < ROUNDS; round++) {
		for (gsize s = 0; s < series->sensors; s++) {
			double observed = product(level->exposure + s * n, days, n);

			level->size[s] = observed > 0 ? own[s] / MAX(observed, 1e-9) : 0;
		}
		fit_days(series, level, packets, time, days);
	}
}

/* Packets of the used sensors, and their size, a day. */
static void
sum_days(const Series *series, const Level *level, double *packets, double *seen)
{
	memset(packets, 0, series->days * sizeof *packets);
	memset(seen, 0, series->days * sizeof *seen);
	for (gsize s = 0; s < series->sensors; s++) {
		add_row(packets, level->packets + s * series->days, 1, series->days);
		add_row(seen, level->exposure + s * series->days, level->size[s], series->days);
	}
}

static double
size_of_panel(const Series *series, const Level *level)
{
	double whole = 0;

	for (gsize s = 0; s < series->sensors; s++)
		whole += series->reference[s] ? level->size[s] : 0;
	return whole > 0 ? whole : 1e-9;
}

static void
set_days(const Series *series, Level *level, double *scratch)
{
	double whole = size_of_panel(series, level), *packets = scratch, *seen = scratch + series->days;

	sum_days(series, level, packets, seen);
	for (gsize d = 0; d < series->days; d++) {
		level->part[d] = seen[d] / whole;
		level->valid[d] = level->part[d] >= least_part;
		level->level[d] = level->valid[d] ? packets[d] / level->part[d] : NAN;
	}
}

Level *
level_fit(const Series *series)
{
	Level *level = level_new(series);
	gsize all = MAX(series->sensors * series->days, 1) * sizeof(double);
	g_autofree double *scratch = g_new(double, 3 * series->days + 1);

	level->exposure = g_rc_box_alloc(all);
	level->packets = g_rc_box_alloc(all);
	level->clipped = g_rc_box_alloc(all);
	level->size = g_rc_box_alloc0(MAX(series->sensors, 1) * sizeof(double));
	for (gsize s = 0; s < series->sensors; s++)
		take_row(series, level, s, scratch);
	fit(series, level, scratch);
	set_days(series, level, scratch);
	return level;
}

/* --- sensors alike --------------------------------------------------------------------------- */

/* Adds a sensor's packets and size of each day, both weighed. */
static void
add_even(double *restrict packets, double *restrict seen, const double *restrict own, const double *restrict time,
    double size, gsize days)
{
	for (gsize d = 0; d < days; d++) {
		double observed = size * time[d], weight = 1 / (1 + unsteady * observed);

		packets[d] += own[d] * weight;
		seen[d] += observed * weight;
	}
}

Level *
level_even(const Series *series, const Level *level)
{
	Level *even = level_new(series);
	g_autofree double *packets = g_new0(double, series->days), *seen = g_new0(double, series->days);
	double whole = size_of_panel(series, level), all = 1e-9;

	even->exposure = g_rc_box_acquire(level->exposure);
	even->packets = g_rc_box_acquire(level->packets);
	even->clipped = g_rc_box_acquire(level->clipped);
	even->size = g_rc_box_acquire(level->size);
	for (gsize s = 0; s < series->sensors; s++) {
		double size = level->size[s];

		all += series->reference[s] ? size / (1 + unsteady * size) : 0;
		add_even(packets, seen, level->clipped + s * series->days, level->exposure + s * series->days, size,
		    series->days);
	}
	for (gsize d = 0; d < series->days; d++) {
		even->part[d] = seen[d] / all;
		even->valid[d] = even->part[d] >= least_part;
		even->level[d] = even->valid[d] ? whole * packets[d] / seen[d] : NAN;
	}
	return even;
}
