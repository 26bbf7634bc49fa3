/*
 * load.c: one file into the tables.  Its rows carry the number of this attempt; they count from when one row of loads
 * says so, and that row is written last.  What was left by an attempt that failed is seen by no question.
 */
#include <string.h>
#include "cluster.h"
#include "error.h"
#include "tallies.h"
#include "zone.h"

#define EARLIEST 31536000                      /* 1971-01-01 */
#define LATEST   G_GINT64_CONSTANT(4133980800) /* 2101-01-01 */
#define DAY      86400

enum {
	ROW_BYTES = 4 + 2 + 4 + 16 + 1 + 1 + 2 + 2 + 2 + 4 + 8,
	WAITING = 24 << 20, /* of rows in all blocks [B] */
	SUM_DIMENSIONS = 4,
};

/* What the load holds of a sensor. */
typedef struct {
	guint id;
	gint64 first, last;
} Span;

struct ClusterLoad {
	Cluster *cluster; /* borrowed */
	guint64 id;
	BatchInfo info; /* its words are ours */
	char *geo_type, *geo_sha256;
	gint64 observations, packets, first, last;
	GPtrArray *names[NAME_SIGNATURE + 1], *fresh[NAME_SIGNATURE + 1]; /* by number; those without one yet */
	guint known[NAME_SIGNATURE + 1];                                  /* first number that is free */
	GHashTable *numbers;                                              /* name (pointer) -> number */
	GPtrArray *spans;                                                 /* of Span, by number; NULL: not in it */
	GPtrArray *blocks;                                                /* of GByteArray, one a shard */
	GPtrArray *sums;                                                  /* likewise */
	Tallies *tallies;
	gint64 day, day_end; /* of the row before */
	BatchLoss loss;      /* what is known to be missing */
	gboolean sent, done;
};

/* Microseconds and ten bits of chance: later attempts have greater numbers, and no two the same. */
static guint64
fresh_id(void)
{
	return (guint64)g_get_real_time() << 10 | (g_random_int() & 1023);
}

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
	load->names[kind] = register_names(load->cluster, kind, error);
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
	load->id = fresh_id();
	load->info = *info;
	load->info.name = g_strdup(info->name);
	load->info.profile = g_strdup(info->profile);
	load->geo_type = info->geo ? g_strdup(info->geo->type) : NULL;
	load->geo_sha256 = info->geo ? g_strdup(info->geo->sha256) : NULL;
	load->first = G_MAXINT64;
	load->last = G_MININT64;
	load->numbers = g_hash_table_new(NULL, NULL);
	load->spans = g_ptr_array_new_with_free_func(g_free);
	load->blocks = blocks_new(cluster->shards->len);
	load->sums = blocks_new(cluster->shards->len);
	load->tallies = tallies_new();
	if (!learn_names(load, NAME_SENSOR, error) || !learn_names(load, NAME_SIGNATURE, error))
		return NULL;
	return g_steal_pointer(&load);
}

/* What was sent for nothing is taken out again, if the servers can be reached: it is not seen, but takes room. */
static void
sweep(ClusterLoad *load)
{
	static const char *const tables[] = { "observations", "sums" };

	for (gsize t = 0; t < G_N_ELEMENTS(tables); t++) {
		g_autofree char *table = cluster_table(load->cluster, tables[t]);
		g_autofree char *sql =
		    g_strdup_printf("ALTER TABLE %s DELETE WHERE load = %" G_GUINT64_FORMAT, table, load->id);
		for (guint i = 0; i < load->cluster->shards->len; i++)
			cluster_do(load->cluster, load->cluster->shards->pdata[i], sql, NULL, NULL);
	}
}

void
cluster_load_free(ClusterLoad *load)
{
	if (!load)
		return;
	if (load->sent && !load->done)
		sweep(load);
	for (gsize kind = NAME_SENSOR; kind <= NAME_SIGNATURE; kind++) {
		g_clear_pointer(&load->names[kind], g_ptr_array_unref);
		g_clear_pointer(&load->fresh[kind], g_ptr_array_unref);
	}
	g_hash_table_destroy(load->numbers);
	g_ptr_array_unref(load->spans);
	g_ptr_array_unref(load->blocks);
	g_ptr_array_unref(load->sums);
	tallies_free(load->tallies);
	g_free((gpointer)load->info.name);
	g_free((gpointer)load->info.profile);
	g_free(load->geo_type);
	g_free(load->geo_sha256);
	g_free(load);
}

/* --- blocks on their way --------------------------------------------------------------------- */

static gboolean
send_block(ClusterLoad *load, const char *table, GPtrArray *blocks, guint shard, GError **error)
{
	GByteArray *block = blocks->pdata[shard];

	if (block->len == 0)
		return TRUE;
	load->sent = TRUE;
	if (!cluster_insert(load->cluster, load->cluster->shards->pdata[shard], table, block, error))
		return FALSE;
	g_byte_array_set_size(block, 0);
	return TRUE;
}

static gboolean
send_sums(ClusterLoad *load, GError **error)
{
	for (gsize i = 0; i < load->tallies->room; i++) {
		const SumCell *cell = &load->tallies->cells[i];
		GByteArray *block = load->sums->pdata[cell->key % load->sums->len];
		if (cell->packets == 0)
			continue;
		bytes_number(block, cell->day, 4);
		bytes_number(block, cell->dimension, 1);
		bytes_number(block, cell->key, 4);
		bytes_number(block, cell->packets, 8);
		bytes_number(block, load->id, 8);
	}
	tallies_clear(load->tallies);
	for (guint shard = 0; shard < load->sums->len; shard++)
		if (!send_block(load, "sums", load->sums, shard, error))
			return FALSE;
	return TRUE;
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

static gboolean
add_up(ClusterLoad *load, const Observation *o, Region region, guint sensor, guint signature, GError **error)
{
	/* in the order of Dimension, source.h */
	const guint32 keys[SUM_DIMENSIONS] = { (guint32)o->protocol << 16 | o->port, region, signature, sensor };

	if (o->time < load->day || o->time >= load->day_end)
		find_day(load, o->time);
	for (guint8 d = 0; d < SUM_DIMENSIONS; d++)
		while (!tallies_add(load->tallies, (guint32)load->day, d, keys[d], o->packets))
			if (!send_sums(load, error))
				return FALSE;
	return TRUE;
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
	g_byte_array_append(block, row, sizeof row);
}

static gboolean
refuse(GError **error, const char *what, gint64 value)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %" G_GINT64_FORMAT, what, value);
	return FALSE;
}

gboolean
cluster_load_add(ClusterLoad *load, const Observation *o, Region region, GError **error)
{
	guint sensor = number_of(load, NAME_SENSOR, o->sensor);
	guint signature = o->signature ? number_of(load, NAME_SIGNATURE, o->signature) : 0;
	guint shard = sensor % load->blocks->len;
	GByteArray *block = load->blocks->pdata[shard];

	if (o->time < EARLIEST || o->time >= LATEST)
		return refuse(error, "a time that is not of the years 1971 to 2100 [s since 1970]", o->time);
	if (o->packets == 0)
		return refuse(error, "an observation of no packets", 0);
	if (o->family != 4 && o->family != 6)
		return refuse(error, "an address family that is neither 4 nor 6", o->family);
	put(block, o, region, sensor, signature, load->id);
	widen_span(load, sensor, o->time);
	load->observations++;
	load->packets += o->packets;
	load->first = MIN(load->first, o->time);
	load->last = MAX(load->last, o->time);
	return add_up(load, o, region, sensor, signature, error) &&
	       (block->len + ROW_BYTES <= WAITING / load->blocks->len ||
		   send_block(load, "observations", load->blocks, shard, error));
}

void
cluster_load_lose(ClusterLoad *load, const BatchLoss *loss)
{
	load->loss = *loss;
}

/* --- the commit ------------------------------------------------------------------------------ */

/* As in a store on this machine: spans that only touch do not overlap, equal ones do. */
static gboolean
overlaps(const Span *span, gint64 first, gint64 last)
{
	return (first < span->last && last > span->first) || (first == span->first && last == span->last);
}

static const char *
name_of(const ClusterLoad *load, guint sensor)
{
	return sensor < load->names[NAME_SENSOR]->len ? load->names[NAME_SENSOR]->pdata[sensor] : "";
}

/* Whether another load holds a sensor at the same time, then which, since when and until when. */
static gboolean
find_overlap(const ClusterLoad *load, const Committed *other, guint *sensor, gint64 *first, gint64 *last)
{
	g_auto(GStrv) spans = g_strsplit(other->spans, ",", -1);

	for (gsize i = 0; spans[i]; i++) {
		g_auto(GStrv) words = g_strsplit(spans[i], " ", 3);
		if (g_strv_length(words) != 3)
			continue;
		*sensor = (guint)g_ascii_strtoull(words[0], NULL, 10);
		*first = g_ascii_strtoll(words[1], NULL, 10);
		*last = g_ascii_strtoll(words[2], NULL, 10);
		if (*sensor < load->spans->len && load->spans->pdata[*sensor] &&
		    overlaps(load->spans->pdata[*sensor], *first, *last))
			return TRUE;
	}
	return FALSE;
}

/* The loads that this one overlaps, to be replaced, or its refusal. */
static gboolean
settle(ClusterLoad *load, GString *replaces, gint64 *replaced, GError **error)
{
	const GPtrArray *others = load->cluster->committed;

	for (guint i = 0; i < others->len; i++) {
		const Committed *other = others->pdata[i];
		g_autofree char *from = NULL, *to = NULL;
		guint sensor = 0;
		gint64 first = 0, last = 0;
		if (!find_overlap(load, other, &sensor, &first, &last))
			continue;
		if (load->info.replace) {
			g_string_append_printf(
			    replaces, "%s%" G_GUINT64_FORMAT, replaces->len > 0 ? "," : "", other->id);
			++*replaced;
			continue;
		}
		from = zone_format(load->cluster->zone, first);
		to = zone_format(load->cluster->zone, last);
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "'%s' overlaps load %" G_GUINT64_FORMAT
		    " ('%s'), which holds sensor '%s' from %s to %s; --replace withdraws that load",
		    load->info.name, other->id, other->load->name, name_of(load, sensor), from, to);
		return FALSE;
	}
	return TRUE;
}

static gboolean
send_all(ClusterLoad *load, GError **error)
{
	for (guint shard = 0; shard < load->blocks->len; shard++)
		if (!send_block(load, "observations", load->blocks, shard, error))
			return FALSE;
	return send_sums(load, error);
}

/* Nobody may have given our numbers to other names since. */
static gboolean
enter_names(ClusterLoad *load, NameKind kind, GError **error)
{
	g_autoptr(GPtrArray) now = register_names(load->cluster, kind, error);

	if (!now)
		return FALSE;
	if (load->fresh[kind]->len > 0 && MAX(now->len, 1) != load->known[kind]) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM,
		    "another load entered new names at the same time; ingest '%s' again", load->info.name);
		return FALSE;
	}
	return register_enter(load->cluster, kind, load->known[kind], load->fresh[kind], error);
}

static char *
spans_text(const ClusterLoad *load)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < load->spans->len; i++) {
		const Span *span = load->spans->pdata[i];
		if (span)
			g_string_append_printf(text, "%s%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
			    text->len > 0 ? "," : "", span->id, span->first, span->last);
	}
	return g_string_free(text, FALSE);
}

/* The row from which on the load counts. */
static gboolean
enter_load(ClusterLoad *load, const guint8 sha256[32], const char *replaces, GError **error)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	g_autoptr(GString) sum = g_string_new(NULL);
	g_autofree char *spans = spans_text(load);

	for (gsize i = 0; i < 32; i++)
		g_string_append_printf(sum, "%02x", sha256[i]);
	bytes_number(row, load->id, 8);
	bytes_text(row, sum->str);
	bytes_text(row, load->info.name);
	bytes_text(row, load->info.profile);
	bytes_number(row, (guint64)load->observations, 8);
	bytes_number(row, (guint64)load->packets, 8);
	bytes_number(row, load->observations > 0 ? (guint64)load->first : 0, 4);
	bytes_number(row, load->observations > 0 ? (guint64)load->last : 0, 4);
	bytes_number(row, load->info.simulated != 0, 1);
	bytes_text(row, load->geo_type);
	bytes_number(row, load->info.geo ? (guint64)load->info.geo->built : 0, 8);
	bytes_text(row, load->geo_sha256);
	bytes_text(row, spans);
	bytes_text(row, replaces);
	bytes_number(row, (guint64)(g_get_real_time() / G_USEC_PER_SEC), 4);
	bytes_number(row, load->loss.cut != 0, 1);
	bytes_number(row, (guint64)load->loss.dropped, 8);
	bytes_number(row, (guint64)load->loss.unread, 8);
	return cluster_insert(load->cluster, cluster_ledger(load->cluster), "loads", row, error);
}

gboolean
cluster_load_commit(ClusterLoad *load, const guint8 sha256[32], BatchReceipt *receipt, GError **error)
{
	g_autoptr(GString) replaces = g_string_new(NULL);
	gint64 replaced = 0;
	gboolean known;

	if (!cluster_knows(load->cluster, sha256, &known, receipt, error))
		return FALSE;
	if (known)
		return TRUE;
	if (!settle(load, replaces, &replaced, error) || !send_all(load, error) ||
	    !enter_names(load, NAME_SENSOR, error) || !enter_names(load, NAME_SIGNATURE, error) ||
	    !enter_load(load, sha256, replaces->str, error))
		return FALSE;
	load->done = TRUE;
	*receipt = (BatchReceipt) { BATCH_ADDED, (gint64)load->id, load->observations, load->packets, replaced };
	return register_read(load->cluster, error);
}
