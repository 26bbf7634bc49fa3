/*
 * support: whether the model bears out the claims of a passage.
 */
#pragma once
#include "claim.h"
#include "inner.h"

typedef struct Support Support;

/* What the facts can bear out; figures and tables: how many the document has. */
Support *support_new(const Facts *facts, guint figures, guint tables);
void support_free(Support *support);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Support, support_free)

/*
 * What is wrong with each of the claims (array of Claim) of a passage: array of char*, as long, NULL where one holds or nothing
 * can be said.  about: the highlight that the passage tells of; NULL.  The caller owns it.
 */
GPtrArray *support_doubts(
    const Support *support, const char *passage, const GArray *claims, const ModelHighlight *about);
