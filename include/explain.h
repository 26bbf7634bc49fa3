/*
 * explain: what lies behind one item of the model, in the words of a language.
 */
#pragma once
#include "evidence.h"
#include "lang.h"

/* What is explained: a row, and the highlight that speaks of it (NULL: none does). */
typedef struct {
	const ModelTable *table;
	const ModelRow *row;
	const ModelHighlight *highlight;
	gint64 from, to; /* the highlight's span within the quarter, or the quarter [s since 1970, UTC] */
} Subject;

/*
 * Finds what a word names: a highlight's id ("h3"), a row's key ("1900/udp", "CN"), or one of a table
 * ("signature:synful-knock").  Of a row's highlights the first is taken.  FALSE and error where it names nothing.
 */
gboolean explain_find(const Model *model, const char *word, Subject *subject, GError **error);

/*
 * The explanation as Markdown: facts, days, and, where evidence is given (NULL: there is no store), sensors and sources.
 * edition (NULL: none) has the editor's decision.  The caller owns it.
 */
char *explain_text(const Subject *subject, const Model *model, const Evidence *evidence, const char *edition,
    const Lang *lang, GError **error);

/*
 * A template of one page for render_page: the same in short, with the days of the item against the level before, those of
 * the sensors where the model has them, and the networks that sent most where there is evidence.  The caller owns it.
 */
char *explain_page(const Subject *subject, const Model *model, const Evidence *evidence, const char *edition,
    const Lang *lang, GError **error);
