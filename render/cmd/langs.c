/*
 * langs.c: names with commas between, to languages.
 */
#include "langs.h"

static void
free_lang(gpointer lang)
{
	lang_free(lang);
}

GPtrArray *
langs_open(const char *list, GError **error)
{
	g_autoptr(GPtrArray) langs = g_ptr_array_new_with_free_func(free_lang);
	g_auto(GStrv) names = g_strsplit(list ? list : "ja,en", ",", -1);

	for (char **name = names; *name; name++) {
		Lang *lang = lang_open(*name, NULL, error);
		if (!lang)
			return NULL;
		g_ptr_array_add(langs, lang);
	}
	return g_steal_pointer(&langs);
}
