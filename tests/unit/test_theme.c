/* test_theme.c: what theme.ini may say, and the sentence where it may not. */
#include <math.h>
#include <string.h>
#include <glib/gstdio.h>
#include "error.h"
#include "theme.h"

static Theme *
load(const char *text, GError **error)
{
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "theme.ini", NULL);
	Theme *theme;

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	theme = theme_load(path, error);
	if (error && *error) {
		char *end = strstr((*error)->message, "theme.ini");
		g_assert_nonnull(end);
		memmove((*error)->message, end, strlen(end) + 1); /* without the folder */
	}
	g_unlink(path);
	g_rmdir(folder);
	return theme;
}

static const struct {
	const char *what, *text, *sentence;
} wrong[] = {
	{ "unknown key", "# a\n[body]\nleadin = 1em\n",
	    "theme.ini:3: unknown key 'leadin' in [body]; did you mean 'leading'?" },
	{ "key of another section", "[page]\nsize = 1em\n", "theme.ini:2: unknown key 'size' in [page]" },
	{ "unknown section", "\n[bdy]\n", "theme.ini:2: unknown section [bdy]; did you mean 'body'?" },
	{ "no unit", "[body]\nsize = 12\n", "theme.ini:2: size: '12' has no unit (pt, mm or em)" },
	{ "unknown unit", "[body]\nsize = 12px\n", "theme.ini:2: size: '12px' has an unknown unit (pt, mm or em)" },
	{ "no number", "[h1]\nsize = large\n", "theme.ini:2: size: 'large' is no number with a unit (pt, mm or em)" },
	{ "hexadecimal number", "[h1]\nsize = 0x10pt\n",
	    "theme.ini:2: size: '0x10pt' is no number with a unit (pt, mm or em)" },
	{ "infinite", "[h1]\nsize = infpt\n", "theme.ini:2: size: 'infpt' is no number with a unit (pt, mm or em)" },
	{ "body in em", "[body]\nsize = 1em\n", "theme.ini:2: size: '1em' cannot be in em: this is what an em is" },
	{ "too small", "[note]\nsize = 0.1em\n", "theme.ini:2: size: '0.1em' is not between 4 and 72 pt" },
	{ "no colour", "[colour]\nrule = red\n",
	    "theme.ini:2: rule: 'red' is no colour: # and six hexadecimal digits (#17365d)" },
	{ "short colour", "[colour]\nrule = #fff\n",
	    "theme.ini:2: rule: '#fff' is no colour: # and six hexadecimal digits (#17365d)" },
	{ "no family", "[body]\nfamily = Serif\n",
	    "theme.ini:2: family: 'Serif' is none of sans, serif; did you mean 'serif'?" },
	{ "dash of three", "[series-1]\ndash = 1pt 2pt 3pt\n",
	    "theme.ini:2: dash: '1pt 2pt 3pt' is no dash: solid, or two or four lengths in pt or mm (5pt 2pt)" },
	{ "twice", "[body]\nsize = 9pt\nsize = 10pt\n", "theme.ini:3: size stands there twice, first in line 2" },
	{ "section twice", "[body]\n[body]\n", "theme.ini:2: [body] stands there twice, first in line 1" },
	{ "before a section", "size = 9pt\n", "theme.ini:1: key 'size' stands before the first [section]" },
	{ "no line of ours", "[body]\nsize 9pt\n",
	    "theme.ini:2: 'size 9pt' is neither [section], key = value nor # remark" },
	{ "too wide", "[body]\nsize = 12pt\nleading = 18pt\n",
	    "theme.ini: the text is wider than the page: left of 72.5 pt and measure of 540.0 pt on 595.3 pt" },
	{ "too tight", "[note]\nsize = 20pt\n",
	    "theme.ini:1: [note]: leading of 12.0 pt is less than size of 20.0 pt" },
	{ "columns of less than a word", "[page]\ncolumns = 3\ngutter = 60mm\n",
	    "theme.ini: 3 columns of less than 10 em: measure of 450.0 pt, gutter of 170.1 pt" },
	{ "half a column", "[page]\ncolumns = 1.5\n", "theme.ini:2: columns: '1.5' is no whole number from 1 to 3" },
	{ "not UTF-8", "[body]\n# \xff\n", "theme.ini: not UTF-8 text" },
};

static void
refuses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(Theme) theme = load(wrong[i].text, &error);

	g_assert_null(theme);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==, wrong[i].sentence);
}

static void
reads_units(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Theme) theme = load("[h2]\nleading = 2em\nsize = 1.5em\n[page]\nleft = 25.4mm\nmeasure = 400pt\n"
				      "[body]\nsize = 8pt\nfamily = serif\n[colour]\nrule = #ff8000\n"
				      "[series-2]\ndash = 3pt 1pt\nmarker = ring\n[paragraph]\nhang = yes\n",
	    &error);

	g_assert_no_error(error);
	g_assert_cmpfloat_with_epsilon(theme->text[THEME_H2].size, 12, 1e-9); /* em of the body, which stands below */
	g_assert_cmpfloat_with_epsilon(theme->text[THEME_H2].leading, 24, 1e-9); /* em of itself, which stands below */
	g_assert_cmpfloat_with_epsilon(theme->left, 72, 1e-9);
	g_assert_cmpfloat_with_epsilon(theme->measure, 50, 1e-9);
	g_assert_cmpint(theme->text[THEME_BODY].family, ==, FAMILY_SERIF);
	g_assert_cmpfloat_with_epsilon(theme->rule.green, 128 / 255., 1e-9);
	g_assert_cmpfloat_with_epsilon(theme->series[1].dash[2], 3, 1e-9);
	g_assert_cmpint(theme->series[1].marker, ==, 6);
	g_assert_true(theme->hang);
	g_assert_true(theme_style(theme, THEME_H1, "ja").bold);
}

static void
empty_is_built_in(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Theme) empty = load("", &error);
	g_autoptr(Theme) built = theme_load(NULL, NULL);

	g_assert_no_error(error);
	g_assert_cmpmem(empty, sizeof *empty, built, sizeof *built);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/theme/reads units", reads_units);
	g_test_add_func("/theme/empty is built in", empty_is_built_in);
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autofree char *path = g_strdup_printf("/theme/refuses/%s", wrong[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses);
	}
	return g_test_run();
}
