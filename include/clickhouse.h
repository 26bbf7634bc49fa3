/*
 * clickhouse: the observations in a ClickHouse database, for what one machine does not hold: the tables, who is in
 * them and what was loaded; files into them.  What a report asks of them is the business of report/source.
 * Its SQL runs on 18.16 and on what came after; it stands in report/clickhouse and report/source only.
 */
#pragma once
#include "answer.h"
#include "class.h"
#include "store.h"

typedef struct Cluster Cluster;
typedef struct ClusterLoad ClusterLoad;

/* TRUE for "clickhouse://...", whatever follows. */
gboolean cluster_is_address(const char *address);

/*
 * Opens what an address of teiten-clickhouse(7) names; what was loaded is read once, so that all answers are of one
 * state.  STORE_WRITE makes the tables where they are not there, with days of the zone called time_zone (NULL:
 * Asia/Tokyo).  To be changed, every shard must be reached; to be read, the first node of the address.
 */
Cluster *cluster_open(const char *address, StoreMode mode, const char *time_zone, GError **error);
void cluster_free(Cluster *cluster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cluster, cluster_free)

/* Borrow the name of the zone of its days, and the zone. */
const char *cluster_time_zone(const Cluster *cluster);
GTimeZone *cluster_zone(const Cluster *cluster);

/* --- what is in it ------------------------------------------------------------------------- */

/* Loads that count and touch [from, to), in the order in which they began; array of Load, owned by the caller. */
GPtrArray *cluster_loads(Cluster *cluster, gint64 from, gint64 to);

/* All sensors by name, declared gaps by time: arrays of Sensor, Outage, owned by the caller. */
GPtrArray *cluster_sensors(Cluster *cluster, GError **error);
GPtrArray *cluster_outages(Cluster *cluster, GError **error);

/* Labels by number: array of char *, owned by the caller; [0] is NULL. */
GPtrArray *cluster_signatures(Cluster *cluster, GError **error);

/* Whether all rows and sums of the loads that touch [from, to) are there, once each; fails naming one that is not so. */
gboolean cluster_check(Cluster *cluster, gint64 from, gint64 to, GError **error);

/* The same as what is wrong, an array of char *, owned by the caller; NULL where it cannot be asked. */
GPtrArray *cluster_audit(Cluster *cluster, gint64 from, gint64 to, GError **error);

/* As store_register and store_info; a segment is a part of a table on a shard, which all must be reached. */
GPtrArray *cluster_register(Cluster *cluster, GError **error);
gboolean cluster_info(Cluster *cluster, StoreInfo *info, GError **error);

/*
 * The rows of [from, to) as the end of a SELECT ("db.observations_all WHERE ..."), owned by the caller; NULL where no load
 * touches it.
 */
char *cluster_rows(Cluster *cluster, gint64 from, gint64 to);

/* Those of them that are counted: of these classes (CLASS_BITs) alone, of all at first; whether some are left out. */
char *cluster_counted(Cluster *cluster, gint64 from, gint64 to);
void cluster_limit(Cluster *cluster, guint classes);
gboolean cluster_is_limited(const Cluster *cluster);

/*
 * Of the loads that touch [from, to): whether each source has all its rows on one shard of a cluster; whether all sources
 * are known to be IPv4; whether the regions are of one geolocation database, and so of each source one.
 */
gboolean cluster_is_spread(const Cluster *cluster, gint64 from, gint64 to);
gboolean cluster_is_four(const Cluster *cluster, gint64 from, gint64 to);
gboolean cluster_has_one_geo(const Cluster *cluster, gint64 from, gint64 to);

/*
 * Likewise what they add up to by dimension (of source.h) and key, of what begins in [from, to): the days of the zone; the
 * hours, with the minutes of a sensor as bits, lowest first; the days of each sensor.  By hour and by sensor only regions,
 * signatures and (by hour) sensors are whole; a port may lack any part of its packets.
 */
char *cluster_sums(Cluster *cluster, gint64 from, gint64 to);
char *cluster_hours(Cluster *cluster, gint64 from, gint64 to);
char *cluster_shares(Cluster *cluster, gint64 from, gint64 to);

/* Asks the first node; the rows have columns of types (answer.h).  The caller owns the answer. */
Answer *cluster_ask(Cluster *cluster, const char *types, const char *sql, GError **error);

/* --- what is changed ------------------------------------------------------------------------ */

/*
 * The sensors and the gaps in a store of their own, to be changed by its doors and put back as a whole.  Of two who do
 * so at once the last one's stand.  The caller owns the store, which is gone with cluster_desk_free.
 */
typedef struct ClusterDesk ClusterDesk;
ClusterDesk *cluster_desk(Cluster *cluster, GError **error);
Store *cluster_desk_store(const ClusterDesk *desk);
gboolean cluster_desk_put(ClusterDesk *desk, GError **error);
void cluster_desk_free(ClusterDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClusterDesk, cluster_desk_free)

/*
 * As store_withdraw: the load does not count from one row on; the servers then delete what it sent.  As store_compact: parts
 * become few, days stay 0.
 */
gboolean cluster_withdraw(Cluster *cluster, const char *word, gint64 *id, GError **error);
gboolean cluster_compact(Cluster *cluster, Compaction *done, GError **error);

/* Addresses of sensors, as store_addresses. */
GPtrArray *cluster_addresses(Cluster *cluster, GError **error);

/* Whether a file of that content counts already; then its receipt. */
gboolean cluster_knows(
    Cluster *cluster, const guint8 sha256[32], gboolean *known, BatchReceipt *receipt, GError **error);

/* As batch_begin and so on of store.h: rows are seen by nobody before the commit, nor ever without it. */
ClusterLoad *cluster_load_begin(Cluster *cluster, const BatchInfo *info, GError **error);
gboolean cluster_load_add(ClusterLoad *load, const Observation *observation, Region region, GError **error);
void cluster_load_lose(ClusterLoad *load, const BatchLoss *loss);
gboolean cluster_load_commit(ClusterLoad *load, const guint8 sha256[32], BatchReceipt *receipt, GError **error);
void cluster_load_free(ClusterLoad *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClusterLoad, cluster_load_free)
