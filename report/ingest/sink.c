/*
 * sink.c: the engines that a file may go into.
 */
#include "sink.h"

/* --- the store on this machine --------------------------------------------------------------- */

static GPtrArray *
local_addresses(gpointer self, GError **error)
{
	return store_addresses(self, error);
}

static gpointer
local_begin(gpointer self, const BatchInfo *info, GError **error)
{
	return batch_begin(self, info, error);
}

static gboolean
local_add(gpointer batch, const Observation *observation, Region region, GError **error)
{
	return batch_add(batch, observation, region, error);
}

static void
local_lose(gpointer batch, const BatchLoss *loss)
{
	batch_lose(batch, loss);
}

static gboolean
local_commit(gpointer batch, const guint8 sha256[32], BatchReceipt *receipt, GError **error)
{
	return batch_commit(batch, sha256, receipt, error);
}

static void
local_free(gpointer batch)
{
	batch_free(batch);
}

static const SinkOps local = { local_addresses, NULL, local_begin, local_add, local_lose, local_commit, local_free };

gboolean
ingest_file(Store *store, const char *path, const IngestOptions *options, IngestSummary *summary, GError **error)
{
	const Sink sink = { &local, store };

	return ingest_into(&sink, path, options, summary, error);
}

/* --- ClickHouse ------------------------------------------------------------------------------ */

static GPtrArray *
remote_addresses(gpointer self, GError **error)
{
	return cluster_addresses(self, error);
}

static gboolean
remote_knows(gpointer self, const guint8 sha256[32], gboolean *known, BatchReceipt *receipt, GError **error)
{
	return cluster_knows(self, sha256, known, receipt, error);
}

static gpointer
remote_begin(gpointer self, const BatchInfo *info, GError **error)
{
	return cluster_load_begin(self, info, error);
}

static gboolean
remote_add(gpointer batch, const Observation *observation, Region region, GError **error)
{
	return cluster_load_add(batch, observation, region, error);
}

static void
remote_lose(gpointer batch, const BatchLoss *loss)
{
	cluster_load_lose(batch, loss);
}

static gboolean
remote_commit(gpointer batch, const guint8 sha256[32], BatchReceipt *receipt, GError **error)
{
	return cluster_load_commit(batch, sha256, receipt, error);
}

static void
remote_free(gpointer batch)
{
	cluster_load_free(batch);
}

static const SinkOps remote = { remote_addresses, remote_knows, remote_begin, remote_add, remote_lose, remote_commit,
	remote_free };

gboolean
ingest_cluster(Cluster *cluster, const char *path, const IngestOptions *options, IngestSummary *summary, GError **error)
{
	const Sink sink = { &remote, cluster };

	return ingest_into(&sink, path, options, summary, error);
}
