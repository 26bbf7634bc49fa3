/*
 * change.c: rows whose rank or number changed from quarter to quarter.
 * Counts are compared per observed sensor time, so that an outage or a new sensor is no change.
 */
#include "notable.h"

G_GNUC_EXTENSION typedef unsigned __int128 Wide;

enum {
	TOP = 10,       /* ranks that readers look at */
	STEPS = 3,      /* a move of fewer ranks is no news */
	MOVED = 1300,   /* [1/1000] a rank that moved though the item hardly did is news of others */
	DOUBLED = 2000, /* [1/1000] */
	FEWEST = 20,    /* packets more or fewer than expected: less is chance */
	PART = 1000,    /* one packet of so many of the quarter's: less is no news of the quarter */
};

/* part of whole by times, rounded down. */
static gint64
scale(gint64 times, gint64 part, gint64 whole)
{
	return whole > 0 ? (gint64)((Wide)times * (guint64)part / (guint64)whole) : 0;
}

/* Packets that the quarter before leads us to expect in the time observed. */
static gint64
expected(const Model *model, const ModelRow *row)
{
	return scale(row->previous_packets, model->now.observed, model->before.observed);
}

static gboolean
is_top(gint64 rank)
{
	return rank > 0 && rank <= TOP;
}

static gboolean
is_far(gint64 rank)
{
	return rank <= 0 || rank > MODEL_RANKS;
}

/* The kind of change of a row; NULL where it is none. */
static const char *
kind_of(const Model *model, const ModelRow *row, gint64 factor, gint64 excess)
{
	gint64 fewest = MAX(FEWEST, model->now.packets / PART);
	gint64 steps = row->previous_rank - row->rank;
	gboolean seen = row->rank > 0 && row->previous_rank > 0;
	gboolean moved = factor >= MOVED || (factor > 0 && factor <= 1000 * 1000 / MOVED) || row->packets == 0;

	if (ABS(excess) < fewest || (is_far(row->rank) && is_far(row->previous_rank)))
		return NULL;
	if (is_top(row->rank) && is_far(row->previous_rank))
		return "newcomer";
	if (is_top(row->previous_rank) && is_far(row->rank))
		return "departed";
	if (seen && (is_top(row->rank) || is_top(row->previous_rank)) && ABS(steps) >= STEPS && moved &&
	    (steps > 0) == (excess > 0))
		return "mover";
	if (factor >= DOUBLED || (factor <= 1000 * 1000 / DOUBLED && row->previous_packets > 0))
		return "change";
	return NULL;
}

static ModelHighlight *
find(const Model *model, const ModelTable *table, const ModelRow *row)
{
	gint64 usual = expected(model, row), excess = row->packets - usual;
	/* scaled by the times first: a count of one is otherwise rounded away */
	gint64 factor = row->previous_packets > 0 && model->now.observed > 0
			    ? (gint64)((Wide)row->packets * (guint64)model->before.observed * 1000 /
				       ((Wide)row->previous_packets * (guint64)model->now.observed))
			    : 0;
	const char *kind;
	ModelHighlight *highlight;

	if (factor == 0 && row->previous_packets > 0 && row->packets > 0)
		factor = 1; /* 0 is an item that is new */
	kind = row->previous_packets < 0 ? NULL : kind_of(model, row, factor, excess);
	if (!kind)
		return NULL;
	highlight = g_new0(ModelHighlight, 1);
	highlight->table = g_strdup(table->name);
	highlight->item = g_strdup(row->key);
	highlight->kind = g_strdup(kind);
	highlight->scope = g_strdup("undetermined");
	highlight->from = model->now.quarter.start;
	highlight->to = model->now.quarter.end;
	highlight->factor = factor;
	highlight->excess = excess;
	highlight->rank = row->rank;
	highlight->previous_rank = row->previous_rank;
	return highlight;
}

ModelHighlight *
change_find(const Model *model, const ModelTable *table, const ModelRow *row)
{
	gboolean ranked = row->rank > 0 || row->previous_rank > 0;

	return model->before.observed > 0 && ranked ? find(model, table, row) : NULL;
}
