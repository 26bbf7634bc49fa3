/*
 * decision: what the editor has made of each highlight (highlights.ini of the edition).
 */
#pragma once
#include "inner.h"

typedef enum { DECISION_ACCEPT, DECISION_REJECT, DECISION_REWRITE } DecisionKind;

enum { DECISION_SLOTS = 4 /* questions that a highlight can ask the editor (judge.h) */ };

typedef struct {
	DecisionKind kind;
	char *reason;                  /* of a rejection; NULL */
	char *words;                   /* of a rewriting, in the language; NULL */
	char *answers[DECISION_SLOTS]; /* in the language; "": there is nothing to say; NULL: open */
} Decision;

void decision_free(gpointer decision);

/*
 * What a highlight is called in highlights.ini: "port 1900/udp burst 2015-09-24": its table, item, kind and first
 * day.  An order of weight would change with the data.  The caller owns it.
 */
char *decision_name(const ModelHighlight *highlight, GTimeZone *zone);

/*
 * Reads folder/highlights.ini: name -> Decision; NULL without error where there is no such file.  Fails on what is
 * no decision, on a rejection without reason and on a rewriting without words in the language.
 */
GHashTable *decisions_read(const char *folder, const char *lang, GError **error);

/* The editor's decision on a highlight, borrowed; NULL: there is none. */
const Decision *decision_of(const Facts *facts, const ModelHighlight *highlight);

/*
 * Whether a highlight has a sentence of its own in the report: all that the editor does not reject, marked where he has not
 * decided; what is told with another only where he wants it to.
 */
gboolean decision_lets(const Facts *facts, const ModelHighlight *highlight);

/* Whether it needs no decision of its own: it is told with another, and he says nothing else. */
gboolean decision_follows(const Facts *facts, const ModelHighlight *highlight);

/* All that the editor has written himself, a paragraph; NULL where it is nothing.  The caller owns it. */
char *decision_own_words(const Decision *decision);
