/*
 * datum.c: the model's numbers as prose says them: counts, a day and a sensor's; shares, changes as percentages and as times.
 * Knows nothing of sentences.
 */
#include <math.h>
#include <string.h>
#include "datum.h"

enum { DAY = 86400 };

static void
give(GArray *data, guint unit, guint quarters, double value)
{
	Datum datum = { unit, quarters, OF_PACKETS | OF_SOURCES, value };

	g_array_append_val(data, datum);
}

static void
give_of(GArray *data, guint of, guint unit, double value)
{
	Datum datum = { unit, QUARTER_BOTH, of, value };

	g_array_append_val(data, datum);
}

static void
give_known(GArray *data, guint unit, guint quarters, gint64 value)
{
	if (value > 0)
		give(data, unit, quarters, (double)value);
}

gboolean
subject_equal(const Subject *a, const Subject *b)
{
	return a->kind == b->kind && a->item == b->item && a->n == b->n;
}

gboolean
subject_is_item(const Subject *subject)
{
	return subject->kind == SUBJECT_ROW || subject->kind == SUBJECT_SENSOR;
}

/* A change is told of the counts, or of what they are a sensor and day observed. */
static void
give_growth(const Model *model, guint of, gint64 now, gint64 before, GArray *data)
{
	double rate;

	if (before >= 0 && now >= 0)
		give_of(data, of, UNIT_TREND, now > before ? 1 : -1);
	if (before <= 0 || now < 0)
		return;
	give_of(data, of, UNIT_CHANGE, 100 * ((double)now / (double)before - 1));
	give_of(data, of, UNIT_FACTOR, (double)now / (double)before);
	give_of(data, of, UNIT_MORE, (double)(now - before));
	if (!model_change(now, &model->now, before, &model->before, &rate))
		return;
	give_of(data, of, UNIT_CHANGE, 100 * rate);
	give_of(data, of, UNIT_FACTOR, rate + 1);
	give_of(data, of, UNIT_TREND, rate > 0 ? 1 : -1);
}

static double
share_of(gint64 packets, const ModelTotals *totals)
{
	return 100 * (double)packets / (double)MAX(totals->packets, 1);
}

static void
give_packets(const Model *model, gint64 now, gint64 before, GArray *data)
{
	const ModelTotals *totals[] = { &model->now, &model->before };
	const gint64 packets[] = { now, before };

	for (guint i = 0; i < 2; i++) {
		guint quarter = i ? QUARTER_BEFORE : QUARTER_NOW;
		double days = (double)(totals[i]->quarter.end - totals[i]->quarter.start) / DAY;

		if (packets[i] < 0)
			continue;
		give(data, UNIT_PACKETS, quarter, (double)packets[i]);
		give(data, UNIT_RATE, quarter, (double)packets[i] / days);
		give(data, UNIT_RATE, quarter, model_rate(packets[i], totals[i]));
	}
	give_growth(model, OF_PACKETS, now, before, data);
}

static void
give_shares(const Model *model, gint64 now, gint64 before, GArray *data)
{
	double share = share_of(now, &model->now), previous = share_of(before, &model->before);

	give(data, UNIT_SHARE, QUARTER_NOW, share);
	if (before < 0 || model->before.packets <= 0)
		return;
	give(data, UNIT_SHARE, QUARTER_BEFORE, previous);
	give(data, UNIT_POINTS, QUARTER_BOTH, share - previous);
}

/* --- highlights -------------------------------------------------------------------------- */

static void
give_highlight(const Model *model, const ModelHighlight *highlight, GArray *data)
{
	const gint64 parts[] = { highlight->share, highlight->source_share, highlight->network_share };

	if (highlight->factor > 0)
		give(data, UNIT_FACTOR, QUARTER_BOTH, (double)highlight->factor / 1000);
	if (highlight->rest > 0)
		give(data, UNIT_FACTOR, QUARTER_BOTH, (double)highlight->rest / 1000);
	if (highlight->usual > 0)
		give(data, UNIT_RATE, QUARTER_BOTH, (double)highlight->usual / 1000);
	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
		if (parts[i] > 0)
			give(data, UNIT_PART, QUARTER_NOW, (double)parts[i] / 10);
	give_of(data, OF_PACKETS, UNIT_MORE, (double)highlight->excess);
	give_known(data, UNIT_PACKETS, QUARTER_NOW, highlight->packets_without_network);
	give_known(data, UNIT_SOURCES, QUARTER_NOW, highlight->sources);
	give_known(data, UNIT_SOURCES, QUARTER_NOW, highlight->networks);
	give_known(data, UNIT_RANK_WITHOUT, QUARTER_NOW, highlight->rank_without);
	give_known(data, UNIT_RANK_WITHOUT, QUARTER_NOW, highlight->rank_without_network);
	give_known(data, UNIT_SENSORS, QUARTER_NOW, highlight->sensors);
	if (highlight->sensors > 0)
		give_known(data, UNIT_OTHERS, QUARTER_NOW, model->now.sensors - highlight->sensors);
	if (g_str_equal(highlight->scope, "single"))
		give(data, UNIT_SENSORS, QUARTER_NOW, 1);
	give(data, UNIT_SPAN, QUARTER_NOW, (double)(highlight->to - highlight->from));
}

static gint64
sum_of(const GArray *days)
{
	gint64 sum = 0;

	for (guint i = 0; days && i < days->len; i++)
		sum += g_array_index(days, gint64, i);
	return sum;
}

/* What the sensor named by a highlight received of its item. */
static void
give_part(const ModelHighlight *highlight, GArray *data)
{
	for (guint i = 0; highlight->parts && i < highlight->parts->len; i++) {
		const ModelPart *part = highlight->parts->pdata[i];

		if (g_strcmp0(part->sensor, highlight->sensor) == 0)
			give_known(data, UNIT_PACKETS, QUARTER_NOW, sum_of(part->days));
	}
}

static gboolean
tells_of(const ModelHighlight *highlight, const Subject *subject)
{
	if (subject->kind == SUBJECT_SENSOR)
		return g_strcmp0(highlight->sensor, ((const ModelSensor *)subject->item)->name) == 0;
	if (subject->kind == SUBJECT_TOTAL)
		return g_str_equal(highlight->table, TABLE_TOTAL);
	return subject->kind == SUBJECT_ROW && g_str_equal(highlight->table, subject->table) &&
	       g_str_equal(highlight->item, ((const ModelRow *)subject->item)->key);
}

static void
give_highlights(const Model *model, const Subject *subject, GArray *data)
{
	for (guint i = 0; i < model->highlights->len; i++) {
		const ModelHighlight *highlight = model->highlights->pdata[i];

		if (!tells_of(highlight, subject))
			continue;
		give_highlight(model, highlight, data);
		give_part(highlight, data);
	}
}

/* --- subjects ---------------------------------------------------------------------------- */

static void
give_row(const Model *model, const ModelRow *row, GArray *data)
{
	give_packets(model, row->packets, row->previous_packets, data);
	give_shares(model, row->packets, row->previous_packets, data);
	give_known(data, UNIT_SOURCES, QUARTER_NOW, row->sources);
	give_known(data, UNIT_SOURCES, QUARTER_BEFORE, row->previous_sources);
	give_growth(model, OF_SOURCES, row->sources, row->previous_sources, data);
	give_known(data, UNIT_RANK, QUARTER_NOW, row->rank);
	give_known(data, UNIT_RANK, QUARTER_BEFORE, row->previous_rank);
	give_known(data, UNIT_RANK_WITHOUT, QUARTER_NOW, row->rank_without);
	give_known(data, UNIT_RANK_WITHOUT, QUARTER_NOW, row->corrected_rank);
	give_known(data, UNIT_RANK_WITHOUT, QUARTER_BEFORE, row->corrected_previous_rank);
	give_known(data, UNIT_PACKETS, QUARTER_NOW, row->packets_without);
	if (row->factor > 0) {
		give(data, UNIT_FACTOR, QUARTER_BOTH, (double)row->factor / 1000);
		give(data, UNIT_CHANGE, QUARTER_BOTH, (double)row->factor / 10 - 100);
	}
}

static void
give_sensor(const Model *model, const ModelSensor *sensor, GArray *data)
{
	give_packets(model, sensor->packets, sensor->previous_packets, data);
	give_shares(model, sensor->packets, sensor->previous_packets, data);
	give_known(data, UNIT_SOURCES, QUARTER_NOW, sensor->sources);
	give(data, UNIT_COVERAGE, QUARTER_NOW, 100 * model_coverage(sensor->observed, sensor->expected));
	give(data, UNIT_COVERAGE, QUARTER_BEFORE,
	    100 * model_coverage(sensor->previous_observed, sensor->previous_expected));
	give(data, UNIT_SPAN, QUARTER_NOW, (double)(sensor->expected - sensor->observed));
	give(data, UNIT_SENSORS, QUARTER_NOW, 1);
}

static void
give_places(const Model *model, GArray *data)
{
	static const struct {
		const char *placement;
		guint unit;
	} places[] = { { "domestic", UNIT_DOMESTIC }, { "overseas", UNIT_OVERSEAS } };

	for (gsize p = 0; p < G_N_ELEMENTS(places); p++) {
		gint64 n = 0;

		for (guint i = 0; i < model->sensors->len; i++)
			n += g_strcmp0(
				 ((const ModelSensor *)model->sensors->pdata[i])->placement, places[p].placement) == 0;
		give_known(data, places[p].unit, QUARTER_NOW, n);
	}
	give_known(data, UNIT_OTHERS, QUARTER_NOW, model->now.sensors - 1);
}

/* Shares of classes are of all that was received, counted or not. */
static void
give_class(const Model *model, const ModelClass *class, GArray *data)
{
	gint64 received = model->now.packets + model_class_packets(model, FALSE);

	give_packets(model, class->packets, class->previous_packets, data);
	give_known(data, UNIT_SOURCES, QUARTER_NOW, class->sources);
	give_known(data, UNIT_SOURCES, QUARTER_BEFORE, class->previous_sources);
	give_growth(model, OF_SOURCES, class->sources, class->previous_sources, data);
	give(data, UNIT_SHARE, QUARTER_NOW, 100 * (double)class->packets / (double)MAX(received, 1));
}

static void
give_excluded(const Model *model, GArray *data)
{
	gint64 excluded = model_class_packets(model, FALSE), received = model->now.packets + excluded;

	if (excluded == 0)
		return;
	give(data, UNIT_PACKETS, QUARTER_NOW, (double)excluded);
	give(data, UNIT_PACKETS, QUARTER_NOW, (double)received);
	give(data, UNIT_SHARE, QUARTER_NOW, 100 * (double)excluded / (double)received);
}

/* Each of the two quarters by itself; lengths of outages are told of all. */
static void
give_total(const Model *model, GArray *data)
{
	const ModelTotals *totals[] = { &model->now, &model->before };

	give_packets(model, model->now.packets, model->before.packets, data);
	give_growth(model, OF_SOURCES, model->now.sources, model->before.sources, data);
	for (guint i = 0; i < 2; i++) {
		guint quarter = i ? QUARTER_BEFORE : QUARTER_NOW;

		give_known(data, UNIT_SOURCES, quarter, totals[i]->sources);
		give(data, UNIT_COVERAGE, quarter, 100 * model_coverage(totals[i]->observed, totals[i]->expected));
		give_known(data, UNIT_SENSORS, quarter, totals[i]->sensors);
		give(data, UNIT_QUARTER, quarter, (double)(totals[i]->quarter.end - totals[i]->quarter.start));
	}
	give_excluded(model, data);
	give_places(model, data);
	for (guint i = 0; i < model->health->len; i++) {
		const ModelHealth *health = model->health->pdata[i];

		give(data, UNIT_SPAN, QUARTER_NOW, (double)(health->to - health->from));
		if (health->found_to > health->found_from)
			give(data, UNIT_SPAN, QUARTER_NOW, (double)(health->found_to - health->found_from));
	}
	for (guint i = 0; i < model->gaps->len; i++) {
		const ModelGap *gap = model->gaps->pdata[i];
		give(data, UNIT_SPAN, QUARTER_NOW, (double)(gap->to - gap->from));
	}
}

static void
give_first(const Model *model, const ModelTable *table, guint n, GArray *data)
{
	gint64 sum = 0;

	for (guint i = 0; i < table->rows->len && i < n; i++) {
		const ModelRow *row = table->rows->pdata[i];
		sum += row->rank > 0 ? row->packets : 0;
	}
	give(data, UNIT_PACKETS, QUARTER_NOW, (double)sum);
	give(data, UNIT_SHARE, QUARTER_NOW, share_of(sum, &model->now));
}

void
datum_give(const Facts *facts, const Subject *subject, GArray *data)
{
	switch (subject->kind) {
	case SUBJECT_TOTAL:
		give_total(facts->model, data);
		break;
	case SUBJECT_ROW:
		give_row(facts->model, subject->item, data);
		break;
	case SUBJECT_SENSOR:
		give_sensor(facts->model, subject->item, data);
		break;
	case SUBJECT_CLASS:
		give_class(facts->model, subject->item, data);
		break;
	case SUBJECT_FIRST:
		give_first(facts->model, subject->item, subject->n, data);
		break;
	}
	give_highlights(facts->model, subject, data);
}

void
datum_give_sum(const Facts *facts, const Subject *const *subjects, gsize n, GArray *data)
{
	gint64 now = 0, before = 0;

	for (gsize i = 0; i < n; i++) {
		const ModelRow *row = subjects[i]->item;
		const ModelSensor *sensor = subjects[i]->item;

		if (subjects[i]->kind == SUBJECT_ROW) {
			now += row->packets;
			before += MAX(row->previous_packets, 0);
		} else if (subjects[i]->kind == SUBJECT_SENSOR) {
			now += sensor->packets;
			before += sensor->previous_packets;
		}
	}
	give_packets(facts->model, now, before, data);
	give_shares(facts->model, now, before, data);
}

void
datum_give_ratio(const Subject *a, const Subject *b, GArray *data)
{
	const ModelRow *x = a->item, *y = b->item;

	if (x->packets > 0 && y->packets > 0) {
		give(data, UNIT_FACTOR, QUARTER_NOW, (double)x->packets / (double)y->packets);
		give(data, UNIT_FACTOR, QUARTER_NOW, (double)y->packets / (double)x->packets);
	}
}

/* --- days -------------------------------------------------------------------------------- */

/* An item's packets of a bin, all sensors' or one's of a day; -1: not known. */
static gint64
packets_of_hours(const Model *model, const ModelRow *row, gint64 from, gint64 to)
{
	gint64 sum = 0;

	if (!row->hours)
		return -1;
	for (gsize i = 0; i < model->bins; i++)
		if (model->edges[i] >= from && model->edges[i] < to)
			sum += row->hours[i];
	return sum;
}

/* Days of sensors begin where the quarter's do: a change of the clocks moves them by less than half a day. */
static gint64
packets_of_sensor(const Model *model, const ModelSensor *sensor, gint64 from, gint64 to)
{
	gint64 sum = 0;

	if (!sensor->days)
		return -1;
	for (guint i = 0; i < sensor->days->len; i++) {
		gint64 middle = model->now.quarter.start + i * (gint64)DAY + DAY / 2;

		if (middle >= from && middle < to)
			sum += g_array_index(sensor->days, gint64, i);
	}
	return sum;
}

static gint64
packets_of(const Facts *facts, const Subject *subject, gint64 from, gint64 to)
{
	const Model *model = facts->model;
	gint64 sum = 0;

	if (subject->kind == SUBJECT_ROW)
		return packets_of_hours(model, subject->item, from, to);
	if (subject->kind == SUBJECT_SENSOR)
		return packets_of_sensor(model, subject->item, from, to);
	if (subject->kind != SUBJECT_TOTAL)
		return -1;
	for (guint i = 0; i < model->sensors->len; i++) {
		gint64 packets = packets_of_sensor(model, model->sensors->pdata[i], from, to);

		if (packets < 0)
			return -1;
		sum += packets;
	}
	return sum;
}

void
datum_give_days(const Facts *facts, const Subject *subject, gint64 from, gint64 to, GArray *data)
{
	gint64 packets = packets_of(facts, subject, from, to);

	if (packets < 0)
		return;
	give(data, UNIT_PACKETS, QUARTER_NOW, (double)packets);
	give(data, UNIT_RATE, QUARTER_NOW, (double)packets * DAY / (double)MAX(to - from, 1));
}

void
datum_give_peak(const Facts *facts, const Subject *subject, GArray *data)
{
	const Quarter *quarter = &facts->model->now.quarter;
	gint64 most = -1;

	for (gint64 day = quarter->start; day < quarter->end; day += DAY)
		most = MAX(most, packets_of(facts, subject, day, day + DAY));
	if (most < 0)
		return;
	give(data, UNIT_PACKETS, QUARTER_NOW, (double)most);
	give(data, UNIT_RATE, QUARTER_NOW, (double)most);
}
