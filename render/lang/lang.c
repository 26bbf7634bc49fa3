/*
 * lang.c: opens a language: its catalogue, and what numbers, dates and regions (the files beside this one) need.
 */
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
	if (!(lang->locale = locale_of(name, error)))
		return NULL;
	own = save_find_shared("locale", folder ? NULL : error);
	if (!folder && !own)
		return NULL;
	words = g_build_filename(folder ? folder : own, file, NULL);
	regions = g_build_filename(folder ? folder : own, "regions.ini", NULL);
	if (folder && own) {
		g_autofree char *ours = g_build_filename(own, file, NULL);
		lang->newer = catalogue_open(ours, NULL);
	}
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
	g_clear_pointer(&lang->newer, catalogue_free);
	g_free(lang->name);
	g_free(lang);
}
