/*
 * event.c: the line from an item's counts to its events: level, habit, scan, shape, breadth.
 */
#include <math.h>
#include "event.h"
#include "stat.h"

/* Measured on labelled quarters (make eval); the first ten items are watched more closely. */
const EventRules event_rules = { 2, 1.5, 3, 1.5, 2.5, 2000, 5000, TRUE, TRUE, 2 };
const EventRules event_rules_major = { 1.4, 1.3, 5, 2.5, 2.5, 1500, 3000, TRUE, TRUE, 2 };

enum { DAYS_LEAST = 20 };

/* The shaped events of a level; empty where it has too few days. */
static GArray *
find_in(const Series *series, const Level *level, const EventRules *rules, double look)
{
	g_autofree double *flat = g_new(double, series->days), *stable = g_new(double, series->days);
	Scene scene = { series, level, level_habit(series, level, rules->smooth), flat, stable, rules, look };
	g_autoptr(GArray) found = NULL;
	GArray *events;
	gsize valid = 0;
	double week[7];

	for (guint w = 0; w < G_N_ELEMENTS(week); w++)
		week[w] = exp(scene.habit.week[w]);
	for (gsize d = 0; d < series->days; d++) {
		flat[d] = level->level[d] / week[series->weekday[d]];
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

static gboolean
is_known(const GArray *events, const Event *event)
{
	for (guint i = 0; i < events->len; i++) {
		const Event *known = &g_array_index(events, Event, i);

		if (known->rise == event->rise && event->from <= known->to + 2 && known->from <= event->to + 2)
			return TRUE;
	}
	return FALSE;
}

/* What an event of the even level is in packets: against the median of the four weeks before.  FALSE where it is little. */
static gboolean
count_packets(const Level *level, const EventRules *rules, Event *event)
{
	double before[EVENT_BASE], sum = 0, usual;
	gsize n = 0, days = 0;

	for (gsize d = event->from; d > 0 && n < EVENT_BASE; d--)
		if (level->valid[d - 1])
			before[n++] = level->level[d - 1];
	for (gsize d = event->from; d <= event->to; d++)
		if (level->valid[d]) {
			sum += level->level[d];
			days++;
		}
	if (n == 0 || days == 0)
		return FALSE;
	event->base = stat_median(before, n);
	usual = (double)days * event->base;
	event->factor = (sum + 0.5) / (usual + 0.5);
	event->excess = sum - usual;
	return event->rise ? event->factor >= rules->lasting_factor : event->factor <= 1 / rules->lasting_factor;
}

/* Once more with sensors alike, for the wide changes that one noisy sensor hides. */
static void
add_hidden(const Series *series, const Level *level, const EventRules *rules, GArray *events)
{
	g_autoptr(Level) even = level_even(series, level);
	g_autoptr(GArray) hidden = find_in(series, even, rules, rules->second_look);
	guint first = events->len;

	for (guint i = 0; i < hidden->len; i++) {
		Event event = g_array_index(hidden, Event, i);

		if (event.scope == SCOPE_WIDE && !is_known(events, &event) && count_packets(level, rules, &event))
			g_array_append_val(events, event);
	}
	if (events->len > first)
		g_array_sort(events, event_by_time);
}

GArray *
event_find(const Series *series, const EventRules *rules)
{
	g_autoptr(Level) level = level_fit(series);
	GArray *events = find_in(series, level, rules, 1);

	if (rules->second_look > 0)
		add_hidden(series, level, rules, events);
	return events;
}
