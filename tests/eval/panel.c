/*
 * panel.c: chance to counts.  Each item is made alone: what is usual, what is loud by chance, what happens, and then what
 * the sensors that observed counted of it.
 */
#include <math.h>
#include <string.h>
#include "chance.h"
#include "panel.h"

enum { DAYS = PANEL_DAYS, MANY = PANEL_SENSORS + 3, EVENTS = 36, NEW = 7 };

typedef struct {
	GRand *rand, *apart; /* apart: of what nobody counted, so that it changes nothing else */
	PanelKind kind;
	EvalPanel *panel;
	double size[MANY];
	gint born[MANY], dead[MANY];
} Maker;

/* An item while it is made. */
typedef struct {
	double share[MANY]; /* of its packets a day, the first twenty add up to 1 */
	double volume;      /* packets a day */
	double usual[MANY][DAYS], extra[MANY][DAYS];
} Item;

/* A stationary process that forgets in tau days. */
static void
wander(Maker *maker, double *x, double deviation, double tau)
{
	double keep = exp(-1 / tau), step = sqrt(1 - keep * keep), state = chance_normal(maker->rand);

	for (gint d = 0; d < DAYS; d++) {
		x[d] = deviation * state;
		state = keep * state + step * chance_normal(maker->rand);
	}
}

/* --- sensors --------------------------------------------------------------------------------- */

static void
take_time(double *exposure, gsize sensor, double from, double to)
{
	for (gint d = (gint)from; d < MIN(DAYS, (gint)ceil(to)); d++) {
		double *e = &exposure[sensor * DAYS + (gsize)d];

		*e = MAX(0, *e - MAX(0, MIN(to, d + 1) - MAX(from, d)));
	}
}

static void
make_gaps(Maker *maker)
{
	EvalPanel *panel = maker->panel;
	double from = chance_uniform(maker->rand, PANEL_LEAD + 5, PANEL_LEAD + PANEL_QUARTER - 8),
	       length = chance_uniform(maker->rand, 1, 5);

	panel->gap_from = (gint)from;
	panel->gap_to = (gint)ceil(from + length) - 1;
	for (gsize s = 0; s < panel->sensors; s++) {
		take_time(panel->exposure, s, from, from + length);
		if (chance_uniform(maker->rand, 0, 1) >= (s == 0 ? 0.8 : 0.35))
			continue;
		for (gint n = chance_whole(maker->rand, 1, 3); n > 0; n--) {
			double start = chance_uniform(maker->rand, 0, DAYS - 16),
			       end = start + chance_log_uniform(maker->rand, 0.2, 15);

			take_time(panel->exposure, s, start, end);
			take_time(panel->unbroken, s, start, end);
		}
	}
}

static void
make_sensors(Maker *maker)
{
	EvalPanel *panel = maker->panel;
	gint replaced = maker->kind.whole ? 0 : chance_whole(maker->rand, 1, 3),
	     added = maker->kind.whole ? 0 : chance_whole(maker->rand, 0, 2);

	panel->sensors = (gsize)(PANEL_SENSORS + replaced + added);
	for (gsize s = 0; s < MANY; s++) {
		maker->size[s] = exp(0.7 * chance_normal(maker->rand)) * (s == 0 ? 6 : 1);
		maker->born[s] = 0;
		maker->dead[s] = DAYS;
	}
	for (gint k = 0; k < replaced; k++) {
		gint old = chance_whole(maker->rand, 1, PANEL_SENSORS),
		     day = chance_whole(maker->rand, PANEL_LEAD + 5, PANEL_LEAD + PANEL_QUARTER - 5);

		maker->dead[old] = day;
		maker->born[PANEL_SENSORS + k] = day + chance_whole(maker->rand, 0, 5);
	}
	for (gint k = 0; k < added; k++)
		maker->born[PANEL_SENSORS + replaced + k] =
		    chance_whole(maker->rand, PANEL_LEAD + 10, PANEL_LEAD + PANEL_QUARTER - 10);
	panel->exposure = g_new0(double, panel->sensors *DAYS);
	panel->reference = g_new0(gboolean, panel->sensors);
	for (gsize s = 0; s < panel->sensors; s++) {
		for (gint d = maker->born[s]; d < maker->dead[s]; d++)
			panel->exposure[s * DAYS + (gsize)d] = 1;
		panel->reference[s] = maker->born[s] == 0 && maker->dead[s] >= DAYS / 2;
	}
	panel->unbroken = g_memdup2(panel->exposure, panel->sensors * DAYS * sizeof(double));
	if (!maker->kind.whole)
		make_gaps(maker);
}

/* --- what is usual --------------------------------------------------------------------------- */

static void
make_shares(Maker *maker, Item *item, gboolean of_one)
{
	gint loud = of_one ? chance_whole(maker->rand, 0, PANEL_SENSORS) : -1;
	double sum = 0;

	for (gint s = 0; s < MANY; s++) {
		item->share[s] = maker->size[s] * exp(0.5 * chance_normal(maker->rand)) * (s == loud ? 15 : 1);
		sum += s < PANEL_SENSORS ? item->share[s] : 0;
	}
	for (gint s = 0; s < MANY; s++)
		item->share[s] /= sum;
}

static void
make_days(Maker *maker, double *days)
{
	double week[7], mean = 0, square = 0, amplitude = chance_uniform(maker->rand, 0, 0.25);
	double trend = chance_uniform(maker->rand, -0.004, 0.004), noise = chance_uniform(maker->rand, 0.03, 0.22);

	for (gint w = 0; w < 7; w++)
		mean += (week[w] = chance_normal(maker->rand)) / 7;
	for (gint w = 0; w < 7; w++)
		square += (week[w] - mean) * (week[w] - mean) / 7;
	wander(maker, days, chance_uniform(maker->rand, 0.03, 0.30), chance_uniform(maker->rand, 10, 40));
	for (gint d = 0; d < DAYS; d++)
		days[d] +=
		    amplitude * (week[d % 7] - mean) / sqrt(square) + trend * d + noise * chance_normal(maker->rand);
}

static void
make_usual(Maker *maker, Item *item, gboolean *clutter)
{
	double days[DAYS], own[DAYS], spread = chance_uniform(maker->rand, 0.05, 0.5);

	make_days(maker, days);
	memset(item->extra, 0, sizeof item->extra);
	for (gsize s = 0; s < MANY; s++) {
		wander(maker, own, 0.2, 15);
		for (gint d = 0; d < DAYS; d++) {
			item->usual[s][d] = item->share[s] * item->volume * exp(days[d] + own[d]) *
					    chance_gamma(maker->rand, 1 / spread, spread);
			if (s < maker->panel->sensors && chance_uniform(maker->rand, 0, 1) < 0.002)
				item->extra[s][d] =
				    item->usual[s][d] * (1 + 3 * (pow(1 - g_rand_double(maker->rand), -1 / 1.5) - 1));
		}
	}
	for (gint d = 0; d < DAYS; d++) {
		double usual = 0, extra = 0;

		for (gsize s = 0; s < maker->panel->sensors; s++) {
			usual += item->usual[s][d];
			extra += item->extra[s][d];
		}
		clutter[d] = extra > 0.5 * usual;
	}
}

/* --- what happens ---------------------------------------------------------------------------- */

/* The sensors that a wide event does not reach, in the hard kind. */
static void
thin_out(Maker *maker, double *factor)
{
	gint reached = MAX(4, (gint)floor(chance_uniform(maker->rand, 0.35, 1) * (double)maker->panel->sensors + 0.5));

	for (gint left = (gint)maker->panel->sensors - reached; maker->kind.hard && left > 0;) {
		gint s = chance_whole(maker->rand, 0, (gint)maker->panel->sensors);

		left -= factor[s] > 0;
		factor[s] = 0;
	}
}

static void
add_wide(Maker *maker, Item *item, const Truth *truth, double times)
{
	gboolean equal = chance_uniform(maker->rand, 0, 1) < 0.5 && truth->kind != TRUE_DECLINE;
	gint slope = chance_whole(maker->rand, 18, 40);
	double factor[MANY], sum = 0;

	for (gint s = 0; s < MANY; s++)
		factor[s] = exp((maker->kind.hard ? 0.8 : 0.25) * chance_normal(maker->rand));
	thin_out(maker, factor);
	for (gint s = 0; s < PANEL_SENSORS; s++)
		sum += factor[s];
	for (gsize s = 0; s < maker->panel->sensors; s++)
		for (gint d = truth->from; d <= truth->to; d++) {
			double height = times - 1;

			if (truth->kind == TRUE_RAMP)
				height = pow(times, MIN(1, (d - truth->from + 1.0) / slope)) - 1;
			if (truth->kind == TRUE_DECLINE)
				item->extra[s][d] += item->usual[s][d] * height;
			else if (equal) /* as many at each sensor, as a scan of random addresses */
				item->extra[s][d] +=
				    factor[s] / sum * item->volume * height * exp(0.2 * chance_normal(maker->rand));
			else
				item->extra[s][d] += item->usual[s][d] * height * factor[s];
		}
}

static void
add_artefact(Maker *maker, Item *item, const Truth *truth, double times)
{
	gint n = truth->kind == TRUE_SINGLE ? 1 : chance_whole(maker->rand, 2, 4), chosen[3];
	double part[3], sum = 0;

	for (gint k = 0; k < n; k++) {
		gboolean again;
		do {
			double time = 0;
			chosen[k] = chance_whole(maker->rand, 0, (gint)maker->panel->sensors);
			for (gint d = MAX(0, truth->from - 20); d <= truth->to; d++)
				time += maker->panel->exposure[chosen[k] * DAYS + d];
			again = time < 0.6 * (truth->to - MAX(0, truth->from - 20) + 1);
			for (gint i = 0; i < k; i++)
				again |= chosen[i] == chosen[k];
		} while (again);
		sum += part[k] = chance_gamma(maker->rand, 5, 1);
	}
	for (gint d = truth->from; d <= truth->to; d++) {
		double more = item->volume * (times - 1) * exp(0.4 * chance_normal(maker->rand));

		for (gint k = 0; k < n; k++)
			item->extra[chosen[k]][d] += part[k] / sum * more;
		for (gsize s = 0; maker->kind.hard && s < maker->panel->sensors; s++)
			item->extra[s][d] += item->usual[s][d] * chance_uniform(maker->rand, 0, 0.3);
	}
}

static void
add_new(Maker *maker, Item *item, const Truth *truth)
{
	double rate = chance_log_uniform(maker->rand, maker->kind.hard ? 0.15 : 0.7, 50), factor[MANY];

	for (gint s = 0; s < MANY; s++)
		factor[s] = exp((maker->kind.hard ? 1.0 : 0.4) * chance_normal(maker->rand));
	thin_out(maker, factor);
	for (gint d = truth->from; d <= truth->to; d++) {
		double day = exp(0.3 * chance_normal(maker->rand));

		for (gsize s = 0; s < maker->panel->sensors; s++)
			item->extra[s][d] += rate * factor[s] * day * chance_gamma(maker->rand, 4, 0.25);
	}
}

/* First day, length and size by kind. */
static void
add_event(Maker *maker, Item *item, Truth *truth)
{
	static const struct {
		gint first, last;         /* days of the quarter from its start, from its end */
		double shortest, longest; /* days; 0: to the end */
		double least, most;       /* times the usual */
	} kinds[TRUE_KINDS] = {
		[TRUE_BURST] = { 2, 3, 1, 9, 2.5, 20 },
		[TRUE_SHIFT] = { 5, 10, 0, 0, 1.8, 5 },
		[TRUE_RAMP] = { 5, 30, 0, 0, 2.2, 6 },
		[TRUE_NEW] = { 5, 8, 0, 0, 1, 1 },
		[TRUE_DECLINE] = { 5, 20, 0, 0, 0.2, 0.45 },
		[TRUE_SINGLE] = { 2, 3, 1, 20, 2.2, 15 },
		[TRUE_FEW] = { 2, 3, 1, 20, 2.2, 15 },
	};
	double times = chance_log_uniform(maker->rand, kinds[truth->kind].least, kinds[truth->kind].most + 1e-9);
	gint length = DAYS;

	truth->from = chance_whole(
	    maker->rand, PANEL_LEAD + kinds[truth->kind].first, PANEL_LEAD + PANEL_QUARTER - kinds[truth->kind].last);
	if (truth->kind == TRUE_NEW)
		length = chance_uniform(maker->rand, 0, 1) < 0.7 ? DAYS : chance_whole(maker->rand, 11, 41);
	else if (truth->kind == TRUE_BURST)
		length = chance_whole(maker->rand, 1, 9);
	else if (kinds[truth->kind].longest > 0)
		length = (gint)chance_log_uniform(maker->rand, kinds[truth->kind].shortest, kinds[truth->kind].longest);
	truth->to = MIN(DAYS - 1, truth->from + length - 1);
	if (truth->kind == TRUE_NEW)
		add_new(maker, item, truth);
	else if (truth->kind == TRUE_SINGLE || truth->kind == TRUE_FEW)
		add_artefact(maker, item, truth, times);
	else
		add_wide(maker, item, truth, times);
}

/* Whether enough of it could be observed. */
static void
judge(const Maker *maker, const Item *item, Truth *truth)
{
	const EvalPanel *panel = maker->panel;
	double seen = 0, usual = 0, reference = 0;
	gint days = 0;

	for (gsize s = 0; s < panel->sensors; s++)
		reference += maker->born[s] <= 0 ? item->share[s] : 0;
	for (gint d = truth->from; d <= truth->to; d++) {
		double part = 0;

		for (gsize s = 0; s < panel->sensors; s++)
			part += item->share[s] * panel->exposure[s * DAYS + (gsize)d] / reference;
		if (part < 0.4)
			continue;
		days++;
		for (gsize s = 0; s < panel->sensors; s++) {
			seen += MAX(0, item->usual[s][d] + item->extra[s][d]) * panel->exposure[s * DAYS + (gsize)d];
			usual += item->usual[s][d] * panel->exposure[s * DAYS + (gsize)d];
		}
	}
	if (truth->kind == TRUE_DECLINE)
		truth->seen = days >= 7 && usual - seen >= 20 && (seen + 0.5) / (usual + 0.5) <= 0.6;
	else
		truth->seen = days >= 1 && seen - usual >= 20 && (seen + 0.5) / (usual + 0.5) >= 1.5;
}

/* The kind of event that item number i has; TRUE_KINDS: none. */
static TruthKind
kind_of_item(const Maker *maker, const TruthKind *kinds, guint i)
{
	return maker->kind.quiet || i >= EVENTS ? TRUE_KINDS : i < NEW ? TRUE_NEW : kinds[i - NEW];
}

static void
count(Maker *maker, const Item *item, guint number)
{
	EvalPanel *panel = maker->panel;

	for (gsize s = 0; s < panel->sensors; s++)
		for (gsize d = 0; d < DAYS; d++) {
			gsize row = s * DAYS + d, cell = number * panel->sensors * DAYS + row;
			double mean = MAX(0, item->usual[s][d] + item->extra[s][d]),
			       missed = panel->unbroken[row] - panel->exposure[row];

			panel->packets[cell] = chance_poisson(maker->rand, mean * panel->exposure[row]);
			if (missed > 0)
				panel->hidden[cell] = chance_poisson(maker->apart, mean * missed);
		}
}

static void
make_item(Maker *maker, Item *item, guint number, TruthKind kind)
{
	EvalPanel *panel = maker->panel;
	Truth truth = { .item = number, .kind = kind };

	item->volume =
	    number < NEW ? chance_log_uniform(maker->rand, 0.05, 1) : chance_log_uniform(maker->rand, 3, 3e5);
	make_shares(maker, item, number % (maker->kind.hard ? 4 : 15) == 1);
	make_usual(maker, item, panel->clutter + (gsize)number * DAYS);
	if (kind != TRUE_KINDS) {
		add_event(maker, item, &truth);
		judge(maker, item, &truth);
		g_array_append_val(panel->truths, truth);
	}
	count(maker, item, number);
}

EvalPanel *
eval_panel_new(guint32 seed, PanelKind kind)
{
	static const guint many[TRUE_KINDS] = { [TRUE_BURST] = 8,
		[TRUE_SHIFT] = 6,
		[TRUE_RAMP] = 4,
		[TRUE_SINGLE] = 7,
		[TRUE_FEW] = 3,
		[TRUE_DECLINE] = 2 };
	Maker maker = { g_rand_new_with_seed(seed), g_rand_new_with_seed(~seed), kind, g_new0(EvalPanel, 1), { 0 },
		{ 0 }, { 0 } };
	g_autofree Item *item = g_new0(Item, 1);
	TruthKind kinds[30];
	guint n = 0;

	for (guint k = 0; k < TRUE_KINDS; k++)
		for (guint i = 0; i < many[k]; i++)
			kinds[n++] = (TruthKind)k;
	for (guint i = n - 1; i > 0; i--) {
		guint other = (guint)chance_whole(maker.rand, 0, (gint)i + 1);
		TruthKind swap = kinds[i];

		kinds[i] = kinds[other];
		kinds[other] = swap;
	}
	maker.panel->gap_from = 1;
	make_sensors(&maker);
	maker.panel->packets = g_new0(gint64, PANEL_ITEMS * maker.panel->sensors * DAYS);
	maker.panel->hidden = g_new0(gint64, PANEL_ITEMS * maker.panel->sensors * DAYS);
	maker.panel->clutter = g_new0(gboolean, PANEL_ITEMS * DAYS);
	maker.panel->truths = g_array_new(FALSE, TRUE, sizeof(Truth));
	for (guint i = 0; i < PANEL_ITEMS; i++)
		make_item(&maker, item, i, kind_of_item(&maker, kinds, i));
	g_rand_free(maker.rand);
	g_rand_free(maker.apart);
	return maker.panel;
}

void
eval_panel_free(EvalPanel *panel)
{
	if (!panel)
		return;
	g_free(panel->packets);
	g_free(panel->exposure);
	g_free(panel->hidden);
	g_free(panel->unbroken);
	g_free(panel->reference);
	g_free(panel->clutter);
	g_array_unref(panel->truths);
	g_free(panel);
}
