/*
 * directive.c: what a fenced block may say.  The words of its first line in, a checked directive out.
 * A new directive is one line of the table, an enumerator and who handles it.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

#define NAMES 12 /* attributes a directive may have, and the NULL after them */

/* What a directive takes: a word after its name (what it is; "[...]": may be missing), attributes, text. */
static const struct {
	const char *name, *subject;
	gboolean holds_text;
	const char *required[NAMES], *optional[NAMES];
} specs[] = {
	[DIRECTIVE_TABLE] = { "table", "list", FALSE, { "id", "caption" }, { "top", "depth", "columns" } },
	[DIRECTIVE_FIGURE] = { "figure", NULL, FALSE, { "id", "caption", "items" },
	    { "kind", "top", "from", "to", "bin", "scale", "split", "notes", "around", "alt" } },
	[DIRECTIVE_WHEN] = { "when", "condition", TRUE, { NULL }, { NULL } },
	[DIRECTIVE_UNLESS] = { "unless", "condition", TRUE, { NULL }, { NULL } },
	[DIRECTIVE_EACH] = { "each", "list", TRUE, { NULL }, { "top" } },
	[DIRECTIVE_SLOT] = { "slot", "name", FALSE, { NULL }, { "required" } },
	[DIRECTIVE_NOTE] = { "note", NULL, TRUE, { NULL }, { NULL } },
	[DIRECTIVE_TOC] = { "toc", NULL, FALSE, { NULL }, { NULL } },
	[DIRECTIVE_REFERENCES] = { "references", NULL, FALSE, { NULL }, { NULL } },
	[DIRECTIVE_PAGEBREAK] = { "pagebreak", NULL, FALSE, { NULL }, { NULL } },
};

GPtrArray *
directive_names(void)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (gsize i = 0; i < G_N_ELEMENTS(specs); i++) {
		g_ptr_array_add(names, g_strdup(specs[i].name));
		for (const char *const *name = specs[i].required; *name; name++)
			g_ptr_array_add(names, g_strdup_printf("%s %s", specs[i].name, *name));
		for (const char *const *name = specs[i].optional; *name; name++)
			g_ptr_array_add(names, g_strdup_printf("%s %s", specs[i].name, *name));
	}
	return names;
}

gboolean
directive_holds_text(const Directive *directive)
{
	return specs[directive->kind].holds_text;
}

static void
clear_attribute(gpointer attribute)
{
	g_free(((Attribute *)attribute)->value);
}

void
directive_free(Directive *directive)
{
	if (!directive)
		return;
	g_array_unref(directive->attributes);
	g_free(directive->subject);
	g_free(directive);
}

const Attribute *
directive_attribute(const Directive *directive, const char *name)
{
	for (guint i = 0; i < directive->attributes->len; i++) {
		const Attribute *attribute = &g_array_index(directive->attributes, Attribute, i);
		if (g_str_equal(attribute->name, name))
			return attribute;
	}
	return NULL;
}

const char *
directive_value(const Directive *directive, const char *name)
{
	const Attribute *attribute = directive_attribute(directive, name);

	return attribute ? attribute->value : NULL;
}

guint
directive_number(const Directive *directive, const char *name, guint fallback, guint most, GError **error)
{
	const Attribute *attribute = directive_attribute(directive, name);
	guint64 number = 0;

	if (!attribute)
		return fallback;
	if (g_ascii_string_to_unsigned(attribute->value, 10, 1, most, &number, NULL))
		return (guint)number;
	script_fail(error, &directive->at, attribute->column, "%s is a number from 1 to %u, not '%s'", name, most,
	    attribute->value);
	return 0;
}

int
directive_choice(const Directive *directive, const char *name, const char *const *words, GError **error)
{
	const Attribute *attribute = directive_attribute(directive, name);
	g_autofree char *all = NULL;

	if (!attribute)
		return 0;
	for (int i = 0; words[i]; i++)
		if (g_str_equal(words[i], attribute->value))
			return i;
	all = g_strjoinv(" or ", (char **)words);
	script_fail(error, &directive->at, attribute->column, "%s is %s, not '%s'", name, all, attribute->value);
	return -1;
}

/* --- reading ----------------------------------------------------------------------------- */

/* Where the reader stands in the first line of a fence. */
typedef struct {
	const char *text, *at;
	const Line *line;
	guint column; /* of text, from 1 */
} Words;

static guint
column_of(const Words *words, const char *at)
{
	return words->column + (guint)g_utf8_strlen(words->text, at - words->text);
}

/* The value after "=": bare up to a space, or in quotes with \" and \\ inside. */
static char *
read_value(Words *words, GError **error)
{
	g_autoptr(GString) value = g_string_new(NULL);
	const char *start = words->at;

	if (*words->at != '"') {
		words->at += strcspn(words->at, " \t");
		return g_strndup(start, (gsize)(words->at - start));
	}
	for (words->at++; *words->at && *words->at != '"'; words->at++) {
		if (*words->at == '\\' && (words->at[1] == '"' || words->at[1] == '\\'))
			words->at++;
		g_string_append_c(value, *words->at);
	}
	if (*words->at != '"') {
		script_fail(error, words->line, column_of(words, start), "the quotation mark is not closed");
		return NULL;
	}
	words->at++;
	return g_strdup(value->str);
}

static const char *
known_attribute(const Directive *directive, const char *name)
{
	const char *const *const lists[] = { specs[directive->kind].required, specs[directive->kind].optional };

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		for (const char *const *each = lists[i]; *each; each++)
			if (g_str_equal(*each, name))
				return *each;
	return NULL;
}

static gboolean
fail_attribute(const Directive *directive, const Words *words, const char *start, const char *name, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *hint = NULL;

	for (const char *const *each = specs[directive->kind].required; *each; each++)
		g_ptr_array_add(names, (gpointer)*each);
	for (const char *const *each = specs[directive->kind].optional; *each; each++)
		g_ptr_array_add(names, (gpointer)*each);
	hint = suggest(name, names);
	return script_fail(
	    error, words->line, column_of(words, start), "%s has no attribute '%s'%s", directive->name, name, hint);
}

/* One word after the subject: "name=value", or "name" alone for a switch. */
static gboolean
read_attribute(Directive *directive, Words *words, GError **error)
{
	const char *start = words->at;
	g_autofree char *name = NULL;
	Attribute attribute = { 0 };

	words->at += strcspn(words->at, "= \t");
	name = g_strndup(start, (gsize)(words->at - start));
	if (!(attribute.name = known_attribute(directive, name)))
		return fail_attribute(directive, words, start, name, error);
	if (directive_attribute(directive, name))
		return script_fail(error, words->line, column_of(words, start), "'%s' is given twice", name);
	if (*words->at == '=')
		words->at++;
	attribute.column = column_of(words, words->at) + (*words->at == '"');
	if (!(attribute.value = read_value(words, error)))
		return FALSE;
	g_array_append_val(directive->attributes, attribute);
	return TRUE;
}

static void
skip_blanks(Words *words)
{
	words->at += strspn(words->at, " \t");
}

/* The first word; fails with the nearest there is. */
static gboolean
read_name(Directive *directive, Words *words, GError **error)
{
	gsize length = strcspn(words->at, " \t");
	g_autofree char *name = g_strndup(words->at, length);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autofree char *hint = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(specs); i++) {
		g_ptr_array_add(names, (gpointer)specs[i].name);
		if (!g_str_equal(specs[i].name, name))
			continue;
		directive->kind = (DirectiveKind)i;
		directive->name = specs[i].name;
		words->at += length;
		return TRUE;
	}
	hint = suggest(name, names);
	if (*name)
		return script_fail(
		    error, words->line, column_of(words, words->at), "unknown directive '%s'%s", name, hint);
	return script_fail(error, words->line, column_of(words, words->at), "a fence without a directive");
}

static gboolean
read_subject(Directive *directive, Words *words, GError **error)
{
	gsize length = strcspn(words->at, " \t=");

	if (!specs[directive->kind].subject)
		return TRUE;
	if (length == 0 || words->at[length] == '=')
		return script_fail(error, words->line, column_of(words, words->at), "%s without its %s",
		    directive->name, specs[directive->kind].subject);
	directive->column = column_of(words, words->at);
	directive->subject = g_strndup(words->at, length);
	words->at += length;
	return TRUE;
}

static gboolean
has_required(const Directive *directive, guint column, GError **error)
{
	for (const char *const *name = specs[directive->kind].required; *name; name++) {
		const char *value = directive_value(directive, *name);
		if (!value || !*value)
			return script_fail(error, &directive->at, column, "%s without %s", directive->name, *name);
	}
	return TRUE;
}

Directive *
directive_read(const char *text, const Line *at, guint column, GError **error)
{
	g_autoptr(Directive) directive = g_new0(Directive, 1);
	Words words = { text, text, at, column };

	directive->at = *at;
	directive->attributes = g_array_new(FALSE, FALSE, sizeof(Attribute));
	g_array_set_clear_func(directive->attributes, clear_attribute);
	skip_blanks(&words);
	if (!read_name(directive, &words, error))
		return NULL;
	skip_blanks(&words);
	if (!read_subject(directive, &words, error))
		return NULL;
	for (skip_blanks(&words); *words.at; skip_blanks(&words))
		if (!read_attribute(directive, &words, error))
			return NULL;
	return has_required(directive, column, error) ? g_steal_pointer(&directive) : NULL;
}
