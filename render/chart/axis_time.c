/*
 * axis_time.c: the time axis.  Two rows of words: ticks by the densest plan of calendar.c whose words have room, and
 * below them what these are ticks of.
 */
#include "axis.h"
#include "calendar.h"

typedef struct {
	double x, middle; /* of its tick and of its words [pt] */
	TextLine *line;
	gboolean first; /* of a month, a day or a year: kept before others */
} Tick;

static void
clear_tick(gpointer data)
{
	text_line_free(((Tick *)data)->line);
}

/* How a unit is written at its tick. */
static const DateForm tick_forms[] = {
	[CALENDAR_HOUR] = DATE_TICK_TIME,
	[CALENDAR_DAY] = DATE_TICK_DAY,
	[CALENDAR_WEEK] = DATE_TICK_DAY,
	[CALENDAR_MONTH] = DATE_TICK_MONTH,
	[CALENDAR_YEAR] = DATE_TICK_YEAR,
};

/* About how long it is [s]: enough to see that a plan is far too dense. */
static const gint64 unit_seconds[] = {
	[CALENDAR_HOUR] = 3600,
	[CALENDAR_DAY] = 86400,
	[CALENDAR_WEEK] = 7 * 86400,
	[CALENDAR_MONTH] = 30 * 86400,
	[CALENDAR_YEAR] = 365 * 86400,
};

/* How it is written below, longest first: with the year where that is new, and without. */
static const DateForm context_forms[][3] = {
	[CALENDAR_DAY] = { DATE_DAY, DATE_MONTH_DAY, DATE_TICK },
	[CALENDAR_MONTH] = { DATE_MONTH, DATE_TICK_MONTH, DATE_TICK_MONTH },
	[CALENDAR_YEAR] = { DATE_TICK_YEAR, DATE_TICK_YEAR, DATE_TICK_YEAR },
};

/* --- ticks ------------------------------------------------------------------------------- */

static gboolean
is_among(const GArray *times, gint64 time)
{
	for (guint i = 0; i < times->len; i++)
		if (g_array_index(times, gint64, i) == time)
			return TRUE;
	return FALSE;
}

/* Drops the words that would touch others, but none that begins a month while its neighbour does not. */
static void
thin(GArray *ticks, double apart)
{
	for (guint i = 1; i < ticks->len;) {
		const Tick *before = &g_array_index(ticks, Tick, i - 1), *tick = &g_array_index(ticks, Tick, i);
		double free = tick->middle - before->middle - (tick->line->width + before->line->width) / 2;

		if (free >= apart)
			i++;
		else if (tick->first && !before->first) {
			g_array_remove_index(ticks, i - 1);
			i = MAX(i - 1, 1);
		} else
			g_array_remove_index(ticks, i);
	}
}

static gboolean
is_too_dense(const Pen *pen, const CalendarPlan *plan, const Plot *plot)
{
	double ticks = (double)(plot->to - plot->from) / (double)(unit_seconds[plan->unit] * plan->every);

	return ticks * 1.4 * pen->em > plot->width;
}

/* A day, a month or a year that is named each time is a stretch: its words stand in its middle, not at its begin. */
static gboolean
is_stretch(const CalendarPlan *plan)
{
	return plan->every == 1 &&
	       (plan->unit == CALENDAR_DAY || plan->unit == CALENDAR_MONTH || plan->unit == CALENDAR_YEAR);
}

static Tick
tick_of(Pen *pen, const CalendarPlan *plan, const char *name, const Plot *plot, const GArray *times, guint i)
{
	gint64 time = g_array_index(times, gint64, i);
	gint64 next = i + 1 < times->len ? g_array_index(times, gint64, i + 1) : plot->to;
	g_autofree char *words = lang_date(pen->lang, tick_forms[plan->unit], time, name);
	Tick tick = { plot_x(plot, time), plot_x(plot, time), pen_line(pen, words), FALSE };

	if (is_stretch(plan)) {
		tick.middle = plot_x(plot, time + (next - time) / 2);
		if (tick.line->width > plot_x(plot, next) - tick.x) { /* cut off by the plot's end */
			g_clear_pointer(&tick.line, text_line_free);
			tick.line = pen_line(pen, "");
		}
	}
	return tick;
}

/* The ticks of a plan with their words; NULL where these would be too many for the width. */
static GArray *
ticks_of(Pen *pen, const CalendarPlan *plan, GTimeZone *zone, const char *name, const Plot *plot, gboolean last)
{
	g_autoptr(GArray) times = NULL, firsts = NULL, ticks = g_array_new(FALSE, FALSE, sizeof(Tick));
	double width = 0;

	g_array_set_clear_func(ticks, clear_tick);
	if (is_too_dense(pen, plan, plot) && !last)
		return NULL;
	times = calendar_begins(plan->unit, plan->every, zone, plot->from, plot->to - 1);
	firsts = calendar_begins(plan->context, 1, zone, plot->from, plot->to - 1);
	if (is_stretch(plan) && (times->len == 0 || g_array_index(times, gint64, 0) > plot->from))
		g_array_prepend_val(times, plot->from);
	for (guint i = 0; i < times->len; i++) {
		Tick tick = tick_of(pen, plan, name, plot, times, i);

		tick.first = is_among(firsts, g_array_index(times, gint64, i));
		width += tick.line->width + pen->em;
		g_array_append_val(ticks, tick);
	}
	if (width > 0.8 * plot->width && !last)
		return NULL;
	thin(ticks, 1.2 * pen->em);
	return g_steal_pointer(&ticks);
}

static void
draw_ticks(Pen *pen, const GArray *ticks, double bottom)
{
	for (guint i = 0; i < ticks->len; i++) {
		const Tick *tick = &g_array_index(ticks, Tick, i);

		pen_rule(pen, tick->x, bottom, tick->x, bottom + 3.5, 0.5, pen->theme->rule);
		pen_put(pen, tick->line, tick->middle, bottom + 4 + 0.9 * pen->em, ALIGN_CENTRE);
	}
}

static void
draw_minor(Pen *pen, const CalendarPlan *plan, GTimeZone *zone, const Plot *plot)
{
	g_autoptr(GArray) times = calendar_begins(plan->minor, plan->minor_every, zone, plot->from, plot->to);
	double bottom = plot->y + plot->height;

	for (guint i = 0; i < times->len; i++) {
		double x = plot_x(plot, g_array_index(times, gint64, i));
		pen_rule(pen, x, bottom, x, bottom + 2, 0.3, pen->theme->rule);
	}
}

/* --- what they are ticks of -------------------------------------------------------------- */

/* The longest form that fits into width; NULL where none does. */
static TextLine *
context_line(Pen *pen, CalendarUnit unit, gint64 time, const char *name, gboolean with_year, double width)
{
	for (gsize i = with_year ? 0 : 1; i < G_N_ELEMENTS(context_forms[unit]); i++) {
		g_autofree char *words = lang_date(pen->lang, context_forms[unit][i], time, name);
		g_autoptr(TextLine) line = pen_line(pen, words);

		if (line->width + 0.6 * pen->em <= width)
			return g_steal_pointer(&line);
	}
	return NULL;
}

static int
year_of(GTimeZone *zone, gint64 time)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);

	return g_date_time_get_year(local);
}

/* One stretch of a month: a line up through the plots where it begins, its name in its middle. */
static void
draw_stretch(Pen *pen, const Plot *plots, gsize n, gint64 begin, double right, const TextLine *line)
{
	const Plot *last = &plots[n - 1];
	double x = plot_x(last, begin), bottom = last->y + last->height, row = 4 + 0.9 * pen->em + pen->leading;

	if (begin > last->from) {
		for (gsize i = 0; i < n; i++)
			pen_rule(pen, x, plots[i].y, x, plots[i].y + plots[i].height, 0.5, pen->theme->grid);
		pen_rule(pen, x, bottom + row - 0.9 * pen->em, x, bottom + row + 0.2 * pen->em, 0.5, pen->theme->rule);
	}
	if (line)
		pen_put(pen, line, (x + right) / 2, bottom + row, ALIGN_CENTRE);
}

static void
draw_context(Pen *pen, CalendarUnit unit, GTimeZone *zone, const char *name, const Plot *plots, gsize n, double end)
{
	const Plot *last = &plots[n - 1];
	g_autoptr(GArray) times = calendar_begins(unit, 1, zone, last->from, last->to - 1);
	int year = 0;

	if (times->len == 0 || g_array_index(times, gint64, 0) > last->from)
		g_array_prepend_val(times, last->from);
	for (guint i = 0; i < times->len; i++) {
		gint64 time = g_array_index(times, gint64, i);
		double next = i + 1 < times->len ? plot_x(last, g_array_index(times, gint64, i + 1)) : end;
		double right = MIN(next, end); /* there the zone stands */
		gboolean new_year = year_of(zone, time) != year;
		g_autoptr(TextLine) line = context_line(pen, unit, time, name, new_year, right - plot_x(last, time));

		if (line)
			year = year_of(zone, time);
		draw_stretch(pen, plots, n, time, right, line);
	}
}

/* "JST", right under the axis's end; its left side [pt]. */
static double
draw_zone(Pen *pen, GTimeZone *zone, const Plot *plot)
{
	gint interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, plot->from);
	g_autoptr(TextLine) line = pen_line(pen, g_time_zone_get_abbreviation(zone, interval));
	double right = plot->x + plot->width, row = 4 + 0.9 * pen->em + pen->leading;

	pen_put(pen, line, right, plot->y + plot->height + row, ALIGN_RIGHT);
	return right - line->width - 0.5 * pen->em;
}

double
axis_times_height(const Pen *pen)
{
	return 4 + 0.9 * pen->em + pen->leading + 0.3 * pen->em;
}

void
axis_times(Pen *pen, const char *name, const Plot *plots, gsize n)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(name);
	const Plot *plot = &plots[n - 1];
	g_autoptr(GArray) ticks = NULL;
	const CalendarPlan *plan = calendar_plans;
	double end;

	for (gsize i = 0; i < calendar_plan_count && !ticks; i++) {
		plan = &calendar_plans[i];
		ticks = ticks_of(pen, plan, zone, name, plot, i + 1 == calendar_plan_count);
	}
	draw_minor(pen, plan, zone, plot);
	draw_ticks(pen, ticks, plot->y + plot->height);
	end = draw_zone(pen, zone, plot);
	if (plan->context != CALENDAR_NONE)
		draw_context(pen, plan->context, zone, name, plots, n, end);
}
