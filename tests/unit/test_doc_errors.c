/* test_doc_errors.c: what a template must not say, each with its place and what would have been right. */
#include <string.h>
#include "doc_fixture.h"
#include "error.h"

static Fixture fixture;

#define TOP  "# T\n\n"
#define CAPT " id=x caption=\"c\"\n```\n"

static const struct {
	const char *what, *text, *message;
} cases[] = {
	/* placeholders */
	{ "unknown placeholder", TOP "It is {{quarter.strat}}.",
	    "report.en.md:3:7: unknown placeholder 'quarter.strat'; did you mean 'quarter.start'?" },
	{ "unknown placeholder, on a later line", TOP "One\ntwo\nthree {{coverge}}",
	    "report.en.md:5:7: unknown placeholder 'coverge'; did you mean 'coverage'?" },
	{ "column in letters, not bytes", TOP "日本 {{zones}}",
	    "report.en.md:3:4: unknown placeholder 'zones'; did you mean 'zone'?" },
	{ "unknown field of an item", TOP "{{port.1.packet}}",
	    "report.en.md:3:1: unknown placeholder 'port.1.packet'; did you mean 'port.1.packets'?" },
	{ "unknown placeholder far from any", TOP "{{zzzzzzzz}}", "report.en.md:3:1: unknown placeholder 'zzzzzzzz'" },
	{ "empty placeholder", TOP "{{}}", "report.en.md:3:1: unknown placeholder ''" },
	{ "placeholder not closed", TOP "a {{zone", "report.en.md:3:3: '{{' without '}}'" },
	{ "rank beyond the table", TOP "{{port.99.name}}",
	    "report.en.md:3:1: placeholder 'port.99.name' has no value in this quarter" },
	{ "the rank of what has none", TOP "{{region.private.rank}}\n",
	    "report.en.md:3:1: placeholder 'region.private.rank' has no value in this quarter" },
	{ "item outside of each", TOP "{{gap.span}}", "report.en.md:3:1: unknown placeholder 'gap.span'" },
	{ "condition printed", TOP "{{simulated}}",
	    "report.en.md:3:1: 'simulated' is a condition: it can be asked by when, not printed" },
	{ "placeholder in a caption", TOP "```table ports id=x caption=\"{{tolal.packets}}\"\n```\n",
	    "report.en.md:3:30: unknown placeholder 'tolal.packets'; did you mean 'total.packets'?" },
	{ "placeholder in a link", TOP "[a](https://example.org/{{quater.name}})",
	    "report.en.md:3:25: unknown placeholder 'quater.name'; did you mean 'quarter.name'?" },
	/* directives */
	{ "unknown directive", TOP "```tabl ports\n```\n",
	    "report.en.md:3:4: unknown directive 'tabl'; did you mean 'table'?" },
	{ "fence without directive", TOP "```\nx\n```\n", "report.en.md:3:4: a fence without a directive" },
	{ "fence not closed", TOP "```when simulated\nx\n", "report.en.md:3:1: the fence is not closed" },
	{ "code block", TOP "    code\n",
	    "report.en.md:3:1: a code block cannot be printed; a directive begins in the first column" },
	{ "directive in a list", TOP "- a\n\n  ```toc\n  ```\n",
	    "report.en.md:5:1: a code block cannot be printed; a directive begins in the first column" },
	{ "text in a table", TOP "```table ports id=x caption=c\ntext\n```\n",
	    "report.en.md:3:1: table holds no text" },
	{ "unknown attribute", TOP "```table ports colums=rank" CAPT,
	    "report.en.md:3:16: table has no attribute 'colums'; did you mean 'columns'?" },
	{ "attribute twice", TOP "```table ports top=5 top=6" CAPT, "report.en.md:3:22: 'top' is given twice" },
	{ "quotation mark not closed", TOP "```table ports id=x caption=\"c\n```\n",
	    "report.en.md:3:29: the quotation mark is not closed" },
	{ "when without condition", TOP "```when\nx\n```\n", "report.en.md:3:8: when without its condition" },
	{ "unknown condition", TOP "```when gap\nx\n```\n",
	    "report.en.md:3:9: unknown placeholder 'gap'; did you mean 'gaps'?" },
	{ "unknown list of each", TOP "```each gap\nx\n```\n",
	    "report.en.md:3:9: unknown list 'gap'; did you mean 'gaps'?" },
	{ "unknown list and number of each", TOP "```each gap top=x\nx\n```\n",
	    "report.en.md:3:9: unknown list 'gap'; did you mean 'gaps'?" },
	{ "when inside when", TOP "````when simulated\n\n```when simulatd\nx\n```\n````\n",
	    "report.en.md:5:9: unknown placeholder 'simulatd'; did you mean 'simulated'?" },
	/* tables */
	{ "table without id", TOP "```table ports caption=c\n```\n", "report.en.md:3:4: table without id" },
	{ "sensors in no number", TOP "```figure kind=multiples items=sensors top=x" CAPT,
	    "report.en.md:3:44: top is a number from 1 to 20, not 'x'" },
	{ "notes of no kind", TOP "```figure items=ports notes=some" CAPT,
	    "report.en.md:3:29: notes is yes or no or full, not 'some'" },
	{ "figure without id", TOP "```figure items=ports caption=c\n```\n", "report.en.md:3:4: figure without id" },
	{ "figure without caption", TOP "```figure items=ports id=x\n```\n",
	    "report.en.md:3:4: figure without caption" },
	{ "figure without items", TOP "```figure" CAPT, "report.en.md:3:4: figure without items" },
	{ "unknown table", TOP "```table port" CAPT, "report.en.md:3:10: unknown table 'port'; did you mean 'ports'?" },
	{ "unknown column", TOP "```table ports columns=rank,previous_rnk" CAPT,
	    "report.en.md:3:29: table ports has no column 'previous_rnk'; did you mean 'previous_rank'?" },
	{ "days by sensor of what no highlight speaks of", TOP "```figure kind=heat items=22/tcp id=f caption=c\n```\n",
	    "report.en.md:3:27: the model has days by sensor only of items that a highlight speaks of" },
	{ "hours by sensor", TOP "```figure kind=multiples bin=hour items=22/tcp id=f caption=c\n```\n",
	    "report.en.md:3:30: sensors are shown by day" },
	{ "column of another table", TOP "```table regions columns=service" CAPT,
	    "report.en.md:3:26: table regions has no column 'service'" },
	{ "top is no number", TOP "```table ports top=five" CAPT,
	    "report.en.md:3:20: top is a number from 1 to 1000, not 'five'" },
	{ "table without rows", TOP "```table conflicts" CAPT,
	    "report.en.md:3:10: table conflicts has no rows in this quarter; put it into 'when conflicts'" },
	{ "id with a capital", TOP "```table ports id=Tab caption=c\n```\n",
	    "report.en.md:3:19: an id is of small letters, digits and hyphens, not 'Tab'" },
	/* figures */
	{ "unknown kind", TOP "```figure items=ports kind=pie" CAPT,
	    "report.en.md:3:28: kind is line or bar or flow or heat or multiples, not 'pie'" },
	{ "a time of ranks", TOP "```figure items=ports kind=flow bin=hour id=f caption=c\n```\n",
	    "report.en.md:3:37: ranks flow from quarter to quarter: no time, no scale" },
	{ "unknown bin", TOP "```figure items=ports bin=week" CAPT,
	    "report.en.md:3:27: bin is day or hour, not 'week'" },
	{ "unknown scale", TOP "```figure items=ports scale=ln" CAPT,
	    "report.en.md:3:29: scale is linear or log, not 'ln'" },
	{ "day outside the quarter", TOP "```figure items=ports from=2015-10-01" CAPT,
	    "report.en.md:3:28: from is a day of the quarter, like 2015-09-16, not '2015-10-01'" },
	{ "no such day", TOP "```figure items=ports to=2015-09-31" CAPT,
	    "report.en.md:3:26: to is a day of the quarter, like 2015-09-16, not '2015-09-31'" },
	{ "ends before it begins", TOP "```figure items=ports from=2015-09-16 to=2015-09-15" CAPT,
	    "report.en.md:3:42: the figure ends before it begins" },
	{ "no such item", TOP "```figure items=23/tcp,2323/tcp" CAPT,
	    "report.en.md:3:24: no item '2323/tcp' in this quarter; did you mean '23/tcp'?" },
	{ "item without series", TOP "```figure items=47/ip" CAPT,
	    "report.en.md:3:17: '47/ip' ranks below 20: the model has no series of it" },
	/* references */
	{ "unknown id", TOP "See [](#tab-prots).\n\n```table ports id=tab-ports caption=c\n```\n",
	    "report.en.md:3:8: no heading, table or figure has the id 'tab-prots'; did you mean 'tab-ports'?" },
	{ "id twice", TOP "## A {#x}\n\n```table ports" CAPT,
	    "report.en.md:5:19: the id 'x' stands already at report.en.md:3" },
	{ "note without mark", TOP "a\n\n[^x]: b\n", "report.en.md:5:1: the note '[^x]' has no mark in the text" },
	{ "mark without note", TOP "a[^advise] b[^advice]\n\n[^advice]: b\n",
	    "report.en.md:3:2: no note 'advise'; did you mean 'advice'?" },
	{ "note twice", TOP "a[^x]\n\n[^x]: b\n\n[^x]: c\n",
	    "report.en.md:7:1: the note '[^x]' stands already at report.en.md:5" },
	{ "marks but no list", TOP "a[^x]\n\n[^x]: b\n",
	    "report.en.md: notes are marked, but there is no references directive to list them" },
	{ "link to nowhere", TOP "[a](../x)", "report.en.md:3:5: a link leads to https://, http://, mailto: or #id" },
	{ "script in a link", TOP "[a](javascript:x)",
	    "report.en.md:3:5: a link leads to https://, http://, mailto: or #id" },
	/* what a template is not */
	{ "no title", "text\n", "report.en.md: no title: a document begins with '# words'" },
	{ "two titles", TOP "# Again\n", "report.en.md:3:1: a second title; sections begin with ##" },
	{ "heading that skips", TOP "## A\n\n#### B\n", "report.en.md:5:1: a heading of 4 # under one of 2" },
	{ "HTML", TOP "<div>x</div>\n", "report.en.md:3:1: HTML is not of a template" },
	{ "HTML in a line", TOP "a <b>x</b>\n", "report.en.md:3:3: HTML is not of a template" },
	{ "picture", TOP "![x](y.png)\n", "report.en.md:3:1: a picture cannot be printed; charts are made by figure" },
	{ "rule", TOP "a\n\n---\n", "report.en.md:5:1: a rule cannot be printed; a new page is begun by pagebreak" },
	{ "emphasis that does not open", TOP "a **b\n",
	    "report.en.md:3:3: '**' does not open or close here: put a space, or leave punctuation outside of it" },
	{ "not UTF-8", TOP "a\nb \xff\n", "report.en.md:4:1: not UTF-8" },
	/* slots */
	{ "required slot", TOP "```slot narrative required\n```\n",
	    "report.en.md:3:9: the edition folder must have the text 'narrative.en.md'" },
	{ "slot with a path", TOP "```slot ../x\n```\n",
	    "report.en.md:3:9: a slot's name is of small letters, digits and hyphens, not '../x'" },
};

static void
refuses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(Doc) doc = fixture_make(&fixture, fixture.en, cases[i].text, &error);

	g_assert_null(doc);
	g_assert_nonnull(error);
	g_assert_cmpstr(error->message, ==, cases[i].message);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
}

/* An error in a slot's text is told at the slot's file. */
static void
slot_has_its_place(void)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Doc) doc = NULL;

	fixture_write(&fixture, "edition.ini", "[edition]\ndate = 2015-10-29\n");
	fixture_write(&fixture, "narrative.en.md", "Fine.\n\nNot {{fine}}.\n");
	doc = fixture_make(&fixture, fixture.en, TOP "```slot narrative\n```\n", &error);
	g_assert_null(doc);
	g_assert_cmpstr(error->message, ==, "narrative.en.md:3:5: unknown placeholder 'fine'");
	fixture_remove(&fixture, "narrative.en.md");
	fixture_remove(&fixture, "edition.ini");
}

static const struct {
	const char *what, *ini, *message;
} editions[] = {
	{ "day that is none", "[edition]\ndate = 29.10.2015\n", "date is a day like 2015-10-29, not '29.10.2015'" },
	{ "key that is none", "[edition]\ndaet = 2015-10-29\n", "unknown key 'daet' in [edition]" },
	{ "not an ini file", "date\n", "Key file contains line" },
};

static void
edition_refused(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(Doc) doc = NULL;

	fixture_write(&fixture, "edition.ini", editions[i].ini);
	doc = fixture_make(&fixture, fixture.en, TOP, &error);
	g_assert_null(doc);
	g_assert_nonnull(strstr(error->message, "edition.ini: "));
	g_assert_nonnull(strstr(error->message, editions[i].message));
	fixture_remove(&fixture, "edition.ini");
}

/* No depth of nesting and no length of repetition takes the program down. */
static void
bounds_hold(void)
{
	g_autoptr(GString) nested = g_string_new(TOP), quotes = g_string_new(TOP), stars = g_string_new(TOP);
	const char *const texts[] = { "deeper than", "too deep", "too deep" };
	GString *const all[] = { nested, quotes, stars };

	for (int i = 60; i > 2; i--) {
		for (int n = 0; n < i; n++)
			g_string_append_c(nested, '`');
		g_string_append(nested, "when simulated\n");
	}
	g_string_append(nested, "x\n");
	for (int i = 3; i <= 60; i++) {
		for (int n = 0; n < i; n++)
			g_string_append_c(nested, '`');
		g_string_append_c(nested, '\n');
	}
	for (int i = 0; i < 500; i++)
		g_string_append(quotes, "> ");
	g_string_append(quotes, "x\n");
	for (int i = 0; i < 100; i++)
		g_string_append(stars, "*a **b ");
	for (int i = 0; i < 100; i++)
		g_string_append(stars, "c** d*");
	fixture.model->simulated = TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Doc) doc = fixture_make(&fixture, fixture.en, all[i]->str, &error);
		g_assert_null(doc);
		g_assert_nonnull(strstr(error->message, texts[i]));
	}
}

int
main(int argc, char **argv)
{
	ModelRow *row;
	int failed;

	g_test_init(&argc, &argv, NULL);
	fixture_open(&fixture);
	row = model_table_row(model_table(fixture.model, "port"), "47/ip");
	g_clear_pointer(&row->hours, g_free);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/doc/refuses/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(editions); i++) {
		g_autofree char *path = g_strdup_printf("/doc/edition/%s", editions[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), edition_refused);
	}
	g_test_add_func("/doc/slot has its place", slot_has_its_place);
	g_test_add_func("/doc/bounds hold", bounds_hold);
	failed = g_test_run();
	fixture_close(&fixture);
	return failed;
}
