/*
 * judge: what of a highlight only the editor can say: slots that stay marked until he fills them.
 */
#pragma once
#include "decision.h"

/* A question that no data answer. */
typedef struct {
	const char *name;          /* "cause": key of highlights.ini; in the catalogue "judge.cause" */
	const char *const *kinds;  /* of highlights that ask it, NULL-terminated */
	const char *const *scopes; /* and of those only these; NULL: all */
} Slot;

extern const Slot slots[]; /* ended by a NULL name */

/* Whether a highlight asks the question of a slot. */
gboolean slot_asks(const Slot *slot, const ModelHighlight *highlight);

/* Whether it asks, and the editor, who has accepted it or not decided yet, has not answered. */
gboolean slot_is_open(const Slot *slot, const ModelHighlight *highlight, const Decision *decision);

/* Appends what the editor has answered, and a mark for each question that is open.  FALSE and error on failure. */
gboolean judge_append(GString *text, const Facts *facts, const ModelHighlight *highlight, GError **error);

/* "[Undecided] " before what is not decided, else "": borrowed; NULL and error on failure. */
const char *judge_mark(const Facts *facts, gboolean decided, GError **error);
