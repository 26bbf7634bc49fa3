/*
 * scale.c: the two scales.
 * Ticks are whole numbers from a loop over powers of ten, never from a logarithm rounded: log10(1000) may be 2.9999.
 */
#include <math.h>
#include "scale.h"

static void
add_tick(Scale *scale, gint64 value, gboolean labelled)
{
	if (scale->n < SCALE_TICKS)
		scale->ticks[scale->n++] = (ScaleTick) { value, labelled };
}

/* The next of 1, 2, 5, 10, 20, ...; one above what an int64 holds is G_MAXINT64. */
static gint64
next_round(gint64 round)
{
	gint64 lead = round;

	while (lead >= 10)
		lead /= 10;
	if (round > G_MAXINT64 / 5 * 2)
		return G_MAXINT64;
	return lead == 2 ? round / 2 * 5 : round * 2;
}

Scale
scale_linear(gint64 max, guint most)
{
	Scale scale = { 0 };
	gint64 step = 1, steps;

	max = MAX(max, 1);
	most = CLAMP(most, 1, SCALE_TICKS - 1);
	while ((max - 1) / step + 1 > most)
		step = next_round(step);
	steps = (max - 1) / step + 1;
	for (gint64 i = 0; i <= steps && (i == 0 || step <= G_MAXINT64 / i); i++)
		add_tick(&scale, i * step, TRUE);
	scale.high = (double)steps * (double)step;
	return scale;
}

static gboolean
is_decade(gint64 value)
{
	while (value % 10 == 0 && value > 0)
		value /= 10;
	return value == 1;
}

/* The greatest 1, 2, 5, 10, ... at or below value. */
static gint64
round_below(gint64 value)
{
	gint64 round = 1;

	while (next_round(round) <= value && round < G_MAXINT64)
		round = next_round(round);
	return round;
}

/* Every tick is a 1, 2 or 5; gives how many of them are decades. */
static guint
add_rounds(Scale *scale, gint64 least, gint64 max)
{
	gint64 value = round_below(least);
	guint decades = 0;

	scale->low = (double)value;
	for (;; value = next_round(value)) {
		add_tick(scale, value, TRUE);
		decades += is_decade(value);
		scale->high = (double)value;
		if (value >= max && scale->high > scale->low)
			return decades;
	}
}

/* Labels every nth decade so that there are at most most of them. */
static void
label_decades(Scale *scale, guint decades, guint most)
{
	guint every = (decades + most - 1) / most, seen = 0;

	for (guint i = 0; i < scale->n; i++)
		if (scale->ticks[i].value > 0)
			scale->ticks[i].labelled = is_decade(scale->ticks[i].value) && seen++ % every == 0;
}

/* Within about a decade a logarithm is nearly straight: even steps. */
static void
add_even(Scale *scale, gint64 least, gint64 max, guint most)
{
	gint64 step = 1, value, last;

	while ((max - 1) / step + 1 - least / step > most)
		step = next_round(step);
	value = least < step ? round_below(least) : least / step * step;
	last = (max - 1) / step + 1;
	scale->low = (double)value;
	scale->high = (double)last * (double)step;
	add_tick(scale, value, TRUE);
	for (gint64 i = least / step + 1; i <= last && step <= G_MAXINT64 / i; i++)
		add_tick(scale, i * step, TRUE);
}

Scale
scale_logarithmic(gint64 least, gint64 max, double zeros, guint most)
{
	Scale scale = { .logarithmic = TRUE, .floor = zeros };
	guint decades, zero = zeros > 0 ? 1 : 0;

	least = MAX(least, 1);
	max = MAX(max, least + (least < G_MAXINT64));
	most = MAX(most, 1);
	if (zero)
		add_tick(&scale, 0, TRUE);
	decades = add_rounds(&scale, least, max);
	if (decades >= 3 || (decades > 0 && scale.n - zero > most + 2)) {
		label_decades(&scale, decades, most);
	} else if (scale.n - zero < 4) {
		scale.n = zero;
		add_even(&scale, least, max, most);
	}
	return scale;
}

double
scale_place(const Scale *scale, double value)
{
	if (!scale->logarithmic)
		return value / scale->high;
	if (value < scale->low)
		return 0;
	return scale->floor + (1 - scale->floor) * log(value / scale->low) / log(scale->high / scale->low);
}
