/*
 * layout.c: blocks -> galley -> places -> pages.  Then what every page carries: running head and foot.
 */
#include "error.h"
#include "galley.h"

/* --- from the galley to the pages -------------------------------------------------------- */

static GArray *
place_strips(const Galley *galley, double height, GError **error)
{
	FlowPage page = { height, galley->theme->text[THEME_BODY].leading, (guint)galley->theme->columns };
	guint culprit = 0;
	GArray *places = flow_place((FlowStrip *)galley->strips->data, galley->strips->len, &page, &culprit, error);

	if (!places && galley->places->pdata[culprit])
		g_prefix_error(error, "%s: ", (const char *)galley->places->pdata[culprit]);
	return places;
}

static guint
count_pages(const GArray *places)
{
	return places->len > 0 ? g_array_index(places, FlowPlace, places->len - 1).page + 1 : 1;
}

/* How far down the last page is filled [pt]. */
static double
end_of_last(const Galley *galley, const GArray *places)
{
	double end = 0;

	for (guint i = places->len; i > 0; i--) {
		const FlowPlace *place = &g_array_index(places, FlowPlace, i - 1);

		if (place->page + 1 < count_pages(places))
			break;
		end = MAX(end, place->y + g_array_index(galley->strips, FlowStrip, place->strip).height);
	}
	return end;
}

/* From the text's end to the baseline of the running foot [pt]. */
static double
foot_drop(const Theme *theme)
{
	return MIN(theme->bottom / 2, 36);
}

/* One line more would still stand clear of the running foot. */
static gboolean
has_spare_line(const Theme *theme)
{
	return foot_drop(theme) - theme->text[THEME_BODY].leading >= 1.2 * theme->text[THEME_RUNNING].size;
}

/* A last page with a few lines on it is spared where one line more on every page takes them up. */
static GArray *
place_all(const Galley *galley, GError **error)
{
	const Theme *theme = galley->theme;
	double height = theme->height - theme->top - theme->bottom;
	g_autoptr(GArray) places = place_strips(galley, height, error), tight = NULL;

	if (!places || count_pages(places) == 1 || !has_spare_line(theme) || end_of_last(galley, places) > height / 6)
		return g_steal_pointer(&places);
	tight = place_strips(galley, height + theme->text[THEME_BODY].leading, NULL);
	return tight && count_pages(tight) < count_pages(places) ? g_steal_pointer(&tight) : g_steal_pointer(&places);
}

/* A repeated head is seen again but not read again.  It is copied before the first of it is moved to its page. */
static GPtrArray *
copy_heads(const Galley *galley, const GArray *places)
{
	GPtrArray *copies = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

	for (guint i = 0; i < places->len; i++) {
		const FlowPlace *place = &g_array_index(places, FlowPlace, i);
		GArray *copy = items_new();

		if (place->repeat)
			items_copy_painted(copy, galley->items->pdata[place->strip], 0, 0);
		g_ptr_array_add(copies, copy);
	}
	return copies;
}

static void
fill_pages(const Galley *galley, const GArray *places)
{
	g_autoptr(GPtrArray) heads = copy_heads(galley, places);
	double step = galley->width + galley->theme->gutter;

	for (guint i = 0; i < count_pages(places); i++)
		pages_add_page(galley->pages)->label = g_strdup_printf("%u", i + 1);
	for (guint i = 0; i < places->len; i++) {
		const FlowPlace *place = &g_array_index(places, FlowPlace, i);
		Page *page = galley->pages->pages->pdata[place->page];

		items_append(page->items, place->repeat ? heads->pdata[i] : galley->items->pdata[place->strip],
		    galley->theme->left + place->column * step, galley->theme->top + place->y);
	}
}

/* --- what every page carries ------------------------------------------------------------- */

/*
 * Words of the running head or foot, part (0 to 1) of what is left over to their left; what is wider than room [pt] stands
 * on more lines, the last on the baseline.
 */
static gboolean
put_running(
    const Galley *galley, Page *page, const char *words, double part, double room, double baseline, GError **error)
{
	const Theme *theme = galley->theme;
	const ThemeText *look = &theme->text[THEME_RUNNING];
	TextStyle style = theme_style(theme, THEME_RUNNING, galley->doc->lang);
	g_autoptr(RichText) text = rich_text_new(words);
	g_autoptr(GPtrArray) lines = NULL;

	style.measure = room;
	lines = paragraph_set(galley->fonts, text, &style, error);
	for (guint i = 0; lines && i < lines->len; i++) {
		const TextLine *line = lines->pdata[i];

		items_add_line(page->items, NODE_ARTIFACT, theme->left + part * (theme_measure(theme) - line->width),
		    baseline - (lines->len - 1 - i) * look->leading, line, look->colour);
	}
	return lines != NULL;
}

/* The first page has its title; the others say over a fine rule what they belong to. */
static gboolean
put_head(const Galley *galley, Page *page, const char *other, GError **error)
{
	const Theme *theme = galley->theme;
	double rule = theme->top - MIN(theme->top / 3, 24), measure = theme_measure(theme), baseline, room;

	if (!galley->doc->running || !*galley->doc->running)
		return TRUE;
	galley_rule(page->items, theme->left, rule, measure, 0.4, theme->rule);
	baseline = rule - theme->text[THEME_RUNNING].size * 0.6;
	room = other ? (measure - theme->gutter) / 2 : measure;
	return put_running(galley, page, galley->doc->running, 0, room, baseline, error) &&
	       (!other || put_running(galley, page, other, 1, room, baseline, error));
}

static gboolean
put_foot(const Galley *galley, Page *page, guint number, GError **error)
{
	const Theme *theme = galley->theme;
	g_autofree char *one = lang_count(galley->lang, number);
	g_autofree char *all = lang_count(galley->lang, galley->pages->pages->len);
	g_autofree char *words = lang_format(galley->lang, "page.number", error, "page", one, "pages", all, NULL);
	double baseline = theme->height - theme->bottom + foot_drop(theme);

	return words && put_running(galley, page, words, 0.5, theme_measure(theme), baseline, error);
}

static gboolean
put_margins(const Galley *galley, const char *other, GError **error)
{
	for (guint i = 0; i < galley->pages->pages->len; i++) {
		Page *page = galley->pages->pages->pdata[i];

		if ((i > 0 && !put_head(galley, page, other, error)) || !put_foot(galley, page, i + 1, error))
			return FALSE;
	}
	return TRUE;
}

static void
add_bookmarks(const Galley *galley)
{
	for (guint i = 0; i < galley->entries->len; i++) {
		const Entry *entry = &g_array_index(galley->entries, Entry, i);
		const char *words = entry->from->text->utf8, *number = entry->from->number;
		Bookmark bookmark = { .level = entry->level };

		if (entry->other)
			continue;
		bookmark.title = number ? g_strconcat(number, " ", words, NULL) : g_strdup(words);
		bookmark.target = g_strdup(entry->id);
		g_array_append_val(galley->pages->bookmarks, bookmark);
	}
}

/* --- the door ---------------------------------------------------------------------------- */

gboolean
galley_paginate(Galley *galley, const char *other, GError **error)
{
	g_autoptr(GArray) places = place_all(galley, error);

	if (!places || !toc_number(galley, places, error))
		return FALSE;
	fill_pages(galley, places);
	add_bookmarks(galley);
	return put_margins(galley, other, error);
}

void
pages_describe(Pages *pages, const Doc *doc, gint64 date)
{
	pages->title = g_strdup(doc->title);
	pages->author = g_strdup(doc->author);
	pages->subject = g_strdup(doc->subtitle);
	pages->date = date;
}

Pages *
layout_pages(const Doc *doc, const Lang *lang, const Theme *theme, Fonts *fonts, gint64 date, GError **error)
{
	g_autoptr(Pages) pages = pages_new(theme->width, theme->height, doc->lang);
	g_autoptr(Galley) galley = galley_new(doc, lang, theme, fonts, pages);

	pages_describe(pages, doc, date);
	if (!galley_blocks(galley, doc->blocks, error) || !galley_paginate(galley, NULL, error))
		return NULL;
	return g_steal_pointer(&pages);
}
