/* test_prove.c: a finished file passes the self-check; with any one thing broken in its objects it does not. */
#include <string.h>
#include "../../render/finish/prove.h"
#include "backend.h"
#include "error.h"

static Fonts *fonts;

static void
add_words(Page *page, guint node, double y, const char *words)
{
	TextStyle style = { .lang = "en", .size = 10 };
	g_autoptr(GError) error = NULL;
	g_autoptr(TextLine) line = text_line(fonts, words, &style, &error);

	g_assert_no_error(error);
	items_add_line(page->items, node, 10, y, line, (Colour) { 0, 0, 0 });
}

/* Two pages: headings, a paragraph with a link, a table, a figure; a rule that is no content. */
static Pages *
sample(void)
{
	Pages *pages = pages_new(300, 300, "en");
	Page *first = pages_add_page(pages), *second = pages_add_page(pages);
	guint h1 = pages_add_node(pages, 1, ROLE_H1), h2 = pages_add_node(pages, 1, ROLE_H2);
	guint p = pages_add_node(pages, 1, ROLE_P), link = pages_add_node(pages, p, ROLE_LINK);
	guint table = pages_add_node(pages, 1, ROLE_TABLE), head = pages_add_node(pages, table, ROLE_THEAD);
	guint top = pages_add_node(pages, head, ROLE_TR), body = pages_add_node(pages, table, ROLE_TBODY);
	guint row = pages_add_node(pages, body, ROLE_TR), figure = pages_add_node(pages, 1, ROLE_FIGURE);

	pages->title = g_strdup("Title");
	g_array_index(pages->nodes, Node, figure).alt = g_strdup("A square");
	g_array_index(pages->nodes, Node, link).alt = g_strdup("example.org");
	add_words(first, h1, 20, "Heading");
	items_add_path(first->items, NODE_ARTIFACT, 10, 25, page_path_rectangle(50, 1));
	add_words(first, h2, 40, "Below");
	add_words(first, p, 60, "Words before");
	add_words(first, link, 80, "a link");
	items_add_link(first->items, link, 10, 70, 40, 12, "https://example.org");
	for (int i = 0; i < 2; i++)
		add_words(first, pages_add_node(pages, top, ROLE_TH), 100, "Head");
	for (int i = 0; i < 2; i++)
		add_words(second, pages_add_node(pages, row, ROLE_TD), 100, "Cell");
	PagePath *square = page_path_rectangle(50, 50);
	square->filled = TRUE;
	items_add_path(second->items, figure, 10, 80, square);
	return pages;
}

/* --- the finished file, opened again ----------------------------------------------------- */

static Object
root(Finish *finish)
{
	return qpdf_oh_get_key(finish->pdf, qpdf_get_root(finish->pdf), "/StructTreeRoot");
}

static gboolean
is_role(Finish *finish, Object thing, const char *role)
{
	return qpdf_oh_is_name_and_equals(finish->pdf, qpdf_oh_get_key_if_dict(finish->pdf, thing, "/S"), role);
}

/* The first element of a role in the tree below; null where there is none. */
static Object
element_below(Finish *finish, Object thing, const char *role)
{
	Object below = qpdf_oh_get_key_if_dict(finish->pdf, thing, "/K");
	Object found = qpdf_oh_new_null(finish->pdf);

	if (is_role(finish, thing, role))
		return thing;
	for (int i = 0; qpdf_oh_is_array(finish->pdf, below) && i < qpdf_oh_get_array_n_items(finish->pdf, below) &&
			qpdf_oh_is_null(finish->pdf, found);
	     i++)
		found = element_below(finish, qpdf_oh_get_array_item(finish->pdf, below, i), role);
	return found;
}

static Object
element(Finish *finish, const char *role)
{
	return element_below(finish, qpdf_oh_get_key(finish->pdf, root(finish), "/K"), role);
}

static Object
annotation(Finish *finish)
{
	return qpdf_oh_get_array_item(finish->pdf, qpdf_oh_get_key(finish->pdf, finish->page[0], "/Annots"), 0);
}

static Object
font(Finish *finish)
{
	Object fonts_of =
	    qpdf_oh_get_key(finish->pdf, qpdf_oh_get_key(finish->pdf, finish->page[0], "/Resources"), "/Font");
	g_autofree char *name = NULL;

	qpdf_oh_begin_dict_key_iter(finish->pdf, fonts_of);
	name = g_strdup(qpdf_oh_dict_more_keys(finish->pdf) ? qpdf_oh_dict_next_key(finish->pdf) : "");
	return qpdf_oh_get_key(finish->pdf, fonts_of, name);
}

static Object
descriptor(Finish *finish)
{
	Object below = qpdf_oh_get_key(finish->pdf, font(finish), "/DescendantFonts");

	return qpdf_oh_get_key(finish->pdf, qpdf_oh_get_array_item(finish->pdf, below, 0), "/FontDescriptor");
}

static Object
catalogue(Finish *finish)
{
	return qpdf_get_root(finish->pdf);
}

static Object
page(Finish *finish)
{
	return finish->page[0];
}

static Object
file(Finish *finish)
{
	return qpdf_oh_get_array_item(finish->pdf, qpdf_oh_get_key(finish->pdf, catalogue(finish), "/AF"), 0);
}

static Object
figure(Finish *finish)
{
	return element(finish, "/Figure");
}

static Object
attributes_of_head(Finish *finish)
{
	return qpdf_oh_get_array_item(finish->pdf, qpdf_oh_get_key(finish->pdf, element(finish, "/TH"), "/A"), 0);
}

/* --- breaking it ------------------------------------------------------------------------- */

static Object
kids(Finish *finish, const char *role)
{
	return qpdf_oh_get_key(finish->pdf, element(finish, role), "/K");
}

static void
hold_twice(Finish *finish)
{
	object_add(finish, kids(finish, "/H2"), qpdf_oh_get_array_item(finish->pdf, kids(finish, "/H1"), 0));
}

static void
drop_mark(Finish *finish)
{
	qpdf_oh_erase_item(finish->pdf, kids(finish, "/H1"), 0);
}

static void
hold_unknown(Finish *finish)
{
	object_add(finish, kids(finish, "/H1"), object_number(finish, 999));
}

/* The rule of the first page, mark 1, as content. */
static void
hold_artifact(Finish *finish)
{
	object_add(finish, kids(finish, "/H1"), object_number(finish, 1));
}

static void
swap_slots(Finish *finish)
{
	Object numbers =
	    qpdf_oh_get_key(finish->pdf, qpdf_oh_get_key(finish->pdf, root(finish), "/ParentTree"), "/Nums");
	Object slots = qpdf_oh_get_array_item(finish->pdf, numbers, 1);

	qpdf_oh_set_array_item(finish->pdf, slots, 0, qpdf_oh_get_array_item(finish->pdf, slots, 2));
}

static void
drop_annotation(Finish *finish)
{
	Object list = kids(finish, "/Link");

	qpdf_oh_erase_item(finish->pdf, list, qpdf_oh_get_array_n_items(finish->pdf, list) - 1);
}

static void
skip_heading(Finish *finish)
{
	object_set(finish, element(finish, "/H2"), "/S", object_name(finish, "H3"));
}

static void
rename_role(Finish *finish)
{
	object_set(finish, element(finish, "/H2"), "/S", object_name(finish, "Headline"));
}

static void
drop_cell(Finish *finish)
{
	Object row = qpdf_oh_get_key(finish->pdf, element(finish, "/TBody"), "/K");
	Object cells = qpdf_oh_get_key(finish->pdf, qpdf_oh_get_array_item(finish->pdf, row, 0), "/K");

	qpdf_oh_erase_item(finish->pdf, cells, 1);
}

static void
other_parent(Finish *finish)
{
	object_set(finish, element(finish, "/H2"), "/P", element(finish, "/H1"));
}

static void
other_slot(Finish *finish)
{
	object_set(finish, annotation(finish), "/StructParent", object_number(finish, 0));
}

static void
hidden(Finish *finish)
{
	object_set(finish, annotation(finish), "/F", object_number(finish, 2));
}

static void
file_name_shown(Finish *finish)
{
	object_set(
	    finish, catalogue(finish), "/ViewerPreferences", object_parse(finish, "<< /DisplayDocTitle false >>"));
}

/* What is broken: by a function of its own, or a key that is taken out of an object. */
static const struct {
	const char *what;
	void (*spoil)(Finish *finish);
	Object (*object)(Finish *finish);
	const char *key, *sentence; /* part of it */
} breaches[] = {
	{ "a mark in two elements", hold_twice, NULL, NULL, "stands in two elements" },
	{ "a mark in none", drop_mark, NULL, NULL, "mark 0 stands in no element" },
	{ "a mark that is not there", hold_unknown, NULL, NULL, "which is not there" },
	{ "an artifact in the tree", hold_artifact, NULL, NULL, "mark 1" },
	{ "a parent tree that says otherwise", swap_slots, NULL, NULL, "gives mark 0 another element" },
	{ "an annotation without its Link", drop_annotation, NULL, NULL, "stands in 0 elements" },
	{ "another StructParent", other_slot, NULL, NULL, "gives a link another element" },
	{ "a skipped heading", skip_heading, NULL, NULL, "level 3 follows one of level 1" },
	{ "a role of no standard", rename_role, NULL, NULL, "not one of PDF 1.7" },
	{ "a ragged table", drop_cell, NULL, NULL, "1 cells wide, not 2" },
	{ "another parent", other_parent, NULL, NULL, "names another parent" },
	{ "a link that is not printed", hidden, NULL, NULL, "not printed" },
	{ "the file's name in the window", file_name_shown, NULL, NULL, "DisplayDocTitle" },
	{ "no Alt", NULL, figure, "/Alt", "has no words (Alt)" },
	{ "no BBox", NULL, figure, "/A", "has no box" },
	{ "no Scope", NULL, attributes_of_head, "/Scope", "no Scope" },
	{ "no Contents", NULL, annotation, "/Contents", "no words (Contents)" },
	{ "no Tabs", NULL, page, "/Tabs", "Tabs" },
	{ "no ToUnicode", NULL, font, "/ToUnicode", "no ToUnicode" },
	{ "a font left out", NULL, descriptor, "/FontFile3", "not embedded" },
	{ "no language", NULL, catalogue, "/Lang", "no Lang" },
	{ "no metadata", NULL, catalogue, "/Metadata", "no Metadata" },
	{ "no output intent", NULL, catalogue, "/OutputIntents", "no OutputIntents" },
	{ "not marked", NULL, catalogue, "/MarkInfo", "no MarkInfo" },
	{ "no relation", NULL, file, "/AFRelationship", "no AFRelationship" },
};

static GBytes *
finish(const Pages *pages)
{
	g_autoptr(GBytes) data = g_bytes_new_static("rank\n", 5), drawn = NULL;
	FinishFile attached = { "ports.csv", "text/csv", "Table 1", "Data", data, NULL };
	FinishOptions options = { &attached, 1, NULL, "teiten test" };
	g_autoptr(GError) error = NULL;
	GBytes *bytes;

	drawn = backend_find("pdf")->make(pages, 0, &error);
	bytes = finish_pdf(drawn, pages, &options, &error);
	g_assert_no_error(error);
	return bytes;
}

/* Opens the finished file as the self-check sees it, breaks it where that is asked, and checks. */
static gboolean
check(const Pages *pages, GBytes *bytes, gint breach, GError **error)
{
	Object page_objects[2];
	g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	Finish opened = { .pdf = qpdf_init(), .pages = pages, .marks = marks, .page = page_objects };
	gsize length;
	const char *data = g_bytes_get_data(bytes, &length);
	gboolean passes;

	qpdf_set_suppress_warnings(opened.pdf, QPDF_TRUE);
	g_assert_cmpint(qpdf_read_memory(opened.pdf, "finished", data, length, NULL), ==, 0);
	for (guint i = 0; i < 2; i++) {
		page_objects[i] = qpdf_get_page_n(opened.pdf, i);
		g_ptr_array_add(marks, page_marks(pages->pages->pdata[i]));
	}
	if (breach >= 0 && breaches[breach].spoil)
		breaches[breach].spoil(&opened);
	else if (breach >= 0)
		qpdf_oh_remove_key(opened.pdf, breaches[breach].object(&opened), breaches[breach].key);
	passes = prove(&opened, error);
	qpdf_cleanup(&opened.pdf);
	return passes;
}

static void
passes(void)
{
	g_autoptr(Pages) pages = sample();
	g_autoptr(GBytes) bytes = finish(pages);
	g_autoptr(GError) error = NULL;

	check(pages, bytes, -1, &error);
	g_assert_no_error(error);
}

static void
fails(gconstpointer data)
{
	gint i = GPOINTER_TO_INT(data);
	g_autoptr(Pages) pages = sample();
	g_autoptr(GBytes) bytes = finish(pages);
	g_autoptr(GError) error = NULL;

	g_assert_false(check(pages, bytes, i, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM);
	g_test_message("%s", error->message);
	g_assert_nonnull(strstr(error->message, breaches[i].sentence));
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	fonts = fonts_open(NULL, NULL);
	g_assert_nonnull(fonts);
	g_test_add_func("/prove/a finished file passes", passes);
	for (gsize i = 0; i < G_N_ELEMENTS(breaches); i++) {
		g_autofree char *path = g_strdup_printf("/prove/%s", breaches[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), fails);
	}
	status = g_test_run();
	fonts_free(fonts);
	return status;
}
