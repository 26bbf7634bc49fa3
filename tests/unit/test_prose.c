/*
 * test_prose.c: how well wrong numbers are told from true ones.  Every number of true sentences is changed by one in its last
 * digit, doubled and exchanged for the next number of its kind; nothing is found in the sentences as they are.
 */
#include <math.h>
#include <string.h>
#include "../../render/doc/claim.h"
#include "../../render/doc/support.h"
#include "doc_fixture.h"
#include "prose_sample.h"

enum { ASKED = 95 /* [%] of the wrong numbers to be told */ };

/* How a number is made wrong. */
typedef enum { MADE_LESS, MADE_MORE, MADE_DOUBLE, MADE_ANOTHER, MADE } Made;
static const char *const made_names[] = { "last digit less", "last digit more", "doubled", "another's" };

typedef struct {
	guint all, told;
} Tally;

static Fixture fixture;
static Support *supports[2];
static const char *const languages[] = { "ja", "en" };

static const char *
words_of(gsize i, gsize language)
{
	return language ? true_words[i].en : true_words[i].ja;
}

/* The first thing that is wrong with a passage, which the caller owns; NULL. */
static char *
doubt(const char *passage, gsize language)
{
	g_autoptr(GArray) claims = claims_find(languages[language], passage);
	g_autoptr(GPtrArray) doubts = support_doubts(supports[language], passage, claims, NULL);

	for (guint i = 0; i < doubts->len; i++)
		if (doubts->pdata[i])
			return g_strdup(doubts->pdata[i]);
	return NULL;
}

static void
finds_nothing(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);

	for (gsize language = 0; language < 2; language++) {
		g_autofree char *found = doubt(words_of(i, language), language);
		g_assert_cmpstr(found, ==, NULL);
	}
}

static void
asks_nothing(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *ja = doubt(other_words[i].ja, 0), *en = doubt(other_words[i].en, 1);

	g_assert_cmpstr(ja, ==, NULL);
	g_assert_cmpstr(en, ==, NULL);
}

/* What is wrong without a number, or with one that no sentence above has. */
static const struct {
	const char *lang, *words, *doubt;
} wrong_words[] = {
	{ "en", "445/TCP was the top port.", "the tables contradict 'top port': 445/TCP is at 3 (before: 2)" },
	{ "en", "0/ICMP fell to No. 4.", "the tables contradict 'No. 4': 0/ICMP is at 2 (before: 4)" },
	{ "en", "The United States overtook China.",
	    "the tables contradict 'overtook': United States is at 2 (before: 2), China is at 1 (before: 1)" },
	{ "en", "China overtook the United States.",
	    "the tables contradict 'overtook': China is at 1 (before: 1), United States is at 2 (before: 2)" },
	{ "en", "Russia ranked higher than Taiwan.",
	    "the tables contradict 'ranked higher than': Russia is at 4 (before: 3), Taiwan is at 3 (before: 4)" },
	{ "en", "Packets to 445/TCP doubled.", "no fact of 445/TCP gives 'doubled'" },
	{ "en", "Half of all packets went to 23/TCP.", "no fact of 23/TCP gives 'Half of all'" },
	{ "en", "23/TCP decreased from the previous quarter.",
	    "no fact of 23/TCP gives 'decreased from the previous quarter'" },
	{ "en", "It ended on 3 Oct.", "'3 Oct' lies outside of the quarter 2015Q3" },
	{ "en", "In the fourth quarter of 2015 it rose.",
	    "'fourth quarter of 2015' is neither the quarter 2015Q3 nor the one before" },
	{ "en", "As figure 9 shows, it rose.", "there is no figure 9: the report has 2" },
	{ "en", "Three sensors received 1900/UDP.", "no fact of 1900/UDP gives 'Three sensors'" },
	{ "en", "From 24:01 on September 24.", "'24:01' is no time of a day" },
	{ "en", "Packets to 65536/TCP rose.", "'65536/TCP' is no port" },
	{ "en", "On Monday, September 24, it rose.", "'Monday, September 24' is another day of the week" },
	{ "en", "1900/UDP is at rank 7; without this sensor it would be at rank 19.",
	    "the tables contradict 'rank 19': without what was told of it, the rank is 20" },
	{ "en", "Packets from the U.S. came to 2,976,687.", "no fact of U.S. gives '2,976,687'" },
	{ "en", "The outage lasted five days.", "no fact of the quarter gives 'five days'" },
	{ "en", "The share of 23/TCP is 2.0 points lower.", "no fact of 23/TCP gives '2.0 points'" },
	{ "en", "23/TCP received 6.0% fewer packets.", "no fact of 23/TCP gives '6.0%'" },
	{ "ja", "1番多かったのは445/TCPでした。", "the tables contradict '1番多': 445/TCP is at 3 (before: 2)" },
	{ "ja", "トップは445/TCPでした。", "the tables contradict 'トップ': 445/TCP is at 3 (before: 2)" },
	{ "ja", "二位は445/TCPでした。", "the tables contradict '二位': 445/TCP is at 3 (before: 2)" },
	{ "ja", "米国が中国を抜いて1位となりました。",
	    "the tables contradict 'を抜い': 米国 is at 2 (before: 2), 中国 is at 1 (before: 1)" },
	{ "ja", "445/TCPは倍増しました。", "no fact of 445/TCP gives '倍増'" },
	{ "ja", "23/TCP宛のパケットは前四半期から減少しました。", "no fact of 23/TCP gives '前四半期から減少'" },
	{ "ja", "全体の過半数が中国からでした。", "no fact of 中国 gives '過半数'" },
	{ "ja", "10/3に終息しました。", "'10/3' lies outside of the quarter 2015Q3" },
	{ "ja", "2015.10.3に終息しました。", "'2015.10.3' lies outside of the quarter 2015Q3" },
	{ "ja", "平成26年7月1日に始まりました。", "'平成26年7月1日' lies outside of the quarter 2015Q3" },
	{ "ja", "9月24日（月）に増加しました。", "'9月24日（月）' is another day of the week" },
	{ "ja", "25時10分に始まりました。", "'25時10分' is no time of a day" },
	{ "ja", "第4四半期に増加しました。", "'第4四半期' is neither the quarter 2015Q3 nor the one before" },
	{ "ja", "詳しくは注1を参照してください。", "'注1' is a mark that leads nowhere: a note is [^name]" },
	{ "en", "53413/UDP remained at 14th.", "the tables contradict '14th': 53413/UDP is at 15 (before: 14)" },
	{ "en", "445/TCP stayed second.", "the tables contradict 'stayed second': 445/TCP is at 3 (before: 2)" },
	{ "en", "The three most frequent ports were 23/TCP, 445/TCP and 22/TCP.",
	    "the tables contradict 'three most': 22/TCP is at 4 (before: 3)" },
	{ "en", "1433/TCP entered the top five.",
	    "the tables contradict 'entered the top five': 1433/TCP is at 5 (before: 5)" },
	{ "en", "53/UDP dropped out of the top ten.",
	    "the tables contradict 'out of the top ten': 53/UDP is at 10 (before: 10)" },
	{ "en", "Observation was interrupted from September 20 to 25.",
	    "'September 20 to 25' is of no time without data" },
	{ "en", "From 14:55 on September 20 there were no data.", "'14:55' is of no time without data" },
	{ "ja", "445/TCPは2位のままでした。", "the tables contradict '2位': 445/TCP is at 3 (before: 2)" },
	{ "ja", "前四半期と同じく、22/TCPは4位でした。", "the tables contradict '4位': 22/TCP is at 4 (before: 3)" },
	{ "ja", "上位3ポートは23/TCP、445/TCP、22/TCPでした。",
	    "the tables contradict '上位3': 22/TCP is at 4 (before: 3)" },
	{ "ja", "1433/TCPは上位5位に入りました。",
	    "the tables contradict '上位5位に入': 1433/TCP is at 5 (before: 5)" },
	{ "ja", "観測は9月20日から25日まで停止しました。", "'9月20日から25日' is of no time without data" },
	{ "ja", "インドネシアからのパケットは358,474件でした。", "no fact of the quarter gives '358,474件'" },
	{ "ja", "国内の16台のセンサーで観測しました。", "no fact of the quarter gives '16台'" },
};

static void
tells_wrong_words(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *found = doubt(wrong_words[i].words, g_str_equal(wrong_words[i].lang, "en"));

	g_assert_cmpstr(found, ==, wrong_words[i].doubt);
}

/* --- made wrong -------------------------------------------------------------------------- */

/* The number in a claim's words: "1,870" of "約1,870件"; its place in them. */
static char *
number_in(const char *words, gsize *at)
{
	*at = strcspn(words, "0123456789");
	return g_strndup(words + *at, strspn(words + *at, "0123456789.,"));
}

static gboolean
is_number(const Claim *claim)
{
	gsize at;
	g_autofree char *number = number_in(claim->text, &at);

	if (!*number)
		return FALSE;
	switch (claim->kind) {
	case CLAIM_RANK:
	case CLAIM_PERCENT:
	case CLAIM_FACTOR:
	case CLAIM_SENSORS:
	case CLAIM_SPAN:
	case CLAIM_POINTS:
		return TRUE;
	case CLAIM_COUNT:
	case CLAIM_NUMBER:
		return claim->value > 10;
	default:
		return FALSE;
	}
}

/* The last digit that is not a round number's 0, one less or more: "470,000" becomes "480,000". */
static char *
step(const char *number, int by)
{
	char *changed = g_strdup(number);
	gsize i = strlen(changed);
	gboolean decimal = strchr(number, '.') != NULL;

	while (i > 0 && (!g_ascii_isdigit(changed[i - 1]) || (!decimal && changed[i - 1] == '0')))
		i--;
	if (i == 0)
		return changed;
	if (changed[i - 1] + by < '0' || changed[i - 1] + by > '9')
		by = -by;
	changed[i - 1] = (char)(changed[i - 1] + by);
	return changed;
}

static char *
twice(const char *number)
{
	g_auto(GStrv) parts = g_strsplit(number, ",", -1);
	g_autofree char *plain = g_strjoinv("", parts);
	const char *point = strchr(plain, '.');

	return g_strdup_printf("%.*f", point ? (int)strlen(point + 1) : 0, 2 * g_ascii_strtod(plain, NULL));
}

/* The number of the next claim of the kind, in this sentence or in those that follow. */
static char *
another(gsize sentence, gsize language, guint claim, ClaimKind kind, const char *number)
{
	for (gsize i = 0; i < G_N_ELEMENTS(true_words); i++) {
		g_autoptr(GArray) claims =
		    claims_find(languages[language], words_of((sentence + i) % G_N_ELEMENTS(true_words), language));

		for (guint k = i ? 0 : claim + 1; k < claims->len; k++) {
			const Claim *other = &g_array_index(claims, Claim, k);
			gsize at;
			g_autofree char *its = number_in(other->text, &at);

			if (other->kind == kind && is_number(other) && !g_str_equal(its, number))
				return g_steal_pointer(&its);
		}
	}
	return g_strdup(number);
}

static char *
make_wrong(Made made, gsize sentence, gsize language, guint i, const Claim *claim, const char *number)
{
	switch (made) {
	case MADE_LESS:
		return step(number, -1);
	case MADE_MORE:
		return step(number, 1);
	case MADE_DOUBLE:
		return twice(number);
	default:
		return another(sentence, language, i, claim->kind, number);
	}
}

static void
try_wrong(gsize sentence, gsize language, const GArray *claims, guint i, Tally *tallies)
{
	const char *words = words_of(sentence, language);
	const Claim *claim = &g_array_index(claims, Claim, i);
	gsize at;
	g_autofree char *number = number_in(claim->text, &at);

	for (Made made = 0; made < MADE; made++) {
		g_autofree char *wrong = make_wrong(made, sentence, language, i, claim, number);
		g_autofree char *text = g_strdup_printf(
		    "%.*s%s%s", (int)(claim->from + at), words, wrong, words + claim->from + at + strlen(number));
		g_autofree char *found = doubt(text, language);

		if (g_str_equal(wrong, number))
			continue;
		tallies[made].all++;
		tallies[made].told += found != NULL;
		if (!found)
			g_test_message("not told (%s, %s for %s): %s", made_names[made], wrong, number, text);
	}
}

static void
tells_wrong_numbers(void)
{
	Tally tallies[MADE] = { 0 }, sum = { 0, 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(true_words); i++)
		for (gsize language = 0; language < 2; language++) {
			g_autoptr(GArray) claims = claims_find(languages[language], words_of(i, language));

			for (guint k = 0; k < claims->len; k++)
				if (is_number(&g_array_index(claims, Claim, k)))
					try_wrong(i, language, claims, k, tallies);
		}
	for (Made made = 0; made < MADE; made++) {
		g_test_message("%s: %u of %u told", made_names[made], tallies[made].told, tallies[made].all);
		sum.all += tallies[made].all;
		sum.told += tallies[made].told;
	}
	g_test_message("%u of %u wrong numbers told", sum.told, sum.all);
	g_assert_cmpuint(sum.all, >, 600);
	g_assert_cmpuint(100 * sum.told, >=, ASKED * sum.all);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GTimeZone) zone = NULL;
	Facts facts[2];
	int failed;

	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	fixture_open(&fixture);
	prose_know(fixture.model);
	zone = zone_load(fixture.model->time_zone, &error);
	g_assert_no_error(error);
	for (gsize i = 0; i < 2; i++) {
		const Lang *lang = i ? fixture.en : fixture.ja;

		facts[i] = (Facts) { fixture.model, lang, edition_open(NULL, lang, zone, NULL), zone };
		supports[i] = support_new(&facts[i], 2, 4);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(true_words); i++) {
		g_autofree char *path = g_strdup_printf("/prose/finds nothing in %s", true_words[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), finds_nothing);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(other_words); i++) {
		g_autofree char *path = g_strdup_printf("/prose/asks nothing of %s", other_words[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), asks_nothing);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(wrong_words); i++) {
		g_autofree char *path = g_strdup_printf("/prose/tells wrong words %zu", i);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), tells_wrong_words);
	}
	g_test_add_func("/prose/tells wrong numbers", tells_wrong_numbers);
	failed = g_test_run();
	for (gsize i = 0; i < 2; i++) {
		support_free(supports[i]);
		edition_free((Edition *)facts[i].edition);
	}
	fixture_close(&fixture);
	return failed;
}
