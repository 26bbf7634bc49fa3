/*
 * fit.c: when a find is an event that was put in.
 */
#include "method.h"
#include "panel.h"

gboolean
found_fits(const Found *one, const Truth *truth)
{
	gint both = MIN(one->to, truth->to) - MAX(one->from, truth->from) + 1;
	gint any = MAX(one->to, truth->to) - MIN(one->from, truth->from) + 1, start = ABS(one->from - truth->from);

	if (both < 1 || one->rise == (truth->kind == TRUE_DECLINE))
		return FALSE;
	return 10 * both >= 4 * any || start <= (truth->kind == TRUE_RAMP ? 20 : 3) ||
	       (truth->to - truth->from >= 14 && 10 * both >= 7 * (one->to - one->from + 1) && start <= 25);
}
