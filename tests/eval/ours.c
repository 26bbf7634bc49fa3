/*
 * ours.c: the events that the report tells.
 */
#include "method.h"

static void
find(const Series *series, GArray *found)
{
	g_autoptr(GArray) events = event_find(series, &event_rules);

	for (guint i = 0; i < events->len; i++) {
		const Event *event = &g_array_index(events, Event, i);
		Found one = { (gint)event->from, (gint)event->to, event->rise, event->scope };

		g_array_append_val(found, one);
	}
}

const Method method_ours = { "ours", find };
