/*
 * explain.c: the verb that shows what lies behind one item: from the store, or from a model alone.
 */
#include <string.h>
#include "basis.h"
#include "error.h"
#include "explain.h"
#include "render.h"
#include "save.h"
#include "verb.h"
#include "verbs.h"

typedef struct {
	char *model, *edition, *lang, *output;
} Words;

static void
words_clear(Words *words)
{
	g_free(words->model);
	g_free(words->edition);
	g_free(words->lang);
	g_free(words->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Words, words_clear)

/* The model, which is read where one is given; else it is made of the quarter. */
static Model *
open_model(const Words *words, const Basis *basis, const char *quarter, GError **error)
{
	if (words->model && quarter)
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "--model has its own quarter: leave out '%s'", quarter);
	else if (!words->model && !quarter)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "of which quarter? teiten explain ITEM QUARTER");
	else
		return words->model ? model_open(words->model, error)
				    : basis_model(basis, words->edition, quarter, error);
	return NULL;
}

/* What the store says; nothing without error where only a model is given. */
static gboolean
ask(const Words *words, const Basis *basis, const Model *model, const Subject *subject, Evidence **evidence,
    GError **error)
{
	g_autoptr(Source) source = NULL;

	if (words->model && !basis->store)
		return TRUE;
	source = source_open(basis->store ? basis->store : "teiten.db", error);
	if (source)
		source_limit(source, basis_classes(model));
	return source &&
	       (*evidence = evidence_ask(source, subject->table, subject->row, subject->from, subject->to, error));
}

static gboolean
write_picture(const Words *words, const Subject *subject, const Model *model, const Evidence *evidence,
    const Lang *lang, GError **error)
{
	g_autofree char *page =
	    words->output ? explain_page(subject, model, evidence, words->edition, lang, error) : NULL;

	return !words->output || (page && render_page(model, page, lang, words->output, error));
}

int
verb_explain(int argc, char **argv)
{
	g_auto(Basis) basis = { 0 };
	g_auto(Words) words = { 0 };
	const GOptionEntry options[] = {
		BASIS_OPTIONS(basis),
		{ "model", 0, 0, G_OPTION_ARG_FILENAME, &words.model,
		    "Model to read in place of a quarter of the store", "FILE" },
		{ "edition", 0, 0, G_OPTION_ARG_FILENAME, &words.edition, "The quarter's own text and decisions",
		    "DIR" },
		{ "lang", 0, 0, G_OPTION_ARG_STRING, &words.lang, "Language, ja or en (default en)", "LANG" },
		{ "output", 'o', 0, G_OPTION_ARG_FILENAME, &words.output, "Picture to draw as well: .png, .svg or .pdf",
		    "FILE" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(Lang) lang = NULL;
	g_autoptr(Model) model = NULL;
	g_autoptr(Evidence) evidence = NULL;
	g_autofree char *text = NULL;
	Subject subject;

	if (!verb_parse(options, "ITEM [QUARTER]", 1, 2, &argc, &argv, &error) ||
	    !(lang = lang_open(words.lang ? words.lang : "en", NULL, &error)) ||
	    !(model = open_model(&words, &basis, argc > 2 ? argv[2] : NULL, &error)) ||
	    !explain_find(model, argv[1], &subject, &error) ||
	    !ask(&words, &basis, model, &subject, &evidence, &error) ||
	    !(text = explain_text(&subject, model, evidence, words.edition, lang, &error)) ||
	    !write_picture(&words, &subject, model, evidence, lang, &error) ||
	    !save_bytes("-", text, strlen(text), &error))
		return verb_fail(error);
	return 0;
}
