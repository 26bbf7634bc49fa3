/* test_doc.c: what a template becomes: numbers, references, cells, series, in both languages. */
#include <string.h>
#include "doc_fixture.h"

static Fixture fixture;

#define TOP "# T\n\n*S*\n\n"

/* A document that must come out. */
static Doc *
made(const Lang *lang, const char *text)
{
	g_autoptr(GError) error = NULL;
	Doc *doc = fixture_make(&fixture, lang, text, &error);

	g_assert_no_error(error);
	return doc;
}

/* The first paragraph's words of a template in both languages. */
static const struct {
	const char *what, *text, *ja, *en;
} words[] = {
	{ "quarter", "{{quarter.name}} {{quarter.year}} {{quarter.number}}", "2015Q3 2015 3", "2015Q3 2015 3" },
	{ "days", "{{quarter.days}}", "2015年7月1日～9月30日", "July 1 – September 30, 2015" },
	{ "months", "{{quarter.months}}", "2015年7月～9月", "July – September 2015" },
	{ "first and last day", "{{quarter.start}}/{{quarter.end}}", "2015年7月1日/2015年9月30日",
	    "July 1, 2015/September 30, 2015" },
	{ "previous quarter", "{{previous.name}}: {{previous.days}}", "2015Q2: 2015年4月1日～6月30日",
	    "2015Q2: April 1 – June 30, 2015" },
	{ "zone", "{{zone}} {{zone.name}}", "Asia/Tokyo 日本標準時", "Asia/Tokyo Japan Standard Time" },
	{ "sensors", "{{total.sensors}}", "20", "20" },
	{ "item by rank", "{{port.1.name}}", "23/TCP (telnet)", "23/TCP (telnet)" },
	{ "port without a service", "{{port.53413/udp.name}}", "53413/UDP", "53413/UDP" },
	{ "ICMP", "{{port.0/icmp.name}}", "0/ICMP", "0/ICMP" },
	{ "ICMP by type", "{{icmp.8/icmp.name}}", "ICMP タイプ 8", "ICMP type 8" },
	{ "another protocol", "{{port.47/ip.name}}", "IP プロトコル 47", "IP protocol 47" },
	{ "region by code", "{{region.US.name}}", "米国", "United States" },
	{ "label with a space", "{{signature.SYNful Knock.name}}", "SYNful Knock", "SYNful Knock" },
	{ "previous rank", "{{port.0/icmp.previous-rank}}", "4", "4" },
	{ "outside the ranking", "{{port.53413/udp.previous-rank}}", "圏外", "outside top 10" },
	{ "not observed", "{{region.IR.previous-rank}}", "観測なし", "not observed" },
	{ "none of a kind is zero", "{{region.reserved.packets}}", "0", "0" },
	{ "database", "{{geo.type}} {{geo.date}}", "country ipv4 2015年4月1日", "country ipv4 April 1, 2015" },
	{ "in emphasis and code", "*{{quarter.name}}* `{{zone}}`", "2015Q3 Asia/Tokyo", "2015Q3 Asia/Tokyo" },
	{ "spaces in the braces", "{{ quarter.name }}", "2015Q3", "2015Q3" },
	{ "lines join by script", "a\nb\n日\n本\nc", "a b日本c", "a b日本c" },
	{ "comment", "a<!-- {{nothing}} -->b", "ab", "ab" },
	{ "when", "```when quarter.name\nyes\n```", "yes", "yes" },
	{ "when not", "```when conflicts\nyes\n```\n\nno", "no", "no" },
	{ "unless", "```unless conflicts\nno\n```", "no", "no" },
	{ "when of an item that is not there", "```when signature.none.packets\nyes\n```\n\nno", "no", "no" },
	{ "conditions in a paragraph", "a.\n```when simulated\nb.\n```\n```unless simulated\nc.\n```\nd.", "a. b. d.",
	    "a. b. d." },
	{ "each", "```each outages\n{{outage.span}}\n```", "2015年9月20日14時50分から9月24日9時20分",
	    "14:50 on September 20 to 09:20 on September 24, 2015" },
	{ "each in each", "````each outages\n```each ports top=1\n{{port.name}} {{outage.sensor}}\n```\n````",
	    "23/TCP (telnet) 全センサー", "23/TCP (telnet) All sensors" },
};

static void
says(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *text = g_strconcat(TOP, words[i].text, NULL);
	g_autoptr(Doc) ja = made(fixture.ja, text), en = made(fixture.en, text);

	g_assert_cmpstr(fixture_block(ja, BLOCK_PARAGRAPH, 0)->text->utf8, ==, words[i].ja);
	g_assert_cmpstr(fixture_block(en, BLOCK_PARAGRAPH, 0)->text->utf8, ==, words[i].en);
}

static void
numbers_itself(void)
{
	static const char text[] =
	    TOP "See [](#b), [](#deep), [](#t), [](#f), [here](#t).\n\n## A\n\n## B {#b}\n\n### C\n\n"
		"### D {#deep}\n\n```table ports id=t caption=c\n```\n\n"
		"```figure items=ports id=f caption=c\n```\n\n## E\n\n### F\n";
	static const char *const numbers[] = { "1", "2", "2.1", "2.2", "3", "3.1" };
	g_autoptr(Doc) ja = made(fixture.ja, text), en = made(fixture.en, text);
	const RichText *paragraph = fixture_block(en, BLOCK_PARAGRAPH, 0)->text;

	g_assert_cmpstr(en->title, ==, "T");
	g_assert_cmpstr(en->subtitle, ==, "S");
	g_assert_cmpstr(en->running, ==, "T, S (simulated data)");
	for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
		g_assert_cmpstr(fixture_block(en, BLOCK_HEADING, i)->number, ==, numbers[i]);
	g_assert_cmpstr(paragraph->utf8, ==, "See Section 2, Section 2.2, Table 1, Figure 1, here.");
	g_assert_cmpstr(fixture_block(ja, BLOCK_PARAGRAPH, 0)->text->utf8, ==, "See 2 節, 2.2 節, 表 1, 図 1, here.");
	g_assert_cmpstr(g_array_index(paragraph->spans, TextSpan, 2).link, ==, "#t");
	g_assert_cmpstr(fixture_block(en, BLOCK_TABLE, 0)->text->utf8, ==, "Table 1. c");
	g_assert_cmpstr(fixture_block(ja, BLOCK_FIGURE, 0)->text->utf8, ==, "図 1　c");
	g_assert_cmpstr(paragraph->place, ==, "report.en.md:5");
}

/* Notes are numbered by their first mark, over template, slot and repetition; each knows its marks. */
static void
lists_references(void)
{
	static const char text[] = TOP "a[^two]\n\n```slot narrative\n```\n\nc[^two] d[^one]\n\n```references\n```\n\n"
				       "[^one]: One <https://example.org/1>\n\n[^two]: Two\n";
	g_autoptr(Doc) doc = NULL;
	const Block *list, *paragraph;
	const ListItem *item;
	const TextSpan *span;

	fixture_write(&fixture, "edition.ini", "[edition]\ndate = 2015-10-29\n[en]\nauthor = Us\n");
	fixture_write(&fixture, "narrative.en.md", "b[^three]\n\n[^three]: Three\n");
	doc = made(fixture.en, text);
	list = fixture_block(doc, BLOCK_REFERENCES, 0);
	g_assert_cmpuint(list->items->len, ==, 3);
	item = list->items->pdata[0];
	g_assert_cmpstr(item->label, ==, "(1)");
	g_assert_cmpstr(item->id, ==, "note:1");
	g_assert_cmpuint(item->back->len, ==, 2);
	g_assert_cmpstr(item->back->pdata[1], ==, "mark:1:2");
	g_assert_cmpstr(((Block *)item->blocks->pdata[0])->text->utf8, ==, "Two");
	item = list->items->pdata[1];
	g_assert_cmpstr(((Block *)item->blocks->pdata[0])->text->utf8, ==, "Three");
	paragraph = fixture_block(doc, BLOCK_PARAGRAPH, 1);
	g_assert_cmpstr(paragraph->text->utf8, ==, "b(2)");
	g_assert_cmpstr(paragraph->text->place, ==, "narrative.en.md:1");
	span = &g_array_index(paragraph->text->spans, TextSpan, 0);
	g_assert_true(span->raised);
	g_assert_cmpstr(span->link, ==, "#note:2");
	g_assert_cmpstr(doc->author, ==, "Us");
	fixture_remove(&fixture, "narrative.en.md");
	fixture_remove(&fixture, "edition.ini");
}

/* Whatever a fact holds, it is text. */
static void
data_is_no_markup(void)
{
	static const char evil[] = "**a** [b](#c) `d` [^e] {{f}} <g> | # h";
	g_autofree char *ini = g_strdup_printf("[edition]\n[en]\nword = %s\n", evil);
	g_autoptr(Doc) doc = NULL;
	const RichText *text;

	fixture_write(&fixture, "edition.ini", ini);
	doc = made(fixture.en, TOP "{{edition.word}}\n\n| {{edition.word}} | B |\n|---|--:|\n| x | y |\n");
	text = fixture_block(doc, BLOCK_PARAGRAPH, 0)->text;
	g_assert_cmpstr(text->utf8, ==, evil);
	g_assert_cmpuint(text->spans->len, ==, 0);
	g_assert_cmpstr(fixture_cell(fixture_block(doc, BLOCK_TABLE, 0), 0, 0), ==, evil);
	g_assert_cmpint(fixture_block(doc, BLOCK_TABLE, 0)->table->align[1], ==, ALIGN_RIGHT);
	fixture_remove(&fixture, "edition.ini");
}

static const char *const port_cells[][3] = {
	{ "順位", "宛先ポート番号", "前四半期の順位" },
	{ "1", "23/TCP (telnet)", "1" },
	{ "2", "0/ICMP", "4" },
	{ "3", "445/TCP (microsoft-ds)", "2" },
	{ "4", "22/TCP (ssh)", "3" },
	{ "5", "1433/TCP (ms-sql-s)", "5" },
};

static void
tabulates(void)
{
	g_autoptr(Doc) ja = made(fixture.ja, TOP "```table ports top=5 id=t caption=c\n```\n");
	g_autoptr(Doc) en = made(
	    fixture.en, TOP "```table ports top=9 depth=5 columns=port,previous_rank,packets id=t caption=c\n```\n");
	const Block *block = fixture_block(ja, BLOCK_TABLE, 0);
	const ModelRow *row = model_table(fixture.model, "port")->rows->pdata[0];
	g_autofree char *packets = lang_count(fixture.en, row->packets);

	g_assert_cmpuint(block->table->rows->len, ==, 5);
	g_assert_cmpuint(block->table->columns, ==, 3);
	for (guint i = 0; i < G_N_ELEMENTS(port_cells); i++)
		for (guint j = 0; j < 3; j++)
			g_assert_cmpstr(fixture_cell(block, i, j), ==, port_cells[i][j]);
	g_assert_cmpstr(block->table->data, ==, "data/ports.csv");
	g_assert_cmpint(block->table->align[0], ==, ALIGN_RIGHT);
	g_assert_cmpint(block->table->align[1], ==, ALIGN_LEFT);
	block = fixture_block(en, BLOCK_TABLE, 0);
	g_assert_cmpstr(fixture_cell(block, 1, 2), ==, packets);
	g_assert_cmpstr(fixture_cell(block, 7, 1), ==, "outside top 5");
}

/* Items that share the last rank are all printed. */
static void
keeps_ties(void)
{
	ModelTable *table = model_table(fixture.model, "port");
	ModelRow *row = table->rows->pdata[5];
	g_autoptr(Doc) doc = NULL;
	gint64 rank = row->rank;

	row->rank = 5;
	doc = made(fixture.en, TOP "```table ports top=5 id=t caption=c\n```\n");
	g_assert_cmpuint(fixture_block(doc, BLOCK_TABLE, 0)->table->rows->len, ==, 6);
	g_assert_cmpstr(fixture_cell(fixture_block(doc, BLOCK_TABLE, 0), 6, 0), ==, "5");
	row->rank = rank;
}

static void
plots_days(void)
{
	g_autoptr(Doc) doc = made(fixture.en, TOP "```figure items=ports top=2 id=f caption=c\n```\n");
	const Chart *chart = fixture_block(doc, BLOCK_FIGURE, 0)->chart;
	const ModelRow *row = model_table(fixture.model, "port")->rows->pdata[0];
	const ChartSeries *series = chart->series->pdata[0];
	const ChartGap *gap = chart->gaps->pdata[0];
	gint64 sum = 0;

	g_assert_cmpuint(chart->bins, ==, 92);
	g_assert_cmpint(chart->edges[0], ==, SAMPLE_START);
	g_assert_cmpint(chart->edges[92], ==, SAMPLE_END);
	g_assert_cmpuint(chart->series->len, ==, 2);
	g_assert_cmpstr(series->key, ==, "23/tcp");
	for (gsize day = 0; day < 92; day++) {
		gint64 hours = 0;
		for (gsize hour = 0; hour < 24; hour++)
			hours += row->hours[day * 24 + hour];
		g_assert_cmpint(series->packets[day], ==, hours);
		sum += hours;
	}
	g_assert_cmpint(sum, ==, row->packets);
	g_assert_cmpint(chart->states[0], ==, POINT_OBSERVED);
	g_assert_cmpint(chart->states[33], ==, POINT_PARTIAL); /* one sensor silent */
	g_assert_cmpint(chart->states[81], ==, POINT_PARTIAL); /* September 20, 14:50 */
	g_assert_cmpint(chart->states[82], ==, POINT_MISSING);
	g_assert_cmpint(chart->states[85], ==, POINT_PARTIAL);
	g_assert_cmpuint(chart->gaps->len, ==, 1); /* that of the sensor breaks no line */
	g_assert_cmpint(gap->from, ==, SAMPLE_OUT);
	g_assert_cmpstr(gap->label, ==, "No data\nSep 20, 14:50 –\nSep 24, 09:20");
	g_assert_cmpstr(chart->unit, ==, "Packets per day");
	g_assert_cmpstr(chart->zone, ==, "Asia/Tokyo");
}

static void
plots_a_window(void)
{
	g_autoptr(Doc) doc = made(fixture.ja, TOP "```figure kind=bar items=\"signature:SYNful "
						  "Knock,23/tcp,region:CN\" from=2015-09-22 to=2015-09-30 bin=hour "
						  "scale=log split=yes id=f caption=c alt=\"{{quarter.name}}\"\n```\n");
	const Block *block = fixture_block(doc, BLOCK_FIGURE, 0);
	const Chart *chart = block->chart;
	const ChartGap *gap = chart->gaps->pdata[0];

	g_assert_cmpuint(chart->bins, ==, 9 * 24);
	g_assert_true(chart->logarithmic && chart->split && chart->kind == CHART_BAR);
	g_assert_cmpint(gap->from, ==, chart->edges[0]); /* clipped */
	g_assert_cmpint(gap->to, ==, SAMPLE_BACK);
	g_assert_cmpint(chart->states[0], ==, POINT_MISSING);
	g_assert_cmpint(chart->states[57], ==, POINT_PARTIAL);
	g_assert_cmpint(chart->states[58], ==, POINT_OBSERVED);
	g_assert_cmpstr(((ChartSeries *)chart->series->pdata[2])->label, ==, "中国");
	g_assert_cmpstr(block->alt, ==, "2015Q3");
}

/* An event of a plotted item is a note of its figure; a rank that moved is none. */
static void
notes_events(void)
{
	ModelHighlight *highlight = fixture.model->highlights->pdata[0];
	char *kind = highlight->kind, *scope = highlight->scope, *sensor = highlight->sensor, *text;
	g_autoptr(Doc) doc = NULL, without = NULL, mover = NULL;
	const Chart *chart;
	const ChartNote *note;

	text =
	    g_strdup_printf(TOP "```figure items=\"%s:%s\" id=f caption=c\n```\n", highlight->table, highlight->item);
	highlight->kind = (char *)"mover";
	mover = made(fixture.en, text);
	highlight->kind = (char *)"burst";
	highlight->scope = (char *)"single";
	highlight->sensor = (char *)"elsewhere";
	highlight->share = 995;
	highlight->rank_without = highlight->rank + 3;
	doc = made(fixture.en, text);
	g_free(text);
	text = g_strdup_printf(
	    TOP "```figure items=\"%s:%s\" notes=no id=f caption=c\n```\n", highlight->table, highlight->item);
	without = made(fixture.en, text);
	g_free(text);
	highlight->kind = kind;
	highlight->scope = scope;
	highlight->sensor = sensor;
	highlight->share = highlight->rank_without = 0;

	chart = fixture_block(doc, BLOCK_FIGURE, 0)->chart;
	g_assert_cmpuint(chart->notes->len, ==, 1);
	note = chart->notes->pdata[0];
	g_assert_cmpstr(note->mark, ==, "a");
	g_assert_cmpint(note->series, ==, 0);
	g_assert_cmpint(note->from, ==, highlight->from);
	g_assert_nonnull(
	    strstr(note->label, "Burst (99.5% of the change at one sensor, elsewhere); without that the rank is "));
	g_assert_cmpuint(fixture_block(without, BLOCK_FIGURE, 0)->chart->notes->len, ==, 0);
	g_assert_cmpuint(fixture_block(mover, BLOCK_FIGURE, 0)->chart->notes->len, ==, 0);
}

/* Ranks: the first of both quarters, one below the table as 0; nothing of time may be asked. */
static void
plots_ranks(void)
{
	g_autoptr(Doc) doc = made(fixture.en, TOP "```figure kind=flow items=ports top=3 id=f caption=c\n```\n");
	const Chart *chart = fixture_block(doc, BLOCK_FIGURE, 0)->chart;

	g_assert_cmpint(chart->kind, ==, CHART_FLOW);
	g_assert_cmpuint(chart->bins, ==, 2);
	g_assert_cmpint(chart->edges[1], ==, SAMPLE_START);
	g_assert_cmpuint(chart->series->len, >=, 3);
	for (guint i = 0; i < chart->series->len; i++) {
		const ChartSeries *series = chart->series->pdata[i];
		const ModelRow *row = model_table_row(model_table(fixture.model, "port"), series->key);

		g_assert_cmpint(series->packets[0], ==, MAX(row->previous_rank, 0));
		g_assert_cmpint(series->packets[1], ==, row->rank);
		g_assert_true(row->rank <= 3 || row->previous_rank <= 3);
	}
}

/* A label is a key; the edition names it. */
static void
names_signatures(void)
{
	g_autoptr(Doc) doc = NULL;
	const Chart *chart;

	fixture_write(&fixture, "edition.ini", "[en]\nsignature.SYNful Knock = Search for SYNful Knock\n");
	doc = made(fixture.en, TOP "```figure items=\"signature:SYNful Knock\" id=f caption=c\n```\n");
	chart = fixture_block(doc, BLOCK_FIGURE, 0)->chart;
	g_assert_cmpstr(((ChartSeries *)chart->series->pdata[0])->label, ==, "Search for SYNful Knock");
	fixture_remove(&fixture, "edition.ini");
}

static void
sets_lists_and_quotes(void)
{
	g_autoptr(Doc) doc = made(fixture.en,
	    TOP "> q\n\n- a\n- b\n  1. c\n\n3. d\n\n```note\nsmall\n```\n\n```pagebreak\n```\n\n```toc\n```\n");
	const Block *list = fixture_block(doc, BLOCK_LIST, 0), *ordered = fixture_block(doc, BLOCK_LIST, 1);
	const ListItem *second = list->items->pdata[1];

	g_assert_cmpstr(fixture_block(doc, BLOCK_QUOTE, 0)->text->utf8, ==, "q");
	g_assert_cmpstr(second->label, ==, "•");
	g_assert_cmpuint(second->blocks->len, ==, 2);
	g_assert_cmpint(((Block *)second->blocks->pdata[1])->kind, ==, BLOCK_LIST);
	g_assert_cmpstr(((ListItem *)ordered->items->pdata[0])->label, ==, "3.");
	g_assert_cmpstr(fixture_block(doc, BLOCK_NOTE, 0)->text->utf8, ==, "small");
	g_assert_nonnull(fixture_block(doc, BLOCK_PAGEBREAK, 0));
	g_assert_nonnull(fixture_block(doc, BLOCK_TOC, 0));
}

/* Every kind of highlight has its sentences. */
static void
remarks_on_every_kind(void)
{
	static const char *const kinds[] = { "mover", "newcomer", "departed", "change", "burst", "shift", "period",
		"ramp", "newscan", "decline", "intermittent" };
	static const char *const scopes[] = { "wide", "few", "single", "undetermined" };
	ModelHighlight *highlight = fixture.model->highlights->pdata[0];
	char *kind = highlight->kind, *scope = highlight->scope;

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(Doc) ja = NULL, en = NULL;

		highlight->kind = (char *)kinds[i];
		highlight->scope = (char *)scopes[i % 4];
		highlight->sensors = 3;
		ja = made(fixture.ja, TOP "```each highlights\n{{highlight.remark}}\n```\n");
		en = made(fixture.en, TOP "```table highlights id=t caption=c\n```\n");
		g_assert_nonnull(
		    strstr(fixture_block(ja, BLOCK_PARAGRAPH, 0)->text->utf8, "1900/UDP (ssdp) 宛のパケット"));
	}
	highlight->kind = kind;
	highlight->scope = scope;
}

/* A factor that one digit would print as 0 says what it is below. */
static void
prints_small_factors(void)
{
	static const struct {
		gint64 factor; /* [1/1000] */
		const char *ja, *en;
	} cases[] = { { 50, "約 0.1 倍", "about 0.1 times" }, { 49, "0.1 倍未満", "less than 0.1 times" },
		{ 1, "0.1 倍未満", "less than 0.1 times" }, { 24300, "約 24 倍", "about 24 times" } };
	ModelHighlight *highlight = fixture.model->highlights->pdata[0];
	gint64 factor = highlight->factor;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		static const char text[] = TOP "```each highlights\n{{highlight.remark}}\n```\n";
		g_autoptr(Doc) first = NULL, second = NULL;

		highlight->factor = cases[i].factor;
		first = made(fixture.ja, text);
		second = made(fixture.en, text);
		g_assert_nonnull(strstr(fixture_block(first, BLOCK_PARAGRAPH, 0)->text->utf8, cases[i].ja));
		g_assert_nonnull(strstr(fixture_block(second, BLOCK_PARAGRAPH, 0)->text->utf8, cases[i].en));
	}
	highlight->factor = factor;
}

int
main(int argc, char **argv)
{
	int failed;

	g_test_init(&argc, &argv, NULL);
	fixture_open(&fixture);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autofree char *path = g_strdup_printf("/doc/says/%s", words[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), says);
	}
	g_test_add_func("/doc/numbers itself", numbers_itself);
	g_test_add_func("/doc/lists references", lists_references);
	g_test_add_func("/doc/data is no markup", data_is_no_markup);
	g_test_add_func("/doc/tabulates", tabulates);
	g_test_add_func("/doc/keeps ties", keeps_ties);
	g_test_add_func("/doc/plots days", plots_days);
	g_test_add_func("/doc/plots a window", plots_a_window);
	g_test_add_func("/doc/notes events", notes_events);
	g_test_add_func("/doc/plots ranks", plots_ranks);
	g_test_add_func("/doc/names signatures", names_signatures);
	g_test_add_func("/doc/sets lists and quotes", sets_lists_and_quotes);
	g_test_add_func("/doc/remarks on every kind", remarks_on_every_kind);
	g_test_add_func("/doc/prints small factors", prints_small_factors);
	failed = g_test_run();
	fixture_close(&fixture);
	return failed;
}
