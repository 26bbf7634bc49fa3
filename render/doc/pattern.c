/*
 * pattern.c: how claims are written in each language, in the order in which they are tried.
 */
#include "pattern.h"

/* May is a month only where something before or after it says so. */
#define MAY "(?<=[Ii]n |[Oo]f |[Ss]ince |[Ff]rom |[Uu]ntil |[Bb]y |[Oo]n |early |late |during )May|May(?= [0-9])"
#define MONTHS                                                                                           \
	"January|February|March|April|(?:" MAY ")|June|July|August|September|October|November|December|" \
	"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?=\\.? [0-9])(?:\\.(?= ))?|(?<=[0-9] "        \
	")(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b"
#define NUMBER  "(?<n>[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?)"
#define MYRIADS "(?:(?<man>[0-9][0-9,]*) ?万 ?)?" /* "16万" of "16万2000" */
#define BEGIN   "(?<![A-Za-z0-9])"                /* a word's, where Japanese stands beside it as well */
#define END     "(?![A-Za-z0-9])"
#define ABOUT_EN                                                                                 \
	"(?:(?<about>about|around|roughly|some|approximately|nearly|almost|over|more than|less " \
	"than|under|at least|at most|up to) )?"
#define ABOUT_JA   "(?<about>約|およそ|ほぼ)? ?"
#define BOUND_JA   "(?: ?(?<bound>を超え|を上回|以上|超|を下回|以下|未満|弱|強|余|近く))?"
#define YEAR_JA    "(?:(?:(?<y>[0-9]{4})|平成 ?(?<heisei>[0-9]{1,2})|令和 ?(?<reiwa>[0-9]{1,2})) ?年 ?)?"
#define WEEKDAY_JA "(?: ?[（(](?<weekday>[月火水木金土日])(?:曜日?)?[）)])?"
#define WEEKDAY_EN "(?:(?<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),? )?"
#define BEFORE_EN  "(?! (?:place )?(?:in|of) the (?:previous|last))" /* after a rank that is not this quarter's */

/*
 * Groups: y m d of a date, month by name, n a number, big what it is multiplied by, word a number in letters, also a second
 * one ("September 24 to 30"), about and bound what lets it be inexact (roughs), now of a rank.
 */
static const Pattern common[] = {
	{ CLAIM_NONE, "https?://[^ 、。）)>]+" },
	{ CLAIM_MARK, "※ ?[0-9]+|(?:脚?注|注釈) "
		      "?[0-9]+|\\*[0-9]+(?![0-9.]*[*])|\\(\\*[0-9]*\\)|（[*＊][0-9]*）|(?<![\\]A-Za-z0-9])\\[[0-9]+\\]("
		      "?![(\\[:])" },
	{ CLAIM_PORT, BEGIN "[0-9]{1,6}/(?:TCP|UDP|ICMP)" END },
	{ CLAIM_DAY, BEGIN "(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})" END },
	{ CLAIM_DAY, BEGIN "(?<y>(?:19|20)[0-9]{2})[/.](?<m>[0-9]{1,2})[/.](?<d>[0-9]{1,2})" END },
	{ CLAIM_TIME, BEGIN "(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})" },
	{ CLAIM_NONE, BEGIN "[0-9]+(?:\\.[0-9]+){2,}(?:/[0-9]+)?" },
	{ CLAIM_NONE, "(?<![0-9])/[0-9]{1,3}" END "|\\b24/7\\b" },
	{ CLAIM_QUARTER, BEGIN "Q(?<n>[1-4])(?: of)? (?<y>[0-9]{4})" END },
	{ CLAIM_QUARTER, BEGIN "(?<y>[0-9]{4})Q(?<n>[1-4])" END },
	{ CLAIM_NONE, "[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]*[0-9][A-Za-z0-9]*)+" },
	{ CLAIM_NONE, BEGIN "(?:RFC|AS|IOS|Windows(?: "
			    "Server)?|Android|Linux|[Vv]ersions?|[Vv]er\\.|バージョン|IPv|protocol|プロトコル) "
			    "?[0-9]+(?:\\.[0-9]+)*" },
	{ CLAIM_NONE, "[A-Za-z]+[0-9][A-Za-z0-9]*|[0-9]+(?!st|nd|rd|th)[A-Za-z][A-Za-z0-9]*" },
};

static const Pattern japanese[] = {
	{ CLAIM_NONE, "(?:[0-9]{4}|平成 ?[0-9]+|令和 ?[0-9]+) ?年度第 ?[0-9] ?四半期" },
	{ CLAIM_QUARTER, "(?:(?<y>[0-9]{4}) ?年の?)?第 ?(?<n>[0-9]) ?四半期" },
	{ CLAIM_DAY, "(?<![0-9./])(?<m>1[0-2]|[1-9])/(?<d>[12][0-9]|3[01]|[1-9])(?=に|から|まで|以降|～|〜|（|の)" },
	{ CLAIM_DAY, YEAR_JA "(?<m>[0-9]{1,2}) ?月 ?(?<d>[0-9]{1,2}) ?日?(?:～|〜|から|、|と) "
			     "?(?<also>[0-9]{1,2}) ?日(?!間)" },
	{ CLAIM_DAY, YEAR_JA "(?<m>[0-9]{1,2}) ?月 ?(?<d>[0-9]{1,2}) ?日" WEEKDAY_JA },
	{ CLAIM_MONTH, YEAR_JA "(?<m>[0-9]{1,2}) ?月?(?:～|〜|から) ?(?<also>[0-9]{1,2}) ?月(?![0-9 ]*日)" },
	{ CLAIM_MONTH, YEAR_JA "(?<m>[0-9]{1,2}) ?月(?:上旬|中旬|下旬|初旬|末|初め|半ば|頃)?" },
	{ CLAIM_NONE, "[0-9]{4} ?年度?|平成 ?[0-9]+ ?年度?|令和 ?[0-9]+ ?年度?" },
	{ CLAIM_TIME, "(?<hour>[0-9]{1,2}) ?時(?!間)(?: ?(?<minute>[0-9]{1,2}) ?分)?" },
	{ CLAIM_NONE,
	    "[0-9][0-9,.]* "
	    "?(?:日(?!間)|週間?|か月間?|カ月間?|分(?!間|の)|秒間?|年間|つ|社|章|節|項|番(?!目?に?(?:多|大き))|"
	    "回目|ビット|バイト)" },
	{ CLAIM_SPAN, ABOUT_JA NUMBER " ?(?<big>日間|時間|分間)" BOUND_JA },
	{ CLAIM_POINTS, ABOUT_JA NUMBER " ?(?:%|％|パーセント)? ?ポイント" BOUND_JA },
	{ CLAIM_NONE, "ポート(?:番号)? ?[0-9]+" },
	{ CLAIM_FIGURE, "図 ?(?<n>[0-9]+)(?: ?[～〜] ?(?<also>[0-9]+))?" },
	{ CLAIM_TABLE, "表 ?(?<n>[0-9]+)(?: ?[～〜] ?(?<also>[0-9]+))?" },
	{ CLAIM_ENTER, "上位 ?(?<n>[0-9]+) ?(?:位|件)?(?:以内)?に(?:入|浮上)" },
	{ CLAIM_LEAVE, "上位 ?(?<n>[0-9]+) ?(?:位|件)?(?:以内)?(?:から|を)(?:外れ|下が|落ち|出)" },
	{ CLAIM_LIST, "上位(?:の)? ?(?<n>[0-9]+)" },
	{ CLAIM_RANK, "(?<n>[0-9]+) ?位(?<now>へ|に(?:なり|な[っる]|上が|上昇|下が|後退|入|浮上))?" },
	{ CLAIM_RANK, "(?<word>" KANJI ") ?位(?<now>へ|に(?:なり|な[っる]|上が|上昇|下が|後退|入|浮上))?" },
	{ CLAIM_RANK, "(?<n>[0-9]+) ?番目?に?(?:多|大き)" },
	{ CLAIM_RANK, "(?:トップ(?![0-9ァ-ヺー]))" },
	{ CLAIM_ORDER, "を(?:追い抜|抜[いき])" },
	{ CLAIM_TREND, "(?:前四半期|前期)(?:から|より|に比べ|と比べ)[^。0-9]{0,16}?(?:増加|増え|減少|減り|減っ)" },
	{ CLAIM_PERCENT, "(?<bound>過)(?<part>半数)" },
	{ CLAIM_PERCENT, "(?<!センサーの)(?<part>半数|半分|[23三]分の[12一二]|4分の1)" BOUND_JA },
	{ CLAIM_FACTOR, "(?<part>倍増|半減)" },
	{ CLAIM_RANK, "(?:最も多(?!(?:い|かった)(?:日|月|時|センサ))|最多|首位)" },
	{ CLAIM_PERCENT, ABOUT_JA NUMBER " ?(?:%|％|パーセント|(?<big>割))" BOUND_JA },
	{ CLAIM_FACTOR, ABOUT_JA NUMBER " ?倍" BOUND_JA },
	{ CLAIM_COUNT, ABOUT_JA MYRIADS NUMBER " ?(?<big>万|億)? ?(?:件|パケット|アドレス|ホスト)" BOUND_JA },
	{ CLAIM_SENSORS, ABOUT_JA NUMBER " ?台" },
	{ CLAIM_NUMBER, ABOUT_JA MYRIADS NUMBER " ?(?<big>万|億)?" BOUND_JA },
};

static const Pattern english[] = {
	{ CLAIM_DAY, "\\b" WEEKDAY_EN "(?<month>" MONTHS ") (?<d>[0-9]{1,2})(?: to | and | through | until | – "
		     "|–|-)(?<also>[0-9]{1,2})\\b(?!,?[0-9]| %|%)(?:, (?<y>[0-9]{4}))?" },
	{ CLAIM_DAY, "\\b" WEEKDAY_EN "(?<month>" MONTHS ") (?<d>[0-9]{1,2})\\b(?:, (?<y>[0-9]{4}))?" },
	{ CLAIM_DAY, "\\b(?<d>[0-9]{1,2}) (?<month>" MONTHS ")\\b(?: (?<y>[0-9]{4}))?" },
	{ CLAIM_QUARTER, "\\b(?<word>first|second|third|fourth) quarter of (?<y>[0-9]{4})" },
	{ CLAIM_MONTH, "\\b(?<month>" MONTHS ")\\b(?: (?<y>[0-9]{4}))?" },
	{ CLAIM_FIGURE, "\\b(?:[Ff]igures?|[Ff]igs?\\.) ?(?<n>[0-9]+)(?:(?: and | to | – |–|-)(?<also>[0-9]+))?" },
	{ CLAIM_TABLE, "\\b[Tt]ables? ?(?<n>[0-9]+)(?:(?: and | to | – |–|-)(?<also>[0-9]+))?" },
	{ CLAIM_NONE, "\\bSections? ?[0-9.]+|\\b[Pp]orts? [0-9]+(?:(?:,| and|, and) [0-9]+)*" },
	{ CLAIM_NONE, "\\b[0-9][0-9,.]*[ -](?:second|week|month|year|bit|byte)s?\\b" },
	{ CLAIM_SPAN, ABOUT_EN "(?:" NUMBER "|\\b(?<word>(?i:" CARDINALS ")))[ -](?<big>minute|hour|day)s?\\b" },
	{ CLAIM_POINTS, ABOUT_EN NUMBER " (?:percentage )?points?\\b" },
	{ CLAIM_ENTER, "\\b(?:entered|reached|into|joined) the top (?:(?<n>[0-9]+)|(?<word>" CARDINALS "))" },
	{ CLAIM_LEAVE, "\\bout of the top (?:(?<n>[0-9]+)|(?<word>" CARDINALS "))" },
	{ CLAIM_LIST, "\\b(?:[Ff]irst|[Tt]op|[Ll]eading) (?:(?<n>[0-9]+)|(?<word>" CARDINALS "))\\b" },
	{ CLAIM_LIST, "\\b(?<word>(?i:" CARDINALS ")) (?:most|largest|highest|leading)\\b" },
	{ CLAIM_LIST, "\\b(?<word>(?i:" CARDINALS ")) (?:regions|ports|countries) with (?:the )?most\\b" },
	{ CLAIM_RANK,
	    "(?<now>(?<!compared )\\bto )?\\brank(?:ed|s)? (?:at |as )?(?:number )?(?:(?<n>[0-9]+)|(?<word>" ORDINALS
	    "))\\b" BEFORE_EN },
	{ CLAIM_RANK, "(?<now>(?<!compared )\\bto (?:the )?)?\\b(?:(?<n>[0-9]+)(?:st|nd|rd|th)|(?<word>" ORDINALS
		      ") (?:place|rank|position))\\b" BEFORE_EN },
	{ CLAIM_RANK, "\\b(?:rank(?:ed|s)? (?:at |as )?(?:number "
		      ")?)?(?:(?<![0-9,.])(?<n>[0-9]{1,2})(?:st|nd|rd|th)?|(?<word>" ORDINALS
		      "))(?: place)?(?= (?:in|of) the (?:previous|last) quarter)" },
	{ CLAIM_RANK,
	    "\\b(?:(?<now>now )|came |comes |from |remained |stayed |unchanged at )(?<word>" ORDINALS ")\\b" },
	{ CLAIM_RANK, "\\b(?:was|is) (?<word>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\\b" },
	{ CLAIM_RANK, "\\b(?<word>" ORDINALS ")[- ](?:most|largest|highest)\\b" },
	{ CLAIM_RANK,
	    "(?<now>(?<!compared )\\bto )?(?:\\b[Nn]o\\. ?|\\b[Nn]umber |#)(?:(?<n>[0-9]{1,2})\\b|(?<word>" CARDINALS
	    "))" },
	{ CLAIM_RANK,
	    "\\b(?:(?:top|leading|busiest) (?:destination |source )?(?:port|region|country)\\b|led the|topped the)" },
	{ CLAIM_ORDER, "\\b(?:overtook|overtaken|surpassed|outranked|rank(?:ed|s) (?:higher than|above))\\b" },
	{ CLAIM_TREND, "\\b(?:rose|risen|increased|grew|grown|fell|fallen|decreased|declined|dropped)(?: since| from| "
		       "against| compared "
		       "with| compared to| on| over)(?: that of| those of)? the (?:previous|last) quarter" },
	{ CLAIM_PERCENT, ABOUT_EN "\\b(?<part>[Hh]alf|(?:[Oo]ne|[Aa]) third|(?:[Oo]ne|[Aa]) quarter|[Tt]wo[ -]thirds) "
				  "of (?:all|them|the (?:total|packets|sources))" },
	{ CLAIM_FACTOR, ABOUT_EN "\\b(?<part>twice|doubled|tripled|halved)\\b" },
	{ CLAIM_RANK, "\\b(?:most (?:frequent|packets|common))" },
	{ CLAIM_PERCENT, ABOUT_EN NUMBER " ?(?:%|percent|per cent)" },
	{ CLAIM_FACTOR, ABOUT_EN NUMBER "(?: times|-fold)\\b" },
	{ CLAIM_COUNT,
	    ABOUT_EN NUMBER "(?: (?<big>thousand|million))? (?:source addresses|addresses|packets|hosts)\\b" },
	{ CLAIM_SENSORS,
	    ABOUT_EN "(?:" NUMBER "|\\b(?<word>(?i:" CARDINALS "))) (?:of (?:the|our) |\\w+ )?sensors?\\b" },
	{ CLAIM_NONE, "\\b(?:19|20)[0-9]{2}\\b" },
	{ CLAIM_NUMBER, ABOUT_EN NUMBER "(?: (?<big>thousand|million))?" },
};

const Pattern *
patterns_of(const char *lang, gsize *n)
{
	static const struct {
		const char *lang;
		const Pattern *patterns;
		gsize n;
	} languages[] = {
		{ "", common, G_N_ELEMENTS(common) },
		{ "ja", japanese, G_N_ELEMENTS(japanese) },
		{ "en", english, G_N_ELEMENTS(english) },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
		if (g_str_equal(languages[i].lang, lang)) {
			*n = languages[i].n;
			return languages[i].patterns;
		}
	*n = 0;
	return NULL;
}
