/*
 * test_layout.c: documents of our own to pages; then what must hold of any pages.  Where things stand exactly is
 * compared as traces (tests/layout).
 */
#include <math.h>
#include "finish.h"
#include "layout_fixture.h"

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

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/layout/holds in Japanese", "ja", holds);
	g_test_add_data_func("/layout/holds in English", "en", holds);
	return g_test_run();
}
