/*
 * event.c: the line from an item's counts to its events: level, habit, scan, shape, breadth.
 */
#include <math.h>
#include "event.h"
#include "stat.h"

/*
 * Twice the usual, and 3.25 standard deviations with the drift counted; the first ten items are watched more
 * closely.  Measured on labelled quarters (make eval).
 */
const EventRules event_rules = { 2, 2, 3.25 };
const EventRules event_rules_major = { 1.4, 1.3, 4 };

enum { DAYS_LEAST = 20 };

double
event_median(const Scene *scene, gsize from, gsize to)
{
	g_autofree double *days = g_new(double, to - from + 1);
	gsize n = 0;

	for (gsize d = from; d <= to; d++)
		if (scene->level->valid[d])
			days[n++] = scene->flat[d];
	return stat_median(days, n);
}

GArray *
event_find(const Series *series, const EventRules *rules)
{
	g_autoptr(Level) level = level_fit(series);
	g_autofree double *flat = g_new(double, series->days), *stable = g_new(double, series->days);
	Scene scene = { series, level, level_habit(series, level), flat, stable, rules };
	g_autoptr(GArray) found = NULL;
	GArray *events;
	gsize valid = 0;

	for (gsize d = 0; d < series->days; d++) {
		flat[d] = level->level[d] / exp(scene.habit.week[series->weekday[d]]);
		stable[d] = level->valid[d] ? stat_stable(level->level[d], scene.habit.scatter) : NAN;
		valid += level->valid[d];
	}
	if (valid < DAYS_LEAST)
		return g_array_new(FALSE, FALSE, sizeof(Event));
	found = event_scan(&scene);
	events = event_shape(&scene, found);
	for (guint i = events->len; i-- > 0;) {
		Event *event = &g_array_index(events, Event, i);

		if (event->from > series->last) /* of the next quarter */
			g_array_remove_index(events, i);
		else
			event_breadth(&scene, event);
	}
	return events;
}
