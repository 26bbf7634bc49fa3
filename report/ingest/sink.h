/*
 * sink: where a file goes, whatever keeps it.  An engine is one table of sink.c.  Inner to report/ingest.
 */
#pragma once
#include "ingest.h"

typedef struct {
	GPtrArray *(*addresses)(gpointer self, GError **error); /* of SensorAddresses */
	/* NULL: content that is known costs nothing to be given up at the end */
	gboolean (*knows)(
	    gpointer self, const guint8 sha256[32], gboolean *known, BatchReceipt *receipt, GError **error);
	gpointer (*begin)(gpointer self, const BatchInfo *info, GError **error);
	gboolean (*add)(gpointer batch, const Observation *observation, Region region, GError **error);
	void (*lose)(gpointer batch, const BatchLoss *loss); /* before the commit */
	gboolean (*commit)(gpointer batch, const guint8 sha256[32], BatchReceipt *receipt, GError **error);
	void (*free)(gpointer batch);
} SinkOps;

typedef struct {
	const SinkOps *ops;
	gpointer self; /* borrowed */
} Sink;

gboolean ingest_into(
    const Sink *sink, const char *path, const IngestOptions *options, IngestSummary *summary, GError **error);
