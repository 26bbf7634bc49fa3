/*
 * test_layout_blocks.c: single kinds of blocks on pages, and the pages of two languages.
 */
#include "error.h"
#include "finish.h"
#include "layout_fixture.h"

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

/* The page of the first item whose text begins so; -1. */
static int
page_of(const Pages *pages, const char *start)
{
	for (guint p = 0; p < pages->pages->len; p++) {
		const Page *page = pages->pages->pdata[p];

		for (guint i = 0; i < page->items->len; i++) {
			const PageItem *item = &g_array_index(page->items, PageItem, i);
			if (item->kind == PAGE_GLYPHS && g_str_has_prefix(item->run->utf8, start))
				return (int)p;
		}
	}
	return -1;
}

/* Wherever it comes to stand, a line that ends with a colon is not the last of its page. */
static void
keeps_what_a_colon_introduces(void)
{
	Desk desk;

	sit(&desk, "en", "");
	for (guint lines = 20; lines < 50; lines++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Pages) pages = NULL;
		Doc *doc = document("en");

		add(doc, BLOCK_TITLE, "Title");
		for (guint i = 0; i < lines; i++)
			add(doc, BLOCK_PARAGRAPH, "Line.");
		add(doc, BLOCK_PARAGRAPH, "There are two:");
		add(doc, BLOCK_PARAGRAPH, en);
		pages = lay(&desk, doc, &error);
		g_assert_no_error(error);
		g_assert_cmpint(page_of(pages, "There are two:"), >=, 0);
		g_assert_cmpint(page_of(pages, "There are two:"), ==, page_of(pages, "A sensor"));
	}
	leave(&desk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/blocks/repeats a head", repeats_a_head);
	g_test_add_func("/blocks/aligns digits", aligns_digits);
	g_test_add_func("/blocks/numbers the contents", numbers_the_contents);
	g_test_add_func("/blocks/follows the theme", follows_the_theme);
	g_test_add_func("/blocks/names a missing glyph", names_a_missing_glyph);
	g_test_add_func("/blocks/sets a pair", sets_a_pair);
	g_test_add_func("/blocks/refuses an unlike pair", refuses_an_unlike_pair);
	g_test_add_func("/blocks/refuses a table too wide", refuses_a_table_too_wide);
	g_test_add_func("/blocks/keeps what a colon introduces", keeps_what_a_colon_introduces);
	return g_test_run();
}
