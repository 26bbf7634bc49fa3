/*
 * desk.c: one pair of doors for both engines.
 */
#include "desk.h"

gboolean
desk_open(Desk *desk, const char *address, StoreMode mode, GError **error)
{
	if (!cluster_is_address(address))
		return (desk->store = store_open(address ? address : "teiten.db", mode, NULL, error)) != NULL;
	if (!(desk->cluster = cluster_open(address, mode, NULL, error)) ||
	    !(desk->desk = cluster_desk(desk->cluster, error)))
		return FALSE;
	desk->store = cluster_desk_store(desk->desk);
	return TRUE;
}

gboolean
desk_put(Desk *desk, GError **error)
{
	return !desk->desk || cluster_desk_put(desk->desk, error);
}

void
desk_clear(Desk *desk)
{
	if (!desk->desk)
		store_free(desk->store);
	cluster_desk_free(desk->desk);
	cluster_free(desk->cluster);
	*desk = (Desk) { 0 };
}
