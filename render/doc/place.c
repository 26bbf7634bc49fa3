/*
 * place.c: where a line of the composed text stands in the template or edition, and failing there.
 */
#include <stdarg.h>
#include <string.h>
#include "error.h"
#include "inner.h"

static gboolean
fail_valist(GError **error, const Line *at, guint column, const char *format, va_list values)
{
	g_autofree char *message = g_strdup_vprintf(format, values);

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s:%u:%u: %s", at->file, at->line, column, message);
	return FALSE;
}

gboolean
script_fail(GError **error, const Line *at, guint column, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	fail_valist(error, at, column, format, values);
	va_end(values);
	return FALSE;
}

guint
script_column(const Script *script, guint line, const char *needle)
{
	g_auto(GStrv) lines = g_strsplit(script->text->str, "\n", (gint)line + 1);
	const char *text = line >= 1 && g_strv_length(lines) >= line ? lines[line - 1] : "";
	const char *found = strstr(text, needle);

	return found ? (guint)g_utf8_strlen(text, found - text) + 1 : 0;
}

gboolean
script_fail_at(
    GError **error, const Script *script, guint first, guint last, const char *needle, const char *format, ...)
{
	guint line = first, column = 0;
	va_list values;

	for (guint i = first; column == 0 && i <= last && i <= script->lines->len; i++) {
		line = i;
		column = script_column(script, i, needle);
	}
	if (column == 0)
		line = first;
	va_start(values, format);
	fail_valist(error, script_line(script, line), MAX(column, 1), format, values);
	va_end(values);
	return FALSE;
}

const Line *
script_line(const Script *script, guint line)
{
	return &g_array_index(script->lines, Line, CLAMP(line, 1, script->lines->len) - 1);
}

const Directive *
script_directive(const Script *script, guint line)
{
	for (guint i = 0; i < script->directives->len; i++) {
		const Directive *directive = g_ptr_array_index(script->directives, i);
		if (directive->composed == line)
			return directive;
	}
	return NULL;
}
