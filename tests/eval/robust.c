/*
 * robust.c: days beyond 3.5 robust standard deviations from the median of the whole series.
 */
#include <math.h>
#include "../../report/aggregate/stat.h"
#include "method.h"
#include "panel.h"

static void
find(const Series *series, GArray *found)
{
	double x[PANEL_DAYS], scratch[PANEL_DAYS], middle, width;
	gint8 mark[PANEL_DAYS] = { 0 };
	gsize n = 0;

	rate_pool(series, x);
	for (gsize d = 0; d < series->days; d++)
		if (!isnan(x[d]))
			scratch[n++] = x[d];
	middle = stat_median(scratch, n);
	for (gsize i = 0; i < n; i++)
		scratch[i] = fabs(scratch[i] - middle);
	width = MAX(STAT_MAD * stat_median(scratch, n), 1e-9);
	for (gsize d = 0; d < series->days; d++)
		if (fabs(x[d] - middle) / width > 3.5)
			mark[d] = x[d] > middle ? 1 : -1;
	rate_add_runs(series, x, mark, found);
}

const Method method_robust = { "robust z", find };
