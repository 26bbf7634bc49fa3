/*
 * figure.c: a chart with its caption and the note that follows, in one strip.  It floats: where it does not fit it heads
 * the next page, and text fills this one.
 */
#include "galley.h"

static gboolean
draw(Galley *galley, const Block *block, guint node, double height, GArray *items, GError **error)
{
	g_autoptr(GArray) drawn = items_new();

	if (!chart_draw(
		block->chart, galley->lang, galley->theme, galley->fonts, galley->width, height, node, drawn, error)) {
		g_prefix_error(error, "%s: ", galley->place ? galley->place : block->chart->id);
		return FALSE;
	}
	items_move(items, drawn, galley->left, 0, node);
	return TRUE;
}

/* A text below the chart, part of its strip; the strip grows by it. */
static gboolean
add_below(Galley *galley, const RichText *text, ThemeTextRole role, guint node, FlowStrip *strip, GArray *items,
    GError **error)
{
	TextPlan plan = text_plan(galley, role, node);
	double height = galley_lines(galley, items, text, &plan, galley->left, strip->height + 4, error);

	strip->height += 4 + height;
	return height >= 0;
}

static guint
figure_node(Galley *galley, const Block *block, GError **error)
{
	guint node = pages_add_node(galley->pages, galley->node, ROLE_FIGURE);
	Node *figure = &g_array_index(galley->pages->nodes, Node, node);

	figure->alt = block->alt ? g_strdup(block->alt) : chart_describe(block->chart, galley->lang, error);
	figure->data =
	    block->chart->kind == CHART_FLOW ? NULL : g_strdup("data/series.csv"); /* ranks stand in tables */
	figure->id = g_strdup(block->id);
	return figure->alt ? node : 0;
}

/* A panel or a row for each series, and words below, need more room than lines in one plot. */
static double
height_of(const Galley *galley, const Chart *chart)
{
	const Theme *theme = galley->theme;
	double page = theme->height - theme->top - theme->bottom, line = theme->text[THEME_CHART].leading;
	double height = theme->figure_height;
	guint words; /* lines of them below the chart, about */

	if (chart->split)
		height *= 0.4 + 0.45 * chart->series->len;
	else if (chart->kind == CHART_HEAT)
		height = MAX(height * 0.6, (chart->series->len * 1.05 + 6) * line);
	else if (chart->kind == CHART_MULTIPLES)
		height = (chart->series->len + 3) / 4 * 4.4 * line + 4 * line;
	else if (chart->kind == CHART_FLOW)
		height = MAX(height, (chart->series->len * 1.3 + 5) * line);
	words = chart->notes->len + (chart->levels->len ? chart->levels->len + 1 : 0);
	return MIN(MIN(height, 0.75 * page) + words * line, 0.92 * page);
}

gboolean
set_figure(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	double space = galley->theme->text[THEME_BODY].leading, height = height_of(galley, block->chart);
	guint node = figure_node(galley, block, error);
	FlowStrip strip = { .height = height, .before = space * 0.6, .after = space * 0.6, .floats = TRUE, .head = -1 };
	g_autoptr(GArray) items = items_new();

	if (node == 0)
		return FALSE;
	if (block->id)
		items_add_dest(items, galley->left, 0, block->id);
	if (!draw(galley, block, node, height, items, error))
		return FALSE;
	if (block->text && !add_below(galley, block->text, THEME_CAPTION,
			       pages_add_node(galley->pages, node, ROLE_CAPTION), &strip, items, error))
		return FALSE;
	if (next && next->kind == BLOCK_NOTE) {
		*used = 1;
		if (!add_below(galley, next->text, THEME_NOTE, pages_add_node(galley->pages, galley->node, ROLE_P),
			&strip, items, error))
			return FALSE;
	}
	galley_add(galley, strip, g_steal_pointer(&items));
	galley->spread = FALSE;
	return TRUE;
}
