/*
 * steady.c: a thousand times the packets, the largest sensor away for thirty days, four days without any sensor.
 * An event is kept where one of the same sign starts within two days of it and shares half of the days of both.
 */
#include <math.h>
#include <string.h>
#include "method.h"
#include "steady.h"

enum { MIDDLE = PANEL_LEAD + PANEL_QUARTER / 2, GAP = 4, AWAY = 30 };

/* Leaves so much of a sensor's day observed, and its packets. */
static void
leave(EvalPanel *panel, gsize sensor, gint day, double part)
{
	panel->exposure[sensor * PANEL_DAYS + (gsize)day] *= part;
	for (gsize i = 0; i < PANEL_ITEMS; i++) {
		gint64 *packets = &panel->packets[(i * panel->sensors + sensor) * PANEL_DAYS + (gsize)day];

		*packets = (gint64)floor((double)*packets * part + 0.5);
	}
}

static void
make_loud(EvalPanel *panel)
{
	for (gsize i = 0; i < PANEL_ITEMS * panel->sensors * PANEL_DAYS; i++)
		panel->packets[i] *= 1000;
}

static void
take_away(EvalPanel *panel)
{
	for (gint d = MIDDLE; d < MIDDLE + AWAY; d++)
		leave(panel, 0, d, 0);
}

/* The day before and the day after are observed in part. */
static void
cut_gap(EvalPanel *panel)
{
	for (gsize s = 0; s < panel->sensors; s++) {
		leave(panel, s, MIDDLE - 1, 0.6);
		leave(panel, s, MIDDLE + GAP, 0.4);
		for (gint d = MIDDLE; d < MIDDLE + GAP; d++)
			leave(panel, s, d, 0);
	}
}

static const struct {
	void (*make)(EvalPanel *panel);
	PanelKind kind;
	double least; /* packets a day of the items looked at */
} changes[STEADY_CHANGES] = {
	[STEADY_LOUD] = { make_loud, { FALSE, FALSE, FALSE }, 50 },
	[STEADY_AWAY] = { take_away, { FALSE, FALSE, FALSE }, 0 },
	[STEADY_GAP] = { cut_gap, { FALSE, TRUE, FALSE }, 0 },
};

static GArray *
events_of(const EvalPanel *panel, gsize item)
{
	guint8 weekday[PANEL_DAYS];
	Series series = { panel->sensors, PANEL_DAYS, panel->packets + item * panel->sensors * PANEL_DAYS,
		panel->exposure, weekday, panel->reference, PANEL_LEAD, PANEL_LEAD + PANEL_QUARTER - 1 };
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Found));

	for (guint d = 0; d < PANEL_DAYS; d++)
		weekday[d] = (guint8)(d % 7);
	method_ours.find(&series, found);
	return found;
}

static double
packets_a_day(const EvalPanel *panel, gsize item)
{
	double sum = 0;

	for (gsize i = 0; i < panel->sensors * PANEL_DAYS; i++)
		sum += (double)panel->packets[item * panel->sensors * PANEL_DAYS + i];
	return sum / PANEL_DAYS;
}

static gboolean
has(const GArray *events, const Found *one)
{
	for (guint i = 0; i < events->len; i++) {
		const Found *other = &g_array_index(events, Found, i);
		gint both = MIN(one->to, other->to) - MAX(one->from, other->from) + 1;
		gint any = MAX(one->to, other->to) - MIN(one->from, other->from) + 1;

		if (one->rise == other->rise && ABS(one->from - other->from) <= 2 && 2 * both >= any)
			return TRUE;
	}
	return FALSE;
}

/* Whether any of the events has days in common with one, in the same direction. */
static gboolean
touches(const GArray *events, const Found *one)
{
	for (guint i = 0; i < events->len; i++) {
		const Found *other = &g_array_index(events, Found, i);

		if (one->rise == other->rise && one->from <= other->to && other->from <= one->to)
			return TRUE;
	}
	return FALSE;
}

static void
compare(Steady *steady, const GArray *before, const GArray *after, gboolean gap)
{
	steady->series++;
	for (guint i = 0; i < before->len; i++) {
		const Found *one = &g_array_index(before, Found, i);

		if (gap && one->from >= MIDDLE - 1 && one->from <= MIDDLE + GAP)
			continue; /* no one can tell when it started */
		steady->before++;
		steady->kept += has(after, one);
	}
	for (guint i = 0; i < after->len; i++) {
		const Found *one = &g_array_index(after, Found, i);

		if (gap && one->from >= MIDDLE - 2 && one->from <= MIDDLE + GAP + 2)
			steady->at_gap += !touches(before, one);
	}
}

Steady
steady_measure(SteadyChange change, guint32 first, guint32 seeds)
{
	Steady steady = { 0 };

	for (guint32 seed = first; seed < first + seeds; seed++) {
		g_autoptr(EvalPanel) panel = eval_panel_new(seed, changes[change].kind);
		g_autoptr(EvalPanel) changed = eval_panel_new(seed, changes[change].kind);

		changes[change].make(changed);
		for (gsize i = 0; i < PANEL_ITEMS; i++) {
			g_autoptr(GArray) before = events_of(panel, i), after = events_of(changed, i);

			if (packets_a_day(panel, i) >= changes[change].least)
				compare(&steady, before, after, change == STEADY_GAP);
		}
	}
	return steady;
}
