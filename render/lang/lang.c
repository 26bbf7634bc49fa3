/*
 * lang.c: opens a language and puts values into its words.
 * Knows the catalogue; numbers, dates and regions are the files beside this one.
 */
#include <string.h>
#include "error.h"
#include "inner.h"
#include "save.h"

/* The languages we write in.  A new one is one line here, its catalogue and its group in regions.ini. */
static const struct {
	const char *name, *locale;
} languages[] = {
	{ "ja", "ja_JP" },
	{ "en", "en_US" },
};

static const char *
locale_of(const char *name, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
		if (g_str_equal(languages[i].name, name))
			return languages[i].locale;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown language '%s'; there are ja and en", name);
	return NULL;
}

Lang *
lang_open(const char *name, const char *folder, GError **error)
{
	g_autoptr(Lang) lang = g_new0(Lang, 1);
	g_autofree char *own = NULL, *file = g_strdup_printf("%s.mo", name), *words = NULL, *regions = NULL;

	lang_number_open(lang);
	lang->name = g_strdup(name);
	if (!(lang->locale = locale_of(name, error)) || (!folder && !(own = save_find_shared("locale", error))))
		return NULL;
	words = g_build_filename(folder ? folder : own, file, NULL);
	regions = g_build_filename(folder ? folder : own, "regions.ini", NULL);
	if (!(lang->catalogue = catalogue_open(words, error)) || !lang_date_open(lang, error) ||
	    !lang_region_open(lang, regions, error))
		return NULL;
	return g_steal_pointer(&lang);
}

void
lang_free(Lang *lang)
{
	if (!lang)
		return;
	lang_region_close(lang);
	lang_number_close(lang);
	lang_date_close(lang);
	g_clear_pointer(&lang->catalogue, catalogue_free);
	g_free(lang->name);
	g_free(lang);
}

const char *
lang_name(const Lang *lang)
{
	return lang->name;
}

const char *
lang_words(const Lang *lang, const char *key, GError **error)
{
	const char *words = catalogue_words(lang->catalogue, key);

	if (!words)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the catalogue of '%s' has no words for '%s'",
		    lang->name, key);
	return words;
}

/* The value of a name among name, value, ..., NULL; the name is length bytes long and not ended. */
static const char *
value_of(const char *name, gsize length, va_list values)
{
	const char *value = NULL, *each;
	va_list copy;

	va_copy(copy, values);
	while ((each = va_arg(copy, const char *))) {
		value = va_arg(copy, const char *);
		if (strncmp(each, name, length) == 0 && each[length] == '\0')
			break;
	}
	va_end(copy);
	return each ? value : NULL;
}

static gboolean
fill(GString *text, const char *words, va_list values, GError **error)
{
	const char *open, *close;

	for (; (open = strchr(words, '{')) && (close = strchr(open, '}')); words = close + 1) {
		gsize length = (gsize)(close - open - 1);
		const char *value = value_of(open + 1, length, values);

		if (!value) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "nothing is given for '{%.*s}'",
			    (int)length, open + 1);
			return FALSE;
		}
		g_string_append_len(text, words, open - words);
		g_string_append(text, value);
	}
	g_string_append(text, words);
	return TRUE;
}

char *
lang_format(const Lang *lang, const char *key, GError **error, ...)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const char *words = lang_words(lang, key, error);
	gboolean ok;
	va_list values;

	if (!words)
		return NULL;
	va_start(values, error);
	ok = fill(text, words, values, error);
	va_end(values);
	if (!ok) {
		g_prefix_error(error, "the words for '%s' of '%s': ", key, lang->name);
		return NULL;
	}
	return g_strdup(text->str);
}
