/*
 * test_gap.c: outages put into invented arrivals are found to the minute, and nothing else is: sensors of very different
 * size, with hours of the day, a rate that wanders, clusters of packets and a level that changes.
 */
#include <math.h>
#include "../../report/aggregate/coverage.h"

enum { DAYS = 106, LEAD = 7, MINUTES = DAYS * 1440, SENSORS = 20, SEEDS = 5, MORE = 40 /* with -m slow */ };

typedef struct {
	const char *what;
	double packets;  /* of all sensors a day */
	double cluster;  /* packets that come together, on average */
	double wander;   /* of the rate of an hour, in logarithms */
	gint64 outage;   /* [s], of all sensors; 0: none */
	gsize missed;    /* of the seeds, at most */
	gint64 error;    /* of either end, at most [s] */
	gsize false_own; /* gaps of sensors, of all seeds, at most; of the system none */
} Case;

static const Case cases[] = {
	{ "ten minutes at 10000 packets a day", 10000, 1, 0.2, 600, 0, 60, 1 },
	{ "ten minutes at 10000 packets in clusters", 10000, 1.5, 0.4, 600, 0, 120, 1 },
	{ "half an hour at 10000 packets in large clusters", 10000, 3, 0.4, 1800, 0, 240, 1 },
	{ "ten minutes at 50000 packets a day", 50000, 3, 0.4, 600, 0, 60, 1 },
	{ "three days at 3000 packets a day", 3000, 2, 0.4, 3 * 86400, 0, 300, 1 },
	{ "none at 2000 packets a day", 2000, 3, 0.4, 0, 0, 0, 1 },
	{ "none at 200 packets a day", 200, 2, 0.4, 0, 0, 0, 1 },
};

static double
normal(GRand *rand)
{
	return sqrt(-2 * log(1 - g_rand_double(rand))) * cos(2 * G_PI * g_rand_double(rand));
}

/* The seconds of one sensor's packets become minutes; those of the outage are lost. */
static void
hear(const Case *c, GRand *rand, double packets, Span outage, Minutes *heard, gsize sensor)
{
	gsize step = (gsize)g_rand_int_range(rand, DAYS * 6, DAYS * 18);
	double shift = exp(0.5 * normal(rand)), wave = normal(rand);

	for (gsize h = 0; h < DAYS * 24; h++) {
		double rate = packets / 24 / c->cluster * (1 + 0.3 * cos(2 * G_PI * ((double)(h % 24) - 14) / 24));
		double t = (double)h * 3600, end = t + 3600;

		wave = exp(-1 / 12.0) * wave + sqrt(1 - exp(-1 / 6.0)) * normal(rand);
		rate *= exp(c->wander * wave - c->wander * c->wander / 2) * (h >= step ? shift : 1);
		while ((t -= 3600 / rate * log(1 - g_rand_double(rand))) < end) {
			double packet = t;

			do {
				if ((packet < (double)outage.from || packet >= (double)outage.to) &&
				    packet < MINUTES * 60.0)
					minutes_set(heard, sensor, (gsize)packet / 60);
				packet -= log(1 - g_rand_double(rand));
			} while (g_rand_double(rand) > 1 / c->cluster);
		}
	}
}

static Minutes *
panel(const Case *c, GRand *rand, Span outage)
{
	Minutes *heard = minutes_new(0, MINUTES, SENSORS);
	double size[SENSORS], sum = 0;

	for (gsize s = 0; s < SENSORS; s++)
		sum += size[s] = exp(0.8 * normal(rand));
	for (gsize s = 0; s < SENSORS; s++)
		hear(c, rand, c->packets * size[s] / sum, outage, heard, s);
	return heard;
}

static void
look(const Case *c, guint32 seed, gsize *missed, gsize *own, gint64 *error)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	gint64 from = g_rand_int_range(rand, 20 * 86400, (DAYS - 20) * 86400);
	Span outage = { from, from + c->outage }, valid[SENSORS];
	g_autoptr(Minutes) heard = panel(c, rand, outage);
	CoverageInput input = { heard, valid, NULL, 0, { LEAD * 86400, 14 * 86400 },
		{ 14 * 86400, (DAYS - LEAD) * 86400 }, (DAYS - LEAD) * 86400 };
	g_autoptr(Coverage) coverage = NULL;

	for (gsize s = 0; s < SENSORS; s++)
		valid[s] = (Span) { G_MININT64, G_MAXINT64 };
	coverage = coverage_find(&input);
	*missed += c->outage > 0;
	for (guint i = 0; i < coverage->system->len; i++) {
		const Span *gap = &g_array_index(coverage->system, Span, i);

		g_assert_cmpint(span_overlap(*gap, outage), >, 0);
		*error = MAX(*error, MAX(ABS(gap->from - outage.from), ABS(gap->to - outage.to)));
		(*missed)--;
	}
	for (gsize s = 0; s < SENSORS; s++)
		*own += ((GArray *)coverage->silent->pdata[s])->len;
}

static void
finds(gconstpointer data)
{
	const Case *c = data;
	gsize missed = 0, own = 0;
	gint64 error = 0;
	guint32 quarters = g_test_slow() ? MORE : SEEDS;

	for (guint32 seed = 1; seed <= quarters; seed++)
		look(c, seed, &missed, &own, &error);
	g_test_message("%s: %u quarters, %zu missed, %zu false in sensors, error at most %d s", c->what, quarters,
	    missed, own, (int)error);
	g_assert_cmpuint(missed, <=, c->missed);
	g_assert_cmpuint(own, <=, c->false_own);
	g_assert_cmpint(error, <=, c->error);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/gap/%s", cases[i].what);
		g_test_add_data_func(path, &cases[i], finds);
	}
	return g_test_run();
}
