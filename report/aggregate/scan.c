/*
 * scan.c: for every day of the quarter as a start and every later day as an end, how far the days between are from
 * the four weeks before the start; the farthest is an event, and the search goes on without it.
 */
#include <math.h>
#include "event.h"
#include "stat.h"

enum { EVENTS = 6, BASE_LEAST = 10, DECLINE_LEAST = 10 };

static const double least_packets = 20, edge = 1, least_score = 6.5, decline_strength = 4, stands_out = 1.4;

typedef struct {
	const Scene *scene;
	gboolean *usable; /* [days] may be in a baseline */
	gboolean *taken, *barred;
	double *scratch;
	double week[7]; /* times the level on a weekday */
} Scan;

typedef struct {
	gsize from, n;
	double level;
	gboolean both_sides;
	double usual[7], stable[7]; /* on a weekday: packets, and their stabilised number */
	double drift;               /* of the level, in standard deviations of a day */
	double noise;               /* variance of its median, in days */
} Baseline;

/* The last days before from that may serve; all of the series where these are too few. */
static gboolean
find_base(const Scan *scan, gsize from, Baseline *base)
{
	const Scene *scene = scan->scene;
	gsize oldest = from > EVENT_BACK ? from - EVENT_BACK : 0, n = 0;

	for (gsize d = from; d > oldest && n < EVENT_BASE; d--)
		if (scan->usable[d - 1])
			scan->scratch[n++] = scene->flat[d - 1];
	base->from = from;
	base->both_sides = n < BASE_LEAST;
	if (base->both_sides) {
		n = 0;
		for (gsize d = 0; d < scene->series->days; d++)
			if (scan->usable[d])
				scan->scratch[n++] = scene->flat[d];
	}
	base->n = n;
	if (n < BASE_LEAST)
		return FALSE;
	base->level = stat_median(scan->scratch, n);
	if (base->level < 3.3) { /* a median of small counts says too little */
		double most = 4 * stat_quantile(scan->scratch, n, 0.75) + 4, sum = 0;

		for (gsize i = 0; i < n; i++)
			sum += MIN(scan->scratch[i], most);
		base->level = sum / (double)n;
	}
	return TRUE;
}

/* What every end of a stretch is judged by; once for a start. */
static void
prepare_base(const Scan *scan, Baseline *base)
{
	const Habit *habit = &scan->scene->habit;

	for (guint w = 0; w < G_N_ELEMENTS(base->usual); w++) {
		base->usual[w] = base->level * scan->week[w];
		base->stable[w] = stat_stable(base->usual[w], habit->scatter);
	}
	base->noise = 1.57 / (double)base->n;
	base->drift = habit->drift / sqrt(habit->scatter + 1 / (base->level + 0.5));
}

/* A short rise has to stand out against the week after it too, else it is part of a smaller, longer one. */
static gboolean
falls_back(const Scan *scan, gsize to, double mean)
{
	const Scene *scene = scan->scene;
	double after[7];
	gsize n = 0;

	for (gsize d = to + 1; d < scene->series->days && d <= to + 14 && n < G_N_ELEMENTS(after); d++)
		if (scene->level->valid[d])
			after[n++] = scene->flat[d];
	return n < 4 || mean + 0.5 >= stands_out * (stat_median(after, n) + 0.5);
}

/* Sums over the days from the start of a stretch on. */
typedef struct {
	double weight, deviation, packets, usual;
} Sums;

/* Whether the stretch is within the daily scatter; asked of every stretch, so it does not divide. */
static gboolean
is_usual(const Baseline *base, const Sums *sums)
{
	double noise = sums->weight * (1 + base->noise * sums->weight);

	return sums->deviation * sums->deviation < least_score * least_score * noise;
}

static void
judge(const Baseline *base, const Sums *sums, gsize to, Event *event)
{
	double mean = sums->deviation / sums->weight;
	double noise = 1 / sums->weight + base->noise;
	double length = (double)(to - base->from + 1);
	/* short events suffer less from a drift of the level */
	double drift = MIN(1, 0.5 + 0.5 * length / EVENT_LONG) * base->drift;

	event->from = base->from;
	event->to = to;
	event->base = base->level;
	event->both_sides = base->both_sides;
	event->score = fabs(mean / sqrt(noise));
	event->strength = mean / sqrt(noise + drift * drift);
	event->factor = (sums->packets + 0.5) / (sums->usual + 0.5);
	event->excess = sums->packets - sums->usual;
	event->rise = event->factor > 1;
}

static gboolean
passes(const Scan *scan, const Event *event, double first, double last)
{
	const EventRules *rules = scan->scene->rules;
	gsize length = event->to - event->from + 1;
	double factor = length < EVENT_LONG ? rules->shortest_factor : rules->lasting_factor;

	if (event->score < least_score || (event->both_sides && length > scan->scene->series->days / 3))
		return FALSE;
	if (first >= edge)
		return last >= edge / 2 && event->strength >= rules->strength && event->factor >= factor &&
		       event->excess >= least_packets;
	return last <= -edge / 2 && event->strength <= -MAX(rules->strength, decline_strength) &&
	       event->factor <= 0.5 && length >= DECLINE_LEAST && -event->excess >= least_packets;
}

/* The best stretch from base->from on that beats best. */
static void
try_start(const Scan *scan, Baseline *base, Event *best)
{
	const Scene *scene = scan->scene;
	Sums sums = { 0 };
	double first = 0;

	for (gsize d = base->from; d < scene->series->days && !scan->taken[d]; d++) {
		guint8 weekday = scene->series->weekday[d];
		double z, weight;
		Event event;

		if (!scene->level->valid[d])
			continue;
		if (d == base->from)
			prepare_base(scan, base);
		z = scene->stable[d] - base->stable[weekday];
		weight = MIN(1, scene->level->part[d]);
		if (d == base->from && fabs(first = z) < edge)
			return;
		sums.weight += weight;
		sums.deviation += weight * z;
		sums.packets += weight * scene->level->level[d];
		sums.usual += weight * base->usual[weekday];
		if (is_usual(base, &sums))
			continue;
		event = (Event) { 0 };
		judge(base, &sums, d, &event);
		if (!passes(scan, &event, first, z) || event.score <= best->score + 1e-12)
			continue;
		if (event.rise && d - base->from + 1 < EVENT_LONG && !falls_back(scan, d, sums.packets / sums.weight))
			continue;
		*best = event;
	}
}

static gboolean
find_best(const Scan *scan, Event *best)
{
	const Series *series = scan->scene->series;

	*best = (Event) { .score = -1 };
	for (gsize a = series->first; a <= series->last && a < series->days; a++) {
		Baseline base = { 0 };

		if (scan->scene->level->valid[a] && !scan->taken[a] && !scan->barred[a] && find_base(scan, a, &base))
			try_start(scan, &base, best);
	}
	return best->score >= 0;
}

/* A short event leaves all baselines; inside of a long one another needs ten days of its own before it. */
static void
set_aside(Scan *scan, const Event *event)
{
	gsize days = scan->scene->series->days;

	if (event->to - event->from + 1 >= EVENT_LONG) {
		for (gsize d = event->from > 3 ? event->from - 3 : 0; d < MIN(days, event->from + 10); d++)
			scan->barred[d] = TRUE;
		return;
	}
	for (gsize d = event->from; d <= event->to; d++) {
		scan->taken[d] = TRUE;
		scan->usable[d] = FALSE;
	}
}

GArray *
event_scan(const Scene *scene)
{
	gsize days = scene->series->days;
	g_autofree gboolean *usable = g_memdup2(scene->level->valid, days * sizeof *usable);
	g_autofree gboolean *taken = g_new0(gboolean, days), *barred = g_new0(gboolean, days);
	g_autofree double *scratch = g_new(double, days);
	GArray *events = g_array_new(FALSE, TRUE, sizeof(Event));
	Scan scan = { scene, usable, taken, barred, scratch, { 0 } };
	Event event;

	for (guint w = 0; w < G_N_ELEMENTS(scan.week); w++)
		scan.week[w] = exp(scene->habit.week[w]);

	while (events->len < EVENTS && find_best(&scan, &event)) {
		g_array_append_val(events, event);
		set_aside(&scan, &event);
	}
	return events;
}
