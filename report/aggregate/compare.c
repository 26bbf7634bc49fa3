/*
 * compare.c: beside each row of the tables, the fair comparison with the quarter before.  The printed ranks stay those observed.
 */
#include <math.h>
#include "coverage.h"
#include "fair.h"
#include "notable.h"

/*
 * A place is a sensor; one that moved has another after all of them, in which it stands from then on, and is two of the
 * panel if that was in the quarter before.  Bins are the two quarters, parted where a sensor moved.
 */
typedef struct {
	GArray *edges;                       /* of gint64 [bins + 1] */
	gsize bins, sensors, places, *place; /* [bins * sensors] */
	gint64 *seconds;                     /* [places * 2] whose packets count */
} Frame;

static int
by_number(gconstpointer a, gconstpointer b)
{
	const gint64 *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static gboolean
has_edge(const Frame *frame, gint64 time)
{
	for (guint i = 0; i < frame->edges->len; i++)
		if (g_array_index(frame->edges, gint64, i) == time)
			return TRUE;
	return FALSE;
}

static void
set_edges(Frame *frame, const Model *model, const GArray *moves)
{
	const gint64 quarters[3] = { model->before.quarter.start, model->now.quarter.start, model->now.quarter.end };

	frame->edges = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_array_append_vals(frame->edges, quarters, G_N_ELEMENTS(quarters));
	for (guint i = 0; i < moves->len; i++) {
		const gint64 *time = &g_array_index(moves, CoverageMove, i).time;

		if (*time > quarters[0] && *time < quarters[2] && !has_edge(frame, *time))
			g_array_append_vals(frame->edges, time, 1);
	}
	g_array_sort(frame->edges, by_number);
	frame->bins = frame->edges->len - 1;
}

/* Where a sensor stands at a time: in the place of its last move up to then. */
static gsize
place_at(const Frame *frame, const GArray *moves, gsize sensor, gint64 time)
{
	gsize place = sensor;
	gint64 last = G_MININT64;

	for (guint m = 0; m < moves->len; m++) {
		const CoverageMove *move = &g_array_index(moves, CoverageMove, m);

		if (move->sensor != sensor || move->time > time || move->time < last)
			continue;
		last = move->time;
		place = frame->sensors + m;
	}
	return place;
}

static void
frame_init(Frame *frame, const Model *model, const Panel *panel)
{
	const GArray *moves = panel->coverage->moves;

	frame->sensors = panel->sensors->len;
	frame->places = frame->sensors + moves->len;
	set_edges(frame, model, moves);
	frame->place = g_new(gsize, frame->bins * frame->sensors + 1);
	frame->seconds = g_new0(gint64, frame->places * 2 + 1);
	for (gsize i = 0; i < frame->bins * frame->sensors; i++) {
		const gint64 *edge = &g_array_index(frame->edges, gint64, i / frame->sensors);
		gsize s = i % frame->sensors, q = edge[0] >= model->now.quarter.start;
		g_autoptr(GArray) counted = coverage_counted(panel->coverage, s, (Span) { edge[0], edge[1] });

		frame->place[i] = place_at(frame, moves, s, edge[0]);
		for (guint k = 0; k < counted->len; k++) {
			const Span *span = &g_array_index(counted, Span, k);
			frame->seconds[frame->place[i] * 2 + q] += span->to - span->from;
		}
	}
}

static void
frame_clear(Frame *frame)
{
	g_clear_pointer(&frame->edges, g_array_unref);
	g_free(frame->place);
	g_free(frame->seconds);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Frame, frame_clear)

/* --- the question ---------------------------------------------------------------------------- */

static gboolean
ask(const Model *model, Source *source, const Panel *panel, const Frame *frame, SourceWant *wants, const guint32 *ids,
    GError **error)
{
	const gint64 *edges = (const gint64 *)frame->edges->data;

	for (guint t = 0; t < model->tables->len; t++) {
		const ModelTable *table = model->tables->pdata[t];
		g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
		g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint16));

		series_keys(table, source, keys, groups);
		wants[t].n_keys = keys->len;
		wants[t].keys = g_array_steal(keys, NULL);
		wants[t].group = g_array_steal(groups, NULL);
		wants[t].n_groups = table->rows->len;
		table_by_sensor(&wants[t], table->name, ids, frame->sensors);
		wants[t].counts = g_new0(gint64, table->rows->len * frame->sensors * frame->bins + 1);
	}
	return source_detail(source, edges, frame->bins, wants, model->tables->len, NULL, error) &&
	       aside_take(source, panel, edges, frame->bins, wants, model->tables->len, error);
}

/* --- the answer ------------------------------------------------------------------------------ */

/* Packets [rows * places * 2]; items without a place in the table take none from others. */
static gint64 *
fold(const ModelTable *table, const Model *model, const Frame *frame, const gint64 *counts)
{
	gint64 *packets = g_new0(gint64, table->rows->len * frame->places * 2 + 1);

	for (guint i = 0; i < table->rows->len; i++) {
		const ModelRow *row = table->rows->pdata[i];

		if (row->rank == 0 && row->previous_order == 0)
			continue;
		for (gsize s = 0; s < frame->sensors; s++)
			for (gsize b = 0; b < frame->bins; b++) {
				gsize q = g_array_index(frame->edges, gint64, b) >= model->now.quarter.start;
				gsize place = frame->place[b * frame->sensors + s];

				packets[(i * frame->places + place) * 2 + q] +=
				    counts[(i * frame->sensors + s) * frame->bins + b];
			}
	}
	return packets;
}

/* A rank as the model says it. */
static gint64
said(const FairInput *input, gint64 rank)
{
	return rank > input->ranks ? RANK_BEYOND : rank;
}

static void
take(ModelTable *table, const FairInput *input)
{
	g_autofree FairItem *items = fair_compare(input);

	for (guint i = 0; i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];
		const double *rate = items[i].rate;

		if (row->rank == 0 && row->previous_order == 0)
			continue;
		if (rate[0] > 0)
			row->factor = (gint64)floor(MIN(rate[1] / rate[0], 1e12) * 1000 + 0.5);
		row->corrected_rank = said(input, items[i].rank[1]);
		row->corrected_previous_rank = said(input, items[i].rank[0]);
		if (fair_explains(input, &items[i], row->previous_order, row->rank))
			row->caveat = g_strdup("exposure");
	}
}

gboolean
aggregate_compare(Model *model, Source *source, const Panel *panel, GError **error)
{
	g_autofree SourceWant *wants = g_new0(SourceWant, model->tables->len + 1);
	g_autofree guint32 *ids = g_new0(guint32, panel->sensors->len + 1);
	g_auto(Frame) frame = { 0 };
	gboolean ok;

	if (model->before.observed == 0)
		return TRUE;
	frame_init(&frame, model, panel);
	for (gsize s = 0; s < frame.sensors; s++)
		ids[s] = (guint32)((const Sensor *)panel->sensors->pdata[s])->id;
	ok = ask(model, source, panel, &frame, wants, ids, error);
	for (guint t = 0; t < model->tables->len; t++) {
		ModelTable *table = model->tables->pdata[t];
		g_autofree gint64 *packets = ok ? fold(table, model, &frame, wants[t].counts) : NULL;
		FairInput input = { table->rows->len, frame.places, packets, frame.seconds, MODEL_RANKS };

		if (ok)
			take(table, &input);
		g_free((gpointer)wants[t].keys);
		g_free((gpointer)wants[t].group);
		g_free(wants[t].counts);
	}
	return ok;
}
