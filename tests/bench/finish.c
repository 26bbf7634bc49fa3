/*
 * finish.c: one report drawn and finished over and over: milliseconds of one core, for make bench.
 * usage: finish MODEL.json TEMPLATE LANG
 */
#include <stdio.h>
#include <time.h>
#include "backend.h"
#include "finish.h"
#include "layout.h"

enum { TIMES = 20 };

static double
milliseconds(clock_t since)
{
	return (double)(clock() - since) * 1000 / CLOCKS_PER_SEC;
}

/* The best of many; drawing beside it, to compare. */
static gboolean
run(const Pages *pages, const FinishFile *file, GError **error)
{
	FinishOptions options = { file, 1, NULL, "teiten bench" };
	double best[2] = { G_MAXDOUBLE, G_MAXDOUBLE };

	for (int i = 0; i < TIMES; i++) {
		clock_t start = clock();
		g_autoptr(GBytes) drawn = backend_find("pdf")->make(pages, 0, error), finished = NULL;

		best[0] = MIN(best[0], milliseconds(start));
		start = clock();
		finished = drawn ? finish_pdf(drawn, pages, &options, error) : NULL;
		best[1] = MIN(best[1], milliseconds(start));
		if (!finished)
			return FALSE;
	}
	printf("draw %u pages: %.1f ms\nfinish them: %.1f ms\n", pages->pages->len, best[0], best[1]);
	return TRUE;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Fonts) fonts = fonts_open(NULL, &error);
	g_autoptr(Theme) theme = theme_load(NULL, &error);
	g_autoptr(Lang) lang = argc == 4 ? lang_open(argv[3], NULL, &error) : NULL;
	g_autoptr(Model) model = NULL;
	g_autoptr(Doc) doc = NULL;
	g_autoptr(Pages) pages = NULL;
	g_autofree char *text = NULL;
	gsize length;

	if (argc != 4 || !fonts || !theme || !lang || !g_file_get_contents(argv[1], &text, &length, &error) ||
	    !(model = model_read(text, length, &error)) || !(doc = doc_make(argv[2], NULL, model, lang, &error)) ||
	    !(pages = layout_pages(doc, lang, theme, fonts, 1446087600, &error))) {
		fprintf(stderr, "finish: %s\n", error ? error->message : "usage: finish MODEL.json TEMPLATE LANG");
		return 2;
	}
	g_autoptr(GBytes) bytes = g_bytes_new(text, length), deflated = finish_deflate(bytes);
	FinishFile file = { "model.json", "application/json", "The report model", "Source", bytes, deflated };
	if (run(pages, &file, &error))
		return 0;
	fprintf(stderr, "finish: %s\n", error->message);
	return 2;
}
