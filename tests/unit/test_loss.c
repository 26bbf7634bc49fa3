/*
 * test_loss.c: twelve sensors of different size for a hundred days, of which one loses packets; the largest item bursts and
 * all sensors see a quiet week, which are no loss of anybody's.
 */
#include <math.h>
#include "../../report/aggregate/loss.h"

enum { SENSORS = 12, DAYS = 100, ITEMS = 40, QUIET = 40, PANELS = 20 };

static const struct {
	const char *what;
	double size; /* of the sensor [packets a day] */
	double left; /* part of its packets that it still receives */
	gsize sensor, from, to;
	gboolean found;
} cases[] = {
	{ "nothing lost", 1000, 1, 3, 60, 66, FALSE },
	{ "half lost", 1000, 0.5, 3, 60, 66, TRUE },
	{ "most lost", 1000, 0.3, 3, 60, 66, TRUE },
	{ "most lost at the end", 1000, 0.3, 3, 90, 99, TRUE },
	{ "most lost by the largest", 5000, 0.3, 0, 60, 66, TRUE },
	{ "a tenth lost", 1000, 0.9, 3, 60, 66, FALSE },
	{ "a slow sensor cannot tell", 20, 0.5, 3, 60, 66, FALSE },
};

static double
normal(GRand *rand)
{
	return sqrt(-2 * log(1 - g_rand_double(rand))) * cos(2 * G_PI * g_rand_double(rand));
}

static void
fill(gint64 *const *packets, gsize c, GRand *rand)
{
	for (gsize i = 0; i < ITEMS; i++) {
		double part = 0.2 / (double)(i + 1);

		for (gsize s = 0; s < SENSORS; s++) {
			double size = (s == cases[c].sensor ? cases[c].size : 1000) * part * exp(0.5 * normal(rand));

			for (gsize d = 0; d < DAYS; d++) {
				double usual = size * exp(0.2 * normal(rand));

				usual *= d >= QUIET && d < QUIET + 7 ? 0.5 : 1;
				usual *= i == 0 && s == 5 && d == 20 ? 30 : 1;
				if (s == cases[c].sensor && d >= cases[c].from && d <= cases[c].to)
					usual *= cases[c].left;
				packets[i][s * DAYS + d] = (gint64)MAX(0, usual + sqrt(usual) * normal(rand) + 0.5);
			}
		}
	}
}

static void
finds(gconstpointer data)
{
	gsize c = GPOINTER_TO_SIZE(data);
	gint64 *packets[ITEMS];
	double exposure[SENSORS * DAYS];
	LossInput input = { SENSORS, DAYS, ITEMS, (const gint64 *const *)packets, exposure };

	for (gsize i = 0; i < ITEMS; i++)
		packets[i] = g_new(gint64, SENSORS * DAYS);
	for (gsize i = 0; i < SENSORS * DAYS; i++)
		exposure[i] = 1;
	for (guint32 seed = 0; seed < PANELS; seed++) {
		GRand *rand = g_rand_new_with_seed(seed);

		fill(packets, c, rand);
		g_rand_free(rand);
		g_autoptr(GArray) losses = loss_find(&input);
		g_assert_cmpuint(losses->len, ==, cases[c].found);
		if (!cases[c].found)
			continue;
		const Loss *loss = &g_array_index(losses, Loss, 0);
		g_assert_cmpuint(loss->sensor, ==, cases[c].sensor);
		g_assert_cmpuint(loss->from, ==, cases[c].from);
		g_assert_cmpuint(loss->to, ==, cases[c].to);
		g_assert_cmpfloat(fabs(loss->level / cases[c].left - 1), <, 0.2);
	}
	for (gsize i = 0; i < ITEMS; i++)
		g_free(packets[i]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/loss/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), finds);
	}
	return g_test_run();
}
