/* test_profile.c: every mistake in a profile is told with its line, and our own profiles have none. */
#include <string.h>
#include <glib/gstdio.h>
#include "error.h"
#include "../../report/ingest/profile.h"

#define COLUMNS "[columns]\ntime=t\nsource=s\nprotocol=p\nport=d\n"

static const struct {
	const char *what, *text, *sentence; /* behind the path; NULL: it is good */
} cases[] = {
	{ "least", COLUMNS, NULL },
	{ "unknown section", COLUMNS "[colums]\nx=y\n", ":6: unknown section 'colums'; did you mean 'columns'?" },
	{ "unknown key", "[text]\n\ndelimitor = tab\n" COLUMNS,
	    ":3: unknown key 'delimitor'; did you mean 'delimiter'?" },
	{ "unknown field", COLUMNS "sensr=x\n", ":6: unknown field 'sensr'; did you mean 'sensor'?" },
	{ "unknown value", "[text]\nquote = double\nhead = yess\n" COLUMNS,
	    ":3: unknown value 'yess': it is one of yes, no, fields; did you mean 'yes'?" },
	{ "unknown delimiter", "[text]\ndelimiter = tabs\n" COLUMNS,
	    ":2: unknown value 'tabs': it is one of comma, tab, semicolon, space, bar; did you mean 'tab'?" },
	{ "a letter as delimiter", "[text]\ndelimiter = x\n" COLUMNS,
	    ":2: unknown value 'x': it is one of comma, tab, semicolon, space, bar" },
	{ "unknown zone", "[time]\nzone = Asia/Tokio\n" COLUMNS, ":2: " },
	{ "unknown time format", "[time]\nformat = rfc822\n" COLUMNS, ":2: unknown time format 'rfc822': " },
	{ "unknown source", "[source]\nformat = int\n" COLUMNS,
	    ":2: unknown value 'int': it is one of address, uint32" },
	{ "unknown protocol", "[protocol]\nT = tcpp\n" COLUMNS,
	    ":2: unknown value 'tcpp': it is one of icmp, tcp, udp, icmpv6; did you mean 'tcp'?" },
	{ "protocol by number", COLUMNS "[protocol]\nG = 47\nt=tcp\n", NULL },
	{ "long comment", "[text]\ncomment = //\n" COLUMNS, ":2: '//' is not one sign, like #" },
	{ "key twice", "[text]\nhead = yes\n# x\nhead = no\n" COLUMNS, ":4: the key 'head' is there twice" },
	{ "no time", "[columns]\nsource=s\nprotocol=p\nport=d\n",
	    ": the section [columns] does not say which column is 'time'" },
	{ "names without a head", COLUMNS "[text]\nhead=no\n",
	    ": 't' is a column's name, but without a head line columns have only numbers, from 1" },
	{ "numbers without a head", "[columns]\ntime=1\nsource=2\nprotocol=3\nport=4\n[text]\nhead=no\n", NULL },
	{ "no profile at all", "this is a letter\n", ": " },
	{ "not UTF-8", COLUMNS "[profile]\ntitle=\xff\n", ": it is not UTF-8 text" },
	{ "empty", "", ": the section [columns] does not say which column is 'time'" },
};

static void
reads(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *folder = g_dir_make_tmp("teiten-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "x.ini", NULL);
	g_autofree char *prefix = g_strconcat(path, cases[i].sentence, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(Profile) profile = NULL;

	g_assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
	profile = profile_load(path, &error);
	if (cases[i].sentence) {
		g_assert_nonnull(error);
		g_assert_true(error->domain != TEITEN_ERROR || error->code == TEITEN_ERROR_INPUT);
		if (!g_str_has_prefix(error->message, prefix))
			g_assert_cmpstr(error->message, ==, prefix);
	} else
		g_assert_no_error(error);
	g_assert_true((profile == NULL) == (error != NULL));
	g_unlink(path);
	g_rmdir(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/profile/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
	}
	return g_test_run();
}
