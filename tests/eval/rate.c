/*
 * rate.c: what the methods from papers share: the rate that they look at, and what of their finds is large enough.
 */
#include <math.h>
#include "../../report/aggregate/stat.h"
#include "method.h"

void
rate_pool(const Series *series, double *x)
{
	double most = 0;

	for (int pass = 0; pass < 2; pass++)
		for (gsize d = 0; d < series->days; d++) {
			double packets = 0, time = 0;

			for (gsize s = 0; s < series->sensors; s++) {
				packets += (double)series->packets[s * series->days + d];
				time += series->exposure[s * series->days + d];
			}
			most = MAX(most, time);
			x[d] = time > 0.3 * most ? packets / time * most : NAN;
		}
}

gboolean
rate_is_large(const double *x, gint from, gint to, gboolean rise)
{
	double before[28], usual, sum = 0;
	gsize n = 0, days = 0;

	for (gint d = MAX(0, from - 28); d < from; d++)
		if (!isnan(x[d]))
			before[n++] = x[d];
	if (n < 7)
		return FALSE;
	usual = stat_median(before, n);
	for (gint d = from; d <= to; d++)
		if (!isnan(x[d])) {
			sum += x[d];
			days++;
		}
	usual *= (double)days;
	if (rise)
		return (sum + 0.5) / (usual + 0.5) >= (to - from + 1 < 14 ? 2 : 1.5) && sum - usual >= 20;
	return (sum + 0.5) / (usual + 0.5) <= 0.6 && to - from + 1 >= 7 && usual - sum >= 20;
}

void
rate_add_runs(const Series *series, const double *x, const gint8 *mark, GArray *found)
{
	for (gint sign = 1; sign >= -1; sign -= 2)
		for (gint d = (gint)series->first; d <= (gint)series->last; d++) {
			Found one = { d, d, sign > 0, SCOPE_WIDE };

			if (mark[d] != sign)
				continue;
			for (; d < (gint)series->days && d <= one.to + 2; d++)
				if (mark[d] == sign)
					one.to = d;
			if (rate_is_large(x, one.from, one.to, one.rise))
				g_array_append_val(found, one);
		}
}
