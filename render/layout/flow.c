/*
 * flow.c: column after column, each filled as far as it goes and then cut at the last place where it may be.
 * Floats that did not fit wait in a queue and head the next column, in their order.
 */
#include <math.h>
#include "error.h"
#include "flow.h"

#define NEAR 1e-6 /* [pt]: sums of heights are not exact */

#define SPARE_MOST 0.4 /* of a column that stays empty so that a float does not come into a list */

/* How far we are: enough to come back to. */
typedef struct {
	guint next;   /* strip to place */
	guint places; /* made so far */
	guint queue;  /* floats waiting */
	double y;     /* end of what stands in the column [pt] */
	double after; /* space that the last strip wants [pt] */
} State;

typedef struct {
	const FlowStrip *strips;
	guint n;
	FlowPage sheet;
	double height;  /* of the columns being filled [pt]; less than the sheet's where they are balanced */
	GArray *places; /* of FlowPlace */
	GArray *queue;  /* of guint: floats that wait */
	guint page, column;
	double top;  /* where the columns of this page begin: below what is wide [pt] */
	guint first; /* of places: the first of the column */
	State now;
} Flow;

static double
ceil_to(double y, double grid)
{
	return ceil(y / grid - NEAR) * grid;
}

/* --- one strip --------------------------------------------------------------------------- */

/* On top there is no room to move a heading down; it may rise a little rather than open a whole line. */
static double
place_on_top(const Flow *flow, const FlowStrip *strip)
{
	double end = strip->height + strip->after, over = fmod(end, flow->sheet.grid);
	gboolean rises = strip->snap == SNAP_BOTTOM && end > flow->sheet.grid && over < flow->sheet.grid / 3;

	return flow->top - (rises ? over : 0);
}

/* Where the strip would stand, given what stands above it. */
static double
place_of(const Flow *flow, const FlowStrip *strip)
{
	double grid = flow->sheet.grid, y = flow->now.y + MAX(flow->now.after, strip->before);

	if (flow->now.places == flow->first)
		return place_on_top(flow, strip);
	if (strip->snap == SNAP_TOP)
		return ceil_to(y, grid);
	if (strip->snap == SNAP_BOTTOM)
		return ceil_to(y + strip->height + strip->after, grid) - strip->height - strip->after;
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
	FlowPlace place = { number, flow->page, flow->column, place_of(flow, strip), repeat };

	g_array_append_val(flow->places, place);
	flow->now.places++;
	flow->now.y = place.y + strip->height;
	flow->now.after = strip->after;
}

/* Puts the strip where it fits, below its repeated head where it heads the column; FALSE where it does not. */
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

/* --- floats ------------------------------------------------------------------------------ */

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

/* The floats that waited head the column, as many as it holds; at least one, where the column is as high as any. */
static void
put_queue(Flow *flow)
{
	gboolean full = flow->height >= flow->sheet.height - NEAR && flow->top <= NEAR;
	guint done = 0;

	while (done < flow->now.queue) {
		guint number = g_array_index(flow->queue, guint, done);

		if ((done > 0 || !full) && !fits(flow, &flow->strips[number]))
			break;
		put(flow, number, FALSE);
		done++;
	}
	if (done > 0)
		g_array_remove_range(flow->queue, 0, done);
	flow->now.queue -= done;
}

/* --- columns and pages ------------------------------------------------------------------- */

/*
 * Back to the last place where the column may be cut; where there is none, the keep is broken here.  Floats that wait
 * then come between what is cut: they had better not part a list (clean: the last place outside one).
 */
static void
cut(Flow *flow, const State *last, const State *clean)
{
	if (last->queue > 0 && clean->places > flow->first && clean->y >= (1 - SPARE_MOST) * flow->height)
		last = clean;
	if (last->places <= flow->first)
		return;
	flow->now = *last;
	g_array_set_size(flow->places, last->places);
	g_array_set_size(flow->queue, last->queue);
}

/* What is wide stands at the head of the page; the columns begin below it. */
static void
put_wide(Flow *flow)
{
	flow->top = flow->now.y = flow->now.after = 0;
	flow->first = flow->now.places;
	while (flow->now.queue == 0 && flow->now.next < flow->n && flow->strips[flow->now.next].wide &&
	       fits(flow, &flow->strips[flow->now.next]))
		put(flow, flow->now.next++, FALSE);
	if (flow->now.places > flow->first)
		flow->top = ceil_to(flow->now.y + flow->now.after, flow->sheet.grid);
}

static gboolean
page_is_begun(const Flow *flow)
{
	guint n = flow->now.places;

	return n > 0 && g_array_index(flow->places, FlowPlace, n - 1).page == flow->page;
}

/* FALSE where the strip that comes next belongs to another page. */
static gboolean
fill_column(Flow *flow)
{
	State last, clean;

	flow->first = flow->now.places;
	flow->now.y = flow->top;
	flow->now.after = 0;
	put_queue(flow);
	last = clean = flow->now;
	while (flow->now.next < flow->n) {
		const FlowStrip *strip = &flow->strips[flow->now.next];

		if ((strip->page || strip->wide) && (page_is_begun(flow) || flow->now.queue > 0))
			return FALSE;
		if (!strip->keep)
			last = flow->now;
		if (!strip->keep && !strip->inside)
			clean = flow->now;
		if (must_wait(flow)) {
			wait(flow);
		} else if (!put_next(flow)) {
			cut(flow, &last, &clean);
			return TRUE;
		}
	}
	return TRUE;
}

static void
fill_page(Flow *flow)
{
	put_wide(flow);
	for (flow->column = 0; flow->column < flow->sheet.columns; flow->column++)
		if (!fill_column(flow) && flow->now.queue == 0)
			break;
	flow->column = 0;
}

static gboolean
is_done(const Flow *flow)
{
	return flow->now.next == flow->n && flow->now.queue == 0;
}

/* The last page once more, its columns as low as they can be and still hold all. */
static void
balance(Flow *flow, State before, const GArray *queue)
{
	State full = flow->now;
	g_autoptr(GArray) places = g_array_copy(flow->places);

	for (double height = flow->sheet.grid; height < flow->sheet.height; height += flow->sheet.grid) {
		flow->height = height;
		flow->now = before;
		g_array_set_size(flow->places, before.places);
		g_array_set_size(flow->queue, 0);
		g_array_append_vals(flow->queue, queue->data, queue->len);
		fill_page(flow);
		if (is_done(flow))
			return;
	}
	g_array_set_size(flow->places, 0);
	g_array_append_vals(flow->places, places->data, places->len);
	flow->now = full;
}

static void
fill_pages(Flow *flow)
{
	for (; !is_done(flow); flow->page++) {
		State before = flow->now;
		g_autoptr(GArray) queue = g_array_copy(flow->queue);

		fill_page(flow);
		if (is_done(flow) && flow->sheet.columns > 1)
			balance(flow, before, queue);
	}
}

/* --- the door ---------------------------------------------------------------------------- */

static gboolean
refuse(double needed, double height, GError **error)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "higher than a page: %.0f pt, a page holds %.0f pt",
	    needed, height);
	return FALSE;
}

/* Could each strip stand in a column of its own? */
static gboolean
check_heights(const Flow *flow, guint *culprit, GError **error)
{
	for (guint i = 0; i < flow->n; i++) {
		const FlowStrip *strip = &flow->strips[i];
		double needed = strip->height;

		if (strip->head >= 0 && (guint)strip->head != i)
			needed += flow->strips[strip->head].height + flow->strips[strip->head].after + flow->sheet.grid;
		if (needed <= flow->height + NEAR)
			continue;
		*culprit = i;
		return refuse(needed, flow->height, error);
	}
	return TRUE;
}

GArray *
flow_place(const FlowStrip *strips, guint n, const FlowPage *page, guint *culprit, GError **error)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(FlowPlace));
	g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint));
	Flow flow = {
		.strips = strips, .n = n, .sheet = *page, .height = page->height, .places = places, .queue = queue
	};

	if (!check_heights(&flow, culprit, error))
		return NULL;
	fill_pages(&flow);
	return g_steal_pointer(&places);
}
