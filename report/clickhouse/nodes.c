/*
 * nodes.c: which node is which shard.  Every server knows the cluster and itself in it; the HTTP ports of the others
 * are known to no server, so they are those of the address.
 */
#include <stdarg.h>
#include <string.h>
#include "error.h"
#include "nodes.h"

/* A shard as the server tells it; node NULL: not found yet. */
typedef struct {
	char *host, *node;
	guint64 port, replicas;
} Shard;

static void
shard_free(gpointer data)
{
	Shard *shard = data;

	g_free(shard->host);
	g_free(shard->node);
	g_free(shard);
}

static gboolean fail(const Cluster *cluster, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

static gboolean
fail(const Cluster *cluster, GError **error, const char *format, ...)
{
	g_autofree char *reason = NULL;
	va_list words;

	va_start(words, format);
	reason = g_strdup_vprintf(format, words);
	va_end(words);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "ClickHouse node %s: cluster '%s' %s",
	    cluster->target->nodes[0], cluster->target->cluster, reason);
	return FALSE;
}

static GPtrArray *
list_shards(Cluster *cluster, GError **error)
{
	g_autoptr(GPtrArray) shards = g_ptr_array_new_with_free_func(shard_free);
	g_autofree char *sql = g_strdup_printf(
	    "SELECT toUInt32(shard_num), toUInt16(count()), any(host_name), toUInt16(any(port)) FROM system.clusters"
	    " WHERE cluster = '%s' GROUP BY shard_num ORDER BY shard_num",
	    cluster->target->cluster);
	g_autoptr(Answer) answer = cluster_ask(cluster, "42s2", sql, error);
	AnswerField field[4];
	int got = -1;

	while (answer && (got = answer_row(answer, field, error)) > 0) {
		Shard *shard = g_new0(Shard, 1);
		shard->replicas = field[1].number;
		shard->host = g_strdup(field[2].text);
		shard->port = field[3].number;
		g_ptr_array_add(shards, shard);
	}
	if (got < 0)
		return NULL;
	if (shards->len == 0) {
		fail(cluster, error, "is not known to it");
		return NULL;
	}
	return g_steal_pointer(&shards);
}

/* Asks a node which shard it is. */
static gboolean
place_node(Cluster *cluster, GPtrArray *shards, const char *node, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
	    "SELECT DISTINCT toUInt32(shard_num) FROM system.clusters WHERE cluster = '%s' AND is_local",
	    cluster->target->cluster);
	g_autoptr(Answer) answer = cluster_ask_node(cluster, node, "4", sql, error);
	AnswerField field;
	int got = answer ? answer_row(answer, &field, error) : -1;
	Shard *shard;

	if (got < 0)
		return FALSE;
	if (got == 0 || field.number < 1 || field.number > shards->len)
		return fail(cluster, error, "does not have the node %s", node);
	shard = shards->pdata[field.number - 1];
	if (!shard->node)
		shard->node = g_strdup(node);
	return TRUE;
}

/* Where the address names one node, the others have their HTTP port where it has its own. */
static gboolean
guess_nodes(Cluster *cluster, GPtrArray *shards, GError **error)
{
	const char *port = strrchr(cluster->target->nodes[0], ':');

	for (guint i = 0; i < shards->len; i++) {
		Shard *shard = shards->pdata[i];
		g_autofree char *node = g_strconcat(shard->host, port, NULL);
		if (!shard->node && !place_node(cluster, shards, node, error))
			return FALSE;
	}
	return TRUE;
}

gboolean
nodes_find(Cluster *cluster, GError **error)
{
	g_autoptr(GPtrArray) shards = NULL;
	char **nodes = cluster->target->nodes;

	cluster->shards = g_ptr_array_new_with_free_func(g_free);
	if (!cluster->target->cluster) {
		g_ptr_array_add(cluster->shards, g_strdup(nodes[0]));
		return TRUE;
	}
	if (!(shards = list_shards(cluster, error)))
		return FALSE;
	for (gsize i = 0; nodes[i]; i++)
		if (!place_node(cluster, shards, nodes[i], error))
			return FALSE;
	if (!nodes[1] && !guess_nodes(cluster, shards, error))
		return FALSE;
	for (guint i = 0; i < shards->len; i++) {
		Shard *shard = shards->pdata[i];
		if (!shard->node)
			return fail(cluster, error,
			    "has shard %u at %s, port %" G_GUINT64_FORMAT ", and the address names no node of it",
			    i + 1, shard->host, shard->port);
		if (shard->replicas > 1)
			return fail(cluster, error,
			    "has %" G_GUINT64_FORMAT
			    " replicas of shard %u; teiten-clickhouse(7) tells why one is wanted",
			    shard->replicas, i + 1);
		g_ptr_array_add(cluster->shards, g_strdup(shard->node));
	}
	return TRUE;
}
