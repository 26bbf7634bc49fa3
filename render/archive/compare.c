/*
 * compare.c: two makings of a report held against each other: bytes, then words, then places.
 */
#include <stdarg.h>
#include <string.h>
#include "inner.h"

void
findings_add(GPtrArray *findings, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(findings, g_strdup_vprintf(format, args));
	va_end(args);
}

char *
drop_spaces(char *text)
{
	char *to = text;

	for (const char *from = text, *next; *from; from = next) {
		next = g_utf8_next_char(from);
		if (!g_unichar_isspace(g_utf8_get_char(from))) {
			memmove(to, from, (gsize)(next - from));
			to += next - from;
		}
	}
	*to = 0;
	return text;
}

/* The text at the end of a trace's line of glyphs, between its first and its last quote. */
static void
append_glyphs(GString *page, const char *line)
{
	const char *first = strchr(line, '"'), *last = strrchr(line, '"');

	if (first && last > first)
		g_string_append_len(page, first + 1, last - first - 1);
}

GPtrArray *
trace_pages(GBytes *trace)
{
	GPtrArray *pages = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *text = g_strndup(g_bytes_get_data(trace, NULL), g_bytes_get_size(trace));
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	GString *page = NULL;

	for (char **line = lines;; line++) {
		if (page && (!*line || g_str_has_prefix(*line, "page "))) {
			g_ptr_array_add(pages, drop_spaces(g_string_free(page, FALSE)));
			page = NULL;
		}
		if (!*line)
			return pages;
		if (g_str_has_prefix(*line, "page "))
			page = g_string_new(NULL);
		else if (page && g_str_has_prefix(*line, "glyphs "))
			append_glyphs(page, *line);
	}
}

/* The numbers of the pages on which two traces differ: "2, 3"; NULL where none does. */
static char *
pages_that_differ(GBytes *a, GBytes *b)
{
	g_autofree char *left = g_strndup(g_bytes_get_data(a, NULL), g_bytes_get_size(a));
	g_autofree char *right = g_strndup(g_bytes_get_data(b, NULL), g_bytes_get_size(b));
	g_auto(GStrv) before = g_strsplit(left, "\npage ", -1);
	g_auto(GStrv) after = g_strsplit(right, "\npage ", -1);
	guint n = MAX(g_strv_length(before), g_strv_length(after));
	GString *pages = g_string_new(NULL);

	for (guint i = 1; i < n; i++) {
		gboolean both = i < g_strv_length(before) && i < g_strv_length(after);
		if (!both || !g_str_equal(before[i], after[i]))
			g_string_append_printf(pages, "%s%u", pages->len > 0 ? ", " : "", i);
	}
	return g_string_free(pages, pages->len == 0);
}

/* All words of a PDF by its structure, running heads and page breaks left out. */
static char *
words_of(GBytes *file, GError **error)
{
	g_autoptr(Pdf) pdf = pdf_read(file, error);

	return pdf ? drop_spaces(pdf_element_text(pdf->root)) : NULL;
}

/* Where two texts part, for the sentence: some letters from there. */
static char *
part_from(const char *text, gsize place)
{
	while (place > 0 && ((guchar)text[place] & 0xc0) == 0x80)
		place--;
	return g_utf8_substring(text + place, 0, MIN(g_utf8_strlen(text + place, -1), 30));
}

static gboolean
compare_words(
    const char *name, GBytes *old, GBytes *new, const char *pages, Alike *alike, GPtrArray *says, GError **error)
{
	g_autofree char *before = words_of(old, error), *after = before ? words_of(new, error) : NULL;
	g_autofree char *was = NULL, *is = NULL;
	gsize place = 0;

	if (!after)
		return FALSE;
	if (g_str_equal(before, after)) {
		findings_add(says, "%s: same text and numbers, %s%s", name,
		    pages ? "layout differs on pages " : "other bytes in the file", pages ? pages : "");
		*alike = MAX(*alike, ALIKE_WORDS);
		return TRUE;
	}
	while (before[place] && before[place] == after[place])
		place++;
	was = part_from(before, place);
	is = part_from(after, place);
	findings_add(says, "%s: the text differs: '%s' has become '%s'", name, was, is);
	*alike = ALIKE_NOT;
	return TRUE;
}

static gboolean
compare_report(
    const Archive *archive, const Archive *made, const char *name, Alike *alike, GPtrArray *says, GError **error)
{
	g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".pdf"));
	g_autofree char *old = g_strdup_printf("trace/%s.trace", stem), *new = g_strdup_printf("%s.trace", stem);
	g_autofree char *place = g_strconcat("report/", name, NULL), *pages = NULL;
	GBytes *before = archive_get(archive, place), *after = archive_get(made, name);

	if (!after) {
		findings_add(says, "%s: was not made again", name);
		*alike = ALIKE_NOT;
		return TRUE;
	}
	if (g_bytes_equal(before, after)) {
		findings_add(says, "%s: identical", name);
		return TRUE;
	}
	if (archive_get(archive, old) && archive_get(made, new))
		pages = pages_that_differ(archive_get(archive, old), archive_get(made, new));
	return compare_words(name, before, after, pages, alike, says, error);
}

static void
compare_data(const Archive *archive, const Archive *made, const char *name, Alike *alike, GPtrArray *says)
{
	GBytes *after = archive_get(made, name);

	if (after && g_bytes_equal(archive_get(archive, name), after)) {
		findings_add(says, "%s: identical", name);
		return;
	}
	findings_add(says, "%s: %s", name, after ? "differs" : "was not made again");
	*alike = ALIKE_NOT;
}

gboolean
archive_regenerate(const Archive *archive, const char *folder, Alike *alike, GPtrArray *says, GError **error)
{
	static const char *const formats[] = { "pdf", "trace", NULL };
	g_autoptr(Archive) made = remake(archive, formats, folder, error);
	g_autofree const char **reports = archive_names(archive, "report/");
	g_autofree const char **data = archive_names(archive, "data/");

	*alike = ALIKE_BYTES;
	if (!made)
		return FALSE;
	for (const char **name = reports; *name; name++)
		if (!compare_report(archive, made, *name + strlen("report/"), alike, says, error))
			return FALSE;
	for (const char **name = data; *name; name++)
		compare_data(archive, made, *name, alike, says);
	compare_data(archive, made, "model.json", alike, says);
	return TRUE;
}
