/*
 * compact.c: the many small segments of a day that is over become few large ones, a day a transaction; then what
 * the file no longer needs is given back.  No answer changes.
 */
#include "inner.h"

/* Segments of the day and family that are not full; array of Segment. */
static GArray *
small_ones(const GArray *segments, const StoreDay *day, guint8 family)
{
	GArray *small = g_array_new(FALSE, FALSE, sizeof(Segment));

	for (guint i = 0; i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		if (segment->day == day->start && segment->family == family && segment->rows < SEGMENT_ROWS)
			g_array_append_val(small, *segment);
	}
	return small;
}

/* Whether they would be fewer. */
static gboolean
is_worth_it(const GArray *small)
{
	gsize rows = 0;

	for (guint i = 0; i < small->len; i++)
		rows += g_array_index(small, Segment, i).rows;
	return small->len > (rows + SEGMENT_ROWS - 1) / SEGMENT_ROWS;
}

/* Inside a transaction, which may find that there is nothing to do. */
static gboolean
compact_day(Store *store, const StoreDay *day, gboolean *changed, GError **error)
{
	g_autoptr(GArray) segments = store_segments_left(store, day->start, day->end, error);

	*changed = FALSE;
	for (guint8 family = 4; segments && family <= 6; family += 2) {
		g_autoptr(GArray) small = small_ones(segments, day, family);
		g_autoptr(Scan) scan = NULL;
		if (!is_worth_it(small))
			continue;
		*changed = TRUE;
		scan = scan_new(store);
		if (!segments_rewrite(store, scan, small, 0, error))
			return FALSE;
	}
	return segments && (!*changed || day_rebuild(store, *day, error));
}

/* Days that are over and have more segments than they need; array of StoreDay. */
static GArray *
days_to_compact(Store *store, GError **error)
{
	GArray *days = store_days(store, G_MININT64, g_get_real_time() / G_USEC_PER_SEC, error);
	g_autoptr(GArray) segments = days ? store_segments_left(store, G_MININT64, G_MAXINT64, error) : NULL;

	if (!segments) {
		g_clear_pointer(&days, g_array_unref);
		return NULL;
	}
	for (guint i = days->len; i-- > 0;) {
		const StoreDay *day = &g_array_index(days, StoreDay, i);
		g_autoptr(GArray) four = small_ones(segments, day, 4);
		g_autoptr(GArray) six = small_ones(segments, day, 6);
		if (day->end > g_get_real_time() / G_USEC_PER_SEC || (!is_worth_it(four) && !is_worth_it(six)))
			g_array_remove_index(days, i);
	}
	return days;
}

/* Writes the whole file anew without its free pages: one change, whole or void. */
static gboolean
give_back(Store *store, GError **error)
{
	gint64 unused;

	if (!sql_number(store->db, "count free pages", "PRAGMA freelist_count", 0, &unused, error))
		return FALSE;
	return (unused == 0 || sql_run(store->db, "give back space", "VACUUM", error)) &&
	       sql_run(store->db, "give back space", "PRAGMA wal_checkpoint(TRUNCATE)", error);
}

gboolean
store_compact(Store *store, Compaction *compaction, GError **error)
{
	StoreInfo before, after;
	g_autoptr(GArray) days = NULL;

	*compaction = (Compaction) { 0 };
	if (!store_info(store, &before, error) || !(days = days_to_compact(store, error)))
		return FALSE;
	for (guint i = 0; i < days->len; i++) {
		gboolean changed = FALSE;
		if (!store_begin(store, error) ||
		    !store_end(store, compact_day(store, &g_array_index(days, StoreDay, i), &changed, error), error))
			return FALSE;
		compaction->days += changed;
	}
	if (!store_begin(store, error) || !store_end(store, heavy_build_missing(store, error), error))
		return FALSE;
	if (!give_back(store, error) || !store_info(store, &after, error))
		return FALSE;
	compaction->segments_before = before.segments;
	compaction->segments_after = after.segments;
	compaction->bytes_before = before.bytes;
	compaction->bytes_after = after.bytes;
	return TRUE;
}
