/*
 * schema.c: the tables, on every shard, and one over all shards to read from.  Only what 18.16 has.
 */
#include "cluster.h"
#include "error.h"
#include "zone.h"

#define VERSION   2
#define ZONE_HERE "Asia/Tokyo"

/*
 * The small tables are written on the first shard only.  A row is never changed: what counts is told by rows of loads,
 * and sensors and gaps are whole editions, of which the newest counts.
 */
static const struct {
	const char *name, *columns, *engine;
} tables[] = {
	{ "observations",
	    "time DateTime('UTC'), sensor UInt16, source4 UInt32, source6 FixedString(16), family UInt8, protocol "
	    "UInt8,"
	    " port UInt16, region UInt16, signature UInt16, packets UInt32, load UInt64",
	    "MergeTree PARTITION BY toYYYYMM(time) ORDER BY (protocol, port, time)" },
	{ "sums", "day DateTime('UTC'), dimension UInt8, key UInt32, packets UInt64, load UInt64",
	    "MergeTree PARTITION BY toYYYYMM(day) ORDER BY (dimension, day, key, load)" },
	{ "loads",
	    "load UInt64, sha256 String, name String, profile String, observations UInt64, packets UInt64,"
	    " first UInt32, last UInt32, simulated UInt8, geo_type String, geo_built Int64, geo_sha256 String,"
	    " spans String, replaces String, cut UInt8, dropped UInt64, unread UInt64, loaded DateTime('UTC')",
	    "MergeTree ORDER BY load" },
	{ "names", "kind UInt8, id UInt16, name String", "MergeTree ORDER BY (kind, id)" },
	{ "sensors",
	    "edition UInt64, name String, name_ja String, name_en String, placement String, valid_from Int64,"
	    " valid_to Int64, addresses String",
	    "MergeTree ORDER BY edition" },
	{ "gaps",
	    "edition UInt64, id UInt64, since Int64, until Int64, sensor String, cause_ja String, cause_en String",
	    "MergeTree ORDER BY edition" },
	{ "teiten", "version UInt32, time_zone String, cluster String", "MergeTree ORDER BY version" },
};

static gboolean
make_on(Cluster *cluster, const char *node, GError **error)
{
	const Target *target = cluster->target;
	g_autofree char *database = g_strdup_printf("CREATE DATABASE IF NOT EXISTS %s", target->database);

	if (!cluster_do(cluster, node, database, NULL, error))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *table = cluster_table(cluster, tables[i].name);
		g_autofree char *one = g_strdup_printf(
		    "CREATE TABLE IF NOT EXISTS %s (%s) ENGINE = %s", table, tables[i].columns, tables[i].engine);
		g_autofree char *all = g_strdup_printf("CREATE TABLE IF NOT EXISTS %s_all (%s) ENGINE ="
						       " Distributed('%s', '%s', '%s')",
		    table, tables[i].columns, target->cluster, target->database, tables[i].name);
		if (!cluster_do(cluster, node, one, NULL, error) ||
		    (target->cluster && !cluster_do(cluster, node, all, NULL, error)))
			return FALSE;
	}
	return TRUE;
}

/* Which tables there are on the first node. */
static gboolean
is_there(Cluster *cluster, gboolean *there, GError **error)
{
	g_autofree char *sql =
	    g_strdup_printf("SELECT count() FROM system.tables WHERE database = '%s' AND name = '%s'",
		cluster->target->database, cluster->target->cluster ? "teiten_all" : "teiten");
	g_autoptr(Answer) answer = cluster_ask(cluster, "8", sql, error);
	AnswerField field;
	int got = answer ? answer_row(answer, &field, error) : -1;

	*there = got > 0 && field.number > 0;
	return got >= 0;
}

static const char *
cluster_name(const Cluster *cluster)
{
	return cluster->target->cluster ? cluster->target->cluster : "";
}

static gboolean
refuse(const Cluster *cluster, GError **error, const char *format, const char *word)
{
	g_autofree char *reason = g_strdup_printf(format, word);

	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "ClickHouse node %s: database '%s' %s",
	    cluster->target->nodes[0], cluster->target->database, reason);
	return FALSE;
}

/* Reads version and zone; found FALSE where the tables are there but nobody finished making them. */
static gboolean
learn(Cluster *cluster, gboolean *found, GError **error)
{
	g_autofree char *table = cluster_table_all(cluster, "teiten");
	g_autofree char *sql = g_strdup_printf("SELECT DISTINCT version, time_zone, cluster FROM %s", table);
	g_autoptr(Answer) answer = cluster_ask(cluster, "4ss", sql, error);
	AnswerField field[3];
	int got = answer ? answer_row(answer, field, error) : -1;
	g_autofree char *version = NULL;

	*found = got > 0;
	if (got <= 0)
		return got == 0;
	if (field[0].number != VERSION) {
		version = g_strdup_printf("%" G_GUINT64_FORMAT, field[0].number);
		return refuse(cluster, error, "is a store of version %s, which this teiten does not know", version);
	}
	/* One shard's rows alone, or another cluster's, would be a wrong answer. */
	if (g_strcmp0(field[2].text, cluster_name(cluster)) != 0)
		return refuse(cluster, error,
		    *field[2].text ? "is spread over cluster '%s'" : "is on this node alone%s", field[2].text);
	cluster->time_zone = g_strdup(field[1].text);
	cluster->zone = zone_load(cluster->time_zone, error);
	got = cluster->zone ? answer_row(answer, field, error) : -1;
	return got == 0 ||
	       (got > 0 && refuse(cluster, error, "has days of %s and of another zone", cluster->time_zone));
}

static gboolean
make(Cluster *cluster, const char *time_zone, GError **error)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	gboolean found;

	for (guint i = 0; i < cluster->shards->len; i++)
		if (!make_on(cluster, cluster->shards->pdata[i], error))
			return FALSE;
	if (!learn(cluster, &found, error) || found)
		return found;
	bytes_number(row, VERSION, 4);
	bytes_text(row, time_zone);
	bytes_text(row, cluster_name(cluster));
	return cluster_insert(cluster, cluster_ledger(cluster), "teiten", row, error) && learn(cluster, &found, error);
}

gboolean
schema_prepare_cluster(Cluster *cluster, StoreMode mode, const char *time_zone, GError **error)
{
	const char *zone = time_zone ? time_zone : ZONE_HERE;
	g_autoptr(GTimeZone) known = zone_load(zone, error);
	gboolean there, found = FALSE;

	if (!known || !is_there(cluster, &there, error) || (there && !learn(cluster, &found, error)))
		return FALSE;
	if (!found && mode != STORE_WRITE)
		return refuse(cluster, error, "is not a store of teiten%s", "");
	if (!found && !make(cluster, zone, error))
		return FALSE;
	return !time_zone || g_str_equal(time_zone, cluster->time_zone) ||
	       refuse(cluster, error, "has days of %s, not of the zone asked for", cluster->time_zone);
}
