/*
 * shape.c: what the scan found, without what is only the end or the echo of something else; then when it began and
 * what it looks like.
 */
#include <math.h>
#include "event.h"
#include "stat.h"

enum { OWN = 35 }; /* days */

static gboolean
is_enough(const Event *event, double level, double base, double rise)
{
	double factor = (level + 0.5) / (base + 0.5);

	return event->rise ? factor >= rise : factor <= 0.5;
}

/* --- doubles --------------------------------------------------------------------------------- */

static int
by_score(gconstpointer a, gconstpointer b)
{
	const Event *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

static gboolean
is_near(const Event *x, const Event *y)
{
	return x->from <= y->to + 3 && y->from <= x->to + 3;
}

/*
 * Of a long event, a burst ten days or more into it is one of its own; a long one is with four weeks of it before, if these
 * are enough by themselves.
 */
static gboolean
is_inside(const Scene *scene, const Event *inner, const Event *outer)
{
	if (!event_is_long(outer) || inner->from < outer->from + (event_is_long(inner) ? EVENT_BASE : 10))
		return FALSE;
	return !event_is_long(inner) || is_enough(outer, event_median(scene, outer->from, inner->from - 1), outer->base,
					    scene->rules->lasting_factor);
}

static gboolean
is_double(const Scene *scene, const Event *x, const Event *y)
{
	return x->rise == y->rise && is_near(x, y) && !is_inside(scene, x, y) && !is_inside(scene, y, x);
}

/* Of two near each other the stronger stays. */
static GArray *
drop_doubles(const Scene *scene, GArray *found)
{
	GArray *kept = g_array_new(FALSE, TRUE, sizeof(Event));

	g_array_sort(found, by_score);
	for (guint i = 0; i < found->len; i++) {
		const Event *event = &g_array_index(found, Event, i);
		gboolean again = FALSE;

		for (guint k = 0; k < kept->len && !again; k++) {
			const Event *other = &g_array_index(kept, Event, k);

			again = is_double(scene, event, other);
		}
		if (!again)
			g_array_append_val(kept, *event);
	}
	return kept;
}

/* --- what does not stand against a better baseline ------------------------------------------- */

/* Inside of a longer event of its sign: against the days of that one before it. */
static gboolean
stands_inside(const Scene *scene, const Event *event, const Event *outer)
{
	gsize n = 0;

	if (outer == event || outer->rise != event->rise || outer->from >= event->from || event->from > outer->to ||
	    !event_is_long(outer))
		return TRUE;
	for (gsize d = outer->from; d < event->from; d++)
		n += scene->level->valid[d];
	return n >= 10 && is_enough(event, event_median(scene, event->from, event->to),
			      event_median(scene, outer->from, event->from - 1), scene->rules->shortest_factor);
}

/* Days of other events of the other sign that began and ended before. */
static gboolean
mark_others(const Scene *scene, const GArray *events, const Event *event, gboolean *other)
{
	gsize oldest = event->from > EVENT_BACK ? event->from - EVENT_BACK : 0;
	gboolean any = FALSE;

	for (gsize d = 0; d < scene->series->days; d++)
		other[d] = FALSE;
	for (guint i = 0; i < events->len; i++) {
		const Event *o = &g_array_index(events, Event, i);

		if (o->rise == event->rise || o->from >= event->from || o->to >= event->to)
			continue;
		for (gsize d = o->from; d <= o->to && d < event->from; d++) {
			other[d] = TRUE;
			any |= d >= oldest;
		}
	}
	return any;
}

/* FALSE for the fall that only ends a rise, and the rise back from a fall. */
static gboolean
stands_alone(const Scene *scene, const GArray *events, Event *event)
{
	g_autofree gboolean *other = g_new0(gboolean, scene->series->days);
	gsize oldest = event->from > 2 * EVENT_BACK ? event->from - 2 * EVENT_BACK : 0, n = 0;
	double days[EVENT_BASE], base;

	if (!mark_others(scene, events, event, other))
		return TRUE;
	for (gsize d = event->from; d > oldest && n < EVENT_BASE; d--)
		if (scene->level->valid[d - 1] && !other[d - 1])
			days[n++] = scene->flat[d - 1];
	if (n < 5)
		return TRUE;
	base = stat_median(days, n);
	if (!is_enough(event, event_median(scene, event->from, event->to), base, scene->rules->lasting_factor))
		return FALSE;
	event->base = base;
	return TRUE;
}

static GArray *
drop_echoes(const Scene *scene, const GArray *events)
{
	g_autoptr(GArray) inside = g_array_new(FALSE, TRUE, sizeof(Event));
	GArray *kept = g_array_new(FALSE, TRUE, sizeof(Event));

	for (guint i = 0; i < events->len; i++) {
		const Event *event = &g_array_index(events, Event, i);
		gboolean stands = TRUE;

		for (guint k = 0; k < events->len && stands; k++)
			stands = stands_inside(scene, event, &g_array_index(events, Event, k));
		if (stands)
			g_array_append_val(inside, *event);
	}
	for (guint i = 0; i < inside->len; i++) {
		Event event = g_array_index(inside, Event, i);

		if (stands_alone(scene, inside, &event))
			g_array_append_val(kept, event);
	}
	return kept;
}

/* --- when it began --------------------------------------------------------------------------- */

/* Mean of the stabilised flat level over the valid days of [from, to]; n of them. */
static double
mean_stable(const Scene *scene, gsize from, gsize to, gsize *n)
{
	double sum = 0;

	*n = 0;
	for (gsize d = from; d <= to; d++) {
		if (!scene->level->valid[d])
			continue;
		sum += stat_stable(scene->flat[d], scene->habit.scatter);
		(*n)++;
	}
	return *n > 0 ? sum / (double)*n : NAN;
}

/* The day that is so many valid days before one, or the first; after one, or the last. */
static gsize
days_before(const Scene *scene, gsize day, gsize n)
{
	for (; day > 0 && n > 0; day--)
		n -= scene->level->valid[day - 1];
	return day;
}

static gsize
days_after(const Scene *scene, gsize day, gsize n)
{
	for (; day + 1 < scene->series->days && n > 0; day++)
		n -= scene->level->valid[day + 1];
	return day;
}

/*
 * A long event begins on the day that parts it from what was before best: with the largest difference of the means, each
 * as sure as it has days.  Taken whole, these are the four weeks before it and its first five; else two weeks on both
 * sides of the day.  A missing day is none of them, so that a gap does not shorten what is looked at.
 */
static void
refine_start(const Scene *scene, Event *event)
{
	gsize first = MAX(scene->series->first, days_before(scene, event->from, 7));
	gsize last = MIN(event->to - 3, days_after(scene, event->from, 21)), found = event->from;
	gsize low = days_before(scene, event->from, EVENT_BASE),
	      high = MIN(event->to, days_after(scene, event->from, OWN));
	gboolean whole = scene->rules->whole;
	double best = -1e9;

	if (!event_is_long(event))
		return;
	for (gsize t = MAX(first, 1); t <= last; t++) {
		gsize n, m;
		double after, before, contrast;

		if (!scene->level->valid[t])
			continue;
		after = mean_stable(scene, t, whole ? high : MIN(event->to, t + 13), &n);
		before = mean_stable(scene, whole ? low : t > 14 ? t - 14 : 0, t - 1, &m);
		if (n < 4 || m < 4)
			continue;
		contrast = (event->rise ? after - before : before - after) / sqrt(1 / (double)n + 1 / (double)m);
		if (contrast > best + 1e-9) {
			best = contrast;
			found = t;
		}
	}
	event->from = found;
}

/* --- what it looks like ---------------------------------------------------------------------- */

/* Logarithms of the level around an event, over its base. */
typedef struct {
	double *day, *height;
	gsize n;
} Curve;

static void
clip_curve(Curve *curve)
{
	g_autofree double *sorted = g_memdup2(curve->height, curve->n * sizeof(double));
	double high = stat_quantile(sorted, curve->n, 0.95), low;

	low = stat_quantile(sorted, curve->n, 0.02);
	for (gsize i = 0; i < curve->n; i++)
		curve->height[i] = MAX(MIN(curve->height[i], high), low);
}

/* What a step at day t leaves unexplained. */
static double
rest_of_step(const Curve *curve, double t)
{
	double sum = 0, squares = 0, before = 0, n = 0;

	for (gsize i = 0; i < curve->n; i++) {
		double h = curve->height[i];

		if (curve->day[i] < t) {
			before += h * h;
			continue;
		}
		sum += h;
		squares += h * h;
		n++;
	}
	return n > 0 ? before + MAX(0, squares - sum * sum / n) : 1e18;
}

/* What a line from 0 at t0 to a height at t1, flat from there, leaves unexplained. */
static double
rest_of_ramp(const Curve *curve, double t0, double t1)
{
	double ff = 0, fh = 0, hh = 0;

	for (gsize i = 0; i < curve->n; i++) {
		double f = CLAMP((curve->day[i] - t0) / (t1 - t0), 0, 1), h = curve->height[i];

		ff += f * f;
		fh += f * h;
		hh += h * h;
	}
	return ff > 0 ? MAX(0, hh - fh * fh / ff) : hh;
}

static gboolean
rises_slowly(const Curve *curve, const Event *event)
{
	gssize a = (gssize)event->from, b = (gssize)event->to;
	double step = 1e18, ramp = 1e18;

	for (gssize t = MAX(0, a - 3); t < MIN(b, a + 10); t++)
		step = MIN(step, rest_of_step(curve, (double)t));
	for (gssize t0 = MAX(0, a - 30); t0 < a + 8; t0 += 2)
		for (gssize t1 = MAX(t0 + 10, a + 5); t1 <= MIN(b, t0 + 60); t1 += 3)
			ramp = MIN(ramp, rest_of_ramp(curve, (double)t0, (double)t1));
	return ramp < 0.75 * step;
}

static gboolean
is_ramp(const Scene *scene, const Event *event)
{
	g_autofree double *day = g_new(double, scene->series->days), *height = g_new(double, scene->series->days);
	Curve curve = { day, height, 0 };

	for (gsize d = event->from > 14 ? event->from - 14 : 0; d <= event->to; d++) {
		if (!scene->level->valid[d])
			continue;
		day[curve.n] = (double)d;
		height[curve.n++] = log(scene->level->level[d] + 0.5) - scene->habit.week[scene->series->weekday[d]] -
				    log(event->base + 0.5);
	}
	if (curve.n < 14)
		return FALSE;
	clip_curve(&curve);
	return rises_slowly(&curve, event);
}

/* Part of the valid days on which it was clearly above its base. */
static double
activity(const Scene *scene, const Event *event, gsize *valid)
{
	gsize active = 0;

	*valid = 0;
	for (gsize d = event->from; d <= event->to; d++) {
		double usual = event->base * exp(scene->habit.week[scene->series->weekday[d]]);

		if (!scene->level->valid[d])
			continue;
		(*valid)++;
		active += scene->level->level[d] > 1.3 * usual && scene->level->level[d] >= 0.5;
	}
	return *valid > 0 ? (double)active / (double)*valid : 0;
}

static EventKind
kind_of(const Scene *scene, const Event *event, gsize last)
{
	gsize valid;
	double active = activity(scene, event, &valid);
	EventKind kind = event->to + 3 >= last ? EVENT_SHIFT : EVENT_PERIOD;

	if (!event->rise)
		return EVENT_DECLINE;
	if (event->to + 1 - event->from >= 7 && active < 0.5)
		return EVENT_INTERMITTENT;
	if (event->base < 1 && valid >= 5 && event->factor > 5)
		return EVENT_NEWSCAN;
	if (!event_is_long(event))
		return event->to + 1 < last ? EVENT_BURST : EVENT_AT_END;
	return is_ramp(scene, event) ? EVENT_RAMP : kind;
}

static void
count_gaps(const Scene *scene, Event *event)
{
	const gboolean *valid = scene->level->valid;

	for (gsize d = event->from; d > 0 && !valid[d - 1]; d--)
		event->gap_before++;
	for (gsize d = event->from; d <= event->to; d++)
		event->gap_inside += !valid[d];
	for (gsize d = event->to + 1; d < scene->series->days && !valid[d]; d++)
		event->gap_after++;
}

GArray *
event_shape(const Scene *scene, GArray *found)
{
	g_autoptr(GArray) single = drop_doubles(scene, found);
	GArray *events = drop_echoes(scene, single);
	gsize last = scene->series->days;

	while (last > 0 && !scene->level->valid[last - 1])
		last--;
	for (guint i = 0; i < events->len; i++) {
		Event *event = &g_array_index(events, Event, i);

		refine_start(scene, event);
		event->kind = kind_of(scene, event, last - 1);
		count_gaps(scene, event);
	}
	g_array_sort(events, event_by_time);
	return events;
}
