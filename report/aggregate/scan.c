/*
 * scan.c: for every day of the quarter as a start and every later day as an end, how far the days between are from
 * the four weeks before the start; the farthest is an event, and the search goes on without it.  Ten thousand items
 * pass here, so the four weeks move along, and a start is left as soon as no later end can be far enough.
 */
#include <math.h>
#include "event.h"
#include "stat.h"

enum { EVENTS = 6, BASE_LEAST = 10, DECLINE_LEAST = 10, GAP_NEAR = 2, BACK = 7 };

static const double small = 3.3; /* packets a day */
static const double least_packets = 30, edge = 1, slack = 1e-9, stands_out = 1.4;
static const double decline_factor = 0.5, gap_proof = 3;

/*
 * Of the days from one on: all of their weight, and the most and the least that the mean of the first of them can be, of
 * stabilised days above a middle of their weekday.
 */
typedef struct {
	double weight, most, least;
} Reach;

typedef struct {
	const Scene *scene;
	gboolean *usable; /* [days] may be in a baseline */
	gboolean *taken, *barred;
	gboolean *fresh; /* a long event begins: what was before is not usual any more */
	GArray *events;  /* found */
	double *scratch;
	double week[7];   /* times the level on a weekday */
	double middle[7]; /* stabilised, of a weekday */
	Reach *reach;     /* [days + 1] of the valid days from this one to any later one */
} Scan;

/* The usable days before a start, at most four weeks of them in eight. */
typedef struct {
	gsize oldest;
	Sorted flat;
} Window;

typedef struct {
	gsize from, n, gap; /* gap: days left out between the oldest of its days and the start */
	double level;
	gboolean both_sides;
	double usual[7], stable[7]; /* on a weekday: packets, and their stabilised number */
	double drift;               /* of the level, in standard deviations of a day */
	double noise;               /* variance of its level, in days */
	double most, least;         /* of stable, above the middle of the weekday */
} Baseline;

/* Lets a day in, and those out that are too old for a start on the day after. */
static void
move_window(const Scan *scan, Window *window, gsize day)
{
	const double *flat = scan->scene->flat;

	if (scan->fresh[day]) {
		window->flat.n = 0;
		window->oldest = day;
	}
	if (scan->usable[day])
		sorted_add(&window->flat, flat[day]);
	for (; window->flat.n > EVENT_BASE || window->oldest + EVENT_BACK <= day; window->oldest++)
		if (scan->usable[window->oldest])
			sorted_remove(&window->flat, flat[window->oldest]);
}

/* The mean where the middle says too little, of small counts; without what is far above the rest. */
static double
mean_of_small(const double *flat, gsize n, double upper)
{
	double most = 4 * upper + 4, sum = 0;

	for (gsize i = 0; i < n; i++)
		sum += MIN(flat[i], most);
	return sum / (double)n;
}

/* What is usual of some days. */
static double
middle_of(const Scene *scene, double *days, gsize n)
{
	return scene->rules->smooth ? stat_middle(days, n) : stat_median(days, n);
}

/* The days of the window; all of the series where these are too few. */
static gboolean
find_base(const Scan *scan, const Window *window, gsize from, Baseline *base)
{
	const Scene *scene = scan->scene;
	const double *flat = window->flat.x;
	double upper;

	base->from = from;
	base->n = window->flat.n;
	base->both_sides = base->n < BASE_LEAST;
	base->gap = scene->rules->smooth ? from - window->oldest - base->n : 0;
	if (base->both_sides) {
		base->n = 0;
		for (gsize d = 0; d < scene->series->days; d++)
			if (scan->usable[d])
				scan->scratch[base->n++] = scene->flat[d];
		flat = scan->scratch;
	}
	if (base->n < BASE_LEAST)
		return FALSE;
	base->level = base->both_sides       ? middle_of(scene, scan->scratch, base->n)
		      : scene->rules->smooth ? sorted_middle(&window->flat)
					     : sorted_quantile(&window->flat, 0.5);
	if (base->level >= small)
		return TRUE;
	upper = base->both_sides ? stat_quantile(scan->scratch, base->n, 0.75) : sorted_quantile(&window->flat, 0.75);
	base->level = mean_of_small(flat, base->n, upper);
	return TRUE;
}

/* The first day's distance from the usual; most starts end here. */
static double
first_distance(const Scan *scan, const Baseline *base)
{
	guint8 weekday = scan->scene->series->weekday[base->from];
	double usual = base->level * scan->week[weekday];

	return scan->scene->stable[base->from] - stat_stable(usual, scan->scene->habit.scatter);
}

/* What every end of a stretch is judged by; once for a start. */
static void
prepare_base(const Scan *scan, Baseline *base)
{
	const Habit *habit = &scan->scene->habit;

	base->most = -G_MAXDOUBLE;
	base->least = G_MAXDOUBLE;
	for (guint w = 0; w < G_N_ELEMENTS(base->usual); w++) {
		base->usual[w] = base->level * scan->week[w];
		base->stable[w] = stat_stable(base->usual[w], habit->scatter);
		base->most = MAX(base->most, base->stable[w] - scan->middle[w]);
		base->least = MIN(base->least, base->stable[w] - scan->middle[w]);
	}
	base->noise = STAT_MIDDLE_NOISE / (double)base->n;
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
	return n < 4 || mean + 0.5 >= stands_out * (middle_of(scene, after, n) + 0.5);
}

/* Sums over the days from the start of a stretch on. */
typedef struct {
	double sign; /* of what is looked for: 1 a rise, -1 a decline */
	double weight, deviation, packets, usual;
} Sums;

/* The square of the deviation that so much weight takes for a score. */
static double
needed(const Baseline *base, double weight, double score)
{
	return score * score * weight * (1 + base->noise * weight);
}

/* Whether the stretch has less than a score; asked of every stretch, so it does not divide. */
static gboolean
is_usual(const Baseline *base, const Sums *sums, double score)
{
	double deviation = sums->sign * sums->deviation;

	return deviation <= 0 || deviation * deviation < needed(base, sums->weight, score);
}

/*
 * Whether no end from day d on can have a score, where the stretch before d is usual.  The deviation that a score takes,
 * score sqrt(w + noise w^2), bends down as the weight w grows, and what the days from d on can add is a line: if it is not
 * above at all of their weight, it is nowhere.
 */
static gboolean
stays_usual(const Scan *scan, const Baseline *base, const Sums *sums, gsize d, double score)
{
	const Reach *reach = &scan->reach[d];
	double mean = sums->sign > 0 ? reach->most - base->least : base->most - reach->least;
	double deviation = sums->sign * sums->deviation + mean * reach->weight + slack;

	return deviation <= 0 || deviation * deviation < needed(base, sums->weight + reach->weight, score);
}

static void
judge(const Baseline *base, const Sums *sums, gsize to, Event *event)
{
	double mean = sums->deviation / sums->weight;
	double noise = 1 / sums->weight + base->noise;
	/* the level drifts less in a short event, but a gap in its baseline gives it time */
	double length = (double)(to - base->from + 1 + base->gap);
	double drift = MIN(1, 0.5 + 0.5 * length / EVENT_LONG) * base->drift;

	event->from = base->from;
	event->to = to;
	event->base = base->level;
	event->both_sides = base->both_sides;
	event->score = fabs(mean / sqrt(noise));
	event->strength = mean / sqrt(noise + drift * drift);
	event->factor = (sums->packets + 0.5) / (sums->usual + 0.5);
	event->excess = sums->packets - sums->usual;
	event->rise = sums->sign > 0;
}

/* Whether a missing day is so near that the event may be of what was only seen in part. */
static gboolean
is_by_gap(const Scene *scene, const Event *event)
{
	gsize last = MIN(event->to + GAP_NEAR, scene->series->days - 1);

	for (gsize d = event->from > GAP_NEAR ? event->from - GAP_NEAR : 0; d <= last; d++)
		if (!scene->level->valid[d])
			return TRUE;
	return FALSE;
}

/* Appends the first week of valid days from a day on, away from the event, to days[0..n-1]; how many there are then. */
static gsize
take_week(const Scene *scene, gssize day, int step, double *days, gsize n)
{
	gsize most = n + 7;

	for (; day >= 0 && day < (gssize)scene->series->days && n < most; day += step)
		if (scene->level->valid[day])
			days[n++] = scene->flat[day];
	return n;
}

/* (f z)^3 of a short rise. */
static double
short_proof(const Scene *scene, const Event *event)
{
	double days[14], usual, sum = 0, weight = 0, f, z;
	gsize n = take_week(scene, (gssize)event->from - 1, -1, days, 0), own = 0;

	n = take_week(scene, (gssize)event->to + 1, 1, days, n);
	usual = stat_middle(days, n);
	for (gsize d = event->from; d <= event->to; d++)
		if (scene->level->valid[d]) {
			sum += scene->flat[d];
			weight += MIN(1, scene->level->part[d]);
			own++;
		}
	f = (sum / (double)own + 0.5) / (usual + 0.5);
	z = stat_stable(sum / (double)own, scene->habit.scatter) - stat_stable(usual, scene->habit.scatter);
	z = MAX(z, 0) / sqrt(1 / weight + STAT_MIDDLE_NOISE / (double)n);
	return f * f * f * z * z * z;
}

/* Whether size and clearness together are enough. */
static gboolean
is_proved(const Scene *scene, const Event *event)
{
	const EventRules *rules = scene->rules;
	double f = event->rise ? event->factor : 1 / event->factor;

	if (!event->rise || event_is_long(event))
		return f * f * f * event->score * event->score * fabs(event->strength) >=
		       scene->look * rules->lasting_proof;
	return short_proof(scene, event) >=
	       scene->look * rules->shortest_proof * (is_by_gap(scene, event) ? gap_proof : 1);
}

/* Whether a stretch of so many days is by itself large enough, and long enough for a decline. */
static gboolean
is_large(const EventRules *rules, const Sums *sums, gsize length)
{
	double factor = length >= EVENT_LONG ? rules->lasting_factor : rules->shortest_factor;

	if (sums->sign > 0)
		return sums->packets + 0.5 >= factor * (sums->usual + 0.5) &&
		       sums->packets - sums->usual >= least_packets;
	return sums->packets + 0.5 <= decline_factor * (sums->usual + 0.5) &&
	       sums->usual - sums->packets >= least_packets && length >= DECLINE_LEAST;
}

/* Whether it is far enough from the usual besides. */
static gboolean
is_clear(const Scene *scene, const Event *event)
{
	const EventRules *rules = scene->rules;

	if (event->both_sides && event->to - event->from + 1 > scene->series->days / 3)
		return FALSE;
	if (event->rise ? event->strength < rules->strength : event->strength > -rules->decline_strength)
		return FALSE;
	return is_proved(scene, event);
}

/* Whether it is a found long one with days before it. */
static gboolean
is_again(const Scan *scan, const Event *event)
{
	for (guint i = 0; scan->scene->rules->whole && event_is_long(event) && i < scan->events->len; i++) {
		const Event *found = &g_array_index(scan->events, Event, i);

		if (event_is_long(found) && found->rise == event->rise && event->from < found->from &&
		    event->to >= found->from)
			return TRUE;
	}
	return FALSE;
}

/* The best stretch from base->from on that beats best. */
static void
try_start(const Scan *scan, Baseline *base, Event *best)
{
	const Scene *scene = scan->scene;
	double first = first_distance(scan, base);
	Sums sums = { .sign = first > 0 ? 1 : -1 };

	if (fabs(first) < edge)
		return;
	prepare_base(scan, base);
	for (gsize d = base->from, back = 0; d < scene->series->days && !scan->taken[d] && back < BACK; d++) {
		guint8 weekday = scene->series->weekday[d];
		double z, weight, score = MAX(scene->rules->score, best->score - slack);
		Event event;

		if (!scene->level->valid[d])
			continue;
		z = scene->stable[d] - base->stable[weekday];
		back = sums.sign * z < edge / 2 ? back + 1 : 0;
		weight = MIN(1, scene->level->part[d]);
		sums.weight += weight;
		sums.deviation += weight * z;
		sums.packets += weight * scene->level->level[d];
		sums.usual += weight * base->usual[weekday];
		if (is_usual(base, &sums, score)) {
			if (stays_usual(scan, base, &sums, d + 1, score))
				return;
			continue;
		}
		if (back > 0 || !is_large(scene->rules, &sums, d - base->from + 1))
			continue;
		event = (Event) { 0 };
		judge(base, &sums, d, &event);
		if (event.score < scene->rules->score || event.score <= best->score + 1e-12 ||
		    !is_clear(scene, &event) || is_again(scan, &event))
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
	Window window = { 0 };

	*best = (Event) { .score = -1 };
	for (gsize a = 0; a <= series->last && a < series->days; move_window(scan, &window, a++)) {
		Baseline base;

		if (a >= series->first && scan->scene->level->valid[a] && !scan->taken[a] && !scan->barred[a] &&
		    find_base(scan, &window, a, &base))
			try_start(scan, &base, best);
	}
	return best->score >= 0;
}

/* A short event leaves all baselines; inside of a long one another needs ten days of its own before it. */
static void
set_aside(Scan *scan, const Event *event)
{
	gsize days = scan->scene->series->days;

	if (event_is_long(event)) {
		scan->fresh[event->from] = scan->scene->rules->whole;
		for (gsize d = event->from > 3 ? event->from - 3 : 0; d < MIN(days, event->from + 10); d++)
			scan->barred[d] = TRUE;
		return;
	}
	for (gsize d = event->from; d <= event->to; d++) {
		scan->taken[d] = TRUE;
		scan->usable[d] = FALSE;
	}
}

/* Days whose mean is the farthest of all that begin on the first of them. */
typedef struct {
	double weight, sum;
	gsize next; /* the first day behind them */
} Stretch;

/*
 * The highest means that begin on each day, of the days times sign.  From the last day on: a stretch takes in the one
 * behind it as long as that raises its mean, so a day is taken in once.
 */
static void
set_means(const Scan *scan, double sign, Stretch *stretches)
{
	const Scene *scene = scan->scene;
	gsize days = scene->series->days;
	double mean = 0, all = 0;

	for (gsize d = days + 1, behind = days; d-- > 0;) {
		if (d < days && scene->level->valid[d]) {
			double weight = MIN(1, scene->level->part[d]);
			double above = sign * (scene->stable[d] - scan->middle[scene->series->weekday[d]]);
			Stretch own = { weight, weight * above, behind };

			while (own.next < days &&
			       stretches[own.next].sum * own.weight > own.sum * stretches[own.next].weight) {
				const Stretch *other = &stretches[own.next];

				own = (Stretch) { own.weight + other->weight, own.sum + other->sum, other->next };
			}
			stretches[behind = d] = own;
			mean = own.sum / own.weight;
			all += weight;
		}
		scan->reach[d].weight = all;
		if (sign > 0)
			scan->reach[d].most = mean;
		else
			scan->reach[d].least = -mean;
	}
}

static void
set_reach(Scan *scan)
{
	const Scene *scene = scan->scene;
	g_autofree Stretch *stretches = g_new(Stretch, scene->series->days);

	for (guint w = 0; w < G_N_ELEMENTS(scan->middle); w++)
		scan->middle[w] = stat_stable(scene->habit.middle * scan->week[w], scene->habit.scatter);
	set_means(scan, 1, stretches);
	set_means(scan, -1, stretches);
}

GArray *
event_scan(const Scene *scene)
{
	gsize days = scene->series->days;
	g_autofree gboolean *usable = g_memdup2(scene->level->valid, days * sizeof *usable);
	g_autofree gboolean *taken = g_new0(gboolean, days), *barred = g_new0(gboolean, days),
			    *fresh = g_new0(gboolean, days);
	g_autofree double *scratch = g_new(double, days);
	GArray *events = g_array_new(FALSE, TRUE, sizeof(Event));
	g_autofree Reach *reach = g_new(Reach, days + 1);
	Scan scan = { scene, usable, taken, barred, fresh, events, scratch, { 0 }, { 0 }, reach };
	Event event;

	for (guint w = 0; w < G_N_ELEMENTS(scan.week); w++)
		scan.week[w] = exp(scene->habit.week[w]);
	set_reach(&scan);
	while (events->len < EVENTS && find_best(&scan, &event)) {
		g_array_append_val(events, event);
		set_aside(&scan, &event);
	}
	return events;
}
