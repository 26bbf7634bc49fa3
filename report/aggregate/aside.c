/*
 * aside.c: packets that came while their sensor did not observe, or on a day on which it lost most of them.  Tables count them;
 * what compares sensors and times may not, for nothing says how many more there would have been.
 */
#include "coverage.h"
#include "notable.h"

enum { MINUTE = 60 };

/* Packets of a sensor. */
typedef struct {
	Span span;
	gsize sensor;
} Aside;

static gboolean
was_heard(const Minutes *heard, gsize sensor, Span span)
{
	gint64 end = heard->from + (gint64)heard->minutes * MINUTE;
	gsize first = (gsize)(CLAMP(span.from, heard->from, end) - heard->from) / MINUTE;
	gsize last = (gsize)(CLAMP(span.to, heard->from, end) - heard->from + MINUTE - 1) / MINUTE;

	while (first < last && !minutes_heard(heard, sensor, first))
		first++;
	return first < last;
}

static int
by_span(gconstpointer a, gconstpointer b)
{
	const Aside *x = a, *y = b;

	if (x->span.from != y->span.from)
		return x->span.from < y->span.from ? -1 : 1;
	if (x->span.to != y->span.to)
		return x->span.to < y->span.to ? -1 : 1;
	return (x->sensor > y->sensor) - (x->sensor < y->sensor);
}

/* All there may be in range; an outage of many sensors stands there once after the other. */
static GArray *
find(const Panel *panel, Span range)
{
	GArray *asides = g_array_new(FALSE, FALSE, sizeof(Aside));

	for (gsize s = 0; s < panel->sensors->len; s++) {
		g_autoptr(GArray) counted = coverage_counted(panel->coverage, s, range);
		g_autoptr(GArray) rest = span_without(range, counted, 1);

		for (guint i = 0; i < rest->len; i++) {
			Aside aside = { g_array_index(rest, Span, i), s };

			if (was_heard(panel->minutes, s, aside.span))
				g_array_append_val(asides, aside);
		}
	}
	g_array_sort(asides, by_span);
	return asides;
}

/* The day of time, if it has expired; else empty. */
static gboolean
expired_day(Source *source, gint64 time, SourceSpan *day, GError **error)
{
	g_autoptr(GArray) days = source_expired(source, time, time + 1, error);

	*day = days && days->len > 0 ? g_array_index(days, SourceSpan, 0) : (SourceSpan) { time, time };
	return days != NULL;
}

/* Leaves out parts of expired days: what a sensor received in them is not known any more. */
static gboolean
clip_expired(Source *source, Span *span, GError **error)
{
	SourceSpan first, last;

	if (!expired_day(source, span->from, &first, error) || !expired_day(source, span->to - 1, &last, error))
		return FALSE;
	if (first.from < span->from)
		span->from = first.to;
	if (last.to > span->to)
		span->to = last.from;
	return TRUE;
}

/* Edges of the bins, or of their parts, that lie in span; first becomes the first of these bins. */
static GArray *
edges_in(const gint64 *edges, gsize n_bins, Span span, gsize *first)
{
	GArray *inside = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (*first = 0; *first + 1 < n_bins && edges[*first + 1] <= span.from;)
		++*first;
	g_array_append_val(inside, span.from);
	for (gsize i = *first + 1; i < n_bins && edges[i] < span.to; i++)
		g_array_append_val(inside, edges[i]);
	g_array_append_val(inside, span.to);
	return inside;
}

/* Where a want is not split its rows are the sensors, as in one row that is. */
static void
subtract(const SourceWant *want, const SourceWant *aside, const Aside *asides, gsize n, gsize n_bins, gsize first,
    gsize bins)
{
	for (gsize g = 0; g < (want->n_splits > 0 ? want->n_groups : 1); g++)
		for (gsize s = 0; s < n; s++)
			for (gsize b = 0; b < bins; b++)
				want->counts[(g * want->n_splits + asides[s].sensor) * n_bins + first + b] -=
				    aside->counts[(g * n + s) * bins + b];
}

/* Those of n sensors in the same span. */
static gboolean
take_span(Source *source, const Panel *panel, const Aside *asides, gsize n, const gint64 *edges, gsize n_bins,
    const SourceWant *wants, gsize n_wants, GError **error)
{
	Span span = asides[0].span;
	g_autofree SourceWant *own = g_memdup2(wants, n_wants * sizeof *wants);
	g_autofree guint32 *ids = g_new0(guint32, n + 1);
	g_autoptr(GArray) inside = NULL;
	gsize first;
	gboolean ok;

	if (!clip_expired(source, &span, error))
		return FALSE;
	if (span.from >= span.to)
		return TRUE;
	inside = edges_in(edges, n_bins, span, &first);
	for (gsize i = 0; i < n; i++)
		ids[i] = (guint32)((const Sensor *)panel->sensors->pdata[asides[i].sensor])->id;
	for (gsize w = 0; w < n_wants; w++) {
		if (own[w].n_splits > 0) {
			own[w].split_keys = ids;
			own[w].n_splits = n;
		} else { /* its rows are the sensors */
			own[w].keys = ids;
			own[w].n_keys = own[w].n_groups = n;
		}
		own[w].counts = g_new0(gint64, own[w].n_groups * MAX(own[w].n_splits, 1) * (inside->len - 1) + 1);
	}
	ok = source_detail(source, (const gint64 *)inside->data, inside->len - 1, own, n_wants, NULL, error);
	for (gsize w = 0; w < n_wants; w++) {
		if (ok)
			subtract(&wants[w], &own[w], asides, n, n_bins, first, inside->len - 1);
		g_free(own[w].counts);
	}
	return ok;
}

gboolean
aside_take(Source *source, const Panel *panel, const gint64 *edges, gsize n_bins, const SourceWant *wants,
    gsize n_wants, GError **error)
{
	g_autoptr(GArray) asides = find(panel, (Span) { edges[0], edges[n_bins] });
	const Aside *list = (const Aside *)asides->data;

	for (guint i = 0, n; i < asides->len; i += n) {
		for (n = 1; i + n < asides->len && list[i + n].span.from == list[i].span.from &&
			    list[i + n].span.to == list[i].span.to;)
			n++;
		if (!take_span(source, panel, &list[i], n, edges, n_bins, wants, n_wants, error))
			return FALSE;
	}
	return TRUE;
}
