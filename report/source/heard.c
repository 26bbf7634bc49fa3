/*
 * heard.c: the minutes in which sensors received a packet, from what a store keeps of days, else from their rows.
 */
#include "heard.h"

static void
mark_rows(const Segment *segment, const Rows *rows, const guint16 *places, gint64 to, Minutes *minutes)
{
	for (gsize i = 0; i < rows->n; i++) {
		gint64 t = segment->day + rows->time[i];

		if (places[rows->sensor[i]] != 0 && t >= minutes->from && t < to)
			minutes_set(minutes, places[rows->sensor[i]] - 1u, (gsize)(t - minutes->from) / 60);
	}
}

/* The day whose minutes are read. */
typedef struct {
	Minutes *minutes;
	const guint16 *places;
	gint64 start, to; /* of the day; of what is asked for */
} Marking;

/* Those of a day that is cut, one by one. */
static void
mark_some(const Marking *marking, gsize place, const guint8 *bits, gsize bytes)
{
	for (gsize i = 0; i < bytes * 8; i++) {
		gint64 t = marking->start + (gint64)i * 60;

		if (bits[i / 8] >> i % 8 & 1 && t >= marking->minutes->from && t < marking->to)
			minutes_set(marking->minutes, place, (gsize)(t - marking->minutes->from) / 60);
	}
}

static void
mark_sensor(guint32 sensor, const guint8 *bits, gsize bytes, gpointer data)
{
	const Marking *marking = data;
	gsize place = marking->places[sensor], first;
	guint8 *to;

	if (place == 0)
		return;
	if (marking->start < marking->minutes->from || marking->start + (gint64)bytes * 8 * 60 > marking->to) {
		mark_some(marking, place - 1, bits, bytes);
		return;
	}
	first = (gsize)(marking->start - marking->minutes->from) / 60;
	to = marking->minutes->bits + (place - 1) * marking->minutes->stride + first / 8;
	for (gsize i = 0; i < bytes; i++) {
		guint two = (guint)bits[i] << first % 8;
		if (two & 0xff)
			to[i] |= (guint8)two;
		if (two >> 8)
			to[i + 1] |= (guint8)(two >> 8);
	}
}

/* Marks what is kept of a day, where its minutes are those of the answer. */
static gboolean
mark_day(Store *store, StoreDay day, gint64 to, const guint16 *places, Minutes *minutes, gboolean *done, GError **error)
{
	Marking marking = { minutes, places, day.start, to };
	gboolean even = (day.start - minutes->from) % 60 == 0 && (to >= day.end || (to - day.start) % 60 == 0);

	*done = FALSE;
	return !even || store_heard(store, day, mark_sensor, &marking, done, error);
}

static gboolean
mark_segments(
    Store *store, Scan *scan, StoreDay day, gint64 to, const guint16 *places, Minutes *minutes, GError **error)
{
	g_autoptr(GArray) segments = store_segments(store, MAX(day.start, minutes->from), MIN(day.end, to), error);

	for (guint i = 0; segments && i < segments->len; i++) {
		const Segment *segment = &g_array_index(segments, Segment, i);
		Rows rows;

		if (segment->day != day.start)
			continue;
		if (!scan_read(scan, segment, COLUMN_BIT(COLUMN_TIME) | COLUMN_BIT(COLUMN_SENSOR), &rows, error))
			return FALSE;
		mark_rows(segment, &rows, places, to, minutes);
	}
	return segments != NULL;
}

Minutes *
heard_minutes(Store *store, gint64 from, gint64 to, const guint32 *sensors, gsize n, GError **error)
{
	g_autoptr(Minutes) minutes = minutes_new(from, (gsize)(to - from + 59) / 60, n);
	g_autofree guint16 *places = g_new0(guint16, G_MAXUINT16 + 1); /* of a sensor's id, plus one */
	g_autoptr(GArray) days = store_days(store, from, to, error);
	g_autoptr(Scan) scan = scan_new(store);

	for (gsize s = 0; s < n; s++)
		if (sensors[s] <= G_MAXUINT16)
			places[sensors[s]] = (guint16)(s + 1);
	for (guint i = 0; days && i < days->len; i++) {
		StoreDay day = g_array_index(days, StoreDay, i);
		gboolean done;

		if (!mark_day(store, day, to, places, minutes, &done, error) ||
		    (!done && !mark_segments(store, scan, day, to, places, minutes, error)))
			return NULL;
	}
	return days ? g_steal_pointer(&minutes) : NULL;
}
