/*
 * marks.c: a page's items as marks.  The one place that says which items are one piece of content, so that what is
 * drawn and what is finished cannot differ.
 */
#include "page.h"

GArray *
page_marks(const Page *page)
{
	GArray *marks = g_array_new(FALSE, FALSE, sizeof(Mark));

	for (guint i = 0; i < page->items->len; i++) {
		const PageItem *item = &g_array_index(page->items, PageItem, i);
		Mark *last = marks->len > 0 ? &g_array_index(marks, Mark, marks->len - 1) : NULL;
		if (item->kind != PAGE_GLYPHS && item->kind != PAGE_PATH)
			continue;
		if (last && last->node == item->node) {
			last->n = i + 1 - last->first;
		} else {
			Mark mark = { i, 1, item->node };
			g_array_append_val(marks, mark);
		}
	}
	return marks;
}
