/*
 * steady.c: a thousand times the packets; the largest sensor away for thirty days; a sensor replaced by one of three tenths
 * of its packets; two sensors that change places; four days without any sensor.  An event is kept where one of the same sign starts within two days of it
 * and shares half of the days of both; all events count, those too that start in the gap.
 */
#include <string.h>
#include "../../report/aggregate/move.h"
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

/* The first sensor after one that was there from the first day to the last. */
static gsize
find_lasting(const EvalPanel *panel, gsize after)
{
	gsize s = after + 1;

	while (s + 1 < panel->sensors &&
	       (panel->exposure[s * PANEL_DAYS] == 0 || panel->exposure[(s + 1) * PANEL_DAYS - 1] == 0))
		s++;
	return s;
}

/* From a day on another row stands for a sensor, in the panel that levels are of where the sensor is. */
static void
split(EvalPanel *panel, gsize sensor, gsize day)
{
	gsize sensors = panel->sensors, late = PANEL_DAYS - day;
	gint64 *packets = g_new0(gint64, PANEL_ITEMS * (sensors + 1) * PANEL_DAYS);
	double *own = panel->exposure + sensor * PANEL_DAYS + day;

	for (gsize i = 0; i < PANEL_ITEMS; i++) {
		gint64 *rows = packets + i * (sensors + 1) * PANEL_DAYS, *from = rows + sensor * PANEL_DAYS + day;

		memcpy(rows, panel->packets + i * sensors * PANEL_DAYS, sensors * PANEL_DAYS * sizeof *rows);
		memcpy(rows + sensors * PANEL_DAYS + day, from, late * sizeof *from);
		memset(from, 0, late * sizeof *from);
	}
	g_free(panel->packets);
	panel->packets = packets;
	panel->sensors++;
	panel->exposure = g_renew(double, panel->exposure, panel->sensors *PANEL_DAYS);
	own = panel->exposure + sensor * PANEL_DAYS + day;
	memset(panel->exposure + sensors * PANEL_DAYS, 0, PANEL_DAYS * sizeof *own);
	memcpy(panel->exposure + sensors * PANEL_DAYS + day, own, late * sizeof *own);
	memset(own, 0, late * sizeof *own);
	panel->reference = g_renew(gboolean, panel->reference, panel->sensors);
	panel->reference[sensors] = panel->reference[sensor];
}

/* From the middle on another sensor is in its place, a row more. */
static void
replace(EvalPanel *panel, GRand *rand)
{
	split(panel, find_lasting(panel, 0), MIDDLE);
	panel->reference[panel->sensors - 1] = FALSE;
	for (gsize i = 0; i < PANEL_ITEMS; i++)
		for (gsize d = MIDDLE; d < PANEL_DAYS; d++) {
			gint64 *packets = &panel->packets[((i + 1) * panel->sensors - 1) * PANEL_DAYS + d];

			*packets = chance_binomial(rand, *packets, 0.3);
		}
}

static GArray *
find_moves(const EvalPanel *panel)
{
	const gint64 *items[PANEL_ITEMS];
	LossInput input = { panel->sensors, PANEL_DAYS, PANEL_ITEMS, items, panel->exposure };

	for (gsize i = 0; i < PANEL_ITEMS; i++)
		items[i] = panel->packets + i * panel->sensors * PANEL_DAYS;
	return move_find(&input);
}

/* Two sensors change places; those that are found to have moved are two from then on. */
static void
exchange(EvalPanel *panel, GRand *rand)
{
	gsize one = find_lasting(panel, 0), other = find_lasting(panel, one);
	g_autoptr(GArray) moves = NULL;

	(void)rand;
	for (gsize i = 0; i < PANEL_ITEMS; i++)
		for (gsize d = MIDDLE; d < PANEL_DAYS; d++) {
			gint64 *packets = panel->packets + i * panel->sensors * PANEL_DAYS + d;
			gint64 own = packets[one * PANEL_DAYS];

			packets[one * PANEL_DAYS] = packets[other * PANEL_DAYS];
			packets[other * PANEL_DAYS] = own;
		}
	for (gsize d = MIDDLE; d < PANEL_DAYS; d++) {
		double own = panel->exposure[one * PANEL_DAYS + d];

		panel->exposure[one * PANEL_DAYS + d] = panel->exposure[other * PANEL_DAYS + d];
		panel->exposure[other * PANEL_DAYS + d] = own;
	}
	moves = find_moves(panel);
	for (guint i = 0; i < moves->len; i++)
		split(panel, g_array_index(moves, Move, i).sensor, g_array_index(moves, Move, i).day);
}

static const struct {
	void (*make)(EvalPanel *panel, GRand *rand);
	PanelKind kind;
	double least; /* packets a day of the items looked at */
} changes[STEADY_CHANGES] = {
	[STEADY_LOUD] = { make_loud, { FALSE, FALSE, FALSE }, 50 },
	[STEADY_AWAY] = { take_away, { FALSE, FALSE, FALSE }, 0 },
	[STEADY_REPLACED] = { replace, { FALSE, FALSE, FALSE }, 0 },
	[STEADY_MOVED] = { exchange, { FALSE, FALSE, FALSE }, 0 },
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
		steady.splits += changed->sensors - panel->sensors;
		if (change == STEADY_MOVED) {
			g_autoptr(GArray) moves = find_moves(panel);
			steady.moves += moves->len;
		}
		for (gsize i = 0; i < PANEL_ITEMS; i++) {
			g_autoptr(GArray) before = found_of(&method_ours, panel, i),
					  after = found_of(&method_ours, changed, i);

			if (packets_a_day(panel, i) >= changes[change].least)
				compare(&steady, before, after);
		}
	}
	return steady;
}
