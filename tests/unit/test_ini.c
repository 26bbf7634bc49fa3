/* test_ini.c: what GKeyFile would silently get over is refused with its line. */
#include <string.h>
#include "error.h"
#include "ini.h"

static const struct {
	const char *what, *text, *sentence; /* NULL: it is good */
} cases[] = {
	{ "keys of two sections", "[a]\nx = 1\n[b]\nx = 2\n", NULL },
	{ "in a comment", "[a]\nx = 1\n# x = 2\n#[a]\n", NULL },
	{ "escapes", "[a]\nx = a\\tb\\\\c\\s\n", NULL },
	{ "key twice", "[a]\nx = 1\n\ny = 2\n  x=3\n", "f.ini:5: the key 'x' is there twice" },
	{ "key twice, a return before its sign", "[a]\nx\r = 1\nx = 2\n", "f.ini:3: the key 'x' is there twice" },
	{ "section twice", "[a]\nx = 1\n[b]\n[a]\ny = 2\n", "f.ini:4: the section 'a' is there twice" },
	{ "unknown escape", "[b]\nx = 1\n[a]\nx = C:\\dir\n",
	    "f.ini:4: 'x' has a \\ that starts no escape; \\\\ stands for the sign itself" },
	{ "escape of nothing", "[a]\nx = \\q\\\n",
	    "f.ini:2: 'x' has a \\ that starts no escape; \\\\ stands for the sign itself" },
	{ "not UTF-8", "[a]\nx = \xff\n", "f.ini: it is not UTF-8 text" },
	{ "no section", "x = 1\n", "f.ini: " },
};

static void
reads(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(GKeyFile) file = ini_read("f.ini", cases[i].text, strlen(cases[i].text), &error);

	g_assert_true((file == NULL) == (error != NULL));
	if (!cases[i].sentence)
		g_assert_no_error(error);
	else if (!g_str_has_suffix(cases[i].sentence, ": ") || !g_str_has_prefix(error->message, cases[i].sentence))
		g_assert_cmpstr(error->message, ==, cases[i].sentence);
}

static void
refuses_a_zero_byte(void)
{
	static const char text[] = "[a]\nx = 1\0\n";
	g_autoptr(GError) error = NULL;

	g_assert_null(ini_read("f.ini", text, sizeof text - 1, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
}

static void
finds_lines(void)
{
	static const char text[] = "# [b]\n[a]\nx = 1\n\n[b]\ny = 1\nx = 2\n";

	g_assert_cmpuint(ini_line(text, "a", "x"), ==, 3);
	g_assert_cmpuint(ini_line(text, "b", "x"), ==, 7);
	g_assert_cmpuint(ini_line(text, "b", NULL), ==, 5);
	g_assert_cmpuint(ini_line(text, "b", "z"), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strconcat("/ini/", cases[i].what, NULL);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
	}
	g_test_add_func("/ini/a zero byte", refuses_a_zero_byte);
	g_test_add_func("/ini/lines", finds_lines);
	return g_test_run();
}
