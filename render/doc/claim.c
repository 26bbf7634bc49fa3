/*
 * claim.c: patterns of a language (pattern.c) over a passage.  They are tried in their order, and what one has matched is
 * gone for the others: a date is no number, an identifier is nothing at all.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "pattern.h"

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

/* "Three" as well as "three". */
static int
place_of_cardinal(const char *word)
{
	g_autofree char *small = g_ascii_strdown(word, -1);

	return place_in(CARDINALS, small);
}

static int
month_of(const char *name)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
		"Nov", "Dec" };

	for (int i = 0; i < (int)G_N_ELEMENTS(months); i++)
		if (g_str_has_prefix(name, months[i]))
			return i + 1;
	return 0;
}

static int
integer(const GMatchInfo *match, const char *group)
{
	g_autofree char *text = g_match_info_fetch_named(match, group);

	return text ? atoi(text) : 0;
}

static int
weekday_of(const char *word)
{
	return place_in("月|火|水|木|金|土|日", word) +
	       place_in("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday", word);
}

/* Years of the Japanese eras are years of the calendar. */
static int
year_of(const GMatchInfo *match)
{
	int heisei = integer(match, "heisei"), reiwa = integer(match, "reiwa");

	return heisei ? 1988 + heisei : reiwa ? 2018 + reiwa : integer(match, "y");
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
	{ ROUGH_ABOVE, "を超え|を上回|以上|超|過|over|more than|at least" },
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

/* A part or a multiple in words, which is not meant to the last digit; FALSE where there is none. */
static gboolean
read_part(const GMatchInfo *match, Claim *claim)
{
	static const struct {
		const char *words;
		double value;
	} parts[] = {
		{ "半数|半分|half|Half", 50 },
		{ "3分の1|三分の一|one third|One third|a third|A third", 100.0 / 3 },
		{ "3分の2|三分の二|two thirds|two-thirds|Two thirds|Two-thirds", 200.0 / 3 },
		{ "4分の1|one quarter|One quarter|a quarter|A quarter", 25 },
		{ "倍増|twice|doubled", 2 },
		{ "tripled", 3 },
		{ "半減|halved", 0.5 },
	};
	g_autofree char *word = g_match_info_fetch_named(match, "part");

	for (gsize i = 0; word && *word && i < G_N_ELEMENTS(parts); i++)
		if (place_in(parts[i].words, word) > 0)
			claim->value = parts[i].value;
	return word && *word;
}

static void
read_value(const GMatchInfo *match, Claim *claim)
{
	g_autofree char *n = g_match_info_fetch_named(match, "n"), *word = g_match_info_fetch_named(match, "word");
	g_autofree char *big = g_match_info_fetch_named(match, "big"), *now = g_match_info_fetch_named(match, "now");
	g_autofree char *about = g_match_info_fetch_named(match, "about"),
			*bound = g_match_info_fetch_named(match, "bound");
	double unit = big_of(big);

	claim->now = now && *now;
	if (n && *n)
		read_number(n, claim, &unit);
	else if (word && *word)
		claim->value = place_in(ORDINALS, word) + place_of_cardinal(word) + place_in(KANJI, word);
	else
		claim->value = 1; /* "most", "overtook"; of a trend its words have the direction */
	claim->value = claim->value * big_of(big) + 1e4 * integer(match, "man");
	if (read_part(match, claim))
		unit = claim->value / 5;
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
	g_autofree char *weekday = g_match_info_fetch_named(match, "weekday");
	Claim claim = { .kind = kind };
	int also;
	gint from, to;

	g_match_info_fetch_pos(match, 0, &from, &to);
	cut_now(match, &from, &to);
	claim.from = passage->at[from];
	claim.to = passage->at[to];
	claim.text = g_strstrip(kind == CLAIM_PORT ? g_strndup(passage->text + from, (gsize)(to - from))
						   : g_strndup(passage->whole + claim.from, claim.to - claim.from));
	claim.year = year_of(match);
	claim.month = month && *month ? month_of(month) : integer(match, "m");
	claim.day = integer(match, "d");
	claim.weekday = weekday && *weekday ? weekday_of(weekday) : 0;
	claim.hour = integer(match, "hour");
	claim.minute = integer(match, "minute");
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
	const char *const langs[] = { "", lang };
	gsize n;

	g_array_set_clear_func(claims, clear_claim);
	for (gsize l = 0; l < G_N_ELEMENTS(langs); l++) {
		const Pattern *patterns = patterns_of(langs[l], &n);

		for (gsize i = 0; i < n; i++)
			match_all(claims, &patterns[i], left, &narrowed);
	}
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
