/*
 * parts: the tables whose rows have the number of a load.  Inner to report/clickhouse; what a report asks of them is in
 * clickhouse.h.
 */
#pragma once
#include "cluster.h"

enum { PARTS_TABLES = 4 };
extern const char *const parts_tables[PARTS_TABLES];

/* Asks every shard to delete what a load that does not count has sent; they do it when they can. */
gboolean parts_sweep(Cluster *cluster, guint64 load, GError **error);
