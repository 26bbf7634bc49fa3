/*
 * script.c: the template's lines, with slots put in, conditions decided and repetitions written out, before
 * Markdown is parsed, once.  Only lines of template and edition are put together here, never data; each keeps
 * the place it came from and the thing that an each around it repeats.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

enum { MOST_LINES = 100000, MOST_DEPTH = 16 };

/* A stretch of lines on its way into the script. */
typedef struct {
	char **lines;
	gsize count;
	Line first; /* where lines[0] stands */
	guint depth;
	gboolean slotted; /* of a slot's text, which can hold no slot */
} Stretch;

typedef struct {
	Script *script;
	const Facts *facts;
} Composer;

static gboolean compose(Composer *composer, const Stretch *stretch, GError **error);

/* --- composing --------------------------------------------------------------------------- */

static Line
line_at(const Stretch *stretch, gsize i)
{
	Line line = stretch->first;

	line.line += (guint)i;
	return line;
}

static gboolean
add(Composer *composer, const char *text, Line line, GError **error)
{
	Script *script = composer->script;

	if (script->lines->len >= MOST_LINES)
		return script_fail(error, &line, 1, "the document is longer than %d lines", MOST_LINES);
	g_string_append(script->text, text);
	g_string_append_c(script->text, '\n');
	g_array_append_val(script->lines, line);
	return TRUE;
}

/* How many ` or ~ a line begins with; 0 where they are no fence. */
static gsize
fence(const char *line)
{
	gsize n = strspn(line, *line == '~' ? "~" : "`");

	return n >= 3 && !(*line == '`' && strchr(line + n, '`')) ? n : 0;
}

/* The line of the closing fence, searched from line i on; count where there is none. */
static gsize
fence_end(const Stretch *stretch, gsize i, const char *open)
{
	gsize least = fence(open);

	for (; i < stretch->count; i++) {
		const char *line = stretch->lines[i];
		gsize n = *line == *open ? fence(line) : 0;
		if (n >= least && line[n + strspn(line + n, " \t\r")] == '\0')
			break;
	}
	return i;
}

/*
 * The lines between the fences, once, where scope holds.  Of when and unless only the fences vanish, so that a
 * paragraph can have sentences with conditions; what each and note hold stands by itself.
 */
static gboolean
put_in(Composer *composer, const Stretch *stretch, gsize from, gsize to, const Directive *directive, const Scope *scope,
    GError **error)
{
	gboolean apart = directive->kind == DIRECTIVE_EACH || directive->kind == DIRECTIVE_NOTE;
	Stretch inner = *stretch;

	inner.lines += from;
	inner.count = to - from;
	inner.first = line_at(stretch, from);
	inner.first.scope = scope;
	inner.first.note |= directive->kind == DIRECTIVE_NOTE;
	inner.depth++;
	return (!apart || add(composer, "", directive->at, error)) && compose(composer, &inner, error) &&
	       (!apart || add(composer, "", directive->at, error));
}

static gboolean
decide(Composer *composer, const Directive *directive, gboolean *holds, GError **error)
{
	g_autoptr(GError) inner = NULL;
	Value value;

	if (!facts_value(composer->facts, directive->at.scope, directive->subject, &value, &inner))
		return script_fail(error, &directive->at, directive->column, "%s", inner->message);
	*holds = value_holds(&value) == (directive->kind == DIRECTIVE_WHEN);
	return TRUE;
}

static const Scope *
scope_new(Script *script, const Scope *outer, const Record *record, const void *item)
{
	Scope *scope = g_new0(Scope, 1);

	*scope = (Scope) { outer, record, item };
	g_ptr_array_add(script->scopes, scope);
	return scope;
}

static gboolean
fail_list(const Directive *directive, GError **error)
{
	g_autoptr(GPtrArray) lists = g_ptr_array_new();
	g_autofree char *hint = NULL;

	for (const Record *record = records; record->name; record++)
		if (record->list)
			g_ptr_array_add(lists, (gpointer)record->list);
	hint = suggest(directive->subject, lists);
	return script_fail(error, &directive->at, directive->column, "unknown list '%s'%s", directive->subject, hint);
}

static gboolean
repeat(Composer *composer, const Stretch *stretch, gsize from, gsize to, const Directive *directive, GError **error)
{
	const Record *record = record_of_list(directive->subject);
	g_autoptr(GPtrArray) items = record ? record_items(composer->facts, record) : NULL;
	guint top;

	if (!record)
		return fail_list(directive, error);
	top = directive_number(directive, "top", 1000, 1000, error);
	for (guint i = 0; top > 0 && i < items->len && i < top; i++) {
		const Scope *scope = scope_new(composer->script, directive->at.scope, record, items->pdata[i]);
		if (!put_in(composer, stretch, from, to, directive, scope, error))
			return FALSE;
	}
	return top > 0;
}

static gboolean
is_slot_name(const char *name)
{
	return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

/* The lines of a text; fails where it is not UTF-8, with the line. */
static char **
split(const char *name, const char *bytes, gsize length, GError **error)
{
	g_autofree char *text = g_strndup(bytes, length);
	char **lines;
	const char *bad;

	if (!g_utf8_validate(bytes, (gssize)length, &bad)) {
		Line line = { name, 1, NULL, FALSE };
		for (const char *at = bytes; at < bad; at++)
			line.line += *at == '\n';
		script_fail(error, &line, 1, *bad ? "not UTF-8" : "a zero byte");
		return NULL;
	}
	lines = g_strsplit(g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text, "\n", -1);
	for (char **line = lines; *line; line++) /* lines may end in CR LF */
		if (g_str_has_suffix(*line, "\r"))
			(*line)[strlen(*line) - 1] = '\0';
	return lines;
}

static gboolean compose_file(Composer *composer, const char *path, Stretch stretch, GError **error);

static gboolean
fill_slot(Composer *composer, const Stretch *stretch, const Directive *directive, GError **error)
{
	const Facts *facts = composer->facts;
	g_autofree char *path = edition_slot(facts->edition, directive->subject, lang_name(facts->lang));
	Stretch inner = *stretch;

	if (!is_slot_name(directive->subject))
		return script_fail(error, &directive->at, directive->column,
		    "a slot's name is of small letters, digits and hyphens, not '%s'", directive->subject);
	if (stretch->slotted)
		return script_fail(error, &directive->at, 1, "a slot's text can hold no slot");
	if (!path && directive_value(directive, "required"))
		return script_fail(error, &directive->at, directive->column,
		    "the edition folder must have the text '%s.%s.md'", directive->subject, lang_name(facts->lang));
	if (!path)
		return TRUE;
	inner.slotted = TRUE;
	inner.depth++;
	inner.first.scope = directive->at.scope;
	return add(composer, "", directive->at, error) && compose_file(composer, path, inner, error) &&
	       add(composer, "", directive->at, error);
}

/* A directive that stays: its code block, for the walk over the tree to find. */
static gboolean
keep(Composer *composer, Directive *directive, GError **error)
{
	directive->composed = composer->script->lines->len + 1;
	g_ptr_array_add(composer->script->directives, directive);
	return add(composer, "```", directive->at, error) && add(composer, "```", directive->at, error);
}

/* Lines open to end of the stretch are a fence. */
static gboolean
take(Composer *composer, const Stretch *stretch, gsize open, gsize end, GError **error)
{
	Line at = line_at(stretch, open);
	const char *line = stretch->lines[open];
	gsize n = fence(line);
	g_autoptr(Directive) directive = NULL;
	gboolean holds = FALSE;

	if (end == stretch->count)
		return script_fail(error, &at, 1, "the fence is not closed");
	if (!(directive = directive_read(line + n, &at, (guint)n + 1, error)))
		return FALSE;
	if (!directive_holds_text(directive) && end > open + 1)
		return script_fail(error, &at, 1, "%s holds no text", directive->name);
	switch (directive->kind) {
	case DIRECTIVE_WHEN:
	case DIRECTIVE_UNLESS:
		return decide(composer, directive, &holds, error) &&
		       (!holds || put_in(composer, stretch, open + 1, end, directive, at.scope, error));
	case DIRECTIVE_EACH:
		return repeat(composer, stretch, open + 1, end, directive, error);
	case DIRECTIVE_NOTE:
		return put_in(composer, stretch, open + 1, end, directive, at.scope, error);
	case DIRECTIVE_SLOT:
		return fill_slot(composer, stretch, directive, error);
	default:
		return keep(composer, g_steal_pointer(&directive), error);
	}
}

/* "[^label]: ..." at the beginning of a line: remembered, for cmark drops a note that nobody marks. */
static gboolean
remember_note(Composer *composer, const char *text, const Line *at, GError **error)
{
	const char *end = g_str_has_prefix(text, "[^") ? strstr(text, "]:") : NULL;
	g_autofree char *label = end ? g_strndup(text + 2, (gsize)(end - text - 2)) : NULL;
	GPtrArray *notes = composer->script->notes;
	Footnote *note;

	if (!label || strpbrk(label, " []"))
		return TRUE;
	for (guint i = 0; i < notes->len; i++) {
		const Footnote *other = g_ptr_array_index(notes, i);
		if (g_str_equal(other->label, label))
			return script_fail(error, at, 1, "the note '[^%s]' stands already at %s:%u", label,
			    other->at.file, other->at.line);
	}
	note = g_new0(Footnote, 1);
	note->label = g_steal_pointer(&label);
	note->at = *at;
	note->composed = composer->script->lines->len + 1;
	g_ptr_array_add(notes, note);
	return TRUE;
}

static gboolean
compose(Composer *composer, const Stretch *stretch, GError **error)
{
	if (stretch->depth > MOST_DEPTH)
		return script_fail(
		    error, &stretch->first, 1, "directives stand deeper than %d in each other", MOST_DEPTH);
	for (gsize i = 0; i < stretch->count; i++) {
		const char *line = stretch->lines[i];
		Line at = line_at(stretch, i);

		if (fence(line) > 0) {
			gsize end = fence_end(stretch, i + 1, line);
			if (!take(composer, stretch, i, end, error))
				return FALSE;
			i = end;
		} else if (!remember_note(composer, line, &at, error) || !add(composer, line, at, error)) {
			return FALSE;
		}
	}
	return TRUE;
}

static gboolean
compose_text(Composer *composer, const char *name, const char *text, gsize length, Stretch stretch, GError **error)
{
	char *kept = g_strdup(name);
	g_auto(GStrv) lines = NULL;

	g_ptr_array_add(composer->script->files, kept);
	if (!(lines = split(kept, text, length, error)))
		return FALSE;
	stretch.lines = lines;
	stretch.count = g_strv_length(lines);
	stretch.first.file = kept;
	stretch.first.line = 1;
	return compose(composer, &stretch, error);
}

static gboolean
compose_file(Composer *composer, const char *path, Stretch stretch, GError **error)
{
	g_autofree char *text = NULL, *name = g_path_get_basename(path);
	gsize length;

	return g_file_get_contents(path, &text, &length, error) &&
	       compose_text(composer, name, text, length, stretch, error);
}

static void
free_directive(gpointer directive)
{
	directive_free(directive);
}

static void
free_note(gpointer data)
{
	Footnote *note = data;

	g_free(note->label);
	g_free(note);
}

Script *
script_read(const char *name, const char *text, gsize length, const Facts *facts, GError **error)
{
	g_autoptr(Script) script = g_new0(Script, 1);
	Composer composer = { script, facts };
	Stretch whole = { 0 };

	script->text = g_string_new(NULL);
	script->lines = g_array_new(FALSE, FALSE, sizeof(Line));
	script->directives = g_ptr_array_new_with_free_func(free_directive);
	script->notes = g_ptr_array_new_with_free_func(free_note);
	script->scopes = g_ptr_array_new_with_free_func(g_free);
	script->files = g_ptr_array_new_with_free_func(g_free);
	return compose_text(&composer, name, text, length, whole, error) ? g_steal_pointer(&script) : NULL;
}

Script *
script_open(const char *path, const Facts *facts, GError **error)
{
	g_autofree char *text = NULL, *name = g_path_get_basename(path);
	gsize length;

	if (!g_file_get_contents(path, &text, &length, error))
		return NULL;
	return script_read(name, text, length, facts, error);
}

void
script_free(Script *script)
{
	if (!script)
		return;
	g_string_free(script->text, TRUE);
	g_array_unref(script->lines);
	g_ptr_array_unref(script->directives);
	g_ptr_array_unref(script->notes);
	g_ptr_array_unref(script->scopes);
	g_ptr_array_unref(script->files);
	g_free(script);
}
