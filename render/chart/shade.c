/*
 * shade.c: grey, hatched and bordered, so that a span without data is none of zero in black and white either.
 */
#include "shade.h"

#define HATCH_APART 4.5 /* [pt] along the axis */

typedef struct {
	gint64 from, to; /* [s since 1970, UTC] */
} Span;

static int
by_start(gconstpointer a, gconstpointer b)
{
	gint64 first = ((const Span *)a)->from, second = ((const Span *)b)->from;

	return first < second ? -1 : first > second;
}

static void
add_span(GArray *spans, gint64 from, gint64 to, const Plot *plot)
{
	Span span = { MAX(from, plot->from), MIN(to, plot->to) };

	if (span.from < span.to)
		g_array_append_val(spans, span);
}

/* Spans that touch or overlap become one, in place. */
static void
join(GArray *spans)
{
	guint kept = 0;

	g_array_sort(spans, by_start);
	for (guint i = 1; i < spans->len; i++) {
		Span *last = &g_array_index(spans, Span, kept), *span = &g_array_index(spans, Span, i);

		if (span->from <= last->to)
			last->to = MAX(last->to, span->to);
		else
			g_array_index(spans, Span, ++kept) = *span;
	}
	if (spans->len > 0)
		g_array_set_size(spans, kept + 1);
}

static GArray *
spans_of(const Chart *chart, const ChartSeries *series, const Plot *plot)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(Span));

	for (guint i = 0; i < chart->gaps->len; i++) {
		const ChartGap *gap = chart->gaps->pdata[i];
		add_span(spans, gap->from, gap->to, plot);
	}
	for (gsize i = 0; i < chart->bins; i++)
		if ((series ? chart_state(chart, series, i) : chart->states[i]) == POINT_MISSING)
			add_span(spans, chart->edges[i], chart->edges[i + 1], plot);
	join(spans);
	return spans;
}

void
shade_spans(Pen *pen, const Chart *chart, const ChartSeries *series, const Plot *plot)
{
	g_autoptr(GArray) spans = spans_of(chart, series, plot);
	Colour shade = pen->theme->shade, line = pen_mix(shade, pen->theme->rule, 0.4);

	for (guint i = 0; i < spans->len; i++) {
		const Span *span = &g_array_index(spans, Span, i);
		double x = plot_x(plot, span->from), width = MAX(plot_x(plot, span->to) - x, 0.8);
		double bottom = plot->y + plot->height;

		pen_box(pen, x, plot->y, width, plot->height, shade);
		pen_hatch(pen, x, plot->y, width, plot->height, 1, HATCH_APART, 0.35, line);
		pen_rule(pen, x, plot->y, x, bottom, 0.4, line);
		pen_rule(pen, x + width, plot->y, x + width, bottom, 0.4, line);
	}
}

static void
draw_edge(Pen *pen, const Plot *plot, double x)
{
	PagePath *line = page_path_new();

	page_path_add(line, 0, 0);
	page_path_add(line, 0, plot->height);
	line->stroke = pen->theme->rule;
	line->width = 0.8;
	line->dash[0] = 0.8;
	line->dash[1] = 1.6;
	items_add_path(pen->items, pen->node, x, plot->y, line);
}

void
shade_outside(Pen *pen, const Chart *chart, const Plot *plot)
{
	double left = plot_x(plot, MAX(chart->inner_from, plot->from)),
	       right = plot_x(plot, MIN(chart->inner_to, plot->to));
	Colour tint = pen_mix(PAPER, pen->theme->shade, 0.45);

	if (chart->inner_from >= chart->inner_to)
		return;
	if (left > plot->x) {
		pen_box(pen, plot->x, plot->y, left - plot->x, plot->height, tint);
		draw_edge(pen, plot, left);
	}
	if (right < plot->x + plot->width) {
		pen_box(pen, right, plot->y, plot->x + plot->width - right, plot->height, tint);
		draw_edge(pen, plot, right);
	}
}
