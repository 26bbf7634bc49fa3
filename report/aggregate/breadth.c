/*
 * breadth.c: whether a change is one of the Internet or of a sensor: the same sensors before and after, each against
 * itself, and the change without the sensors that carry most of it.
 */
#include <math.h>
#include "event.h"

/* A sensor's packets during the event, and those its own baseline leads us to expect. */
typedef struct {
	gsize sensor;
	double seen, usual, change;
} Share;

static gboolean
take_base(const Scene *scene, const Event *event, gsize sensor, double *rate)
{
	const Level *level = scene->level;
	gsize row = sensor * scene->series->days, oldest = event->from > EVENT_BACK ? event->from - EVENT_BACK : 0,
	      n = 0;
	gsize from = event->both_sides ? scene->series->days : event->from;
	double packets = 0, time = 0;

	if (event->both_sides)
		oldest = 0;
	for (gsize d = from; d > oldest && (event->both_sides || n < EVENT_BASE); d--) {
		if (level->exposure[row + d - 1] == 0 || (d - 1 >= event->from && d - 1 <= event->to))
			continue;
		packets += level->clipped[row + d - 1];
		time += scene->level->exposure[row + d - 1];
		n++;
	}
	*rate = time > 0 ? packets / time : 0;
	return n >= 5;
}

static gboolean
take_share(const Scene *scene, const Event *event, gsize sensor, Share *share)
{
	gsize row = sensor * scene->series->days, n = 0;
	double rate, time = 0;

	*share = (Share) { .sensor = sensor };
	if (!take_base(scene, event, sensor, &rate))
		return FALSE;
	for (gsize d = event->from; d <= event->to; d++) {
		if (scene->level->exposure[row + d] == 0)
			continue;
		share->seen += scene->level->packets[row + d];
		time += scene->level->exposure[row + d];
		n++;
	}
	share->usual = rate * time;
	share->change = event->rise ? share->seen - share->usual : share->usual - share->seen;
	return n >= 1 && time >= 0.3 * (double)MIN(event->to - event->from + 1, 3);
}

static int
by_change(gconstpointer a, gconstpointer b)
{
	const Share *x = a, *y = b;

	if (x->change != y->change)
		return x->change > y->change ? -1 : 1;
	return (x->sensor > y->sensor) - (x->sensor < y->sensor);
}

static double
factor(double seen, double usual)
{
	return (seen + 0.5) / (usual + 0.5);
}

gboolean
event_is_gone(gboolean rise, double left, double whole)
{
	return rise ? left < 1.25 || log(left) < 0.35 * whole : left > 0.8 || -log(left) < 0.35 * whole;
}

/* Sensors, the heaviest first, without which little of the change is left; all where it never goes. */
static gsize
count_carriers(const GArray *shares, gboolean rise, double seen, double usual, double *rest)
{
	double whole = fabs(log(factor(seen, usual)));
	gsize carriers = shares->len;

	*rest = factor(seen, usual);
	for (guint j = 1; j < shares->len; j++) {
		const Share *share = &g_array_index(shares, Share, j - 1);
		double left = factor(seen -= share->seen, usual -= share->usual);

		if (j == 1)
			*rest = left;
		if (carriers == shares->len && event_is_gone(rise, left, whole))
			carriers = j;
	}
	return carriers;
}

/* Sensors whose own change is near that of all, and beyond what their counts scatter. */
static gsize
count_sensors(const GArray *shares, gboolean rise, double whole)
{
	gsize n = 0;

	for (guint i = 0; i < shares->len; i++) {
		const Share *share = &g_array_index(shares, Share, i);
		double own = log(factor(share->seen, share->usual)) * (rise ? 1 : -1);
		double noise = sqrt(share->usual + 1 + 0.1 * share->usual * share->usual);

		n += own >= 0.4 * whole && share->change / noise >= 1;
	}
	return n;
}

static EventScope
scope_of(const Event *event)
{
	double third = (double)event->panel / 3;

	if (event->panel < 3)
		return SCOPE_UNDETERMINED;
	if ((double)event->sensors >= MAX(2, third) && event->carriers >= 2)
		return SCOPE_WIDE;
	if (event->carriers == 1 && (double)event->sensors <= MAX(1, third))
		return SCOPE_SINGLE;
	return SCOPE_FEW;
}

void
event_breadth(const Scene *scene, Event *event)
{
	g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(Share));
	double seen = 0, usual = 0, positive = 0;

	for (gsize s = 0; s < scene->series->sensors; s++) {
		Share share;

		if (!take_share(scene, event, s, &share))
			continue;
		g_array_append_val(shares, share);
		seen += share.seen;
		usual += share.usual;
		positive += MAX(share.change, 0);
	}
	event->panel = shares->len;
	event->scope = SCOPE_UNDETERMINED;
	if (shares->len == 0)
		return;
	g_array_sort(shares, by_change);
	event->top = g_array_index(shares, Share, 0).sensor;
	event->top_change = g_array_index(shares, Share, 0).change;
	event->top_share =
	    positive > 0 ? MAX(g_array_index(shares, Share, 0).change, 0) / positive : 1 / (double)shares->len;
	event->carriers = count_carriers(shares, event->rise, seen, usual, &event->rest);
	event->sensors = count_sensors(shares, event->rise, fabs(log(factor(seen, usual))));
	event->scope = scope_of(event);
}
