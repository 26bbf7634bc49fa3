/*
 * support: whether the model bears out a claim.
 */
#pragma once
#include "claim.h"
#include "inner.h"

typedef struct Support Support;

/* What the facts can bear out; figures and tables: how many the document has. */
Support *support_new(const Facts *facts, guint figures, guint tables);
void support_free(Support *support);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Support, support_free)

/* NULL where the claim holds, or nothing can be said; else what is wrong with it.  The caller owns it. */
char *support_doubt(const Support *support, const Claim *claim, const char *sentence);
