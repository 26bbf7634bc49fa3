/*
 * test_move.c: twelve sensors of different size for a hundred days, each with its own mix of forty items.  What happens to
 * items, and losses, are no moves; a new mix at a sensor is one, and so is twice as much of everything.
 */
#include <math.h>
#include "../../report/aggregate/move.h"

enum { SENSORS = 12, DAYS = 100, ITEMS = 40, PANELS = 20, MOVED = 3, DAY = 55 };

typedef struct {
	const char *what;
	double size, part; /* of the sensor that moves [packets a day]; how much it receives in its new place */
	gboolean mixed;    /* another mix there */
	gsize days;        /* before it is back */
	gsize items;
	gboolean found;
} MoveCase;

static const MoveCase cases[] = {
	{ "stays", 1000, 1, FALSE, DAYS, ITEMS, FALSE },
	{ "another mix", 1000, 1, TRUE, DAYS, ITEMS, TRUE },
	{ "another mix, half as much", 1000, 0.5, TRUE, DAYS, ITEMS, TRUE },
	{ "another mix of the largest", 5000, 0.7, TRUE, DAYS, ITEMS, TRUE },
	{ "twice as much", 1000, 2, FALSE, DAYS, ITEMS, TRUE },
	{ "a fifth more", 1000, 1.2, FALSE, DAYS, ITEMS, FALSE },
	{ "most lost", 1000, 0.3, FALSE, DAYS, ITEMS, FALSE },
	{ "another mix for four days", 1000, 1, TRUE, 4, ITEMS, FALSE },
	{ "too slow to tell", 20, 1, TRUE, DAYS, ITEMS, FALSE },
	{ "too few items to tell", 1000, 1, TRUE, DAYS, 6, FALSE },
};

static double
normal(GRand *rand)
{
	return sqrt(-2 * log(1 - g_rand_double(rand))) * cos(2 * G_PI * g_rand_double(rand));
}

/* The largest item doubles at all sensors, another bursts at one. */
static double
happens(gsize item, gsize sensor, gsize day)
{
	return item == 0 && day >= 50 ? 2 : item == 2 && sensor == MOVED && day == 70 ? 30 : 1;
}

static void
fill(gint64 *const *packets, const MoveCase *c, GRand *rand)
{
	for (gsize i = 0; i < c->items; i++)
		for (gsize s = 0; s < SENSORS; s++) {
			double size = (s == MOVED ? c->size : 1000) * 0.2 / (double)(i + 1);
			double there = exp(0.7 * normal(rand)), other = exp(0.7 * normal(rand));

			for (gsize d = 0; d < DAYS; d++) {
				gboolean moved = s == MOVED && d >= DAY && d < DAY + c->days;
				double usual = size * (moved && c->mixed ? other : there) * (moved ? c->part : 1) *
					       happens(i, s, d) * exp(0.2 * normal(rand));

				packets[i][s * DAYS + d] = (gint64)MAX(0, usual + sqrt(usual) * normal(rand) + 0.5);
			}
		}
}

static void
finds(gconstpointer data)
{
	const MoveCase *c = data;
	gint64 *packets[ITEMS];
	double exposure[SENSORS * DAYS];
	LossInput input = { SENSORS, DAYS, c->items, (const gint64 *const *)packets, exposure };

	for (gsize i = 0; i < ITEMS; i++)
		packets[i] = g_new(gint64, SENSORS * DAYS);
	for (gsize i = 0; i < SENSORS * DAYS; i++)
		exposure[i] = 1;
	for (guint32 seed = 0; seed < PANELS; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		g_autoptr(GArray) moves = NULL;

		fill(packets, c, rand);
		moves = move_find(&input);
		g_assert_cmpuint(moves->len, ==, c->found);
		if (!c->found)
			continue;
		const Move *move = &g_array_index(moves, Move, 0);
		g_assert_cmpuint(move->sensor, ==, MOVED);
		g_assert_cmpuint(move->day, >=, DAY - 1);
		g_assert_cmpuint(move->day, <=, DAY + 1);
		g_assert_cmpint(move_is_mixed(move), ==, c->mixed);
	}
	for (gsize i = 0; i < ITEMS; i++)
		g_free(packets[i]);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/move/%s", cases[i].what);
		g_test_add_data_func(path, &cases[i], finds);
	}
	return g_test_run();
}
