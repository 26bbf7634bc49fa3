/*
 * scene.c: what the steps from a scene to its events share.
 */
#include "event.h"
#include "stat.h"

gboolean
event_is_long(const Event *event)
{
	return event->to - event->from + 1 >= EVENT_LONG;
}

int
event_by_time(gconstpointer a, gconstpointer b)
{
	const Event *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

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
