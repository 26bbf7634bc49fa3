/*
 * brief.c: a day at a time, a want at a time.  A want is answered where its bins are whole hours of the day, or its
 * splits are sensors and the day is in one bin, and all of its keys are among the heaviest of the day or not of it.
 */
#include "brief.h"
#include "error.h"

enum { HOURS = 64 /* of a day, at most */ };

#define OUTSIDE G_MAXSIZE /* an hour that is not between the edges */

/* The keys of a want that count, each with the row that it adds to. */
typedef struct {
	guint32 *keys;
	guint16 *rows;
	gsize n;
	guint16 *place; /* [65536] of a sensor among the splits or, of sensors, the groups; plus one */
} Asked;

typedef struct {
	Store *store; /* borrowed */
	guint classes;
	const gint64 *edges;
	gsize n_bins;
	const SourceWant *wants;
	Asked *asked; /* [n_wants] */
	gsize n_wants;
	gint64 *cells;
	gsize room;               /* of cells */
	Counter *sums[SUM_COUNT]; /* of the days of which they were asked last; NULL: none yet */
	gint64 of[SUM_COUNT];     /* those days' starts */
} Brief;

static void
brief_clear(Brief *brief)
{
	for (gsize w = 0; brief->asked && w < brief->n_wants; w++) {
		g_free(brief->asked[w].keys);
		g_free(brief->asked[w].rows);
		g_free(brief->asked[w].place);
	}
	g_free(brief->asked);
	g_free(brief->cells);
	for (Sum sum = 0; sum < SUM_COUNT; sum++)
		g_clear_pointer(&brief->sums[sum], counter_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Brief, brief_clear)

/* Of a key that stands more than once the first counts. */
static void
set_keys(Asked *asked, const SourceWant *want)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	asked->keys = g_new(guint32, want->n_keys + 1);
	asked->rows = g_new(guint16, want->n_keys + 1);
	for (gsize k = 0; k < want->n_keys; k++) {
		if (!g_hash_table_add(seen, GUINT_TO_POINTER(want->keys[k])))
			continue;
		asked->keys[asked->n] = want->keys[k];
		asked->rows[asked->n++] = want->group ? want->group[k] : (guint16)k;
	}
}

static void
set_places(Asked *asked, const guint32 *ids, gsize n)
{
	asked->place = g_new0(guint16, G_MAXUINT16 + 1);
	for (gsize i = 0; i < n; i++)
		if (ids[i] <= G_MAXUINT16 && asked->place[ids[i]] == 0)
			asked->place[ids[i]] = (guint16)(i + 1);
}

static void
set_asked(Brief *brief)
{
	brief->asked = g_new0(Asked, brief->n_wants + 1);
	for (gsize w = 0; w < brief->n_wants; w++) {
		const SourceWant *want = &brief->wants[w];

		if (!want->counts)
			continue;
		set_keys(&brief->asked[w], want);
		if (want->n_splits > 0)
			set_places(&brief->asked[w], want->split_keys, want->n_splits);
		else if (want->dimension == DIMENSION_SENSOR)
			set_places(&brief->asked[w], brief->asked[w].keys, brief->asked[w].n);
	}
}

/* --- bins ------------------------------------------------------------------------------------ */

/* The bin that holds all of [from, to); FALSE where none does. */
static gboolean
find_bin(const Brief *brief, gint64 from, gint64 to, gsize *bin)
{
	gsize low = 0, high = brief->n_bins;

	while (high - low > 1) {
		gsize middle = (low + high) / 2;

		if (brief->edges[middle] <= from)
			low = middle;
		else
			high = middle;
	}
	*bin = low;
	return brief->edges[low] <= from && to <= brief->edges[low + 1];
}

/* The bin of each hour of a day; FALSE where an edge is inside of one. */
static gboolean
find_hours(const Brief *brief, const StoreDay *day, gsize *bins)
{
	for (gint64 h = 0; h * 3600 < day->end - day->start; h++) {
		gint64 from = day->start + h * 3600, to = MIN(from + 3600, day->end);

		if (h >= HOURS)
			return FALSE;
		if (to <= brief->edges[0] || from >= brief->edges[brief->n_bins])
			bins[h] = OUTSIDE;
		else if (!find_bin(brief, from, to, &bins[h]))
			return FALSE;
	}
	return TRUE;
}

/* --- one want of a day ----------------------------------------------------------------------- */

/* Where the cells of a row go: to bins, or to splits in one bin. */
typedef struct {
	const gsize *hours;
	gsize bin;
} Place;

static void
add_row(const Brief *brief, gsize w, gsize row, const guint32 *columns, gsize n, const Place *place)
{
	const SourceWant *want = &brief->wants[w];
	gint64 *counts = want->counts + row * MAX(want->n_splits, 1) * brief->n_bins;

	for (gsize c = 0; c < n; c++) {
		guint16 split;

		if (want->n_splits == 0 && place->hours[columns[c]] != OUTSIDE)
			counts[place->hours[columns[c]]] += brief->cells[c];
		else if (want->n_splits > 0 && (split = brief->asked[w].place[columns[c]]) != 0)
			counts[(split - 1u) * brief->n_bins + place->bin] += brief->cells[c];
	}
}

/* A day's sums, which several wants may ask for; NULL on failure. */
static const Counter *
sums_of(Brief *brief, Sum sum, const StoreDay *day, GError **error)
{
	if (brief->sums[sum] && brief->of[sum] == day->start)
		return brief->sums[sum];
	if (!brief->sums[sum])
		brief->sums[sum] = counter_new();
	counter_clear(brief->sums[sum]);
	brief->of[sum] = day->start;
	return store_sum_of(brief->store, sum, brief->classes, day->start, brief->sums[sum], error) ? brief->sums[sum]
												    : NULL;
}

/* A key that is not among the heaviest may be none of the day's at all. */
static gboolean
is_known(Brief *brief, const Heavy *heavy, Sum sum, const StoreDay *day, guint32 key, gboolean *known, GError **error)
{
	const Counter *sums;

	*known = heavy_find(heavy, key, NULL) != HEAVY_LIGHT;
	if (*known)
		return TRUE;
	if (!(sums = sums_of(brief, sum, day, error)))
		return FALSE;
	*known = counter_get(sums, key) == 0;
	return TRUE;
}

static gboolean
know_all(Brief *brief, gsize w, const Heavy *heavy, Sum sum, const StoreDay *day, gboolean *known, GError **error)
{
	const Asked *asked = &brief->asked[w];

	*known = TRUE;
	for (gsize k = 0; k < asked->n && *known; k++)
		if (!is_known(brief, heavy, sum, day, asked->keys[k], known, error))
			return FALSE;
	return TRUE;
}

const Sum brief_sums[DIMENSION_COUNT] = {
	[DIMENSION_PORT] = SUM_PORT,
	[DIMENSION_REGION] = SUM_REGION,
	[DIMENSION_SIGNATURE] = SUM_SIGNATURE,
	[DIMENSION_SENSOR] = SUM_SENSOR,
};

static gboolean
add_heavy(Brief *brief, gsize w, const StoreDay *day, const Place *place, gboolean *known, GError **error)
{
	const Asked *asked = &brief->asked[w];
	Sum sum = brief_sums[brief->wants[w].dimension];
	HeavyBy by = brief->wants[w].n_splits > 0 ? HEAVY_SENSOR : HEAVY_HOUR;
	g_autoptr(Heavy) heavy = NULL;
	const guint32 *columns;
	gsize n;

	*known = FALSE;
	if (!store_heavy(brief->store, sum, by, day->start, &heavy, error))
		return FALSE;
	if (!heavy)
		return TRUE;
	n = heavy_columns(heavy, &columns);
	for (gsize c = 0; c < n && by == HEAVY_HOUR; c++)
		if ((gint64)columns[c] * 3600 >= day->end - day->start)
			return TRUE; /* never written so; the rows tell */
	if (!know_all(brief, w, heavy, sum, day, known, error))
		return FALSE;
	if (!*known)
		return TRUE;
	if (n > brief->room) {
		brief->room = n;
		g_free(brief->cells);
		brief->cells = g_new(gint64, n);
	}
	for (gsize k = 0; k < asked->n; k++) {
		HeavyAnswer answer = heavy_find(heavy, asked->keys[k], brief->cells);

		if (answer == HEAVY_FOUND)
			add_row(brief, w, asked->rows[k], columns, n, place);
		if (answer == HEAVY_BROKEN) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    "the store is damaged: heaviest of day %" G_GINT64_FORMAT, day->start);
			return FALSE;
		}
	}
	return TRUE;
}

typedef struct {
	const Brief *brief;
	gsize want;
	const gsize *hours;
} Sensors;

static void
add_sensor(guint32 key, gint64 packets, gpointer data)
{
	const Sensors *sensors = data;
	const Brief *brief = sensors->brief;
	const Asked *asked = &brief->asked[sensors->want];
	guint16 place = asked->place[key >> 8];
	gsize hour = key & 0xff, bin = hour < HOURS ? sensors->hours[hour] : OUTSIDE;

	if (place != 0 && bin != OUTSIDE)
		brief->wants[sensors->want].counts[(gsize)asked->rows[place - 1] * brief->n_bins + bin] += packets;
}

static gboolean
add_sensors(Brief *brief, gsize w, const StoreDay *day, const gsize *hours, GError **error)
{
	const Counter *sums = sums_of(brief, SUM_SENSOR, day, error);
	Sensors sensors = { brief, w, hours };

	if (!sums)
		return FALSE;
	counter_each(sums, add_sensor, &sensors);
	return TRUE;
}

static gboolean
add_want(Brief *brief, gsize w, const StoreDay *day, const gsize *hours, gboolean *known, GError **error)
{
	const SourceWant *want = &brief->wants[w];
	Place place = { hours, 0 };

	if (brief->classes != CLASS_ALL && (want->n_splits > 0 || want->dimension != DIMENSION_SENSOR))
		return TRUE; /* the heaviest keys are not kept by class */
	if (want->n_splits > 0) {
		*known = want->dimension != DIMENSION_SENSOR && want->split == DIMENSION_SENSOR &&
			 find_bin(brief, day->start, day->end, &place.bin);
		return !*known || add_heavy(brief, w, day, &place, known, error);
	}
	*known = hours != NULL;
	if (!hours)
		return TRUE;
	return want->dimension == DIMENSION_SENSOR ? add_sensors(brief, w, day, hours, error)
						   : add_heavy(brief, w, day, &place, known, error);
}

/* --- all days -------------------------------------------------------------------------------- */

static gboolean
add_day(Brief *brief, const StoreDay *day, BriefDay *brief_day, GError **error)
{
	gsize hours[HOURS] = { 0 };
	gboolean even = find_hours(brief, day, hours);

	for (gsize w = 0; w < brief->n_wants; w++) {
		gboolean known = !brief->wants[w].counts;

		if (!known && !add_want(brief, w, day, even ? hours : NULL, &known, error))
			return FALSE;
		if (!known)
			brief_day->left |= G_GUINT64_CONSTANT(1) << w;
	}
	return TRUE;
}

GArray *
brief_count(Store *store, guint classes, const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants,
    GError **error)
{
	g_autoptr(GArray) days = store_days(store, edges[0], edges[n_bins], error);
	g_autoptr(GArray) briefs = g_array_new(FALSE, FALSE, sizeof(BriefDay));
	g_auto(Brief) brief = { store, classes, edges, n_bins, wants, NULL, n_wants, NULL, 0, { NULL }, { 0 } };

	if (!days)
		return NULL;
	if (n_wants <= BRIEF_WANTS)
		set_asked(&brief);
	for (guint i = 0; i < days->len; i++) {
		const StoreDay *day = &g_array_index(days, StoreDay, i);
		BriefDay brief_day = { day->start, 0, edges[0] <= day->start && day->end <= edges[n_bins] };

		if (n_wants > BRIEF_WANTS)
			brief_day.left = G_MAXUINT64;
		else if (!add_day(&brief, day, &brief_day, error))
			return NULL;
		g_array_append_val(briefs, brief_day);
	}
	return g_steal_pointer(&briefs);
}
