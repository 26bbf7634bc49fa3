/* test_page.c: items keep their place, their node and their order; what they own is freed once (see it under ASan). */
#include "page.h"

static const Colour ink = { 0.1, 0.2, 0.3 };

static const PageItem *
item_at(const GArray *items, guint i)
{
	return &g_array_index(items, PageItem, i);
}

/* All that page asks of the text room; here, so that fonts are not needed to test it. */
void
glyph_run_free(GlyphRun *run)
{
	if (!run)
		return;
	g_free(run->utf8);
	g_array_unref(run->glyphs);
	g_array_unref(run->clusters);
	g_free(run);
}

GlyphRun *
glyph_run_copy(const GlyphRun *run)
{
	GlyphRun *copy = g_memdup2(run, sizeof *run);

	copy->utf8 = g_strdup(run->utf8);
	copy->glyphs = g_array_copy(run->glyphs);
	copy->clusters = g_array_copy(run->clusters);
	return copy;
}

static GlyphRun *
run_new(const char *utf8, double x, double y)
{
	GlyphRun *run = g_new0(GlyphRun, 1);
	Glyph glyph = { 7, 0, 0 };

	run->utf8 = g_strdup(utf8);
	run->x = x;
	run->y = y;
	run->span = -1;
	run->glyphs = g_array_new(FALSE, FALSE, sizeof(Glyph));
	run->clusters = g_array_new(FALSE, FALSE, sizeof(Cluster));
	g_array_append_val(run->glyphs, glyph);
	return run;
}

static void
begins_with_two_nodes(void)
{
	g_autoptr(Pages) pages = pages_new(595, 842, "ja");
	const Node *node;

	g_assert_cmpstr(pages->lang, ==, "ja");
	g_assert_cmpuint(pages->nodes->len, ==, 2);
	g_assert_cmpint(g_array_index(pages->nodes, Node, NODE_ARTIFACT).role, ==, ROLE_ARTIFACT);
	g_assert_cmpint(g_array_index(pages->nodes, Node, 1).role, ==, ROLE_DOCUMENT);
	g_assert_cmpuint(pages_add_node(pages, 1, ROLE_TD), ==, 2);
	node = &g_array_index(pages->nodes, Node, 2);
	g_assert_cmpuint(node->parent, ==, 1);
	g_assert_cmpint(node->columns, ==, 1);
	g_assert_cmpint(node->rows, ==, 1);
}

static void
owns_its_pages(void)
{
	g_autoptr(Pages) pages = pages_new(595, 842, "en");
	Page *page = pages_add_page(pages);
	Bookmark bookmark = { 1, g_strdup("Overview"), g_strdup("overview") };

	page->label = g_strdup("1");
	pages->title = g_strdup("Report");
	g_array_index(pages->nodes, Node, 1).alt = g_strdup("words");
	g_array_append_val(pages->bookmarks, bookmark);
	items_add_dest(page->items, 10, 20, "overview");
	items_add_link(page->items, 1, 1, 2, 30, 40, "#overview");
	g_assert_cmpuint(page->items->len, ==, 2);
	g_assert_cmpuint(item_at(page->items, 0)->node, ==, NODE_ARTIFACT);
	g_assert_cmpint(item_at(page->items, 1)->kind, ==, PAGE_LINK);
	g_assert_cmpfloat(item_at(page->items, 1)->height, ==, 40);
	g_assert_cmpstr(item_at(page->items, 1)->target, ==, "#overview");
	g_assert_true(pages_add_page(pages) != page);
	g_assert_cmpuint(pages->pages->len, ==, 2);
}

/* A line's runs stand where the line says, and are copies: the line may go. */
static void
copies_a_line(void)
{
	g_autoptr(GArray) items = items_new();
	TextLine *line = g_new0(TextLine, 1);

	line->runs = g_ptr_array_new_with_free_func((GDestroyNotify)glyph_run_free);
	g_ptr_array_add(line->runs, run_new("a", 0, 0));
	g_ptr_array_add(line->runs, run_new("b", 6, -2));
	items_add_line(items, 3, 100, 200, line, ink);
	g_ptr_array_unref(line->runs);
	g_free(line);

	g_assert_cmpuint(items->len, ==, 2);
	g_assert_cmpfloat(item_at(items, 1)->x, ==, 106);
	g_assert_cmpfloat(item_at(items, 1)->y, ==, 198);
	g_assert_cmpuint(item_at(items, 1)->node, ==, 3);
	g_assert_cmpstr(item_at(items, 1)->run->utf8, ==, "b");
	g_assert_cmpuint(g_array_index(item_at(items, 1)->run->glyphs, Glyph, 0).id, ==, 7);
	g_assert_cmpfloat(item_at(items, 1)->colour.blue, ==, ink.blue);
}

static void
moves_and_adopts(void)
{
	g_autoptr(GArray) from = items_new(), to = items_new();

	items_move(to, from, 1, 1, 9); /* nothing is nothing */
	g_assert_cmpuint(to->len, ==, 0);
	items_add_path(from, NODE_ARTIFACT, 1, 2, page_path_rectangle(3, 4));
	items_add_glyphs(from, 5, 10, 20, run_new("a", 0, 0), ink);
	items_add_link(to, 2, 0, 0, 1, 1, "#a");
	items_move(to, from, 100, 200, 9);

	g_assert_cmpuint(from->len, ==, 0);
	g_assert_cmpuint(to->len, ==, 3);
	g_assert_cmpuint(item_at(to, 0)->node, ==, 2);
	g_assert_cmpuint(item_at(to, 1)->node, ==, NODE_ARTIFACT);
	g_assert_cmpfloat(item_at(to, 1)->x, ==, 101);
	g_assert_cmpfloat(item_at(to, 1)->y, ==, 202);
	g_assert_cmpuint(item_at(to, 2)->node, ==, 9);
	g_assert_cmpfloat(item_at(to, 2)->x, ==, 110);
	items_add_dest(from, 0, 0, "again"); /* the emptied list still works, and frees what it gets */
	g_assert_cmpuint(from->len, ==, 1);
}

static void
closes_a_rectangle(void)
{
	PagePath *path = page_path_rectangle(3, 4);

	g_assert_true(path->closed);
	g_assert_cmpuint(path->points->len, ==, 4);
	g_assert_cmpfloat(g_array_index(path->points, Point, 2).x, ==, 3);
	g_assert_cmpfloat(g_array_index(path->points, Point, 2).y, ==, 4);
	g_assert_cmpfloat(path->width, ==, 0);
	g_assert_false(path->filled);
	page_path_free(path);
	page_path_free(NULL);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/page/begins with two nodes", begins_with_two_nodes);
	g_test_add_func("/page/owns its pages", owns_its_pages);
	g_test_add_func("/page/copies a line", copies_a_line);
	g_test_add_func("/page/moves and adopts", moves_and_adopts);
	g_test_add_func("/page/closes a rectangle", closes_a_rectangle);
	return g_test_run();
}
