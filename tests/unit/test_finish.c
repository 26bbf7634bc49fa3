/* test_finish.c: what is finished is a valid PDF with our structure; what breaks a rule is refused by name. */
#include <string.h>
#include <qpdf/qpdf-c.h>
#include "backend.h"
#include "error.h"
#include "finish.h"

static PagePath *
square(double size)
{
	PagePath *path = page_path_rectangle(size, size);

	path->filled = TRUE;
	return path;
}

static guint
add(Pages *pages, guint parent, Role role)
{
	return pages_add_node(pages, parent, role);
}

/* Words in both scripts, by the fonts that reports have. */
static void
add_words(Pages *pages, Page *page, guint node)
{
	static Fonts *fonts; /* glyph runs borrow their faces */
	g_autoptr(GError) error = NULL;
	const TextStyle style = { .lang = "ja", .size = 12 };
	g_autoptr(TextLine) line = NULL;

	if (!fonts)
		fonts = fonts_open(NULL, &error);
	g_assert_no_error(error);
	line = text_line(fonts, "定点 office 23/TCP", &style, &error);
	g_assert_no_error(error);
	items_add_line(page->items, node, 10, 120, line, (Colour) { 0, 0, 0 });
	(void)pages;
}

/* A heading, a paragraph with a link inside, a table of one head row and one row, a figure; two pages. */
static Pages *
sample(void)
{
	Pages *pages = pages_new(200, 300, "en");
	Page *first = pages_add_page(pages), *second = pages_add_page(pages);
	guint heading = add(pages, 1, ROLE_H1), p = add(pages, 1, ROLE_P), link = add(pages, p, ROLE_LINK);
	guint table = add(pages, 1, ROLE_TABLE), head = add(pages, table, ROLE_TR), th = add(pages, head, ROLE_TH);
	guint row = add(pages, table, ROLE_TR), td = add(pages, row, ROLE_TD), figure = add(pages, 1, ROLE_FIGURE);
	Bookmark bookmark = { 1, g_strdup("Overview"), g_strdup("top") };

	pages->title = g_strdup("Test & <measure>");
	pages->author = g_strdup("定点");
	g_array_index(pages->nodes, Node, figure).alt = g_strdup("A square");
	g_array_index(pages->nodes, Node, table).data = g_strdup("data/ports.csv");
	g_array_append_val(pages->bookmarks, bookmark);
	first->label = g_strdup("i");
	items_add_dest(first->items, 10, 10, "top");
	items_add_path(first->items, heading, 10, 10, square(20));
	items_add_path(first->items, p, 10, 40, square(5));
	items_add_path(first->items, link, 16, 40, square(5));
	items_add_link(first->items, link, 16, 40, 5, 5, "https://example.org/a_(b");
	items_add_path(first->items, p, 22, 40, square(5));
	items_add_path(second->items, p, 10, 10, square(5)); /* the paragraph goes on */
	items_add_path(second->items, link, 20, 10, square(5));
	items_add_link(second->items, link, 20, 10, 5, 5, "#top");
	items_add_path(second->items, NODE_ARTIFACT, 0, 30, square(2));
	items_add_path(second->items, th, 10, 40, square(5));
	items_add_path(second->items, figure, 10, 80, square(50));
	add_words(pages, second, add(pages, 1, ROLE_P));
	(void)td; /* an empty cell stays a cell */
	return pages;
}

static const FinishFile *
file(void)
{
	static FinishFile made = { "ports.csv", "text/csv", "Table 1", "Data", NULL, NULL };

	if (!made.bytes)
		made.bytes = g_bytes_new_static("rank,port\n1,23\n", 15);
	return &made;
}

static GBytes *
finish(const Pages *pages, GError **error)
{
	static const char *const titles[] = { "ja", "試験", NULL };
	FinishOptions options = { file(), 1, titles, "teiten test" };
	g_autoptr(GBytes) drawn = backend_find("pdf")->make(pages, 0, error);

	g_assert_nonnull(drawn);
	return finish_pdf(drawn, pages, &options, error);
}

static qpdf_data
reopen(GBytes *bytes)
{
	qpdf_data pdf = qpdf_init();
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);

	g_assert_cmpint(qpdf_read_memory(pdf, "finished", data, length, NULL), ==, 0);
	g_assert_cmpint(qpdf_check_pdf(pdf), ==, 0);
	return pdf;
}

/* The structure as text: "Document[H1 P[Link] ...]". */
static void
tell(qpdf_data pdf, qpdf_oh element, GString *out)
{
	qpdf_oh kids = qpdf_oh_get_key(pdf, element, "/K");
	gboolean inside = FALSE;

	g_string_append(out, qpdf_oh_get_name(pdf, qpdf_oh_get_key(pdf, element, "/S")) + 1);
	for (int i = 0; qpdf_oh_is_array(pdf, kids) && i < qpdf_oh_get_array_n_items(pdf, kids); i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(pdf, kids, i);
		if (!qpdf_oh_is_dictionary(pdf, kid) || !qpdf_oh_has_key(pdf, kid, "/S"))
			continue;
		g_string_append(out, inside ? " " : "[");
		inside = TRUE;
		tell(pdf, kid, out);
	}
	if (inside)
		g_string_append_c(out, ']');
}

static void
has_our_structure(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = sample();
	g_autoptr(GBytes) bytes = finish(pages, &error);
	g_autoptr(GString) told = g_string_new(NULL);

	g_assert_no_error(error);
	qpdf_data pdf = reopen(bytes);
	qpdf_oh root = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/StructTreeRoot");
	tell(pdf, qpdf_oh_get_key(pdf, root, "/K"), told);
	g_assert_cmpstr(told->str, ==, "Document[H1 P[Link] Table[TR[TH] TR[TD]] Figure P]");
	g_assert_true(qpdf_oh_has_key(pdf, qpdf_get_root(pdf), "/AF"));
	g_assert_cmpstr(qpdf_oh_get_utf8_value(
			    pdf, qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, qpdf_get_trailer(pdf), "/Info"), "/Author")),
	    ==, "定点");
	qpdf_cleanup(&pdf);
}

static void
leave(const char *name, GBytes *bytes)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(g_getenv("BUILD") ? g_getenv("BUILD") : ".", name, NULL);

	g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), &error);
	g_assert_no_error(error);
}

/* For the readers outside: BUILD/finish-*.pdf, looked at by tests/pdf/validate.t. */
static void
leaves_samples(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = sample();
	g_autoptr(GBytes) drawn = backend_find("pdf")->make(pages, 0, &error), bytes = finish(pages, &error);

	g_assert_no_error(error);
	leave("finish-drawn.pdf", drawn);
	leave("finish-sample.pdf", bytes);
}

static void
same_input_same_bytes(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = sample();
	g_autoptr(GBytes) one = finish(pages, &error), two = finish(pages, &error);

	g_assert_true(g_bytes_equal(one, two));
}

static void
no_alt(Pages *pages)
{
	for (guint i = 0; i < pages->nodes->len; i++)
		g_clear_pointer(&g_array_index(pages->nodes, Node, i).alt, g_free);
}

static void
no_head(Pages *pages)
{
	for (guint i = 0; i < pages->nodes->len; i++)
		if (g_array_index(pages->nodes, Node, i).role == ROLE_TH)
			g_array_index(pages->nodes, Node, i).role = ROLE_TD;
}

static void
skipped_heading(Pages *pages)
{
	add(pages, 1, ROLE_H3);
}

static void
ragged_table(Pages *pages)
{
	for (guint i = 0; i < pages->nodes->len; i++)
		if (g_array_index(pages->nodes, Node, i).role == ROLE_TD)
			g_array_index(pages->nodes, Node, i).columns = 2;
}

static void
loose_item(Pages *pages)
{
	add(pages, 1, ROLE_LI);
}

static void
lost_link(Pages *pages)
{
	Page *page = pages->pages->pdata[0];

	for (guint i = 0; i < pages->nodes->len; i++)
		if (g_array_index(pages->nodes, Node, i).role == ROLE_LINK)
			items_add_link(page->items, i, 0, 0, 5, 5, "#nowhere");
}

static void
link_in_paragraph(Pages *pages)
{
	items_add_link(((Page *)pages->pages->pdata[0])->items, 3, 0, 0, 5, 5, "#top");
}

static void
no_title(Pages *pages)
{
	g_clear_pointer(&pages->title, g_free);
}

static const struct {
	const char *what;
	void (*spoil)(Pages *pages);
	const char *sentence; /* part of it */
} breaches[] = {
	{ "figure without words", no_alt, "has no words" },
	{ "table without head", no_head, "has no head" },
	{ "heading skips", skipped_heading, "skips a level" },
	{ "table is ragged", ragged_table, "another number of columns" },
	{ "list item without list", loose_item, "may not hold it" },
	{ "link to nowhere", lost_link, "link to '#nowhere', which is nowhere" },
	{ "link outside a Link", link_in_paragraph, "is no Link" },
	{ "no title", no_title, "no title" },
};

static void
refuses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = sample();
	g_autoptr(GBytes) bytes = NULL;

	breaches[i].spoil(pages);
	bytes = finish(pages, &error);
	g_assert_null(bytes);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM);
	g_assert_nonnull(strstr(error->message, breaches[i].sentence));
}

/* Something drawn that the pages do not know must not slip through. */
static void
refuses_other_marks(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Pages) pages = sample(), fewer = sample();
	g_autoptr(GBytes) drawn = backend_find("pdf")->make(pages, 0, &error), bytes = NULL;
	FinishOptions options = { NULL, 0, NULL, "teiten test" };
	Page *page = fewer->pages->pdata[0];

	g_array_set_size(page->items, 2);
	bytes = finish_pdf(drawn, fewer, &options, &error);
	g_assert_null(bytes);
	g_assert_nonnull(strstr(error->message, "marks drawn are not those"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/finish/has our structure", has_our_structure);
	g_test_add_func("/finish/leaves samples", leaves_samples);
	g_test_add_func("/finish/same input, same bytes", same_input_same_bytes);
	g_test_add_func("/finish/refuses other marks", refuses_other_marks);
	for (gsize i = 0; i < G_N_ELEMENTS(breaches); i++) {
		g_autofree char *path = g_strdup_printf("/finish/%s", breaches[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses);
	}
	return g_test_run();
}
