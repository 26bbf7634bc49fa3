/*
 * note.c: a ring with a letter.  Of a dozen places around the peak the one that hides the fewest points is taken.
 */
#include <math.h>
#include "note.h"
#include "place.h"

double
note_radius(const Pen *pen)
{
	return 0.6 * pen->em;
}

void
note_mark(Pen *pen, const char *mark, double x, double y)
{
	PagePath *ring = page_path_new();

	for (int i = 0; i < 24; i++)
		page_path_add(ring, note_radius(pen) * sin(i * G_PI / 12), -note_radius(pen) * cos(i * G_PI / 12));
	ring->closed = ring->filled = TRUE;
	ring->fill = PAPER;
	ring->stroke = pen->ink;
	ring->width = 0.5;
	items_add_path(pen->items, pen->node, x, y, ring);
	pen_text(pen, mark, x, y + 0.27 * pen->em, ALIGN_CENTRE); /* in the middle of small letters */
}

/* Of a series, not of a time. */
static gboolean
is_of_whole(const ChartNote *note)
{
	return note->from == 0 && note->to == 0;
}

/* --- where it belongs -------------------------------------------------------------------- */

static double
height_at(const Chart *chart, const Plot *plot, guint first, guint index, gboolean piled, gsize bin)
{
	gint64 sum = 0;

	for (guint i = piled ? first : index; i <= index; i++) {
		const ChartSeries *series = chart->series->pdata[i];
		sum += chart_state(chart, series, bin) == POINT_MISSING ? 0 : series->packets[bin];
	}
	return plot_y(plot, (double)sum);
}

static double
middle_of(const Chart *chart, const Plot *plot, gsize bin)
{
	return (plot_x(plot, chart->edges[bin]) + plot_x(plot, chart->edges[bin + 1])) / 2;
}

/* The peak of the note's series within its time; the plot's top where it is of all, or nothing was observed. */
static Point
peak_of(const Chart *chart, const Plot *plot, const ChartNote *note, guint first, gboolean piled)
{
	gint64 from = MAX(note->from, plot->from), to = MIN(note->to, plot->to), most = -1;
	Point peak = { plot_x(plot, from + (to - from) / 2), plot->y };

	for (gsize bin = 0; note->series >= 0 && bin < chart->bins; bin++) {
		const ChartSeries *series = chart->series->pdata[note->series];

		if (chart->edges[bin + 1] <= from || chart->edges[bin] >= to ||
		    chart_state(chart, series, bin) == POINT_MISSING || series->packets[bin] <= most)
			continue;
		most = series->packets[bin];
		peak.x = middle_of(chart, plot, bin);
		peak.y = height_at(chart, plot, first, (guint)note->series, piled, bin);
	}
	return peak;
}

/* --- places ------------------------------------------------------------------------------ */

typedef struct {
	const Chart *chart;
	const Plot *plot;
	guint first, n;
	gboolean piled;
	GArray *taken; /* of PlaceBox: rings that are there */
} Placing;

/* Whether a ring, or the line from it to its peak, would stand where nothing was observed: there it would pass for data. */
static gboolean
is_over_gap(const Placing *placing, const PlaceBox *box, Point peak)
{
	double left = MIN(box->x, peak.x), right = MAX(box->x + box->width, peak.x);

	for (guint i = 0; i < placing->chart->gaps->len; i++) {
		const ChartGap *gap = placing->chart->gaps->pdata[i];

		if (plot_x(placing->plot, gap->from) < right && plot_x(placing->plot, gap->to) > left)
			return TRUE;
	}
	return FALSE;
}

/* Points under a box (two for each: no further way costs as much as the last of them), how far it leaves the plot, and gaps. */
static double
cost_of(const Placing *placing, const PlaceBox *box, Point peak)
{
	const Plot *plot = placing->plot;
	double near = box->width / 5; /* the line between two points passes beside them */
	double cost = is_over_gap(placing, box, peak) ? 1e4 : 0;

	if (box->x < plot->x || box->x + box->width > plot->x + plot->width || box->y < plot->y ||
	    box->y + box->height > plot->y + plot->height)
		cost += 1e6;
	for (guint i = 0; i < placing->taken->len; i++) {
		const PlaceBox *other = &g_array_index(placing->taken, PlaceBox, i);
		if (fabs(other->x - box->x) < box->width && fabs(other->y - box->y) < box->height)
			cost += 1e5;
	}
	for (gsize bin = 0; bin < placing->chart->bins; bin++) {
		double x = middle_of(placing->chart, plot, bin);
		for (guint i = placing->first;
		     x >= box->x - near && x <= box->x + box->width + near && i < placing->first + placing->n; i++) {
			double y = height_at(placing->chart, plot, placing->first, i, placing->piled, bin);
			cost +=
			    (y >= box->y - near && y <= box->y + box->height + near) || (placing->piled && y < box->y)
				? 2
				: 0;
		}
	}
	return cost;
}

/* Around the peak: above first, further ways cost a little. */
static PlaceBox
best_box(const Placing *placing, Point peak, double radius)
{
	static const Point ways[] = { { 0, -1 }, { 1, -1 }, { -1, -1 }, { 0, -2 }, { 1.5, 0 }, { -1.5, 0 }, { 1.5, -2 },
		{ -1.5, -2 }, { 0, -3.5 }, { 3, -1 }, { -3, -1 }, { 0, 1.5 }, { 1, 1.5 }, { -1, 1.5 }, { 0, -5 },
		{ 3, -3 }, { -3, -3 } };
	double size = 2 * radius, best = INFINITY;
	PlaceBox found = { 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		PlaceBox box = { peak.x + ways[i].x * (size + 1) - radius,
			peak.y + ways[i].y * (size + 1) - radius - (ways[i].y < 0 ? 1 : -1), size, size };
		double cost = cost_of(placing, &box, peak) + 0.3 * (double)i;

		if (cost < best) {
			best = cost;
			found = box;
		}
	}
	return found;
}

void
note_marks(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n, gboolean piled)
{
	g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(PlaceBox));
	Placing placing = { chart, plot, first, n, piled, taken };
	double radius = note_radius(pen);

	for (guint i = 0; i < chart->notes->len; i++) {
		const ChartNote *note = chart->notes->pdata[i];
		gboolean here =
		    note->series < 0 ? first == 0 : (guint)note->series >= first && (guint)note->series < first + n;
		Point peak, centre;
		PlaceBox box;
		double way;

		if (!here || note->to <= plot->from || note->from >= plot->to)
			continue;
		peak = peak_of(chart, plot, note, first, piled);
		box = best_box(&placing, peak, radius);
		centre = (Point) { box.x + radius, box.y + radius };
		way = hypot(centre.x - peak.x, centre.y - peak.y);
		if (way > radius + 2.5)
			pen_rule(pen, peak.x, peak.y, peak.x + (centre.x - peak.x) * (way - radius) / way,
			    peak.y + (centre.y - peak.y) * (way - radius) / way, 0.4, pen->ink);
		note_mark(pen, note->mark, centre.x, centre.y);
		g_array_append_val(taken, box);
	}
}

/* --- outside of the data ----------------------------------------------------------------- */

gboolean
note_span(const ChartNote *note, const Plot *plot, guint series, double *from, double *to)
{
	if (is_of_whole(note) || (note->series >= 0 && note->series != (gint)series) || note->to <= plot->from ||
	    note->from >= plot->to)
		return FALSE;
	*from = plot_x(plot, MAX(note->from, plot->from));
	*to = plot_x(plot, MIN(note->to, plot->to));
	return TRUE;
}

void
note_row(Pen *pen, const Chart *chart, const Plot *plot, guint series, double low, double y)
{
	double radius = note_radius(pen), size = 2 * radius + 1, high = plot->x + plot->width;
	g_autofree double *middles = g_new0(double, chart->notes->len + 1);
	g_autofree guint *which = g_new0(guint, chart->notes->len + 1);
	double from, to;
	guint n = 0;

	for (guint i = 0; i < chart->notes->len; i++)
		if (note_span(chart->notes->pdata[i], plot, series, &from, &to)) {
			which[n] = i;
			middles[n++] = (from + to) / 2;
		}
	if (!place_apart(middles, n, size, MIN(low, high - n * size), high))
		return;
	for (guint i = 0; i < n; i++)
		note_mark(pen, ((const ChartNote *)chart->notes->pdata[which[i]])->mark, middles[i], y);
}

/* --- words ------------------------------------------------------------------------------- */

char *
note_label(const Chart *chart, guint series)
{
	GString *label = g_string_new(((const ChartSeries *)chart->series->pdata[series])->label);

	for (guint i = 0; i < chart->notes->len; i++) {
		const ChartNote *note = chart->notes->pdata[i];

		if (note->series == (gint)series && (note->caveat || is_of_whole(note)))
			g_string_append_printf(label, is_of_whole(note) ? " %s" : " [%s]", note->mark);
	}
	return g_string_free(label, FALSE);
}

Footer *
note_footer(Pen *pen, const Chart *chart, double width)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

	note_texts(chart, texts);
	return footer_new(pen, texts, width);
}

void
note_texts(const Chart *chart, GPtrArray *texts)
{
	for (guint i = 0; i < chart->notes->len; i++) {
		const ChartNote *note = chart->notes->pdata[i];

		g_ptr_array_add(texts, g_strdup_printf("%s  %s", note->mark, note->label));
	}
}
