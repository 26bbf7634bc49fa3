/*
 * region.c: region codes to the names that a language's readers expect.
 * ICU's names (CLDR), short or full as regions.ini says, with its overrides over them; the three words
 * for addresses that no database places come from the catalogue.
 */
#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/ustring.h>
#include "error.h"
#include "ini.h"
#include "inner.h"

static gboolean
fail(GError **error, const char *path, const char *what, const char *subject)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %s '%s'", path, what, subject);
	return FALSE;
}

static gboolean
is_code(const char *key)
{
	return strlen(key) == 2 && g_ascii_isupper(key[0]) && (g_ascii_isupper(key[1]) || g_ascii_isdigit(key[1]));
}

/* "AE AX BS": codes with blanks between. */
static gboolean
take_codes(Lang *lang, const char *path, const char *value, GError **error)
{
	g_auto(GStrv) codes = g_strsplit(value, " ", -1);

	for (char **code = codes; *code; code++)
		if (!is_code(*code))
			return fail(error, path, "with-article: not a region code of two capital letters:", *code);
		else
			g_hash_table_add(lang->with_article, g_strdup(*code));
	return TRUE;
}

/* One key of the group: a setting, or a code and its name. */
static gboolean
take(Lang *lang, const char *path, const char *key, const char *value, GError **error)
{
	if (g_str_equal(key, "length")) {
		lang->short_regions = g_str_equal(value, "short");
		return lang->short_regions || g_str_equal(value, "full") ||
		       fail(error, path, "length is short or full, not", value);
	}
	if (g_str_equal(key, "article")) {
		g_free(lang->article);
		lang->article = g_strdup(value);
		return TRUE;
	}
	if (g_str_equal(key, "with-article"))
		return take_codes(lang, path, value, error);
	if (!is_code(key))
		return fail(error, path, "not a region code of two capital letters:", key);
	if (!*value)
		return fail(error, path, "no name is given for", key);
	g_hash_table_insert(lang->regions, g_strdup(key), g_strdup(value));
	return TRUE;
}

static gboolean
read_file(Lang *lang, const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = ini_open(path, error);
	g_auto(GStrv) keys = NULL;

	if (!file)
		return FALSE;
	if (!(keys = g_key_file_get_keys(file, lang->name, NULL, error))) {
		g_prefix_error(error, "%s: ", path);
		return FALSE;
	}
	for (char **key = keys; *key; key++) {
		g_autofree char *value = g_key_file_get_string(file, lang->name, *key, error);

		if (!value || !take(lang, path, *key, value, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
lang_region_open(Lang *lang, const char *path, GError **error)
{
	UDisplayContext contexts[] = { UDISPCTX_LENGTH_FULL, UDISPCTX_CAPITALIZATION_NONE };
	UErrorCode status = U_ZERO_ERROR;

	lang->regions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	lang->with_article = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!read_file(lang, path, error))
		return FALSE;
	if (lang->short_regions)
		contexts[0] = UDISPCTX_LENGTH_SHORT;
	lang->names = uldn_openForContext(lang->locale, contexts, G_N_ELEMENTS(contexts), &status);
	if (U_SUCCESS(status))
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "ICU has no names for '%s': %s", lang->locale,
	    u_errorName(status));
	return FALSE;
}

void
lang_region_close(Lang *lang)
{
	g_clear_pointer(&lang->regions, g_hash_table_unref);
	g_clear_pointer(&lang->with_article, g_hash_table_unref);
	g_clear_pointer(&lang->article, g_free);
	if (lang->names)
		uldn_close(lang->names);
}

/* ICU's name; NULL where it has none, which it says by giving the code back. */
static char *
icu_name(const Lang *lang, const char *code)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[128];
	gint length = uldn_regionDisplayName(lang->names, code, wide, G_N_ELEMENTS(wide), &status);
	g_autofree char *name = U_SUCCESS(status) ? lang_utf8(wide, length) : NULL;

	return name && !g_str_equal(name, code) ? g_steal_pointer(&name) : NULL;
}

char *
lang_region(const Lang *lang, const char *code, GError **error)
{
	const char *override = g_hash_table_lookup(lang->regions, code);
	char *name;

	if (override)
		return g_strdup(override);
	if (!is_code(code)) {
		g_autofree char *key = g_strconcat("region.", code, NULL);
		return g_strdup(lang_words(lang, key, error));
	}
	name = icu_name(lang, code);
	if (!name)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "region '%s' has no name in '%s'; one can be given in regions.ini", code, lang->name);
	return name;
}

char *
lang_region_within(const Lang *lang, const char *code, GError **error)
{
	char *name = lang_region(lang, code, error), *whole;

	if (!name || !lang->article || !g_hash_table_contains(lang->with_article, code))
		return name;
	whole = g_strdup_printf("%s %s", lang->article, name);
	g_free(name);
	return whole;
}
