/*
 * frame.c: what charts over time share.  From the top: the legend's rows, the words of the gaps with the axis's unit,
 * a plot for all series or one for each, the time axis, the words of gaps that got numbers.
 */
#include "footer.h"
#include "kinds.h"
#include "level.h"
#include "note.h"
#include "shade.h"

#define COLUMN_PART 0.36 /* of the width is the most that words right of the plot may take */
#define PANEL_SPACE 9    /* between two plots [pt] */

typedef struct {
	Pen *pen;
	const Chart *chart;
	const Kind *kind;
	double width, height;
	Legend *legend;
	ShadeBand *band;
	Footer *footer;
	gboolean column; /* the legend stands right of the plots, else in rows */
	Plot *plots;     /* [n] */
	guint n;
} Frame;

/* The last bin that is not missing; -1 where all are. */
static gssize
last_bin(const Chart *chart, guint index)
{
	gssize bin = (gssize)chart->bins - 1;

	while (bin >= 0 && chart_state(chart, chart->series->pdata[index], (gsize)bin) == POINT_MISSING)
		bin--;
	return bin;
}

/* Series [first, first + n) were observed at some time; all of them at the end. */
static gboolean
is_observed(const Chart *chart, guint first, guint n)
{
	for (guint i = first; i < first + n; i++)
		if (last_bin(chart, i) >= 0)
			return TRUE;
	return FALSE;
}

static gboolean
all_end_last(const Chart *chart)
{
	for (guint i = 0; i < chart->series->len; i++)
		if (last_bin(chart, i) + 1 != (gssize)chart->bins)
			return FALSE;
	return TRUE;
}

/* --- scales ------------------------------------------------------------------------------ */

static void
scan(const Chart *chart, guint first, guint n, gint64 *least, gboolean *zeros)
{
	*least = 0;
	*zeros = FALSE;
	for (guint i = first; i < first + n; i++) {
		const ChartSeries *series = chart->series->pdata[i];

		for (gsize bin = 0; bin < chart->bins; bin++) {
			if (chart_state(chart, series, bin) == POINT_MISSING)
				continue;
			if (series->packets[bin] == 0)
				*zeros = TRUE;
			else if (*least == 0 || series->packets[bin] < *least)
				*least = series->packets[bin];
		}
	}
}

static Scale
scale_of(const Frame *frame, guint first, guint n, double height)
{
	gint64 least, most = frame->kind->most(frame->chart, first, n);
	double row = frame->pen->leading;
	guint steps = (guint)CLAMP(MAX(height / (2 * row), MIN(2, height / (1.2 * row))), 1, 8);
	gboolean zeros;
	Scale scale;

	scan(frame->chart, first, n, &least, &zeros);
	if (frame->chart->logarithmic && least > 0)
		return scale_logarithmic(
		    least, most, zeros ? CLAMP(1.3 * frame->pen->em / height, 0.1, 0.4) : 0, steps + 1);
	scale = scale_linear(most, steps);
	if (!is_observed(frame->chart, first, n))
		scale.n = 0; /* nothing was observed: no count belongs at this axis */
	return scale;
}

/* Series of plot i. */
static guint
first_of(const Frame *frame, guint i)
{
	return frame->chart->split ? i : 0;
}

static guint
count_of(const Frame *frame)
{
	return frame->chart->split ? 1 : frame->chart->series->len;
}

static double
values_width(const Frame *frame)
{
	double widest = 0;

	for (guint i = 0; i < frame->n; i++)
		widest = MAX(widest, axis_values_width(frame->pen, &frame->plots[i].scale));
	return widest + 0.5 * frame->pen->em;
}

static void
set_scales(Frame *frame, double height)
{
	for (guint i = 0; i < frame->n; i++)
		frame->plots[i].scale = scale_of(frame, first_of(frame, i), count_of(frame), height);
}

/* --- places ------------------------------------------------------------------------------ */

/*
 * Words stand beside the lines' ends where these are near the plot's end and there is room; nothing leads to them over
 * a span without data.
 */
static gboolean
has_column(const Frame *frame)
{
	const Chart *chart = frame->chart;
	const gint64 *end = &chart->edges[chart->bins];
	double row = frame->pen->leading, span = (double)(*end - chart->edges[0]);

	if (legend_column_width(frame->pen, frame->legend) > COLUMN_PART * frame->width)
		return FALSE;
	if (chart->split)
		return TRUE;
	return frame->kind->has_ends && all_end_last(chart) && (double)(*end - end[-1]) / 2 < 0.08 * span &&
	       chart->series->len * row < frame->height - axis_times_height(frame->pen) - 4 * row;
}

static gboolean
is_partial(const Chart *chart)
{
	for (guint i = 0; i < chart->series->len; i++)
		for (gsize bin = 0; bin < chart->bins; bin++)
			if (chart_state(chart, chart->series->pdata[i], bin) == POINT_PARTIAL)
				return TRUE;
	return FALSE;
}

/* The unit at the left and the key of what is hollow at the right, just above the plots' lead; their boxes. */
static GArray *
place_words(const Frame *frame, TextLine **unit, TextLine **key)
{
	Pen *pen = frame->pen;
	GArray *taken = g_array_new(FALSE, FALSE, sizeof(PlaceBox));

	*unit = pen_line(pen, frame->chart->unit ? frame->chart->unit : "");
	*key = pen_line(pen, is_partial(frame->chart) ? pen_words(pen, "chart.partial") : "");
	if ((*unit)->width > 0) {
		PlaceBox box = { 0, -pen->leading, (*unit)->width + pen->em, pen->leading };
		g_array_append_val(taken, box);
	}
	if ((*key)->width > 0) {
		double width = (*key)->width + 1.6 * pen->em;
		PlaceBox box = { frame->width - width, -pen->leading, width, pen->leading };
		g_array_append_val(taken, box);
	}
	return taken;
}

static void
draw_words(const Frame *frame, const TextLine *unit, const TextLine *key)
{
	Pen *pen = frame->pen;
	double y = frame->plots[0].y - SHADE_LEAD - 0.3 * pen->em;

	pen_put(pen, unit, 0, y, ALIGN_LEFT);
	pen_put(pen, key, frame->width, y, ALIGN_RIGHT);
	if (key->width > 0)
		pen_marker(pen, 0, frame->width - key->width - 0.7 * pen->em, y - 0.36 * pen->em, 3.6, TRUE, pen->ink);
}

/*
 * Left and right are known before top and bottom: the words of gaps depend on them.  At least as wide as left says;
 * half of a time at the axis's begin has room too.
 */
static void
set_columns(Frame *frame, double left)
{
	double right;

	left = MAX(MAX(left, values_width(frame)), 1.6 * frame->pen->em);
	frame->column = has_column(frame);
	right = frame->column ? legend_column_width(frame->pen, frame->legend) : 1.4 * frame->pen->em;
	for (guint i = 0; i < frame->n; i++) {
		Plot *plot = &frame->plots[i];
		plot->x = left;
		plot->width = frame->width - left - right;
		plot->from = frame->chart->edges[0];
		plot->to = frame->chart->edges[frame->chart->bins];
	}
}

static gboolean
set_rows(Frame *frame, GError **error)
{
	Pen *pen = frame->pen;
	double top = frame->column ? 0 : legend_rows_height(pen, frame->legend, frame->width), height;

	top += MAX(frame->band->height, 0.5 * pen->em) + SHADE_LEAD;
	height = frame->height - top - axis_times_height(pen) - frame->footer->height;
	height = (height - PANEL_SPACE * (frame->n - 1)) / frame->n;
	if (height < 2 * pen->leading || frame->plots[0].width < 8 * pen->em)
		return kind_no_room(frame->chart, frame->n, "plots", frame->width, frame->height, error);
	for (guint i = 0; i < frame->n; i++) {
		frame->plots[i].y = top + i * (height + PANEL_SPACE);
		frame->plots[i].height = height;
	}
	set_scales(frame, height);
	return TRUE;
}

/* --- drawing ----------------------------------------------------------------------------- */

static void
draw_column(const Frame *frame)
{
	const Chart *chart = frame->chart;
	g_autofree Point *ends = g_new(Point, chart->series->len);
	gsize last = chart->bins - 1;

	for (guint i = 0; i < chart->series->len && !chart->split; i++) {
		const ChartSeries *series = chart->series->pdata[i];
		const Plot *plot = &frame->plots[0];

		ends[i].x = (plot_x(plot, chart->edges[last]) + plot_x(plot, chart->edges[last + 1])) / 2;
		ends[i].y = plot_y(plot, (double)series->packets[last]);
	}
	if (!chart->split)
		legend_column(frame->pen, frame->legend, &frame->plots[0], ends, frame->kind->sample);
	for (guint i = 0; i < frame->n && chart->split; i++)
		legend_panel(frame->pen, frame->legend, i, &frame->plots[i], frame->kind->sample);
}

static void
draw(const Frame *frame)
{
	Pen *pen = frame->pen;

	if (!frame->column)
		legend_rows(pen, frame->legend, 0, frame->width, frame->kind->sample);
	for (guint i = 0; i < frame->n; i++) {
		shade_outside(pen, frame->chart, &frame->plots[i]);
		level_draw(pen, frame->chart, &frame->plots[i], first_of(frame, i), count_of(frame));
		shade_spans(
		    pen, frame->chart, frame->chart->split ? frame->chart->series->pdata[i] : NULL, &frame->plots[i]);
		axis_grid(pen, &frame->plots[i]);
	}
	axis_times(pen, frame->chart->zone, frame->plots, frame->n);
	axis_partial(pen, frame->chart, &frame->plots[frame->n - 1]);
	for (guint i = 0; i < frame->n; i++) {
		axis_values(pen, &frame->plots[i]);
		frame->kind->paint(pen, frame->chart, &frame->plots[i], first_of(frame, i), count_of(frame));
		note_marks(
		    pen, frame->chart, &frame->plots[i], first_of(frame, i), count_of(frame), !frame->kind->has_ends);
	}
	shade_band_draw(pen, frame->band, &frame->plots[0]);
	if (frame->column)
		draw_column(frame);
	footer_draw(pen, frame->footer, frame->plots[0].x,
	    frame->plots[frame->n - 1].y + frame->plots[frame->n - 1].height + axis_times_height(pen));
}

/* The numbered gaps, then the notes. */
static void
set_footer(Frame *frame)
{
	if (frame->chart->inner_from < frame->chart->inner_to)
		g_ptr_array_add(frame->band->texts, g_strdup(pen_words(frame->pen, "chart.around")));
	level_texts(frame->pen, frame->chart, frame->band->texts);
	note_texts(frame->chart, frame->band->texts);
	g_clear_pointer(&frame->footer, footer_free);
	frame->footer = footer_new(frame->pen, frame->band->texts, frame->width - frame->plots[0].x);
}

/* The words at the value axis depend on the plots' height, that on the words of gaps, these on the plots' width. */
static gboolean
set_places(Frame *frame, const GArray *taken, GError **error)
{
	double left = 0;

	set_scales(frame, frame->height / (frame->n + 1));
	for (int round = 0; round < 3; round++) {
		set_columns(frame, left);
		g_clear_pointer(&frame->band, shade_band_free);
		frame->band = shade_band_new(frame->pen, frame->chart, &frame->plots[0], frame->width, taken);
		set_footer(frame);
		if (!set_rows(frame, error))
			return FALSE;
		left = frame->plots[0].x;
		if (values_width(frame) <= left)
			break;
	}
	return TRUE;
}

gboolean
frame_draw(Pen *pen, const Chart *chart, const Kind *kind, double width, double height, GError **error)
{
	Frame frame = { .pen = pen, .chart = chart, .kind = kind, .width = width, .height = height };
	g_autoptr(Legend) legend = legend_new(pen, chart);
	g_autoptr(TextLine) unit = NULL, key = NULL;
	g_autoptr(GArray) taken = NULL;
	g_autofree Plot *plots = NULL;
	gboolean fits;

	frame.legend = legend;
	frame.n = chart->split ? chart->series->len : 1;
	frame.plots = plots = g_new0(Plot, frame.n);
	taken = place_words(&frame, &unit, &key);
	fits = set_places(&frame, taken, error);
	if (fits) {
		draw_words(&frame, unit, key);
		draw(&frame);
	}
	shade_band_free(frame.band);
	footer_free(frame.footer);
	return fits;
}
