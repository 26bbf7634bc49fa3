/*
 * plan.c: one walk over the tree before any block is made: headings, tables and figures get their numbers, ids
 * are collected, notes get their order.  So a reference may point forward.  It makes no block.
 */
#include <stdlib.h>
#include <string.h>
#include "error.h"
#include "inner.h"

enum { LEVELS = 6 };

/* What is counted on the way. */
typedef struct {
	Plan *plan;
	const Script *script;
	const Facts *facts;
	gboolean titled;
	int level;             /* of the section last seen; 0: none yet */
	guint section[LEVELS]; /* numbers down to it */
	guint tables, figures;
} Counter;

static guint
first_line(cmark_node *node)
{
	return (guint)MAX(cmark_node_get_start_line(node), 1);
}

static void
target_free(gpointer data)
{
	Target *target = data;

	g_free(target->id);
	g_free(target->number);
	g_free(target->words);
	g_free(target);
}

char *
heading_id(const char *literal, gsize *length)
{
	const char *open = literal ? g_strrstr(literal, "{#") : NULL;

	*length = literal ? strlen(literal) : 0;
	if (!open || !g_str_has_suffix(literal, "}"))
		return NULL;
	*length = (gsize)(open - literal);
	while (*length > 0 && literal[*length - 1] == ' ')
		(*length)--;
	return g_strndup(open + 2, strlen(open) - 3);
}

static gboolean
is_id(const char *id)
{
	return *id && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(id);
}

/* Keeps what node is, and its id, which stands at a place, where it has one. */
static gboolean
remember(Counter *counter, cmark_node *node, Target *target, const Line *at, guint column, GError **error)
{
	Plan *plan = counter->plan;
	const Target *other = target->id ? g_hash_table_lookup(plan->targets, target->id) : NULL;

	target->at = *at;
	g_hash_table_insert(plan->of_node, node, target);
	if (!target->id)
		return TRUE;
	if (!is_id(target->id))
		return script_fail(
		    error, at, column, "an id is of small letters, digits and hyphens, not '%s'", target->id);
	if (other)
		return script_fail(error, at, column, "the id '%s' stands already at %s:%u", target->id, other->at.file,
		    other->at.line);
	g_hash_table_insert(plan->targets, target->id, target);
	g_ptr_array_add(plan->ids, target->id);
	return TRUE;
}

/* "2.1": the numbers down to a level. */
static char *
section_number(const Counter *counter, int level)
{
	g_autoptr(GString) number = g_string_new(NULL);

	for (int i = 0; i < level; i++)
		g_string_append_printf(number, "%s%u", i ? "." : "", counter->section[i]);
	return g_strdup(number->str);
}

/* The first heading of level 1 is the title; a section's level is one less than its number of #. */
static gboolean
count_heading(Counter *counter, cmark_node *node, GError **error)
{
	int level = cmark_node_get_heading_level(node) - 1;
	cmark_node *last = cmark_node_last_child(node);
	gboolean is_text = last && cmark_node_get_type(last) == CMARK_NODE_TEXT;
	const Line *at = script_line(counter->script, first_line(node));
	Target *target;
	g_autofree char *mark = NULL;
	gsize length = 0;
	guint column;

	if (level == 0 && counter->titled)
		return script_fail(error, at, 1, "a second title; sections begin with ##");
	if (level > counter->level + 1)
		return script_fail(error, at, 1, "a heading of %d # under one of %d", level + 1, counter->level + 1);
	target = g_new0(Target, 1);
	target->id = is_text ? heading_id(cmark_node_get_literal(last), &length) : NULL;
	mark = g_strdup_printf("{#%s}", target->id ? target->id : "");
	column = script_column(counter->script, first_line(node), mark) + 2;
	if (level == 0) {
		counter->titled = TRUE;
		return remember(counter, node, target, at, column, error);
	}
	counter->level = level;
	counter->section[level - 1]++;
	for (int i = level; i < LEVELS; i++)
		counter->section[i] = 0;
	target->number = section_number(counter, level);
	target->words = lang_format(counter->facts->lang, "reference.section", error, "number", target->number, NULL);
	return remember(counter, node, target, at, column, error) && target->words;
}

static gboolean
count_directive(Counter *counter, cmark_node *node, GError **error)
{
	guint line = first_line(node);
	const Directive *directive = script_directive(counter->script, line);
	gboolean figure = directive && directive->kind == DIRECTIVE_FIGURE;
	Target *target;

	if (!directive)
		return script_fail(error, script_line(counter->script, line), 1,
		    "a code block cannot be printed; a directive begins in the first column");
	if (!figure && directive->kind != DIRECTIVE_TABLE)
		return TRUE;
	target = g_new0(Target, 1);
	target->number = g_strdup_printf("%u", figure ? ++counter->figures : ++counter->tables);
	target->id = bind_attribute(counter->facts, directive, "id", error);
	target->words = lang_format(counter->facts->lang, figure ? "reference.figure" : "reference.table",
	    target->id ? error : NULL, "number", target->number, NULL);
	return remember(counter, node, target, &directive->at, directive_attribute(directive, "id")->column, error) &&
	       target->id && target->words;
}

/* cmark has put the note's number, in order of first mark, in place of its label. */
static void
count_mark(Counter *counter, cmark_node *node)
{
	GArray *marks = counter->plan->marks;
	guint note = (guint)strtoul(cmark_node_get_literal(node), NULL, 10);

	if (note > marks->len)
		g_array_set_size(marks, note);
	if (note > 0)
		g_array_index(marks, guint, note - 1)++;
}

static gboolean
count(Counter *counter, cmark_node *node, GError **error)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		return count_heading(counter, node, error);
	case CMARK_NODE_CODE_BLOCK:
		return count_directive(counter, node, error);
	case CMARK_NODE_FOOTNOTE_REFERENCE:
		count_mark(counter, node);
		return TRUE;
	default:
		return TRUE;
	}
}

Plan *
plan_make(cmark_node *root, const Script *script, const Facts *facts, GError **error)
{
	g_autoptr(Plan) plan = g_new0(Plan, 1);
	Counter counter = { plan, script, facts, FALSE, 0, { 0 }, 0, 0 };
	cmark_iter *iter = cmark_iter_new(root);
	gboolean ok = TRUE;

	plan->targets = g_hash_table_new(g_str_hash, g_str_equal);
	plan->of_node = g_hash_table_new_full(NULL, NULL, NULL, target_free);
	plan->ids = g_ptr_array_new();
	plan->marks = g_array_new(FALSE, TRUE, sizeof(guint));
	while (ok && cmark_iter_next(iter) != CMARK_EVENT_DONE)
		if (cmark_iter_get_event_type(iter) == CMARK_EVENT_ENTER)
			ok = count(&counter, cmark_iter_get_node(iter), error);
	cmark_iter_free(iter);
	return ok ? g_steal_pointer(&plan) : NULL;
}

void
plan_free(Plan *plan)
{
	if (!plan)
		return;
	g_hash_table_unref(plan->targets);
	g_hash_table_unref(plan->of_node);
	g_ptr_array_unref(plan->ids);
	g_array_unref(plan->marks);
	g_free(plan);
}
