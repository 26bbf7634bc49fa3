/*
 * health.c: the one table of what was amiss with the observation: declared outages held against what was heard, gaps
 * that were found, sensors that started, stopped, moved or lost most of their packets.  What an outage leaves unobserved is coverage's business.
 */
#include <math.h>
#include "coverage.h"
#include "move.h"
#include "notable.h"

enum {
	MINUTE = 60,
	BESIDE = 2,        /* days by which a loss may be told too long or too short */
	NEAR = 14 * 86400, /* a sensor that starts so soon after another stopped may stand for it [s] */
	LEAST = 600,
	MOST = 4 * 3600, /* by how much declared and found ends may differ [s] */
};

static ModelHealth *
add(Model *model, const char *what, const char *sensor, Span span, const char *known)
{
	const Quarter *quarter = &model->now.quarter;
	ModelHealth *health;

	if (span_overlap(span, (Span) { quarter->start, quarter->end }) == 0)
		return NULL;
	health = g_new0(ModelHealth, 1);
	health->what = g_strdup(what);
	health->sensor = g_strdup(sensor);
	health->from = MAX(span.from, quarter->start);
	health->to = MIN(span.to, quarter->end);
	health->known = g_strdup(known);
	g_ptr_array_add(model->health, health);
	return health;
}

static const char *
name_of(const Panel *panel, gsize sensor)
{
	return ((const Sensor *)panel->sensors->pdata[sensor])->name;
}

/* --- declared outages ------------------------------------------------------------------------ */

/* Whether any of the sensors of an outage, or the one, was heard in a minute. */
static gboolean
heard_at(const Panel *panel, const GArray *sensors, gsize minute)
{
	for (guint i = 0; i < sensors->len; i++)
		if (minutes_heard(panel->minutes, g_array_index(sensors, gsize, i), minute))
			return TRUE;
	return FALSE;
}

/* The longest silence that touches a span, as far as it goes beside it; empty where there is none. */
static Span
find_silence(const Panel *panel, const GArray *sensors, Span span)
{
	const Minutes *heard = panel->minutes;
	gint64 end = heard->from + (gint64)heard->minutes * MINUTE;
	gsize first = (gsize)(CLAMP(span.from, heard->from, end) - heard->from) / MINUTE;
	gsize last = (gsize)(CLAMP(span.to, heard->from, end) - heard->from) / MINUTE, run;
	Span longest = { 0, 0 };

	while (first > 0 && !heard_at(panel, sensors, first - 1))
		first--;
	run = first;
	for (gsize m = first; m <= heard->minutes; m++) {
		if (m < heard->minutes && !heard_at(panel, sensors, m))
			continue;
		if ((gint64)(m - run) * MINUTE > longest.to - longest.from)
			longest = (Span) { heard->from + (gint64)run * MINUTE, heard->from + (gint64)m * MINUTE };
		run = m + 1;
		if (m >= last)
			break;
	}
	return longest;
}

/* What the sensors of an outage together say of it. */
typedef struct {
	GArray *sensors; /* of gsize: without those that contradict */
	guint doubted;
	gint64 heard;     /* minutes with packets, of the sensor with most */
	double rate;      /* usual active minutes a minute, of the busiest */
	gboolean evident; /* to one of them at least */
} Verdict;

static void
take_claim(Verdict *verdict, const Claim *claim)
{
	gint64 minutes = (claim->claim.span.to - claim->claim.span.from) / MINUTE;

	verdict->doubted += claim->claim.doubted;
	verdict->heard = MAX(verdict->heard, claim->claim.active);
	verdict->evident |= claim->claim.evident && !claim->claim.doubted;
	if (!claim->claim.doubted)
		g_array_append_val(verdict->sensors, claim->sensor);
	if (minutes > 0)
		verdict->rate = MAX(verdict->rate, claim->claim.usual / (double)minutes);
}

/* Three active minutes may be missed by chance: so far the ends of a silence tell nothing. */
static void
set_found(const Panel *panel, const Outage *outage, const Verdict *verdict, ModelHealth *health)
{
	Span found = find_silence(panel, verdict->sensors, (Span) { outage->from, outage->to });
	double spacing = verdict->rate > 0 ? 3 * MINUTE / verdict->rate : MOST;
	gint64 tolerance = (gint64)CLAMP(spacing, LEAST, MOST);

	health->found_from = found.from;
	health->found_to = found.to;
	health->differs = ABS(found.from - outage->from) > tolerance || ABS(found.to - outage->to) > tolerance;
}

static void
set_cause(ModelHealth *health, const Outage *outage)
{
	health->cause_ja = g_strdup(outage->cause_ja);
	health->cause_en = g_strdup(outage->cause_en);
}

/* What was declared of a sensor, or of all, and packets contradict there. */
static void
add_conflict(Model *model, const Outage *outage, const char *sensor, gint64 heard, const GArray *missing)
{
	Span quarter = { model->now.quarter.start, model->now.quarter.end };
	ModelHealth *health = add(model, "silent", sensor, (Span) { outage->from, outage->to }, "conflict");

	if (!health)
		return;
	health->heard = heard;
	for (guint i = 0; i < missing->len; i++)
		health->missing += span_overlap(g_array_index(missing, Span, i), quarter);
	set_cause(health, outage);
}

/* At all of its sensors, or at each of some. */
static void
add_conflicts(Model *model, const Panel *panel, gsize i, const Verdict *verdict)
{
	const Outage *outage = panel->outages->pdata[i];
	const GPtrArray *claims = panel->coverage->claims;
	gboolean doubted;
	g_autoptr(GArray) common = coverage_common(panel->coverage, i, &doubted);

	if (!doubted)
		return;
	if (verdict->sensors->len == 0) {
		add_conflict(model, outage, outage->sensor, verdict->heard, common);
		return;
	}
	for (guint c = 0; c < claims->len; c++) {
		const Claim *claim = claims->pdata[c];
		if (claim->outage == i && claim->claim.doubted)
			add_conflict(model, outage, name_of(panel, claim->sensor), claim->claim.active, claim->missing);
	}
}

/* What its sensors do not contradict. */
static void
add_plain(Model *model, const Panel *panel, const Outage *outage, const Verdict *verdict)
{
	ModelHealth *health = add(model, "silent", outage->sensor, (Span) { outage->from, outage->to },
	    verdict->evident ? "both" : "declared");

	if (!health)
		return;
	health->missing = health->to - health->from;
	health->heard = verdict->heard;
	set_cause(health, outage);
	if (verdict->evident)
		set_found(panel, outage, verdict, health);
}

static void
add_outage(Model *model, const Panel *panel, gsize i)
{
	const GPtrArray *claims = panel->coverage->claims;
	Verdict verdict = { .sensors = g_array_new(FALSE, FALSE, sizeof(gsize)) };

	for (guint c = 0; c < claims->len; c++)
		if (((const Claim *)claims->pdata[c])->outage == i)
			take_claim(&verdict, claims->pdata[c]);
	add_conflicts(model, panel, i, &verdict);
	if (verdict.sensors->len > 0 || verdict.doubted == 0)
		add_plain(model, panel, panel->outages->pdata[i], &verdict);
	g_array_unref(verdict.sensors);
}

/* --- found ----------------------------------------------------------------------------------- */

static const ModelSensor *
sensor_called(const Model *model, const char *name)
{
	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];
		if (g_str_equal(sensor->name, name))
			return sensor;
	}
	return NULL;
}

/* A silence of a sensor: before its first packet, after its last, or between. */
static const char *
what_of(const Model *model, const char *name, Span span)
{
	const ModelSensor *sensor = sensor_called(model, name);

	if (sensor && g_strcmp0(sensor->started_known, "silence") == 0 && sensor->started == span.to)
		return "started";
	if (sensor && g_strcmp0(sensor->stopped_known, "silence") == 0 && sensor->stopped == span.from)
		return "stopped";
	return "silent";
}

static void
add_found(Model *model, const char *what, const char *sensor, Span span)
{
	ModelHealth *health = add(model, what, sensor, span, "detected");

	if (!health)
		return;
	health->missing = health->to - health->from;
	health->found_from = span.from;
	health->found_to = span.to;
}

static void
add_silences(Model *model, const Panel *panel)
{
	const Coverage *coverage = panel->coverage;

	for (guint i = 0; i < coverage->system->len; i++)
		add_found(model, "silent", NULL, g_array_index(coverage->system, Span, i));
	for (guint s = 0; s < coverage->silent->len; s++) {
		const GArray *silent = coverage->silent->pdata[s];

		for (guint i = 0; i < silent->len; i++) {
			Span span = g_array_index(silent, Span, i);
			add_found(model, what_of(model, name_of(panel, s), span), name_of(panel, s), span);
		}
	}
}

/* --- sensors that start and stop -------------------------------------------------------------- */

/* What the register says is no missing time: nothing was expected. */
static void
add_registered(Model *model)
{
	const Quarter *quarter = &model->now.quarter;

	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];

		if (g_strcmp0(sensor->started_known, "register") == 0)
			add(model, "started", sensor->name, (Span) { quarter->start, sensor->started }, "declared");
		if (g_strcmp0(sensor->stopped_known, "register") == 0)
			add(model, "stopped", sensor->name, (Span) { sensor->stopped, quarter->end }, "declared");
	}
}

/* The sensor that started nearest to where this one stopped, and is not another's yet. */
static void
pair(Model *model, ModelHealth *stopped)
{
	ModelHealth *nearest = NULL;

	for (guint i = 0; i < model->health->len; i++) {
		ModelHealth *started = model->health->pdata[i];
		gint64 away = ABS(started->to - stopped->from);

		if (g_str_equal(started->what, "started") && !started->other && away <= NEAR &&
		    !g_str_equal(started->sensor, stopped->sensor) &&
		    (!nearest || away < ABS(nearest->to - stopped->from)))
			nearest = started;
	}
	if (!nearest)
		return;
	nearest->other = g_strdup(stopped->sensor);
	stopped->other = g_strdup(nearest->sensor);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const ModelHealth *x = *(ModelHealth *const *)a, *y = *(ModelHealth *const *)b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return x->sensor && y->sensor ? g_strcmp0(x->sensor, y->sensor) : (x->sensor != NULL) - (y->sensor != NULL);
}

/* --- sensors that move or lose packets -------------------------------------------------------- */

/* A label says little of a sensor, all packets together no more than the ports. */
static gboolean
is_told_of(const char *table)
{
	return g_str_equal(table, "port") || g_str_equal(table, "region");
}

/* The counts of the ports and the regions. */
static GPtrArray *
items_of(const Daily *daily)
{
	GPtrArray *items = g_ptr_array_new();

	for (gsize t = 0; t < daily->tables; t++)
		for (guint i = 0; is_told_of(daily_tables[t]) && i < daily->rows[t]->len; i++)
			g_ptr_array_add(items, daily->counted[t] + i * daily->places * daily->days);
	return items;
}

/* The losses of the days as they stand, or the moves. */
static GArray *
find(const Daily *daily, GArray *(*find_in)(const LossInput *input))
{
	g_autoptr(GPtrArray) items = items_of(daily);
	LossInput input = { daily->places, daily->days, items->len, (const gint64 *const *)items->pdata,
		daily->exposure };

	return find_in(&input);
}

static gint64
thousandths(double value)
{
	return MAX(1, (gint64)floor(MIN(value, 1e9) * 1000 + 0.5));
}

/* Whether a move is but the end of days that were lossy. */
static gboolean
is_recovery(const Move *move, const GArray *losses)
{
	for (guint i = 0; i < losses->len && !move_is_mixed(move); i++) {
		const Loss *loss = &g_array_index(losses, Loss, i);

		if (loss->sensor == move->sensor && loss->to + 1 + BESIDE >= move->day &&
		    loss->to + 1 <= move->day + BESIDE)
			return TRUE;
	}
	return FALSE;
}

/* The weeks that are looked at for this quarter and for the one before have some in common. */
static gboolean
is_known(const Coverage *coverage, gsize sensor, gint64 time)
{
	for (guint i = 0; i < coverage->moves->len; i++) {
		const CoverageMove *move = &g_array_index(coverage->moves, CoverageMove, i);

		if (move->sensor == sensor && ABS(move->time - time) <= NEAR)
			return TRUE;
	}
	return FALSE;
}

/* A sensor that moved is another one from then on. */
static void
take_moves(Model *model, const Panel *panel, Daily *daily)
{
	g_autoptr(GArray) moves = find(daily, move_find);
	g_autoptr(GArray) losses = moves->len > 0 ? find(daily, loss_find) : NULL;

	for (guint i = 0; i < moves->len; i++) {
		const Move *move = &g_array_index(moves, Move, i);
		Span day = { g_array_index(daily->edges, gint64, move->day),
			g_array_index(daily->edges, gint64, move->day + 1) };
		CoverageMove known = { move->sensor, day.from };
		ModelHealth *health;

		if (is_recovery(move, losses))
			continue;
		daily_move(daily, move->sensor, move->day);
		if (is_known(panel->coverage, move->sensor, day.from))
			continue;
		g_array_append_val(panel->coverage->moves, known);
		health = add(model, "moved", name_of(panel, move->sensor), day, "detected");
		if (health)
			health->level = thousandths(exp(move->level));
	}
}

/* Takes the lossy days out of what counts; those of this quarter are told. */
static void
take_losses(Model *model, const Panel *panel, Daily *daily)
{
	g_autoptr(GArray) losses = find(daily, loss_find);

	for (guint i = 0; i < losses->len; i++) {
		const Loss *loss = &g_array_index(losses, Loss, i);
		gsize sensor = daily->owner[loss->sensor];
		Span span = { g_array_index(daily->edges, gint64, loss->from),
			g_array_index(daily->edges, gint64, loss->to + 1) };
		GArray *lossy = panel->coverage->lossy->pdata[sensor];
		ModelHealth *health = add(model, "degraded", name_of(panel, sensor), span, "detected");

		if (health)
			health->level = thousandths(loss->level);
		for (gsize d = loss->from; d <= loss->to; d++)
			daily->exposure[loss->sensor * daily->days + d] = 0;
		g_array_append_val(lossy, span);
		span_join(lossy);
	}
}

static gboolean
find_faults(Model *model, Source *source, Panel *panel, GError **error)
{
	g_autoptr(Daily) before = NULL;

	if (!(panel->daily = daily_ask(model, source, panel, DAILY_NOW, error)) ||
	    (model->before.packets > 0 && !(before = daily_ask(model, source, panel, DAILY_BEFORE, error))))
		return FALSE;
	take_moves(model, panel, panel->daily);
	take_losses(model, panel, panel->daily);
	if (before) {
		take_moves(model, panel, before);
		take_losses(model, panel, before);
	}
	return TRUE;
}

gboolean
aggregate_health(Model *model, Source *source, Panel *panel, GError **error)
{
	for (guint i = 0; i < panel->outages->len; i++)
		add_outage(model, panel, i);
	add_silences(model, panel);
	add_registered(model);
	g_ptr_array_sort(model->health, by_time);
	for (guint i = 0; i < model->health->len; i++) {
		ModelHealth *health = model->health->pdata[i];
		if (g_str_equal(health->what, "stopped"))
			pair(model, health);
	}
	if (!find_faults(model, source, panel, error))
		return FALSE;
	g_ptr_array_sort(model->health, by_time);
	return TRUE;
}
