/*
 * question: the answers of ClickHouse, question by question.  Inner to report/source.
 */
#pragma once
#include "clickhouse.h"
#include "source.h"

/* The key of a row in a dimension, as an expression of type UInt32. */
extern const char *const question_key[DIMENSION_COUNT];

/* Appends " AND (...)": that a row's key is one of n; gives FALSE where none can be. */
gboolean question_keys(GString *sql, Dimension dimension, const guint32 *keys, gsize n);

GArray *question_tally(Cluster *cluster, Dimension dimension, gint64 from, gint64 to, GError **error);
gboolean question_detail(Cluster *cluster, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants,
    gint64 *total, GError **error);
gboolean question_senders(Cluster *cluster, const SenderWant *want, Senders *senders, GError **error);
