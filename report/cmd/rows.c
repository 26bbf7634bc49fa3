/*
 * rows.c: a row of CSV (RFC 4180), quoted where it must be.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "rows.h"

static void
append(GString *row, const char *field)
{
	if (!field)
		return;
	if (!strpbrk(field, ",\"\r\n")) {
		g_string_append(row, field);
		return;
	}
	g_string_append_c(row, '"');
	for (; *field; field++)
		g_string_append(row, *field == '"' ? "\"\"" : (const char[]) { *field, 0 });
	g_string_append_c(row, '"');
}

void
rows_print_all(gsize n, const char *const *fields)
{
	g_autoptr(GString) row = g_string_new(NULL);

	for (gsize i = 0; i < n; i++) {
		if (i > 0)
			g_string_append_c(row, ',');
		append(row, fields[i]);
	}
	g_string_append_c(row, '\n');
	fputs(row->str, stdout);
}

void
rows_print(const char *first, ...)
{
	g_autoptr(GString) row = g_string_new(NULL);
	const char *field;
	va_list fields;

	append(row, first);
	va_start(fields, first);
	while ((field = va_arg(fields, const char *)) != ROW_END) {
		g_string_append_c(row, ',');
		append(row, field);
	}
	va_end(fields);
	g_string_append_c(row, '\n');
	fputs(row->str, stdout); /* not g_print: names are UTF-8 in every locale */
}
