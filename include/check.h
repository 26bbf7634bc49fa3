/*
 * check: what the edition's own words say, held against the model.
 * Prose is read for dates, numbers, ranks and figures that an author typed; what a placeholder prints is right by
 * itself.  A finding is a question to the editor, not an error: a remark <!-- checked: words --> answers it.
 */
#pragma once
#include "lang.h"
#include "model.h"

/*
 * The findings on an edition's slots, each as "narrative.ja.md:3:5: ...", in the order of the languages, files and
 * lines; empty where there is none.  The caller owns the array of char*.  Fails where template or edition are wrong.
 */
GPtrArray *check_edition(
    const char *folder, const char *edition, const Model *model, const GPtrArray *langs, GError **error);

/*
 * The highlights on which the editor (edition NULL: there is none) has not decided, questions of accepted ones that he has
 * not answered in a language, and decisions on what is no highlight, each as "highlights.ini: ..."; then outages that packets
 * contradict, that nobody recorded, or not at their times.  Empty where nothing is open.
 */
GPtrArray *check_decisions(const char *edition, const Model *model, const GPtrArray *langs, GError **error);

/*
 * highlights.md: every highlight with its sentences in all languages, its facts, and the decision taken, for an
 * editor to read and to decide on.  The caller owns the text.
 */
char *check_draft(const char *edition, const Model *model, const GPtrArray *langs, GError **error);
