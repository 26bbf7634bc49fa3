/*
 * cluster: what the files of report/clickhouse share of an open database.
 */
#pragma once
#include "clickhouse.h"
#include "http.h"
#include "target.h"

/* A load that was committed, and what of it is not in Load. */
typedef struct {
	guint64 id;
	Load *load;
	char *spans;    /* "sensor first last" of each sensor, with ',' between */
	char *replaces; /* ids of loads that do not count since this one, with ',' between */
} Committed;

struct Cluster {
	Target *target;
	Http *http;
	guint server;  /* version: 18, 26 ... */
	guint version; /* of the tables */
	char *time_zone;
	GTimeZone *zone;
	GPtrArray *shards;    /* "host:port" of each, in order of number; NULL where nothing is to be changed */
	GPtrArray *committed; /* of Committed, those that count, in order of id */
	guint classes;        /* CLASS_BITs of what is counted */
};

/* What names are numbered; a number is of one name for ever. */
typedef enum { NAME_SENSOR = 1, NAME_SIGNATURE = 2 } NameKind;

/* "database.name", of a table on one shard, or of all of them together. */
char *cluster_table(const Cluster *cluster, const char *name);
char *cluster_table_all(const Cluster *cluster, const char *name);

/* The node that holds the small tables. */
const char *cluster_ledger(const Cluster *cluster);

/* Runs a statement that has no answer, with data where they are not NULL. */
gboolean cluster_do(Cluster *cluster, const char *node, const char *sql, GBytes *data, GError **error);

/* A short-hand: inserts rows in RowBinary, columns as in schema_columns, into a table (its name without the database). */
gboolean cluster_insert(Cluster *cluster, const char *node, const char *table, GByteArray *rows, GError **error);

/* Finds the nodes of all shards (nodes.c). */
gboolean cluster_find_shards(Cluster *cluster, GError **error);

/*
 * Makes the tables where there are none, brings older ones up to date where they may be changed, and learns the zone
 * (schema.c).
 */
gboolean schema_prepare_cluster(Cluster *cluster, StoreMode mode, const char *time_zone, GError **error);

/* The columns of a table in the order in which a row has them: those of a later version come last. */
char *schema_columns(const char *table);

/* The number of a new load: greater than those before, and no two the same. */
guint64 cluster_fresh_id(void);

/* Asks every shard to delete what a load that does not count has sent (upkeep.c); they do it when they can. */
gboolean cluster_sweep(Cluster *cluster, guint64 load, GError **error);

/* Reads the loads that count anew (register.c). */
gboolean register_read(Cluster *cluster, GError **error);

/* Names by number: array of char *, NULL where a number is not in use.  Fails where two names have one number. */
GPtrArray *register_names(Cluster *cluster, NameKind kind, GError **error);
gboolean register_enter(Cluster *cluster, NameKind kind, guint first, const GPtrArray *names, GError **error);

/* --- rows in RowBinary (bytes.c) ----------------------------------------------------------- */

void bytes_number(GByteArray *bytes, guint64 number, guint width);
void bytes_text(GByteArray *bytes, const char *text); /* NULL: "" */
