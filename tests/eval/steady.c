/*
 * steady.c: a thousand times the packets; the largest sensor away for thirty days; a sensor replaced by one of three tenths
 * of its packets; four days without any sensor.  An event is kept where one of the same sign starts within two days of it
 * and shares half of the days of both; all events count, those too that start in the gap.
 */
#include <string.h>
#include "chance.h"
#include "method.h"
#include "steady.h"

enum { MIDDLE = PANEL_LEAD + PANEL_QUARTER / 2, GAP = 4, AWAY = 30, NEAR = 2 };

/* Leaves so much of a sensor's day observed, and its packets. */
static void
leave(EvalPanel *panel, GRand *rand, gsize sensor, gint day, double part)
{
	panel->exposure[sensor * PANEL_DAYS + (gsize)day] *= part;
	for (gsize i = 0; i < PANEL_ITEMS; i++) {
		gint64 *packets = &panel->packets[(i * panel->sensors + sensor) * PANEL_DAYS + (gsize)day];

		*packets = part > 0 ? chance_binomial(rand, *packets, part) : 0;
	}
}

static void
make_loud(EvalPanel *panel, GRand *rand)
{
	(void)rand;
	for (gsize i = 0; i < PANEL_ITEMS * panel->sensors * PANEL_DAYS; i++)
		panel->packets[i] *= 1000;
}

static void
take_away(EvalPanel *panel, GRand *rand)
{
	for (gint d = MIDDLE; d < MIDDLE + AWAY; d++)
		leave(panel, rand, 0, d, 0);
}

/* The day before and the day after are observed in part. */
static void
cut_gap(EvalPanel *panel, GRand *rand)
{
	for (gsize s = 0; s < panel->sensors; s++) {
		leave(panel, rand, s, MIDDLE - 1, 0.6);
		leave(panel, rand, s, MIDDLE + GAP, 0.4);
		for (gint d = MIDDLE; d < MIDDLE + GAP; d++)
			leave(panel, rand, s, d, 0);
	}
}

/* The first sensor, but for the largest, that was there from the first day to the last. */
static gsize
find_lasting(const EvalPanel *panel)
{
	gsize s = 1;

	while (s + 1 < panel->sensors &&
	       (panel->exposure[s * PANEL_DAYS] == 0 || panel->exposure[(s + 1) * PANEL_DAYS - 1] == 0))
		s++;
	return s;
}

/* From the middle on another sensor is in its place, a row more. */
static void
replace(EvalPanel *panel, GRand *rand)
{
	gsize sensors = panel->sensors, old = find_lasting(panel), late = PANEL_DAYS - MIDDLE;
	gint64 *packets = g_new0(gint64, PANEL_ITEMS * (sensors + 1) * PANEL_DAYS);

	for (gsize i = 0; i < PANEL_ITEMS; i++) {
		gint64 *rows = packets + i * (sensors + 1) * PANEL_DAYS;
		gint64 *from = rows + old * PANEL_DAYS + MIDDLE, *to = rows + sensors * PANEL_DAYS + MIDDLE;

		memcpy(rows, panel->packets + i * sensors * PANEL_DAYS, sensors * PANEL_DAYS * sizeof *rows);
		for (gsize d = 0; d < late; d++)
			to[d] = chance_binomial(rand, from[d], 0.3);
		memset(from, 0, late * sizeof *from);
	}
	g_free(panel->packets);
	panel->packets = packets;
	panel->sensors++;
	panel->exposure = g_renew(double, panel->exposure, panel->sensors *PANEL_DAYS);
	panel->reference = g_renew(gboolean, panel->reference, panel->sensors);
	panel->reference[sensors] = FALSE;
	for (gsize d = 0; d < PANEL_DAYS; d++) {
		double *own = &panel->exposure[old * PANEL_DAYS + d];

		panel->exposure[sensors * PANEL_DAYS + d] = d < MIDDLE ? 0 : *own;
		*own = d < MIDDLE ? *own : 0;
	}
}

static const struct {
	void (*make)(EvalPanel *panel, GRand *rand);
	PanelKind kind;
	double least; /* packets a day of the items looked at */
} changes[STEADY_CHANGES] = {
	[STEADY_LOUD] = { make_loud, { FALSE, FALSE, FALSE }, 50 },
	[STEADY_AWAY] = { take_away, { FALSE, FALSE, FALSE }, 0 },
	[STEADY_REPLACED] = { replace, { FALSE, FALSE, FALSE }, 0 },
	[STEADY_GAP] = { cut_gap, { FALSE, TRUE, FALSE }, 0 },
};

static double
packets_a_day(const EvalPanel *panel, gsize item)
{
	double sum = 0;

	for (gsize i = 0; i < panel->sensors * PANEL_DAYS; i++)
		sum += (double)panel->packets[item * panel->sensors * PANEL_DAYS + i];
	return sum / PANEL_DAYS;
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
compare(Steady *steady, const GArray *before, const GArray *after)
{
	steady->series++;
	for (guint i = 0; i < before->len; i++) {
		steady->before++;
		steady->kept += found_among(after, &g_array_index(before, Found, i), NEAR);
	}
	for (guint i = 0; i < after->len; i++) {
		const Found *one = &g_array_index(after, Found, i);

		if (one->from < MIDDLE - NEAR || one->from >= MIDDLE + GAP + NEAR)
			continue;
		steady->at_gap += !found_among(before, one, NEAR);
		steady->by_gap += !touches(before, one);
	}
}

Steady
steady_measure(SteadyChange change, guint32 first, guint32 seeds)
{
	Steady steady = { 0 };

	for (guint32 seed = first; seed < first + seeds; seed++) {
		g_autoptr(EvalPanel) panel = eval_panel_new(seed, changes[change].kind);
		g_autoptr(EvalPanel) changed = eval_panel_new(seed, changes[change].kind);
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

		changes[change].make(changed, rand);
		for (gsize i = 0; i < PANEL_ITEMS; i++) {
			g_autoptr(GArray) before = found_of(&method_ours, panel, i),
					  after = found_of(&method_ours, changed, i);

			if (packets_a_day(panel, i) >= changes[change].least)
				compare(&steady, before, after);
		}
	}
	return steady;
}
