/*
 * move.c: each sensor against the others, before every day and after it.
 */
#include <math.h>
#include "move.h"
#include "stat.h"
#include "twoway.h"

enum {
	WINDOW = 28, /* days on each side */
	DAYS = 14,   /* of them used, at least */
	ITEMS = 8,   /* fewer tell nothing */
	PACKETS = 30 /* of an item on each side, expected of the sensor and received by the others */
};
/*
 * Sensors that stay, nine real ones in two quarters and invented ones in 24, had a clearness of 4.6 and a mix of 0.34 at
 * most; of those that changed places the least were 7.5 and 0.41.
 */
static const double clear = 2.5, most_clear = 8, least_mix = 0.37, least_level = 0.405 /* ln 1.5 */;
static const double drift = 0.04; /* variance of z where nothing happens, beside the counts' own */

/* The sums up to a day of an item at a sensor. */
typedef struct {
	double own, usual, others, days;
} Sums;

/* What the items say of a day at a sensor. */
typedef struct {
	double *z; /* [items], the first n */
	guint n;
	double clear; /* sum of |z| in its own standard deviations */
} Look;

typedef struct {
	TwoWay two;
	double *exposure; /* [sensors * days] 0 where it is not used */
	Sums *sums;       /* [sensors * (days + 1)] of the item at hand */
	Look *looks;      /* [sensors * days] */
	double *z;        /* of all looks */
} Moves;

static void
moves_init(Moves *moves, const LossInput *input)
{
	gsize cells = input->sensors * input->days;

	moves->exposure = g_new(double, cells + 1);
	for (gsize i = 0; i < cells; i++)
		moves->exposure[i] = input->exposure[i] >= TWOWAY_LEAST ? input->exposure[i] : 0;
	moves->two = (TwoWay) { input->sensors, input->days, moves->exposure };
	moves->sums = g_new0(Sums, cells + input->sensors + 1);
	moves->looks = g_new0(Look, cells + 1);
	moves->z = g_new(double, cells * input->items + 1);
	for (gsize i = 0; i < cells; i++)
		moves->looks[i].z = moves->z + i * input->items;
}

static void
moves_clear(Moves *moves)
{
	g_free(moves->exposure);
	g_free(moves->sums);
	g_free(moves->looks);
	g_free(moves->z);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Moves, moves_clear)

/* --- one item --------------------------------------------------------------------------------- */

/* A day at all sensors; what is usual at one is told by the others alone. */
static void
sum_day(Moves *moves, gsize day, const double *clipped, const double *size)
{
	const TwoWay *two = &moves->two;
	double all = 0, whole = 0;

	for (gsize s = 0; s < two->sensors; s++) {
		all += clipped[s * two->days + day];
		whole += size[s] * two->exposure[s * two->days + day];
	}
	for (gsize s = 0; s < two->sensors; s++) {
		Sums *sums = moves->sums + s * (two->days + 1) + day;
		double own = clipped[s * two->days + day], part = size[s] * two->exposure[s * two->days + day];

		sums[1] = sums[0];
		if (part <= 0 || whole <= part * (1 + 1e-9))
			continue;
		sums[1].own += own;
		sums[1].others += all - own;
		sums[1].usual += (all - own) / (whole - part) * part;
		sums[1].days++;
	}
}

static Sums
between(const Moves *moves, gsize sensor, gsize from, gsize to)
{
	const Sums *sums = moves->sums + sensor * (moves->two.days + 1), *a = sums + from, *b = sums + to;

	return (Sums) { b->own - a->own, b->usual - a->usual, b->others - a->others, b->days - a->days };
}

static gboolean
tells(const Sums *side)
{
	return side->days >= DAYS && side->usual >= PACKETS && side->others >= PACKETS;
}

static void
look(Moves *moves, gsize sensor, gsize day)
{
	Sums before = between(moves, sensor, day > WINDOW ? day - WINDOW : 0, day);
	Sums after = between(moves, sensor, day, MIN(day + WINDOW, moves->two.days));
	Look *one = &moves->looks[sensor * moves->two.days + day];
	double z, variance;

	if (!tells(&before) || !tells(&after))
		return;
	z = log((after.own + 0.5) / (after.usual + 0.5)) - log((before.own + 0.5) / (before.usual + 0.5));
	variance = 1 / (before.own + 0.5) + 1 / (after.own + 0.5) + 1 / before.others + 1 / after.others + drift;
	one->z[one->n++] = z;
	one->clear += MIN(fabs(z) / sqrt(variance), most_clear);
}

static void
look_at_item(Moves *moves, const gint64 *packets)
{
	const TwoWay *two = &moves->two;
	g_autofree double *clipped = g_new(double, two->sensors * two->days + 1);
	g_autofree double *level = g_new(double, two->days + 1), *size = g_new(double, two->sensors + 1);

	twoway_clip(two, packets, clipped, level);
	twoway_fit(two, clipped, size, level);
	for (gsize d = 0; d < two->days; d++)
		sum_day(moves, d, clipped, size);
	for (gsize s = 0; s < two->sensors; s++)
		for (gsize d = 0; d < two->days; d++)
			look(moves, s, d);
}

/* --- the clearest day ------------------------------------------------------------------------- */

gboolean
move_is_mixed(const Move *move)
{
	return move->mix >= least_mix;
}

static void
decide(const Moves *moves, gsize sensor, GArray *found)
{
	Move move = { .sensor = sensor };
	const Look *best = NULL;

	for (gsize d = 0; d < moves->two.days; d++) {
		const Look *one = &moves->looks[sensor * moves->two.days + d];

		if (one->n < ITEMS || (best && one->clear / one->n <= best->clear / best->n))
			continue;
		best = one;
		move.day = d;
	}
	if (!best || best->clear / best->n < clear)
		return;
	move.level = stat_median(best->z, best->n);
	for (guint i = 0; i < best->n; i++)
		best->z[i] = fabs(best->z[i] - move.level);
	move.mix = stat_median(best->z, best->n);
	if (move_is_mixed(&move) || move.level >= least_level)
		g_array_append_val(found, move);
}

GArray *
move_find(const LossInput *input)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Move));
	g_auto(Moves) moves = { 0 };

	moves_init(&moves, input);
	for (gsize i = 0; i < input->items; i++)
		look_at_item(&moves, input->packets[i]);
	for (gsize s = 0; s < input->sensors; s++)
		decide(&moves, s, found);
	return found;
}
