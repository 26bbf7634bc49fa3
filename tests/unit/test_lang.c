/* test_lang.c: words, numbers, dates and regions of both languages, whatever the machine's own language is. */
#include <locale.h>
#include <string.h>
#include "../../render/lang/catalogue.h"
#include "error.h"
#include "lang.h"

static Lang *ja, *en; /* opened once for all cases */

/* 2015-09-20T14:50+09:00 and its like [s since 1970, UTC] */
enum { Q3 = 1435676400, Q4 = 1443625200, OUT = 1442728200, BACK = 1443054000 };

static const struct {
	const char *what;
	gint64 value;
	const char *text;
} counts[] = {
	{ "zero", 0, "0" },
	{ "no separator", 999, "999" },
	{ "thousands", 1000, "1,000" },
	{ "millions", 1234567, "1,234,567" },
	{ "less than nothing", -4321, "-4,321" },
	{ "largest", G_MAXINT64, "9,223,372,036,854,775,807" },
};

static void
counts_same_in_both(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *a = lang_count(ja, counts[i].value), *b = lang_count(en, counts[i].value);

	g_assert_cmpstr(a, ==, counts[i].text);
	g_assert_cmpstr(b, ==, counts[i].text);
}

static void
rounds_halves_up(void)
{
	g_autofree char *a = lang_percent(en, 0.1145, 1), *b = lang_percent(ja, 1, 0),
			*c = lang_decimal(en, 1234.25, 1), *d = lang_decimal(ja, 0.5, 0),
			*e = lang_percent(en, 0.12345, 2);

	g_assert_cmpstr(a, ==, "11.5%");
	g_assert_cmpstr(b, ==, "100%");
	g_assert_cmpstr(c, ==, "1,234.3");
	g_assert_cmpstr(d, ==, "1");
	g_assert_cmpstr(e, ==, "12.35%");
}

static const struct {
	const char *what;
	DateForm form;
	const char *ja, *en;
} dates[] = {
	{ "day", DATE_DAY, "2015年9月20日", "September 20, 2015" },
	{ "minute", DATE_MINUTE, "2015年9月20日 14:50", "September 20, 2015, 14:50" },
	{ "month and day", DATE_MONTH_DAY, "9月20日", "September 20" },
	{ "month, day and minute", DATE_MONTH_DAY_MINUTE, "9月20日 14:50", "September 20, 14:50" },
	{ "tick", DATE_TICK, "9/20", "Sep 20" },
	{ "tick of a month", DATE_TICK_MONTH, "9月", "Sep" },
	{ "tick of a time", DATE_TICK_TIME, "14:50", "14:50" },
	{ "tick of a day of the month", DATE_TICK_DAY, "20", "20" },
	{ "tick of a year", DATE_TICK_YEAR, "2015年", "2015" },
	{ "tick of a minute", DATE_TICK_MINUTE, "9/20 14:50", "Sep 20, 14:50" },
	{ "month", DATE_MONTH, "2015年9月", "September 2015" },
};

static void
dates_in_zone(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *a = lang_date(ja, dates[i].form, OUT, "Asia/Tokyo");
	g_autofree char *b = lang_date(en, dates[i].form, OUT, "Asia/Tokyo");

	g_assert_cmpstr(a, ==, dates[i].ja);
	g_assert_cmpstr(b, ==, dates[i].en);
}

static const struct {
	const char *what;
	gboolean minutes;
	gint64 from, to;
	const char *zone, *ja, *en;
} spans[] = {
	{ "a quarter", FALSE, Q3, Q4, "Asia/Tokyo", "2015年7月1日～9月30日", "July 1 – September 30, 2015" },
	{ "over new year", FALSE, Q4, Q4 + 100 * 86400, "Asia/Tokyo", "2015年10月1日～2016年1月8日",
	    "October 1, 2015 – January 8, 2016" },
	{ "one day", FALSE, Q3, Q3 + 86400, "Asia/Tokyo", "2015年7月1日", "July 1, 2015" },
	{ "minutes of days", TRUE, OUT, BACK, "Asia/Tokyo", "2015年9月20日14時50分から9月24日9時20分",
	    "14:50 on September 20 to 09:20 on September 24, 2015" },
	{ "minutes of a day", TRUE, OUT, OUT + 900, "Asia/Tokyo", "2015年9月20日14時50分から15時05分",
	    "14:50 to 15:05 on September 20, 2015" },
	{ "minutes over new year", TRUE, 1451573400, 1451577000, "Asia/Tokyo",
	    "2015年12月31日23時50分から2016年1月1日0時50分", "23:50 on December 31, 2015 to 00:50 on January 1, 2016" },
	{ "where clocks change", TRUE, 1425797940, 1425798060, "America/New_York", "2015年3月8日1時59分から3時01分",
	    "01:59 to 03:01 on March 8, 2015" },
};

static void
spans_as_written(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	char *(*write)(const Lang *, gint64, gint64, const char *) = spans[i].minutes ? lang_span : lang_days;
	g_autofree char *a = write(ja, spans[i].from, spans[i].to, spans[i].zone);
	g_autofree char *b = write(en, spans[i].from, spans[i].to, spans[i].zone);

	g_assert_cmpstr(a, ==, spans[i].ja);
	g_assert_cmpstr(b, ==, spans[i].en);
}

static void
months_and_zones(void)
{
	g_autofree char *a = lang_months(ja, Q3, Q4, "Asia/Tokyo"), *b = lang_months(en, Q3, Q4, "Asia/Tokyo");
	g_autofree char *c = lang_zone(ja, "Asia/Tokyo"), *d = lang_zone(en, "Asia/Tokyo"), *e = lang_zone(ja, "UTC"),
			*f = lang_zone(en, "UTC");

	g_assert_cmpstr(a, ==, "2015年7月～9月");
	g_assert_cmpstr(b, ==, "July – September 2015");
	g_assert_cmpstr(c, ==, "日本標準時");
	g_assert_cmpstr(d, ==, "Japan Standard Time");
	g_assert_cmpstr(e, ==, "協定世界時");
	g_assert_cmpstr(f, ==, "Coordinated Universal Time");
}

static const struct {
	const char *code, *ja, *en;
} regions[] = {
	{ "CN", "中国", "China" },
	{ "US", "米国", "United States" },
	{ "JP", "日本", "Japan" },
	{ "TW", "台湾", "Taiwan" },
	{ "KR", "韓国", "South Korea" },
	{ "NL", "オランダ", "Netherlands" },
	{ "RU", "ロシア", "Russia" },
	{ "HK", "香港", "Hong Kong" },
	{ "MO", "マカオ", "Macao" },
	{ "GB", "英国", "United Kingdom" },
	{ "VN", "ベトナム", "Vietnam" },
	{ "IR", "イラン", "Iran" },
	{ "CD", "コンゴ民主共和国", "DR Congo" },
	{ "MM", "ミャンマー", "Myanmar" },
	{ "EU", "欧州", "Europe" },
	{ "private", "プライベートアドレス", "Private addresses" },
};

static void
names_regions(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	g_autofree char *a = lang_region(ja, regions[i].code, &error), *b = lang_region(en, regions[i].code, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(a, ==, regions[i].ja);
	g_assert_cmpstr(b, ==, regions[i].en);
}

/* The article is the language's, and only inside a sentence. */
static void
names_within_a_sentence(void)
{
	static const struct {
		const char *code, *ja, *en;
	} within[] = {
		{ "US", "米国", "the United States" },
		{ "NL", "オランダ", "the Netherlands" },
		{ "GB", "英国", "the United Kingdom" },
		{ "PH", "フィリピン", "the Philippines" },
		{ "CN", "中国", "China" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(within); i++) {
		g_autofree char *a = lang_region_within(ja, within[i].code, NULL);
		g_autofree char *b = lang_region_within(en, within[i].code, NULL);

		g_assert_cmpstr(a, ==, within[i].ja);
		g_assert_cmpstr(b, ==, within[i].en);
	}
}

static void
refuses_what_has_no_name(void)
{
	static const char *const codes[] = { "QQ", "A1", "nowhere" };

	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *name = lang_region(en, codes[i], &error);

		g_assert_null(name);
		g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
		g_assert_nonnull(strstr(error->message, codes[i]));
	}
}

static void
words_or_an_error(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = lang_format(ja, "span.day", &error, "from", "あ", "to", "い", NULL);

	g_assert_cmpstr(text, ==, "あからい");
	g_assert_null(lang_words(ja, "no.such", &error));
	g_assert_cmpstr(error->message, ==, "the catalogue of 'ja' has no words for 'no.such'");
	g_clear_error(&error);
	g_assert_null(lang_format(en, "span.day", &error, "from", "x", NULL));
	g_assert_cmpstr(error->message, ==, "the words for 'span.day' of 'en': nothing is given for '{to}'");
	g_clear_error(&error);
	g_assert_null(lang_open("fr", NULL, &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
}

/* A catalogue of one key, k -> v, in this machine's byte order; then damaged. */
static void
survives_damage(void)
{
	guint32 good[] = { 0x950412de, 0, 1, 28, 36, 0, 44, 1, 44, 1, 46, 0 };
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Catalogue) catalogue = NULL;

	memcpy(good + 11, "k\0v\0", 4);
	good[7] = 1, good[8] = 44, good[9] = 1, good[10] = 46;
	bytes = g_bytes_new(good, sizeof good);
	catalogue = catalogue_read(bytes, NULL);
	g_assert_nonnull(catalogue);
	g_assert_cmpstr(catalogue_words(catalogue, "k"), ==, "v");
	for (gsize length = 0; length < sizeof good; length++) {
		g_autoptr(GBytes) cut = g_bytes_new(good, length);
		g_autoptr(Catalogue) none = catalogue_read(cut, NULL);
		g_assert_null(none);
	}
	for (gsize i = 0; i < 11; i++) { /* any word of the head and the tables made huge */
		guint32 bad[G_N_ELEMENTS(good)];
		g_autoptr(GBytes) damaged = NULL;
		g_autoptr(Catalogue) none = NULL;

		memcpy(bad, good, sizeof bad);
		bad[i] = 0xfffffff0;
		damaged = g_bytes_new(bad, sizeof bad);
		none = catalogue_read(damaged, NULL);
		g_assert_true(!none || i == 5 || i == 6); /* the hash table is not read */
	}
}

#define ADD(table, run)                                                                        \
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {                                      \
		g_autofree char *path = g_strdup_printf("/lang/" #table "/%s", table[i].NAME); \
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), run);                          \
	}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	int failed;

	/* What must not matter. */
	g_setenv("LC_ALL", "tr_TR.UTF-8", TRUE);
	g_setenv("TZ", "Pacific/Chatham", TRUE);
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	ja = lang_open("ja", NULL, &error);
	g_assert_no_error(error);
	en = lang_open("en", NULL, &error);
	g_assert_no_error(error);
#define NAME what
	ADD(counts, counts_same_in_both)
	ADD(dates, dates_in_zone)
	ADD(spans, spans_as_written)
#undef NAME
#define NAME code
	ADD(regions, names_regions)
	g_test_add_func("/lang/rounds halves up", rounds_halves_up);
	g_test_add_func("/lang/months and zones", months_and_zones);
	g_test_add_func("/lang/names within a sentence", names_within_a_sentence);
	g_test_add_func("/lang/refuses what has no name", refuses_what_has_no_name);
	g_test_add_func("/lang/words or an error", words_or_an_error);
	g_test_add_func("/lang/survives damage", survives_damage);
	failed = g_test_run();
	lang_free(ja);
	lang_free(en);
	return failed;
}
