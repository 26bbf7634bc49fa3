/*
 * pelt.c: the days cut into stretches of one level each, the best cut of all (Killick, Fearnhead and Eckley 2012).
 * A cut costs a penalty times s^2 ln n: 3 of them is usual and finds much, 20 is careful.  Levels are of log counts; s is
 * of the differences from day to day, so that a change of level does not make it wide.
 */
#include <math.h>
#include "../../report/aggregate/stat.h"
#include "method.h"
#include "panel.h"

enum { LASTING = 7 }; /* days of a stretch that is what is usual for those after it */

/* The days that were observed. */
typedef struct {
	gint n, day[PANEL_DAYS];
	double sum[PANEL_DAYS + 1], square[PANEL_DAYS + 1]; /* of the logs of the days before this one */
	double cut;                                         /* what a cut costs */
} Days;

static void
take_days(Days *days, const double *x, gsize n, double penalty)
{
	double step[PANEL_DAYS], before = 0, s;

	for (gsize d = 0; d < n; d++) {
		double y = log(x[d] + 0.5);

		if (isnan(x[d]))
			continue;
		if (days->n > 0)
			step[days->n - 1] = fabs(y - before);
		days->sum[days->n + 1] = days->sum[days->n] + y;
		days->square[days->n + 1] = days->square[days->n] + y * y;
		days->day[days->n++] = (gint)d;
		before = y;
	}
	s = MAX(STAT_MAD * stat_median(step, (gsize)MAX(0, days->n - 1)) / G_SQRT2, 0.03);
	days->cut = penalty * s * s * log(days->n);
}

/* Squares left of the days [from, to) about their mean. */
static double
cost(const Days *days, gint from, gint to)
{
	double sum = days->sum[to] - days->sum[from];

	return days->square[to] - days->square[from] - sum * sum / (to - from);
}

/* before[t]: where the last stretch of the best cut of the days [0, t) begins. */
static void
cut_days(const Days *days, gint *before)
{
	double best[PANEL_DAYS + 1] = { -days->cut };
	gint open[PANEL_DAYS + 1] = { 0 }, n = 1; /* where a last stretch may still begin */

	for (gint t = 1; t <= days->n; t++) {
		gint kept = 0;

		best[t] = INFINITY;
		for (gint i = 0; i < n; i++) {
			double all = best[open[i]] + cost(days, open[i], t) + days->cut;

			if (all < best[t]) {
				best[t] = all;
				before[t] = open[i];
			}
		}
		for (gint i = 0; i < n; i++) /* one that is worse by more than a cut is worse for ever */
			if (best[open[i]] + cost(days, open[i], t) <= best[t])
				open[kept++] = open[i];
		open[kept] = t;
		n = kept + 1;
	}
}

/* Marks the stretches half as much again, or less, than the last one before them that lasted. */
static void
mark_stretches(const Days *days, const gint *before, gint8 *mark)
{
	gint start[PANEL_DAYS + 1], n = 0;
	double usual = NAN;

	for (gint t = days->n; t > 0; t = before[t])
		start[n++] = t;
	for (gint from = 0; n-- > 0; from = start[n]) {
		gint to = start[n];
		double level = (days->sum[to] - days->sum[from]) / (to - from);

		if (fabs(level - usual) >= log(1.5)) /* days that are missing inside belong to it */
			for (gint d = days->day[from]; d <= days->day[to - 1]; d++)
				mark[d] = level > usual ? 1 : -1;
		if (isnan(usual) || to - from >= LASTING)
			usual = level;
	}
}

static void
find(const Series *series, GArray *found, double penalty)
{
	double x[PANEL_DAYS];
	Days days = { 0 };
	gint before[PANEL_DAYS + 1] = { 0 };
	gint8 mark[PANEL_DAYS] = { 0 };

	rate_pool(series, x);
	take_days(&days, x, series->days, penalty);
	cut_days(&days, before);
	mark_stretches(&days, before, mark);
	rate_add_runs(series, x, mark, found);
}

static void
find3(const Series *series, GArray *found)
{
	find(series, found, 3);
}

static void
find20(const Series *series, GArray *found)
{
	find(series, found, 20);
}

const Method method_pelt3 = { "PELT 3", find3 };
const Method method_pelt20 = { "PELT 20", find20 };
