/*
 * markdown.c: the tree of CommonMark to the blocks of a document.  A table says who makes a block of which node.
 */
#include <string.h>
#include <cmark-gfm-core-extensions.h>
#include "error.h"
#include "inner.h"

enum { MOST_DEPTH = 16 }; /* lists in lists */

/* Where blocks go. */
typedef struct {
	Maker *maker;
	GPtrArray *blocks;
	BlockKind paragraph; /* what a paragraph becomes: a quote's is BLOCK_QUOTE */
	guint depth;
} Sink;

static gboolean make_children(const Sink *sink, cmark_node *node, GError **error);

static const Line *
line_of(const Sink *sink, cmark_node *node)
{
	return script_line(sink->maker->script, (guint)cmark_node_get_start_line(node));
}

static gboolean
refuse(const Sink *sink, cmark_node *node, const char *message, GError **error)
{
	return script_fail(error, line_of(sink, node), (guint)MAX(cmark_node_get_start_column(node), 1), "%s", message);
}

static Block *
put(const Sink *sink, BlockKind kind)
{
	Block *block = block_new(kind);

	g_ptr_array_add(sink->blocks, block);
	return block;
}

static gboolean
make_heading(const Sink *sink, cmark_node *node, GError **error)
{
	const Target *target = g_hash_table_lookup(sink->maker->plan->of_node, node);
	Doc *doc = sink->maker->doc;
	g_autoptr(RichText) text = inline_text(sink->maker, node, NULL, error);
	Block *block;

	if (!text)
		return FALSE;
	if (!*text->utf8)
		return refuse(sink, node, "a heading without words", error);
	block = put(sink, target->number ? BLOCK_HEADING : BLOCK_TITLE);
	block->level = cmark_node_get_heading_level(node) - 1;
	block->number = g_strdup(target->number);
	block->id = g_strdup(target->id);
	if (!target->number)
		doc->title = g_strdup(text->utf8);
	block->text = g_steal_pointer(&text);
	return TRUE;
}

/* The paragraph right after the title that is all emphasis is the subtitle; its emphasis has then done its work. */
static gboolean
is_subtitle(const Sink *sink, gboolean all_emphasis)
{
	const GPtrArray *blocks = sink->blocks;
	const Block *last = blocks->len ? g_ptr_array_index(blocks, blocks->len - 1) : NULL;

	return all_emphasis && last && last->kind == BLOCK_TITLE;
}

static gboolean
make_paragraph(const Sink *sink, cmark_node *node, GError **error)
{
	gboolean all_emphasis, note = line_of(sink, node)->note;
	g_autoptr(RichText) text = inline_text(sink->maker, node, &all_emphasis, error);
	Block *block;

	if (!text)
		return FALSE;
	if (!*text->utf8) /* only a comment */
		return TRUE;
	if (is_subtitle(sink, all_emphasis)) {
		block = put(sink, BLOCK_SUBTITLE);
		g_array_set_size(text->spans, 0);
		sink->maker->doc->subtitle = g_strdup(text->utf8);
	} else {
		block = put(sink, note ? BLOCK_NOTE : sink->paragraph);
	}
	block->text = g_steal_pointer(&text);
	return TRUE;
}

static gboolean
deeper(const Sink *sink, cmark_node *node, Sink *inner, GError **error)
{
	*inner = *sink;
	inner->depth++;
	return inner->depth <= MOST_DEPTH || refuse(sink, node, "blocks stand too deep in each other", error);
}

static gboolean
make_quote(const Sink *sink, cmark_node *node, GError **error)
{
	Sink inner;

	if (!deeper(sink, node, &inner, error))
		return FALSE;
	inner.paragraph = BLOCK_QUOTE;
	return make_children(&inner, node, error);
}

static gboolean
make_list(const Sink *sink, cmark_node *node, GError **error)
{
	Block *block = put(sink, BLOCK_LIST);
	int number = cmark_node_get_list_start(node);
	Sink inner;

	if (!deeper(sink, node, &inner, error))
		return FALSE;
	inner.paragraph = BLOCK_PARAGRAPH;
	block->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
		ListItem *item = list_item_new();

		g_ptr_array_add(block->items, item);
		inner.blocks = item->blocks;
		item->label = block->ordered ? g_strdup_printf("%d.", number++)
					     : g_strdup(lang_words(sink->maker->facts->lang, "list.bullet", error));
		if (!item->label || !make_children(&inner, child, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
make_html(const Sink *sink, cmark_node *node, GError **error)
{
	return g_str_has_prefix(cmark_node_get_literal(node), "<!--") ||
	       refuse(sink, node, "HTML is not of a template", error);
}

static gboolean
make_rule(const Sink *sink, cmark_node *node, GError **error)
{
	return refuse(sink, node, "a rule cannot be printed; a new page is begun by pagebreak", error);
}

/* --- tables written out ------------------------------------------------------------------- */

static Align
alignment(guint8 letter)
{
	return letter == 'r' ? ALIGN_RIGHT : letter == 'c' ? ALIGN_CENTRE : ALIGN_LEFT;
}

static gboolean
fill_row(const Sink *sink, TableRow *row, cmark_node *node, GError **error)
{
	for (cmark_node *cell = cmark_node_first_child(node); cell; cell = cmark_node_next(cell)) {
		RichText *text = inline_text(sink->maker, cell, NULL, error);
		if (!text)
			return FALSE;
		g_ptr_array_add(row->cells, text);
	}
	return TRUE;
}

/* A table in Markdown has no caption and no number: those are of the directive. */
static gboolean
make_table(const Sink *sink, cmark_node *node, GError **error)
{
	gsize columns = cmark_gfm_extensions_get_table_columns(node);
	const guint8 *letters = cmark_gfm_extensions_get_table_alignments(node);
	Block *block = put(sink, BLOCK_TABLE);
	cmark_node *line = cmark_node_first_child(node);

	block->table = table_new(columns);
	for (gsize i = 0; i < columns; i++)
		block->table->align[i] = alignment(letters[i]);
	if (!fill_row(sink, block->table->head, line, error))
		return FALSE;
	for (line = cmark_node_next(line); line; line = cmark_node_next(line)) {
		TableRow *row = table_row_new();
		g_ptr_array_add(block->table->rows, row);
		if (!fill_row(sink, row, line, error))
			return FALSE;
	}
	return TRUE;
}

/* --- directives -------------------------------------------------------------------------- */

/* The first of these words in the text is bold: so a caption is told from a heading, and its number is found. */
static void
embolden(RichText *text, const char *words)
{
	const char *at = strstr(text->utf8, words);
	TextSpan span = { .bold = TRUE };

	if (!at)
		return;
	span.from = (gsize)(at - text->utf8);
	span.to = span.from + strlen(words);
	g_array_append_val(text->spans, span);
}

/* "図 1 …": the caption with its number in it. */
static RichText *
caption(const Sink *sink, const Directive *directive, const Target *target, GError **error)
{
	g_autofree char *words = bind_attribute(sink->maker->facts, directive, "caption", error);
	g_autofree char *line =
	    words ? lang_format(sink->maker->facts->lang, "caption", error, "label", target->words, "text", words, NULL)
		  : NULL;
	RichText *text = line ? rich_text_new(line) : NULL;

	if (!text)
		return NULL;
	embolden(text, target->words);
	text->place = g_strdup_printf("%s:%u", directive->at.file, directive->at.line);
	return text;
}

static gboolean
make_captioned(const Sink *sink, const Directive *directive, const Target *target, GError **error)
{
	const Facts *facts = sink->maker->facts;
	gboolean figure = directive->kind == DIRECTIVE_FIGURE;
	Block *block = put(sink, figure ? BLOCK_FIGURE : BLOCK_TABLE);

	block->id = g_strdup(target->id);
	block->number = g_strdup(target->number);
	if (!(block->text = caption(sink, directive, target, error)))
		return FALSE;
	if (!figure)
		return (block->table = table_make(facts, directive, error)) != NULL;
	if (directive_attribute(directive, "alt") && !(block->alt = bind_attribute(facts, directive, "alt", error)))
		return FALSE;
	return (block->chart = figure_make(facts, directive, error)) != NULL;
}

/* A definition's content, as the list's entry; marks lead here and it leads back. */
static gboolean
make_reference(const Sink *sink, Block *list, cmark_node *definition, GError **error)
{
	g_autofree char *number = g_strdup_printf("%u", list->items->len + 1);
	guint marks = g_array_index(sink->maker->plan->marks, guint, list->items->len);
	ListItem *item = list_item_new();
	Sink inner = { sink->maker, item->blocks, BLOCK_PARAGRAPH, sink->depth + 1 };

	g_ptr_array_add(list->items, item);
	item->id = g_strdup_printf("note:%s", number);
	item->back = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 1; i <= marks; i++)
		g_ptr_array_add(item->back, g_strdup_printf("mark:%s:%u", number, i));
	item->label = lang_format(sink->maker->facts->lang, "reference.label", error, "number", number, NULL);
	return item->label && make_children(&inner, definition, error);
}

static gboolean
make_references(const Sink *sink, GError **error)
{
	const GArray *counts = sink->maker->plan->marks;
	Block *block = put(sink, BLOCK_REFERENCES);
	cmark_node *node = cmark_node_first_child(sink->maker->root);

	block->ordered = TRUE;
	for (; node; node = cmark_node_next(node))
		if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION && block->items->len < counts->len &&
		    !make_reference(sink, block, node, error))
			return FALSE;
	return TRUE;
}

static gboolean
make_directive(const Sink *sink, cmark_node *node, GError **error)
{
	const Directive *directive = script_directive(sink->maker->script, (guint)cmark_node_get_start_line(node));

	switch (directive->kind) {
	case DIRECTIVE_TABLE:
	case DIRECTIVE_FIGURE:
		return make_captioned(sink, directive, g_hash_table_lookup(sink->maker->plan->of_node, node), error);
	case DIRECTIVE_REFERENCES:
		return make_references(sink, error);
	case DIRECTIVE_TOC:
		put(sink, BLOCK_TOC);
		return TRUE;
	case DIRECTIVE_PAGEBREAK:
		put(sink, BLOCK_PAGEBREAK);
		return TRUE;
	default:
		g_assert_not_reached(); /* script.c resolves the others */
	}
}

/* --- all --------------------------------------------------------------------------------- */

static gboolean
make_nothing(const Sink *sink, cmark_node *node, GError **error)
{
	(void)sink, (void)node, (void)error;
	return TRUE;
}

static const struct {
	cmark_node_type type;
	gboolean (*make)(const Sink *sink, cmark_node *node, GError **error);
} makers[] = {
	{ CMARK_NODE_HEADING, make_heading }, { CMARK_NODE_PARAGRAPH, make_paragraph },
	{ CMARK_NODE_BLOCK_QUOTE, make_quote }, { CMARK_NODE_LIST, make_list },
	{ CMARK_NODE_CODE_BLOCK, make_directive }, { CMARK_NODE_HTML_BLOCK, make_html },
	{ CMARK_NODE_THEMATIC_BREAK, make_rule }, { CMARK_NODE_FOOTNOTE_DEFINITION, make_nothing }, /* in references */
};

static gboolean
make_block(const Sink *sink, cmark_node *node, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(makers); i++)
		if (makers[i].type == cmark_node_get_type(node))
			return makers[i].make(sink, node, error);
	if (g_str_equal(cmark_node_get_type_string(node), "table")) /* of an extension, which has no constant */
		return make_table(sink, node, error);
	return refuse(sink, node, "this markup cannot be printed", error);
}

static gboolean
make_children(const Sink *sink, cmark_node *node, GError **error)
{
	for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
		if (!make_block(sink, child, error))
			return FALSE;
	return TRUE;
}

gboolean
markdown_make(Maker *maker, GError **error)
{
	Sink sink = { maker, maker->doc->blocks, BLOCK_PARAGRAPH, 0 };

	return make_children(&sink, maker->root, error);
}
