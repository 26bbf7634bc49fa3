/*
 * lang: a language as a value; two may be open at once.
 * Its catalogue (compiled from locale/ja.po), and numbers, dates and region names through ICU.
 * Nothing here calls setlocale.
 */
#pragma once
#include <glib.h>

typedef struct Lang Lang;

/*
 * Opens "ja" or "en" from a folder that holds xx.mo and regions.ini (NULL: our own).  What an archive's catalogue does not
 * have, since it is older than this program, is said in our own words.
 */
Lang *lang_open(const char *name, const char *folder, GError **error);
void lang_free(Lang *lang);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lang, lang_free)

const char *lang_name(const Lang *lang); /* "ja", "en" */

/*
 * The words for a key of the catalogue ("table.rank"), borrowed.  A key that is not there is an error that names
 * it: never the key itself on the page.
 */
const char *lang_words(const Lang *lang, const char *key, GError **error);

/*
 * Whether the language's own catalogue has the key.  An older archive's has not: what was not asked, marked or said when it
 * was published is not when it is made again (and its fonts may lack the letters).
 */
gboolean lang_knows(const Lang *lang, const char *key);

/* The words with "{name}" replaced by values given as name, value, ..., NULL.  The caller owns it. */
char *lang_format(const Lang *lang, const char *key, GError **error, ...) G_GNUC_NULL_TERMINATED;

/* Appends words, which it takes; FALSE where they are NULL: so what lang_format gives goes straight into a text. */
gboolean lang_append(GString *text, char *words);

/* Numbers: "1,234,567", "11.4%" (digits after the point). The caller owns them, here and below. */
char *lang_count(const Lang *lang, gint64 value);
char *lang_decimal(const Lang *lang, double value, int digits);
char *lang_percent(const Lang *lang, double ratio, int digits);

typedef enum {
	DATE_DAY,              /* 2015年9月20日 / September 20, 2015 */
	DATE_MINUTE,           /* 2015年9月20日 14:50 / September 20, 2015, 14:50 */
	DATE_MONTH_DAY,        /* 9月20日 / September 20 */
	DATE_MONTH_DAY_MINUTE, /* 9月20日 14:50 / September 20, 14:50 */
	DATE_TICK,             /* 9/20 / Sep 20: an axis label */
	DATE_TICK_MONTH,       /* 9月 / Sep */
	DATE_MONTH,            /* 2015年9月 / September 2015 */
	DATE_TICK_MINUTE,      /* 9/20 14:50 / Sep 20, 14:50 */
	DATE_TICK_TIME,        /* 14:50 */
	DATE_TICK_DAY,         /* 20: under it stands the month */
	DATE_TICK_YEAR,        /* 2015年 / 2015 */
} DateForm;

char *lang_date(const Lang *lang, DateForm form, gint64 time, const char *zone);

/* From the day of from to the day before to, as people write it: "2015年7月1日～9月30日", "July 1 – September 30, 2015". */
char *lang_days(const Lang *lang, gint64 from, gint64 to, const char *zone);

/* The same without a year, for days that are all of the year spoken of: "7月1日～9月30日", "July 1 – September 30". */
char *lang_days_within(const Lang *lang, gint64 from, gint64 to, const char *zone);

/* In months: "2015年7月～9月", "July – September 2015". */
char *lang_months(const Lang *lang, gint64 from, gint64 to, const char *zone);

/* A time zone in words ("日本標準時", "Japan Standard Time"); its IANA name where ICU has none. */
char *lang_zone(const Lang *lang, const char *zone);

/* Minutes: "2015年9月20日14時50分から9月24日9時20分" style of the language, from and to both printed. */
char *lang_span(const Lang *lang, gint64 from, gint64 to, const char *zone);

/* The same without a year, for times that are both of the year spoken of. */
char *lang_span_within(const Lang *lang, gint64 from, gint64 to, const char *zone);

/* "中国", "China"; the words private, reserved, unknown come from the catalogue ("region.private"). */
char *lang_region(const Lang *lang, const char *code, GError **error);

/* The same inside a sentence ("from the Netherlands"): with the article of regions.ini where it lists the region. */
char *lang_region_within(const Lang *lang, const char *code, GError **error);
