/*
 * look.c: words of the command line to RenderOptions.
 */
#include <stdlib.h>
#include "check.h"
#include "error.h"
#include "langs.h"
#include "look.h"

void
look_clear(Look *look)
{
	g_free(look->template);
	g_free(look->edition);
	g_free(look->theme);
	g_free(look->langs);
	g_free(look->formats);
	g_free(look->dpi);
	g_free(look->date);
	g_free(look->folder);
	g_strfreev(look->lang_names);
	g_strfreev(look->format_names);
}

/* "ja,en": names with commas between, each once. */
static gboolean
check_list(const char *option, const char *list, GError **error)
{
	g_auto(GStrv) names = g_strsplit(list, ",", -1);

	for (guint i = 0; names[i]; i++) {
		gboolean empty = *names[i] == '\0';

		for (guint k = 0; k < i && !empty; k++)
			empty = g_str_equal(names[k], names[i]);
		if (!empty)
			continue;
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "--%s: '%s' is no list of names, each once, with commas between", option, list);
		return FALSE;
	}
	return TRUE;
}

/* An A4 page of 600 dots an inch is a picture of 4961 by 7016, 139 MB while it is drawn. */
enum { DPI_MIN = 36, DPI_MAX = 600 };

static gboolean
check_dpi(const char *dpi, GError **error)
{
	guint64 read;

	if (!dpi || g_ascii_string_to_unsigned(dpi, 10, DPI_MIN, DPI_MAX, &read, NULL))
		return TRUE;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "--dpi: '%s' is no whole number of dots an inch, %d to %d",
	    dpi, DPI_MIN, DPI_MAX);
	return FALSE;
}

gboolean
look_check(const Look *look, GError **error)
{
	if (!look->folder) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "the folder to write to is missing: -o DIR");
		return FALSE;
	}
	return (!look->langs || check_list("lang", look->langs, error)) &&
	       (!look->formats || check_list("format", look->formats, error)) && check_dpi(look->dpi, error);
}

static gboolean
read_date(const Look *look, const Model *model, gint64 *date, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);

	*date = G_MININT64;
	if (!zone || !look->date)
		return zone != NULL;
	if (zone_parse(look->date, zone, date, error))
		return TRUE;
	g_prefix_error(error, "--date: ");
	return FALSE;
}

gboolean
look_render(Look *look, const Model *model, GError **error)
{
	RenderOptions options = { .template = look->template, .edition = look->edition, .theme = look->theme };

	if (!look_check(look, error) || !read_date(look, model, &options.date, error))
		return FALSE;
	look->lang_names = g_strsplit(look->langs ? look->langs : "ja,en", ",", -1);
	look->format_names = g_strsplit(look->formats ? look->formats : "pdf", ",", -1);
	options.langs = (const char *const *)look->lang_names;
	options.dpi = look->dpi ? atoi(look->dpi) : 0;
	options.formats = (const char *const *)look->format_names;
	return render_make(model, &options, look->folder, error);
}

gint
look_open(const Look *look, const Model *model, GError **error)
{
	g_autoptr(GPtrArray) langs = langs_open(look->langs, error);
	g_autoptr(GPtrArray) open = langs ? check_decisions(look->edition, model, langs, error) : NULL;

	for (guint i = 0; open && i < open->len; i++)
		g_printerr("teiten: %s\n", (char *)open->pdata[i]);
	return open ? (gint)open->len : -1;
}
