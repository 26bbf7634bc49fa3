/*
 * lossy.c: the days are found as the report finds them (loss_find), and left out as it leaves them out.
 */
#include <math.h>
#include "../../report/aggregate/fair.h"
#include "../../report/aggregate/loss.h"
#include "chance.h"
#include "lossy.h"
#include "panel.h"

enum { HALF = PANEL_DAYS / 2, LENGTH = 20, DAY = 86400 };

static const double left = 0.3;

/* Days [from, from + LENGTH) of a sensor. */
typedef struct {
	gsize sensor, from;
} Loss20;

static gboolean
is_lost(const Loss20 losses[2], gsize sensor, gsize day)
{
	for (gsize i = 0; i < 2; i++)
		if (losses[i].sensor == sensor && day >= losses[i].from && day < losses[i].from + LENGTH)
			return TRUE;
	return FALSE;
}

static void
lose(EvalPanel *panel, GRand *rand, const Loss20 losses[2])
{
	for (gsize i = 0; i < PANEL_ITEMS * panel->sensors * PANEL_DAYS; i++)
		if (is_lost(losses, i / PANEL_DAYS % panel->sensors, i % PANEL_DAYS))
			panel->packets[i] = chance_binomial(rand, panel->packets[i], left);
}

/* Takes the days found out of the exposure; FALSE ones too. */
static void
leave_out(EvalPanel *panel, const Loss20 losses[2], Lossy *lossy)
{
	const gint64 *items[PANEL_ITEMS];
	LossInput input = { panel->sensors, PANEL_DAYS, PANEL_ITEMS, items, panel->exposure };
	g_autoptr(GArray) found = NULL;

	for (gsize i = 0; i < PANEL_ITEMS; i++)
		items[i] = panel->packets + i * panel->sensors * PANEL_DAYS;
	found = loss_find(&input);
	for (guint i = 0; i < found->len; i++) {
		const Loss *loss = &g_array_index(found, Loss, i);

		for (gsize d = loss->from; d <= loss->to; d++) {
			gboolean right = is_lost(losses, loss->sensor, d);

			panel->exposure[loss->sensor * PANEL_DAYS + d] = 0;
			*(right ? &lossy->found : &lossy->wrong) += 1;
		}
	}
	lossy->lost += 2 * LENGTH;
}

/* The two halves, of days that were observed. */
static FairItem *
compare(const EvalPanel *panel)
{
	gsize sensors = panel->sensors;
	g_autofree gint64 *packets = g_new0(gint64, PANEL_ITEMS * sensors * 2), *seconds = g_new0(gint64, sensors * 2);
	FairInput input = { PANEL_ITEMS, sensors, packets, seconds, PANEL_ITEMS };

	for (gsize s = 0; s < sensors; s++)
		for (gsize d = 0; d < PANEL_DAYS; d++) {
			double exposure = panel->exposure[s * PANEL_DAYS + d];

			seconds[s * 2 + d / HALF] += (gint64)(exposure * DAY);
			for (gsize i = 0; i < PANEL_ITEMS && exposure > 0; i++)
				packets[(i * sensors + s) * 2 + d / HALF] +=
				    panel->packets[(i * sensors + s) * PANEL_DAYS + d];
		}
	return fair_compare(&input);
}

static double
off(const FairItem *got, const FairItem *want)
{
	return fabs(log(got->rate[1] / got->rate[0]) - log(want->rate[1] / want->rate[0]));
}

Lossy
lossy_measure(guint32 first, guint32 seeds)
{
	Lossy lossy = { 0 };

	for (guint32 seed = first; seed < first + seeds; seed++) {
		g_autoptr(EvalPanel) panel = eval_panel_new(seed, (PanelKind) { FALSE, TRUE, FALSE });
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		Loss20 losses[2] = { { 0, (gsize)chance_whole(rand, HALF, PANEL_DAYS - LENGTH) },
			{ (gsize)chance_whole(rand, 1, PANEL_SENSORS), (gsize)chance_whole(rand, 0, HALF - LENGTH) } };
		g_autofree FairItem *want = compare(panel), *tilted = NULL, *got = NULL;

		lose(panel, rand, losses);
		tilted = compare(panel);
		leave_out(panel, losses, &lossy);
		got = compare(panel);
		for (gsize i = 0; i < PANEL_ITEMS; i++) {
			if (want[i].rank[1] > LOSSY_FIRST)
				continue;
			lossy.rows++;
			lossy.turned += tilted[i].rank[1] != want[i].rank[1];
			lossy.left += got[i].rank[1] != want[i].rank[1];
			lossy.tilted += off(&tilted[i], &want[i]);
			lossy.tilt += off(&got[i], &want[i]);
		}
	}
	return lossy;
}
