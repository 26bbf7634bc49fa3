/*
 * eval.c: how many of the invented events are found, and how much is found that is none: by our method and, on the same
 * counts and with the same least size, by methods from papers.  Exit 1 where our figures are worse than what is promised.
 * eval [SEEDS [FIRST]]: so many panels of each kind (60), from this seed on (1; the rules were tuned on 100 to 129).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "method.h"
#include "panel.h"
#include "steady.h"

enum { FIRST = PANEL_LEAD, LAST = PANEL_LEAD + PANEL_QUARTER - 1, SEED = 1 };

typedef struct {
	guint series, right, wrong, in_gap; /* wrong: false events; in_gap: of these in the gap of all */
	guint seen[TRUE_KINDS], found[TRUE_KINDS];
	guint wide_called[4], single_called[4]; /* scopes given to wide and to single events found */
} Score;

/* Ours is the first and the only one held to a promise. */
enum { OURS, METHODS = 5 };
static const Method *const methods[METHODS] = { &method_ours, &method_robust, &method_pelt3, &method_pelt20,
	&method_esd };

/* --- score ----------------------------------------------------------------------------------- */

static gboolean
fits(const Found *one, const Truth *truth)
{
	gint both = MIN(one->to, truth->to) - MAX(one->from, truth->from) + 1;
	gint any = MAX(one->to, truth->to) - MIN(one->from, truth->from) + 1, start = ABS(one->from - truth->from);

	return 10 * both >= 4 * any || start <= (truth->kind == TRUE_RAMP ? 20 : 3) ||
	       (truth->to - truth->from >= 14 && 10 * both >= 7 * (one->to - one->from + 1) && start <= 25);
}

/* A part of the event, or the end of a rise as a fall: neither right nor wrong. */
static gboolean
is_excused(const Found *one, const Truth *truth)
{
	if (!truth)
		return FALSE;
	if ((truth->kind == TRUE_DECLINE) != one->rise)
		return one->from <= truth->to && one->to >= truth->from;
	return ABS(one->from - truth->to) <= 4 || (truth->from <= one->from && one->from <= truth->to);
}

/* Chance that was loud is no false alarm. */
static gboolean
is_clutter(const EvalPanel *panel, guint item, const Found *one)
{
	for (gint d = MAX(0, one->from - 1); d <= MIN(PANEL_DAYS - 1, one->to + 1); d++)
		if (panel->clutter[(gsize)item * PANEL_DAYS + (gsize)d])
			return TRUE;
	return FALSE;
}

static void
judge_one(Score *score, const EvalPanel *panel, guint item, const Found *one, const Truth *truth, gboolean *hit)
{
	gboolean same = truth && (truth->kind == TRUE_DECLINE) != one->rise;
	gboolean touches = same && one->from <= truth->to && one->to >= truth->from;

	if (touches && fits(one, truth) && !*hit) {
		*hit = TRUE;
		if (!truth->seen)
			return;
		score->right++;
		score->found[truth->kind]++;
		if (truth->kind == TRUE_SINGLE)
			score->single_called[one->scope]++;
		else if (truth->kind != TRUE_FEW)
			score->wide_called[one->scope]++;
		return;
	}
	if (is_excused(one, truth) || is_clutter(panel, item, one))
		return;
	score->wrong++;
	score->in_gap += one->from <= panel->gap_to + 1 && one->to >= panel->gap_from - 1 &&
			 one->to - one->from <= panel->gap_to - panel->gap_from + 4;
}

static void
add_score(Score *score, const EvalPanel *panel, const Method *method)
{
	guint8 weekday[PANEL_DAYS];

	for (guint d = 0; d < PANEL_DAYS; d++)
		weekday[d] = (guint8)(d % 7);
	for (guint item = 0, next = 0; item < PANEL_ITEMS; item++) {
		Series series = { panel->sensors, PANEL_DAYS, panel->packets + item * panel->sensors * PANEL_DAYS,
			panel->exposure, weekday, panel->reference, FIRST, LAST };
		g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
		const Truth *truth = next < panel->truths->len ? &g_array_index(panel->truths, Truth, next) : NULL;
		gboolean hit = FALSE;

		if (truth && truth->item != item)
			truth = NULL;
		next += truth != NULL;
		if (truth && truth->seen)
			score->seen[truth->kind]++;
		method->find(&series, found);
		for (guint i = 0; i < found->len; i++)
			judge_one(score, panel, item, &g_array_index(found, Found, i), truth, &hit);
		score->series++;
	}
}

/* --- report ---------------------------------------------------------------------------------- */

static double
part(double n, double of)
{
	return of > 0 ? n / of : 0;
}

static double
f1(const Score *score)
{
	guint seen = 0;

	for (guint k = 0; k < TRUE_KINDS; k++)
		seen += score->seen[k];
	return part(2.0 * score->right, 2.0 * score->right + score->wrong + (seen - score->right));
}

static double
false_of(const Score *score)
{
	return part(score->wrong, score->series);
}

static double
confusion(const Score *score)
{
	double all = 0, wrong = score->wide_called[SCOPE_SINGLE] + score->single_called[SCOPE_WIDE];

	for (guint s = 0; s < 4; s++)
		all += score->wide_called[s] + score->single_called[s];
	return part(wrong, all);
}

static void
print_score(const char *panels, const char *method, const Score *score)
{
	guint seen = 0;

	for (guint k = 0; k < TRUE_KINDS; k++)
		seen += score->seen[k];
	g_print("%-7s %-9s %5.3f %5.3f %5.3f", panels, method, part(score->right, score->right + score->wrong),
	    part(score->right, seen), f1(score));
	for (guint k = 0; k < TRUE_KINDS; k++)
		g_print(" %4u/%-4u", score->found[k], score->seen[k]);
	g_print(" %6.3f %6u %9.3f\n", false_of(score), score->in_gap, confusion(score));
}

static gboolean
hold(const char *what, double value, const char *than, double bound)
{
	gboolean ok = *than == '<' ? value <= bound : value >= bound;

	g_print("%s: %.3f, promised %s %.3f%s\n", what, value, *than == '<' ? "at most" : "at least", bound,
	    ok ? "" : "  BROKEN");
	return ok;
}

/* The same events, with the counts changed in a way that should not matter. */
static gboolean
hold_steady(guint32 first, guint32 seeds)
{
	static const struct {
		const char *what;
		SteadyChange change;
		double kept;
	} promises[] = { { "events kept with 1000 times the packets, items of 50 a day", STEADY_LOUD, 0.95 },
		{ "events kept with the largest sensor away for 30 days", STEADY_AWAY, 0.85 },
		{ "events kept with a gap of all of 4 days", STEADY_GAP, 0.90 } };
	gboolean ok = TRUE;

	for (guint i = 0; i < G_N_ELEMENTS(promises); i++) {
		Steady steady = steady_measure(promises[i].change, first, seeds);

		ok &= hold(promises[i].what, part(steady.kept, steady.before), ">", promises[i].kept);
		if (promises[i].change == STEADY_GAP)
			ok &= hold(
			    "events a series that only the gap starts", part(steady.at_gap, steady.series), "<", 0.002);
	}
	return ok;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		PanelKind kind;
	} panels[] = { { "usual", { FALSE, FALSE, FALSE } }, { "hard", { FALSE, FALSE, TRUE } },
		{ "quiet", { TRUE, FALSE, FALSE } } };
	guint32 seeds = argc > 1 ? (guint32)atoi(argv[1]) : 60, first = argc > 2 ? (guint32)atoi(argv[2]) : SEED;
	Score scores[METHODS][3] = { { { 0 } } };
	const Score *ours = scores[OURS];
	clock_t spent = 0; /* CPU time of ours: of event_find, from counts in memory to events */
	gboolean ok;

	g_print("panels  method     prec   rec    F1     burst     shift      ramp       new   decline    single       "
		"few  "
		"false in gap confusion\n");
	for (guint p = 0; p < G_N_ELEMENTS(panels); p++) {
		for (guint32 seed = first; seed < first + seeds; seed++) {
			g_autoptr(EvalPanel) panel = eval_panel_new(seed, panels[p].kind);

			for (guint m = 0; m < METHODS; m++) {
				clock_t start = clock();

				add_score(&scores[m][p], panel, methods[m]);
				spent += m == OURS ? clock() - start : 0;
			}
		}
		for (guint m = 0; m < METHODS; m++)
			print_score(panels[p].name, methods[m]->name, &scores[m][p]);
	}
	g_print("events: %.2f s of CPU for 10,000 series of %d sensors and %d days (%d before the quarter, its %d, "
		"%d after)\n",
	    (double)spent / CLOCKS_PER_SEC * 10000 / (ours[0].series + ours[1].series + ours[2].series), PANEL_SENSORS,
	    PANEL_DAYS, PANEL_LEAD, PANEL_QUARTER, PANEL_AFTER);
	ok = hold("F1, usual panels", f1(&ours[0]), ">", 0.90);
	ok &= hold("F1, hard panels", f1(&ours[1]), ">", 0.88);
	ok &= hold("false events a series, usual panels", false_of(&ours[0]), "<", 0.03);
	ok &= hold("false events a series, panels without events", false_of(&ours[2]), "<", 0.04);
	ok &= hold("wide and single confused, hard panels", confusion(&ours[1]), "<", 0.10);
	ok &= hold("false events at the gap of all a series",
	    part(ours[0].in_gap + ours[1].in_gap + ours[2].in_gap, ours[0].series + ours[1].series + ours[2].series),
	    "<", 0.002);
	ok &= hold_steady(first, seeds);
	return !ok;
}
