/*
 * test_flow.c: strips on pages of 100 pt with lines 10 pt apart, in one column or two.
 * A case is written as one letter a strip: l a line, k a line kept with the one before, h a heading (15 pt and 5 after,
 * snapped at its end), f a figure of 40 pt that floats, F a figure of 40 pt that stays, p a line that begins a page,
 * T a table's head, r a row of it, w a line over all columns, i a line of a list with the one before.  What is wanted is
 * the pages: letters in their order, | between pages and / between columns.
 */
#include <string.h>
#include "error.h"
#include "../../render/layout/flow.h"

static const FlowPage sheet = { 100, 10, 1 };

static const struct {
	const char *what, *strips, *pages;
	guint columns;
} cases[] = {
	{ "lines fill a page", "llllllllll", "llllllllll", 1 },
	{ "one more line", "lllllllllll", "llllllllll|l", 1 },
	{ "kept lines move together", "lllllllllkk", "llllllll|lkk", 1 },
	{ "a heading is never last", "llllllllhk", "llllllll|hk", 1 },
	{ "a keep no page can hold is broken", "lkkkkkkkkkkk", "lkkkkkkkkk|kk", 1 },
	{ "a figure that fits stays", "llfll", "llfll", 1 },
	{ "text fills where a figure moved", "lllllllflll", "llllllllll|f", 1 },
	{ "text goes on below the moved figure", "lllllllfllllll", "llllllllll|flll", 1 },
	{ "figures keep their order", "llllllffll", "llllllf|fll", 1 },
	{ "two figures wait", "lllllllffllll", "llllllllll|ffl", 1 },
	{ "three figures wait", "lllllllfffllll", "llllllllll|ffl|f", 1 },
	{ "a figure that stays takes its line along", "lllllllF", "lllllll|F", 1 },
	{ "a page is begun", "llpl", "ll|pl", 1 },
	{ "waiting figures come before a new page", "lllllllfp", "lllllll|f|p", 1 },
	{ "a table's head comes again", "llllllTrrrr", "llllllTrrr|Tr", 1 },
	{ "a table's head is not alone", "lllllllllTrr", "lllllllll|Trr", 1 },
	{ "a figure does not come into a list", "lllllllflkiii", "lllllll|flkiii", 1 },
	{ "a list goes on above a figure that waits", "lllllllflkil", "llllllllki|fl", 1 },
	{ "nothing", "", "", 1 },
	{ "two columns", "llllllllllllllllllll", "llllllllll/llllllllll", 2 },
	{ "and a page more, balanced", "llllllllllllllllllllllll", "llllllllll/llllllllll|ll/ll", 2 },
	{ "the last page alone is balanced", "lllll", "lll/ll", 2 },
	{ "balanced with kept lines", "llkkk", "l/lkkk", 2 },
	{ "wide heads the page", "wllllll", "wlll/lll", 2 },
	{ "wide begins a page", "llwll", "ll|wl/l", 2 },
	{ "a figure heads the next column", "lllllllfllllll", "lllllllll/fllll", 2 },
	{ "a head in each column", "Trrrrrrrrrrrr", "Trrrrrr/Trrrrrr", 2 },
	{ "a page is begun behind two columns", "lllpl", "lll|p/l", 2 },
};

static FlowStrip
strip_of(char letter, guint head)
{
	FlowStrip strip = { .height = 10, .snap = SNAP_TOP, .head = -1 };

	switch (letter) {
	case 'k':
		strip.keep = TRUE;
		break;
	case 'i':
		strip.inside = TRUE;
		break;
	case 'h':
		strip.height = 15;
		strip.after = 5;
		strip.snap = SNAP_BOTTOM;
		break;
	case 'f':
	case 'F':
		strip.height = 40;
		strip.floats = letter == 'f';
		break;
	case 'p':
		strip.page = TRUE;
		break;
	case 'w':
		strip.wide = TRUE;
		break;
	case 'r':
		strip.snap = SNAP_NONE;
		strip.head = (gint)head;
		break;
	}
	return strip;
}

static GArray *
strips_of(const char *letters)
{
	GArray *strips = g_array_new(FALSE, FALSE, sizeof(FlowStrip));
	guint head = 0;

	for (guint i = 0; letters[i]; i++) {
		FlowStrip strip;

		head = letters[i] == 'T' ? i : head;
		strip = strip_of(letters[i], head);
		strip.keep = strip.keep || (i > 0 && letters[i] == 'r' && letters[i - 1] == 'T');
		g_array_append_val(strips, strip);
	}
	return strips;
}

static void
flows(gconstpointer data)
{
	gsize c = GPOINTER_TO_SIZE(data);
	g_autoptr(GArray) strips = strips_of(cases[c].strips);
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) pages = g_string_new(NULL);
	FlowPage two = { 100, 10, cases[c].columns };
	guint page = 0, column = 0, culprit;
	g_autoptr(GArray) places = flow_place((FlowStrip *)strips->data, strips->len, &two, &culprit, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < places->len; i++) {
		const FlowPlace *place = &g_array_index(places, FlowPlace, i);
		const FlowStrip *strip = &g_array_index(strips, FlowStrip, place->strip);

		for (; page < place->page; page++, column = 0)
			g_string_append_c(pages, '|');
		for (; column < place->column; column++)
			g_string_append_c(pages, '/');
		g_string_append_c(pages, cases[c].strips[place->strip]);
		g_assert_cmpfloat(place->y + strip->height, <=, 100 + 1e-6);
	}
	g_assert_cmpstr(pages->str, ==, cases[c].pages);
}

static void
stands_on_the_grid(void)
{
	g_autoptr(GArray) strips = strips_of("lhl");
	guint culprit;
	g_autoptr(GArray) places = flow_place((FlowStrip *)strips->data, strips->len, &sheet, &culprit, NULL);

	g_assert_cmpfloat_with_epsilon(g_array_index(places, FlowPlace, 1).y, 10, 1e-9); /* 10 + 15 + 5 = 30 */
	g_assert_cmpfloat_with_epsilon(g_array_index(places, FlowPlace, 2).y, 30, 1e-9);
	g_array_index(strips, FlowStrip, 1).height = 12;
	g_array_unref(g_steal_pointer(&places));
	places = flow_place((FlowStrip *)strips->data, strips->len, &sheet, &culprit, NULL);
	g_assert_cmpfloat_with_epsilon(
	    g_array_index(places, FlowPlace, 1).y, 13, 1e-9); /* what is left over goes above */
	g_assert_cmpfloat_with_epsilon(g_array_index(places, FlowPlace, 2).y, 30, 1e-9);
}

/* A heading on top of a page keeps its distance to the text, which keeps to the grid. */
static void
rises_on_top(void)
{
	g_autoptr(GArray) strips = strips_of("hl");
	g_autoptr(GArray) places = NULL;
	guint culprit;

	g_array_index(strips, FlowStrip, 0).height = 17;
	places = flow_place((FlowStrip *)strips->data, strips->len, &sheet, &culprit, NULL);
	g_assert_cmpfloat_with_epsilon(g_array_index(places, FlowPlace, 0).y, -2, 1e-9); /* 17 + 5 is 2 over */
	g_assert_cmpfloat_with_epsilon(g_array_index(places, FlowPlace, 1).y, 20, 1e-9);
}

static void
collapses_space(void)
{
	FlowStrip strips[] = {
		{ .height = 10, .before = 50, .after = 7, .head = -1 },
		{ .height = 10, .before = 4, .head = -1 },
		{ .height = 10, .before = 9, .head = -1 },
	};
	guint culprit;
	g_autoptr(GArray) places = flow_place(strips, 3, &sheet, &culprit, NULL);

	g_assert_cmpfloat(g_array_index(places, FlowPlace, 0).y, ==, 0); /* none at the head of a page */
	g_assert_cmpfloat(g_array_index(places, FlowPlace, 1).y, ==, 17);
	g_assert_cmpfloat(g_array_index(places, FlowPlace, 2).y, ==, 36);
}

static void
refuses_what_no_page_holds(void)
{
	FlowStrip strips[] = { { .height = 10, .head = -1 }, { .height = 101, .head = -1 } };
	g_autoptr(GError) error = NULL;
	guint culprit = 0;
	g_autoptr(GArray) places = flow_place(strips, 2, &sheet, &culprit, &error);

	g_assert_null(places);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_cmpuint(culprit, ==, 1);
}

/* Whatever comes: every strip once, heads again only, pages in order, nothing below the page. */
static void
loses_nothing(void)
{
	static const char letters[] = "lllkkiihfFpwTrrrr";

	for (guint seed = 1; seed <= 2000; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		g_autoptr(GString) text = g_string_new("T");
		g_autoptr(GArray) strips = NULL;
		g_autoptr(GArray) places = NULL;
		guint seen[64] = { 0 }, culprit, page = 0;
		FlowPage any = { 100, 10, 1 + seed % 3 };

		for (gint n = g_rand_int_range(rand, 0, 60); n > 0; n--)
			g_string_append_c(text, letters[g_rand_int_range(rand, 0, sizeof letters - 1)]);
		strips = strips_of(text->str);
		places = flow_place((FlowStrip *)strips->data, strips->len, &any, &culprit, NULL);
		g_assert_nonnull(places);
		for (guint i = 0; i < places->len; i++) {
			const FlowPlace *place = &g_array_index(places, FlowPlace, i);

			seen[place->strip] += !place->repeat;
			g_assert_true(place->page == page || place->page == page + 1);
			page = place->page;
		}
		for (guint i = 0; i < strips->len; i++)
			g_assert_cmpuint(seen[i], ==, 1);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/flow/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), flows);
	}
	g_test_add_func("/flow/stands on the grid", stands_on_the_grid);
	g_test_add_func("/flow/rises on top", rises_on_top);
	g_test_add_func("/flow/collapses space", collapses_space);
	g_test_add_func("/flow/refuses what no page holds", refuses_what_no_page_holds);
	g_test_add_func("/flow/loses nothing", loses_nothing);
	return g_test_run();
}
