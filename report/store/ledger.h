/*
 * ledger: which batch brought what, of which sensor, for which time.  Inner to report/store.
 * Everything here happens inside the transaction of a batch.
 */
#pragma once
#include "inner.h"

/* What one batch holds of one sensor. */
typedef struct {
	gint64 sensor;
	gint64 first, last; /* both inclusive [s since 1970, UTC] */
	gint64 observations, packets;
} Span;

/* Enters a batch whose content is not known yet. */
gboolean ledger_begin(Store *store, const BatchInfo *info, gint64 *id, GError **error);

/* The batch with that content; 0 where there is none. */
gboolean ledger_find(Store *store, const guint8 sha256[32], gint64 *id, GError **error);

/* The number of a sensor or a label, entered where it is new. */
gboolean ledger_sensor(Store *store, const char *name, gint64 *id, GError **error);
gboolean ledger_signature(Store *store, const char *label, gint64 *id, GError **error);

/*
 * Enters the spans (array of Span) of a batch.  One that overlaps another batch's of the same sensor is refused,
 * or, where info->replace, that batch is withdrawn; *replaced counts those.
 */
gboolean ledger_settle(
    Store *store, const BatchInfo *info, gint64 batch, GPtrArray *spans, gint64 *replaced, GError **error);
