/*
 * load.c: one file into the tables.  Its rows carry the number of this attempt; they count from when one row of loads
 * says so, and that row is written last.  What was left by an attempt that failed is seen by no question.
 */
#include <string.h>
#include "bytes.h"
#include "error.h"
#include "load.h"
#include "order.h"
#include "parts.h"
#include "register.h"
#include "schema.h"
#include "zone.h"

#define EARLIEST 31536000                      /* 1971-01-01 */
#define LATEST   G_GINT64_CONSTANT(4133980800) /* 2101-01-01 */
#define DAY      86400
#define HOUR     3600

enum {
	ROW_BYTES = 4 + 2 + 4 + 16 + 1 + 1 + 2 + 2 + 2 + 4 + 8 + 1,
	WAITING = 24 << 20, /* of rows in all blocks [B] */
	FEW = 1 << 18,      /* sums */
};

void
cluster_load_free(ClusterLoad *load)
{
	if (!load)
		return;
	/* what was sent for nothing is not seen, but takes room; if the servers cannot be reached, so it stays */
	if (load->sent && !load->done)
		parts_sweep(load->cluster, load->id, NULL);
	for (gsize kind = NAME_SENSOR; kind <= NAME_SIGNATURE; kind++) {
		g_clear_pointer(&load->names[kind], g_ptr_array_unref);
		g_clear_pointer(&load->fresh[kind], g_ptr_array_unref);
	}
	g_hash_table_destroy(load->numbers);
	g_ptr_array_unref(load->spans);
	g_ptr_array_unref(load->blocks);
	for (gsize kind = 0; kind < SUM_KINDS; kind++)
		g_ptr_array_unref(load->sums[kind]);
	tallies_free(load->tallies);
	ports_free(load->ports);
	g_free((gpointer)load->info.name);
	g_free((gpointer)load->info.profile);
	g_free((gpointer)load->info.survey);
	g_free((gpointer)load->info.survey_sha256);
	g_free(load->geo_type);
	g_free(load->geo_sha256);
	g_free(load);
}

/* --- blocks on their way --------------------------------------------------------------------- */

static guint64
number_at(const guint8 *row, gsize at, gsize width)
{
	guint64 little = 0;

	memcpy(&little, row + at, width);
	return GUINT64_FROM_LE(little);
}

/* The orders of the tables, schema.c; keys are of 24 bits at most. */
static guint64
order_of_row(const guint8 *row)
{
	return number_at(row, 27, 1) << 48 | number_at(row, 28, 2) << 32 | number_at(row, 0, 4);
}

static guint64
order_of_day(const guint8 *row)
{
	return number_at(row, 4, 1) << 56 | number_at(row, 0, 4) << 24 | number_at(row, 5, 4);
}

static guint64
order_of_hour(const guint8 *row)
{
	return number_at(row, 4, 1) << 56 | number_at(row, 5, 4) << 32 | number_at(row, 0, 4);
}

/* No two days begin in the same half hour. */
static guint64
order_of_share(const guint8 *row)
{
	return number_at(row, 4, 1) << 62 | number_at(row, 5, 4) << 38 | number_at(row, 0, 4) / 1800 << 16 |
	       number_at(row, 9, 2);
}

/* A table that a load fills; its rows are as put and put_sum write them. */
typedef struct {
	const char *name;
	guint width; /* of a row [B] */
	OrderKey order;
} Table;

static const Table table_of_rows = { "observations", ROW_BYTES, order_of_row };
static const Table tables_of_sums[SUM_KINDS] = {
	[SUM_OF_DAY] = { "sums", 25, order_of_day },
	[SUM_OF_HOUR] = { "hours", 33, order_of_hour },
	[SUM_OF_SENSOR] = { "shares", 27, order_of_share },
};

static gboolean
send_block(ClusterLoad *load, const Table *table, GPtrArray *blocks, guint shard, GError **error)
{
	GByteArray *block = blocks->pdata[shard];

	if (block->len == 0)
		return TRUE;
	load->sent = TRUE;
	order_rows(block, table->width, table->order);
	if (!schema_insert(load->cluster, load->cluster->shards->pdata[shard], table->name, block, error))
		return FALSE;
	g_byte_array_set_size(block, 0);
	return TRUE;
}

/* Every number is as wide as its column of schema.c. */
static void
put_sum(GByteArray *block, const SumCell *cell, guint64 id)
{
	bytes_number(block, cell->time, 4);
	bytes_number(block, cell->dimension, 1);
	bytes_number(block, cell->key, 4);
	if (cell->kind == SUM_OF_SENSOR)
		bytes_number(block, cell->sensor, 2);
	bytes_number(block, cell->packets, 8);
	if (cell->kind == SUM_OF_HOUR)
		bytes_number(block, cell->minutes, 8);
	bytes_number(block, id, 8);
}

/* Few go to one shard, for a small insert costs a server as much as a greater one. */
static gboolean
send_sums(ClusterLoad *load, GError **error)
{
	gboolean few = load->tallies->used < FEW;

	for (gsize i = 0; i < load->tallies->room; i++) {
		const SumCell *cell = &load->tallies->cells[i];
		const GPtrArray *blocks = load->sums[cell->kind];
		if (cell->packets != 0)
			put_sum(blocks->pdata[(few ? load->id : cell->key) % blocks->len], cell, load->id);
	}
	tallies_clear(load->tallies);
	for (gsize kind = 0; kind < SUM_KINDS; kind++)
		for (guint shard = 0; shard < load->sums[kind]->len; shard++)
			if (!send_block(load, &tables_of_sums[kind], load->sums[kind], shard, error))
				return FALSE;
	return TRUE;
}

/* Adds to one of its sums; sends them where there are too many. */
static gboolean
load_sum(gpointer data, const SumCell *sum, GError **error)
{
	ClusterLoad *load = data;

	return tallies_add(load->tallies, sum) || (send_sums(load, error) && tallies_add(load->tallies, sum));
}

gboolean
load_send_all(ClusterLoad *load, GError **error)
{
	if (!ports_end(load->ports, error))
		return FALSE;
	for (guint shard = 0; shard < load->blocks->len; shard++)
		if (!send_block(load, &table_of_rows, load->blocks, shard, error))
			return FALSE;
	return send_sums(load, error);
}

/* --- its beginning ------------------------------------------------------------------------- */

static GPtrArray *
blocks_new(guint n)
{
	GPtrArray *blocks = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);

	for (guint i = 0; i < n; i++)
		g_ptr_array_add(blocks, g_byte_array_new());
	return blocks;
}

static gboolean
learn_names(ClusterLoad *load, NameKind kind, GError **error)
{
	const GPtrArray *names = names_known(load->cluster, kind, error);

	load->names[kind] = names ? g_ptr_array_ref((GPtrArray *)names) : NULL;
	load->fresh[kind] = g_ptr_array_new_with_free_func(g_free);
	if (load->names[kind])
		load->known[kind] = MAX(load->names[kind]->len, 1);
	return load->names[kind] != NULL;
}

ClusterLoad *
cluster_load_begin(Cluster *cluster, const BatchInfo *info, GError **error)
{
	g_autoptr(ClusterLoad) load = g_new0(ClusterLoad, 1);

	load->cluster = cluster;
	load->id = register_fresh_id();
	load->info = *info;
	load->info.name = g_strdup(info->name);
	load->info.profile = g_strdup(info->profile);
	load->info.survey = g_strdup(info->survey);
	load->info.survey_sha256 = g_strdup(info->survey_sha256);
	load->geo_type = info->geo ? g_strdup(info->geo->type) : NULL;
	load->geo_sha256 = info->geo ? g_strdup(info->geo->sha256) : NULL;
	load->first = G_MAXINT64;
	load->last = G_MININT64;
	load->numbers = g_hash_table_new(NULL, NULL);
	load->spans = g_ptr_array_new_with_free_func(g_free);
	load->blocks = blocks_new(cluster->shards->len);
	for (gsize kind = 0; kind < SUM_KINDS; kind++)
		load->sums[kind] = blocks_new(cluster->shards->len);
	load->tallies = tallies_new();
	load->ports = ports_new(load_sum, load);
	load->four = TRUE;
	if (!learn_names(load, NAME_SENSOR, error) || !learn_names(load, NAME_SIGNATURE, error))
		return NULL;
	return g_steal_pointer(&load);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The number of a name: a known one, one of this load, or the next that is free. */
static guint
number_of(ClusterLoad *load, NameKind kind, const char *name)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(load->numbers, name));
	const GPtrArray *names = load->names[kind], *fresh = load->fresh[kind];

	for (guint i = 0; number == 0 && i < names->len; i++)
		if (names->pdata[i] && g_str_equal(names->pdata[i], name))
			number = i;
	for (guint i = 0; number == 0 && i < fresh->len; i++)
		if (g_str_equal(fresh->pdata[i], name))
			number = load->known[kind] + i;
	if (number == 0) {
		number = load->known[kind] + load->fresh[kind]->len;
		g_ptr_array_add(load->fresh[kind], g_strdup(name));
	}
	g_hash_table_insert(load->numbers, (gpointer)name, GUINT_TO_POINTER(number));
	return number;
}

static void
widen_span(ClusterLoad *load, guint sensor, gint64 time)
{
	Span *span;

	if (sensor >= load->spans->len)
		g_ptr_array_set_size(load->spans, (int)sensor + 1);
	if (!load->spans->pdata[sensor]) {
		span = load->spans->pdata[sensor] = g_new0(Span, 1);
		*span = (Span) { sensor, time, time };
	}
	span = load->spans->pdata[sensor];
	span->first = MIN(span->first, time);
	span->last = MAX(span->last, time);
}

/* The day of the zone that time is in. */
static void
find_day(ClusterLoad *load, gint64 time)
{
	g_autoptr(GArray) edges = zone_days(load->cluster->zone, time - 3 * DAY, time + 3 * DAY);

	for (guint i = 1; i + 1 < edges->len; i++) {
		gint64 edge = g_array_index(edges, gint64, i);
		if (edge <= time)
			load->day = edge;
		load->day_end = edge;
		if (edge > time)
			break;
	}
}

/* By day all that a row is of; by hour and by sensor what has few values, and the heaviest ports. */
static gboolean
add_up(ClusterLoad *load, const Observation *o, Region region, guint sensor, guint signature, GError **error)
{
	const guint32 keys[SUM_DIMENSIONS] = { (guint32)o->protocol << 16 | o->port, region, signature, sensor };
	guint32 hour = (guint32)(o->time - o->time % HOUR);
	guint64 minute = G_GUINT64_CONSTANT(1) << (o->time % HOUR / 60);
	PortRow row;

	if (o->time < load->day || o->time >= load->day_end)
		find_day(load, o->time);
	for (guint8 d = 0; d < SUM_DIMENSIONS; d++) {
		SumCell sum = { (guint32)load->day, keys[d], o->packets, 0, 0, d, SUM_OF_DAY };
		if (!load_sum(load, &sum, error))
			return FALSE;
		if (d == SUM_PORT)
			continue;
		sum = (SumCell) { hour, keys[d], o->packets, d == SUM_SENSOR ? minute : 0, 0, d, SUM_OF_HOUR };
		if (!load_sum(load, &sum, error))
			return FALSE;
		if (d == SUM_SENSOR)
			continue;
		sum = (SumCell) { (guint32)load->day, keys[d], o->packets, 0, (guint16)sensor, d, SUM_OF_SENSOR };
		if (!load_sum(load, &sum, error))
			return FALSE;
	}
	row = (PortRow) { (guint32)load->day, hour, keys[SUM_PORT], o->packets, (guint16)sensor };
	return ports_add(load->ports, &row, error);
}

static void
put_number(guint8 **at, guint64 number, gsize width)
{
	guint64 little = GUINT64_TO_LE(number);

	memcpy(*at, &little, width);
	*at += width;
}

/* Every number is as wide as its column of schema.c. */
static void
put(GByteArray *block, const Observation *o, Region region, guint sensor, guint signature, guint64 id)
{
	guint8 row[ROW_BYTES] = { 0 };
	guint8 *at = row;
	guint32 four = 0;

	if (o->family == 4)
		memcpy(&four, o->source, sizeof four);
	put_number(&at, (guint64)o->time, 4);
	put_number(&at, sensor, 2);
	put_number(&at, GUINT32_FROM_BE(four), 4);
	if (o->family == 6)
		memcpy(at, o->source, 16);
	at += 16;
	put_number(&at, o->family, 1);
	put_number(&at, o->protocol, 1);
	put_number(&at, o->port, 2);
	put_number(&at, region, 2);
	put_number(&at, signature, 2);
	put_number(&at, o->packets, 4);
	put_number(&at, id, 8);
	put_number(&at, o->class, 1);
	g_byte_array_append(block, row, sizeof row);
}

static gboolean
refuse(GError **error, const char *what, gint64 value)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %" G_GINT64_FORMAT, what, value);
	return FALSE;
}

/*
 * A source is on one shard, whatever the load, so that each shard counts its sources alone and the counts add up.  Never to
 * be changed: Committed.spread vouches for it.
 */
static guint
shard_of(const ClusterLoad *load, const Observation *o)
{
	guint64 half[2] = { 0, 0 };

	memcpy(half, o->source, o->family == 4 ? 4 : 16);
	half[0] = GUINT64_FROM_LE(half[0]) ^ GUINT64_FROM_LE(half[1]) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
	return (guint)((half[0] * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 32) % load->blocks->len;
}

gboolean
cluster_load_add(ClusterLoad *load, const Observation *o, Region region, GError **error)
{
	guint sensor = number_of(load, NAME_SENSOR, o->sensor);
	guint signature = o->signature ? number_of(load, NAME_SIGNATURE, o->signature) : 0;
	guint shard = shard_of(load, o);
	GByteArray *block = load->blocks->pdata[shard];

	if (o->time < EARLIEST || o->time >= LATEST)
		return refuse(error, "a time that is not of the years 1971 to 2100 [s since 1970]", o->time);
	if (o->packets == 0)
		return refuse(error, "an observation of no packets", 0);
	if (o->family != 4 && o->family != 6)
		return refuse(error, "an address family that is neither 4 nor 6", o->family);
	put(block, o, region, sensor, signature, load->id);
	load->four = load->four && o->family == 4;
	widen_span(load, sensor, o->time);
	load->observations++;
	load->packets += o->packets;
	load->first = MIN(load->first, o->time);
	load->last = MAX(load->last, o->time);
	return add_up(load, o, region, sensor, signature, error) &&
	       (block->len + ROW_BYTES <= WAITING / load->blocks->len ||
		   send_block(load, &table_of_rows, load->blocks, shard, error));
}

void
cluster_load_lose(ClusterLoad *load, const BatchLoss *loss)
{
	load->loss = *loss;
}
