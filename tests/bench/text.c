/*
 * text.c: sets a text file over and over: characters a second of one core, for make bench.
 * usage: text LANG MEASURE FILE      measure in em of 10 pt
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "text.h"

enum { CHARACTERS = 2000000 };

/* Sets every line of the text as a paragraph; its characters, -1 on failure. */
static glong
set_all(Fonts *fonts, char **lines, const TextStyle *style, GError **error)
{
	glong characters = 0;

	for (guint i = 0; lines[i] != NULL; i++) {
		g_autoptr(RichText) text = rich_text_new(lines[i]);
		g_autoptr(GPtrArray) set = paragraph_set(fonts, text, style, error);
		if (set == NULL)
			return -1;
		characters += g_utf8_strlen(lines[i], -1);
	}
	return characters;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Fonts) fonts = fonts_open(NULL, &error);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	TextStyle style = { .family = FAMILY_SERIF, .size = 10, .indent = 10, .align = ALIGN_JUSTIFY };
	glong characters = 0, once = 1;
	clock_t start;

	if (fonts == NULL || argc != 4 || !g_file_get_contents(argv[3], &text, NULL, &error))
		return 2;
	style.lang = argv[1];
	style.measure = atof(argv[2]) * 10;
	lines = g_strsplit(text, "\n", -1);
	for (start = clock(); once > 0 && characters < CHARACTERS; characters += once)
		once = set_all(fonts, lines, &style, &error);
	printf("%.1f\n", (double)characters * CLOCKS_PER_SEC / (double)(clock() - start) / 1e6);
	return once > 0 ? 0 : 2;
}
