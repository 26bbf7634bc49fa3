/*
 * evidence: what the observations themselves say of an item in a span: who received it and who sent it.
 * It is asked of the source only where someone wants to see behind a highlight; no model keeps it.
 */
#pragma once
#include "model.h"
#include "source.h"

enum { EVIDENCE_BASE = 28 /* days before the span that it is held against */ };

/* One sensor's packets of the item. */
typedef struct {
	char *name;
	gint64 before, during; /* in the days before the span, and in it */
} EvidenceSensor;

/* A network of sources ("192.0.2.0/24") and what came from it in the span. */
typedef struct {
	char *name;
	gint64 packets, sources;
} EvidenceNetwork;

typedef struct {
	gint64 base, from, to; /* the days before begin at base [s since 1970, UTC] */
	GPtrArray *sensors;    /* of EvidenceSensor, most in the span first */
	gboolean expired;      /* observations of the span are gone: who sent it, all that is below, is not known */
	GPtrArray *top;        /* of EvidenceNetwork, most packets first */
	gint64 packets, sources, networks;
	gint64 effective_sources, effective_networks; /* as in Senders [1/1000] */
} Evidence;

/* Of a row of one of the model's tables, in [from, to).  The caller owns it. */
Evidence *evidence_ask(
    Source *source, const ModelTable *table, const ModelRow *row, gint64 from, gint64 to, GError **error);
void evidence_free(Evidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evidence, evidence_free)
