/*
 * sense.c: rules on the words before and behind a number.  A rule that matches first decides; none: all that the kind of the
 * number can be.  Knows no model.
 */
#include <string.h>
#include "sense.h"
#include "topic.h"

/*
 * Where the words stand: before the number up to the number before it, behind it up to the next, in it, in all of the sentence
 * before it, in the sentence.
 */
typedef enum { SIDE_BEFORE, SIDE_BEHIND, SIDE_WITHIN, SIDE_SO_FAR, SIDE_SENTENCE } Side;

typedef struct {
	Side side;
	const char *words;
	guint units;
	int sign;
} UnitRule;

#define LEVEL "^(?:件|個|位| ?%)?(?:に|まで|へ|となり|を占め)(?!対|比べ|つい|よ)"

/* What a percentage is of. */
static const UnitRule percents[] = {
	{ SIDE_SO_FAR, "(?:観測率|稼働率|カバー率|[Cc]overage)[^、。,;]*$", UNIT_COVERAGE, 0 },
	{ SIDE_BEFORE, "(?:増加分|増えた分|増分|変化|増加)の[^、。]{0,6}$", UNIT_PART, 0 },
	{ SIDE_BEHIND, "^ ?of (?:the|this|its|that) (?:rise|increase|growth|change)", UNIT_PART, 0 },
	{ SIDE_BEHIND, LEVEL, UNIT_SHARE | UNIT_PART, 0 },
	{ SIDE_BEHIND, "^(?:ほど|程度)?(?:の)?(?:増|多|上昇|上回|伸び)", UNIT_CHANGE, 1 },
	{ SIDE_BEHIND, "^(?:ほど|程度)?(?:の)?(?:減|少な|低下|下回|下落|縮小)", UNIT_CHANGE, -1 },
	{ SIDE_BEHIND, "^ ?(?:more|higher|increase|up\\b|rise|growth|above)", UNIT_CHANGE, 1 },
	{ SIDE_BEHIND, "^ ?(?:fewer|less|lower|decrease|down\\b|drop|fall|decline|below)", UNIT_CHANGE, -1 },
	{ SIDE_BEFORE,
	    "(?:rose|risen|r[iy]sing|grew|grown|gr[eo]w|increased?|increase of|rise of|(?<!make )(?<!makes )(?<!made "
	    ")up|growth of)(?: by)? $",
	    UNIT_CHANGE, 1 },
	{ SIDE_BEFORE,
	    "(?:fell|fallen|dropped|declined?|decline of|decreased?|decrease of|fall of|drop of|down|shrank)"
	    "(?: by)? $",
	    UNIT_CHANGE, -1 },
	{ SIDE_BEHIND, "^ ?(?:of (?:all|the total|the packets)|ですべて)", UNIT_SHARE, 0 },
	{ SIDE_BEFORE, "全体の[^、]{0,6}$", UNIT_SHARE, 0 },
	{ SIDE_SENTENCE, "", UNIT_SHARE | UNIT_PART | UNIT_CHANGE | UNIT_COVERAGE, 0 },
};

/* What is counted. */
#define RATE "1 ?日|1 ?センサー|a day|per day|daily|per sensor|each day"

static const UnitRule counts[] = {
	{ SIDE_WITHIN, "アドレス|ホスト|address|host", UNIT_SOURCES, 0 },
	{ SIDE_BEHIND, "^(?:パケット)?(?:に|まで|へ)(?!対|比べ|つい|よ)", UNIT_PACKETS | UNIT_SOURCES, 0 },
	{ SIDE_BEHIND, "^(?:ほど|程度)?の?(?:増|多)", UNIT_MORE, 1 },
	{ SIDE_BEHIND, "^(?:ほど|程度)?の?(?:減|少な)", UNIT_MORE, -1 },
	{ SIDE_BEHIND, "^ ?(?:more)\\b", UNIT_MORE, 1 },
	{ SIDE_BEHIND, "^ ?(?:fewer|less)\\b", UNIT_MORE, -1 },
	{ SIDE_BEFORE, "1 ?日(?:当|あ)たり|1 ?日平均|毎日|日平均|1 ?センサー", UNIT_RATE, 0 },
	{ SIDE_BEHIND, "^[^,.;]{0,24}(?:a day|per day|each day|daily|per sensor)", UNIT_RATE, 0 },
	{ SIDE_BEFORE, "(?:アドレス|ホスト)(?:数)?(?:は|が|も|で|、)[^、。]{0,8}$", UNIT_SOURCES, 0 },
	{ SIDE_BEFORE, "(?:増加分|増えた分|増分)", UNIT_MORE, 0 },
	{ SIDE_BEHIND, "^[^,.;]{0,12}(?:addresses|sources|hosts)", UNIT_SOURCES, 0 },
	{ SIDE_SO_FAR, "(?:アドレス|[Ss]ources|[Aa]ddresses)(?!.*(?:パケット|packets))", UNIT_SOURCES, 0 },
	{ SIDE_SENTENCE, RATE, UNIT_PACKETS | UNIT_RATE, 0 },
	{ SIDE_SENTENCE, "", UNIT_PACKETS, 0 },
};

static const UnitRule ranks[] = {
	{ SIDE_BEFORE, "除く|除けば|除いた|なければ|補正|without|excluding|corrected|would", UNIT_RANK_WITHOUT, 0 },
	{ SIDE_BEHIND, "^[^,.;]{0,20}(?:without|excluding)", UNIT_RANK_WITHOUT, 0 },
	{ SIDE_SENTENCE, "", UNIT_RANK, 0 },
};

static const UnitRule points[] = { { SIDE_BEHIND, "^(?:ほど)?(?:の)?(?:増|上|高)", UNIT_POINTS, 1 },
	{ SIDE_BEHIND, "^(?:ほど)?(?:の)?(?:減|下|低)", UNIT_POINTS, -1 }, { SIDE_SENTENCE, "", UNIT_POINTS, 0 } };

static const UnitRule factors[] = { { SIDE_SENTENCE, "", UNIT_FACTOR, 0 } };
static const UnitRule sensors[] = {
	{ SIDE_BEFORE, "国内[^、。]{0,6}$", UNIT_DOMESTIC, 0 },
	{ SIDE_BEFORE, "(?:海外|国外)[^、。]{0,6}$", UNIT_OVERSEAS, 0 },
	{ SIDE_WITHIN, "domestic", UNIT_DOMESTIC, 0 },
	{ SIDE_WITHIN, "overseas", UNIT_OVERSEAS, 0 },
	{ SIDE_BEHIND, "^ domestic", UNIT_DOMESTIC, 0 },
	{ SIDE_BEHIND, "^ overseas", UNIT_OVERSEAS, 0 },
	{ SIDE_BEFORE, "(?:ほか|他)の[^、。]{0,6}$|残りの?$|[Oo]ther $|remaining $", UNIT_OTHERS, 0 },
	{ SIDE_WITHIN, "other|remaining", UNIT_OTHERS, 0 },
	{ SIDE_SENTENCE, "", UNIT_SENSORS, 0 },
};
static const UnitRule trends[] = {
	{ SIDE_WITHIN, "増|rose|risen|increased|grew|grown", UNIT_TREND, 1 },
	{ SIDE_SENTENCE, "", UNIT_TREND, -1 },
};
static const UnitRule orders[] = { { SIDE_SENTENCE, "", UNIT_RANK, 0 } };
static const UnitRule spans[] = {
	{ SIDE_SENTENCE, "四半期の長さ|期間|period", UNIT_SPAN | UNIT_QUARTER, 0 },
	{ SIDE_SENTENCE, "", UNIT_SPAN, 0 },
};

static const struct {
	ClaimKind kind;
	const UnitRule *rules;
} kinds[] = {
	{ CLAIM_PERCENT, percents },
	{ CLAIM_COUNT, counts },
	{ CLAIM_NUMBER, counts },
	{ CLAIM_RANK, ranks },
	{ CLAIM_FACTOR, factors },
	{ CLAIM_SENSORS, sensors },
	{ CLAIM_SPAN, spans },
	{ CLAIM_POINTS, points },
	{ CLAIM_TREND, trends },
	{ CLAIM_ORDER, orders },
};

/* Which quarter a number is of. */
static const struct {
	Side side;
	const char *words;
	guint quarters;
} quarters[] = {
	{ SIDE_BEHIND, "^[^,.;、。]{0,40}?\\bin this (?:one|quarter)", QUARTER_NOW },
	{ SIDE_BEHIND, "^(?:件|位|パケット)?(?:に(?:なり|な[っる]|上|増|減|下|後退|入|浮上|達|低)|まで|へ)",
	    QUARTER_NOW },
	{ SIDE_BEFORE, "(?:今期|今四半期|当四半期|本四半期|当期|今回|this quarter)[^、。,;]*$", QUARTER_NOW },
	{ SIDE_BEFORE, "(?:(?<!compared )(?<!close )\\bto|\\bnow) (?:the |at |in |about |rank )?$", QUARTER_NOW },
	{ SIDE_BEHIND, "^ ?[（(]?(?:前四半期|前期)[）)]", QUARTER_BEFORE },
	{ SIDE_BEHIND, "^(?:件|位|パケット)?から", QUARTER_BEFORE },
	{ SIDE_BEHIND, "^[^,.;]{0,40}?(?:in|of|for|during|at) the (?:" SENSE_BEFORE ")|^ ?(?:packets )?last quarter",
	    QUARTER_BEFORE },
	{ SIDE_BEHIND, "^ (?:place |packets )?the quarter before", QUARTER_BEFORE },
	{ SIDE_BEFORE, "\\b(?:against|compared (?:with|to)|up from|down from|versus) (?:the )?$", QUARTER_BEFORE },
	{ SIDE_BEFORE,
	    "\\b(?:rose|risen|fell|fallen|went|moved|climbed|dropped|advanced|slipped|improved|increased|"
	    "decreased|declined) from (?:the )?$|^,? ?from $",
	    QUARTER_BEFORE },
	{ SIDE_BEHIND, "^(?: packets| addresses| place| rank)? to $", QUARTER_BEFORE },
	{ SIDE_BEFORE, "(?:前四半期|前期|前回)(?!に比べ|と比べ|に続|と同|比|から|より)[^。]*$", QUARTER_BEFORE },
	{ SIDE_BEFORE, "previous quarter(?:’s|'s)? (?:was |had |it was |came to |of )?[^,;]{0,12}$", QUARTER_BEFORE },
	{ SIDE_SO_FAR, "(?:前四半期|前期|前回)(?!に比べ|と比べ|に続|と同|比|から|より)", QUARTER_BOTH },
	{ SIDE_SO_FAR,
	    "(?<!with the )(?<!than the )(?<!than in the )(?<!from the )(?<!on the )(?:previous|last|prior|preceding) "
	    "quarter",
	    QUARTER_BOTH },
	{ SIDE_SENTENCE, "", QUARTER_NOW },
};

gboolean
sense_has(ClaimKind kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (kinds[i].kind == kind)
			return TRUE;
	return FALSE;
}

/* The words on each side. */
typedef struct {
	char *sides[SIDE_SENTENCE + 1];
} Around;

static Around
look_around(const char *text, gsize from, gsize to, const GArray *claims, guint i)
{
	const Claim *claim = &g_array_index(claims, Claim, i);
	gsize begin = from, end = to;
	Around around;

	for (guint k = 0; k < claims->len; k++) {
		const Claim *other = &g_array_index(claims, Claim, k);

		if (!sense_has(other->kind))
			continue;
		if (other->to <= claim->from)
			begin = MAX(begin, other->to);
		if (other->from >= claim->to)
			end = MIN(end, other->from);
	}
	around.sides[SIDE_BEFORE] = g_strndup(text + begin, claim->from - MIN(begin, claim->from));
	around.sides[SIDE_BEHIND] = g_strndup(text + claim->to, MAX(end, claim->to) - claim->to);
	around.sides[SIDE_WITHIN] = g_strndup(text + claim->from, claim->to - claim->from);
	around.sides[SIDE_SO_FAR] = g_strndup(text + from, claim->from - from);
	around.sides[SIDE_SENTENCE] = g_strndup(text + from, to - from);
	return around;
}

static const UnitRule *
rule_of(const UnitRule *rule, const Around *around)
{
	while (*rule->words && !speaks(around->sides[rule->side], rule->words))
		rule++;
	return rule;
}

/* "in the previous quarter" behind a number belongs to it, not to the next. */
static void
drop_first_words(Around *around)
{
	g_autoptr(GRegex) regex =
	    g_regex_new("^ ?(?:place |packets )?(?:in|of|for|during) the (?:" SENSE_BEFORE ")", 0, 0, NULL);
	char *rest = g_regex_replace_literal(regex, around->sides[SIDE_BEFORE], -1, 0, "", 0, NULL);

	g_free(around->sides[SIDE_BEFORE]);
	around->sides[SIDE_BEFORE] = rest;
}

static guint
quarters_of(const Claim *claim, const Around *around)
{
	gsize i = 0;

	if (claim->now)
		return QUARTER_NOW;
	while (*quarters[i].words && !speaks(around->sides[quarters[i].side], quarters[i].words))
		i++;
	return quarters[i].quarters;
}

Sense
sense_of(const char *text, gsize from, gsize to, const GArray *claims, guint i)
{
	static const guint of_both = UNIT_CHANGE | UNIT_FACTOR | UNIT_MORE | UNIT_POINTS | UNIT_TREND;
	static const char sources[] = "アドレス|ホスト|[Ss]ources|[Aa]ddresses|[Hh]osts";
	const Claim *claim = &g_array_index(claims, Claim, i);
	Around around = look_around(text, from, to, claims, i);
	Sense sense = { 0 };

	drop_first_words(&around);
	for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++)
		if (kinds[k].kind == claim->kind) {
			const UnitRule *rule = rule_of(kinds[k].rules, &around);
			sense.units = rule->units;
			sense.sign = rule->sign;
		}
	sense.quarters =
	    sense.units & of_both && !(sense.units & ~of_both) ? QUARTER_BOTH : quarters_of(claim, &around);
	if (claim->kind == CLAIM_NUMBER && speaks(around.sides[SIDE_SENTENCE], "[Ss]ensor|センサ"))
		sense.units |= rule_of(sensors, &around)->units;
	sense.of = !speaks(around.sides[SIDE_SENTENCE], sources)                 ? OF_PACKETS
		   : !speaks(around.sides[SIDE_SENTENCE], "パケット|[Pp]ackets") ? OF_SOURCES
										 : OF_PACKETS | OF_SOURCES;
	sense.sum = speaks(around.sides[SIDE_SENTENCE],
	    "合わせ|あわせ|合計|両|の[0-9二三] "
	    "?(?:地域|か国|カ国|ポート|つ)|\\b(?:together|combined|both|sum|jointly)\\b");
	sense.still = claim->kind == CLAIM_RANK &&
		      (speaks(around.sides[SIDE_BEHIND], "^(?:を維持|のまま|で変わら|で変化)|^ again") ||
			  speaks(around.sides[SIDE_BEFORE], "前四半期(?:と同じ|に続)|\\bagain\\b|still") ||
			  speaks(around.sides[SIDE_WITHIN], "remained|stayed|unchanged"));
	for (gsize k = 0; k < G_N_ELEMENTS(around.sides); k++)
		g_free(around.sides[k]);
	return sense;
}
