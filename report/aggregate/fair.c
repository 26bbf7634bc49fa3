/*
 * fair.c: the fit of sensors and quarters, and the ranks that follow from it.  It knows no model.
 */
#include "fair.h"

enum { ROUNDS = 20 };

/* Packets that count of an item in a quarter at a sensor. */
static double
counted(const FairInput *input, gsize item, gsize sensor, int quarter)
{
	if (input->seconds[sensor * 2 + (gsize)quarter] <= 0)
		return 0;
	return (double)input->packets[(item * input->sensors + sensor) * 2 + (gsize)quarter];
}

static double
seconds(const FairInput *input, gsize sensor, int quarter)
{
	return (double)input->seconds[sensor * 2 + (gsize)quarter];
}

static void
fit_sizes(const FairInput *input, gsize item, const double level[2], double *size)
{
	for (gsize s = 0; s < input->sensors; s++) {
		double time = level[0] * seconds(input, s, 0) + level[1] * seconds(input, s, 1);
		double packets = counted(input, item, s, 0) + counted(input, item, s, 1);

		size[s] = time > 0 ? packets / time : 0;
	}
}

static void
fit_levels(const FairInput *input, gsize item, const double *size, double level[2])
{
	for (int q = 0; q < 2; q++) {
		double packets = 0, time = 0;

		for (gsize s = 0; s < input->sensors; s++) {
			packets += counted(input, item, s, q);
			time += size[s] * seconds(input, s, q);
		}
		level[q] = time > 0 ? packets / time : 0;
	}
}

static void
fit(const FairInput *input, gsize item, double *size, double rate[2])
{
	double level[2] = { 1, 1 }, panel = 0;

	for (int round = 0; round < ROUNDS; round++) {
		fit_sizes(input, item, level, size);
		fit_levels(input, item, size, level);
	}
	for (gsize s = 0; s < input->sensors; s++)
		panel += seconds(input, s, 0) > 0 ? size[s] : 0;
	rate[0] = level[0] * panel;
	rate[1] = level[1] * panel;
}

static gint64
rank_of(const FairInput *input, const FairItem *items, gsize item, int quarter)
{
	double rate = items[item].rate[quarter];
	gint64 rank = 1;

	for (gsize i = 0; i < input->items; i++)
		rank += items[i].rate[quarter] > rate * (1 + 1e-12);
	return rate <= 0 ? 0 : MIN(rank, input->ranks + 1);
}

FairItem *
fair_compare(const FairInput *input)
{
	FairItem *items = g_new0(FairItem, input->items + 1);
	g_autofree double *size = g_new0(double, input->sensors + 1);

	for (gsize i = 0; i < input->items; i++)
		fit(input, i, size, items[i].rate);
	for (gsize i = 0; i < input->items; i++)
		for (int q = 0; q < 2; q++)
			items[i].rank[q] = rank_of(input, items, i, q);
	return items;
}

gboolean
fair_explains(const FairInput *input, const FairItem *item, gint64 before, gint64 now)
{
	gint64 least = input->ranks + 1;
	gint64 observed = MIN(before > 0 ? before : least, least) - MIN(now > 0 ? now : least, least);
	gint64 fair = (item->rank[0] > 0 ? item->rank[0] : least) - (item->rank[1] > 0 ? item->rank[1] : least);

	return (observed > 0 && fair <= 0) || (observed < 0 && fair >= 0);
}
