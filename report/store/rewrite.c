/*
 * rewrite.c: segments written anew, so that few large ones stand where many small ones stood, or a batch is gone.
 * Rows keep their order and their batches; what the regions of other placements were goes with them.
 */
#include <string.h>
#include "inner.h"

/* Regions of a placement that is not the present one. */
typedef struct {
	gint64 placement;
	gboolean used; /* some segment has them */
	guint16 *old;  /* [SEGMENT_ROWS] of the segment that is read */
	guint16 *new;  /* [SEGMENT_ROWS] of the one that is written */
} Kept;

typedef struct {
	Store *store;
	gint64 except;
	Buffer *buffer;  /* what is written next, */
	GArray *runs;    /* its runs */
	GPtrArray *kept; /* and its kept regions */
} Rewriter;

static void
kept_free(gpointer data)
{
	Kept *kept = data;

	g_free(kept->old);
	g_free(kept->new);
	g_free(kept);
}

static void
clear(Rewriter *rewriter)
{
	buffer_free(rewriter->buffer);
	g_array_unref(rewriter->runs);
	g_ptr_array_unref(rewriter->kept);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rewriter, clear)

static gboolean
list_kept(Rewriter *rewriter, GError **error)
{
	sqlite3 *db = rewriter->store->db;
	g_autoptr(sqlite3_stmt) stmt = sql_ask(db, "list its placements", error,
	    "SELECT id FROM placement WHERE id <> (SELECT placement FROM store) ORDER BY id", "");
	int code;

	if (!stmt)
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Kept *kept = g_new0(Kept, 1);
		kept->placement = sqlite3_column_int64(stmt, 0);
		kept->old = g_new(guint16, SEGMENT_ROWS);
		kept->new = g_new(guint16, SEGMENT_ROWS);
		g_ptr_array_add(rewriter->kept, kept);
	}
	return code == SQLITE_DONE || sql_fail(db, "list its placements", error);
}

/* Runs of the segment, which together are its rows; array of Run. */
static GArray *
runs_of(Store *store, const Segment *segment, GError **error)
{
	g_autoptr(GArray) runs = g_array_new(FALSE, FALSE, sizeof(Run));
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list runs", error,
	    "SELECT position, batch, observations FROM run WHERE segment = ? ORDER BY position", "i", segment->id);
	gint64 position = 0;
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Run run = { sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2) };
		if (sqlite3_column_int64(stmt, 0) != position || run.rows < 1 || run.rows > SEGMENT_ROWS)
			break;
		position += run.rows;
		g_array_append_val(runs, run);
	}
	if (code == SQLITE_DONE && position == (gint64)segment->rows)
		return g_steal_pointer(&runs);
	if (code == SQLITE_DONE || code == SQLITE_ROW)
		sql_damaged(store->db, error, "runs of segment %" G_GINT64_FORMAT, segment->id);
	else
		sql_fail(store->db, "list runs", error);
	return NULL;
}

/* Where a placement does not know the segment, its regions are those that the segment has. */
static gboolean
read_kept(Rewriter *rewriter, const Segment *segment, const Rows *rows, GError **error)
{
	for (guint k = 0; k < rewriter->kept->len; k++) {
		Kept *kept = rewriter->kept->pdata[k];
		gboolean found;
		if (!segment_get_small(
			rewriter->store, COLUMN_KEPT + kept->placement, segment, kept->old, &found, error))
			return FALSE;
		if (!found)
			memcpy(kept->old, rows->region, rows->n * sizeof *kept->old);
		kept->used |= found;
	}
	return TRUE;
}

/* Writes the rows that wait as a segment. */
static gboolean
flush(Rewriter *rewriter, GError **error)
{
	Buffer *buffer = rewriter->buffer;
	gint64 id;

	if (buffer->n == 0)
		return TRUE;
	if (!segment_put(rewriter->store, buffer, rewriter->runs, &id, error))
		return FALSE;
	for (guint k = 0; k < rewriter->kept->len; k++) {
		Kept *kept = rewriter->kept->pdata[k];
		if (kept->used &&
		    !segment_put_small(rewriter->store, COLUMN_KEPT + kept->placement, id, kept->new, buffer->n, error))
			return FALSE;
	}
	buffer->n = 0;
	buffer->many = FALSE;
	buffer->classified = FALSE;
	g_array_set_size(rewriter->runs, 0);
	return TRUE;
}

static void
note_run(GArray *runs, gint64 batch, gint64 rows)
{
	Run *last = runs->len > 0 ? &g_array_index(runs, Run, runs->len - 1) : NULL;
	Run run = { batch, rows };

	if (last && last->batch == batch)
		last->rows += rows;
	else
		g_array_append_val(runs, run);
}

/* Adds n rows from the first on; there is room. */
static void
copy_rows(Rewriter *rewriter, const Segment *segment, const Rows *rows, gsize first, gsize n)
{
	Buffer *buffer = rewriter->buffer;
	const guint16 *small[COLUMN_COUNT] = { [COLUMN_PORT] = rows->port,
		[COLUMN_PROTOCOL] = rows->protocol,
		[COLUMN_REGION] = rows->region,
		[COLUMN_SENSOR] = rows->sensor,
		[COLUMN_SIGNATURE] = rows->signature,
		[COLUMN_CLASS] = rows->class };
	gsize width = source_width(buffer->family), at = buffer->n;

	memcpy(buffer->time + at, rows->time + first, n * sizeof *buffer->time);
	memcpy(buffer->source + at * width, rows->source + first * width, n * width);
	for (Column c = 0; c < COLUMN_COUNT; c++)
		if (small[c])
			memcpy(buffer->small[c] + at, small[c] + first, n * sizeof *small[c]);
	if (!rows->class) /* CLASS_NONE */
		memset(buffer->small[COLUMN_CLASS] + at, 0, n * sizeof *rows->class);
	buffer->classified |= rows->class != NULL;
	for (guint k = 0; k < rewriter->kept->len; k++) {
		const Kept *kept = rewriter->kept->pdata[k];
		memcpy(kept->new + at, kept->old + first, n * sizeof *kept->new);
	}
	for (gsize i = 0; i < n; i++) {
		gint64 time = segment->day + buffer->time[at + i];
		buffer->packets[at + i] = rows->packets ? rows->packets[first + i] : 1;
		buffer->many |= buffer->packets[at + i] != 1;
		buffer->first = at + i == 0 ? time : MIN(buffer->first, time);
		buffer->last = at + i == 0 ? time : MAX(buffer->last, time);
	}
	buffer->n += n;
}

static gboolean
add_run(Rewriter *rewriter, const Segment *segment, const Rows *rows, const Run *run, gsize first, GError **error)
{
	gsize end = first + (gsize)run->rows;

	while (first < end) {
		gsize n = MIN(end - first, SEGMENT_ROWS - rewriter->buffer->n);
		if (n == 0) {
			if (!flush(rewriter, error))
				return FALSE;
			continue;
		}
		copy_rows(rewriter, segment, rows, first, n);
		note_run(rewriter->runs, run->batch, (gint64)n);
		first += n;
	}
	return TRUE;
}

static gboolean
add_segment(Rewriter *rewriter, Scan *scan, const Segment *segment, GError **error)
{
	g_autoptr(GArray) runs = runs_of(rewriter->store, segment, error);
	gsize first = 0;
	Rows rows;

	if (!runs || !scan_read(scan, segment, COLUMNS_ALL, &rows, error) ||
	    !read_kept(rewriter, segment, &rows, error))
		return FALSE;
	for (guint i = 0; i < runs->len; i++) {
		const Run *run = &g_array_index(runs, Run, i);
		if (run->batch != rewriter->except && !add_run(rewriter, segment, &rows, run, first, error))
			return FALSE;
		first += (gsize)run->rows;
	}
	return TRUE;
}

/* The old ones go last: until then they are read. */
gboolean
segments_rewrite(Store *store, Scan *scan, const GArray *segments, gint64 except, GError **error)
{
	g_autoptr(GArray) old = g_array_new(FALSE, FALSE, sizeof(gint64));
	const Segment *one = &g_array_index(segments, Segment, 0);
	g_auto(Rewriter) rewriter = { store, except, buffer_new((StoreDay) { one->day, one->end }, one->family),
		g_array_new(FALSE, FALSE, sizeof(Run)), g_ptr_array_new_with_free_func(kept_free) };

	buffer_reserve(rewriter.buffer, SEGMENT_ROWS);
	if (!list_kept(&rewriter, error))
		return FALSE;
	for (guint i = 0; i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		g_array_append_val(old, segment->id);
		if (!add_segment(&rewriter, scan, segment, error))
			return FALSE;
	}
	return flush(&rewriter, error) && segments_remove(store, old, error);
}
