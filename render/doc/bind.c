/*
 * bind.c: {{key}} to what it stands for, in one string.  Markdown is behind us here: what comes out is text and
 * is never parsed again.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

/* The words of one key; fails where it is unknown, has no value or is a condition only. */
static char *
bound(const Facts *facts, const Scope *scope, const char *key, GError **error)
{
	Value value = { 0 };

	if (!facts_value(facts, scope, key, &value, error))
		return NULL;
	if (value.kind != VALUE_NONE && value.kind != VALUE_FLAG)
		return value_text(facts, &value, error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    value.kind == VALUE_NONE ? "placeholder '%s' has no value in this quarter"
				     : "'%s' is a condition: it can be asked by when, not printed",
	    key);
	return NULL;
}

char *
bind_text(const Facts *facts, const Scope *scope, const char *text, char **key, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *open;

	for (; (open = strstr(text, "{{")); text = strstr(open, "}}") + 2) {
		const char *close = strstr(open, "}}");
		g_autofree char *name = close ? g_strstrip(g_strndup(open + 2, (gsize)(close - open - 2))) : NULL;
		g_autofree char *words = NULL;

		if (!close)
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'{{' without '}}'");
		else
			words = bound(facts, scope, name, error);
		if (!words) {
			*key = close ? g_strndup(open, (gsize)(close + 2 - open)) : g_strdup("{{");
			return NULL;
		}
		g_string_append_len(out, text, open - text);
		g_string_append(out, words);
	}
	g_string_append(out, text);
	return g_strdup(out->str);
}

char *
bind_attribute(const Facts *facts, const Directive *directive, const char *name, GError **error)
{
	const Attribute *attribute = directive_attribute(directive, name);
	g_autofree char *key = NULL;
	g_autoptr(GError) inner = NULL;
	const char *at;
	char *text;

	if (!attribute)
		return NULL;
	text = bind_text(facts, directive->at.scope, attribute->value, &key, &inner);
	if (text)
		return text;
	at = strstr(attribute->value, key);
	script_fail(error, &directive->at,
	    attribute->column + (guint)g_utf8_strlen(attribute->value, at - attribute->value), "%s", inner->message);
	return NULL;
}
