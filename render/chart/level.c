/*
 * level.c: a tint, a band and a line, all paler than the data.
 */
#include "level.h"

/* The part of [from, to) that lies in the plot [pt]; FALSE where none does. */
static gboolean
part_of(const Plot *plot, gint64 from, gint64 to, double *x, double *width)
{
	from = MAX(from, plot->from);
	to = MIN(to, plot->to);
	*x = plot_x(plot, from);
	*width = plot_x(plot, to) - *x;
	return from < to;
}

static void
draw_band(Pen *pen, const ChartLevel *level, const Plot *plot)
{
	double top = MAX(plot_y(plot, (double)level->most), plot->y), x, width;
	double foot = MIN(plot_y(plot, (double)level->least), plot->y + plot->height);

	if (level->least >= 0 && part_of(plot, level->base, level->from, &x, &width))
		pen_box(pen, x, top, width, MAX(foot - top, 0.6), pen_mix(PAPER, pen->ink, 0.16));
}

static void
draw_line(Pen *pen, const ChartLevel *level, const Plot *plot)
{
	double y = plot_y(plot, level->level), x, width;
	PagePath *line;

	if (y < plot->y || y > plot->y + plot->height || !part_of(plot, level->base, level->to, &x, &width))
		return;
	line = page_path_new();
	page_path_add(line, 0, 0);
	page_path_add(line, width, 0);
	line->stroke = pen->ink;
	line->width = 0.8;
	line->dash[0] = 3;
	line->dash[1] = 2;
	items_add_path(pen->items, pen->node, x, y, line);
}

void
level_draw(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n)
{
	double x, width;

	for (guint i = 0; i < chart->levels->len; i++) {
		const ChartLevel *level = chart->levels->pdata[i];

		if ((guint)level->series < first || (guint)level->series >= first + n)
			continue;
		if (part_of(plot, level->from, level->to, &x, &width))
			pen_box(pen, x, plot->y, width, plot->height,
			    pen_mix(PAPER, pen_look(pen, (guint)level->series)->colour, 0.12));
		if (!level->label)
			continue;
		draw_band(pen, level, plot);
		draw_line(pen, level, plot);
	}
}

void
level_texts(Pen *pen, const Chart *chart, GPtrArray *texts)
{
	gboolean known = FALSE;

	for (guint i = 0; i < chart->levels->len; i++) {
		const char *label = ((const ChartLevel *)chart->levels->pdata[i])->label;

		if (label)
			g_ptr_array_add(texts, g_strdup(label));
		known = known || label;
	}
	if (chart->levels->len > 0)
		g_ptr_array_add(texts, g_strdup(pen_words(pen, known ? "chart.level.key" : "chart.level.tint")));
}
