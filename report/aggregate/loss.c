/*
 * loss.c: each sensor against itself and the others, a day.
 */
#include <math.h>
#include "loss.h"
#include "stat.h"
#include "twoway.h"

enum {
	LOOKS = 2,    /* what was found lost at first is no part of the fit */
	ITEMS = 5,    /* fewer tell nothing of a sensor's day */
	EXPECTED = 5, /* packets of an item */
	DAYS = 14,    /* fewer tell nothing of a sensor's habit */
	BETWEEN = 2,  /* days that may look better inside of one loss */
};
static const double lost = -0.28768;   /* ln 0.75 */
static const double nearly = -0.16252; /* ln 0.85 */
static const double strength = 5, least_deviation = 0.03;

/* The fit of all items. */
typedef struct {
	const LossInput *input;
	double *exposure; /* [sensors * days] 0 where it is not used */
	double *size;     /* [items * sensors] */
	double *level;    /* [items * days] */
	double *state;    /* [sensors * days] NAN where too little was expected */
	double *noise;    /* [sensors * days] its variance, were the counts Poisson's */
} Fit;

static void
fit_init(Fit *fit, const LossInput *input)
{
	gsize cells = input->sensors * input->days;

	*fit = (Fit) { .input = input };
	fit->exposure = g_new(double, cells + 1);
	fit->size = g_new(double, input->items * input->sensors + 1);
	fit->level = g_new(double, input->items * input->days + 1);
	fit->state = g_new(double, cells + 1);
	fit->noise = g_new0(double, cells + 1);
	for (gsize i = 0; i < cells; i++)
		fit->exposure[i] = input->exposure[i] >= TWOWAY_LEAST ? input->exposure[i] : 0;
}

static void
fit_clear(Fit *fit)
{
	g_free(fit->exposure);
	g_free(fit->size);
	g_free(fit->level);
	g_free(fit->state);
	g_free(fit->noise);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, fit_clear)

/* --- the fit ---------------------------------------------------------------------------------- */

/* Packets of an item that a sensor's day should have, all that it observed counted. */
static double
expected(const Fit *fit, gsize item, gsize sensor, gsize day)
{
	const LossInput *input = fit->input;
	double exposure = input->exposure[sensor * input->days + day];

	return exposure < TWOWAY_LEAST
		   ? 0
		   : fit->size[item * input->sensors + sensor] * fit->level[item * input->days + day] * exposure;
}

/* A median of n has 1.57 times the variance of their mean; a packet counts for its port and for its region. */
static double
state_of(Fit *fit, gsize sensor, gsize day, double *scratch)
{
	double variance = 0;
	gsize n = 0;

	for (gsize i = 0; i < fit->input->items; i++) {
		double usual = expected(fit, i, sensor, day);

		if (usual < EXPECTED)
			continue;
		scratch[n++] =
		    log(((double)fit->input->packets[i][sensor * fit->input->days + day] + 0.5) / (usual + 0.5));
		variance += 1 / usual;
	}
	fit->noise[sensor * fit->input->days + day] = n > 0 ? 2 * 1.57 * variance / (double)(n * n) : 0;
	return n >= ITEMS ? stat_median(scratch, n) : NAN;
}

static void
fit_all(Fit *fit)
{
	const LossInput *input = fit->input;
	TwoWay two = { input->sensors, input->days, fit->exposure };
	g_autofree double *clipped = g_new(double, input->sensors * input->days + 1);
	g_autofree double *scratch = g_new(double, MAX(input->days, input->items) + 1);

	for (gsize i = 0; i < input->items; i++) {
		twoway_clip(&two, input->packets[i], clipped, scratch);
		twoway_fit(&two, clipped, fit->size + i * input->sensors, fit->level + i * input->days);
	}
	for (gsize s = 0; s < input->sensors; s++)
		for (gsize d = 0; d < input->days; d++)
			fit->state[s * input->days + d] = state_of(fit, s, d, scratch);
}

/* --- days lost -------------------------------------------------------------------------------- */

/* A sensor's usual state, and how its better days scatter about it: losses are no part of that. */
static gboolean
habit_of(const Fit *fit, gsize sensor, double *usual, double *deviation)
{
	gsize days = fit->input->days, n = 0;
	const double *state = fit->state + sensor * days;
	g_autofree double *scratch = g_new(double, days + 1);

	for (gsize d = 0; d < days; d++)
		if (!isnan(state[d]))
			scratch[n++] = state[d];
	if (n < DAYS)
		return FALSE;
	*usual = stat_median(scratch, n);
	n = 0;
	for (gsize d = 0; d < days; d++)
		if (!isnan(state[d]) && state[d] >= *usual)
			scratch[n++] = state[d] - *usual;
	*deviation = MAX(STAT_MAD * stat_median(scratch, n), least_deviation);
	return TRUE;
}

/* With the days beside it that were as low and, having fewer packets to go by, not surely so. */
static void
add_loss(const Fit *fit, GArray *losses, gsize sensor, gsize from, gsize to, double usual)
{
	const double *state = fit->state + sensor * fit->input->days;
	g_autofree double *scratch = g_new(double, fit->input->days + 1);
	Loss loss = { sensor, from, to, 0 },
	     *last = losses->len > 0 ? &g_array_index(losses, Loss, losses->len - 1) : NULL;
	gsize n = 0;

	while (loss.from > 0 && state[loss.from - 1] - usual <= lost)
		loss.from--;
	while (loss.to + 1 < fit->input->days && state[loss.to + 1] - usual <= lost)
		loss.to++;
	if (last && last->sensor == sensor && loss.from <= last->to + 1) {
		loss.from = last->from;
		g_array_set_size(losses, losses->len - 1);
	}
	for (gsize d = loss.from; d <= loss.to; d++)
		if (!isnan(state[d]))
			scratch[n++] = state[d] - usual;
	loss.level = MIN(1, exp(stat_median(scratch, n)));
	g_array_append_val(losses, loss);
}

/* Runs of lost days; days without a state, or nearly lost ones, do not part them. */
static void
find_of(const Fit *fit, gsize sensor, GArray *losses)
{
	const double *state = fit->state + sensor * fit->input->days, *noise = fit->noise + sensor * fit->input->days;
	gsize from = 0, to = 0;
	gboolean inside = FALSE;
	double usual, deviation;

	if (!habit_of(fit, sensor, &usual, &deviation))
		return;
	for (gsize d = 0; d < fit->input->days; d++) {
		double below = state[d] - usual;

		if (isnan(below))
			continue;
		if (below <= lost && below <= -strength * sqrt(deviation * deviation + noise[d])) {
			from = inside ? from : d;
			to = d;
			inside = TRUE;
		} else if (inside && (d - to > BETWEEN || below > nearly)) {
			add_loss(fit, losses, sensor, from, to, usual);
			inside = FALSE;
		}
	}
	if (inside)
		add_loss(fit, losses, sensor, from, to, usual);
}

GArray *
loss_find(const LossInput *input)
{
	g_auto(Fit) fit = { 0 };
	GArray *losses = g_array_new(FALSE, FALSE, sizeof(Loss));

	fit_init(&fit, input);
	for (int look = 0; look < LOOKS; look++) {
		for (guint i = 0; i < losses->len; i++) {
			const Loss *loss = &g_array_index(losses, Loss, i);
			for (gsize d = loss->from; d <= loss->to; d++)
				fit.exposure[loss->sensor * input->days + d] = 0;
		}
		fit_all(&fit);
		g_array_set_size(losses, 0);
		for (gsize s = 0; s < input->sensors; s++)
			find_of(&fit, s, losses);
	}
	return losses;
}
