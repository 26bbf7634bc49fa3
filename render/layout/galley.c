/*
 * galley.c: texts to strips.  The one place where set lines become items and links become nodes.
 */
#include <string.h>
#include "galley.h"

/* References say which marks they are linked back to; the marks are met before them. */
static void
collect_marks(Galley *galley, const GPtrArray *blocks)
{
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i];

		for (guint k = 0; block->kind == BLOCK_REFERENCES && k < block->items->len; k++) {
			ListItem *item = block->items->pdata[k];
			if (item->id && item->back)
				g_hash_table_insert(galley->marks, g_strconcat("#", item->id, NULL), item);
		}
	}
}

Galley *
galley_new(const Doc *doc, const Lang *lang, const Theme *theme, Fonts *fonts, Pages *pages)
{
	Galley *galley = g_new0(Galley, 1);

	*galley = (Galley) { .doc = doc, .lang = lang, .theme = theme, .fonts = fonts, .pages = pages, .node = 1 };
	galley->strips = g_array_new(FALSE, FALSE, sizeof(FlowStrip));
	galley->items = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	galley->places = g_ptr_array_new();
	galley->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
	galley->toc = g_array_new(FALSE, FALSE, sizeof(TocLine));
	galley->marks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	galley->counted = g_hash_table_new(NULL, NULL);
	galley->width = (theme_measure(theme) - (theme->columns - 1) * theme->gutter) / theme->columns;
	galley->body = THEME_BODY;
	collect_marks(galley, doc->blocks);
	return galley;
}

void
galley_free(Galley *galley)
{
	g_array_unref(galley->strips);
	g_ptr_array_unref(galley->items);
	g_ptr_array_unref(galley->places);
	g_array_unref(galley->entries);
	g_array_unref(galley->toc);
	g_hash_table_unref(galley->marks);
	g_hash_table_unref(galley->counted);
	g_free(galley);
}

guint
galley_add(Galley *galley, FlowStrip strip, GArray *items)
{
	strip.page = galley->page;
	strip.keep = !strip.page && (strip.keep || galley->owed > 0);
	galley->owed -= galley->owed > 0;
	galley->page = FALSE;
	g_array_append_val(galley->strips, strip);
	g_ptr_array_add(galley->items, items);
	g_ptr_array_add(galley->places, (char *)galley->place);
	return galley->strips->len - 1;
}

double
baseline_of(const ThemeText *text)
{
	return text->leading / 2 + 0.38 * text->size;
}

void
galley_rule(GArray *items, double x, double y, double width, double thickness, Colour colour)
{
	PagePath *path = page_path_rectangle(width, thickness);

	path->filled = TRUE;
	path->fill = colour;
	items_add_path(items, NODE_ARTIFACT, x, y, path);
}

double
items_end(const GArray *items)
{
	double end = 0, lowest = 0;

	for (guint i = 0; i < items->len; i++) {
		const PageItem *item = &g_array_index(items, PageItem, i);

		if (item->kind != PAGE_GLYPHS || item->y < lowest - 1)
			continue;
		end = item->y > lowest + 1 ? 0 : end;
		lowest = item->y;
		end = MAX(end, item->x + item->run->width);
	}
	return end;
}

/* --- lines ------------------------------------------------------------------------------- */

/* The node of a span's link, made where it is met first. */
static guint
link_node(Galley *galley, const RichText *text, guint span, guint *links, guint node)
{
	const TextSpan *link = &g_array_index(text->spans, TextSpan, span);

	if (links[span] == 0) {
		links[span] = pages_add_node(galley->pages, node, ROLE_LINK);
		g_array_index(galley->pages->nodes, Node, links[span]).alt =
		    *link->link == '#' ? g_strndup(text->utf8 + link->from, link->to - link->from)
				       : g_strdup(link->link);
	}
	return links[span];
}

/* A raised mark of a reference is where that reference is linked back to. */
static void
add_mark(Galley *galley, GArray *items, const TextSpan *span, double x, double y)
{
	ListItem *item = span->raised ? g_hash_table_lookup(galley->marks, span->link) : NULL;
	guint n = item ? GPOINTER_TO_UINT(g_hash_table_lookup(galley->counted, item)) : 0;

	if (!item || n >= item->back->len)
		return;
	items_add_dest(items, x, y, item->back->pdata[n]);
	g_hash_table_insert(galley->counted, item, GUINT_TO_POINTER(n + 1));
}

/* A link's box on one line, from run to the last run of the same span. */
static void
add_link(Galley *galley, GArray *items, const TextSpan *span, guint node, gboolean first, const GlyphRun *run,
    const GlyphRun *last, double x, double baseline)
{
	double top = baseline + run->y - 0.88 * run->size;

	if (first)
		add_mark(galley, items, span, x + run->x, top);
	items_add_link(items, node, x + run->x, top, last->x + last->width - run->x, run->size, span->link);
}

void
galley_line(Galley *galley, GArray *items, const RichText *text, const TextLine *line, guint *links, guint node,
    Colour colour, double x, double baseline)
{
	for (guint i = 0; i < line->runs->len; i++) {
		const GlyphRun *run = line->runs->pdata[i];
		const TextSpan *span = run->span >= 0 ? &g_array_index(text->spans, TextSpan, run->span) : NULL;
		gboolean linked = span && span->link, first = linked && links[run->span] == 0;
		guint at = linked ? link_node(galley, text, (guint)run->span, links, node) : node;
		guint end = i;

		while (end + 1 < line->runs->len && ((GlyphRun *)line->runs->pdata[end + 1])->span == run->span)
			end++;
		if (linked)
			add_link(galley, items, span, at, first, run, line->runs->pdata[end], x, baseline);
		for (; i <= end; i++) {
			const GlyphRun *one = line->runs->pdata[i];
			items_add_glyphs(items, at, x + one->x, baseline + one->y, glyph_run_copy(one),
			    linked ? galley->theme->link : colour);
		}
		i = end;
	}
}

TextLine *
galley_label(const Galley *galley, const char *utf8, ThemeTextRole role, GError **error)
{
	TextStyle style = theme_style(galley->theme, role, galley->doc->lang);

	return text_line(galley->fonts, utf8, &style, error);
}

TextLine *
galley_number(const Galley *galley, const char *utf8, ThemeTextRole role, GError **error)
{
	g_autofree char *spaced = g_strconcat(utf8, " ", NULL);

	return galley_label(galley, spaced, role, error);
}

/* --- texts ------------------------------------------------------------------------------- */

TextPlan
text_plan(const Galley *galley, ThemeTextRole role, guint node)
{
	const ThemeText *text = &galley->theme->text[role];

	return (TextPlan) {
		.role = role,
		.node = node,
		.left = galley->left,
		.width = galley->width,
		.align = ALIGN_LEFT,
		.before = text->before,
		.after = text->after,
	};
}

static GPtrArray *
break_lines(const Galley *galley, const RichText *text, const TextPlan *plan, GError **error)
{
	TextStyle style = theme_style(galley->theme, plan->role, galley->doc->lang);

	style.measure = plan->width;
	style.indent = plan->indent;
	style.align = plan->align;
	return paragraph_set(galley->fonts, text, &style, error);
}

double
galley_lines(
    Galley *galley, GArray *items, const RichText *text, const TextPlan *plan, double x, double y, GError **error)
{
	const ThemeText *look = &galley->theme->text[plan->role];
	g_autoptr(GPtrArray) lines = break_lines(galley, text, plan, error);
	g_autofree guint *links = g_new0(guint, text->spans->len + 1);

	for (guint i = 0; lines && i < lines->len; i++)
		galley_line(galley, items, text, lines->pdata[i], links, plan->node, look->colour, x,
		    y + i * look->leading + baseline_of(look));
	return lines ? lines->len * look->leading : -1;
}

static gboolean
set_whole(Galley *galley, const RichText *text, const TextPlan *plan, GError **error)
{
	FlowStrip strip = { .before = plan->before,
		.after = plan->after,
		.snap = plan->snap,
		.keep = plan->keep,
		.wide = plan->wide,
		.head = -1 };
	TextPlan whole = *plan;
	g_autoptr(GArray) items = items_new();

	if (plan->wide)
		whole.width = theme_measure(galley->theme);
	strip.height = galley_lines(galley, items, text, &whole, plan->left, 0, error);
	if (strip.height < 0)
		return FALSE;
	galley_add(galley, strip, g_steal_pointer(&items));
	return TRUE;
}

/* Widows and orphans: a page may be cut only with two lines above and two below; so three lines stay together. */
static FlowStrip
strip_of_line(const TextPlan *plan, const ThemeText *look, guint line, guint n)
{
	return (FlowStrip) {
		.height = look->leading,
		.before = line == 0 ? plan->before : 0,
		.after = line == n - 1 ? plan->after : 0,
		.snap = plan->snap,
		.keep = line == 0 ? plan->keep : line < 2 || n - line < 2,
		.head = -1,
	};
}

gboolean
galley_text(Galley *galley, const RichText *text, const TextPlan *plan, GError **error)
{
	const ThemeText *look = &galley->theme->text[plan->role];
	g_autoptr(GPtrArray) lines = NULL;
	g_autofree guint *links = g_new0(guint, text->spans->len + 1);

	if (plan->whole)
		return set_whole(galley, text, plan, error);
	lines = break_lines(galley, text, plan, error);
	for (guint i = 0; lines && i < lines->len; i++) {
		GArray *items = items_new();

		galley_line(galley, items, text, lines->pdata[i], links, plan->node, look->colour, plan->left,
		    baseline_of(look));
		galley_add(galley, strip_of_line(plan, look, i, lines->len), items);
	}
	return lines != NULL;
}
