/* test_claim.c: what sentences of both languages claim. */
#include "../../render/doc/claim.h"

/* What a sentence claims: kinds and values, as text. */
static const struct {
	const char *lang, *passage, *claims;
} sentences[] = {
	{ "ja", "9月24日から10月上旬に、", "day 9-24,month 10" },
	{ "ja", "2015年9月20日14時50分から", "day 9-20,time 14:50" },
	{ "ja", "2015年第3四半期、平成27年度、3か月間、2社", "quarter 3" },
	{ "ja", "23/TCP宛は約1,200件で、前四半期の2.5倍（11.4%）", "port,count 1200,times 2.5,percent 11.4" },
	{ "ja", "18万件、20台のセンサー、3位、最も多く", "count 180000,sensors 20,rank 3,rank 1" },
	{ "ja", "図 5と表2を参照", "figure 5,table 2" },
	{ "ja", "CVE-2015-1234、SHA-256、IPv4、192.0.2.1、198.51.100.0/24、10:30", "time 10:30" },
	{ "en", "From September 24, 2015 to early October, 24 August and May 3", "day 9-24,month 10,day 8-24,day 5-3" },
	{ "en", "It may rise. In May it did.", "month 5" },
	{ "en", "about 1,200 packets to 23/TCP, 2.5 times as many (11.4%)", "count 1200,port,times 2.5,percent 11.4" },
	{ "en", "one sensor of 20 sensors, ranked 3, the 4th, second place, most packets",
	    "sensors 1,sensors 20,rank 3,rank 4,rank 2,rank 1" },
	{ "en", "Figure 5 and Table 2, Section 2.1, in 2014", "figure 5,table 2" },
	{ "en", "1.8 million packets and 4711 of something", "count 1800000,number 4711" },
	{ "ja", "9月24日から30日までと7月～9月、図1～3", "day 9-24,day 9-30,month 7,month 9,figure 1,figure 3" },
	{ "en", "September 24 to 30, Figures 1 and 2, September 24–30, 2015",
	    "day 9-24,day 9-30,figure 1,figure 2,day 9-24,day 9-30" },
	{ "ja", "4割を超え、約90時間、8080番ポート、RFC 1035、20件以上", "percent 40,span 324000,count 20" },
	{ "en", "more than 40%, about 90 hours, port 8080, RFC 1035, the second most frequent, ranked third",
	    "percent 40,span 324000,rank 2,rank 3" },
	{ "ja", "９月２４日から、２３／ＴＣＰ宛は１，２００件で１７．２％（４位）",
	    "day 9-24,port,count 1200,percent 17.2,rank 4" },
	{ "ja", "平成27年7月1日（水）、10/3に、三位、2番目に多い、首位、トップ10",
	    "day 7-1,day 10-3,rank 3,rank 2,rank 1,number 10" },
	{ "ja", "半数、過半数、3分の1、倍増、注1", "percent 50,percent 50,percent 33.33333333,times 2,mark" },
	{ "en", "On Oct. 3, on 4 Nov, Q4 2015, half of all, doubled, No. 2, the top port, Three sensors",
	    "day 10-3,day 11-4,quarter 4,percent 50,times 2,rank 2,rank 1,sensors 3" },
	{ "ja", "前四半期から増加し、これを抜いた", "trend,order" },
	{ "en", "It fell from the previous quarter and overtook it 24/7.", "trend,order" },
	{ "ja", "詳細は※1と（*2）を参照", "mark,mark" },
	{ "en", "See [1] and (*2), but not [a link](x) or *3*.", "mark,mark,number 3" },
};

static void
tell(GString *text, const Claim *claim)
{
	static const char *const names[] = {
		[CLAIM_DAY] = "day",
		[CLAIM_MONTH] = "month",
		[CLAIM_QUARTER] = "quarter",
		[CLAIM_TIME] = "time",
		[CLAIM_FIGURE] = "figure",
		[CLAIM_TABLE] = "table",
		[CLAIM_PORT] = "port",
		[CLAIM_RANK] = "rank",
		[CLAIM_PERCENT] = "percent",
		[CLAIM_FACTOR] = "times",
		[CLAIM_COUNT] = "count",
		[CLAIM_SENSORS] = "sensors",
		[CLAIM_SPAN] = "span",
		[CLAIM_POINTS] = "points",
		[CLAIM_TREND] = "trend",
		[CLAIM_ORDER] = "order",
		[CLAIM_NUMBER] = "number",
		[CLAIM_MARK] = "mark",
	};

	if (claim->kind == CLAIM_NONE)
		return;
	g_string_append_printf(text, "%s%s", text->len ? "," : "", names[claim->kind]);
	if (claim->kind == CLAIM_DAY)
		g_string_append_printf(text, " %d-%d", claim->month, claim->day);
	else if (claim->kind == CLAIM_MONTH)
		g_string_append_printf(text, " %d", claim->month);
	else if (claim->kind == CLAIM_TIME)
		g_string_append_printf(text, " %d:%02d", claim->hour, claim->minute);
	else if (claim->kind != CLAIM_TREND && claim->kind != CLAIM_ORDER && claim->kind != CLAIM_PORT &&
		 claim->kind != CLAIM_MARK)
		g_string_append_printf(text, " %.10g", claim->value);
}

static void
reads_claims(gconstpointer data)
{
	gsize n = GPOINTER_TO_SIZE(data);
	g_autoptr(GArray) claims = claims_find(sentences[n].lang, sentences[n].passage);
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < claims->len; i++)
		tell(text, &g_array_index(claims, Claim, i));
	g_assert_cmpstr(text->str, ==, sentences[n].claims);
}

/* Between which facts a number stands for, as it is written. */
static const struct {
	const char *lang, *passage;
	double low, high;
} ranges[] = {
	{ "en", "17.2%", 17.15, 17.25 },
	{ "en", "1.87 million packets", 1865000, 1875000 },
	{ "en", "about 1,200 packets", 1150, 1250 },
	{ "en", "about 470,000 packets", 465000, 475000 },
	{ "ja", "約20倍", 19, 21 },
	{ "ja", "約16万2000件", 161500, 162500 },
	{ "ja", "18万件", 175000, 185000 },
	{ "en", "more than 40%", 40, 50 },
	{ "en", "more than 45%", 45, 50 },
	{ "ja", "4割を超え", 40, 50 },
	{ "en", "more than 44%", 44, 45 },
	{ "en", "less than 3%", 2, 3 },
	{ "en", "nearly 2 million packets", 1800000, 2000000 },
	{ "ja", "170万件余り", 1700000, 1785000 },
	{ "ja", "約90時間", 85.5 * 3600, 94.5 * 3600 },
	{ "en", "four days", 3.5 * 86400, 4.5 * 86400 },
	{ "ja", "1.0ポイント", 0.95, 1.05 },
};

static void
reads_ranges(gconstpointer data)
{
	gsize n = GPOINTER_TO_SIZE(data);
	g_autoptr(GArray) claims = claims_find(ranges[n].lang, ranges[n].passage);

	g_assert_cmpuint(claims->len, ==, 1);
	g_assert_cmpfloat_with_epsilon(g_array_index(claims, Claim, 0).low, ranges[n].low, 1e-6);
	g_assert_cmpfloat_with_epsilon(g_array_index(claims, Claim, 0).high, ranges[n].high, 1e-6);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++) {
		g_autofree char *path = g_strdup_printf("/claim/reads %zu", i);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads_claims);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(ranges); i++) {
		g_autofree char *path = g_strdup_printf("/claim/ranges %zu", i);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads_ranges);
	}
	return g_test_run();
}
