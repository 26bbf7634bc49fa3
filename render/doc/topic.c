/*
 * topic.c: names in a sentence.  The longest name wins, and a name in letters is none within a longer word: India is not in
 * "Indiana", インド not in インドネシア.
 */
#include <string.h>
#include "topic.h"

typedef struct {
	char *text;
	Subject subject;
} Name;

struct Lexicon {
	const Facts *facts;
	GArray *all; /* of Name, the longest first */
};

enum { MOST_FIRST = 20 /* "the first twenty" */ };

/* Other names that prose has for regions. */
static const struct {
	const char *code, *name;
} aliases[] = {
	{ "US", "U.S." },
	{ "US", "US" },
	{ "US", "USA" },
	{ "US", "アメリカ" },
	{ "US", "アメリカ合衆国" },
	{ "GB", "UK" },
	{ "GB", "U.K." },
	{ "GB", "Britain" },
	{ "GB", "イギリス" },
	{ "KR", "Korea" },
	{ "KR", "大韓民国" },
	{ "CN", "中華人民共和国" },
	{ "NL", "Netherlands" },
	{ "VN", "Viet Nam" },
};

/* What prose calls the classes of observations. */
static const struct {
	const char *class, *name;
} classes[] = {
	{ "scan", "スキャン" },
	{ "scan", "scans" },
	{ "scan", "scanning" },
	{ "backscatter", "バックスキャッター" },
	{ "backscatter", "backscatter" },
	{ "backscatter", "Backscatter" },
	{ "survey", "調査スキャナー" },
	{ "survey", "調査" },
	{ "survey", "survey scanners" },
	{ "survey", "surveys" },
	{ "unclassified", "未分類" },
	{ "unclassified", "unclassified" },
};

/* What speaks of all that was received. */
static const char *const totals[] = { "全体", "総数", "合計", "総計", "のうち", "全パケット", "全センサー",
	"すべてのセンサー", "送信元アドレス", "パケット数は", "センサーは", "観測率", "除いた", "excluded", "left out",
	"in all", "in total", "total", "overall", "of all", "all sensors", "altogether", "of the", "source addresses",
	"coverage", "Coverage", NULL };

gboolean
speaks(const char *text, const char *words)
{
	return g_regex_match_simple(words, text, 0, 0);
}

gboolean
topic_has_names(const ModelTable *table)
{
	return !g_str_equal(table->name, "icmp") && !g_str_equal(table->name, TABLE_TOTAL);
}

static void
add(Lexicon *lexicon, const char *text, const Subject *subject)
{
	Name name = { g_strdup(text), *subject };

	if (*text)
		g_array_append_val(lexicon->all, name);
}

/* A port is named by its number and protocol, others by their names. */
static void
add_row(Lexicon *lexicon, const ModelTable *table, const ModelRow *row)
{
	const Subject subject = { SUBJECT_ROW, table->name, row, 0 };
	Value value = { .kind = VALUE_ITEM, .text = table->name, .item = row };
	g_autofree char *text = value_text(lexicon->facts, &value, NULL);
	char *bracket = text && g_str_equal(table->name, "port") ? strstr(text, " (") : NULL;

	if (bracket)
		*bracket = '\0';
	if (text)
		add(lexicon, text, &subject);
	for (gsize i = 0; g_str_equal(table->name, "region") && i < G_N_ELEMENTS(aliases); i++)
		if (g_str_equal(aliases[i].code, row->key))
			add(lexicon, aliases[i].name, &subject);
}

static void
add_sensors(Lexicon *lexicon)
{
	const Model *model = lexicon->facts->model;

	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];
		const Subject subject = { SUBJECT_SENSOR, NULL, sensor, 0 };

		add(lexicon, facts_sensor(lexicon->facts, sensor->name), &subject);
		add(lexicon, sensor->name, &subject);
	}
}

static void
add_classes(Lexicon *lexicon)
{
	const Model *model = lexicon->facts->model;

	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];
		const Subject subject = { SUBJECT_CLASS, NULL, class, 0 };

		for (gsize k = 0; k < G_N_ELEMENTS(classes); k++)
			if (g_str_equal(classes[k].class, class->name))
				add(lexicon, classes[k].name, &subject);
	}
}

static gint
longer(gconstpointer a, gconstpointer b)
{
	gsize x = strlen(((const Name *)a)->text), y = strlen(((const Name *)b)->text);

	return (x < y) - (x > y);
}

static void
clear_name(gpointer name)
{
	g_free(((Name *)name)->text);
}

Lexicon *
lexicon_new(const Facts *facts)
{
	static const Subject all = { SUBJECT_TOTAL, NULL, NULL, 0 };
	Lexicon *lexicon = g_new0(Lexicon, 1);

	lexicon->facts = facts;
	lexicon->all = g_array_new(FALSE, FALSE, sizeof(Name));
	g_array_set_clear_func(lexicon->all, clear_name);
	for (guint i = 0; i < facts->model->tables->len; i++) {
		const ModelTable *table = facts->model->tables->pdata[i];

		/* words for all packets are its own */
		for (guint k = 0; topic_has_names(table) && k < table->rows->len; k++)
			if (((const ModelRow *)table->rows->pdata[k])->rank > 0)
				add_row(lexicon, table, table->rows->pdata[k]);
	}
	add_sensors(lexicon);
	add_classes(lexicon);
	for (const char *const *total = totals; *total; total++)
		add(lexicon, *total, &all);
	g_array_sort(lexicon->all, longer);
	return lexicon;
}

void
lexicon_free(Lexicon *lexicon)
{
	if (!lexicon)
		return;
	g_array_unref(lexicon->all);
	g_free(lexicon);
}

/* --- in a text --------------------------------------------------------------------------- */

/* Letters that make longer words with others of their kind; 0: neither. */
static int
kind_of(gunichar letter)
{
	if (letter < 0x80)
		return g_ascii_isalnum((char)letter) ? 1 : 0;
	return (letter >= 0x30a1 && letter <= 0x30fa) || letter == 0x30fc ? 2 : 0; /* katakana and ー */
}

static gboolean
is_whole(const char *text, gsize from, gsize to)
{
	int first = kind_of(g_utf8_get_char(text + from));
	int last = kind_of(g_utf8_get_char(g_utf8_prev_char(text + to)));

	/* not "センサー1" in "センサー1日当たり" */
	if (g_ascii_isdigit(text[to - 1]) && g_regex_match_simple("^(?:日|台|件|時|分|倍|位|%|％)", text + to, 0, 0))
		return FALSE;
	return (from == 0 || !first || kind_of(g_utf8_get_char(g_utf8_prev_char(text + from))) != first) &&
	       (!text[to] || !last || kind_of(g_utf8_get_char(text + to)) != last);
}

static gboolean
overlaps(const GArray *mentions, gsize from, gsize to)
{
	for (guint i = 0; i < mentions->len; i++) {
		const Mention *mention = &g_array_index(mentions, Mention, i);
		if (from < mention->to && to > mention->from)
			return TRUE;
	}
	return FALSE;
}

static void
clear_mention(gpointer mention)
{
	g_free(((Mention *)mention)->name);
}

static void
find_name(const Name *name, const char *text, gsize from, gsize to, GArray *mentions)
{
	gsize length = strlen(name->text);

	for (const char *at = text + from; (at = strstr(at, name->text)) && at + length <= text + to; at += length) {
		gsize begin = (gsize)(at - text), end = begin + length;
		Mention mention = { name->subject, NULL, begin, end };

		if (!is_whole(text, begin, end) || overlaps(mentions, begin, end))
			continue;
		mention.name = g_strdup(name->text);
		g_array_append_val(mentions, mention);
	}
}

static int
number_of(const char *word)
{
	static const char *const words[] = { "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(words[i], word))
			return (int)i + 2;
	return (int)g_ascii_strtoll(word, NULL, 10);
}

/* "the first five ports", "上位5地域": of the tables of which that is said. */
static void
find_first(const Lexicon *lexicon, const char *text, gsize from, gsize to, GArray *mentions)
{
	static const char words[] = "上位 ?([0-9]+)|(?:[Ff]irst|[Tt]op|[Ll]eading) ([a-z]+|[0-9]+)\\b|"
				    "\\b([a-z]+|[0-9]+) (?:highest|largest|most|leading|first)";
	g_autoptr(GRegex) regex = g_regex_new(words, 0, 0, NULL);
	g_autofree char *sentence = g_strndup(text + from, to - from);
	g_autoptr(GMatchInfo) match = NULL;
	const Model *model = lexicon->facts->model;

	for (g_regex_match(regex, sentence, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *ja = g_match_info_fetch(match, 1), *en = g_match_info_fetch(match, 2);
		g_autofree char *after = g_match_info_fetch(match, 3);
		int n = number_of(ja && *ja ? ja : en && *en ? en : after);
		gint start, end;

		g_match_info_fetch_pos(match, 0, &start, &end);
		for (guint i = 0; n > 1 && n <= MOST_FIRST && i < model->tables->len; i++) {
			const ModelTable *table = model->tables->pdata[i];
			Mention mention = { { SUBJECT_FIRST, table->name, table, (guint)n }, NULL, from + (gsize)start,
				from + (gsize)end };

			mention.name = g_strndup(sentence + start, (gsize)(end - start));
			g_array_append_val(mentions, mention);
		}
	}
}

static gint
by_place(gconstpointer a, gconstpointer b)
{
	const Mention *first = a, *second = b;

	return (first->from > second->from) - (first->from < second->from);
}

GArray *
topic_find(const Lexicon *lexicon, const char *text, gsize from, gsize to)
{
	GArray *mentions = g_array_new(FALSE, FALSE, sizeof(Mention));

	g_array_set_clear_func(mentions, clear_mention);
	for (guint i = 0; i < lexicon->all->len; i++)
		find_name(&g_array_index(lexicon->all, Name, i), text, from, to, mentions);
	find_first(lexicon, text, from, to, mentions);
	g_array_sort(mentions, by_place);
	return mentions;
}

gboolean
topic_of(const Lexicon *lexicon, const ModelHighlight *highlight, Mention *mention)
{
	const ModelTable *table = model_table(lexicon->facts->model, highlight->table);
	const ModelRow *row = table ? model_table_row(table, highlight->item) : NULL;

	if (g_str_equal(highlight->table, TABLE_TOTAL)) {
		*mention = (Mention) { { SUBJECT_TOTAL, NULL, NULL, 0 }, g_strdup("all"), 0, 0 };
		return TRUE;
	}
	for (guint i = 0; row && i < lexicon->all->len; i++) {
		const Name *name = &g_array_index(lexicon->all, Name, i);

		if (name->subject.item != row)
			continue;
		*mention = (Mention) { name->subject, g_strdup(name->text), 0, 0 };
		return TRUE;
	}
	return FALSE;
}
