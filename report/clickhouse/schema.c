/*
 * schema.c: the tables, on every shard, and one over all shards to read from, as the steps that made them.  Only what
 * 18.16 has.
 */
#include <string.h>
#include "bytes.h"
#include "error.h"
#include "schema.h"
#include "zone.h"

#define ZONE_HERE "Asia/Tokyo"

/* The key of a row in dimension d (tallies.h). */
#define KEY "toUInt32(multiIf(d = 1, region, d = 2, signature, sensor))"

/*
 * A database of version n has gone through the steps up to n; a new one goes through all.  A step makes a table, or,
 * without an engine, adds a column to one.  ClickHouse takes nothing back, so each may be taken again, and the version is
 * written last.  A step that was ever released is never changed.
 *
 * The small tables are written on the first shard only.  A row is never changed: what counts is told by rows of loads,
 * and sensors and gaps are whole editions, of which the newest counts.
 */
static const struct {
	guint version;
	const char *table, *columns, *engine;
	const char *fill; /* of what is there already; NULL: with nothing */
} steps[] = {
	{ 1, "observations",
	    "time DateTime('UTC'), sensor UInt16, source4 UInt32, source6 FixedString(16), family UInt8, protocol "
	    "UInt8,"
	    " port UInt16, region UInt16, signature UInt16, packets UInt32, load UInt64",
	    "MergeTree PARTITION BY toYYYYMM(time) ORDER BY (protocol, port, time)", NULL },
	{ 1, "sums", "day DateTime('UTC'), dimension UInt8, key UInt32, packets UInt64, load UInt64",
	    "MergeTree PARTITION BY toYYYYMM(day) ORDER BY (dimension, day, key, load)", NULL },
	{ 1, "loads",
	    "load UInt64, sha256 String, name String, profile String, observations UInt64, packets UInt64,"
	    " first UInt32, last UInt32, simulated UInt8, geo_type String, geo_built Int64, geo_sha256 String,"
	    " spans String, replaces String, loaded DateTime('UTC')",
	    "MergeTree ORDER BY load", NULL },
	{ 1, "names", "kind UInt8, id UInt16, name String", "MergeTree ORDER BY (kind, id)", NULL },
	{ 1, "sensors",
	    "edition UInt64, name String, name_ja String, name_en String, placement String, valid_from Int64,"
	    " valid_to Int64, addresses String",
	    "MergeTree ORDER BY edition", NULL },
	{ 1, "gaps",
	    "edition UInt64, id UInt64, since Int64, until Int64, sensor String, cause_ja String, cause_en String",
	    "MergeTree ORDER BY edition", NULL },
	{ 1, "teiten", "version UInt32, time_zone String, cluster String", "MergeTree ORDER BY version", NULL },
	/* what is known to be missing from a load */
	{ 2, "loads", "cut UInt8", NULL, NULL },
	{ 2, "loads", "dropped UInt64", NULL, NULL },
	{ 2, "loads", "unread UInt64", NULL, NULL },
	/*
	 * Sums by hour, and by day and sensor.  Heavy ports are in them too: a port whose sums there are less than its
	 * sums by day is to be counted from the rows.
	 */
	{ 3, "hours", "hour DateTime('UTC'), dimension UInt8, key UInt32, packets UInt64, minutes UInt64, load UInt64",
	    "MergeTree PARTITION BY toYYYYMM(hour) ORDER BY (dimension, key, hour, load)",
	    "SELECT toStartOfHour(time), arrayJoin([1, 2, 3]) AS d, " KEY " AS k, sum(packets),"
	    " groupBitOr(if(d = 3, bitShiftLeft(toUInt64(1), toUInt8(intDiv(toUInt32(time), 60) % 60)), toUInt64(0))),"
	    " load FROM {database}.observations GROUP BY toStartOfHour(time), d, k, load" },
	{ 3, "shares", "day DateTime('UTC'), dimension UInt8, key UInt32, sensor UInt16, packets UInt64, load UInt64",
	    "MergeTree PARTITION BY toYYYYMM(day) ORDER BY (dimension, key, day, sensor, load)",
	    "SELECT toStartOfDay(time, '{zone}') AS t, arrayJoin([1, 2]) AS d, " KEY " AS k, sensor, sum(packets), load"
	    " FROM {database}.observations GROUP BY t, d, k, sensor, load" },
	{ 4, "observations", "class UInt8", NULL, NULL },
	/* the list of survey scanners that a load was held against */
	{ 5, "loads", "survey String", NULL, NULL },
	{ 5, "loads", "survey_sha256 String", NULL, NULL },
	/* over how many shards its rows are spread by source (0: by sensor), and whether all its sources are IPv4 */
	{ 6, "loads", "spread UInt16", NULL, NULL },
	{ 6, "loads", "four UInt8", NULL, NULL },
};

static guint
newest(void)
{
	return steps[G_N_ELEMENTS(steps) - 1].version;
}

/* "a, b, c": the columns of a table in the order of the steps that made them. */
static char *
columns_of(const char *table)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_auto(GStrv) columns = g_strsplit(steps[i].columns, ",", -1);
		for (gsize k = 0; g_str_equal(steps[i].table, table) && columns[k]; k++) {
			char *name = g_strstrip(columns[k]);
			g_string_append_printf(
			    names, "%s%.*s", names->len > 0 ? ", " : "", (int)strcspn(name, " "), name);
		}
	}
	return g_string_free(g_steal_pointer(&names), FALSE);
}

gboolean
schema_insert(Cluster *cluster, const char *node, const char *table, GByteArray *rows, GError **error)
{
	g_autofree char *columns = columns_of(table);
	g_autofree char *name = cluster_table(cluster, table);
	g_autofree char *sql = g_strdup_printf("INSERT INTO %s (%s) FORMAT RowBinary", name, columns);
	g_autoptr(GBytes) data = g_bytes_new(rows->data, rows->len);

	return cluster_do(cluster, node, sql, data, error);
}

/* --- making and migrating -------------------------------------------------------------------- */

/* Whether a table at node has a column; 18.16 has no ADD COLUMN IF NOT EXISTS. */
static gboolean
has_column(Cluster *cluster, const char *node, const char *table, const char *column, gboolean *has, GError **error)
{
	g_autofree char *sql = g_strdup_printf("SELECT count() FROM system.columns WHERE database = '%s' AND table = "
					       "'%s' AND name = '%s'",
	    cluster->target->database, table, column);
	g_autoptr(Answer) answer = cluster_ask_node(cluster, node, "8", sql, error);
	AnswerField field = { 0 };
	int got = answer ? answer_row(answer, &field, error) : -1;

	*has = got > 0 && field.number > 0;
	return got >= 0;
}

static gboolean
add_column(Cluster *cluster, const char *node, const char *table, const char *column, GError **error)
{
	g_autofree char *name = g_strndup(column, strcspn(column, " "));
	g_autofree char *sql =
	    g_strdup_printf("ALTER TABLE %s.%s ADD COLUMN %s", cluster->target->database, table, column);
	gboolean has;

	return has_column(cluster, node, table, name, &has, error) &&
	       (has || cluster_do(cluster, node, sql, NULL, error));
}

/* A table is made where it is not there, in one statement. */
static gboolean
make_table(
    Cluster *cluster, const char *node, const char *table, const char *columns, const char *engine, GError **error)
{
	g_autofree char *sql = g_strdup_printf(
	    "CREATE TABLE IF NOT EXISTS %s.%s (%s) ENGINE = %s", cluster->target->database, table, columns, engine);

	return cluster_do(cluster, node, sql, NULL, error);
}

/* What a new table says of the rows that are there; a table that was filled in part is emptied before. */
static gboolean
fill_table(Cluster *cluster, const char *node, gsize step, const char *zone, GError **error)
{
	const Target *target = cluster->target;
	g_autoptr(GString) fill = g_string_new(steps[step].fill);
	g_autofree char *columns = columns_of(steps[step].table);
	g_autofree char *drop = g_strdup_printf("DROP TABLE IF EXISTS %s.%s", target->database, steps[step].table);
	g_autofree char *sql = NULL;

	g_string_replace(fill, "{database}", target->database, 0);
	g_string_replace(fill, "{zone}", zone, 0);
	sql = g_strdup_printf("INSERT INTO %s.%s (%s) %s", target->database, steps[step].table, columns, fill->str);
	return cluster_do(cluster, node, drop, NULL, error) &&
	       make_table(cluster, node, steps[step].table, steps[step].columns, steps[step].engine, error) &&
	       cluster_do(cluster, node, sql, NULL, error);
}

/* A table, and the one beside it that reads all shards. */
static gboolean
make_pair(
    Cluster *cluster, const char *node, const char *table, const char *columns, const char *engine, GError **error)
{
	const Target *target = cluster->target;
	g_autofree char *all = g_strconcat(table, "_all", NULL);
	g_autofree char *over =
	    target->cluster ? g_strdup_printf("Distributed('%s', '%s', '%s')", target->cluster, target->database, table)
			    : NULL;

	return make_table(cluster, node, table, columns, engine, error) &&
	       (!over || make_table(cluster, node, all, columns, over, error));
}

/* A step on one shard. */
static gboolean
take_step(Cluster *cluster, const char *node, gsize step, const char *zone, GError **error)
{
	const char *table = steps[step].table, *columns = steps[step].columns;
	g_autofree char *all = g_strconcat(table, "_all", NULL);

	if (!steps[step].engine)
		return add_column(cluster, node, table, columns, error) &&
		       (!cluster->target->cluster || add_column(cluster, node, all, columns, error));
	return (!steps[step].fill || fill_table(cluster, node, step, zone, error)) &&
	       make_pair(cluster, node, table, columns, steps[step].engine, error);
}

/* All shards take a step before any takes the next one. */
static gboolean
climb(Cluster *cluster, guint version, const char *zone, GError **error)
{
	for (gsize step = 0; step < G_N_ELEMENTS(steps); step++)
		for (guint i = 0; i < cluster->shards->len && steps[step].version > version; i++)
			if (!take_step(cluster, cluster->shards->pdata[i], step, zone, error))
				return FALSE;
	return TRUE;
}

/* Whether a node has no table of the database. */
static gboolean
is_empty(Cluster *cluster, const char *node, gboolean *empty, GError **error)
{
	g_autofree char *sql =
	    g_strdup_printf("SELECT count() FROM system.tables WHERE database = '%s'", cluster->target->database);
	g_autoptr(Answer) answer = cluster_ask_node(cluster, node, "8", sql, error);
	AnswerField field = { 0 };
	int got = answer ? answer_row(answer, &field, error) : -1;

	*empty = got > 0 && field.number == 0;
	return got >= 0;
}

/* What all steps come to, on a node that has nothing yet. */
static gboolean
make_all(Cluster *cluster, const char *node, GError **error)
{
	for (gsize step = 0; step < G_N_ELEMENTS(steps); step++) {
		g_autoptr(GString) columns = g_string_new(steps[step].columns);
		for (gsize more = step + 1; more < G_N_ELEMENTS(steps); more++)
			if (!steps[more].engine && g_str_equal(steps[more].table, steps[step].table))
				g_string_append_printf(columns, ", %s", steps[more].columns);
		if (steps[step].engine &&
		    !make_pair(cluster, node, steps[step].table, columns->str, steps[step].engine, error))
			return FALSE;
	}
	return TRUE;
}

/* --- what is there --------------------------------------------------------------------------- */

/* Whether the first node has the tables. */
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

/*
 * Reads version, 0 where nobody finished making the tables, and zone.  Of several versions the greatest is that of the
 * tables.
 */
static gboolean
learn(Cluster *cluster, guint *version, GError **error)
{
	g_autofree char *table = cluster_table_all(cluster, "teiten");
	g_autofree char *sql =
	    g_strdup_printf("SELECT DISTINCT version, time_zone, cluster FROM %s ORDER BY version DESC", table);
	g_autoptr(Answer) answer = cluster_ask(cluster, "4ss", sql, error);
	AnswerField field[3];
	int got = answer ? answer_row(answer, field, error) : -1;

	*version = got > 0 ? (guint)field[0].number : 0;
	if (got <= 0)
		return got == 0;
	if (*version > newest()) {
		g_autofree char *number = g_strdup_printf("%u", *version);
		return refuse(cluster, error, "is a store of version %s, which is newer than this teiten", number);
	}
	/* One shard's rows alone, or another cluster's, would be a wrong answer. */
	if (g_strcmp0(field[2].text, cluster_name(cluster)) != 0)
		return refuse(cluster, error,
		    *field[2].text ? "is spread over cluster '%s'" : "is on this node alone%s", field[2].text);
	g_free(cluster->time_zone);
	cluster->time_zone = g_strdup(field[1].text);
	while ((got = answer_row(answer, field, error)) > 0)
		if (!g_str_equal(field[1].text, cluster->time_zone))
			return refuse(cluster, error, "has days of %s and of another zone", cluster->time_zone);
	return got == 0;
}

/* Takes the steps that are left; makes all of it where version is 0. */
static gboolean
make(Cluster *cluster, guint version, const char *time_zone, GError **error)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	gboolean made = version == 0;

	for (guint i = 0; i < cluster->shards->len && version == 0; i++) {
		const char *node = cluster->shards->pdata[i];
		g_autofree char *sql = g_strdup_printf("CREATE DATABASE IF NOT EXISTS %s", cluster->target->database);
		gboolean empty;
		if (!cluster_do(cluster, node, sql, NULL, error) || !is_empty(cluster, node, &empty, error) ||
		    (empty && !make_all(cluster, node, error)))
			return FALSE;
		made = made && empty;
	}
	if (!made && !climb(cluster, version, time_zone, error))
		return FALSE;
	bytes_number(row, newest(), 4);
	bytes_text(row, time_zone);
	bytes_text(row, cluster_name(cluster));
	return schema_insert(cluster, cluster_ledger(cluster), "teiten", row, error) && learn(cluster, &version, error);
}

/* An older database is brought up to date by whoever may change it. */
static gboolean
bring_up(Cluster *cluster, StoreMode mode, guint version, const char *zone, GError **error)
{
	g_autofree char *number = g_strdup_printf("%u", version);

	if (version == newest())
		return TRUE;
	if (version == 0)
		return mode == STORE_WRITE ? make(cluster, 0, zone, error)
					   : refuse(cluster, error, "is not a store of teiten%s", "");
	if (mode == STORE_READ)
		return refuse(
		    cluster, error, "is a store of the older version %s; the next load brings it up to date", number);
	return make(cluster, version, cluster->time_zone, error);
}

gboolean
schema_prepare_cluster(Cluster *cluster, StoreMode mode, const char *time_zone, GError **error)
{
	const char *zone = time_zone ? time_zone : ZONE_HERE;
	g_autoptr(GTimeZone) known = zone_load(zone, error);
	gboolean there;
	guint version = 0;

	if (!known || !is_there(cluster, &there, error) || (there && !learn(cluster, &version, error)) ||
	    !bring_up(cluster, mode, version, zone, error))
		return FALSE;
	cluster->version = newest();
	cluster->zone = zone_load(cluster->time_zone, error);
	return cluster->zone &&
	       (!time_zone || g_str_equal(time_zone, cluster->time_zone) ||
		   refuse(cluster, error, "has days of %s, not of the zone asked for", cluster->time_zone));
}
