/*
 * page.c: the display list kept in order and freed whole.
 * Items are values in an array; what they point to belongs to them.  Knows no layout and no backend.
 */
#include "page.h"

/* --- pages ------------------------------------------------------------------------------- */

static void
page_free(gpointer data)
{
	Page *page = data;

	g_array_unref(page->items);
	g_free(page->label);
	g_free(page);
}

static void
clear_node(gpointer data)
{
	Node *node = data;

	g_free(node->lang);
	g_free(node->alt);
	g_free(node->data);
	g_free(node->id);
}

static void
clear_bookmark(gpointer data)
{
	Bookmark *bookmark = data;

	g_free(bookmark->title);
	g_free(bookmark->target);
}

static GArray *
array_new(guint size, GDestroyNotify clear)
{
	GArray *array = g_array_new(FALSE, FALSE, size);

	g_array_set_clear_func(array, clear);
	return array;
}

Pages *
pages_new(double width, double height, const char *lang)
{
	Pages *pages = g_new0(Pages, 1);

	pages->width = width;
	pages->height = height;
	pages->dpi = PAGES_DPI;
	pages->lang = g_strdup(lang);
	pages->pages = g_ptr_array_new_with_free_func(page_free);
	pages->nodes = array_new(sizeof(Node), clear_node);
	pages->bookmarks = array_new(sizeof(Bookmark), clear_bookmark);
	pages_add_node(pages, 0, ROLE_ARTIFACT);
	pages_add_node(pages, 0, ROLE_DOCUMENT);
	return pages;
}

void
pages_free(Pages *pages)
{
	if (!pages)
		return;
	g_ptr_array_unref(pages->pages);
	g_array_unref(pages->nodes);
	g_array_unref(pages->bookmarks);
	g_free(pages->lang);
	g_free(pages->title);
	g_free(pages->author);
	g_free(pages->subject);
	g_free(pages);
}

guint
pages_add_node(Pages *pages, guint parent, Role role)
{
	Node node = { .role = role, .parent = parent, .columns = 1, .rows = 1 };

	g_array_append_val(pages->nodes, node);
	return pages->nodes->len - 1;
}

Page *
pages_add_page(Pages *pages)
{
	Page *page = g_new0(Page, 1);

	page->items = items_new();
	g_ptr_array_add(pages->pages, page);
	return page;
}

/* --- items ------------------------------------------------------------------------------- */

static void
clear_item(gpointer data)
{
	PageItem *item = data;

	glyph_run_free(item->run);
	page_path_free(item->path);
	g_free(item->target);
}

GArray *
items_new(void)
{
	return array_new(sizeof(PageItem), clear_item);
}

void
items_add_glyphs(GArray *items, guint node, double x, double y, GlyphRun *run, Colour colour)
{
	PageItem item = { .kind = PAGE_GLYPHS, .node = node, .x = x, .y = y, .run = run, .colour = colour };

	g_array_append_val(items, item);
}

void
items_add_path(GArray *items, guint node, double x, double y, PagePath *path)
{
	PageItem item = { .kind = PAGE_PATH, .node = node, .x = x, .y = y, .path = path };

	g_array_append_val(items, item);
}

void
items_add_link(GArray *items, guint node, double x, double y, double width, double height, const char *target)
{
	PageItem item = {
		.kind = PAGE_LINK,
		.node = node,
		.x = x,
		.y = y,
		.width = width,
		.height = height,
		.target = g_strdup(target),
	};

	g_array_append_val(items, item);
}

void
items_add_dest(GArray *items, double x, double y, const char *name)
{
	PageItem item = { .kind = PAGE_DEST, .node = NODE_ARTIFACT, .x = x, .y = y, .target = g_strdup(name) };

	g_array_append_val(items, item);
}

void
items_add_line(GArray *items, guint node, double x, double y, const TextLine *line, Colour colour)
{
	for (guint i = 0; i < line->runs->len; i++) {
		const GlyphRun *run = line->runs->pdata[i];

		items_add_glyphs(items, node, x + run->x, y + run->y, glyph_run_copy(run), colour);
	}
}

void
items_move(GArray *to, GArray *from, double x, double y, guint node)
{
	gsize n;
	g_autofree PageItem *moved = g_array_steal(from, &n); /* what they point to goes along */

	for (gsize i = 0; i < n; i++) {
		moved[i].x += x;
		moved[i].y += y;
		if (moved[i].node != NODE_ARTIFACT)
			moved[i].node = node;
	}
	if (n > 0)
		g_array_append_vals(to, moved, (guint)n);
}

void
items_append(GArray *to, GArray *from, double x, double y)
{
	gsize n;
	g_autofree PageItem *moved = g_array_steal(from, &n); /* what they point to goes along */

	for (gsize i = 0; i < n; i++) {
		moved[i].x += x;
		moved[i].y += y;
	}
	if (n > 0)
		g_array_append_vals(to, moved, (guint)n);
}

void
items_copy_painted(GArray *to, const GArray *from, double x, double y)
{
	for (guint i = 0; i < from->len; i++) {
		const PageItem *item = &g_array_index(from, PageItem, i);

		if (item->kind == PAGE_GLYPHS)
			items_add_glyphs(
			    to, NODE_ARTIFACT, x + item->x, y + item->y, glyph_run_copy(item->run), item->colour);
		if (item->kind == PAGE_PATH)
			items_add_path(to, NODE_ARTIFACT, x + item->x, y + item->y, page_path_copy(item->path));
	}
}

/* --- paths ------------------------------------------------------------------------------- */

PagePath *
page_path_new(void)
{
	PagePath *path = g_new0(PagePath, 1);

	path->points = g_array_new(FALSE, FALSE, sizeof(Point));
	return path;
}

PagePath *
page_path_rectangle(double width, double height)
{
	PagePath *path = page_path_new();

	page_path_add(path, 0, 0);
	page_path_add(path, width, 0);
	page_path_add(path, width, height);
	page_path_add(path, 0, height);
	path->closed = TRUE;
	return path;
}

void
page_path_add(PagePath *path, double x, double y)
{
	Point point = { x, y };

	g_array_append_val(path->points, point);
}

PagePath *
page_path_copy(const PagePath *path)
{
	PagePath *copy = g_memdup2(path, sizeof *path);

	copy->points = g_array_copy(path->points);
	return copy;
}

void
page_path_free(PagePath *path)
{
	if (!path)
		return;
	g_array_unref(path->points);
	g_free(path);
}
