/*
 * layout.c: blocks -> galley -> places -> pages.  Then what every page carries: running head and foot.
 */
#include "error.h"
#include "galley.h"

/* --- from the galley to the pages -------------------------------------------------------- */

static GArray *
place_strips(const Galley *galley, double height, GError **error)
{
	guint culprit = 0;
	GArray *places = flow_place((FlowStrip *)galley->strips->data, galley->strips->len, height,
	    galley->theme->text[THEME_BODY].leading, &culprit, error);

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

/* A last page with a few lines on it is spared where one line more on every page takes them up. */
static GArray *
place_all(const Galley *galley, GError **error)
{
	const Theme *theme = galley->theme;
	double height = theme->height - theme->top - theme->bottom;
	g_autoptr(GArray) places = place_strips(galley, height, error), tight = NULL;

	if (!places || count_pages(places) == 1 || end_of_last(galley, places) > height / 6)
		return g_steal_pointer(&places);
	tight = place_strips(galley, height + theme->text[THEME_BODY].leading, NULL);
	return tight && count_pages(tight) < count_pages(places) ? g_steal_pointer(&tight) : g_steal_pointer(&places);
}

/* The strips of one page; a repeated head is seen again but not read again. */
static void
fill_page(const Galley *galley, Page *page, const FlowPlace *places, guint n)
{
	for (guint i = 0; i < n; i++) {
		GArray *items = galley->items->pdata[places[i].strip];
		double x = galley->theme->left, y = galley->theme->top + places[i].y;

		if (places[i].repeat)
			items_copy_painted(page->items, items, x, y);
		else
			items_append(page->items, items, x, y);
	}
}

/* From the last page to the first: a head is repeated after the page that takes its items. */
static void
fill_pages(const Galley *galley, const GArray *places)
{
	const FlowPlace *all = (const FlowPlace *)places->data;
	guint end = places->len, pages = count_pages(places);

	for (guint i = 0; i < pages; i++)
		pages_add_page(galley->pages)->label = g_strdup_printf("%u", i + 1);
	while (end > 0) {
		guint first = end - 1;

		while (first > 0 && all[first - 1].page == all[end - 1].page)
			first--;
		fill_page(galley, galley->pages->pages->pdata[all[first].page], &all[first], end - first);
		end = first;
	}
}

/* --- what every page carries ------------------------------------------------------------- */

/* Words of the running head or foot, part (0 to 1) of what is left over to their left. */
static gboolean
put_running(const Galley *galley, Page *page, const char *words, double part, double baseline, GError **error)
{
	const Theme *theme = galley->theme;
	double measure = theme->measure * theme->text[THEME_BODY].size;
	g_autoptr(TextLine) line = galley_label(galley, words, THEME_RUNNING, error);

	if (!line)
		return FALSE;
	items_add_line(page->items, NODE_ARTIFACT, theme->left + part * (measure - line->width), baseline, line,
	    theme->text[THEME_RUNNING].colour);
	return TRUE;
}

/* The first page has its title; the others say over a fine rule what they belong to. */
static gboolean
put_head(const Galley *galley, Page *page, GError **error)
{
	const Theme *theme = galley->theme;
	double rule = theme->top - MIN(theme->top / 3, 24), measure = theme->measure * theme->text[THEME_BODY].size;

	if (!galley->doc->running || !*galley->doc->running)
		return TRUE;
	galley_rule(page->items, theme->left, rule, measure, 0.4, theme->rule);
	return put_running(galley, page, galley->doc->running, 0, rule - theme->text[THEME_RUNNING].size * 0.6, error);
}

static gboolean
put_foot(const Galley *galley, Page *page, guint number, GError **error)
{
	const Theme *theme = galley->theme;
	g_autofree char *one = lang_count(galley->lang, number);
	g_autofree char *all = lang_count(galley->lang, galley->pages->pages->len);
	g_autofree char *words = lang_format(galley->lang, "page.number", error, "page", one, "pages", all, NULL);
	double baseline = theme->height - theme->bottom + MIN(theme->bottom / 2, 36);

	return words && put_running(galley, page, words, 0.5, baseline, error);
}

static gboolean
put_margins(const Galley *galley, GError **error)
{
	for (guint i = 0; i < galley->pages->pages->len; i++) {
		Page *page = galley->pages->pages->pdata[i];

		if ((i > 0 && !put_head(galley, page, error)) || !put_foot(galley, page, i + 1, error))
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
		Bookmark bookmark = {
			.level = entry->level,
			.title = number ? g_strconcat(number, " ", words, NULL) : g_strdup(words),
			.target = g_strdup(entry->id),
		};

		g_array_append_val(galley->pages->bookmarks, bookmark);
	}
}

/* --- the door ---------------------------------------------------------------------------- */

Pages *
layout_pages(const Doc *doc, const Lang *lang, const Theme *theme, Fonts *fonts, gint64 date, GError **error)
{
	g_autoptr(Pages) pages = pages_new(theme->width, theme->height, doc->lang);
	g_autoptr(Galley) galley = galley_new(doc, lang, theme, fonts, pages);
	g_autoptr(GArray) places = NULL;

	pages->title = g_strdup(doc->title);
	pages->author = g_strdup(doc->author);
	pages->subject = g_strdup(doc->subtitle);
	pages->date = date;
	if (!galley_blocks(galley, doc->blocks, error) || !(places = place_all(galley, error)) ||
	    !toc_number(galley, places, error))
		return NULL;
	fill_pages(galley, places);
	add_bookmarks(galley);
	return put_margins(galley, error) ? g_steal_pointer(&pages) : NULL;
}
