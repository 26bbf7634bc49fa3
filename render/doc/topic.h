/*
 * topic: what a sentence speaks of, and where.
 */
#pragma once
#include "datum.h"

/* A subject by a name of it in the sentence. */
typedef struct {
	Subject subject;
	char *name;
	gsize from, to; /* [bytes] in the text */
} Mention;

static inline const Mention *
mention_at(const GArray *mentions, guint i)
{
	return &g_array_index(mentions, Mention, i);
}

typedef struct Lexicon Lexicon;

/* What the model's items, sensors and totals are called in the language. */
Lexicon *lexicon_new(const Facts *facts);
void lexicon_free(Lexicon *lexicon);

/* Whether the rows of a table have names of their own: not types of ICMP, which are ports as well, and not all packets. */
gboolean topic_has_names(const ModelTable *table);

/* The mentions in text[from..to), in their order: array of Mention, owned by the caller. */
GArray *topic_find(const Lexicon *lexicon, const char *text, gsize from, gsize to);

/* The mention by which a highlight's item is spoken of where no sentence names it; FALSE: it has none. */
gboolean topic_of(const Lexicon *lexicon, const ModelHighlight *highlight, Mention *mention);

/* Whether one of the words (a regular expression) stands in the text. */
gboolean speaks(const char *text, const char *words);
