/*
 * open.c: an address to an open database: the server, its shards, the tables, and what was loaded.
 */
#include <stdlib.h>
#include "error.h"
#include "nodes.h"
#include "register.h"
#include "schema.h"

#define SCHEME "clickhouse://"

gboolean
cluster_is_address(const char *address)
{
	return address && g_str_has_prefix(address, SCHEME);
}

/* A server refuses settings that it does not know, so what is newer than 18.16 waits for its version. */
static gboolean
learn_server(Cluster *cluster, GError **error)
{
	g_autoptr(Answer) answer = cluster_ask(cluster, "s", "SELECT version()", error);
	AnswerField field;
	int got = answer ? answer_row(answer, &field, error) : -1;

	if (got < 0)
		return FALSE;
	cluster->server = got > 0 ? (guint)strtoul(field.text, NULL, 10) : 0;
	if (cluster->server < 18) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
		    "ClickHouse node %s: its version '%s' is older than 18.16", cluster->target->nodes[0],
		    got > 0 ? field.text : "");
		return FALSE;
	}
	if (cluster->server >= 22)
		http_set(cluster->http, "&async_insert=0");
	return TRUE;
}

Cluster *
cluster_open(const char *address, StoreMode mode, const char *time_zone, GError **error)
{
	g_autoptr(Cluster) cluster = g_new0(Cluster, 1);

	cluster->classes = CLASS_ALL;
	if (!(cluster->target = target_parse(address, error)) || !(cluster->http = http_new(cluster->target, error)) ||
	    !learn_server(cluster, error) || (mode != STORE_READ && !nodes_find(cluster, error)) ||
	    !schema_prepare_cluster(cluster, mode, time_zone, error) || !register_read(cluster, error))
		return NULL;
	return g_steal_pointer(&cluster);
}
