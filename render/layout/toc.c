/*
 * toc.c: the table of contents.  Its lines are set with the blocks, before anyone knows on which page a heading stands;
 * the numbers come after the flow, into room that was left for them: so one pass is enough.
 */
#include "galley.h"

#define DEPTH 2 /* levels of headings that are listed */

/* Items of the heading's number and words; the line's end without its page number. */
static gboolean
put_words(Galley *galley, const Block *block, GArray *items, guint node, double *left, FlowStrip *strip, GError **error)
{
	const ThemeText *look = &galley->theme->text[THEME_BODY];
	TextPlan plan = text_plan(galley, THEME_BODY, node);
	g_autoptr(RichText) plain = rich_text_new(block->text->utf8); /* without its own links */

	if (block->number) {
		g_autoptr(TextLine) number = galley_number(galley, block->number, THEME_BODY, error);

		if (!number)
			return FALSE;
		items_add_line(items, node, *left, baseline_of(look), number, look->colour);
		*left += MAX(number->width + look->size / 2, 2 * look->size);
	}
	plan.width = galley->left + galley->width - *left - 3 * look->size;
	strip->height = galley_lines(galley, items, plain, &plan, *left, 0, error);
	return strip->height >= 0;
}

static void
put_leader(const Galley *galley, GArray *items, double baseline)
{
	double size = galley->theme->text[THEME_BODY].size, from = items_end(items) + size / 2;
	double to = galley->left + galley->width - 2.5 * size;
	PagePath *path;

	if (to - from < size)
		return;
	path = page_path_new();
	path->width = 0.6;
	path->stroke = galley->theme->rule;
	path->dash[0] = 0.6;
	path->dash[1] = 3;
	page_path_add(path, from, 0);
	page_path_add(path, to, 0);
	items_add_path(items, NODE_ARTIFACT, 0, baseline, path);
}

static gboolean
set_line(Galley *galley, const Block *block, int depth, guint toc, GError **error)
{
	const ThemeText *look = &galley->theme->text[THEME_BODY];
	guint entry = pages_add_node(galley->pages, toc, ROLE_TOCI);
	guint node = pages_add_node(galley->pages, entry, ROLE_LINK);
	double left = galley->left + (depth - 1) * 2 * look->size;
	g_autofree char *id = heading_target(galley, block);
	g_autofree char *target = g_strconcat("#", id, NULL);
	FlowStrip strip = { .snap = SNAP_TOP, .head = -1 };
	g_autoptr(GArray) items = items_new();
	TocLine line = { .node = node, .from = block, .right = galley->left + galley->width };

	g_array_index(galley->pages->nodes, Node, node).alt = g_strdup(block->text->utf8);
	if (!put_words(galley, block, items, node, &left, &strip, error))
		return FALSE;
	line.baseline = strip.height - look->leading + baseline_of(look);
	put_leader(galley, items, line.baseline);
	items_add_link(items, node, galley->left, 0, galley->width, strip.height, target);
	line.strip = galley_add(galley, strip, g_steal_pointer(&items));
	g_array_append_val(galley->toc, line);
	return TRUE;
}

gboolean
set_toc(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	guint toc = pages_add_node(galley->pages, galley->node, ROLE_TOC);
	const GPtrArray *blocks = galley->doc->blocks;

	(void)block;
	(void)next;
	(void)used;
	for (guint i = 0; i < blocks->len; i++) {
		const Block *heading = blocks->pdata[i];
		int depth = heading->kind == BLOCK_HEADING ? MAX(heading->level, 1) : DEPTH + 1;

		if (depth <= DEPTH && !set_line(galley, heading, depth, toc, error))
			return FALSE;
	}
	galley->spread = FALSE;
	return TRUE;
}

/* The page on which the heading stands, from 1. */
static guint
page_of(const Galley *galley, const GArray *places, const Block *heading)
{
	for (guint i = 0; i < galley->entries->len; i++) {
		const Entry *entry = &g_array_index(galley->entries, Entry, i);

		for (guint k = 0; entry->from == heading && k < places->len; k++)
			if (g_array_index(places, FlowPlace, k).strip == entry->strip)
				return g_array_index(places, FlowPlace, k).page + 1;
	}
	return 0;
}

gboolean
toc_number(Galley *galley, const GArray *places, GError **error)
{
	for (guint i = 0; i < galley->toc->len; i++) {
		const TocLine *toc = &g_array_index(galley->toc, TocLine, i);
		g_autofree char *number = lang_count(galley->lang, page_of(galley, places, toc->from));
		g_autoptr(TextLine) line = galley_label(galley, number, THEME_BODY, error);

		if (!line)
			return FALSE;
		items_add_line(galley->items->pdata[toc->strip], toc->node, toc->right - line->width, toc->baseline,
		    line, galley->theme->text[THEME_BODY].colour);
	}
	return TRUE;
}
