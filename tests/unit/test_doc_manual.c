/* test_doc_manual.c: teiten-template(7) names exactly what there is, and its examples run. */
#include <string.h>
#include "../../render/doc/inner.h"
#include "doc_fixture.h"

static char **lines;

/* The words after a request at the beginning of a line, or NULL. */
static const char *
after(const char *line, const char *request)
{
	return g_str_has_prefix(line, request) ? line + strlen(request) : NULL;
}

/* Adds "prefix name" for each name of ".It Cm a , b"; one made of pieces (Ns) is a pattern and left out. */
static void
add_items(GHashTable *found, const char *prefix, const char *items)
{
	g_auto(GStrv) words = g_strsplit(items, " ", -1);

	if (strstr(items, " Ns "))
		return;
	for (char **word = words; *word; word++)
		if (**word != '\0' && !g_str_equal(*word, ","))
			g_hash_table_add(found, g_strconcat(prefix, *prefix ? " " : "", *word, NULL));
}

/* What the page names in a section: subsections give the prefixes. */
static GHashTable *
documented(const char *section)
{
	GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) prefixes = NULL;
	gboolean inside = FALSE;

	for (char **line = lines; *line; line++) {
		const char *head = after(*line, ".Sh "), *sub = after(*line, ".Ss "), *item = after(*line, ".It Cm ");
		if (head)
			inside = g_str_equal(head, section);
		if (inside && sub) {
			g_strfreev(prefixes);
			prefixes = g_strsplit(sub, " ", -1);
			for (char **prefix = prefixes; *prefix; prefix++)
				g_hash_table_add(found, g_strdup(*prefix));
		}
		for (char **prefix = prefixes; inside && item && *prefix; prefix++)
			add_items(found, *prefix, item);
	}
	return found;
}

/* Both have the same words; the first that one lacks is told. */
static void
same(GHashTable *page, GPtrArray *code)
{
	GHashTableIter iter;
	gpointer word;

	for (guint i = 0; i < code->len; i++)
		if (!g_hash_table_remove(page, code->pdata[i]))
			g_error("the manual does not name '%s'", (char *)code->pdata[i]);
	g_hash_table_iter_init(&iter, page);
	if (g_hash_table_iter_next(&iter, &word, NULL))
		g_error("the manual names '%s', which does not exist", (char *)word);
}

static void
names_all_directives(void)
{
	g_autoptr(GHashTable) page = documented("DIRECTIVES");
	g_autoptr(GPtrArray) code = directive_names();

	same(page, code);
}

static void
names_all_facts(void)
{
	g_autoptr(GHashTable) page = documented("FACTS");
	g_autoptr(GPtrArray) code = g_ptr_array_new_with_free_func(g_free);

	for (const Record *record = records; record->name; record++) {
		g_ptr_array_add(code, g_strdup(record->name));
		for (const Field *field = record->fields; field->name; field++)
			g_ptr_array_add(code, g_strdup_printf("%s %s", record->name, field->name));
	}
	/* Of the ranked kinds only a port has a service. */
	g_hash_table_remove(page, "icmp service");
	g_hash_table_remove(page, "region service");
	g_hash_table_remove(page, "signature service");
	same(page, code);
}

static void
names_all_lists(void)
{
	g_autofree char *page = g_strjoinv(" ", lines);

	for (const Record *record = records; record->name; record++) {
		g_autofree char *macro = g_strdup_printf(".Cm %s ", record->list ? record->list : "each");
		g_assert_nonnull(strstr(page, macro));
	}
}

/* Every display of the examples is the body of a report. */
static void
runs_its_examples(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	Fixture fixture;
	gboolean inside = FALSE, literal = FALSE;
	guint ran = 0;

	fixture_open(&fixture);
	for (char **line = lines; *line; line++) {
		const char *head = after(*line, ".Sh ");
		g_autoptr(GError) error = NULL;

		if (head)
			inside = g_str_equal(head, "EXAMPLES");
		if (inside && g_str_has_prefix(*line, ".Bd ")) {
			literal = TRUE;
			g_string_assign(text, "# T\n\n## S\n\n");
		} else if (inside && g_str_equal(*line, ".Ed")) {
			g_autoptr(Doc) doc = NULL;
			g_string_append(text, strstr(text->str, "[^") ? "\n```references\n```\n" : "");
			doc = fixture_make(&fixture, fixture.en, text->str, &error);
			g_assert_no_error(error);
			literal = FALSE;
			ran++;
		} else if (literal) {
			g_string_append_printf(text, "%s\n", *line);
		}
	}
	fixture_close(&fixture);
	g_assert_cmpuint(ran, ==, 3);
}

/* The page's edition.ini is read as one. */
static void
reads_its_edition(void)
{
	g_autofree char *page = g_strjoinv("\n", lines);
	char *from = strstr(page, "[edition]"), *to = from ? strstr(from, "\n.Ed") : NULL;
	g_autofree char *ini = to ? g_strndup(from, (gsize)(to - from)) : NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Doc) doc = NULL;
	Fixture fixture;

	g_assert_nonnull(ini);
	fixture_open(&fixture);
	fixture_write(&fixture, "edition.ini", ini);
	doc = fixture_make(&fixture, fixture.en, "# T\n\n{{edition.contact}} {{edition.date}}\n", &error);
	g_assert_no_error(error);
	g_assert_cmpstr(fixture_block(doc, BLOCK_PARAGRAPH, 0)->text->utf8, ==, "report@example.jp October 29, 2015");
	fixture_remove(&fixture, "edition.ini");
	fixture_close(&fixture);
}

int
main(int argc, char **argv)
{
	g_autofree char *page = NULL;
	int failed;

	g_test_init(&argc, &argv, NULL);
	g_assert_true(g_file_get_contents("render/doc/teiten-template.7", &page, NULL, NULL));
	lines = g_strsplit(page, "\n", -1);
	g_test_add_func("/manual/names all directives", names_all_directives);
	g_test_add_func("/manual/names all facts", names_all_facts);
	g_test_add_func("/manual/names all lists", names_all_lists);
	g_test_add_func("/manual/runs its examples", runs_its_examples);
	g_test_add_func("/manual/reads its edition", reads_its_edition);
	failed = g_test_run();
	g_strfreev(lines);
	return failed;
}
