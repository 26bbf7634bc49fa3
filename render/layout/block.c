/*
 * block.c: one function a kind of block.  Headings, paragraphs and what else is text alone; the others have a file each.
 */
#include "galley.h"

/* A destination at the top of the strip that comes next, and the node's name for it. */
static void
add_target(Galley *galley, GArray *items, guint node, const char *id)
{
	items_add_dest(items, galley->left, 0, id);
	g_array_index(galley->pages->nodes, Node, node).id = g_strdup(id);
}

/* --- the title --------------------------------------------------------------------------- */

static void
add_title_rule(Galley *galley)
{
	GArray *items = items_new();
	double width = galley->beside ? galley->width : theme_measure(galley->theme);
	FlowStrip strip = { .height = 1.2,
		.wide = !galley->beside,
		.before = 8,
		.after = galley->theme->text[THEME_BODY].leading,
		.keep = TRUE,
		.head = -1 };

	galley_rule(items, galley->left, 0, width, 1.2, galley->theme->accent);
	galley_add(galley, strip, items);
}

/* Who publishes, below the title's block; more than a line's words are wrapped. */
static gboolean
add_author_below(Galley *galley, guint node, GError **error)
{
	g_autoptr(RichText) author = rich_text_new(galley->doc->author);
	TextPlan plan = text_plan(galley, THEME_SUBTITLE, node);

	plan.whole = plan.keep = TRUE;
	plan.wide = !galley->beside;
	plan.after = 0;
	return galley_text(galley, author, &plan, error);
}

/* The same right of the last line of the title's block, where there is room. */
static gboolean
add_author(Galley *galley, GError **error)
{
	const ThemeText *look = &galley->theme->text[THEME_SUBTITLE];
	const FlowStrip *above = &g_array_index(galley->strips, FlowStrip, galley->strips->len - 1);
	GArray *items = galley->items->pdata[galley->items->len - 1];
	double right = galley->left + (galley->beside ? galley->width : theme_measure(galley->theme));
	const char *author = galley->doc->author;
	g_autoptr(TextLine) line = NULL;
	guint node;

	if (!author || !*author)
		return TRUE;
	if (!(line = galley_label(galley, author, THEME_SUBTITLE, error)))
		return FALSE;
	node = pages_add_node(galley->pages, galley->node, ROLE_P);
	if (right - line->width < items_end(items) + 2 * look->size)
		return add_author_below(galley, node, error);
	items_add_line(
	    items, node, right - line->width, above->height - look->leading + baseline_of(look), line, look->colour);
	return TRUE;
}

static gboolean
set_title(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, THEME_TITLE, pages_add_node(galley->pages, galley->node, ROLE_H1));

	(void)used;
	plan.whole = TRUE;
	plan.wide = !galley->beside;
	if (!galley_text(galley, block->text, &plan, error))
		return FALSE;
	if (block->id)
		add_target(galley, galley->items->pdata[galley->items->len - 1], plan.node, block->id);
	galley->spread = FALSE;
	if (next && next->kind == BLOCK_SUBTITLE)
		return TRUE;
	if (!add_author(galley, error))
		return FALSE;
	add_title_rule(galley);
	return TRUE;
}

static gboolean
set_subtitle(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, THEME_SUBTITLE, pages_add_node(galley->pages, galley->node, ROLE_P));

	(void)next;
	(void)used;
	plan.whole = plan.keep = TRUE;
	plan.wide = !galley->beside;
	plan.after = 0;
	if (!galley_text(galley, block->text, &plan, error) || !add_author(galley, error))
		return FALSE;
	add_title_rule(galley);
	return TRUE;
}

/* --- headings ---------------------------------------------------------------------------- */

char *
heading_target(const Galley *galley, const Block *block)
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
	int depth = MAX(block->level, 1);
	ThemeTextRole role = depth == 1 ? THEME_H1 : depth == 2 ? THEME_H2 : THEME_H3;
	guint node = pages_add_node(galley->pages, galley->node, (Role)(ROLE_H1 + MIN(depth, 5)));
	TextPlan plan = text_plan(galley, role, node);
	FlowStrip strip = { .before = plan.before, .after = plan.after, .snap = SNAP_BOTTOM, .head = -1 };
	g_autofree char *id = heading_target(galley, block);
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

	if (galley->left > galley->base || galley->body != THEME_BODY)
		return 0;
	return japanese ? galley->theme->indent * look->size : galley->spread ? 1.5 * look->size : 0;
}

/* What introduces stays with what it introduces: before a list always, before anything where it ends with a colon. */
static gboolean
introduces(const Block *block, const Block *next)
{
	g_autofree char *text = g_strchomp(g_strdup(block->text->utf8));

	return next && (next->kind == BLOCK_LIST || g_str_has_suffix(text, ":") || g_str_has_suffix(text, "："));
}

static gboolean
set_paragraph(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, galley->body, pages_add_node(galley->pages, galley->node, ROLE_P));
	gboolean running = galley->body == THEME_BODY;

	(void)used;
	plan.align = running ? ALIGN_JUSTIFY : ALIGN_LEFT; /* addresses in references would be torn apart */
	plan.indent = indent_of(galley);
	plan.snap = running ? SNAP_TOP : SNAP_NONE;
	galley->spread = TRUE;
	if (!galley_text(galley, block->text, &plan, error))
		return FALSE;
	if (introduces(block, next))
		galley->owed = MAX(galley->owed, 1);
	return TRUE;
}

/* A bar down a strip. */
static void
put_bar(Galley *galley, guint strip, double x, double width)
{
	PagePath *path = page_path_rectangle(width, g_array_index(galley->strips, FlowStrip, strip).height);

	path->filled = TRUE;
	path->fill = galley->theme->grid;
	items_add_path(galley->items->pdata[strip], NODE_ARTIFACT, x, 0, path);
}

static gboolean
set_note(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	TextPlan plan = text_plan(galley, THEME_NOTE, pages_add_node(galley->pages, galley->node, ROLE_P));

	(void)next;
	(void)used;
	plan.align = ALIGN_JUSTIFY;
	plan.keep = galley->strips->len > 0;
	plan.whole = TRUE;
	galley->spread = FALSE;
	return galley_text(galley, block->text, &plan, error);
}

/* A quotation stands two em in on both sides, with a bar to its left. */
static gboolean
set_quote(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	const ThemeText *look = &galley->theme->text[THEME_BODY];
	guint quote = pages_add_node(galley->pages, galley->node, ROLE_QUOTE), first = galley->strips->len;
	TextPlan plan = text_plan(galley, THEME_BODY, pages_add_node(galley->pages, quote, ROLE_P));

	(void)next;
	(void)used;
	plan.left += 2 * look->size;
	plan.width -= 4 * look->size;
	plan.align = ALIGN_JUSTIFY;
	plan.snap = SNAP_TOP;
	plan.before = plan.after = look->leading / 2;
	galley->spread = FALSE;
	if (!galley_text(galley, block->text, &plan, error))
		return FALSE;
	for (guint i = first; i < galley->strips->len; i++)
		put_bar(galley, i, galley->left + look->size, 1.5);
	return TRUE;
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
galley_block(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	*used = 0;
	galley->place = block->text ? block->text->place : galley->place;
	for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++)
		if (kinds[k].kind == block->kind)
			return kinds[k].set(galley, block, next, used, error);
	g_return_val_if_reached(FALSE);
}

gboolean
galley_blocks(Galley *galley, const GPtrArray *blocks, GError **error)
{
	guint used;

	for (guint i = 0; i < blocks->len; i += 1 + used)
		if (!galley_block(
			galley, blocks->pdata[i], i + 1 < blocks->len ? blocks->pdata[i + 1] : NULL, &used, error))
			return FALSE;
	return TRUE;
}
