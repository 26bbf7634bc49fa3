/*
 * test_layout.c: documents of our own to pages; then what must hold of the pages.  Where things stand exactly is
 * compared as traces (tests/layout).
 */
#include <math.h>
#include <string.h>
#include "error.h"
#include "finish.h"
#include "layout.h"

static const char ja[] =
    "定点観測のセンサーは、自分からは通信せず、届いたパケットだけを数える。23/TCP と 1900/UDP は別の宛先として扱い、"
    "送信元の地域は割り当ての登録による。「探索」と「感染」の区別はここでは行わない。";
static const char en[] =
    "A sensor at a fixed point sends nothing of its own and counts what arrives. Packets to 23/TCP and 1900/UDP are "
    "different items, and the region of a source is that of its registration.";

/* --- documents --------------------------------------------------------------------------- */

static void
free_row(gpointer data)
{
	g_ptr_array_unref(((TableRow *)data)->cells);
	g_free(data);
}

static void
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

static Doc *
document(const char *lang)
{
	Doc *doc = g_new0(Doc, 1);

	doc->lang = g_strdup(lang);
	doc->title = g_strdup("Title");
	doc->running = g_strdup("Running");
	doc->blocks = g_ptr_array_new_with_free_func(free_block);
	return doc;
}

static void
free_document(Doc *doc)
{
	g_ptr_array_unref(doc->blocks);
	g_free(doc->lang);
	g_free(doc->title);
	g_free(doc->running);
	g_free(doc);
}

static Block *
add(Doc *doc, BlockKind kind, const char *text)
{
	Block *block = g_new0(Block, 1);

	block->kind = kind;
	block->text = text ? rich_text_new(text) : NULL;
	g_ptr_array_add(doc->blocks, block);
	return block;
}

static void
add_heading(Doc *doc, int level, const char *number, const char *text)
{
	Block *block = add(doc, BLOCK_HEADING, text);

	block->level = level;
	block->number = g_strdup(number);
}

static TableRow *
row_of(const char *first, const char *second)
{
	TableRow *row = g_new0(TableRow, 1);

	row->cells = g_ptr_array_new_with_free_func((GDestroyNotify)rich_text_free);
	g_ptr_array_add(row->cells, rich_text_new(first));
	g_ptr_array_add(row->cells, rich_text_new(second));
	return row;
}

static void
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
static Doc *
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

static void
sit(Desk *desk, const char *lang, const char *theme)
{
	desk->lang = lang_open(lang, NULL, NULL);
	desk->theme = theme_read("theme.ini", theme, strlen(theme), NULL);
	desk->fonts = fonts_open(NULL, NULL);
	g_assert_true(desk->lang && desk->theme && desk->fonts);
}

static void
leave(Desk *desk)
{
	lang_free(desk->lang);
	theme_free(desk->theme);
	fonts_free(desk->fonts);
}

/* The document is used up. */
static Pages *
lay(const Desk *desk, Doc *doc, GError **error)
{
	Pages *pages = layout_pages(doc, desk->lang, desk->theme, desk->fonts, 1443625200, error);

	free_document(doc);
	return pages;
}

static const Node *
node_of(const Pages *pages, const PageItem *item)
{
	return &g_array_index(pages->nodes, Node, item->node);
}

/* --- what must hold ---------------------------------------------------------------------- */

static void
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

/* Running text stands on the grid, whatever stood between. */
static void
stands_on_the_grid(const Pages *pages, const Theme *theme)
{
	const ThemeText *body = &theme->text[THEME_BODY];
	double first = theme->top + body->leading / 2 + 0.38 * body->size;
	guint lines = 0;

	for (guint p = 0; p < pages->pages->len; p++) {
		const GArray *items = ((Page *)pages->pages->pdata[p])->items;

		for (guint i = 0; i < items->len; i++) {
			const PageItem *item = &g_array_index(items, PageItem, i);

			if (item->kind != PAGE_GLYPHS || node_of(pages, item)->role != ROLE_P ||
			    item->run->size != body->size)
				continue;
			g_assert_cmpfloat(fabs(remainder(item->y - first, body->leading)), <, 0.01);
			lines++;
		}
	}
	g_assert_cmpuint(lines, >=, 2);
}

/* Lines of one paragraph on a page: alone only where the paragraph has no other. */
static void
has_no_widow(const Pages *pages)
{
	g_autofree guint *on_page = g_new(guint, pages->nodes->len), *all = g_new0(guint, pages->nodes->len);
	g_autofree gboolean *alone = g_new0(gboolean, pages->nodes->len);

	for (guint p = 0; p < pages->pages->len; p++) {
		const GArray *items = ((Page *)pages->pages->pdata[p])->items;
		double y = -1;

		memset(on_page, 0, pages->nodes->len * sizeof *on_page);
		for (guint i = 0; i < items->len; i++) {
			const PageItem *item = &g_array_index(items, PageItem, i);

			if (item->kind != PAGE_GLYPHS || fabs(item->y - y) < 1)
				continue;
			y = item->y;
			on_page[item->node]++;
		}
		for (guint n = 2; n < pages->nodes->len; n++) {
			all[n] += on_page[n];
			alone[n] |= on_page[n] == 1;
		}
	}
	for (guint n = 2; n < pages->nodes->len; n++)
		if (g_array_index(pages->nodes, Node, n).role == ROLE_P && all[n] > 1)
			g_assert_false(alone[n]);
}

/* The last thing read on a page is no heading. */
static void
has_no_lost_heading(const Pages *pages)
{
	for (guint p = 0; p < pages->pages->len; p++) {
		const GArray *items = ((Page *)pages->pages->pdata[p])->items;
		Role last = ROLE_P;

		for (guint i = 0; i < items->len; i++) {
			const PageItem *item = &g_array_index(items, PageItem, i);
			if (item->kind == PAGE_GLYPHS && item->node != NODE_ARTIFACT)
				last = node_of(pages, item)->role;
		}
		g_assert_false(last >= ROLE_H1 && last <= ROLE_H6);
	}
}

static void
holds(gconstpointer data)
{
	const char *lang = data;

	for (guint sections = 1; sections < 12; sections++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Pages) pages = NULL;
		Desk desk;

		sit(&desk, lang, "");
		pages = lay(&desk, long_document(lang, sections), &error);
		g_assert_no_error(error);
		g_assert_true(finish_check(pages, &error));
		stays_in_the_margins(pages, desk.theme);
		stands_on_the_grid(pages, desk.theme);
		has_no_widow(pages);
		has_no_lost_heading(pages);
		leave(&desk);
	}
}

/* --- single things ----------------------------------------------------------------------- */

/* What is printed on a page in runs that read so. */
static guint
count_runs(const Page *page, const char *utf8, gboolean artifact)
{
	guint n = 0;

	for (guint i = 0; i < page->items->len; i++) {
		const PageItem *item = &g_array_index(page->items, PageItem, i);
		n += item->kind == PAGE_GLYPHS && (item->node == NODE_ARTIFACT) == artifact &&
		     g_str_equal(item->run->utf8, utf8);
	}
	return n;
}

static void
repeats_a_head(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	Doc *doc = document("en");
	Desk desk;

	add(doc, BLOCK_TITLE, "Title");
	add_table(doc, 100);
	sit(&desk, "en", "");
	pages = lay(&desk, doc, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(pages->pages->len, >=, 3);
	g_assert_cmpuint(count_runs(pages->pages->pdata[0], "Share", FALSE), ==, 1);
	g_assert_cmpuint(count_runs(pages->pages->pdata[1], "Share", TRUE), ==, 1); /* seen, not read again */
	g_assert_cmpuint(count_runs(pages->pages->pdata[1], "Share", FALSE), ==, 0);
	leave(&desk);
}

/* "1,234.5%" and "7.25%" stand with their points one below the other. */
static void
aligns_digits(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	g_autoptr(TextLine) long_tail = NULL, short_tail = NULL;
	double ends[2] = { 0, 0 };
	Doc *doc = document("en");
	TextStyle style;
	Desk desk;

	add(doc, BLOCK_TITLE, "Title");
	add_table(doc, 2);
	sit(&desk, "en", "");
	pages = lay(&desk, doc, &error);
	g_assert_no_error(error);
	style = theme_style(desk.theme, THEME_TABLE, "en");
	long_tail = text_line(desk.fonts, ".25%", &style, NULL);
	short_tail = text_line(desk.fonts, ".5%", &style, NULL);
	for (guint i = 0; i < ((Page *)pages->pages->pdata[0])->items->len; i++) {
		const PageItem *item = &g_array_index(((Page *)pages->pages->pdata[0])->items, PageItem, i);

		if (item->kind == PAGE_GLYPHS && g_str_equal(item->run->utf8, "7.25%"))
			ends[0] = item->x + item->run->width - long_tail->width;
		if (item->kind == PAGE_GLYPHS && g_str_equal(item->run->utf8, "1,234.5%"))
			ends[1] = item->x + item->run->width - short_tail->width;
	}
	g_assert_cmpfloat(ends[0], >, 0);
	g_assert_cmpfloat_with_epsilon(ends[0], ends[1], 0.01);
	leave(&desk);
}

static void
numbers_the_contents(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	const PageItem *last = NULL;
	Doc *doc = document("en");
	Desk desk;

	add(doc, BLOCK_TITLE, "Title");
	add(doc, BLOCK_TOC, NULL);
	add(doc, BLOCK_PAGEBREAK, NULL);
	add(doc, BLOCK_PARAGRAPH, en);
	add(doc, BLOCK_PAGEBREAK, NULL);
	add_heading(doc, 1, "1", "Far");
	add(doc, BLOCK_PARAGRAPH, en);
	sit(&desk, "en", "");
	pages = lay(&desk, doc, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(pages->pages->len, ==, 3);
	for (guint i = 0; i < ((Page *)pages->pages->pdata[0])->items->len; i++) {
		const PageItem *item = &g_array_index(((Page *)pages->pages->pdata[0])->items, PageItem, i);
		if (item->kind == PAGE_GLYPHS && node_of(pages, item)->role == ROLE_LINK)
			last = item;
	}
	g_assert_nonnull(last);
	g_assert_cmpstr(last->run->utf8, ==, "3");
	leave(&desk);
}

static void
follows_the_theme(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	Doc *doc = document("ja");
	gboolean seen = FALSE;
	Desk desk;

	add(doc, BLOCK_TITLE, "Title");
	add(doc, BLOCK_PARAGRAPH, ja);
	sit(&desk, "ja",
	    "[page]\nwidth=148mm\nheight=210mm\nleft=20mm\nmeasure=28em\n[body]\nfamily=serif\nsize=11pt\n[figure]"
	    "\nheight=40mm\n");
	pages = lay(&desk, doc, &error);
	g_assert_no_error(error);
	g_assert_cmpfloat_with_epsilon(pages->width, 148 * 72 / 25.4, 1e-9);
	stays_in_the_margins(pages, desk.theme);
	for (guint i = 0; i < ((Page *)pages->pages->pdata[0])->items->len; i++) {
		const PageItem *item = &g_array_index(((Page *)pages->pages->pdata[0])->items, PageItem, i);

		if (item->kind != PAGE_GLYPHS || node_of(pages, item)->role != ROLE_P)
			continue;
		g_assert_cmpstr(face_name(item->run->face), ==, "serif");
		g_assert_cmpfloat(item->run->size, ==, 11);
		seen = TRUE;
	}
	g_assert_true(seen);
	leave(&desk);
}

static void
names_a_missing_glyph(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	Doc *doc = document("en");
	Desk desk;

	add(doc, BLOCK_TITLE, "Title");
	add(doc, BLOCK_PARAGRAPH, "hieroglyph \360\223\200\200")->text->place = g_strdup("report.en.md:7");
	sit(&desk, "en", "");
	pages = lay(&desk, doc, &error);
	g_assert_null(pages);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_nonnull(strstr(error->message, "report.en.md:7"));
	g_assert_nonnull(strstr(error->message, "U+13000"));
	leave(&desk);
}

static void
refuses_a_table_too_wide(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	g_autoptr(GString) number = g_string_new(NULL);
	Doc *doc = document("en");
	Desk desk;

	add(doc, BLOCK_TITLE, "Title");
	add_table(doc, 1);
	for (guint i = 0; i < 100; i++)
		g_string_append(number, "12345");
	g_ptr_array_add(((Block *)doc->blocks->pdata[1])->table->rows, row_of("x", number->str));
	sit(&desk, "en", "");
	pages = lay(&desk, doc, &error);
	g_assert_null(pages);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==, "table of 2 columns is wider than the page's measure of 450 pt");
	leave(&desk);
}

/* Both languages on the pages, the first paragraphs on one line, every name once. */
static void
sets_a_pair(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	Doc *left = long_document("ja", 7), *right = long_document("en", 7);
	double first[2] = { 0, 0 };
	Lang *english = lang_open("en", NULL, NULL);
	Desk desk;

	sit(&desk, "ja", "[page]\nbilingual = yes\n");
	pages = layout_pair(left, desk.lang, right, english, desk.theme, desk.fonts, 1443625200, &error);
	g_assert_no_error(error);
	g_assert_true(finish_check(pages, &error));
	stays_in_the_margins(pages, desk.theme);
	for (guint i = 0; i < ((Page *)pages->pages->pdata[0])->items->len; i++) {
		const PageItem *item = &g_array_index(((Page *)pages->pages->pdata[0])->items, PageItem, i);
		gboolean other = item->x > pages->width / 2;

		if (item->kind == PAGE_GLYPHS && node_of(pages, item)->role == ROLE_P && first[other] == 0)
			first[other] = item->y;
		if (item->kind == PAGE_GLYPHS && node_of(pages, item)->role == ROLE_P && other)
			g_assert_cmpstr(node_of(pages, item)->lang, ==, "en");
	}
	g_assert_cmpfloat(first[0], >, 0);
	g_assert_cmpfloat_with_epsilon(first[0], first[1], 1e-9);
	free_document(left);
	free_document(right);
	lang_free(english);
	leave(&desk);
}

static void
refuses_an_unlike_pair(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = NULL;
	Doc *left = long_document("ja", 2), *right = long_document("en", 3);
	Lang *english = lang_open("en", NULL, NULL);
	Desk desk;

	sit(&desk, "ja", "[page]\nbilingual = yes\n");
	pages = layout_pair(left, desk.lang, right, english, desk.theme, desk.fonts, 0, &error);
	g_assert_null(pages);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==,
	    "ja: the en document is not of the same blocks from here on, so they cannot stand side by side");
	free_document(left);
	free_document(right);
	lang_free(english);
	leave(&desk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/layout/holds in Japanese", "ja", holds);
	g_test_add_data_func("/layout/holds in English", "en", holds);
	g_test_add_func("/layout/repeats a head", repeats_a_head);
	g_test_add_func("/layout/aligns digits", aligns_digits);
	g_test_add_func("/layout/numbers the contents", numbers_the_contents);
	g_test_add_func("/layout/follows the theme", follows_the_theme);
	g_test_add_func("/layout/names a missing glyph", names_a_missing_glyph);
	g_test_add_func("/layout/sets a pair", sets_a_pair);
	g_test_add_func("/layout/refuses an unlike pair", refuses_an_unlike_pair);
	g_test_add_func("/layout/refuses a table too wide", refuses_a_table_too_wide);
	return g_test_run();
}
