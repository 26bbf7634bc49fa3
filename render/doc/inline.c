/*
 * inline.c: the inlines of one block to one RichText: text with its facts put in, emphasis, code, links, marks.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

/* How the text under the reader looks and acts. */
typedef struct {
	gboolean bold, token;
	const char *link; /* borrowed */
} Look;

typedef struct {
	const Maker *maker;
	GString *utf8;
	GArray *spans;
	guint first, last; /* lines of the block in the text */
	gboolean soft;     /* a line end is waiting for what follows */
	gboolean plain;    /* something stood outside emphasis */
	guint depth;
} Writer;

static gboolean write_children(Writer *writer, cmark_node *node, Look look, GError **error);

static gboolean
fail(const Writer *writer, GError **error, const char *needle, const char *message)
{
	return script_fail_at(error, writer->maker->script, writer->first, writer->last, needle, "%s", message);
}

/* A line end in the source is a space between words, and nothing where Japanese runs on. */
static void
join(Writer *writer, const char *next)
{
	const char *end = writer->utf8->str + writer->utf8->len;
	const char *before = g_utf8_find_prev_char(writer->utf8->str, end);

	if (!writer->soft || !*next)
		return;
	writer->soft = FALSE;
	if (before && !g_unichar_iswide(g_utf8_get_char(before)) && !g_unichar_iswide(g_utf8_get_char(next)))
		g_string_append_c(writer->utf8, ' ');
}

static void
append(Writer *writer, const char *text, Look look)
{
	TextSpan span = { 0 };

	join(writer, text);
	span.from = writer->utf8->len;
	g_string_append(writer->utf8, text);
	span.to = writer->utf8->len;
	span.bold = look.bold;
	span.token = look.token;
	span.link = g_strdup(look.link);
	writer->plain = writer->plain || !look.bold;
	if (span.to > span.from && (span.bold || span.token || span.link))
		g_array_append_val(writer->spans, span);
	else
		g_free(span.link);
}

static char *
bound(const Writer *writer, const char *text, GError **error)
{
	const Line *at = script_line(writer->maker->script, writer->first);
	g_autoptr(GError) inner = NULL;
	g_autofree char *key = NULL;
	char *words = bind_text(writer->maker->facts, at->scope, text, &key, &inner);

	if (!words)
		fail(writer, error, key, inner->message);
	return words;
}

/* Text that only looks like markup: cmark left it as it is because it did not match. */
static gboolean
check_text(const Writer *writer, const char *text, GError **error)
{
	g_autofree char *mark = NULL, *message = NULL;
	const char *note = strstr(text, "[^"), *end = note ? strchr(note, ']') : NULL;
	g_autoptr(GPtrArray) labels = g_ptr_array_new();
	g_autofree char *hint = NULL, *label = NULL;

	if (strstr(text, "**"))
		return fail(writer, error, "**",
		    "'**' does not open or close here: put a space, or leave punctuation outside of it");
	if (!end)
		return TRUE;
	mark = g_strndup(note, (gsize)(end + 1 - note));
	label = g_strndup(note + 2, (gsize)(end - note - 2));
	for (guint i = 0; i < writer->maker->script->notes->len; i++)
		g_ptr_array_add(labels, ((Footnote *)g_ptr_array_index(writer->maker->script->notes, i))->label);
	hint = suggest(label, labels);
	message = g_strdup_printf("no note '%s'%s", label, hint);
	return fail(writer, error, mark, message);
}

static gboolean
write_text(Writer *writer, cmark_node *node, Look look, GError **error)
{
	const char *literal = cmark_node_get_literal(node);
	cmark_node *parent = cmark_node_parent(node);
	g_autofree char *kept = NULL, *id = NULL, *words = NULL;
	gsize length = strlen(literal);

	if (cmark_node_get_type(parent) == CMARK_NODE_HEADING && !cmark_node_next(node))
		id = heading_id(literal, &length);
	kept = g_strndup(literal, length);
	if (!check_text(writer, kept, error) || !(words = bound(writer, kept, error)))
		return FALSE;
	append(writer, words, look);
	return TRUE;
}

static gboolean
write_code(Writer *writer, cmark_node *node, Look look, GError **error)
{
	g_autofree char *words = bound(writer, cmark_node_get_literal(node), error);

	look.token = TRUE;
	if (words)
		append(writer, words, look);
	return words != NULL;
}

/* The target of "#id"; NULL and error, with the nearest id, where there is none. */
static const Target *
target_of(const Writer *writer, const char *url, GError **error)
{
	const Plan *plan = writer->maker->plan;
	const Target *target = g_hash_table_lookup(plan->targets, url + 1);
	g_autofree char *hint = target ? NULL : suggest(url + 1, plan->ids);
	g_autofree char *message =
	    target ? NULL : g_strdup_printf("no heading, table or figure has the id '%s'%s", url + 1, hint);

	if (!target)
		fail(writer, error, url, message);
	return target;
}

static gboolean
write_link(Writer *writer, cmark_node *node, Look look, GError **error)
{
	const char *raw = cmark_node_get_url(node);
	g_autofree char *url = bound(writer, raw, error);
	const Target *target;

	if (!url)
		return FALSE;
	look.link = url;
	if (*url != '#') {
		if (!g_str_has_prefix(url, "http://") && !g_str_has_prefix(url, "https://") &&
		    !g_str_has_prefix(url, "mailto:"))
			return fail(writer, error, raw, "a link leads to https://, http://, mailto: or #id");
		if (cmark_node_first_child(node))
			return write_children(writer, node, look, error);
		append(writer, url, look);
		return TRUE;
	}
	if (!(target = target_of(writer, url, error)))
		return FALSE;
	if (cmark_node_first_child(node))
		return write_children(writer, node, look, error);
	if (!target->words)
		return fail(writer, error, url, "the title has no number: give the link a text");
	append(writer, target->words, look);
	return TRUE;
}

static gboolean
write_mark(Writer *writer, cmark_node *node, GError **error)
{
	const char *number = cmark_node_get_literal(node);
	g_autofree char *words =
	    lang_format(writer->maker->facts->lang, "reference.mark", error, "number", number, NULL);
	TextSpan span = { 0 };

	if (!words)
		return FALSE;
	writer->soft = FALSE; /* a mark clings to what it marks */
	span.from = writer->utf8->len;
	g_string_append(writer->utf8, words);
	span.to = writer->utf8->len;
	span.raised = TRUE;
	span.link = g_strdup_printf("#note:%s", number);
	g_array_append_val(writer->spans, span);
	writer->plain = TRUE;
	return TRUE;
}

static gboolean
write_html(const Writer *writer, cmark_node *node, GError **error)
{
	const char *html = cmark_node_get_literal(node);

	return g_str_has_prefix(html, "<!--") || fail(writer, error, html, "HTML is not of a template");
}

static gboolean
write_inline(Writer *writer, cmark_node *node, Look look, GError **error)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		return write_text(writer, node, look, error);
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		writer->soft = TRUE;
		return TRUE;
	case CMARK_NODE_CODE:
		return write_code(writer, node, look, error);
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		look.bold = TRUE;
		return write_children(writer, node, look, error);
	case CMARK_NODE_LINK:
		return write_link(writer, node, look, error);
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		return write_mark(writer, node, error);
	case CMARK_NODE_HTML_INLINE:
		return write_html(writer, node, error);
	default:
		return fail(writer, error, "![", "a picture cannot be printed; charts are made by figure");
	}
}

static gboolean
write_children(Writer *writer, cmark_node *node, Look look, GError **error)
{
	if (++writer->depth > 32)
		return fail(writer, error, "", "markup stands too deep in itself");
	for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
		if (!write_inline(writer, child, look, error))
			return FALSE;
	writer->depth--;
	return TRUE;
}

/* The block that a node of inlines stands in, for its lines. */
static void
find_lines(Writer *writer, cmark_node *node)
{
	while (cmark_node_parent(node) && cmark_node_get_start_line(node) == 0)
		node = cmark_node_parent(node);
	writer->first = (guint)MAX(cmark_node_get_start_line(node), 1);
	writer->last = (guint)MAX(cmark_node_get_end_line(node), (int)writer->first);
}

RichText *
inline_text(const Maker *maker, cmark_node *node, gboolean *all_emphasis, GError **error)
{
	g_autoptr(RichText) text = rich_text_new("");
	Writer writer = { .maker = maker, .utf8 = g_string_new(NULL), .spans = text->spans };
	Look look = { 0 };
	const Line *at;
	gboolean ok;

	find_lines(&writer, node);
	at = script_line(maker->script, writer.first);
	ok = write_children(&writer, node, look, error);
	if (all_emphasis)
		*all_emphasis = !writer.plain && writer.utf8->len > 0;
	g_free(text->utf8);
	text->utf8 = g_string_free(writer.utf8, FALSE);
	text->place = g_strdup_printf("%s:%u", at->file, at->line);
	return ok ? g_steal_pointer(&text) : NULL;
}
