/*
 * batch.c: one file into the store, in one transaction.  Rows wait in a buffer a day and family; a full one
 * goes into the open transaction, and so does one of a day that the file's order has left behind, so that what is held
 * in memory does not depend on the file's length.
 */
#include <string.h>
#include "error.h"
#include "inner.h"
#include "ledger.h"

#define EARLIEST 31536000                      /* 1971-01-01 */
#define LATEST   G_GINT64_CONSTANT(4133980800) /* 2101-01-01 */
#define WAITING  (3 << 20)                     /* rows with room in all buffers; then all are written */
#define SLOTS    256                           /* names that are found without a table */
#define DAY      86400                         /* [s] */

struct Batch {
	Store *store; /* borrowed */
	gint64 id;
	BatchInfo info; /* its words are ours */
	gint64 observations, packets, first, last;
	GHashTable *spans;      /* name (pointer) -> Span, borrowed: equal names are equal pointers */
	GHashTable *signatures; /* label (pointer) -> number */
	GPtrArray *all_spans;   /* of Span */
	GPtrArray *buffers;     /* of Buffer, by day, then family */
	GPtrArray *spare;       /* of Buffer: written, and free for another day */
	Buffer *current;        /* the last one used */
	gsize room;             /* of all buffers */
	gint64 latest;          /* time of the rows so far [s since 1970, UTC] */
	gint64 disorder;        /* how far a row lay before the latest at most [s] */
	/* The last sensors and labels, by their address. */
	struct {
		const char *name;
		Span *span;
	} sensors[SLOTS];
	struct {
		const char *name;
		guint16 number;
	} labels[SLOTS];
	BatchLoss loss; /* what is known to be missing */
};

static GeoIdentity *
copy_geo(const GeoIdentity *geo)
{
	GeoIdentity *copy;

	if (!geo)
		return NULL;
	copy = g_new0(GeoIdentity, 1);
	copy->type = g_strdup(geo->type);
	copy->built = geo->built;
	copy->sha256 = g_strdup(geo->sha256);
	return copy;
}

static void
free_info(BatchInfo *info)
{
	if (info->geo) {
		g_free(info->geo->type);
		g_free(info->geo->sha256);
	}
	g_free((gpointer)info->geo);
	g_free((gpointer)info->name);
	g_free((gpointer)info->profile);
	g_free((gpointer)info->survey);
	g_free((gpointer)info->survey_sha256);
}

Batch *
batch_begin(Store *store, const BatchInfo *info, GError **error)
{
	g_autoptr(Batch) batch = NULL;

	g_return_val_if_fail(!store->loading, NULL);
	if (!sql_run(store->db, "begin a batch", "BEGIN IMMEDIATE", error))
		return NULL;
	store->loading = TRUE;
	batch = g_new0(Batch, 1);
	batch->store = store;
	batch->info = *info;
	batch->info.name = g_strdup(info->name);
	batch->info.profile = g_strdup(info->profile);
	batch->info.survey = g_strdup(info->survey);
	batch->info.survey_sha256 = g_strdup(info->survey_sha256);
	batch->info.geo = copy_geo(info->geo);
	batch->first = G_MAXINT64;
	batch->last = batch->latest = G_MININT64;
	batch->spans = g_hash_table_new(NULL, NULL);
	batch->signatures = g_hash_table_new(NULL, NULL);
	batch->all_spans = g_ptr_array_new_with_free_func(g_free);
	batch->buffers = g_ptr_array_new_with_free_func((GDestroyNotify)buffer_free);
	batch->spare = g_ptr_array_new_with_free_func((GDestroyNotify)buffer_free);
	if (!ledger_begin(store, &batch->info, &batch->id, error))
		return NULL;
	return g_steal_pointer(&batch);
}

void
batch_free(Batch *batch)
{
	if (!batch)
		return;
	/* Some failures of SQLite have ended the transaction already. */
	if (!sqlite3_get_autocommit(batch->store->db))
		sqlite3_exec(batch->store->db, "ROLLBACK", NULL, NULL, NULL);
	batch->store->loading = FALSE;
	free_info(&batch->info);
	g_hash_table_destroy(batch->spans);
	g_hash_table_destroy(batch->signatures);
	g_ptr_array_unref(batch->all_spans);
	g_ptr_array_unref(batch->buffers);
	g_ptr_array_unref(batch->spare);
	g_free(batch);
}

/* Equal names are equal pointers, so that their addresses tell them apart. */
static inline gsize
slot_of(const char *name)
{
	return (gsize)((guint64)GPOINTER_TO_SIZE(name) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) >> 56);
}

static Span *
find_span(Batch *batch, const char *name, GError **error)
{
	Span *span = g_hash_table_lookup(batch->spans, name);
	gint64 id;

	if (!span && ledger_sensor(batch->store, name, &id, error)) {
		for (guint i = 0; i < batch->all_spans->len && !span; i++)
			if (((Span *)batch->all_spans->pdata[i])->sensor == id)
				span = batch->all_spans->pdata[i];
		if (!span) {
			span = g_new0(Span, 1);
			*span = (Span) { .sensor = id, .first = G_MAXINT64, .last = G_MININT64 };
			g_ptr_array_add(batch->all_spans, span);
		}
		g_hash_table_insert(batch->spans, (gpointer)name, span);
	}
	return span;
}

static inline Span *
span_of(Batch *batch, const char *name, GError **error)
{
	gsize slot = slot_of(name);

	if (batch->sensors[slot].name != name) {
		batch->sensors[slot].span = find_span(batch, name, error);
		batch->sensors[slot].name = batch->sensors[slot].span ? name : NULL;
	}
	return batch->sensors[slot].span;
}

static gboolean
number_of(Batch *batch, const char *label, guint16 *number, GError **error)
{
	gsize slot = slot_of(label);
	gpointer known;
	gint64 id;

	*number = batch->labels[slot].number;
	if (batch->labels[slot].name == label)
		return TRUE;
	known = g_hash_table_lookup(batch->signatures, label);
	id = GPOINTER_TO_INT(known);
	if (!known) {
		if (!ledger_signature(batch->store, label, &id, error))
			return FALSE;
		g_hash_table_insert(batch->signatures, (gpointer)label, GINT_TO_POINTER((gint)id));
	}
	batch->labels[slot].name = label;
	batch->labels[slot].number = *number = (guint16)id;
	return TRUE;
}

/* Where in the sorted buffers the one for time and family is or would be. */
static guint
place_of(const Batch *batch, gint64 time, guint8 family)
{
	guint low = 0;
	guint high = batch->buffers->len;

	while (low < high) {
		guint middle = (low + high) / 2;
		const Buffer *buffer = batch->buffers->pdata[middle];
		if (buffer->day.end <= time || (buffer->day.start <= time && buffer->family < family))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static gboolean
holds(const Buffer *buffer, gint64 time, guint8 family)
{
	return buffer->family == family && buffer->day.start <= time && time < buffer->day.end;
}

/* Writes a buffer's rows, which makes it empty. */
static gboolean
write_buffer(Batch *batch, Buffer *buffer, GError **error)
{
	if (buffer->n > 0 && !segment_write(batch->store, buffer, batch->id, error))
		return FALSE;
	buffer->n = 0;
	buffer->many = FALSE;
	buffer->classified = FALSE;
	return TRUE;
}

/*
 * Writes the days that the file has left behind, as far as its order tells: a day later, and twice the disorder that was
 * seen.  A row of such a day that comes nevertheless makes another segment.
 */
static gboolean
write_past(Batch *batch, GError **error)
{
	while (batch->buffers->len > 0) {
		Buffer *buffer = batch->buffers->pdata[0];
		if (batch->latest - buffer->day.end < DAY + 2 * batch->disorder)
			return TRUE;
		if (!write_buffer(batch, buffer, error))
			return FALSE;
		batch->room -= buffer->room;
		batch->current = NULL;
		g_ptr_array_add(batch->spare, g_ptr_array_steal_index(batch->buffers, 0));
	}
	return TRUE;
}

static Buffer *
open_day(Batch *batch, gint64 time, guint8 family)
{
	StoreDay day = store_day_of(batch->store, time);

	for (guint i = 0; i < batch->spare->len; i++) {
		Buffer *buffer = batch->spare->pdata[i];
		if (buffer->family != family)
			continue;
		buffer->day = day;
		batch->room += buffer->room;
		return g_ptr_array_steal_index_fast(batch->spare, i);
	}
	return buffer_new(day, family);
}

static Buffer *
buffer_of(Batch *batch, gint64 time, guint8 family, GError **error)
{
	guint place;

	if (batch->current && holds(batch->current, time, family))
		return batch->current;
	place = place_of(batch, time, family);
	if (place == batch->buffers->len || !holds(batch->buffers->pdata[place], time, family)) {
		if (!write_past(batch, error))
			return NULL;
		place = place_of(batch, time, family);
		g_ptr_array_insert(batch->buffers, (gint)place, open_day(batch, time, family));
	}
	batch->current = batch->buffers->pdata[place];
	return batch->current;
}

/* Writes every buffer that has rows, oldest day first, and lets them go. */
static gboolean
flush(Batch *batch, GError **error)
{
	for (guint i = 0; i < batch->buffers->len; i++)
		if (!write_buffer(batch, batch->buffers->pdata[i], error))
			return FALSE;
	g_ptr_array_set_size(batch->buffers, 0);
	batch->current = NULL;
	batch->room = 0;
	return TRUE;
}

/* Room for one row more in the buffer of time and family; NULL on failure. */
static Buffer *
make_room(Batch *batch, gint64 time, guint8 family, GError **error)
{
	Buffer *buffer = buffer_of(batch, time, family, error);
	gsize before;

	if (!buffer || (buffer->n == SEGMENT_ROWS && !write_buffer(batch, buffer, error)))
		return NULL;
	before = buffer->room;
	if (buffer->n == buffer->room && batch->room >= WAITING) {
		if (!flush(batch, error))
			return NULL;
		if (!(buffer = buffer_of(batch, time, family, error)))
			return NULL;
		before = buffer->room;
	}
	buffer_grow(buffer);
	batch->room += buffer->room - before;
	return buffer;
}

static gboolean
refuse(GError **error, const char *what, gint64 value)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s: %" G_GINT64_FORMAT, what, value);
	return FALSE;
}

static void
put(Buffer *buffer, const Observation *observation, Region region, guint16 sensor, guint16 signature)
{
	gsize i = buffer->n++;

	buffer->time[i] = (guint32)(observation->time - buffer->day.start);
	buffer->packets[i] = observation->packets;
	buffer->small[COLUMN_PORT][i] = observation->port;
	buffer->small[COLUMN_PROTOCOL][i] = observation->protocol;
	buffer->small[COLUMN_REGION][i] = region;
	buffer->small[COLUMN_SENSOR][i] = sensor;
	buffer->small[COLUMN_SIGNATURE][i] = signature;
	buffer->small[COLUMN_CLASS][i] = observation->class;
	if (buffer->family == 4)
		memcpy(buffer->source + i * 4, observation->source, 4);
	else
		memcpy(buffer->source + i * 16, observation->source, 16);
	buffer->many |= observation->packets != 1;
	buffer->classified |= observation->class != CLASS_NONE;
	buffer->first = i == 0 ? observation->time : MIN(buffer->first, observation->time);
	buffer->last = i == 0 ? observation->time : MAX(buffer->last, observation->time);
}

gboolean
batch_add(Batch *batch, const Observation *observation, Region region, GError **error)
{
	gint64 time = observation->time;
	Span *span = span_of(batch, observation->sensor, error);
	guint16 signature = 0;
	Buffer *buffer;

	if (!span || (observation->signature && !number_of(batch, observation->signature, &signature, error)))
		return FALSE;
	if (time < EARLIEST || time >= LATEST)
		return refuse(error, "a time that is not of the years 1971 to 2100 [s since 1970]", time);
	if (observation->packets == 0)
		return refuse(error, "an observation of no packets", 0);
	if (observation->family != 4 && observation->family != 6)
		return refuse(error, "an address family that is neither 4 nor 6", observation->family);
	batch->latest = MAX(batch->latest, time);
	batch->disorder = MAX(batch->disorder, batch->latest - time);
	if (!(buffer = make_room(batch, time, observation->family, error)))
		return FALSE;
	put(buffer, observation, region, (guint16)span->sensor, signature);
	span->observations++;
	span->packets += observation->packets;
	span->first = MIN(span->first, time);
	span->last = MAX(span->last, time);
	return TRUE;
}

static void
add_up(Batch *batch)
{
	for (guint i = 0; i < batch->all_spans->len; i++) {
		const Span *span = batch->all_spans->pdata[i];
		batch->observations += span->observations;
		batch->packets += span->packets;
		batch->first = MIN(batch->first, span->first);
		batch->last = MAX(batch->last, span->last);
	}
}

void
batch_lose(Batch *batch, const BatchLoss *loss)
{
	batch->loss = *loss;
}

/* Null stays where nothing is missing. */
static gboolean
enter_loss(Batch *batch, GError **error)
{
	const BatchLoss *loss = &batch->loss;

	return (!loss->cut && loss->dropped == 0 && loss->unread == 0) ||
	       sql_do(batch->store->db, "enter what a batch lost", error,
		   "UPDATE batch SET cut = ?, dropped = ?, unread = ? WHERE id = ?", "iiii", (gint64)loss->cut,
		   loss->dropped, loss->unread, batch->id);
}

gboolean
batch_commit(Batch *batch, const guint8 sha256[32], BatchReceipt *receipt, GError **error)
{
	gint64 known;

	if (!ledger_find(batch->store, sha256, &known, error))
		return FALSE;
	add_up(batch);
	*receipt = (BatchReceipt) { known ? BATCH_KNOWN : BATCH_ADDED, known ? known : batch->id, batch->observations,
		batch->packets, 0 };
	if (known)
		return sql_run(batch->store->db, "leave a batch", "ROLLBACK", error);
	return flush(batch, error) &&
	       ledger_settle(batch->store, &batch->info, batch->id, batch->all_spans, &receipt->replaced, error) &&
	       sql_do(batch->store->db, "enter a batch", error,
		   "UPDATE batch SET sha256 = ?, observations = ?, packets = ?, first = ?, last = ? WHERE id = ?",
		   "biiiii", sha256, (gsize)32, batch->observations, batch->packets,
		   batch->observations ? batch->first : 0, batch->observations ? batch->last : 0, batch->id) &&
	       enter_loss(batch, error) && heavy_build_batch(batch->store, batch->id, error) &&
	       store_changed(batch->store, error) && sql_run(batch->store->db, "commit a batch", "COMMIT", error);
}
