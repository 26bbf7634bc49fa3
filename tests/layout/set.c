/*
 * set.c: sets a text file as a PDF or a trace of one long page: what check-type measures and the golden tests compare.
 * usage: set FORMAT LANG MEASURE [hang] < TEXT > FILE       measure in em of 10 pt
 * A line of the text is a paragraph, "# " starts a heading, ^{...} is a raised note mark.
 */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "backend.h"

#define EM     10.0 /* [pt] */
#define PITCH  17.0 /* [pt] */
#define MARGIN 50.0 /* [pt] */

/* Text with its raised marks as spans. */
static RichText *
read_text(const char *line)
{
	g_auto(GStrv) parts = g_strsplit(line, "^{", -1);
	RichText *text = rich_text_new("");
	GString *plain = g_string_new(parts[0]);

	for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++) {
		const char *end = strchr(parts[i], '}');
		TextSpan span = { .from = plain->len, .raised = TRUE };
		if (end == NULL)
			continue;
		g_string_append_len(plain, parts[i], end - parts[i]);
		span.to = plain->len;
		g_array_append_val(text->spans, span);
		g_string_append(plain, end + 1);
	}
	g_free(text->utf8);
	text->utf8 = g_string_free(plain, FALSE);
	return text;
}

static gboolean
set_line(GArray *items, Fonts *fonts, const char *line, TextStyle style, double *y, GError **error)
{
	gboolean heading = g_str_has_prefix(line, "# ");
	g_autoptr(RichText) text = read_text(heading ? line + 2 : line);
	g_autoptr(GPtrArray) lines = NULL;

	if (heading) {
		style.family = FAMILY_SANS;
		style.bold = TRUE;
		style.align = ALIGN_LEFT;
		style.size = 1.3 * EM;
		style.indent = 0;
		*y += PITCH;
	}
	if ((lines = paragraph_set(fonts, text, &style, error)) == NULL)
		return FALSE;
	for (guint i = 0; i < lines->len; i++, *y += PITCH)
		items_add_line(items, 1, MARGIN, *y, g_ptr_array_index(lines, i), (Colour) { 0, 0, 0 });
	*y += heading ? PITCH : 0;
	return TRUE;
}

static GBytes *
set_text(const char *format, const TextStyle *style, char **lines, GError **error)
{
	g_autoptr(Fonts) fonts = fonts_open(NULL, error);
	g_autoptr(GArray) items = items_new();
	g_autoptr(Pages) pages = NULL;
	double y = MARGIN;

	if (fonts == NULL)
		return NULL;
	for (guint i = 0; lines[i] != NULL; i++)
		if (lines[i][0] != '\0' && !set_line(items, fonts, lines[i], *style, &y, error))
			return NULL;
	pages = pages_new(style->measure + 2 * MARGIN, y + MARGIN, style->lang);
	items_move(pages_add_page(pages)->items, items, 0, 0, 1);
	return backend_find(format)->make(pages, 0, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GBytes) bytes = NULL;
	g_auto(GStrv) lines = NULL;
	char buffer[4096];
	TextStyle style = { .family = FAMILY_SERIF, .size = EM, .align = ALIGN_JUSTIFY };

	if (argc < 4 || backend_find(argv[1]) == NULL)
		return 2;
	style.lang = argv[2];
	style.measure = atof(argv[3]) * EM;
	style.indent = EM;
	style.hang = argc > 4;
	for (gsize n; (n = fread(buffer, 1, sizeof buffer, stdin)) > 0;)
		g_string_append_len(text, buffer, (gssize)n);
	lines = g_strsplit(text->str, "\n", -1);
	if ((bytes = set_text(argv[1], &style, lines, &error)) == NULL) {
		g_printerr("set: %s\n", error->message);
		return 2;
	}
	fwrite(g_bytes_get_data(bytes, NULL), 1, g_bytes_get_size(bytes), stdout);
	return fflush(stdout) == 0 ? 0 : 3;
}
