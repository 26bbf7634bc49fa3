/*
 * check.c: what the store says of itself, and whether it is true.  Everything is read; nothing is changed.
 */
#include <glib/gstdio.h>
#include "error.h"
#include "inner.h"

/* --- info ------------------------------------------------------------------------------------ */

static gint64
size_of(const char *path, const char *suffix)
{
	g_autofree char *file = g_strconcat(path, suffix, NULL);
	GStatBuf there;

	return g_stat(file, &there) == 0 ? (gint64)there.st_size : 0;
}

gboolean
store_info(Store *store, StoreInfo *info, GError **error)
{
	const struct {
		const char *sql;
		gint64 *to;
	} questions[] = {
		{ "PRAGMA user_version", &info->version },
		{ "SELECT count(*) FROM batch", &info->batches },
		{ "SELECT count(*) FROM withdrawal", &info->withdrawn },
		{ "SELECT sum(observations) FROM batch", &info->observations },
		{ "SELECT sum(packets) FROM batch", &info->packets },
		{ "SELECT min(first) FROM batch WHERE observations > 0", &info->first },
		{ "SELECT max(last) FROM batch WHERE observations > 0", &info->last },
		{ "SELECT count(*) FROM sensor", &info->sensors },
		{ "SELECT count(*) FROM signature", &info->signatures },
		{ "SELECT count(*) FROM gap", &info->gaps },
		{ "SELECT count(*) FROM day", &info->days },
		{ "SELECT count(*) FROM expired", &info->expired },
		{ "SELECT count(*) FROM segment", &info->segments },
	};

	info->bytes = size_of(store->path, "") + size_of(store->path, "-wal");
	for (gsize i = 0; i < G_N_ELEMENTS(questions); i++)
		if (!sql_number(store->db, "read about itself", questions[i].sql, 0, questions[i].to, error))
			return FALSE;
	return TRUE;
}

static void
add_packets(guint32 key, gint64 packets, gpointer data)
{
	gint64 *sum = data;

	(void)key;
	*sum += packets;
}

gboolean
store_class_packets(Store *store, gint64 packets[CLASS_COUNT], GError **error)
{
	g_autoptr(GArray) days = store_days(store, G_MININT64, G_MAXINT64, error);
	g_autoptr(Counter) sums = counter_new();

	for (int class = 0; days && class < CLASS_COUNT; class ++) {
		packets[class] = 0;
		for (guint i = 0; i < days->len; i++) {
			counter_clear(sums);
			if (!store_sum_of(store, SUM_SENSOR, CLASS_BIT(class), g_array_index(days, StoreDay, i).start,
				sums, error))
				return FALSE;
			counter_each(sums, add_packets, &packets[class]);
		}
	}
	return days != NULL;
}

/* --- check ----------------------------------------------------------------------------------- */

/* Each answers a row, its first column the words of a finding, for everything that does not agree. */
static const char *const disagreements[] = {
	"SELECT 'segment ' || s.id || ' has ' || s.observations || ' rows, its runs have ' || "
	"ifnull(sum(r.observations), 0)"
	" FROM segment s LEFT JOIN run r ON r.segment = s.id GROUP BY s.id HAVING s.observations IS NOT "
	"sum(r.observations)",
	"SELECT 'batch ' || b.id || ' has ' || b.observations || ' observations, its runs have ' ||"
	" ifnull(sum(r.observations), 0) FROM batch b LEFT JOIN run r ON r.batch = b.id GROUP BY b.id"
	" HAVING b.observations <> ifnull(sum(r.observations), 0)"
	" + (SELECT total(observations) FROM expired_run e WHERE e.batch = b.id)",
	"SELECT 'batch ' || b.id || ' has ' || b.packets || ' packets, its sensors have ' || ifnull(sum(s.packets), 0)"
	" FROM batch b LEFT JOIN batch_sensor s ON s.batch = b.id GROUP BY b.id HAVING b.packets <> "
	"ifnull(sum(s.packets), 0)",
	"SELECT 'day ' || day || ' has expired, and segment ' || id || ' is of it' FROM segment"
	" WHERE day IN (SELECT day FROM expired)",
	"SELECT 'segment ' || id || ' is of day ' || day || ', which is not there' FROM segment"
	" WHERE day NOT IN (SELECT start FROM day)",
	"SELECT 'column ' || (id >> 40) || ' is of segment ' || (id & 0xffffffffff) || ', which is not there' FROM "
	"column_data"
	" WHERE (id & 0xffffffffff) NOT IN (SELECT id FROM segment)",
	"SELECT 'heaviest ' || (id >> 40) || ' is of day ' || (id & 0xffffffffff) || ', which is not there' FROM heavy"
	" WHERE (id & 0xffffffffff) NOT IN (SELECT start FROM day)",
	"SELECT 'sum ' || (id >> 40) || ' is of day ' || (id & 0xffffffffff) || ', which is not there' FROM summary"
	" WHERE (id & 0xffffffffff) NOT IN (SELECT start FROM day)",
};

/* Adds what a question answers, but for the words that mean all is well. */
static gboolean
gather(Store *store, const char *sql, const char *fine, GPtrArray *findings, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "check it", error, sql, "");
	int code;

	if (!stmt)
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		char *words = sql_text(stmt, 0);
		if (g_strcmp0(words, fine) == 0)
			g_free(words);
		else
			g_ptr_array_add(findings, words);
	}
	return code == SQLITE_DONE || sql_fail(store->db, "check it", error);
}

/* Damage is a finding, any other failure is one of ours. */
static gboolean
note(GPtrArray *findings, GError *failure, GError **error)
{
	if (!g_error_matches(failure, TEITEN_ERROR, TEITEN_ERROR_INPUT)) {
		g_propagate_error(error, failure);
		return FALSE;
	}
	g_ptr_array_add(findings, g_strdup(failure->message));
	g_error_free(failure);
	return TRUE;
}

static void
check_span(const Segment *segment, const Rows *rows, GPtrArray *findings)
{
	gint64 first = G_MAXINT64;
	gint64 last = G_MININT64;

	for (gsize i = 0; i < rows->n; i++) {
		first = MIN(first, segment->day + rows->time[i]);
		last = MAX(last, segment->day + rows->time[i]);
	}
	if (first != segment->first || last != segment->last)
		g_ptr_array_add(
		    findings, g_strdup_printf("segment %" G_GINT64_FORMAT " is not of the times it says", segment->id));
}

static void
see_one(guint32 key, gint64 packets, gpointer data)
{
	gint64 *wrong = data;

	(void)key;
	*wrong += ABS(packets);
}

/* Regions that are kept from before. */
static gboolean
check_kept(Store *store, const Segment *segment, guint16 *values, GPtrArray *findings, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt =
	    sql_ask(store->db, "list its placements", error, "SELECT id FROM placement ORDER BY id", "");
	int code;

	if (!stmt)
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		GError *failure = NULL;
		gboolean found;
		if (!segment_get_small(
			store, COLUMN_KEPT + sqlite3_column_int64(stmt, 0), segment, values, &found, &failure) &&
		    !note(findings, failure, error))
			return FALSE;
	}
	return code == SQLITE_DONE || sql_fail(store->db, "list its placements", error);
}

/* The sums of all rows of a day, then those of each class. */
enum { SUMS = SUM_COUNT * (1 + CLASS_COUNT) };

static gboolean
read_sum(Store *store, int number, gint64 day, Counter *counter, GError **error)
{
	return number < SUM_COUNT ? store_sum(store, (Sum)number, day, counter, error)
				  : store_sum_of(store, (Sum)(number % SUM_COUNT), CLASS_BIT(number / SUM_COUNT - 1),
					day, counter, error);
}

static void
take_rows(Counter *counter, int number, const Rows *rows)
{
	if (number < SUM_COUNT)
		count_rows(counter, (Sum)number, rows, -1);
	else
		count_class(counter, (Sum)(number % SUM_COUNT), rows, (Class)(number / SUM_COUNT - 1), -1);
}

/* The sums of a day less its rows: nothing should remain. */
static gboolean
check_day(Store *store, Scan *scan, const StoreDay *day, GArray *segments, GPtrArray *findings, GError **error)
{
	g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func((GDestroyNotify)counter_free);
	GError *failure = NULL;
	gboolean agree = TRUE;

	for (int sum = 0; sum < SUMS; sum++) {
		g_ptr_array_add(rest, counter_new());
		if (!read_sum(store, sum, day->start, rest->pdata[sum], &failure))
			return note(findings, failure, error);
	}
	for (guint i = 0; i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		Rows rows;
		if (segment->day != day->start)
			continue;
		if (!scan_read(scan, segment, COLUMNS_ALL, &rows, &failure))
			return note(findings, failure, error);
		check_span(segment, &rows, findings);
		for (int sum = 0; sum < SUMS; sum++)
			take_rows(rest->pdata[sum], sum, &rows);
	}
	/* those of classes say nothing new where those of all are wrong */
	for (int sum = 0; sum < SUMS && (agree || sum < SUM_COUNT); sum++) {
		gint64 wrong = 0;
		counter_each(rest->pdata[sum], see_one, &wrong);
		if (wrong)
			g_ptr_array_add(
			    findings, g_strdup_printf("sum %d of day %" G_GINT64_FORMAT " is not that of its rows",
					  sum < SUM_COUNT ? sum : sum + SUM_COUNT, day->start));
		agree = agree && !wrong;
	}
	/* the heaviest are chosen by the sums */
	return !agree || heavy_check(store, *day, &failure) || note(findings, failure, error);
}

/* What is left of the days that have expired. */
static gboolean
check_expired(Store *store, GPtrArray *findings, GError **error)
{
	g_autoptr(GArray) days = store_expired(store, G_MININT64, G_MAXINT64, error);
	GError *failure = NULL;

	for (guint i = 0; days && i < days->len; i++) {
		const ExpiredDay *day = &g_array_index(days, ExpiredDay, i);

		if (day->quarter != G_MAXINT64 && !whole_check(store, (StoreDay) { day->start, day->end }, &failure) &&
		    !note(findings, g_steal_pointer(&failure), error))
			return FALSE;
	}
	return days && (sketches_check(store, &failure) || note(findings, failure, error));
}

static gboolean
check_days(Store *store, GPtrArray *findings, GError **error)
{
	g_autoptr(GArray) days = store_days(store, G_MININT64, G_MAXINT64, error);
	g_autoptr(GArray) segments = days ? store_segments_left(store, G_MININT64, G_MAXINT64, error) : NULL;
	g_autoptr(Scan) scan = scan_new(store);

	if (!segments)
		return FALSE;
	for (guint i = 0; i < days->len; i++) {
		const StoreDay *day = &g_array_index(days, StoreDay, i);
		gboolean gone;
		if (!day_expired(store, day->start, &gone, error) ||
		    (!gone && !check_day(store, scan, day, segments, findings, error)))
			return FALSE;
	}
	return TRUE;
}

static gboolean
check_placements(Store *store, GPtrArray *findings, GError **error)
{
	g_autoptr(GArray) segments = store_segments_left(store, G_MININT64, G_MAXINT64, error);
	g_autofree guint16 *values = g_new(guint16, SEGMENT_ROWS);

	for (guint i = 0; segments && i < segments->len; i++)
		if (!check_kept(store, &g_array_index(segments, Segment, i), values, findings, error))
			return FALSE;
	return segments != NULL;
}

GPtrArray *
store_check(Store *store, GError **error)
{
	g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);

	if (!store_hold(store, error) || !gather(store, "PRAGMA integrity_check", "ok", findings, error))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(disagreements); i++)
		if (!gather(store, disagreements[i], NULL, findings, error))
			return NULL;
	if (!check_days(store, findings, error) || !check_expired(store, findings, error) ||
	    !check_placements(store, findings, error))
		return NULL;
	return g_steal_pointer(&findings);
}
