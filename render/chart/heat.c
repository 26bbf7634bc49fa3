/*
 * heat.c: a map of heat: a row for each series, a cell for each bin, the darker the more.  A few steps of one colour, from
 * paper to nearly black, with a key that names their bounds: it can be read without colours too.  What is missing is
 * hatched, never light, the lines by how it is known.
 */
#include "kinds.h"
#include "note.h"
#include "shade.h"

enum { STEPS = 6 };

typedef struct {
	Pen *pen;
	const Chart *chart;
	const Legend *legend;
	Plot plot;
	Footer *footer;
	double row;  /* height of a series [pt] */
	guint steps; /* of the scale: bounds[0] is 0, the last is at or above the most */
	gint64 bounds[STEPS + 1];
} Heat;

static Colour
colour_of(const Heat *heat, guint step)
{
	Colour dark = pen_mix(pen_look(heat->pen, 0)->colour, heat->pen->ink, 0.55);

	return pen_mix(PAPER, dark, 0.1 + 0.9 * (double)step / (double)MAX(heat->steps - 1, 1));
}

/* The least above zero of what was wholly observed, and the most. */
static void
range_of(const Chart *chart, gint64 *least, gint64 *most)
{
	*least = *most = 0;
	for (guint i = 0; i < chart->series->len; i++)
		for (gsize bin = 0; bin < chart->bins; bin++) {
			const ChartSeries *series = chart->series->pdata[i];
			PointState state = chart_state(chart, series, bin);
			gint64 count = state == POINT_MISSING ? 0 : series->packets[bin];

			*most = MAX(*most, count);
			if (count > 0 && state == POINT_OBSERVED && (*least == 0 || count < *least))
				*least = count;
		}
}

/* The numbers 1, 2 and 5 times a power of ten from the one at or below least to the one at or above most. */
static GArray *
round_numbers(gint64 least, gint64 most)
{
	static const gint64 times[] = { 1, 2, 5 };
	GArray *all = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (gint64 ten = 1; ten <= MAX(most, 1) * 10; ten *= 10)
		for (gsize i = 0; i < G_N_ELEMENTS(times); i++) {
			gint64 number = ten * times[i];

			if (all->len > 0 && g_array_index(all, gint64, all->len - 1) >= most)
				return all;
			if (number <= least)
				g_array_set_size(all, 0);
			g_array_append_val(all, number);
		}
	return all;
}

/* Even steps from zero; or round numbers from the least on, so many left out between them that the steps are enough. */
static void
set_steps(Heat *heat)
{
	gint64 least, most;

	range_of(heat->chart, &least, &most);
	if (heat->chart->logarithmic && least > 0) {
		g_autoptr(GArray) all = round_numbers(least, most);
		guint every = (all->len + STEPS - 2) / STEPS;

		for (guint i = 0; i == 0 || heat->bounds[heat->steps] < most; i++) {
			guint at = MIN(i * MAX(every, 1), all->len - 1);
			heat->bounds[i] = g_array_index(all, gint64, at);
			heat->steps = i;
			if (at == all->len - 1)
				break;
		}
		heat->steps = MAX(heat->steps, 1);
		heat->bounds[heat->steps] = MAX(heat->bounds[heat->steps], most);
		return;
	}
	Scale scale = scale_linear(most, STEPS);
	heat->steps = MIN(scale.n - 1, STEPS);
	for (guint i = 0; i <= heat->steps; i++)
		heat->bounds[i] = scale.ticks[i].value;
}

/* The step of a count; -1: none, or no more than the first bound, which is paper. */
static int
step_of(const Heat *heat, gint64 count)
{
	guint step = 0;

	if (count <= heat->bounds[0])
		return -1;
	while (step + 1 < heat->steps && count > heat->bounds[step + 1])
		step++;
	return (int)step;
}

/* --- what is missing --------------------------------------------------------------------- */

/* The lines of a hatch: rising, falling, level.  A conflict lies over counts, for packets came. */
static const struct {
	const char *words;
	gboolean rising, falling, level;
} hatches[KNOWN_KINDS] = {
	[KNOWN_NOT] = { "chart.missing", TRUE, FALSE, FALSE },
	[KNOWN_DECLARED] = { "chart.missing.declared", TRUE, FALSE, FALSE },
	[KNOWN_DETECTED] = { "chart.missing.detected", FALSE, TRUE, FALSE },
	[KNOWN_BOTH] = { "chart.missing.both", TRUE, TRUE, FALSE },
	[KNOWN_CONFLICT] = { "chart.missing.conflict", FALSE, FALSE, TRUE },
};

static void
draw_hatch(Pen *pen, PointKnown known, double x, double y, double width, double height)
{
	Colour line = pen_mix(pen->theme->shade, pen->theme->rule, 0.7);

	if (hatches[known].rising)
		pen_hatch(pen, x, y, width, height, 1, 3, 0.4, line);
	if (hatches[known].falling)
		pen_hatch(pen, x, y, width, height, -1, 3, 0.4, line);
	if (hatches[known].level)
		pen_hatch(pen, x, y, width, height, 0, 2, 0.4, pen->ink);
}

static PointKnown
known_at(const ChartSeries *series, gsize bin)
{
	return series->known ? series->known[bin] : KNOWN_NOT;
}

/* Whether any cell is hatched so. */
static gboolean
is_there(const Chart *chart, PointKnown known)
{
	for (guint i = 0; i < chart->series->len; i++)
		for (gsize bin = 0; bin < chart->bins; bin++) {
			const ChartSeries *series = chart->series->pdata[i];

			if (known_at(series, bin) == known &&
			    (known == KNOWN_CONFLICT || chart_state(chart, series, bin) == POINT_MISSING))
				return TRUE;
		}
	return FALSE;
}

/* --- parts ------------------------------------------------------------------------------- */

/* The bins [bin, end) that look alike: the end. */
static gsize
run_of(const Heat *heat, const ChartSeries *series, gsize bin)
{
	gboolean missing = chart_state(heat->chart, series, bin) == POINT_MISSING;
	gsize end = bin + 1;

	while (end < heat->chart->bins && known_at(series, end) == known_at(series, bin) &&
	       (chart_state(heat->chart, series, end) == POINT_MISSING) == missing &&
	       (missing || step_of(heat, series->packets[end]) == step_of(heat, series->packets[bin])))
		end++;
	return end;
}

static void
draw_row(const Heat *heat, const ChartSeries *series, double y)
{
	const Chart *chart = heat->chart;
	Pen *pen = heat->pen;

	for (gsize bin = 0, end; bin < chart->bins; bin = end) {
		double x = plot_x(&heat->plot, chart->edges[bin]), width;
		int step = step_of(heat, series->packets[bin]);

		end = run_of(heat, series, bin);
		width = plot_x(&heat->plot, chart->edges[end]) - x;
		if (chart_state(chart, series, bin) != POINT_MISSING && step >= 0)
			pen_box(pen, x, y, width, heat->row, colour_of(heat, (guint)step));
		if (chart_state(chart, series, bin) == POINT_MISSING || known_at(series, bin) == KNOWN_CONFLICT)
			draw_hatch(pen, known_at(series, bin), x, y, width, heat->row);
	}
	for (gsize bin = 0; bin < chart->bins; bin++) {
		double x = plot_x(&heat->plot, chart->edges[bin]), end = plot_x(&heat->plot, chart->edges[bin + 1]);

		if (chart_state(chart, series, bin) == POINT_PARTIAL)
			pen_marker(pen, 0, (x + end) / 2, y + heat->row / 2, MIN(end - x, 3), TRUE, pen->ink);
	}
	pen_rule(
	    pen, heat->plot.x, y + heat->row, heat->plot.x + heat->plot.width, y + heat->row, 0.3, pen->theme->grid);
}

/* Boxes side by side, each with its upper bound: "[] 0 [] 500 [] 1,000"; what is no more than the first is paper. */
static void
draw_key(const Heat *heat, double width)
{
	Pen *pen = heat->pen;
	double em = pen->em, box = 1.6 * em, x = width, y = 0.5 * pen->leading;

	for (guint i = heat->steps + 1; i-- > 0;) {
		g_autofree char *bound = lang_count(pen->lang, heat->bounds[i]);
		g_autoptr(TextLine) words = pen_line(pen, bound);

		pen_put(pen, words, x, pen_centre(pen, y), ALIGN_RIGHT);
		x -= words->width + 0.4 * em + box;
		pen_box(pen, x, y - 0.4 * em, box, 0.8 * em, i > 0 ? colour_of(heat, i - 1) : pen->theme->rule);
		if (i == 0)
			pen_box(pen, x + 0.4, y - 0.4 * em + 0.4, box - 0.8, 0.8 * em - 0.8, PAPER);
		x -= 0.4 * em;
	}
	pen_text(pen, heat->chart->unit ? heat->chart->unit : "", 0, pen_centre(pen, y), ALIGN_LEFT);
}

/* A sample with its words at *x, *y, or in the next row where it does not fit. */
static void
draw_state(const Heat *heat, int known, const char *words, double *x, double *y, gboolean drawn)
{
	Pen *pen = heat->pen;
	double em = pen->em, sample = known < 0 ? 0.6 * em : 2 * em;
	g_autoptr(TextLine) line = pen_line(pen, words);

	if (*x > heat->plot.x && *x + sample + line->width > heat->plot.x + heat->plot.width) {
		*x = heat->plot.x;
		*y += pen->leading;
	}
	if (drawn && known < 0)
		pen_marker(pen, 0, *x, *y, 3, TRUE, pen->ink);
	else if (drawn)
		draw_hatch(pen, (PointKnown)known, *x, *y - 0.4 * em, 1.6 * em, 0.8 * em);
	if (drawn)
		pen_put(pen, line, *x + sample, pen_centre(pen, *y), ALIGN_LEFT);
	*x += sample + line->width + 2 * em;
}

/* What the hatched cells and a ring say, below the axis, from y on; gives the height of its rows. */
static double
draw_states(const Heat *heat, double y, gboolean drawn)
{
	double x = heat->plot.x, at = y;
	gboolean any = FALSE;

	for (int known = KNOWN_KINDS - 1; known >= 0; known--)
		any = any || is_there(heat->chart, (PointKnown)known);
	for (int known = 0; known < KNOWN_KINDS; known++)
		if (is_there(heat->chart, (PointKnown)known) || (known == KNOWN_NOT && !any))
			draw_state(heat, known, pen_words(heat->pen, hatches[known].words), &x, &at, drawn);
	draw_state(heat, -1, pen_words(heat->pen, "chart.partial"), &x, &at, drawn);
	return at - y + 1.2 * heat->pen->leading;
}

/* --- notes ------------------------------------------------------------------------------- */

/* The most marks that stand behind one row; *all: some note is of all. */
static guint
most_marks(const Chart *chart, gboolean *all)
{
	guint most = 0;

	*all = FALSE;
	for (guint i = 0; i < chart->notes->len; i++) {
		gint series = ((const ChartNote *)chart->notes->pdata[i])->series;
		guint n = 0;

		for (guint j = 0; j < chart->notes->len && series >= 0; j++)
			n += ((const ChartNote *)chart->notes->pdata[j])->series == series;
		most = MAX(most, n);
		*all = *all || series < 0;
	}
	return most;
}

/* The cells of a note's time are framed, its mark stands behind the row. */
static void
draw_framed(const Heat *heat, guint series, double y)
{
	Pen *pen = heat->pen;
	double radius = note_radius(pen), x = heat->plot.x + heat->plot.width + radius + 2, from, to;

	for (guint i = 0; i < heat->chart->notes->len; i++) {
		const ChartNote *note = heat->chart->notes->pdata[i];
		PagePath *frame;

		if (note->series < 0 || !note_span(note, &heat->plot, series, &from, &to))
			continue;
		frame = page_path_rectangle(MAX(to - from, 1), heat->row);
		frame->stroke = pen->ink;
		frame->width = 0.8;
		items_add_path(pen->items, pen->node, from, y, frame);
		note_mark(pen, note->mark, x, y + heat->row / 2);
		x += 2 * radius + 1;
	}
}

/* What is of all: a bracket over its days, its mark above. */
static void
draw_brackets(const Heat *heat)
{
	Pen *pen = heat->pen;
	double y = heat->plot.y - 2, from, to;

	for (guint i = 0; i < heat->chart->notes->len; i++)
		if (note_span(heat->chart->notes->pdata[i], &heat->plot, G_MAXINT, &from, &to)) {
			pen_rule(pen, from, y, to, y, 1.2, pen->ink);
			pen_rule(pen, from, y, from, y + 2, 0.6, pen->ink);
			pen_rule(pen, to, y, to, y + 2, 0.6, pen->ink);
		}
	note_row(pen, heat->chart, &heat->plot, G_MAXINT, heat->plot.x, y - 1.5 - note_radius(pen));
}

/* --- all --------------------------------------------------------------------------------- */

static gboolean
place(Heat *heat, double width, double height)
{
	Pen *pen = heat->pen;
	Plot *plot = &heat->plot;
	gsize n = heat->chart->series->len;
	gboolean all;
	double marks = most_marks(heat->chart, &all) * (2 * note_radius(pen) + 1) + 2;

	plot->x = heat->legend->widest + 0.8 * pen->em;
	plot->y = 1.4 * pen->leading + (all ? 1.4 * pen->em : 0);
	plot->width = width - plot->x - MAX(1.4 * pen->em, marks);
	plot->height = height - plot->y - axis_times_height(pen) - draw_states(heat, 0, FALSE) - heat->footer->height;
	plot->from = heat->chart->edges[0];
	plot->to = heat->chart->edges[heat->chart->bins];
	heat->row = plot->height / (double)n;
	return heat->row >= 0.85 * pen->em && plot->width >= 8 * pen->em;
}

gboolean
heat_draw(Pen *pen, const Chart *chart, double width, double height, GError **error)
{
	g_autoptr(Legend) legend = legend_new(pen, chart);
	g_autoptr(Footer) footer = note_footer(pen, chart, width - legend->widest - pen->em);
	Heat heat = { .pen = pen, .chart = chart, .legend = legend, .footer = footer };

	if (!place(&heat, width, height))
		return kind_no_room(chart, chart->series->len, "rows", width, height, error);
	set_steps(&heat);
	draw_key(&heat, width);
	axis_times(pen, chart->zone, &heat.plot, 1);
	for (guint i = 0; i < chart->series->len; i++) {
		double y = heat.plot.y + i * heat.row;

		pen_put(pen, legend->lines->pdata[i], heat.plot.x - 0.6 * pen->em, pen_centre(pen, y + heat.row / 2),
		    ALIGN_RIGHT);
		draw_row(&heat, chart->series->pdata[i], y);
	}
	for (guint i = 0; i < chart->series->len; i++)
		draw_framed(&heat, i, heat.plot.y + i * heat.row);
	draw_brackets(&heat);
	footer_draw(pen, footer, heat.plot.x, height - footer->height);
	draw_states(&heat, heat.plot.y + heat.plot.height + axis_times_height(pen) + 0.6 * pen->leading, TRUE);
	return TRUE;
}
