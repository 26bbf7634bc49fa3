/*
 * number.c: counts, decimals and percentages as a language writes them, through ICU's number
 * skeletons.  A half rounds up, as readers expect who check with a calculator.
 */
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>
#include "inner.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(UFormattedNumber, unumf_closeResult)

static void
close_formatter(gpointer formatter)
{
	unumf_close(formatter);
}

void
lang_number_open(Lang *lang)
{
	lang->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, close_formatter);
}

void
lang_number_close(Lang *lang)
{
	g_clear_pointer(&lang->numbers, g_hash_table_unref);
}

/* ICU refuses neither our skeletons nor our locales: a failure here is a broken installation. */
static void
must(UErrorCode status)
{
	if (U_FAILURE(status))
		g_error("ICU: %s", u_errorName(status));
}

/* The formatter of a skeleton (ASCII), kept. */
static UNumberFormatter *
formatter(const Lang *lang, const char *skeleton)
{
	UNumberFormatter *found = g_hash_table_lookup(lang->numbers, skeleton);
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[96];

	if (found)
		return found;
	u_uastrncpy(wide, skeleton, G_N_ELEMENTS(wide));
	found = unumf_openForSkeletonAndLocale(wide, -1, lang->locale, &status);
	must(status);
	g_hash_table_insert(lang->numbers, g_strdup(skeleton), found);
	return found;
}

static char *
text_of(UFormattedNumber *result)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[128];
	gint length = unumf_resultToString(result, text, G_N_ELEMENTS(text), &status);

	must(status);
	return lang_utf8(text, length);
}

char *
lang_count(const Lang *lang, gint64 value)
{
	UErrorCode status = U_ZERO_ERROR;
	g_autoptr(UFormattedNumber) result = unumf_openResult(&status);

	unumf_formatInt(formatter(lang, "group-auto"), value, result, &status);
	must(status);
	return text_of(result);
}

/* With so many digits after the point, after the skeleton's other words. */
static char *
rounded(const Lang *lang, const char *words, double value, int digits)
{
	static const char zeros[] = "0000000000";
	g_autofree char *skeleton = g_strdup_printf("%s %s%.*s rounding-mode-half-up", words,
	    digits > 0 ? "." : "precision-integer", CLAMP(digits, 0, 10), zeros);
	UErrorCode status = U_ZERO_ERROR;
	g_autoptr(UFormattedNumber) result = unumf_openResult(&status);

	unumf_formatDouble(formatter(lang, skeleton), value, result, &status);
	must(status);
	return text_of(result);
}

char *
lang_decimal(const Lang *lang, double value, int digits)
{
	return rounded(lang, "group-auto", value, digits);
}

char *
lang_percent(const Lang *lang, double ratio, int digits)
{
	return rounded(lang, "percent scale/100", ratio, digits);
}
