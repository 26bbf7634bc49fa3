/*
 * scan.c: segments back into rows.  Reads what segment.c wrote and believes none of it: a column that is
 * not the rows it should be is damage, by name.
 */
#include <string.h>
#include "inner.h"

struct Scan {
	Store *store; /* borrowed */
	Codec *codec;
	sqlite3_blob *blob; /* the last column read: moving it on is cheaper than a new one */
	guint8 *data;       /* a column as stored */
	gsize room;
	guint32 *time, *packets;
	guint16 *small[COLUMN_COUNT];
	guint8 *source;  /* [SEGMENT_ROWS * 16] */
	guint classes;   /* CLASS_BITs of the rows that are read */
	guint32 *places; /* [SEGMENT_ROWS] of these rows; NULL until some are left out */
};

static const char *const names[COLUMN_COUNT] = { "time", "port", "protocol", "region", "sensor", "signature", "packets",
	"source", "class" };

Scan *
scan_new(Store *store)
{
	Scan *scan = g_new0(Scan, 1);

	scan->store = store;
	scan->codec = codec_new();
	scan->classes = CLASS_ALL;
	scan->time = g_new(guint32, SEGMENT_ROWS);
	scan->packets = g_new(guint32, SEGMENT_ROWS);
	scan->source = g_malloc(SEGMENT_ROWS * 16);
	for (Column c = 0; c < COLUMN_COUNT; c++)
		if (column_is_small(c))
			scan->small[c] = g_new(guint16, SEGMENT_ROWS);
	return scan;
}

void
scan_free(Scan *scan)
{
	if (!scan)
		return;
	sqlite3_blob_close(scan->blob);
	codec_free(scan->codec);
	g_free(scan->data);
	g_free(scan->time);
	g_free(scan->packets);
	g_free(scan->source);
	g_free(scan->places);
	for (gsize c = 0; c < COLUMN_COUNT; c++)
		g_free(scan->small[c]);
	g_free(scan);
}

GArray *
store_segments(Store *store, gint64 from, gint64 to, GError **error)
{
	return store_refuse_expired(store, from, to, error) ? store_segments_left(store, from, to, error) : NULL;
}

GArray *
store_segments_left(Store *store, gint64 from, gint64 to, GError **error)
{
	g_autoptr(GArray) segments = g_array_new(FALSE, FALSE, sizeof(Segment));
	g_autoptr(SqlAgain) stmt = sql_ask_again(store->kept, "list its segments", error,
	    "SELECT s.id, d.start, d.end, s.first, s.last, s.observations, s.family FROM day d JOIN segment s ON s.day "
	    "= d.start"
	    " WHERE d.start < ?2 AND d.end > ?1 AND s.first < ?2 AND s.last >= ?1 ORDER BY d.start, s.id",
	    "ii", from, to);
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Segment segment = { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3), sqlite3_column_int64(stmt, 4),
			(gsize)sqlite3_column_int64(stmt, 5), (guint8)sqlite3_column_int(stmt, 6) };
		if (segment.rows < 1 || segment.rows > SEGMENT_ROWS || (segment.family != 4 && segment.family != 6)) {
			sql_damaged(store->db, error, "segment %" G_GINT64_FORMAT, segment.id);
			return NULL;
		}
		g_array_append_val(segments, segment);
	}
	if (code != SQLITE_DONE) {
		sql_fail(store->db, "list its segments", error);
		return NULL;
	}
	return g_steal_pointer(&segments);
}

/* Where the blob is to stand; found FALSE where there is no such column. */
static gboolean
move_to(Scan *scan, gint64 id, gboolean *found, GError **error)
{
	sqlite3 *db = scan->store->db;
	int code = scan->blob ? sqlite3_blob_reopen(scan->blob, id)
			      : sqlite3_blob_open(db, "main", "column_data", "data", id, 0, &scan->blob);

	*found = code == SQLITE_OK;
	if (code == SQLITE_OK)
		return TRUE;
	sqlite3_blob_close(scan->blob); /* a failed one is of no more use */
	scan->blob = NULL;
	return code == SQLITE_ERROR || sql_fail(db, "read a column", error); /* ERROR: no such row */
}

/* Reads the column as stored into scan->data. */
static gboolean
fetch(Scan *scan, gint64 segment, Column column, gboolean *found, gsize *length, GError **error)
{
	if (!move_to(scan, (gint64)column << 40 | segment, found, error))
		return FALSE;
	if (!*found)
		return TRUE;
	*length = (gsize)sqlite3_blob_bytes(scan->blob);
	if (*length > scan->room) {
		scan->room = *length * 2;
		g_free(scan->data);
		scan->data = g_malloc(scan->room);
	}
	return sqlite3_blob_read(scan->blob, scan->data, (int)*length, 0) == SQLITE_OK ||
	       sql_fail(scan->store->db, "read a column", error);
}

static gboolean
decode(Scan *scan, const Segment *segment, Column column, gsize length)
{
	switch (column) {
	case COLUMN_TIME:
		return column_get_wide(scan->codec, scan->data, length, scan->time, segment->rows, TRUE);
	case COLUMN_PACKETS:
		return column_get_wide(scan->codec, scan->data, length, scan->packets, segment->rows, FALSE);
	case COLUMN_SOURCE:
		if (segment->family == 6)
			return column_get_bytes(scan->codec, scan->data, length, scan->source, segment->rows * 16);
		if (length != segment->rows * 4)
			return FALSE;
		memcpy(scan->source, scan->data, length);
		return TRUE;
	default:
		return column_get_small(scan->codec, scan->data, length, scan->small[column], segment->rows);
	}
}

/* Protocols and classes are counted by, and times binned by: none may lead out of a table. */
static gboolean
is_sane(const Scan *scan, const Segment *segment, Column column)
{
	guint32 highest = 0;

	if (column == COLUMN_PROTOCOL || column == COLUMN_CLASS) {
		for (gsize i = 0; i < segment->rows; i++)
			highest = MAX(highest, scan->small[column][i]);
		return highest < (column == COLUMN_CLASS ? CLASS_COUNT : 256);
	}
	if (column == COLUMN_TIME) {
		for (gsize i = 0; i < segment->rows; i++)
			highest = MAX(highest, scan->time[i]);
		return highest < segment->end - segment->day;
	}
	return TRUE;
}

/* Reads a column into its place; found FALSE where it may be missing and is. */
static gboolean
read_column(Scan *scan, const Segment *segment, Column column, gboolean *found, GError **error)
{
	gsize length = 0;

	if (!fetch(scan, segment->id, column, found, &length, error))
		return FALSE;
	if (!*found && (column == COLUMN_PACKETS || column == COLUMN_CLASS))
		return TRUE;
	return (*found && decode(scan, segment, column, length) && is_sane(scan, segment, column)) ||
	       sql_damaged(
		   scan->store->db, error, "segment %" G_GINT64_FORMAT ", column '%s'", segment->id, names[column]);
}

/* --- rows of some classes -------------------------------------------------------------------- */

void
scan_limit(Scan *scan, guint classes)
{
	scan->classes = classes & CLASS_ALL;
	if (scan->classes != CLASS_ALL && !scan->places)
		scan->places = g_new(guint32, SEGMENT_ROWS);
}

/* Finds the rows that stay; a segment without classes has them all in one. */
static gboolean
find_places(Scan *scan, const Segment *segment, gsize *n, GError **error)
{
	gboolean found;

	if (!read_column(scan, segment, COLUMN_CLASS, &found, error))
		return FALSE;
	*n = 0;
	if (!found) {
		*n = scan->classes & CLASS_BIT(CLASS_NONE) ? segment->rows : 0;
		return TRUE;
	}
	for (gsize i = 0; i < segment->rows; i++)
		if (scan->classes & CLASS_BIT(scan->small[COLUMN_CLASS][i]))
			scan->places[(*n)++] = (guint32)i;
	return TRUE;
}

/* Moves the values of n places, in order, to the front. */
static void
gather(gpointer column, gsize width, const guint32 *places, gsize n)
{
	guint16 *small = column;
	guint32 *wide = column;
	guint8 *bytes = column;

	for (gsize i = 0; i < n && width == sizeof *small; i++)
		small[i] = small[places[i]];
	for (gsize i = 0; i < n && width == sizeof *wide; i++)
		wide[i] = wide[places[i]];
	for (gsize i = 0; i < n && width > sizeof *wide; i++)
		memmove(bytes + i * width, bytes + places[i] * width, width);
}

/* Leaves n rows of the columns that were read. */
static void
keep_rows(Scan *scan, const gboolean has[COLUMN_COUNT], guint8 family, gsize n)
{
	for (Column c = 0; c < COLUMN_COUNT; c++) {
		if (!has[c])
			continue;
		if (c == COLUMN_TIME || c == COLUMN_PACKETS)
			gather(c == COLUMN_TIME ? scan->time : scan->packets, sizeof *scan->time, scan->places, n);
		else if (c == COLUMN_SOURCE)
			gather(scan->source, family == 4 ? 4 : 16, scan->places, n);
		else
			gather(scan->small[c], sizeof *scan->small[c], scan->places, n);
	}
}

gboolean
scan_read(Scan *scan, const Segment *segment, guint columns, Rows *rows, GError **error)
{
	gboolean has[COLUMN_COUNT] = { FALSE };
	gsize n = segment->rows;

	if (scan->classes != CLASS_ALL && !find_places(scan, segment, &n, error))
		return FALSE;
	for (Column c = 0; c < COLUMN_COUNT && n > 0; c++)
		if ((columns & COLUMN_BIT(c)) && !read_column(scan, segment, c, &has[c], error))
			return FALSE;
	if (n < segment->rows)
		keep_rows(scan, has, segment->family, n);
	*rows = (Rows) {
		.n = n,
		.family = segment->family,
		.time = has[COLUMN_TIME] ? scan->time : NULL,
		.port = has[COLUMN_PORT] ? scan->small[COLUMN_PORT] : NULL,
		.protocol = has[COLUMN_PROTOCOL] ? scan->small[COLUMN_PROTOCOL] : NULL,
		.region = has[COLUMN_REGION] ? scan->small[COLUMN_REGION] : NULL,
		.sensor = has[COLUMN_SENSOR] ? scan->small[COLUMN_SENSOR] : NULL,
		.signature = has[COLUMN_SIGNATURE] ? scan->small[COLUMN_SIGNATURE] : NULL,
		.packets = has[COLUMN_PACKETS] ? scan->packets : NULL,
		.source = has[COLUMN_SOURCE] ? scan->source : NULL,
		.class = has[COLUMN_CLASS] ? scan->small[COLUMN_CLASS] : NULL,
	};
	return TRUE;
}

GPtrArray *
store_signatures(Store *store, GError **error)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "list its signatures", error, "SELECT id, label FROM signature ORDER BY id", "");
	int code;

	if (!stmt)
		return NULL;
	g_ptr_array_add(labels, NULL);
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		g_ptr_array_set_size(labels, sqlite3_column_int(stmt, 0));
		g_ptr_array_add(labels, sql_text(stmt, 1));
	}
	if (code != SQLITE_DONE) {
		sql_fail(store->db, "list its signatures", error);
		return NULL;
	}
	return g_steal_pointer(&labels);
}
