/*
 * flow.c: page after page, each filled as far as it goes and then cut at the last place where it may be.
 * Floats that did not fit wait in a queue and head the next page, in their order.
 */
#include <math.h>
#include "error.h"
#include "flow.h"

#define NEAR 1e-6 /* [pt]: sums of heights are not exact */

/* How far we are: enough to come back to. */
typedef struct {
	guint next;   /* strip to place */
	guint places; /* made so far */
	guint queue;  /* floats waiting */
	double y;     /* end of what stands on the page [pt] */
	double after; /* space that the last strip wants [pt] */
} State;

typedef struct {
	const FlowStrip *strips;
	guint n;
	double height, grid;
	GArray *places; /* of FlowPlace */
	GArray *queue;  /* of guint: floats that wait */
	guint page;
	guint first; /* of places: the first of the page */
	State now;
} Flow;

static double
ceil_to(double y, double grid)
{
	return ceil(y / grid - NEAR) * grid;
}

/* At the top of a page there is no room to move a heading down; it may rise a little rather than open a whole line. */
static double
place_on_top(const Flow *flow, const FlowStrip *strip)
{
	double end = strip->height + strip->after, over = fmod(end, flow->grid);

	return strip->snap == SNAP_BOTTOM && end > flow->grid && over < flow->grid / 3 ? -over : 0;
}

/* Where the strip would stand, given what stands above it. */
static double
place_of(const Flow *flow, const FlowStrip *strip)
{
	double y = flow->now.y + MAX(flow->now.after, strip->before);

	if (flow->now.places == flow->first)
		return place_on_top(flow, strip);
	if (strip->snap == SNAP_TOP)
		return ceil_to(y, flow->grid);
	if (strip->snap == SNAP_BOTTOM)
		return ceil_to(y + strip->height + strip->after, flow->grid) - strip->height - strip->after;
	return y;
}

static gboolean
fits(const Flow *flow, const FlowStrip *strip)
{
	return place_of(flow, strip) + strip->height <= flow->height + NEAR;
}

static void
put(Flow *flow, guint number, gboolean repeat)
{
	const FlowStrip *strip = &flow->strips[number];
	FlowPlace place = { number, flow->page, place_of(flow, strip), repeat };

	g_array_append_val(flow->places, place);
	flow->now.places++;
	flow->now.y = place.y + strip->height;
	flow->now.after = strip->after;
}

/* Puts the strip where it fits, below its repeated head where it heads the page; FALSE where it does not. */
static gboolean
put_next(Flow *flow)
{
	const FlowStrip *strip = &flow->strips[flow->now.next];
	State before = flow->now;

	if (strip->head >= 0 && flow->now.places == flow->first && (guint)strip->head != flow->now.next)
		put(flow, (guint)strip->head, TRUE);
	if (!fits(flow, strip)) {
		flow->now = before;
		g_array_set_size(flow->places, before.places);
		return FALSE;
	}
	put(flow, flow->now.next++, FALSE);
	return TRUE;
}

/* A float that must wait: behind others that do, or for want of room. */
static gboolean
must_wait(const Flow *flow)
{
	const FlowStrip *strip = &flow->strips[flow->now.next];

	return strip->floats && !strip->keep && flow->now.places > flow->first &&
	       (flow->now.queue > 0 || !fits(flow, strip));
}

static void
wait(Flow *flow)
{
	g_array_set_size(flow->queue, flow->now.queue);
	g_array_append_val(flow->queue, flow->now.next);
	flow->now.queue++;
	flow->now.next++;
}

/* The floats that waited head the page, as many as it holds; at least one. */
static void
put_queue(Flow *flow)
{
	guint done = 0;

	while (done < flow->now.queue) {
		guint number = g_array_index(flow->queue, guint, done);

		if (done > 0 && !fits(flow, &flow->strips[number]))
			break;
		put(flow, number, FALSE);
		done++;
	}
	if (done > 0)
		g_array_remove_range(flow->queue, 0, done);
	flow->now.queue -= done;
}

/* Back to the last place where the page may be cut; where there is none, the keep is broken here. */
static void
cut(Flow *flow, const State *last)
{
	if (last->places <= flow->first)
		return;
	flow->now = *last;
	g_array_set_size(flow->places, last->places);
	g_array_set_size(flow->queue, last->queue);
}

/* One page: at least one strip of those that may stand alone on it. */
static void
fill_page(Flow *flow)
{
	State last;

	flow->first = flow->now.places;
	flow->now.y = flow->now.after = 0;
	put_queue(flow);
	last = flow->now;
	while (flow->now.next < flow->n) {
		const FlowStrip *strip = &flow->strips[flow->now.next];
		gboolean begun = flow->now.places > flow->first;

		if (strip->page && (begun || flow->now.queue > 0))
			return;
		if (!strip->keep)
			last = flow->now;
		if (must_wait(flow)) {
			wait(flow);
		} else if (!put_next(flow)) {
			cut(flow, &last);
			return;
		}
	}
}

static gboolean
refuse(double needed, double height, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "higher than a page: %.0f pt, a page holds %.0f pt",
	    needed, height);
	return FALSE;
}

/* Could each strip stand on a page of its own? */
static gboolean
check_heights(const Flow *flow, guint *culprit, GError **error)
{
	for (guint i = 0; i < flow->n; i++) {
		const FlowStrip *strip = &flow->strips[i];
		double needed = strip->height;

		if (strip->head >= 0 && (guint)strip->head != i)
			needed += flow->strips[strip->head].height + flow->strips[strip->head].after + flow->grid;
		if (needed <= flow->height + NEAR)
			continue;
		*culprit = i;
		return refuse(needed, flow->height, error);
	}
	return TRUE;
}

GArray *
flow_place(const FlowStrip *strips, guint n, double height, double grid, guint *culprit, GError **error)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(FlowPlace));
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	Flow flow = { .strips = strips, .n = n, .height = height, .grid = grid, .places = places, .queue = queue };

	if (!check_heights(&flow, culprit, error))
		return NULL;
	for (; flow.now.next < n || flow.now.queue > 0; flow.page++)
		fill_page(&flow);
	return g_steal_pointer(&places);
}
