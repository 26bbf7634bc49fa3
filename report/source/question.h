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

/* Key to its place, plus one: a key that stands twice has its first.  0 where it has none. */
GHashTable *question_places(const guint32 *keys, gsize n);
gsize question_place(GHashTable *places, guint64 key);

/* The first start of a day of the zone at or after t, and the last at or before it. */
void question_days(GTimeZone *zone, gint64 t, gint64 *next, gint64 *before);

gboolean question_detail(Cluster *cluster, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants,
    gint64 *total, GError **error);

/* Adds the counts of all wants that ask for them. */
gboolean question_counts(
    Cluster *cluster, const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants, GError **error);
gboolean question_senders(Cluster *cluster, const SenderWant *want, Senders *senders, GError **error);
