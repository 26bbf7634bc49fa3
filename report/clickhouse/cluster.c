/*
 * cluster.c: asking and telling.  What the tables hold is the business of the other files here.
 */
#include "cluster.h"

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
cluster_ask_node(Cluster *cluster, const char *node, const char *types, const char *sql, GError **error)
{
	g_autofree char *whole = g_strconcat(sql, " FORMAT RowBinary", NULL);
	GInputStream *stream = http_post(cluster->http, node, whole, NULL, error);

	return stream ? answer_new(stream, types, node) : NULL;
}

Answer *
cluster_ask(Cluster *cluster, const char *types, const char *sql, GError **error)
{
	return cluster_ask_node(cluster, cluster->target->nodes[0], types, sql, error);
}

Answer *
cluster_ask_small(
    Cluster *cluster, const char *types, const char *columns, const char *table, const char *rest, GError **error)
{
	const char *node = cluster->shards ? cluster_ledger(cluster) : cluster->target->nodes[0];
	g_autofree char *from = cluster->shards ? cluster_table(cluster, table) : cluster_table_all(cluster, table);
	g_autofree char *sql = g_strdup_printf("SELECT %s FROM %s %s", columns, from, rest);

	return cluster_ask_node(cluster, node, types, sql, error);
}

gboolean
cluster_do(Cluster *cluster, const char *node, const char *sql, GBytes *data, GError **error)
{
	g_autoptr(GInputStream) stream = http_post(cluster->http, node, sql, data, error);

	return stream != NULL;
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
	for (gsize kind = 0; kind < CLUSTER_NAMES; kind++)
		g_clear_pointer(&cluster->names[kind], g_ptr_array_unref);
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
