/*
 * twoway.c: sizes and levels by turns.
 */
#include "stat.h"
#include "twoway.h"

enum { ROUNDS = 4 };

void
twoway_clip(const TwoWay *two, const gint64 *packets, double *clipped, double *scratch)
{
	gsize days = two->days;

	for (gsize s = 0; s < two->sensors; s++) {
		const double *exposure = two->exposure + s * days;
		double most;
		gsize n = 0;

		for (gsize d = 0; d < days; d++)
			if (exposure[d] > 0)
				scratch[n++] = (double)packets[s * days + d] / exposure[d];
		most = n > 0 ? 4 * stat_quantile(scratch, n, 0.75) + 4 : 0;
		for (gsize d = 0; d < days; d++)
			clipped[s * days + d] =
			    MIN(exposure[d] > 0 ? (double)packets[s * days + d] : 0, most * exposure[d]);
	}
}

static void
fit_sizes(const TwoWay *two, const double *clipped, const double *level, double *size)
{
	for (gsize s = 0; s < two->sensors; s++) {
		double packets = 1e-9, time = 0;

		for (gsize d = 0; d < two->days; d++) {
			packets += clipped[s * two->days + d];
			time += level[d] * two->exposure[s * two->days + d];
		}
		size[s] = time > 0 ? packets / time : 0;
	}
}

static void
fit_levels(const TwoWay *two, const double *clipped, const double *size, double *level)
{
	for (gsize d = 0; d < two->days; d++) {
		double packets = 1e-9, time = 0;

		for (gsize s = 0; s < two->sensors; s++) {
			packets += clipped[s * two->days + d];
			time += size[s] * two->exposure[s * two->days + d];
		}
		level[d] = time > 0 ? packets / time : 0;
	}
}

void
twoway_fit(const TwoWay *two, const double *clipped, double *size, double *level)
{
	for (gsize d = 0; d < two->days; d++)
		level[d] = 1;
	for (int round = 0; round < ROUNDS; round++) {
		fit_sizes(two, clipped, level, size);
		fit_levels(two, clipped, size, level);
	}
}
