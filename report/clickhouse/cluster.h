/*
 * cluster: an open database, and statements to it.  Inner to report/clickhouse; what the tables hold is the business of
 * those who include this: schema (tables), nodes (shards), names and register (small tables), parts (what counts), load.
 */
#pragma once
#include "clickhouse.h"
#include "http.h"
#include "target.h"

enum { CLUSTER_NAMES = 3 };

struct Cluster {
	Target *target;
	Http *http;
	guint server;  /* version: 18, 26 ... */
	guint version; /* of the tables */
	char *time_zone;
	GTimeZone *zone;
	GPtrArray *shards; /* "host:port" of each, in order of number; NULL where nothing is to be changed */
	GPtrArray *names[CLUSTER_NAMES]; /* by NameKind (names.h); NULL: not read yet */
	GPtrArray *committed;            /* of Committed, those that count, in order of id */
	guint classes;                   /* CLASS_BITs of what is counted */
};

/* "database.name", of a table on one shard, or of all of them together. */
char *cluster_table(const Cluster *cluster, const char *name);
char *cluster_table_all(const Cluster *cluster, const char *name);

/* The node that holds the small tables. */
const char *cluster_ledger(const Cluster *cluster);

/* As cluster_ask, of one node. */
Answer *cluster_ask_node(Cluster *cluster, const char *node, const char *types, const char *sql, GError **error);

/*
 * As cluster_ask, of a small table: "SELECT columns FROM table rest"; of the node that holds them where it is known, else of
 * all shards.
 */
Answer *cluster_ask_small(
    Cluster *cluster, const char *types, const char *columns, const char *table, const char *rest, GError **error);

/* Runs a statement that has no answer, with data where they are not NULL. */
gboolean cluster_do(Cluster *cluster, const char *node, const char *sql, GBytes *data, GError **error);
