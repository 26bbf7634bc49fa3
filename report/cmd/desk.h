/*
 * desk: the store whose sensors and gaps a verb reads or changes, on this machine or of a ClickHouse database.
 * Inner to report/cmd.
 */
#pragma once
#include "clickhouse.h"

typedef struct {
	Store *store;
	Cluster *cluster;  /* NULL: the store is on this machine */
	ClusterDesk *desk; /* holds the store then */
} Desk;

/* Opens the store of an address (NULL: teiten.db). */
gboolean desk_open(Desk *desk, const char *address, StoreMode mode, GError **error);

/* Puts back what was changed; a store on this machine has it already. */
gboolean desk_put(Desk *desk, GError **error);
void desk_clear(Desk *desk);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)
