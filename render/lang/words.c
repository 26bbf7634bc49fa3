/*
 * words.c: the words of an open language, and values put into them.  What the other files of this room build on.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

char *
lang_utf8(const void *utf16, gint length)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *utf8 = g_utf16_to_utf8(utf16, length, NULL, NULL, NULL);

	for (const char *at = utf8; at && *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		g_string_append_unichar(text, c == 0x2009 || c == 0x202f ? ' ' : c);
	}
	return g_strdup(text->str);
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

	if (!words && lang->newer)
		words = catalogue_words(lang->newer, key);
	if (!words)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the catalogue of '%s' has no words for '%s'",
		    lang->name, key);
	return words;
}

gboolean
lang_knows(const Lang *lang, const char *key)
{
	return catalogue_words(lang->catalogue, key) != NULL;
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

gboolean
lang_append(GString *text, char *words)
{
	if (words)
		g_string_append(text, words);
	g_free(words);
	return words != NULL;
}
