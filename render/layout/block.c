/*
 * block.c: one function a kind of block.  Headings, paragraphs and what else is text alone; the others have a file each.
 */
#include "galley.h"

/* A destination at the top of the strip that comes next, and the node's name for it. */
static void
add_target(Galley *galley, GArray *items, guint node, const char *id)
{
	items_add_dest(items, 0, 0, id);
	g_array_index(galley->pages->nodes, Node, node).id = g_strdup(id);
}

/* --- the title --------------------------------------------------------------------------- */

static void
add_title_rule(Galley *galley)
{
	GArray *items = items_new();
	FlowStrip strip = {
		.height = 1.2, .before = 8, .after = galley->theme->text[THEME_BODY].leading, .keep = TRUE, .head = -1
	};

	galley_rule(
	    items, 0, 0, galley->theme->measure * galley->theme->text[THEME_BODY].size, 1.2, galley->theme->accent);
	galley_add(galley, strip, items);
}

static gboolean
set_title(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, THEME_TITLE, pages_add_node(galley->pages, galley->node, ROLE_H1));

	(void)used;
	plan.whole = TRUE;
	if (!galley_text(galley, block->text, &plan, error))
		return FALSE;
	if (!next || next->kind != BLOCK_SUBTITLE)
		add_title_rule(galley);
	galley->spread = FALSE;
	return TRUE;
}

static gboolean
set_subtitle(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, THEME_SUBTITLE, pages_add_node(galley->pages, galley->node, ROLE_P));

	(void)next;
	(void)used;
	plan.whole = plan.keep = TRUE;
	plan.after = 0;
	if (!galley_text(galley, block->text, &plan, error))
		return FALSE;
	add_title_rule(galley);
	return TRUE;
}

/* --- headings ---------------------------------------------------------------------------- */

/* Sections begin at level 2 where the title is the heading of level 1. */
int
heading_depth(const Galley *galley, const Block *block)
{
	const Block *first = galley->doc->blocks->len > 0 ? galley->doc->blocks->pdata[0] : NULL;

	return MAX(block->level - (first && first->kind == BLOCK_TITLE), 1);
}

char *
heading_id(const Galley *galley, const Block *block)
{
	guint at;

	if (block->id)
		return g_strdup(block->id);
	return g_ptr_array_find(galley->doc->blocks, block, &at) ? g_strdup_printf("block-%u", at)
								 : g_strdup_printf("inner-%u", galley->entries->len);
}

/* The number stands before the heading's lines, which hang. */
static gboolean
set_number(Galley *galley, GArray *items, const char *number, const TextPlan *plan, double *hang, GError **error)
{
	const ThemeText *look = &galley->theme->text[plan->role];
	g_autoptr(TextLine) line = galley_number(galley, number, plan->role, error);

	if (!line)
		return FALSE;
	items_add_line(items, plan->node, plan->left, baseline_of(look), line, look->colour);
	*hang = line->width + 0.75 * look->size;
	return TRUE;
}

static void
add_entry(Galley *galley, const Block *block, int depth, guint node)
{
	Entry entry = {
		.strip = galley->strips->len,
		.level = depth,
		.id = g_array_index(galley->pages->nodes, Node, node).id,
		.from = block,
	};

	g_array_append_val(galley->entries, entry);
}

static gboolean
set_heading(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	int depth = heading_depth(galley, block);
	ThemeTextRole role = depth == 1 ? THEME_H1 : depth == 2 ? THEME_H2 : THEME_H3;
	guint node = pages_add_node(galley->pages, galley->node, (Role)(ROLE_H1 + CLAMP(block->level, 1, 6) - 1));
	TextPlan plan = text_plan(galley, role, node);
	FlowStrip strip = { .before = plan.before, .after = plan.after, .snap = SNAP_BOTTOM, .head = -1 };
	g_autofree char *id = heading_id(galley, block);
	g_autoptr(GArray) items = items_new();
	double hang = 0;

	(void)next;
	(void)used;
	add_target(galley, items, node, id);
	if (block->number && !set_number(galley, items, block->number, &plan, &hang, error))
		return FALSE;
	plan.width -= hang;
	strip.height = galley_lines(galley, items, block->text, &plan, plan.left + hang, 0, error);
	if (strip.height < 0)
		return FALSE;
	add_entry(galley, block, depth, node);
	galley_add(galley, strip, g_steal_pointer(&items));
	galley->owed = 2;
	galley->spread = FALSE;
	return TRUE;
}

/* --- running text ------------------------------------------------------------------------ */

/* Japanese indents every paragraph, English those that follow another; in lists neither does. */
static double
indent_of(const Galley *galley)
{
	const ThemeText *look = &galley->theme->text[galley->body];
	gboolean japanese = g_str_equal(galley->doc->lang, "ja");

	if (galley->left > 0 || galley->body != THEME_BODY)
		return 0;
	return japanese ? galley->theme->indent * look->size : galley->spread ? 1.5 * look->size : 0;
}

static gboolean
set_paragraph(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, galley->body, pages_add_node(galley->pages, galley->node, ROLE_P));

	(void)next;
	(void)used;
	plan.align = ALIGN_JUSTIFY;
	plan.indent = indent_of(galley);
	plan.snap = galley->body == THEME_BODY ? SNAP_TOP : SNAP_NONE;
	galley->spread = TRUE;
	return galley_text(galley, block->text, &plan, error);
}

static gboolean
set_note(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, THEME_NOTE, pages_add_node(galley->pages, galley->node, ROLE_P));

	(void)next;
	(void)used;
	plan.align = ALIGN_JUSTIFY;
	plan.keep = galley->strips->len > 0;
	galley->spread = FALSE;
	return galley_text(galley, block->text, &plan, error);
}

/* What is quoted: one paragraph, or the blocks of its items. */
static gboolean
set_quoted(Galley *galley, const Block *block, GError **error)
{
	if (block->text)
		return set_paragraph(galley, block, NULL, NULL, error);
	for (guint i = 0; block->items && i < block->items->len; i++)
		if (!galley_blocks(galley, ((ListItem *)block->items->pdata[i])->blocks, error))
			return FALSE;
	return TRUE;
}

/* A quotation stands two em in on both sides. */
static gboolean
set_quote(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	double inset = 2 * galley->theme->text[THEME_BODY].size, left = galley->left, width = galley->width;
	guint node = galley->node;
	gboolean ok;

	(void)next;
	(void)used;
	galley->node = pages_add_node(galley->pages, node, ROLE_QUOTE);
	galley->left += inset;
	galley->width -= 2 * inset;
	ok = set_quoted(galley, block, error);
	galley->node = node;
	galley->left = left;
	galley->width = width;
	galley->spread = FALSE;
	return ok;
}

static gboolean
set_pagebreak(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	(void)block;
	(void)next;
	(void)used;
	(void)error;
	galley->page = galley->strips->len > 0;
	galley->spread = FALSE;
	return TRUE;
}

/* --- the table --------------------------------------------------------------------------- */

/* A new kind is one line here and one function. */
static const struct {
	BlockKind kind;
	gboolean (*set)(Galley *galley, const Block *block, const Block *next, guint *used, GError **error);
} kinds[] = {
	{ BLOCK_TITLE, set_title },
	{ BLOCK_SUBTITLE, set_subtitle },
	{ BLOCK_HEADING, set_heading },
	{ BLOCK_PARAGRAPH, set_paragraph },
	{ BLOCK_LIST, set_list },
	{ BLOCK_QUOTE, set_quote },
	{ BLOCK_TABLE, set_table },
	{ BLOCK_FIGURE, set_figure },
	{ BLOCK_NOTE, set_note },
	{ BLOCK_REFERENCES, set_list },
	{ BLOCK_TOC, set_toc },
	{ BLOCK_PAGEBREAK, set_pagebreak },
};

gboolean
galley_blocks(Galley *galley, const GPtrArray *blocks, GError **error)
{
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = blocks->pdata[i], *next = i + 1 < blocks->len ? blocks->pdata[i + 1] : NULL;
		guint used = 0;

		galley->place = block->text ? block->text->place : galley->place;
		for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++)
			if (kinds[k].kind == block->kind && !kinds[k].set(galley, block, next, &used, error))
				return FALSE;
		i += used;
	}
	return TRUE;
}
