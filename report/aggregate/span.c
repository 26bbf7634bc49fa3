/*
 * span.c: arithmetic of stretches of time; it knows no sensor and no quarter.
 */
#include "span.h"

void
span_add(GArray *spans, gint64 from, gint64 to, Span clip)
{
	Span span = { MAX(from, clip.from), MIN(to, clip.to) };

	if (span.from < span.to)
		g_array_append_val(spans, span);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const Span *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

void
span_join(GArray *spans)
{
	Span *list = (Span *)spans->data;
	guint n = 0;

	g_array_sort(spans, by_time);
	for (guint i = 0; i < spans->len; i++) {
		if (n > 0 && list[i].from <= list[n - 1].to)
			list[n - 1].to = MAX(list[n - 1].to, list[i].to);
		else
			list[n++] = list[i];
	}
	g_array_set_size(spans, n);
}

GArray *
span_without(Span span, const GArray *holes, gint64 shortest)
{
	GArray *rest = g_array_new(FALSE, FALSE, sizeof(Span));
	gint64 from = span.from;

	for (guint i = 0; i <= holes->len; i++) {
		Span end = { span.to, span.to };
		const Span *hole = i < holes->len ? &g_array_index(holes, Span, i) : &end;
		Span part = { from, MIN(hole->from, span.to) };

		if (part.to > part.from && part.to - part.from >= shortest)
			g_array_append_val(rest, part);
		from = MAX(from, hole->to);
	}
	return rest;
}

GArray *
span_common(const GArray *a, const GArray *b)
{
	GArray *common = g_array_new(FALSE, FALSE, sizeof(Span));

	for (guint i = 0; i < a->len; i++)
		for (guint k = 0; k < b->len; k++) {
			const Span *other = &g_array_index(b, Span, k);
			span_add(common, other->from, other->to, g_array_index(a, Span, i));
		}
	return common;
}

gint64
span_overlap(Span a, Span b)
{
	return MAX(0, MIN(a.to, b.to) - MAX(a.from, b.from));
}
