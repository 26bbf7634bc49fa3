/* test_check.c: words that the data contradict are found, at their place; the others are left alone. */
#include <string.h>
#include "check.h"
#include "doc_fixture.h"
#include "prose_sample.h"

static Fixture fixture;
static GPtrArray *both, *english, *japanese;

/* A narrative in English alone, and the one finding on it; NULL: none. */
static const struct {
	const char *what, *text, *finding;
} texts[] = {
	{ "a fact", "Packets to 23/TCP stayed at rank 1 with 17.2% of all.", NULL },
	{ "a fact that is rounded", "Packets to 23/TCP have risen. It was about 1.9 million packets.", NULL },
	{ "placeholders are not read", "In {{previous.days}}, {{port.1.packets}} packets.", NULL },
	{ "a date inside", "From September 24 on.", NULL },
	{ "links and code are not read", "See [it](https://example.org/2014/12/4711) and `4711`.", NULL },
	{ "a date after the quarter", "It lasted until October 8.",
	    "narrative.en.md:1:17: 'October 8' lies outside of the quarter 2015Q3" },
	{ "a date that was looked at", "It lasted until October 8. <!-- checked: October 8 -->", NULL },
	{ "a month before the quarter", "A line.\nAs in June,\nit rose.",
	    "narrative.en.md:2:7: 'June' lies outside of the quarter 2015Q3" },
	{ "a day that is none", "On September 31.", "narrative.en.md:1:4: 'September 31' is no day" },
	{ "a number that no fact gives", "There were 4,711 packets.",
	    "narrative.en.md:1:12: no fact of the quarter gives '4,711 packets'" },
	{ "a percentage that no fact gives", "It was 55.5% of all.",
	    "narrative.en.md:1:8: no fact of the quarter gives '55.5%'" },
	{ "a factor that no fact gives", "It rose to 77 times the level.",
	    "narrative.en.md:1:12: no fact of the quarter gives '77 times'" },
	{ "too many sensors", "Seen by 21 sensors.", "narrative.en.md:1:9: no fact of the quarter gives '21 sensors'" },
	{ "a rank that the table contradicts", "Packets to 0/ICMP came to 3rd place.",
	    "narrative.en.md:1:27: the tables contradict '3rd': 0/ICMP is at 2 (before: 4)" },
	{ "the other item's rank", "Packets from China took rank 2; so did the United States.",
	    "narrative.en.md:1:25: the tables contradict 'rank 2': China is at 1 (before: 1)" },
	{ "a region's rank", "China was at the 2nd place.",
	    "narrative.en.md:1:18: the tables contradict '2nd': China is at 1 (before: 1)" },
	{ "not the most", "Packets to 445/TCP were the most frequent.",
	    "narrative.en.md:1:29: the tables contradict 'most frequent': 445/TCP is at 3 (before: 2)" },
	{ "a figure that is not there", "See Figure 3.",
	    "narrative.en.md:1:5: there is no figure 3: the report has 2" },
	{ "a rank of the quarter before said to be now", "Packets to 0/ICMP rose to rank 4.",
	    "narrative.en.md:1:27: the tables contradict 'rank 4': 0/ICMP is at 2 (before: 4)" },
	{ "a rank in letters", "445/TCP is now second.",
	    "narrative.en.md:1:16: the tables contradict 'second': 445/TCP is at 3 (before: 2)" },
	{ "a number of another item below the tables", "Some port received 62,036 packets.",
	    "narrative.en.md:1:20: no fact of the quarter gives '62,036 packets'" },
	{ "more than there is", "It was more than 40 times the level.",
	    "narrative.en.md:1:8: no fact of the quarter gives 'more than 40 times'" },
	{ "a day of another year", "On July 1, 2014, it began.",
	    "narrative.en.md:1:4: 'July 1, 2014' lies outside of the quarter 2015Q3" },
	{ "a span that ends on no day", "From September 24 to 31.",
	    "narrative.en.md:1:6: 'September 24 to 31' is no day" },
	{ "the last of some figures", "See Figures 1 to 3.",
	    "narrative.en.md:1:5: there is no figure 3: the report has 2" },
	{ "a table that is not there", "See Table 9.", "narrative.en.md:1:5: there is no table 9: the report has 4" },
	{ "a mark that was typed", "As it is known (*1).",
	    "narrative.en.md:1:16: '(*1)' is a mark that leads nowhere: a note is [^name]" },
	{ "a date in a caption", "```table ports id=x caption=\"Since May 3\"\n```",
	    "narrative.en.md:1:36: 'May 3' lies outside of the quarter 2015Q3" },
};

static GPtrArray *
check_against(const Model *model, const GPtrArray *langs)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *findings = check_edition("templates/quarterly", fixture.folder, model, langs, &error);

	g_assert_no_error(error);
	return findings;
}

static GPtrArray *
check(const GPtrArray *langs)
{
	return check_against(fixture.model, langs);
}

/* The same of a narrative in Japanese. */
static const struct {
	const char *what, *text, *finding;
} japanese_texts[] = {
	{ "日付", "10月8日まで続きました。", "narrative.ja.md:1:1: '10月8日' lies outside of the quarter 2015Q3" },
	{ "前の期の月", "4月から増えています。", "narrative.ja.md:1:1: '4月' lies outside of the quarter 2015Q3" },
	{ "件数", "合計は4,711件でした。", "narrative.ja.md:1:4: no fact of the quarter gives '4,711件'" },
	{ "全角の件数", "合計は４，７１１件でした。",
	    "narrative.ja.md:1:4: no fact of the quarter gives '４，７１１件'" },
	{ "割合", "全体の55.5%でした。", "narrative.ja.md:1:4: no fact of the quarter gives '55.5%'" },
	{ "倍率", "前四半期の約77倍でした。", "narrative.ja.md:1:6: no fact of the quarter gives '約77倍'" },
	{ "台数", "21台のセンサーで観測しました。", "narrative.ja.md:1:1: no fact of the quarter gives '21台'" },
	{ "順位", "0/ICMP宛は3位でした。",
	    "narrative.ja.md:1:9: the tables contradict '3位': 0/ICMP is at 2 (before: 4)" },
	{ "上がった順位", "0/ICMP宛は4位に上がりました。",
	    "narrative.ja.md:1:9: the tables contradict '4位': 0/ICMP is at 2 (before: 4)" },
	{ "図", "図3を参照してください。", "narrative.ja.md:1:1: there is no figure 3: the report has 2" },
	{ "注", "公表されています※1。", "narrative.ja.md:1:9: '※1' is a mark that leads nowhere: a note is [^name]" },
};

/* A reference without its mark and a mark without its reference are errors of the text, which end the check. */
static const struct {
	const char *what, *text, *message;
} references[] = {
	{ "a mark without a reference", "Known[^alert].", "narrative.en.md:1:6: no note 'alert'" },
	{ "a reference without a mark", "Known.\n\n[^alert]: An alert",
	    "narrative.en.md:3:1: the note '[^alert]' has no mark in the text" },
	{ "a figure by its name", "See [](#fig-none).",
	    "narrative.en.md:1:8: no heading, table or figure has the id 'fig-none'" },
};

/* The one finding on a file of the edition; NULL: there is none. */
static void
find_one(const char *file, const char *text, const GPtrArray *langs, const char *want)
{
	g_autoptr(GPtrArray) findings = NULL;

	fixture_write(&fixture, file, text);
	findings = check(langs);
	g_assert_cmpstr(findings->len ? findings->pdata[0] : NULL, ==, want);
	g_assert_cmpuint(findings->len, ==, want != NULL);
	fixture_remove(&fixture, file);
}

static void
finds(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);

	find_one("narrative.en.md", texts[i].text, english, texts[i].finding);
}

static void
finds_in_japanese(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);

	find_one("narrative.ja.md", japanese_texts[i].text, japanese, japanese_texts[i].finding);
}

static void
refuses_references(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) findings = NULL;

	fixture_write(&fixture, "narrative.en.md", references[i].text);
	findings = check_edition("templates/quarterly", fixture.folder, fixture.model, english, &error);
	g_assert_null(findings);
	g_test_message("%s", error->message);
	g_assert_true(g_str_has_prefix(error->message, references[i].message));
	fixture_remove(&fixture, "narrative.en.md");
}

static void
finds_nothing(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(Model) model = sample_model();
	g_autoptr(GPtrArray) findings = NULL;

	prose_know(model);
	fixture_write(&fixture, "narrative.ja.md", true_words[i].ja);
	fixture_write(&fixture, "narrative.en.md", true_words[i].en);
	findings = check_against(model, both);
	for (guint k = 0; k < findings->len; k++)
		g_test_message("%s", (char *)findings->pdata[k]);
	g_assert_cmpuint(findings->len, ==, 0);
	fixture_remove(&fixture, "narrative.ja.md");
	fixture_remove(&fixture, "narrative.en.md");
}

/* A highlight that runs to October 8 makes this a day of the report, and no later one. */
static void
follows_events_past_the_end(void)
{
	ModelHighlight *highlight = fixture.model->highlights->pdata[0];
	gint64 to = highlight->to;

	highlight->to = SAMPLE_END + 8 * 86400;
	find_one("narrative.en.md", "It rose from September 24 to early October, until October 8.", english, NULL);
	find_one("narrative.en.md", "It lasted until October 9.", english,
	    "narrative.en.md:1:17: 'October 9' lies outside of the quarter 2015Q3");
	highlight->to = to;
}

static const char *const disagreements[] = {
	"phenomena.ja.md:1:1: there is no phenomena.en.md",
	"narrative.ja.md:1:1: narrative.en.md does not say '9月16日'",
	"narrative.ja.md:1:15: narrative.en.md does not say '23/TCP'",
	"narrative.ja.md:1:33: narrative.en.md does not say '19台'",
	"narrative.ja.md:3:1: narrative.en.md does not say '[^a]'",
	"narrative.en.md:1:4: narrative.ja.md does not say 'September 17'",
	"narrative.en.md:1:39: narrative.ja.md does not say '20 sensors'",
	"narrative.en.md:3:1: narrative.ja.md does not say 'x'",
};

static void
languages_must_agree(void)
{
	g_autoptr(GPtrArray) findings = NULL;

	fixture_write(&fixture, "narrative.ja.md",
	    "9月16日から、17.2%が23/TCP宛でした[^a]。ほかの19台です。\n\n[^a]: 2014年の資料\n");
	fixture_write(&fixture, "narrative.en.md",
	    "On September 17, 17.2% went there, to 20 sensors.\n\n```figure items=ports id=x caption=c\n```\n");
	fixture_write(&fixture, "phenomena.ja.md", "### 現象\n\nありました。\n");
	findings = check(both);
	for (guint i = 0; i < findings->len && i < G_N_ELEMENTS(disagreements); i++)
		g_assert_cmpstr(findings->pdata[i], ==, disagreements[i]);
	g_assert_cmpuint(findings->len, ==, G_N_ELEMENTS(disagreements));
	fixture_remove(&fixture, "narrative.ja.md");
	fixture_remove(&fixture, "narrative.en.md");
	fixture_remove(&fixture, "phenomena.ja.md");
}

/* The name by which the draft calls a highlight. */
static char *
name_in(const char *draft, const char *id)
{
	g_autofree char *head = g_strdup_printf("## %s [", id);
	const char *at = strstr(draft, head);

	g_assert_nonnull(at);
	at += strlen(head);
	return g_strndup(at, strcspn(at, "]"));
}

/* Rewritten highlights and answers are prose too. */
static void
own_words_are_checked(gconstpointer data)
{
	static const char *const want[] = { "ja: no fact of 1900/UDP gives '4,711件'", "en does not say '4,711件'" };
	g_autoptr(GError) error = NULL;
	g_autofree char *draft = check_draft(NULL, fixture.model, both, &error), *name = name_in(draft, "h1");
	g_autofree char *ini = g_strdup_printf("[%s]\n%s", name, (const char *)data);
	g_autoptr(GPtrArray) findings = NULL;

	g_assert_no_error(error);
	fixture_write(&fixture, "highlights.ini", ini);
	findings = check(both);
	g_assert_cmpuint(findings->len, ==, G_N_ELEMENTS(want));
	for (guint i = 0; i < findings->len; i++) {
		g_autofree char *line = g_strdup_printf("highlights.ini: [%s] %s", name, want[i]);
		g_assert_cmpstr(findings->pdata[i], ==, line);
	}
	fixture_remove(&fixture, "highlights.ini");
}

/* What the editor accepts or rewrites is printed with his answers, what he has left open with a mark; both are told. */
static void
editor_decides(void)
{
	static const char text[] = "# T\n\n```each highlights\n{{highlight.remark}}\n```\n";
	static const char *const want[] = { "[port 1900/udp change 2015-09-24] cause.ja is open",
		"no decision on [signature SYNful Knock newcomer 2015-09-14]",
		"[port 1/tcp burst 2015-07-01] is no highlight of this quarter",
		"it was found in the counts alone; record it with teiten gap" };
	g_autoptr(GError) error = NULL;
	g_autofree char *draft = check_draft(NULL, fixture.model, both, &error), *ini = NULL, *again = NULL;
	g_autofree char *first = name_in(draft, "h1"), *second = name_in(draft, "h2"), *third = name_in(draft, "h3");
	g_autoptr(Doc) en = NULL, ja = NULL;
	g_autoptr(GPtrArray) open = NULL;

	ini = g_strdup_printf("[%s]\ndecision = accept\ncause.en = We know it.\n[%s]\ndecision = reject\nreason = "
			      "chance\n[%s]\ndecision = rewrite\nen = Own words.\nja = 自分の言葉。\n"
			      "[port 1/tcp burst 2015-07-01]\ndecision = accept\n",
	    first, second, third);
	fixture_write(&fixture, "highlights.ini", ini);
	en = fixture_make(&fixture, fixture.en, text, &error);
	ja = fixture_make(&fixture, fixture.ja, text, &error);
	g_assert_no_error(error);
	g_assert_true(g_str_has_suffix(fixture_block(en, BLOCK_PARAGRAPH, 0)->text->utf8, " We know it."));
	g_assert_true(g_str_has_suffix(fixture_block(ja, BLOCK_PARAGRAPH, 0)->text->utf8, "《要確認：変化の原因》"));
	g_assert_cmpstr(fixture_block(en, BLOCK_PARAGRAPH, 1)->text->utf8, ==, "Own words.");
	g_assert_true(g_str_has_prefix(
	    fixture_block(en, BLOCK_PARAGRAPH, 2)->text->utf8, "[Undecided] Packets of signature “SYNful Knock”"));
	g_assert_null(fixture_block(en, BLOCK_PARAGRAPH, 3));
	open = check_decisions(fixture.folder, fixture.model, both, &error);
	g_assert_cmpuint(open->len, ==, G_N_ELEMENTS(want));
	for (guint i = 0; i < open->len; i++)
		g_assert_true(g_str_has_suffix(open->pdata[i], want[i]));
	again = check_draft(fixture.folder, fixture.model, both, &error);
	g_assert_nonnull(strstr(again, "decision: reject (chance)"));
	g_assert_nonnull(strstr(again, "自分の言葉。"));
	g_assert_nonnull(strstr(again, "> cause.en: the cause of the change = We know it."));
	fixture_remove(&fixture, "highlights.ini");
}

/* Without an editor nothing is decided: all is printed, and marked. */
static void
nobody_decides(void)
{
	static const char text[] = "# T\n\n```each highlights\n{{highlight.remark}}\n```\n";
	g_autoptr(GError) error = NULL;
	g_autoptr(Doc) doc = fixture_make(&fixture, fixture.ja, text, &error);
	g_autoptr(GPtrArray) open = check_decisions(NULL, fixture.model, both, &error);

	g_assert_no_error(error);
	for (guint i = 0; i < fixture.model->highlights->len; i++)
		g_assert_true(g_str_has_prefix(fixture_block(doc, BLOCK_PARAGRAPH, i)->text->utf8, "【未定】"));
	g_assert_cmpuint(open->len, ==, 2);
	g_assert_cmpstr(open->pdata[0], ==, "highlights.ini: there is none (4 undecided)");
}

/* A silence that nobody recorded, or not at its times, is set right before it is printed; a lossy sensor is only told. */
static void
asks_for_records(void)
{
	ModelHealth *outage = fixture.model->health->pdata[2];
	const ModelHealth kept = *outage;
	g_autoptr(GPtrArray) open = NULL;

	outage->differs = TRUE;
	outage->found_from = outage->from - 7200;
	outage->found_to = outage->to;
	open = check_decisions(NULL, fixture.model, both, NULL);
	*outage = kept;
	g_assert_cmpuint(open->len, ==, 3);
	g_assert_cmpstr(open->pdata[1], ==,
	    "outage of s07 from 2015-08-03T00:00:00+09:00 to 2015-08-05T00:00:00+09:00: it was found in the counts "
	    "alone; record it with teiten gap");
	g_assert_cmpstr(open->pdata[2], ==,
	    "outage of all sensors from 2015-09-20T14:50:00+09:00 to 2015-09-24T09:20:00+09:00: silence was found from "
	    "2015-09-20T12:50:00+09:00 to 2015-09-24T09:20:00+09:00; correct it with teiten gap");
}

/* What the editor is asked, by kind and scope. */
static const struct {
	const char *kind, *scope, *questions;
} asked[] = {
	{ "burst", "wide", "cause" },
	{ "shift", "wide", "cause advice" },
	{ "newscan", "wide", "intent advice" },
	{ "newscan", "few", "intent extent" },
	{ "burst", "single", "extent" },
	{ "decline", "few", "extent" },
	{ "decline", "wide", "cause" },
	{ "mover", "undetermined", "cause" },
};

static void
asks_by_kind_and_scope(void)
{
	ModelHighlight *highlight = fixture.model->highlights->pdata[0];
	const ModelHighlight kept = *highlight;

	for (gsize i = 0; i < G_N_ELEMENTS(asked); i++) {
		g_autofree char *draft = NULL;
		g_autoptr(GString) questions = g_string_new(NULL);
		g_auto(GStrv) lines = NULL;

		highlight->kind = (char *)asked[i].kind;
		highlight->scope = (char *)asked[i].scope;
		draft = check_draft(NULL, fixture.model, english, NULL);
		*strstr(draft, "## h2") = '\0';
		lines = g_strsplit(draft, "\n", -1);
		for (char **line = lines; *line; line++)
			if (g_str_has_prefix(*line, "> "))
				g_string_append_printf(questions, "%s%.*s", questions->len ? " " : "",
				    (int)strcspn(*line + 2, "."), *line + 2);
		g_assert_cmpstr(questions->str, ==, asked[i].questions);
	}
	*highlight = kept;
}

static const struct {
	const char *ini, *message;
} decisions[] = {
	{ "[x]\ndecision = maybe\n", "highlights.ini: [x]: decision is accept, reject or rewrite" },
	{ "[x]\ndecision = reject\n", "highlights.ini: [x]: a rejection needs its reason" },
	{ "[x]\ndecision = rewrite\nja = x\n", "highlights.ini: [x]: a rewriting needs its words, en = ..." },
	{ "[x]\ndecision = accept\nwhy = x\n", "highlights.ini: [x]: unknown key 'why'" },
	{ "[x]\ndecision = accept\ncause.fr = x\n", "highlights.ini: [x]: unknown key 'cause.fr'" },
	{ "[x]\ndecision = accept\ncause = chance\n",
	    "highlights.ini: [x]: cause is none, or its words are cause.en and so on" },
};

static void
refuses_decisions(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(decisions); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Doc) doc = NULL;

		fixture_write(&fixture, "highlights.ini", decisions[i].ini);
		doc = fixture_make(&fixture, fixture.en, "# T\n", &error);
		g_assert_null(doc);
		g_assert_true(g_str_has_suffix(error->message, decisions[i].message));
	}
	fixture_remove(&fixture, "highlights.ini");
}

int
main(int argc, char **argv)
{
	int failed;

	g_test_init(&argc, &argv, NULL);
	fixture_open(&fixture);
	fixture_write(&fixture, "edition.ini", "[edition]\n");
	both = g_ptr_array_new();
	english = g_ptr_array_new();
	japanese = g_ptr_array_new();
	g_ptr_array_add(both, fixture.ja);
	g_ptr_array_add(both, fixture.en);
	g_ptr_array_add(english, fixture.en);
	g_ptr_array_add(japanese, fixture.ja);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *path = g_strdup_printf("/check/finds/%s", texts[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), finds);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(japanese_texts); i++) {
		g_autofree char *path = g_strdup_printf("/check/finds in Japanese/%s", japanese_texts[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), finds_in_japanese);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(references); i++) {
		g_autofree char *path = g_strdup_printf("/check/refuses/%s", references[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses_references);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(true_words); i++) {
		g_autofree char *path = g_strdup_printf("/check/finds nothing/%s", true_words[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), finds_nothing);
	}
	g_test_add_func("/check/follows events past the end", follows_events_past_the_end);
	g_test_add_func("/check/languages must agree", languages_must_agree);
	g_test_add_func("/check/editor decides", editor_decides);
	g_test_add_func("/check/asks by kind and scope", asks_by_kind_and_scope);
	g_test_add_func("/check/nobody decides", nobody_decides);
	g_test_add_func("/check/asks for records", asks_for_records);
	g_test_add_data_func("/check/own words are checked",
	    "decision = rewrite\nja = 4,711件でした。\nen = There were some.\n", own_words_are_checked);
	g_test_add_data_func("/check/answers are checked",
	    "decision = accept\ncause.ja = 4,711件でした。\ncause.en = There were some.\n", own_words_are_checked);
	g_test_add_func("/check/refuses decisions", refuses_decisions);
	failed = g_test_run();
	fixture_remove(&fixture, "edition.ini");
	fixture_close(&fixture);
	g_ptr_array_unref(both);
	g_ptr_array_unref(english);
	g_ptr_array_unref(japanese);
	return failed;
}
