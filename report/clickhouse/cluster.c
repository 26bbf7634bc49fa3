/*
 * cluster.c: opening and asking.  What the tables hold is the business of the other files here.
 */
#include <stdlib.h>
#include "cluster.h"
#include "error.h"

#define SCHEME "clickhouse://"

gboolean
cluster_is_address(const char *address)
{
	return address && g_str_has_prefix(address, SCHEME);
}

char *
cluster_table(const Cluster *cluster, const char *name)
{
	return g_strdup_printf("%s.%s", cluster->target->database, name);
}

char *
cluster_table_all(const Cluster *cluster, const char *name)
{
	return g_strdup_printf("%s.%s%s", cluster->target->database, name, cluster->target->cluster ? "_all" : "");
}

const char *
cluster_ledger(const Cluster *cluster)
{
	return cluster->shards->pdata[0];
}

Answer *
cluster_ask(Cluster *cluster, const char *types, const char *sql, GError **error)
{
	const char *node = cluster->target->nodes[0];
	g_autofree char *whole = g_strconcat(sql, " FORMAT RowBinary", NULL);
	GInputStream *stream = http_post(cluster->http, node, whole, NULL, error);

	return stream ? answer_new(stream, types, node) : NULL;
}

gboolean
cluster_do(Cluster *cluster, const char *node, const char *sql, GBytes *data, GError **error)
{
	g_autoptr(GInputStream) stream = http_post(cluster->http, node, sql, data, error);

	return stream != NULL;
}

gboolean
cluster_insert(Cluster *cluster, const char *node, const char *table, GByteArray *rows, GError **error)
{
	g_autofree char *columns = schema_columns(table);
	g_autofree char *name = cluster_table(cluster, table);
	g_autofree char *sql = g_strdup_printf("INSERT INTO %s (%s) FORMAT RowBinary", name, columns);
	g_autoptr(GBytes) data = g_bytes_new(rows->data, rows->len);

	return cluster_do(cluster, node, sql, data, error);
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
	    !learn_server(cluster, error) || (mode != STORE_READ && !cluster_find_shards(cluster, error)) ||
	    !schema_prepare_cluster(cluster, mode, time_zone, error) || !register_read(cluster, error))
		return NULL;
	return g_steal_pointer(&cluster);
}

void
cluster_free(Cluster *cluster)
{
	if (!cluster)
		return;
	target_free(cluster->target);
	http_free(cluster->http);
	g_free(cluster->time_zone);
	g_clear_pointer(&cluster->zone, g_time_zone_unref);
	g_clear_pointer(&cluster->shards, g_ptr_array_unref);
	g_clear_pointer(&cluster->committed, g_ptr_array_unref);
	g_free(cluster);
}

const char *
cluster_time_zone(const Cluster *cluster)
{
	return cluster->time_zone;
}

GTimeZone *
cluster_zone(const Cluster *cluster)
{
	return cluster->zone;
}
