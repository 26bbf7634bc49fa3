/*
 * backend_trace.c: the items as text, what tests compare.
 * Places are rounded to 1/100 pt: finer is of no interest, and a last digit that differs between two compilers is no
 * change of the page.
 */
#include <math.h>
#include "backends.h"

static const char *const roles[] = { "Artifact", "Document", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl",
	"LBody", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Caption", "Note", "Reference", "Link", "TOC",
	"TOCI", "Span", "Quote" };

G_STATIC_ASSERT(G_N_ELEMENTS(roles) == ROLE_QUOTE + 1);

static void
put_number(GString *out, double value)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];

	value = round(value * 100) / 100 + 0.; /* + 0: no "-0.00" */
	g_string_append_c(out, ' ');
	g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, "%.2f", value));
}

static void
put_colour(GString *out, Colour colour)
{
	g_string_append_printf(out, " #%02x%02x%02x", (guint)lround(colour.red * 255),
	    (guint)lround(colour.green * 255), (guint)lround(colour.blue * 255));
}

/* name="text", where there is text */
static void
put_text(GString *out, const char *name, const char *text)
{
	if (text)
		g_string_append_printf(out, " %s\"%s\"", name, text);
}

static void
put_node(GString *out, const Node *node, guint number)
{
	g_string_append_printf(out, "node %u in %u %s", number, node->parent, roles[node->role]);
	if (node->columns > 1 || node->rows > 1)
		g_string_append_printf(out, " spans %dx%d", node->columns, node->rows);
	g_string_append(out, node->row_head ? " of row" : "");
	put_text(out, "id=", node->id);
	put_text(out, "lang=", node->lang);
	put_text(out, "data=", node->data);
	put_text(out, "alt=", node->alt);
	g_string_append_c(out, '\n');
}

static void
put_path(GString *out, const PagePath *path)
{
	if (path->filled) {
		g_string_append(out, " fill");
		put_colour(out, path->fill);
	}
	if (path->width > 0) {
		g_string_append(out, " stroke");
		put_number(out, path->width);
		put_colour(out, path->stroke);
		for (guint i = 0; i < 4 && path->dash[i] > 0; i++)
			put_number(out, path->dash[i]);
	}
	g_string_append(out, path->closed ? " closed" : " open");
	for (guint i = 0; i < path->points->len; i++) {
		put_number(out, g_array_index(path->points, Point, i).x);
		put_number(out, g_array_index(path->points, Point, i).y);
	}
}

static void
put_run(GString *out, const GlyphRun *run, Colour colour)
{
	put_number(out, run->width);
	g_string_append_printf(out, " %s", face_name(run->face));
	put_number(out, run->size);
	put_colour(out, colour);
	put_text(out, "", run->utf8);
}

static void
put_item(GString *out, const PageItem *item)
{
	static const char *const kinds[] = { "glyphs", "path", "link", "dest" };

	g_string_append_printf(out, "%s %u at", kinds[item->kind], item->node);
	put_number(out, item->x);
	put_number(out, item->y);
	switch (item->kind) {
	case PAGE_GLYPHS:
		put_run(out, item->run, item->colour);
		break;
	case PAGE_PATH:
		put_path(out, item->path);
		break;
	case PAGE_LINK:
		put_number(out, item->width);
		put_number(out, item->height);
		put_text(out, "", item->target);
		break;
	case PAGE_DEST:
		put_text(out, "", item->target);
		break;
	}
	g_string_append_c(out, '\n');
}

static void
put_head(GString *out, const Pages *pages)
{
	g_string_append_printf(out, "pages %u of", pages->pages->len);
	put_number(out, pages->width);
	put_number(out, pages->height);
	put_text(out, "lang=", pages->lang);
	put_text(out, "title=", pages->title);
	g_string_append_c(out, '\n');
	for (guint i = 0; i < pages->nodes->len; i++)
		put_node(out, &g_array_index(pages->nodes, Node, i), i);
	for (guint i = 0; i < pages->bookmarks->len; i++) {
		const Bookmark *bookmark = &g_array_index(pages->bookmarks, Bookmark, i);
		g_string_append_printf(
		    out, "bookmark %d \"%s\" \"%s\"\n", bookmark->level, bookmark->target, bookmark->title);
	}
}

static GBytes *
make(const Pages *pages, guint page, GError **error)
{
	GString *out = g_string_new(NULL);

	(void)page;
	(void)error; /* text is always made */
	put_head(out, pages);
	for (guint i = 0; i < pages->pages->len; i++) {
		const Page *one = pages->pages->pdata[i];

		g_string_append_printf(out, "page %s\n", one->label ? one->label : "");
		for (guint k = 0; k < one->items->len; k++)
			put_item(out, &g_array_index(one->items, PageItem, k));
	}
	return g_string_free_to_bytes(out);
}

const Backend backend_trace = { "trace", "trace", "the items as text, for tests", FALSE, make };
