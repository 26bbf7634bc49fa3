/*
 * notable.c: an event as a highlight: to the hour, with the sensor that carries it and the rank without it.
 */
#include <math.h>
#include "notable.h"

static const char *const kinds[] = { [EVENT_BURST] = "burst",
	[EVENT_AT_END] = "burst",
	[EVENT_SHIFT] = "shift",
	[EVENT_PERIOD] = "period",
	[EVENT_RAMP] = "ramp",
	[EVENT_NEWSCAN] = "newscan",
	[EVENT_INTERMITTENT] = "intermittent",
	[EVENT_DECLINE] = "decline" };
static const char *const scopes[] = {
	[SCOPE_WIDE] = "wide", [SCOPE_FEW] = "few", [SCOPE_SINGLE] = "single", [SCOPE_UNDETERMINED] = "undetermined"
};

/* --- the hour -------------------------------------------------------------------------------- */

/* Hours of a row about an edge of an event, and the packets that are usual in one. */
typedef struct {
	const Model *model;
	const gint64 *hours;
	double usual;
} Clock;

/* Twice the log-likelihood ratio, halved, of the packets of the hours [from, to) against the usual (Poisson). */
static double
surprise(const Clock *clock, gsize from, gsize to)
{
	double n = 0, m = 1e-3;

	for (gsize i = from; i < to; i++) {
		if (clock->model->bin_expected[i] == 0)
			continue;
		n += (double)clock->hours[i];
		m += clock->usual * (double)clock->model->bin_observed[i] / (double)clock->model->bin_expected[i];
	}
	return (n > 0 ? n * log(n / m) : 0) - (n - m);
}

/* The hour edge in [low, high] that parts the usual hours from the others best; the others come after it, or before. */
static gsize
part_hours(const Clock *clock, gsize low, gsize high, gboolean after)
{
	gsize best = after ? low : high;
	double most = -G_MAXDOUBLE;

	for (gsize t = low; t <= high; t++) {
		gsize hour = after ? t : t - 1; /* the event's first or last */
		double before = surprise(clock, low, t), behind = surprise(clock, t, high);
		double gain = after ? behind - before : before - behind;

		if ((after ? t == high : t == low) || clock->model->bin_observed[hour] == 0 || gain <= most + 1e-9)
			continue;
		most = gain;
		best = t;
	}
	return best;
}

/* Index of the hour that starts at an instant of the quarter, or the number of hours. */
static gsize
hour_at(const Model *model, gint64 time)
{
	gsize i = 0;

	while (i < model->bins && model->edges[i] < time)
		i++;
	return i;
}

static void
set_hours(const Model *model, const Daily *daily, const ModelRow *row, const Event *event, ModelHighlight *highlight)
{
	const gint64 *days = (const gint64 *)daily->edges->data;
	/* half a packet a day at least: silent hours before something new are then not of it */
	Clock clock = { model, row->hours, MAX(event->base, 0.5) / 24 };
	gint64 from = days[event->from], to = days[event->to + 1];
	gsize low, high, start;

	/* a day before the first day, to the end of the second or of the event */
	low = hour_at(model, event->from > daily->first ? days[event->from - 1] : from);
	high = hour_at(model, days[MIN(event->from + 2, event->to + 1)]);
	start = part_hours(&clock, low, high, TRUE);
	highlight->from = MAX(model->edges[start], model->now.quarter.start);
	highlight->to = to;
	if (event->to >= daily->last) /* to the end, or past it: no hours are kept there */
		return;
	low = MAX(start, hour_at(model, days[event->to > event->from ? event->to - 1 : event->to]));
	high = hour_at(model, days[MIN(event->to + 2, daily->days)]);
	highlight->to = model->edges[part_hours(&clock, low, high, FALSE)];
}

/* --- the rest -------------------------------------------------------------------------------- */

static const char *
note_of(const Event *event)
{
	if (event->gap_before > 0)
		return "gap-before";
	if (event->kind == EVENT_AT_END)
		return "at-end";
	if (event->gap_inside > 0)
		return "gap-inside";
	return event->gap_after > 0 ? "gap-after" : NULL;
}

gint64
rank_with(const ModelTable *table, const ModelRow *row, gint64 packets)
{
	gint64 rank = 1;

	for (guint i = 0; i < table->rows->len; i++) {
		const ModelRow *other = table->rows->pdata[i];

		rank += other != row && other->rank > 0 && other->packets > packets;
	}
	return rank > MODEL_RANKS ? RANK_BEYOND : rank;
}

static gint64
thousandths(double value)
{
	return (gint64)floor(CLAMP(value, 0, 1e12) * 1000 + 0.5);
}

static void
set_sensor(const Daily *daily, const Panel *panel, const ModelTable *table, const ModelRow *row, const Event *event,
    ModelHighlight *highlight)
{
	if (event->panel == 0)
		return;
	highlight->sensor = g_strdup(((const Sensor *)panel->sensors->pdata[daily->owner[event->top]])->name);
	highlight->share = MIN(1000, thousandths(event->top_share));
	highlight->rest = thousandths(event->rest);
	if (event->rise && event->scope == SCOPE_SINGLE && row->rank > 0)
		highlight->rank_without =
		    rank_with(table, row, row->packets - MIN(row->packets, (gint64)floor(event->top_change + 0.5)));
}

ModelHighlight *
notable_make(const Model *model, const Daily *daily, const Panel *panel, const ModelTable *table, const ModelRow *row,
    const Event *event)
{
	ModelHighlight *highlight = g_new0(ModelHighlight, 1);

	highlight->table = g_strdup(table->name);
	highlight->item = g_strdup(row->key);
	highlight->kind = g_strdup(kinds[event->kind]);
	highlight->scope = g_strdup(scopes[event->scope]);
	highlight->factor =
	    event->base < 1 ? 0 : MAX(1, thousandths(event->factor)); /* hardly seen before: no factor */
	highlight->usual = thousandths(event->base);
	highlight->excess = (gint64)floor(event->excess + 0.5);
	highlight->sensors = (gint64)MAX(event->sensors, event->panel > 0);
	highlight->rank = row->rank;
	highlight->previous_rank = row->previous_rank;
	highlight->note = g_strdup(note_of(event));
	set_hours(model, daily, row, event, highlight);
	set_sensor(daily, panel, table, row, event, highlight);
	return highlight;
}
