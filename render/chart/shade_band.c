/*
 * shade_band.c: the words of the gaps in rows above the plot, where no data can be under them.  Each stands as near to
 * its span as the others allow, lower rows first; a thin line leads to the span.
 */
#include <math.h>
#include <string.h>
#include "kinds.h"
#include "shade.h"

#define MOST_BESIDE 5 /* more gaps than these get numbers */
#define MOST_ROWS   9

typedef struct {
	GPtrArray *lines; /* of TextLine */
	PlaceBox box;     /* y from the plot's top */
	double at;        /* the middle of its span [pt] */
} ShadeLabel;

static void
clear_label(gpointer data)
{
	g_ptr_array_unref(((ShadeLabel *)data)->lines);
}

/* --- words ------------------------------------------------------------------------------- */

static ShadeLabel
label_new(Pen *pen, const char *words, double at)
{
	g_auto(GStrv) rows = g_strsplit(words, "\n", -1);
	ShadeLabel label = { .lines = g_ptr_array_new_with_free_func((GDestroyNotify)text_line_free), .at = at };

	for (guint i = 0; rows[i]; i++) {
		TextLine *line = pen_line(pen, rows[i]);

		g_ptr_array_add(label.lines, line);
		label.box.width = MAX(label.box.width, line->width + pen->em);
	}
	label.box.height = label.lines->len * pen->leading;
	label.box.x = at - label.box.width / 2;
	return label;
}

static gboolean
is_shown(const ChartGap *gap, const Plot *plot)
{
	return gap->label && *gap->label && gap->from < plot->to && gap->to > plot->from;
}

static double
middle(const ChartGap *gap, const Plot *plot)
{
	return (plot_x(plot, MAX(gap->from, plot->from)) + plot_x(plot, MIN(gap->to, plot->to))) / 2;
}

static void
add_labels(Pen *pen, ShadeBand *band, const Chart *chart, const Plot *plot, gboolean numbered)
{
	for (guint i = 0, number = 0; i < chart->gaps->len; i++) {
		const ChartGap *gap = chart->gaps->pdata[i];
		g_autofree char *mark = g_strdup_printf("(%u)", number + 1);
		ShadeLabel label;

		if (!is_shown(gap, plot))
			continue;
		number++;
		label = label_new(pen, numbered ? mark : gap->label, middle(gap, plot));
		g_array_append_val(band->labels, label);
		if (numbered) {
			g_autofree char *line = chart_gap_words(gap), *words = g_strdup_printf("%s %s", mark, line);
			g_ptr_array_add(band->texts, g_steal_pointer(&words));
		}
	}
}

/* --- places ------------------------------------------------------------------------------ */

/* A line straight up from x to a label above height would cross the words of this one. */
static gboolean
covers(const ShadeLabel *label, double x)
{
	return label->box.x + 1 < x && x < label->box.x + label->box.width - 1;
}

static gboolean
crosses(const GArray *labels, guint placed, const GArray *words, const ShadeLabel *label)
{
	double bottom = label->box.y + label->box.height;

	if (bottom < 0 && !covers(label, label->at))
		return TRUE; /* only from the lowest row may the line go aslant: nothing is below it */
	for (guint i = 0; i < words->len && bottom < 0; i++) {
		const PlaceBox *box = &g_array_index(words, PlaceBox, i);

		if (box->x < label->at && label->at < box->x + box->width)
			return TRUE;
	}
	for (guint i = 0; i < placed; i++) {
		const ShadeLabel *other = &g_array_index(labels, ShadeLabel, i);
		double its = other->box.y + other->box.height;

		if ((bottom < its && covers(other, label->at)) || (its < bottom && covers(label, other->at)))
			return TRUE;
	}
	return FALSE;
}

typedef struct {
	const Pen *pen;
	GArray *labels;      /* of ShadeLabel */
	const GArray *words; /* of PlaceBox: what is there besides labels */
	GArray *taken;       /* of PlaceBox: words and placed labels */
	double right;
} Placing;

/* Row by row upwards; the first row in which the way to the side is short wins, else the shortest way. */
static gboolean
place_label(const Placing *placing, guint index, gboolean may_cross)
{
	ShadeLabel *label = &g_array_index(placing->labels, ShadeLabel, index);
	double best = INFINITY, wish = label->at - label->box.width / 2, row_height = placing->pen->leading;
	PlaceBox found = label->box;

	for (int row = 0; row < MOST_ROWS; row++) {
		double way;

		label->box.x = wish;
		label->box.y = -row * row_height - label->box.height;
		if (!place_beside(placing->taken, &label->box, 0, placing->right) ||
		    (!may_cross && crosses(placing->labels, index, placing->words, label)))
			continue;
		way = MAX(0, fabs(label->box.x - wish) - label->box.width / 2) + 2 * row * row_height;
		if (way < best) {
			best = way;
			found = label->box;
		}
	}
	label->box = found;
	if (isinf(best))
		return FALSE;
	g_array_append_val(placing->taken, found);
	return TRUE;
}

static gboolean
place_labels(const Pen *pen, ShadeBand *band, double right, const GArray *words)
{
	g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(PlaceBox));
	Placing placing = { pen, band->labels, words, taken, right };

	if (words->len > 0)
		g_array_append_vals(taken, words->data, words->len);
	for (guint i = 0; i < band->labels->len; i++)
		if (!place_label(&placing, i, FALSE) && !place_label(&placing, i, TRUE))
			return FALSE;
	for (guint i = 0; i < taken->len; i++)
		band->height = MAX(band->height, -g_array_index(taken, PlaceBox, i).y);
	return TRUE;
}

/* --- the door ---------------------------------------------------------------------------- */

ShadeBand *
shade_band_new(Pen *pen, const Chart *chart, const Plot *plot, double right, const GArray *taken)
{
	ShadeBand *band = g_new0(ShadeBand, 1);
	guint shown = 0;

	band->labels = g_array_new(FALSE, FALSE, sizeof(ShadeLabel));
	g_array_set_clear_func(band->labels, clear_label);
	band->texts = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < chart->gaps->len; i++)
		shown += is_shown(chart->gaps->pdata[i], plot);
	add_labels(pen, band, chart, plot, shown > MOST_BESIDE);
	if (!place_labels(pen, band, right, taken) && band->texts->len == 0) {
		g_array_set_size(band->labels, 0);
		add_labels(pen, band, chart, plot, TRUE);
		band->height = 0;
		place_labels(pen, band, right, taken);
	}
	return band;
}

void
shade_band_free(ShadeBand *band)
{
	g_array_unref(band->labels);
	g_ptr_array_unref(band->texts);
	g_free(band);
}

void
shade_band_draw(Pen *pen, const ShadeBand *band, const Plot *plot)
{
	Colour colour = pen->theme->rule;

	for (guint i = 0; i < band->labels->len; i++) {
		const ShadeLabel *label = &g_array_index(band->labels, ShadeLabel, i);
		double left = label->box.x + 0.5 * pen->em, right = left + label->box.width - pen->em;
		double top = plot->y - SHADE_LEAD + label->box.y, bottom = top + label->box.height;

		pen_rule(pen, label->at, plot->y, CLAMP(label->at, left, right), bottom, 0.4, colour);
		for (guint k = 0; k < label->lines->len; k++)
			pen_put(pen, label->lines->pdata[k], (left + right) / 2,
			    top + (k + 1) * pen->leading - 0.3 * pen->em, ALIGN_CENTRE);
	}
}
