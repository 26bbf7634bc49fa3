/*
 * daily.c: one pass for what each sensor received of each charted item, a day.
 */
#include <string.h>
#include "coverage.h"
#include "notable.h"

enum { LEAD = 28, TRAIL = 14 /* days before the quarter and, where there are data, after it */ };

const char *const daily_tables[] = { "port", "region", "signature", TABLE_TOTAL, NULL };

void
daily_free(Daily *daily)
{
	if (!daily)
		return;
	for (gsize t = 0; t < daily->tables; t++) {
		if (daily->rows[t])
			g_ptr_array_unref(daily->rows[t]);
		g_free(daily->packets[t]);
		g_free(daily->counted[t]);
	}
	g_free(daily->rows);
	g_free(daily->packets);
	g_free(daily->counted);
	if (daily->edges)
		g_array_unref(daily->edges);
	g_free(daily->exposure);
	g_free(daily->weekday);
	g_free(daily->reference);
	g_free(daily->owner);
	g_free(daily);
}

const gint64 *
daily_counts(const Daily *daily, const ModelHighlight *highlight)
{
	for (gsize t = 0; t < daily->tables; t++)
		for (guint i = 0; g_str_equal(daily_tables[t], highlight->table) && i < daily->rows[t]->len; i++)
			if (g_str_equal(((const ModelRow *)daily->rows[t]->pdata[i])->key, highlight->item))
				return daily->packets[t] + i * daily->sensors * daily->days;
	return NULL;
}

Series
daily_series(const Daily *daily, gsize table, guint row)
{
	return (Series) { daily->places, daily->days, daily->counted[table] + row * daily->places * daily->days,
		daily->exposure, daily->weekday, daily->reference, daily->first, daily->last };
}

static void
set_weekdays(Daily *daily)
{
	daily->days = daily->edges->len - 1;
	daily->weekday = g_new(guint8, daily->days);
	for (gsize d = 0; d < daily->days; d++)
		daily->weekday[d] = (guint8)(d % 7);
}

static void
set_days(Daily *daily, const Model *model, gint64 end)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, NULL);
	g_autoptr(GArray) before = zone_days(zone, model->before.quarter.start, model->before.quarter.end);
	g_autoptr(GArray) now = zone_days(zone, model->now.quarter.start, model->now.quarter.end);
	g_autoptr(GArray) after = zone_days(zone, model->now.quarter.end, model->now.quarter.end + (TRAIL + 1) * 86400);
	guint lead = MIN(LEAD, before->len - 1);

	daily->edges = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_array_append_vals(daily->edges, &g_array_index(before, gint64, before->len - 1 - lead), lead);
	g_array_append_vals(daily->edges, now->data, now->len);
	daily->first = lead;
	daily->last = daily->edges->len - 2;
	for (guint i = 1; i <= TRAIL && i < after->len && g_array_index(after, gint64, i - 1) < end; i++)
		g_array_append_val(daily->edges, g_array_index(after, gint64, i));
	set_weekdays(daily);
}

static void
set_days_before(Daily *daily, const Model *model)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, NULL);

	daily->edges = zone_days(zone, model->before.quarter.start, model->before.quarter.end);
	daily->last = daily->edges->len - 2;
	set_weekdays(daily);
}

/* The panel that levels are of: sensors that observed from the start on, and half of the days; all where none did. */
static void
set_reference(Daily *daily)
{
	gsize first = daily->days, n = 0;

	for (gsize i = 0; i < daily->sensors * daily->days; i++)
		if (daily->exposure[i] > 0)
			first = MIN(first, i % daily->days);
	for (gsize s = 0; s < daily->sensors; s++) {
		const double *row = daily->exposure + s * daily->days;
		gsize days = 0, start = daily->days;

		for (gsize d = 0; d < daily->days; d++)
			if (row[d] > 0) {
				start = MIN(start, d);
				days++;
			}
		daily->reference[s] = start <= first + 3 && days >= (daily->days - first) / 2;
		n += daily->reference[s];
	}
	for (gsize s = 0; n == 0 && s < daily->sensors; s++)
		daily->reference[s] = TRUE;
}

static void
set_exposure(Daily *daily, const Panel *panel)
{
	daily->exposure = g_new0(double, daily->sensors * daily->days + 1);
	daily->reference = g_new0(gboolean, daily->sensors + 1);
	daily->owner = g_new0(gsize, daily->sensors + 1);
	daily->places = daily->sensors;
	for (gsize s = 0; s < daily->sensors; s++) {
		daily->owner[s] = s;
		for (gsize d = 0; d < daily->days; d++) {
			Span day = { g_array_index(daily->edges, gint64, d),
				g_array_index(daily->edges, gint64, d + 1) };

			daily->exposure[s * daily->days + d] =
			    (double)coverage_observed(panel->coverage, s, day) / (double)(day.to - day.from);
		}
	}
	set_reference(daily);
}

/* --- a sensor that moved ---------------------------------------------------------------------- */

/* One place more: rows of n counts each become longer by those of the sensor from a day on. */
static gint64 *
move_counts(const Daily *daily, const gint64 *counts, gsize rows, gsize sensor, gsize day)
{
	gsize old = daily->places * daily->days, new = old + daily->days, late = daily->days - day;
	gint64 *moved = g_new0(gint64, rows * new + 1);

	for (gsize r = 0; r < rows; r++) {
		gint64 *own = moved + r * new + sensor * daily->days + day;

		memcpy(moved + r * new, counts + r * old, old * sizeof *moved);
		memcpy(moved + r * new + old + day, own, late * sizeof *own);
		memset(own, 0, late * sizeof *own);
	}
	return moved;
}

void
daily_move(Daily *daily, gsize sensor, gsize day)
{
	gsize late = daily->days - day, place = daily->places;
	double *own;

	for (gsize t = 0; t < daily->tables; t++) {
		gint64 *counted = move_counts(daily, daily->counted[t], daily->rows[t]->len, sensor, day);

		g_free(daily->counted[t]);
		daily->counted[t] = counted;
	}
	daily->places++;
	daily->owner = g_renew(gsize, daily->owner, daily->places);
	daily->owner[place] = sensor;
	daily->exposure = g_renew(double, daily->exposure, daily->places * daily->days);
	memset(daily->exposure + place * daily->days, 0, daily->days * sizeof *daily->exposure);
	own = daily->exposure + sensor * daily->days + day;
	memcpy(daily->exposure + place * daily->days + day, own, late * sizeof *own);
	memset(own, 0, late * sizeof *own);
	daily->reference = g_renew(gboolean, daily->reference, daily->places);
	daily->reference[place] =
	    daily->reference[sensor]; /* an item of but one of the places is not known in the other's time */
}

/* --- the question ---------------------------------------------------------------------------- */

static void
ask(Daily *daily, gsize t, const ModelTable *table, const Source *source, SourceWant *want)
{
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint16));

	daily->rows[t] = g_ptr_array_new();
	for (guint i = 0; table && i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];

		if (!row->hours)
			continue;
		row_append_keys(table, row, source, keys, groups, (guint16)daily->rows[t]->len);
		g_ptr_array_add(daily->rows[t], row);
	}
	daily->packets[t] = g_new0(gint64, daily->rows[t]->len * daily->sensors * daily->days + 1);
	want->n_keys = keys->len;
	want->n_groups = daily->rows[t]->len;
	want->counts = daily->packets[t];
	want->keys = g_array_steal(keys, NULL);
	want->group = g_array_steal(groups, NULL);
}

static gboolean
ask_all(Daily *daily, const Model *model, Source *source, const Panel *panel, GError **error)
{
	g_autofree guint32 *ids = g_new0(guint32, daily->sensors + 1);
	g_autofree SourceWant *wants = g_new0(SourceWant, daily->tables);
	gboolean ok;

	for (gsize s = 0; s < daily->sensors; s++)
		ids[s] = (guint32)((const Sensor *)panel->sensors->pdata[s])->id;
	for (gsize t = 0; t < daily->tables; t++) {
		ask(daily, t, model_table(model, daily_tables[t]), source, &wants[t]);
		table_by_sensor(&wants[t], daily_tables[t], ids, daily->sensors);
	}
	ok = source_detail(source, (const gint64 *)daily->edges->data, daily->days, wants, daily->tables, NULL, error);
	for (gsize t = 0; t < daily->tables; t++) {
		gsize length = daily->rows[t]->len * daily->sensors * daily->days;
		wants[t].counts = daily->counted[t] = g_memdup2(daily->packets[t], (length + 1) * sizeof(gint64));
	}
	ok = ok &&
	     aside_take(source, panel, (const gint64 *)daily->edges->data, daily->days, wants, daily->tables, error);
	for (gsize t = 0; t < daily->tables; t++) {
		g_free((gpointer)wants[t].keys);
		g_free((gpointer)wants[t].group);
	}
	return ok;
}

Daily *
daily_ask(const Model *model, Source *source, const Panel *panel, DailySpan span, GError **error)
{
	g_autoptr(Daily) daily = g_new0(Daily, 1);

	while (daily_tables[daily->tables])
		daily->tables++;
	daily->rows = g_new0(GPtrArray *, daily->tables);
	daily->packets = g_new0(gint64 *, daily->tables);
	daily->counted = g_new0(gint64 *, daily->tables);
	daily->sensors = panel->sensors->len;
	if (span == DAILY_BEFORE)
		set_days_before(daily, model);
	else
		set_days(daily, model, panel->end);
	set_exposure(daily, panel);
	return ask_all(daily, model, source, panel, error) ? g_steal_pointer(&daily) : NULL;
}
