/*
 * list.c: lists and the list of references.  Labels hang before the items; a reference's label leads back to its mark.
 */
#include <math.h>
#include "galley.h"

/* The widest label and half an em, in whole em: so that Japanese lines stay on their em grid. */
static gboolean
measure_labels(const Galley *galley, const Block *block, double *hang, GError **error)
{
	double em = galley->theme->text[galley->body].size, widest = 0;

	for (guint i = 0; i < block->items->len; i++) {
		const ListItem *item = block->items->pdata[i];
		g_autoptr(TextLine) line = galley_label(galley, item->label ? item->label : "", galley->body, error);

		if (!line)
			return FALSE;
		widest = MAX(widest, line->width);
	}
	*hang = ceil(widest / em + 0.25) * em;
	return TRUE;
}

/* The label stands flush right before its item, where there is room for that; numbers then end in one line. */
static gboolean
put_label(Galley *galley, GArray *items, const ListItem *item, guint node, double hang, GError **error)
{
	const ThemeText *look = &galley->theme->text[galley->body];
	g_autoptr(TextLine) line = galley_number(galley, item->label, galley->body, error);
	gboolean back = item->back && item->back->len > 0;
	double x, baseline = baseline_of(look);

	if (!line)
		return FALSE;
	x = galley->left - MIN(hang, line->width + look->size / 2);
	if (back) {
		g_autofree char *target = g_strconcat("#", (char *)item->back->pdata[0], NULL);

		node = pages_add_node(galley->pages, node, ROLE_LINK);
		g_array_index(galley->pages->nodes, Node, node).alt = g_strdup(item->label);
		items_add_link(items, node, x, baseline - 0.88 * look->size, line->width, look->size, target);
	}
	items_add_line(items, node, x, baseline, line, back ? galley->theme->link : look->colour);
	return TRUE;
}

/* Puts what stands in label before the items of the item's first strip, or into a strip of its own. */
static void
lead_with(Galley *galley, guint first, GArray *label)
{
	const ThemeText *look = &galley->theme->text[galley->body];

	if (first == galley->strips->len) {
		galley_add(galley, (FlowStrip) { .height = look->leading, .head = -1 }, label);
		return;
	}
	items_append(label, galley->items->pdata[first], 0, 0);
	g_array_unref(galley->items->pdata[first]);
	galley->items->pdata[first] = label;
}

/* A reference stays whole: its address is not torn from it. */
static void
keep_whole(Galley *galley, guint first)
{
	for (guint i = first + 1; i < galley->strips->len; i++)
		g_array_index(galley->strips, FlowStrip, i).keep = TRUE;
}

static gboolean
set_item(Galley *galley, const ListItem *item, guint list, double hang, gboolean whole, GError **error)
{
	guint node = pages_add_node(galley->pages, list, ROLE_LI), first = galley->strips->len;
	g_autoptr(GArray) label = items_new();

	if (item->id) {
		items_add_dest(label, galley->left - hang, 0, item->id);
		g_array_index(galley->pages->nodes, Node, node).id = g_strdup(item->id);
	}
	if (item->label && !put_label(galley, label, item, pages_add_node(galley->pages, node, ROLE_LBL), hang, error))
		return FALSE;
	galley->node = pages_add_node(galley->pages, node, ROLE_LBODY);
	if (!galley_blocks(galley, item->blocks, error))
		return FALSE;
	lead_with(galley, first, g_steal_pointer(&label));
	if (whole)
		keep_whole(galley, first);
	return TRUE;
}

gboolean
set_list(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	guint node = galley->node, list = pages_add_node(galley->pages, node, ROLE_L);
	ThemeTextRole body = galley->body;
	guint first = galley->strips->len;
	gboolean references = block->kind == BLOCK_REFERENCES, ok = TRUE;
	double hang;

	(void)next;
	(void)used;
	galley->body = references ? THEME_REFERENCE : body;
	if (!measure_labels(galley, block, &hang, error))
		return FALSE;
	galley->left += hang;
	galley->width -= hang;
	for (guint i = 0; ok && i < block->items->len; i++)
		ok = set_item(galley, block->items->pdata[i], list, hang, references, error);
	for (guint i = first + 1; i < galley->strips->len; i++)
		g_array_index(galley->strips, FlowStrip, i).inside = TRUE;
	galley->left -= hang;
	galley->width += hang;
	galley->body = body;
	galley->node = node;
	galley->spread = TRUE;
	return ok;
}
