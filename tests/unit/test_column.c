/* test_column.c: widths of columns from what stands in them. */
#include "../../render/layout/column.h"

static const struct {
	const char *what;
	ColumnNeed needs[3];
	double room, widths[3];
	gboolean fits;
} cases[] = {
	{ "what is left over is shared in proportion",
	    { { { 10, 10, 10 }, 30, 10 }, { { 20, 20, 20 }, 10, 10 }, { { 10, 10, 10 }, 50, 10 } }, 200,
	    { 60, 40, 100 }, TRUE },
	{ "just enough", { { { 10, 10, 10 }, 30, 10 }, { { 20, 20, 20 }, 10, 10 }, { { 10, 10, 10 }, 50, 10 } }, 100,
	    { 30, 20, 50 }, TRUE },
	{ "the head that gains most is wrapped first",
	    { { { 80, 40, 30 }, 30, 30 }, { { 40, 25, 20 }, 20, 20 }, { { 10, 10, 10 }, 50, 10 } }, 130, { 40, 40, 50 },
	    TRUE },
	{ "then the next, then again",
	    { { { 80, 40, 30 }, 30, 30 }, { { 40, 25, 20 }, 20, 20 }, { { 10, 10, 10 }, 50, 10 } }, 105, { 30, 25, 50 },
	    TRUE },
	{ "then words", { { { 80, 40, 30 }, 30, 30 }, { { 40, 25, 20 }, 20, 20 }, { { 10, 10, 10 }, 50, 10 } }, 80,
	    { 30, 20, 30 }, TRUE },
	{ "no room at all", { { { 80, 40, 30 }, 30, 30 }, { { 40, 25, 20 }, 20, 20 }, { { 10, 10, 10 }, 50, 10 } }, 59,
	    { 0, 0, 0 }, FALSE },
	{ "nothing in it", { { { 0, 0, 0 }, 0, 0 }, { { 0, 0, 0 }, 0, 0 }, { { 0, 0, 0 }, 0, 0 } }, 100, { 0, 0, 0 },
	    TRUE },
};

static void
fills(gconstpointer data)
{
	gsize c = GPOINTER_TO_SIZE(data);
	double widths[3] = { 0 };

	g_assert_cmpint(column_widths(cases[c].needs, 3, cases[c].room, widths), ==, cases[c].fits);
	for (gsize i = 0; cases[c].fits && i < 3; i++)
		g_assert_cmpfloat_with_epsilon(widths[i], cases[c].widths[i], 1e-9);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/column/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), fills);
	}
	return g_test_run();
}
