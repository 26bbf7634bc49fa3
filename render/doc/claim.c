/*
 * claim.c: patterns of a language over a passage.  They are tried in their order, and what one has matched is
 * gone for the others: a date is no number, an identifier is nothing at all.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "claim.h"

/* May is a month only where something before or after it says so. */
#define MAY       "(?<=[Ii]n |[Oo]f |[Ss]ince |[Ff]rom |[Uu]ntil |[Bb]y |[Oo]n |early |late |during )May|May(?= [0-9])"
#define MONTHS    "January|February|March|April|(?:" MAY ")|June|July|August|September|October|November|December"
#define ORDINALS  "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
#define CARDINALS "one|two|three|four|five|six|seven|eight|nine|ten"
#define NUMBER    "(?<n>[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?)"
#define MYRIADS   "(?:(?<man>[0-9][0-9,]*) ?万 ?)?" /* "16万" of "16万2000" */
#define BEGIN     "(?<![A-Za-z0-9])"                /* a word's, where Japanese stands beside it as well */
#define END       "(?![A-Za-z0-9])"
#define ABOUT_EN                                                                                 \
	"(?:(?<about>about|around|roughly|some|approximately|nearly|almost|over|more than|less " \
	"than|under|at least|at most|up to) )?"
#define ABOUT_JA  "(?<about>約|およそ|ほぼ)? ?"
#define BOUND_JA  "(?: ?(?<bound>を超え|を上回|以上|超|を下回|以下|未満|弱|強|余|近く))?"
#define BEFORE_EN "(?! (?:place )?(?:in|of) the (?:previous|last))" /* after a rank that is not this quarter's */

typedef struct {
	ClaimKind kind;
	const char *regex;
} Pattern;

/*
 * Groups: y m d of a date, month by name, n a number, big what it is multiplied by, word a number in letters, also a second
 * one ("September 24 to 30"), about and bound what lets it be inexact (roughs), now of a rank.
 */
static const Pattern common[] = {
	{ CLAIM_NONE, "https?://[^ 、。）)>]+" },
	{ CLAIM_MARK,
	    "※ ?[0-9]+|\\*[0-9]+(?![0-9.]*[*])|\\(\\*[0-9]*\\)|（[*＊][0-9]*）|(?<![\\]\\w])\\[[0-9]+\\](?![(\\[:])" },
	{ CLAIM_PORT, BEGIN "[0-9]{1,5}/(?:TCP|UDP|ICMP)" END },
	{ CLAIM_DAY, BEGIN "(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})" END },
	{ CLAIM_NONE, "[0-9]{1,2}:[0-9]{2}" },
	{ CLAIM_NONE, BEGIN "[0-9]+(?:\\.[0-9]+){2,}(?:/[0-9]+)?" },
	{ CLAIM_NONE, "/[0-9]{1,3}" END },
	{ CLAIM_NONE, "[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]*[0-9][A-Za-z0-9]*)+" },
	{ CLAIM_NONE, BEGIN "(?:RFC|AS|IOS|Windows(?: "
			    "Server)?|Android|Linux|[Vv]ersions?|[Vv]er\\.|バージョン|IPv|protocol|プロトコル) "
			    "?[0-9]+(?:\\.[0-9]+)*" },
	{ CLAIM_NONE, "[A-Za-z]+[0-9][A-Za-z0-9]*|[0-9]+(?!st|nd|rd|th)[A-Za-z][A-Za-z0-9]*" },
};

static const Pattern japanese[] = {
	{ CLAIM_NONE, "第 ?[0-9] ?四半期" },
	{ CLAIM_DAY, "(?:(?<y>[0-9]{4}) ?年 ?)?(?<m>[0-9]{1,2}) ?月 ?(?<d>[0-9]{1,2}) ?日?(?:～|〜|から|、|と) "
		     "?(?<also>[0-9]{1,2}) ?日(?!間)" },
	{ CLAIM_DAY, "(?:(?<y>[0-9]{4}) ?年 ?)?(?<m>[0-9]{1,2}) ?月 ?(?<d>[0-9]{1,2}) ?日" },
	{ CLAIM_MONTH,
	    "(?:(?<y>[0-9]{4}) ?年 ?)?(?<m>[0-9]{1,2}) ?月?(?:～|〜|から) ?(?<also>[0-9]{1,2}) ?月(?![0-9 ]*日)" },
	{ CLAIM_MONTH, "(?:(?<y>[0-9]{4}) ?年 ?)?(?<m>[0-9]{1,2}) ?月(?:上旬|中旬|下旬|初旬|末|初め|半ば|頃)?" },
	{ CLAIM_NONE, "[0-9]{4} ?年度?|平成 ?[0-9]+ ?年度?|令和 ?[0-9]+ ?年度?" },
	{ CLAIM_NONE, "[0-9]{1,2} ?時(?!間)(?: ?[0-9]{1,2} ?分)?" },
	{ CLAIM_NONE, "[0-9][0-9,.]* "
		      "?(?:日(?!間)|週間?|か月間?|カ月間?|分(?!間)|秒間?|年間|つ|社|章|節|項|番|回目|ビット|バイト)" },
	{ CLAIM_SPAN, ABOUT_JA NUMBER " ?(?<big>日間|時間|分間)" BOUND_JA },
	{ CLAIM_POINTS, ABOUT_JA NUMBER " ?(?:%|％|パーセント)? ?ポイント" BOUND_JA },
	{ CLAIM_NONE, "ポート(?:番号)? ?[0-9]+" },
	{ CLAIM_FIGURE, "図 ?(?<n>[0-9]+)(?: ?[～〜] ?(?<also>[0-9]+))?" },
	{ CLAIM_TABLE, "表 ?(?<n>[0-9]+)(?: ?[～〜] ?(?<also>[0-9]+))?" },
	{ CLAIM_RANK, "(?<n>[0-9]+) ?位(?<now>へ|に(?:なり|な[っる]|上が|上昇|下が|後退|入|浮上))?" },
	{ CLAIM_RANK, "(?<first>最も多(?!(?:い|かった)(?:日|月|時|センサ))|最多|首位)" },
	{ CLAIM_PERCENT, ABOUT_JA NUMBER " ?(?:%|％|パーセント|(?<big>割))" BOUND_JA },
	{ CLAIM_FACTOR, ABOUT_JA NUMBER " ?倍" BOUND_JA },
	{ CLAIM_COUNT, ABOUT_JA MYRIADS NUMBER " ?(?<big>万|億)? ?(?:件|パケット|アドレス|ホスト)" BOUND_JA },
	{ CLAIM_SENSORS, ABOUT_JA NUMBER " ?台" },
	{ CLAIM_NUMBER, ABOUT_JA MYRIADS NUMBER " ?(?<big>万|億)?" BOUND_JA },
};

static const Pattern english[] = {
	{ CLAIM_DAY, "\\b(?<month>" MONTHS ") (?<d>[0-9]{1,2})(?: to | and | through | until | – "
		     "|–|-)(?<also>[0-9]{1,2})\\b(?!,?[0-9]| %|%)(?:, (?<y>[0-9]{4}))?" },
	{ CLAIM_DAY, "\\b(?<month>" MONTHS ") (?<d>[0-9]{1,2})\\b(?:, (?<y>[0-9]{4}))?" },
	{ CLAIM_DAY, "\\b(?<d>[0-9]{1,2}) (?<month>" MONTHS ")\\b(?: (?<y>[0-9]{4}))?" },
	{ CLAIM_MONTH, "\\b(?<month>" MONTHS ")\\b(?: (?<y>[0-9]{4}))?" },
	{ CLAIM_FIGURE, "\\b(?:Figures?|Figs?\\.) ?(?<n>[0-9]+)(?:(?: and | to | – |–|-)(?<also>[0-9]+))?" },
	{ CLAIM_TABLE, "\\bTables? ?(?<n>[0-9]+)(?:(?: and | to | – |–|-)(?<also>[0-9]+))?" },
	{ CLAIM_NONE, "\\bSections? ?[0-9.]+|\\b[Pp]orts? [0-9]+(?:(?:,| and|, and) [0-9]+)*" },
	{ CLAIM_NONE, "\\b[0-9][0-9,.]*[ -](?:second|week|month|year|bit|byte)s?\\b" },
	{ CLAIM_SPAN, ABOUT_EN "(?:" NUMBER "|\\b(?<word>" CARDINALS "))[ -](?<big>minute|hour|day)s?\\b" },
	{ CLAIM_POINTS, ABOUT_EN NUMBER " (?:percentage )?points?\\b" },
	{ CLAIM_RANK,
	    "(?<now>(?<!compared )\\bto )?\\brank(?:ed|s)? (?:at |as )?(?:number )?(?:(?<n>[0-9]+)|(?<word>" ORDINALS
	    "))\\b" BEFORE_EN },
	{ CLAIM_RANK, "(?<now>(?<!compared )\\bto (?:the )?)?\\b(?:(?<n>[0-9]+)(?:st|nd|rd|th)|(?<word>" ORDINALS
		      ") (?:place|rank|position))\\b" BEFORE_EN },
	{ CLAIM_RANK, "\\b(?:rank(?:ed|s)? (?:at |as )?(?:number "
		      ")?)?(?:(?<![0-9,.])(?<n>[0-9]{1,2})(?:st|nd|rd|th)?|(?<word>" ORDINALS
		      "))(?: place)?(?= (?:in|of) the (?:previous|last) quarter)" },
	{ CLAIM_RANK, "\\b(?:(?<now>now )|came |comes |from )(?<word>" ORDINALS ")\\b" },
	{ CLAIM_RANK, "\\b(?<word>" ORDINALS ")[- ](?:most|largest|highest)\\b" },
	{ CLAIM_RANK, "\\b(?<first>most (?:frequent|packets|common))" },
	{ CLAIM_PERCENT, ABOUT_EN NUMBER " ?(?:%|percent|per cent)" },
	{ CLAIM_FACTOR, ABOUT_EN NUMBER "(?: times|-fold)\\b" },
	{ CLAIM_COUNT,
	    ABOUT_EN NUMBER "(?: (?<big>thousand|million))? (?:source addresses|addresses|packets|hosts)\\b" },
	{ CLAIM_SENSORS, ABOUT_EN "(?:" NUMBER "|\\b(?<word>" CARDINALS ")) (?:\\w+ )?sensors?\\b" },
	{ CLAIM_NONE, "\\b(?:19|20)[0-9]{2}\\b" },
	{ CLAIM_NUMBER, ABOUT_EN NUMBER "(?: (?<big>thousand|million))?" },
};

static const struct {
	const char *lang;
	const Pattern *patterns;
	gsize n;
} languages[] = {
	{ "ja", japanese, G_N_ELEMENTS(japanese) },
	{ "en", english, G_N_ELEMENTS(english) },
};

/* --- wide letters ------------------------------------------------------------------------ */

/* A passage with its full-width digits and letters in ASCII, as the patterns read them. */
typedef struct {
	const char *whole; /* the passage itself */
	char *text;
	gsize *at; /* [bytes of text + 1] where each byte stands in whole */
} Narrowed;

/* "９" is "9", "ＴＣＰ" "TCP", "／" "/"; brackets and other signs stay. */
static gunichar
narrow_of(gunichar wide)
{
	gunichar plain = wide - 0xfee0; /* the block of full-width forms stands in the order of ASCII */

	return wide > 0xfee0 && plain < 0x80 && (g_ascii_isalnum((char)plain) || strchr(",./", (char)plain)) ? plain
													     : wide;
}

static Narrowed
narrow(const char *passage)
{
	GString *text = g_string_new(NULL);
	GArray *at = g_array_new(FALSE, FALSE, sizeof(gsize));
	gsize end = strlen(passage);

	for (const char *each = passage; *each; each = g_utf8_next_char(each)) {
		gsize from = (gsize)(each - passage);

		g_string_append_unichar(text, narrow_of(g_utf8_get_char(each)));
		for (gsize k = 0; at->len < text->len; k++) {
			gsize place = from + k;
			g_array_append_val(at, place);
		}
	}
	g_array_append_val(at, end);
	return (Narrowed) { passage, g_string_free(text, FALSE), (gsize *)(void *)g_array_free(at, FALSE) };
}

/* --- claims ------------------------------------------------------------------------------ */

/* A number's place in a list of words with | between; 0 where it is in none. */
static int
place_in(const char *words, const char *word)
{
	g_auto(GStrv) all = g_strsplit(words, "|", -1);

	for (int i = 0; all[i]; i++)
		if (g_str_equal(all[i], word))
			return i + 1;
	return 0;
}

static int
month_of(const char *name)
{
	return place_in("January|February|March|April|May|June|July|August|September|October|November|December", name);
}

static int
integer(const GMatchInfo *match, const char *group)
{
	g_autofree char *text = g_match_info_fetch_named(match, group);

	return text ? atoi(text) : 0;
}

/* "1,234.5": 1234.5, of which the last digit is a tenth. */
static void
read_number(const char *text, Claim *claim, double *unit)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	g_autofree char *plain = g_strjoinv("", parts);
	const char *point = strchr(plain, '.');

	claim->value = g_ascii_strtod(plain, NULL);
	for (const char *digit = point; digit && digit[1]; digit++)
		*unit /= 10;
}

/* What a number is multiplied by. */
static double
big_of(const char *word)
{
	static const struct {
		const char *word;
		double factor;
	} bigs[] = { { "割", 10 }, { "万", 1e4 }, { "億", 1e8 }, { "thousand", 1e3 }, { "million", 1e6 },
		{ "分間", 60 }, { "minute", 60 }, { "時間", 3600 }, { "hour", 3600 }, { "日間", 86400 },
		{ "day", 86400 } };

	for (gsize i = 0; word && i < G_N_ELEMENTS(bigs); i++)
		if (g_str_equal(bigs[i].word, word))
			return bigs[i].factor;
	return 1;
}

/* The place of the last digit that is not 0: what a round number is rounded to.  Unit: of the last digit written. */
static double
round_unit(double value, double unit)
{
	gint64 digits = (gint64)llround(value / unit);

	for (; digits > 0 && digits % 10 == 0; digits /= 10)
		unit *= 10;
	return unit;
}

/* How far above ("more than"), below ("less than") or about its value a round number reaches. */
typedef enum { ROUGH_ABOUT, ROUGH_ABOVE, ROUGH_BELOW, ROUGH_NEAR, ROUGH_OVER } Rough;

static const struct {
	Rough rough;
	const char *words;
} roughs[] = {
	{ ROUGH_ABOUT, "約|およそ|ほぼ|about|around|roughly|some|approximately" },
	{ ROUGH_ABOVE, "を超え|を上回|以上|超|over|more than|at least" },
	{ ROUGH_BELOW, "を下回|以下|未満|less than|under|at most|up to" },
	{ ROUGH_NEAR, "弱|近く|nearly|almost" },
	{ ROUGH_OVER, "強|余" },
};

/*
 * The range of the facts that the number may stand for: half a unit of the last digit about it; about a round number half
 * of what it is rounded to, but no more than a twentieth; above "more than 40%" up to 50%, above 45% as well.
 */
static void
read_range(Claim *claim, double unit, const char *word)
{
	double value = claim->value, round = round_unit(value, unit);
	double step = round * (fmod(llround(value / round), 10) == 5 ? 5 : 1), reach = MAX(unit, MIN(step, value / 2));
	double about = MAX(unit / 2, MIN(round / 2, value / 20));

	claim->low = value - unit / 2;
	claim->high = value + unit / 2;
	for (gsize i = 0; *word && i < G_N_ELEMENTS(roughs); i++) {
		if (place_in(roughs[i].words, word) == 0)
			continue;
		if (roughs[i].rough == ROUGH_ABOUT) {
			claim->low = value - about;
			claim->high = value + about;
		} else if (roughs[i].rough == ROUGH_ABOVE || roughs[i].rough == ROUGH_OVER) {
			claim->low = value;
			claim->high = value + (roughs[i].rough == ROUGH_ABOVE ? reach : MAX(unit / 2, value / 20));
		} else {
			claim->high = value;
			claim->low = value - (roughs[i].rough == ROUGH_BELOW ? reach : value / 10);
		}
	}
}

static void
read_value(const GMatchInfo *match, Claim *claim)
{
	g_autofree char *n = g_match_info_fetch_named(match, "n"), *word = g_match_info_fetch_named(match, "word");
	g_autofree char *first = g_match_info_fetch_named(match, "first");
	g_autofree char *big = g_match_info_fetch_named(match, "big"), *now = g_match_info_fetch_named(match, "now");
	g_autofree char *about = g_match_info_fetch_named(match, "about"),
			*bound = g_match_info_fetch_named(match, "bound");
	double unit = big_of(big);

	claim->now = now && *now;
	if (n && *n)
		read_number(n, claim, &unit);
	else if (word && *word)
		claim->value = place_in(ORDINALS, word) + place_in(CARDINALS, word);
	else if (first && *first)
		claim->value = 1;
	claim->value = claim->value * big_of(big) + 1e4 * integer(match, "man");
	read_range(claim, unit, bound && *bound ? bound : about ? about : "");
}

/* "to 3rd", "3位になり": what says that it is so now is no part of the claim. */
static void
cut_now(const GMatchInfo *match, gint *from, gint *to)
{
	gint start, end;

	if (!g_match_info_fetch_named_pos(match, "now", &start, &end) || start < 0 || start == end)
		return;
	if (start == *from)
		*from = end;
	else
		*to = start;
}

static void
add(GArray *claims, ClaimKind kind, const GMatchInfo *match, const Narrowed *passage)
{
	g_autofree char *month = g_match_info_fetch_named(match, "month");
	Claim claim = { .kind = kind };
	int also;
	gint from, to;

	g_match_info_fetch_pos(match, 0, &from, &to);
	cut_now(match, &from, &to);
	claim.from = passage->at[from];
	claim.to = passage->at[to];
	claim.text = g_strstrip(kind == CLAIM_PORT ? g_strndup(passage->text + from, (gsize)(to - from))
						   : g_strndup(passage->whole + claim.from, claim.to - claim.from));
	claim.year = integer(match, "y");
	claim.month = month && *month ? month_of(month) : integer(match, "m");
	claim.day = integer(match, "d");
	read_value(match, &claim);
	g_array_append_val(claims, claim);
	if ((also = integer(match, "also")) == 0)
		return;
	claim.text = g_strdup(claim.text);
	if (kind == CLAIM_DAY)
		claim.day = also;
	else if (kind == CLAIM_MONTH)
		claim.month = also;
	else
		claim.value = also;
	g_array_append_val(claims, claim);
}

/* All matches of one pattern; each is blanked out in what is left. */
static void
match_all(GArray *claims, const Pattern *pattern, char *left, const Narrowed *passage)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern->regex, G_REGEX_OPTIMIZE, 0, NULL);
	g_autofree char *before = g_strdup(left);
	g_autoptr(GMatchInfo) match = NULL;
	gint from, to;

	g_assert(regex);
	for (g_regex_match(regex, before, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_match_info_fetch_pos(match, 0, &from, &to);
		add(claims, pattern->kind, match, passage);
		memset(left + from, ' ', (gsize)(to - from));
	}
}

static void
clear_claim(gpointer claim)
{
	g_free(((Claim *)claim)->text);
}

static gint
by_place(gconstpointer a, gconstpointer b)
{
	const Claim *first = a, *second = b;

	return (first->from > second->from) - (first->from < second->from);
}

GArray *
claims_find(const char *lang, const char *passage)
{
	GArray *claims = g_array_new(FALSE, FALSE, sizeof(Claim));
	Narrowed narrowed = narrow(passage);
	g_autofree char *left = g_strdup(narrowed.text);

	g_array_set_clear_func(claims, clear_claim);
	for (gsize i = 0; i < G_N_ELEMENTS(common); i++)
		match_all(claims, &common[i], left, &narrowed);
	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
		for (gsize j = 0; g_str_equal(languages[i].lang, lang) && j < languages[i].n; j++)
			match_all(claims, &languages[i].patterns[j], left, &narrowed);
	g_array_sort(claims, by_place);
	g_free(narrowed.text);
	g_free(narrowed.at);
	return claims;
}

char *
claim_key(const Claim *claim)
{
	switch (claim->kind) {
	case CLAIM_DAY:
		return g_strdup_printf("day %d-%d", claim->month, claim->day);
	case CLAIM_MONTH:
		return g_strdup_printf("month %d", claim->month);
	case CLAIM_PORT:
		return g_strdup_printf("port %s", claim->text);
	case CLAIM_RANK:
		return g_strdup_printf("rank %.0f", claim->value);
	case CLAIM_PERCENT:
		return g_strdup_printf("percent %g", claim->value);
	case CLAIM_FACTOR:
		return g_strdup_printf("times %g", claim->value);
	case CLAIM_COUNT:
	case CLAIM_NUMBER:
		return claim->value > 10 ? g_strdup_printf("number %.10g", claim->value) : NULL;
	case CLAIM_SENSORS: /* "a single sensor" has no number to compare with; "15 domestic and 5 overseas sensors" */
		return claim->value > 10  ? g_strdup_printf("number %.10g", claim->value)
		       : claim->value > 1 ? g_strdup_printf("sensors %.10g", claim->value)
					  : NULL;
	case CLAIM_SPAN: /* "a day" has none either */
		return claim->value > 86400 ? g_strdup_printf("span %.10g", claim->value) : NULL;
	case CLAIM_POINTS:
		return g_strdup_printf("points %g", claim->value);
	default:
		return NULL;
	}
}
