/*
 * schema: the tables and their columns.  Inner to report/clickhouse.
 */
#pragma once
#include "cluster.h"

/*
 * Makes the tables where there are none, brings older ones up to date where they may be changed, and learns the zone.
 */
gboolean schema_prepare_cluster(Cluster *cluster, StoreMode mode, const char *time_zone, GError **error);

/* Inserts rows in RowBinary into a table (its name without the database), columns in the order of the steps of schema.c. */
gboolean schema_insert(Cluster *cluster, const char *node, const char *table, GByteArray *rows, GError **error);
