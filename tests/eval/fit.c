/*
 * fit.c: what a method finds in a panel, and when a find is an event that was put in, or another find.
 */
#include "method.h"
#include "panel.h"

static GArray *
find_in(const Method *method, const EvalPanel *panel, const gint64 *packets, const double *exposure)
{
	guint8 weekday[PANEL_DAYS];
	Series series = { panel->sensors, PANEL_DAYS, packets, exposure, weekday, panel->reference, PANEL_LEAD,
		PANEL_LEAD + PANEL_QUARTER - 1 };
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Found));

	for (guint d = 0; d < PANEL_DAYS; d++)
		weekday[d] = (guint8)(d % 7);
	method->find(&series, found);
	return found;
}

GArray *
found_of(const Method *method, const EvalPanel *panel, gsize item)
{
	return find_in(method, panel, panel->packets + item * panel->sensors * PANEL_DAYS, panel->exposure);
}

GArray *
found_unbroken(const Method *method, const EvalPanel *panel, gsize item)
{
	gsize n = panel->sensors * PANEL_DAYS;
	g_autofree gint64 *packets = g_memdup2(panel->packets + item * n, n * sizeof *packets);

	for (gsize i = 0; i < n; i++)
		packets[i] += panel->hidden[item * n + i];
	return find_in(method, panel, packets, panel->unbroken);
}

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

gboolean
found_same(const Found *one, const Found *other, gint days)
{
	gint both = MIN(one->to, other->to) - MAX(one->from, other->from) + 1;
	gint any = MAX(one->to, other->to) - MIN(one->from, other->from) + 1;

	return one->rise == other->rise && ABS(one->from - other->from) <= days && 2 * both >= any;
}

gboolean
found_among(const GArray *found, const Found *one, gint days)
{
	for (guint i = 0; i < found->len; i++)
		if (found_same(one, &g_array_index(found, Found, i), days))
			return TRUE;
	return FALSE;
}
