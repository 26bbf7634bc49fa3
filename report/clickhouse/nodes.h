/*
 * nodes: which node is which shard.  Inner to report/clickhouse.
 */
#pragma once
#include "cluster.h"

/* Finds the nodes of all shards. */
gboolean nodes_find(Cluster *cluster, GError **error);
