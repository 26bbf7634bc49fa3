/*
 * layout_fixture: documents of our own, and a desk to lay them out on.
 */
#pragma once
#include <string.h>
#include "layout.h"

static const char ja[] =
    "定点観測のセンサーは、自分からは通信せず、届いたパケットだけを数える。23/TCP と 1900/UDP は別の宛先として扱い、"
    "送信元の地域は割り当ての登録による。「探索」と「感染」の区別はここでは行わない。";
static const char en[] =
    "A sensor at a fixed point sends nothing of its own and counts what arrives. Packets to 23/TCP and 1900/UDP are "
    "different items, and the region of a source is that of its registration.";

/* --- documents --------------------------------------------------------------------------- */

static inline void
free_row(gpointer data)
{
	g_ptr_array_unref(((TableRow *)data)->cells);
	g_free(data);
}

static inline void
free_block(gpointer data)
{
	Block *block = data;

	if (block->text)
		rich_text_free(block->text);
	if (block->table) {
		free_row(block->table->head);
		g_ptr_array_unref(block->table->rows);
		g_free(block->table->align);
		g_free(block->table->data);
		g_free(block->table);
	}
	g_free(block->number);
	g_free(block->id);
	g_free(block);
}

static inline Doc *
document(const char *lang)
{
	Doc *doc = g_new0(Doc, 1);

	doc->lang = g_strdup(lang);
	doc->title = g_strdup("Title");
	doc->running = g_strdup("Running");
	doc->blocks = g_ptr_array_new_with_free_func(free_block);
	return doc;
}

static inline void
free_document(Doc *doc)
{
	g_ptr_array_unref(doc->blocks);
	g_free(doc->lang);
	g_free(doc->title);
	g_free(doc->running);
	g_free(doc);
}

static inline Block *
add(Doc *doc, BlockKind kind, const char *text)
{
	Block *block = g_new0(Block, 1);

	block->kind = kind;
	block->text = text ? rich_text_new(text) : NULL;
	g_ptr_array_add(doc->blocks, block);
	return block;
}

static inline void
add_heading(Doc *doc, int level, const char *number, const char *text)
{
	Block *block = add(doc, BLOCK_HEADING, text);

	block->level = level;
	block->number = g_strdup(number);
}

static inline TableRow *
row_of(const char *first, const char *second)
{
	TableRow *row = g_new0(TableRow, 1);

	row->cells = g_ptr_array_new_with_free_func((GDestroyNotify)rich_text_free);
	g_ptr_array_add(row->cells, rich_text_new(first));
	g_ptr_array_add(row->cells, rich_text_new(second));
	return row;
}

static inline void
add_table(Doc *doc, guint rows)
{
	Table *table = g_new0(Table, 1);

	table->columns = 2;
	table->align = g_new0(Align, 2);
	table->align[0] = ALIGN_LEFT;
	table->align[1] = ALIGN_RIGHT;
	table->head = row_of("Port", "Share");
	table->rows = g_ptr_array_new_with_free_func(free_row);
	for (guint i = 0; i < rows; i++)
		g_ptr_array_add(table->rows, row_of("23/TCP", i % 2 ? "1,234.5%" : "7.25%"));
	add(doc, BLOCK_TABLE, "Table 1. Ports")->table = table;
}

/* Headings, texts, a long table: all that pages are cut through. */
static inline Doc *
long_document(const char *lang, guint sections)
{
	Doc *doc = document(lang);

	add(doc, BLOCK_TITLE, "Title");
	add(doc, BLOCK_TOC, NULL);
	for (guint i = 0; i < sections; i++) {
		g_autofree char *number = g_strdup_printf("%u", i + 1);

		add_heading(doc, 1, number, "Section");
		for (guint k = 0; k <= i % 5; k++)
			add(doc, BLOCK_PARAGRAPH, g_str_equal(lang, "ja") ? ja : en);
		if (i % 3 == 1)
			add_table(doc, 30);
		if (i % 3 == 1)
			add(doc, BLOCK_NOTE, "Note.");
		if (i % 4 == 2)
			add(doc, BLOCK_QUOTE, g_str_equal(lang, "ja") ? ja : en);
	}
	return doc;
}

/* --- pages ------------------------------------------------------------------------------- */

typedef struct {
	Lang *lang;
	Theme *theme;
	Fonts *fonts;
} Desk;

static inline void
sit(Desk *desk, const char *lang, const char *theme)
{
	desk->lang = lang_open(lang, NULL, NULL);
	desk->theme = theme_read("theme.ini", theme, strlen(theme), NULL);
	desk->fonts = fonts_open(NULL, NULL);
	g_assert_true(desk->lang && desk->theme && desk->fonts);
}

static inline void
leave(Desk *desk)
{
	lang_free(desk->lang);
	theme_free(desk->theme);
	fonts_free(desk->fonts);
}

/* The document is used up. */
static inline Pages *
lay(const Desk *desk, Doc *doc, GError **error)
{
	Pages *pages = layout_pages(doc, desk->lang, desk->theme, desk->fonts, 1443625200, error);

	free_document(doc);
	return pages;
}

static inline const Node *
node_of(const Pages *pages, const PageItem *item)
{
	return &g_array_index(pages->nodes, Node, item->node);
}

static inline void
stays_in_the_margins(const Pages *pages, const Theme *theme)
{
	double right = theme->left + theme->measure * theme->text[THEME_BODY].size;

	for (guint p = 0; p < pages->pages->len; p++) {
		const GArray *items = ((Page *)pages->pages->pdata[p])->items;

		for (guint i = 0; i < items->len; i++) {
			const PageItem *item = &g_array_index(items, PageItem, i);

			if (item->kind != PAGE_GLYPHS)
				continue;
			g_assert_cmpfloat(item->x, >=, theme->left - 0.01);
			g_assert_cmpfloat(item->x + item->run->width, <=, right + 0.01);
			if (item->node != NODE_ARTIFACT)
				g_assert_cmpfloat(
				    item->y, <, theme->height - theme->bottom + theme->text[THEME_BODY].leading);
		}
	}
}
