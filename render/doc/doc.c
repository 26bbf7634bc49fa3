/*
 * doc.c: the straight line from a template's folder to a document: lines, tree, plan, blocks.
 */
#include <string.h>
#include <cmark-gfm-core-extensions.h>
#include "error.h"
#include "inner.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cmark_node, cmark_node_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cmark_parser, cmark_parser_free)

/* CommonMark with footnotes and tables. */
static cmark_node *
parse(const Script *script)
{
	g_autoptr(cmark_parser) parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES);

	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, script->text->str, script->text->len);
	return cmark_parser_finish(parser);
}

static gboolean
is_marked(cmark_node *root, guint line)
{
	for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node))
		if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION &&
		    cmark_node_get_start_line(node) == (int)line)
			return TRUE;
	return FALSE;
}

/* cmark keeps only the notes that are marked. */
static gboolean
check_notes(const Script *script, cmark_node *root, GError **error)
{
	for (guint i = 0; i < script->notes->len; i++) {
		const Footnote *note = g_ptr_array_index(script->notes, i);
		if (!is_marked(root, note->composed))
			return script_fail(
			    error, &note->at, 1, "the note '[^%s]' has no mark in the text", note->label);
	}
	return TRUE;
}

static gboolean
has_block(const Doc *doc, BlockKind kind)
{
	for (guint i = 0; i < doc->blocks->len; i++)
		if (((Block *)g_ptr_array_index(doc->blocks, i))->kind == kind)
			return TRUE;
	return FALSE;
}

/* What a document must have to be one. */
static gboolean
check_whole(const Maker *maker, const char *file, GError **error)
{
	const char *lacks = NULL;

	if (!maker->doc->title)
		lacks = "no title: a document begins with '# words'";
	else if (maker->plan->marks->len > 0 && !has_block(maker->doc, BLOCK_REFERENCES))
		lacks = "notes are marked, but there is no references directive to list them";
	if (lacks)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %s", file, lacks);
	return !lacks;
}

static void
free_block(gpointer block)
{
	block_free(block);
}

static Doc *
doc_new(const Facts *facts)
{
	Doc *doc = g_new0(Doc, 1);

	doc->lang = g_strdup(lang_name(facts->lang));
	doc->author = g_strdup(facts->edition->author);
	doc->date = facts->edition->date;
	doc->blocks = g_ptr_array_new_with_free_func(free_block);
	return doc;
}

/* The words of the running head; what nobody observed says so on every page. */
static char *
make_running(const Facts *facts, const Doc *doc, GError **error)
{
	char *words = lang_format(facts->lang, doc->subtitle ? "running.subtitle" : "running", error, "title",
	    doc->title, "subtitle", doc->subtitle ? doc->subtitle : "", NULL);
	g_autofree char *plain = NULL;

	if (!words || !facts->model->simulated)
		return words;
	plain = words;
	return lang_format(facts->lang, "running.simulated", error, "words", plain, NULL);
}

Doc *
document_make(const Facts *facts, const Script *script, const char *file, GError **error)
{
	g_autoptr(cmark_node) root = parse(script);
	g_autoptr(Plan) plan = NULL;
	g_autoptr(Doc) doc = doc_new(facts);
	Maker maker = { facts, script, NULL, root, doc };

	if (!check_notes(script, root, error) || !(plan = plan_make(root, script, facts, error)))
		return NULL;
	maker.plan = plan;
	if (!markdown_make(&maker, error) || !check_whole(&maker, file, error))
		return NULL;
	doc->running = make_running(facts, doc, error);
	return doc->running ? g_steal_pointer(&doc) : NULL;
}

Doc *
doc_make(const char *folder, const char *edition, const Model *model, const Lang *lang, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);
	g_autoptr(Edition) own = zone ? edition_open(edition, lang, zone, error) : NULL;
	Facts facts = { model, lang, own, zone };
	g_autofree char *file = g_strdup_printf("report.%s.md", lang_name(lang));
	g_autofree char *path = g_build_filename(folder, file, NULL);
	g_autoptr(Script) script = own && edition_agrees(own, model, error) ? script_open(path, &facts, error) : NULL;

	return script ? document_make(&facts, script, file, error) : NULL;
}

Doc *
doc_make_text(const char *name, const char *text, const Model *model, const Lang *lang, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, error);
	g_autoptr(Edition) none = zone ? edition_open(NULL, lang, zone, error) : NULL;
	Facts facts = { model, lang, none, zone };
	g_autoptr(Script) script = none ? script_read(name, text, strlen(text), &facts, error) : NULL;

	return script ? document_make(&facts, script, name, error) : NULL;
}
