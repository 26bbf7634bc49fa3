/*
 * pair.c: two galleys, block by block, into one whose strips hold both.  What comes after it sees one document of one
 * column.  Names of the right language's destinations get its name in front, for both have the same ids.
 */
#include "error.h"
#include "galley.h"

/* One side. */
typedef struct {
	Galley *galley;
	guint next;   /* block */
	guint zipped; /* strips that are in the whole already */
	GArray *map;  /* of guint: which strip of the whole each of its strips became */
} Side;

static void
side_open(Side *side, const Doc *doc, const Lang *lang, const Theme *theme, Fonts *fonts, Pages *pages)
{
	*side = (Side) { .galley = galley_new(doc, lang, theme, fonts, pages),
		.map = g_array_new(FALSE, FALSE, sizeof(guint)) };
	side->galley->beside = TRUE;
	side->galley->width = (theme_measure(theme) - theme->gutter) / 2;
}

static void
side_close(Side *side)
{
	galley_free(side->galley);
	g_array_unref(side->map);
}

/* --- the right side's names -------------------------------------------------------------- */

static char *
other_name(const char *lang, const char *name)
{
	return *name == '#' ? g_strdup_printf("#%s:%s", lang, name + 1) : g_strdup_printf("%s:%s", lang, name);
}

static void
rename_items(GArray *items, const char *lang)
{
	for (guint i = 0; i < items->len; i++) {
		PageItem *item = &g_array_index(items, PageItem, i);
		gboolean inner = item->kind == PAGE_DEST || (item->kind == PAGE_LINK && *item->target == '#');
		char *name = inner ? other_name(lang, item->target) : NULL;

		if (name) {
			g_free(item->target);
			item->target = name;
		}
	}
}

/* Nodes made since first are of the language beside. */
static void
rename_nodes(Pages *pages, guint first, const char *lang)
{
	for (guint i = first; i < pages->nodes->len; i++) {
		Node *node = &g_array_index(pages->nodes, Node, i);
		char *name = node->id ? other_name(lang, node->id) : NULL;

		g_free(node->id);
		node->id = name;
		if (node->parent < first)
			node->lang = g_strdup(lang);
	}
}

/* --- zipping ----------------------------------------------------------------------------- */

static const FlowStrip *
strip_at(const Side *side, guint number)
{
	return number < side->galley->strips->len ? &g_array_index(side->galley->strips, FlowStrip, number) : NULL;
}

/* What the whole's strip has to be for this one to stand in it. */
static void
widen(const Side *side, guint number, FlowStrip *whole)
{
	const FlowStrip *strip = strip_at(side, number);

	if (!strip)
		return;
	whole->height = MAX(whole->height, strip->height);
	whole->before = MAX(whole->before, strip->before);
	whole->after = MAX(whole->after, strip->after);
	whole->snap = strip->snap;
	whole->keep |= strip->keep;
	whole->inside |= strip->inside;
	whole->floats |= strip->floats;
	whole->page |= strip->page;
	if (strip->head >= 0 && (guint)strip->head < side->map->len)
		whole->head = (gint)g_array_index(side->map, guint, strip->head);
}

static void
take(const Side *side, guint number, const FlowStrip *whole, GArray *items)
{
	const FlowStrip *strip = strip_at(side, number);

	if (strip)
		items_append(
		    items, side->galley->items->pdata[number], 0, strip->low ? whole->height - strip->height : 0);
}

/* The strips that both sides have made since the last time, the first beside the first. */
static void
zip(Galley *whole, Side *left, Side *right)
{
	guint n = MAX(left->galley->strips->len - left->zipped, right->galley->strips->len - right->zipped);

	for (guint i = 0; i < n; i++) {
		FlowStrip strip = { .head = -1 };
		GArray *items = items_new();
		guint number = whole->strips->len;

		widen(left, left->zipped + i, &strip);
		widen(right, right->zipped + i, &strip);
		take(left, left->zipped + i, &strip, items);
		take(right, right->zipped + i, &strip, items);
		g_array_append_val(left->map, number);
		g_array_append_val(right->map, number);
		whole->page = strip.page;
		whole->place = left->galley->place;
		galley_add(whole, strip, items);
	}
	g_array_set_size(left->map, left->galley->strips->len);
	g_array_set_size(right->map, right->galley->strips->len);
	left->zipped = left->galley->strips->len;
	right->zipped = right->galley->strips->len;
}

/* --- blocks ------------------------------------------------------------------------------ */

static const Block *
block_at(const Side *side, guint number)
{
	const GPtrArray *blocks = side->galley->doc->blocks;

	return number < blocks->len ? blocks->pdata[number] : NULL;
}

static gboolean
set_next(Side *side, GError **error)
{
	guint used;

	if (!galley_block(side->galley, block_at(side, side->next), block_at(side, side->next + 1), &used, error))
		return FALSE;
	side->next += 1 + used;
	return TRUE;
}

static gboolean
check_kinds(const Side *left, const Side *right, GError **error)
{
	const Block *a = block_at(left, left->next), *b = block_at(right, right->next);
	const char *place = a && a->text && a->text->place ? a->text->place : left->galley->place;

	if (a && b && a->kind == b->kind)
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    "%s: the %s document is not of the same blocks from here on, so they cannot stand side by side",
	    place ? place : left->galley->doc->lang, right->galley->doc->lang);
	return FALSE;
}

static gboolean
set_both(Galley *whole, Side *left, Side *right, GError **error)
{
	const char *lang = right->galley->doc->lang;

	while (block_at(left, left->next) || block_at(right, right->next)) {
		guint strips = right->galley->strips->len, nodes;

		if (!check_kinds(left, right, error) || !set_next(left, error))
			return FALSE;
		nodes = whole->pages->nodes->len;
		if (!set_next(right, error))
			return FALSE;
		rename_nodes(whole->pages, nodes, lang);
		for (guint i = strips; i < right->galley->strips->len; i++)
			rename_items(right->galley->items->pdata[i], lang);
		zip(whole, left, right);
	}
	return TRUE;
}

/* Headings and lines of contents of one side, where they stand in the whole. */
static void
take_entries(Galley *whole, const Side *side, gboolean other)
{
	for (guint i = 0; i < side->galley->entries->len; i++) {
		Entry entry = g_array_index(side->galley->entries, Entry, i);

		entry.strip = g_array_index(side->map, guint, entry.strip);
		entry.other = other;
		entry.id = other ? NULL : entry.id; /* has another name by now */
		g_array_append_val(whole->entries, entry);
	}
	for (guint i = 0; i < side->galley->toc->len; i++) {
		TocLine line = g_array_index(side->galley->toc, TocLine, i);

		line.strip = g_array_index(side->map, guint, line.strip);
		g_array_append_val(whole->toc, line);
	}
}

Pages *
layout_pair(const Doc *left, const Lang *left_lang, const Doc *right, const Lang *right_lang, const Theme *theme,
    Fonts *fonts, gint64 date, GError **error)
{
	g_autoptr(Pages) pages = pages_new(theme->width, theme->height, left->lang);
	g_autoptr(Galley) whole = galley_new(left, left_lang, theme, fonts, pages);
	gboolean ok;
	Side a, b;

	side_open(&a, left, left_lang, theme, fonts, pages);
	side_open(&b, right, right_lang, theme, fonts, pages);
	b.galley->base = b.galley->left = a.galley->width + theme->gutter;
	pages_describe(pages, left, date);
	ok = set_both(whole, &a, &b, error);
	if (ok) {
		take_entries(whole, &a, FALSE);
		take_entries(whole, &b, TRUE);
		ok = galley_paginate(whole, right->running, error);
	}
	side_close(&a);
	side_close(&b);
	return ok ? g_steal_pointer(&pages) : NULL;
}
