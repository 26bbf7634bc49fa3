/*
 * test_fair.c: the same packets with and without lost time: the fair factors and ranks stay, the observed ones do not.
 * Twenty sensors of very different size, an outage of all for four days, the largest away for thirty days, one replaced by
 * another in the midst, one added.
 */
#include <math.h>
#include "../../report/aggregate/fair.h"

enum { SENSORS = 22, PANEL = 20, ITEMS = 40, DAYS = 92, DAY = 86400, RANKS = 20, TOP = 10, PAIRS = 30 };

typedef struct {
	gint64 packets[ITEMS * SENSORS * 2], seconds[SENSORS * 2], sum[ITEMS * 2];
} Quarters;

/* Sums over what was observed, and over all pairs of quarters. */
typedef struct {
	double factor, raw_factor, rank, raw_rank;
	guint flagged, same;
} Score;

static double
normal(GRand *rand)
{
	return sqrt(-2 * log(1 - g_rand_double(rand))) * cos(2 * G_PI * g_rand_double(rand));
}

static gboolean
observes(gboolean whole, gsize sensor, int quarter, int day, int start)
{
	if (whole || quarter == 0)
		return sensor < PANEL;
	if (day >= 40 && day < 44)
		return FALSE;
	if (sensor == 0)
		return day < start || day >= start + 30;
	if (sensor == 5)
		return day < 45;
	if (sensor == PANEL)
		return day >= 47;
	return sensor < PANEL || day >= 30;
}

/* Two quarters of one world, all observed and with holes. */
static void
make(GRand *rand, Quarters *whole, Quarters *holes)
{
	double size[SENSORS];
	int start = g_rand_int_range(rand, 0, 60);

	for (gsize s = 0; s < SENSORS; s++)
		size[s] = exp(0.7 * normal(rand)) * (s == 0 ? 5 : 1);
	for (gsize i = 0; i < ITEMS; i++) {
		double volume = 1e5 / pow((double)i + 1, 1.1) * exp(0.15 * normal(rand)),
		       growth = exp(0.25 * normal(rand));

		for (gsize s = 0; s < SENSORS; s++) {
			double own = size[s] * exp(0.5 * normal(rand)) * volume / DAYS / PANEL;

			for (int d = 0; d < 2 * DAYS; d++) {
				int q = d >= DAYS;
				gint64 n = (gint64)(own * (q ? growth : 1) * exp(0.2 * normal(rand)));
				gsize at = (i * SENSORS + s) * 2 + (gsize)q;

				whole->packets[at] += observes(TRUE, s, q, d % DAYS, start) ? n : 0;
				holes->packets[at] += observes(FALSE, s, q, d % DAYS, start) ? n : 0;
			}
		}
	}
	for (gsize s = 0; s < SENSORS; s++)
		for (int d = 0; d < 2 * DAYS; d++) {
			int q = d >= DAYS;

			whole->seconds[s * 2 + (gsize)q] += observes(TRUE, s, q, d % DAYS, start) ? DAY : 0;
			holes->seconds[s * 2 + (gsize)q] += observes(FALSE, s, q, d % DAYS, start) ? DAY : 0;
		}
}

static gint64
rank_raw(const Quarters *quarters, gsize item, gsize quarter)
{
	gint64 rank = 1;

	for (gsize i = 0; i < ITEMS; i++)
		rank += quarters->sum[i * 2 + quarter] > quarters->sum[item * 2 + quarter];
	return rank;
}

static FairItem *
compare(Quarters *quarters)
{
	FairInput input = { ITEMS, SENSORS, quarters->packets, quarters->seconds, RANKS };

	for (gsize i = 0; i < ITEMS * SENSORS * 2; i++)
		quarters->sum[i / SENSORS / 2 * 2 + i % 2] += quarters->packets[i];
	return fair_compare(&input);
}

static void
add_pair(guint32 seed, Score *score)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autofree Quarters *whole = g_new0(Quarters, 1), *holes = g_new0(Quarters, 1);
	FairInput input = { ITEMS, SENSORS, holes->packets, holes->seconds, RANKS };
	g_autofree FairItem *want = NULL, *got = NULL;

	make(rand, whole, holes);
	want = compare(whole);
	got = compare(holes);
	for (gsize i = 0; i < ITEMS; i++) {
		gint64 rank = rank_raw(whole, i, 1), before = rank_raw(whole, i, 0);
		double truth = log((double)whole->sum[i * 2 + 1] / (double)whole->sum[i * 2]);

		g_assert_cmpfloat(fabs(log(want[i].rate[1] / want[i].rate[0]) - truth), <, 1e-9);
		g_assert_cmpint(want[i].rank[1], ==, MIN(rank, RANKS + 1));
		if (rank > TOP)
			continue;
		score->factor += fabs(log(got[i].rate[1] / got[i].rate[0]) - truth) / TOP / PAIRS;
		score->raw_factor +=
		    fabs(log((double)holes->sum[i * 2 + 1] / (double)holes->sum[i * 2]) - truth) / TOP / PAIRS;
		score->rank += fabs((double)(got[i].rank[1] - rank)) / TOP / PAIRS;
		score->raw_rank += fabs((double)(rank_raw(holes, i, 1) - rank)) / TOP / PAIRS;
		if (!fair_explains(&input, &got[i], rank_raw(holes, i, 0), rank_raw(holes, i, 1)))
			continue;
		score->flagged++; /* and nothing moved that way in truth */
		score->same += (rank_raw(holes, i, 1) < rank_raw(holes, i, 0)) != (rank < before) || rank == before;
	}
}

static void
stays(void)
{
	Score score = { 0 };

	for (guint32 seed = 1; seed <= PAIRS; seed++)
		add_pair(seed, &score);
	g_test_message("error of the factor's logarithm %.4f, observed %.4f; of the rank %.3f, observed %.3f; %u moves "
		       "explained, %u of them rightly",
	    score.factor, score.raw_factor, score.rank, score.raw_rank, score.flagged, score.same);
	g_assert_cmpfloat(score.factor, <, 0.02);
	g_assert_cmpfloat(score.raw_factor, >, 0.05);
	g_assert_cmpfloat(score.rank, <, 0.1);
	g_assert_cmpfloat(score.raw_rank, >, 2 * score.rank);
	g_assert_cmpuint(score.flagged, >, 0);
	g_assert_cmpuint(score.same * 10, >=, score.flagged * 8);
}

/* What is new has no rate before; what a sensor received while it observed nothing does not count. */
static void
edges(void)
{
	const gint64 packets[2 * 2 * 2] = { 0, 50, 0, 50, 10, 10, 7, 10 }, seconds[4] = { 100, 100, 0, 100 };
	FairInput input = { 2, 2, packets, seconds, 1 };
	g_autofree FairItem *items = fair_compare(&input);

	g_assert_cmpfloat(items[0].rate[0], ==, 0);
	g_assert_cmpint(items[0].rank[0], ==, 0);
	g_assert_cmpint(items[0].rank[1], ==, 1);
	g_assert_cmpint(items[1].rank[1], ==, 2);
	g_assert_cmpfloat(fabs(items[1].rate[0] - 0.1), <, 1e-9);
	g_assert_cmpfloat(fabs(items[1].rate[1] - 0.1), <, 1e-9);
	g_assert_false(fair_explains(&input, &items[0], 0, 1));
	g_assert_true(fair_explains(&input, &items[0], 1, 2));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fair/stays where time is lost", stays);
	g_test_add_func("/fair/edges", edges);
	return g_test_run();
}
