/*
 * cause.c: which rises are one: an item whose packets more carry another item (a region's a port, a port's a label) is a
 * part of that one's highlight.  Whether it is, is counted: without these packets no rise may remain.
 */
#include <math.h>
#include "coverage.h"
#include "notable.h"

enum { BASE = 28 * 86400 };
static const double most_of_it = 0.6, nearly_all = 0.9;

gboolean
is_rise(const Finding *finding)
{
	return finding->event && finding->highlight->excess > 0;
}

static double
factor(Rise rise)
{
	return (rise.seen + 0.5) / (rise.usual + 0.5);
}

gboolean
rise_explains(Rise whole, Rise part)
{
	const Rise left = { MAX(whole.usual - part.usual, 0), MAX(whole.seen - part.seen, 0) };
	double more = whole.seen - whole.usual, share = more > 0 ? (part.seen - part.usual) / more : 0;

	return share >= nearly_all || (share >= most_of_it && event_is_gone(TRUE, factor(left), log(factor(whole))));
}

/* --- what may explain what ------------------------------------------------------------------- */

/* An item is explained by one of those before it: a label says more than a port, that more than a region. */
static gsize
level_of(const ModelHighlight *highlight)
{
	static const char *const levels[] = { "signature", "port", "region", TABLE_TOTAL };
	gsize level = 0;

	while (level < G_N_ELEMENTS(levels) && !g_str_equal(levels[level], highlight->table))
		level++;
	return level;
}

/* Two rises that lie in half of the shorter of them, or more. */
static gboolean
overlap(const ModelHighlight *a, const ModelHighlight *b)
{
	gint64 both = MIN(a->to, b->to) - MAX(a->from, b->from);

	return 2 * both >= MIN(a->to - a->from, b->to - b->from);
}

/* One item that may explain another, alone or as one of those told together; its keys are some of a want's splits. */
typedef struct {
	const ModelHighlight *told; /* the highlight that tells of it */
	RowKeys keys;
} Cause;

static gboolean
is_known(const GArray *causes, RowKeys keys)
{
	for (guint i = 0; i < causes->len; i++) {
		const RowKeys *known = &g_array_index(causes, Cause, i).keys;

		if (known->dimension == keys.dimension && known->first == keys.first)
			return TRUE;
	}
	return FALSE;
}

/* The causes to be tried, those of one highlight together; of two events of an item the heavier alone. */
static GArray *
list_causes(const Model *model, const Source *source, const GArray *findings, const ModelHighlight *effect)
{
	GArray *causes = g_array_new(FALSE, FALSE, sizeof(Cause));

	for (guint i = 0; i < findings->len; i++) {
		const ModelHighlight *told = g_array_index(findings, Finding, i).highlight;

		if (told->parent || !is_rise(&g_array_index(findings, Finding, i)) ||
		    level_of(told) >= level_of(effect) || !overlap(told, effect))
			continue;
		for (guint j = 0; j < findings->len; j++) {
			const ModelHighlight *one = g_array_index(findings, Finding, j).highlight;
			const ModelTable *table = model_table(model, one->table);
			Cause cause = { told, row_keys(table, model_table_row(table, one->item), source) };
			/* of another table it may be of the same packets */
			gboolean with = g_strcmp0(one->parent, told->id) == 0 && g_str_equal(one->table, told->table);

			if ((one == told || with) && !is_known(causes, cause.keys))
				g_array_append_val(causes, cause);
		}
	}
	return causes;
}

/* --- counting -------------------------------------------------------------------------------- */

/* One pass: the effect's packets before and in its time, all of them and by what may explain them. */
typedef struct {
	gint64 edges[3], observed[2];
	GArray *keys, *groups; /* of the effect */
	GArray *splits[DIMENSION_COUNT];
	gint64 *parts[DIMENSION_COUNT];
	gint64 whole[2];
} Count;

static void
count_clear(Count *count)
{
	g_array_unref(count->keys);
	g_array_unref(count->groups);
	for (gsize d = 0; d < DIMENSION_COUNT; d++) {
		g_array_unref(count->splits[d]);
		g_free(count->parts[d]);
	}
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Count, count_clear)

static gint64
observed(const Panel *panel, Span span)
{
	gint64 sum = 0;

	for (gsize s = 0; s < panel->sensors->len; s++)
		sum += coverage_observed(panel->coverage, s, span);
	return sum;
}

static void
append_sensor(Count *count, const Sensor *sensor)
{
	guint32 id = (guint32)sensor->id;
	guint16 group = 0;

	g_array_append_val(count->keys, id);
	g_array_append_val(count->groups, group);
}

static void
count_prepare(Count *count, const Model *model, const Source *source, const Panel *panel, const ModelHighlight *effect,
    const GArray *causes)
{
	const ModelTable *table = model_table(model, effect->table);

	count->edges[0] = MAX(effect->from - BASE, g_array_index(panel->edges, gint64, 0));
	count->edges[1] = effect->from;
	count->edges[2] = effect->to;
	for (gsize i = 0; i < 2; i++)
		count->observed[i] = observed(panel, (Span) { count->edges[i], count->edges[i + 1] });
	count->keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	count->groups = g_array_new(FALSE, FALSE, sizeof(guint16));
	row_append_keys(table, model_table_row(table, effect->item), source, count->keys, count->groups, 0);
	for (gsize s = 0; s < panel->sensors->len && table_dimension(table->name) == DIMENSION_SENSOR; s++)
		append_sensor(count, panel->sensors->pdata[s]);
	for (gsize d = 0; d < DIMENSION_COUNT; d++)
		count->splits[d] = g_array_new(FALSE, FALSE, sizeof(guint32));
	for (guint i = 0; i < causes->len; i++) {
		RowKeys keys = g_array_index(causes, Cause, i).keys;

		for (guint32 key = keys.first; key <= keys.last; key++)
			g_array_append_val(count->splits[keys.dimension], key);
	}
}

/* A want of the effect, all of it. */
static SourceWant
want_of(const Count *count, const ModelTable *table, gint64 *counts)
{
	return (SourceWant) { .dimension = table_dimension(table->name),
		.keys = (const guint32 *)(void *)count->keys->data,
		.n_keys = count->keys->len,
		.group = (const guint16 *)(void *)count->groups->data,
		.n_groups = 1,
		.counts = counts };
}

/* What may explain it, each by itself: of all packets every packet of it. */
static SourceWant
want_of_part(const Count *count, const ModelTable *table, Dimension dimension)
{
	const guint32 *keys = (const guint32 *)(void *)count->splits[dimension]->data;
	gsize n = count->splits[dimension]->len;
	SourceWant want = want_of(count, table, count->parts[dimension]);

	if (want.dimension == DIMENSION_SENSOR)
		return (SourceWant) { .dimension = dimension,
			.keys = keys,
			.n_keys = n,
			.n_groups = n,
			.counts = count->parts[dimension] };
	want.split = dimension;
	want.split_keys = keys;
	want.n_splits = n;
	return want;
}

static gboolean
count_ask(Count *count, const ModelTable *table, Source *source, GError **error)
{
	SourceWant wants[1 + DIMENSION_COUNT];
	gsize n = 1;

	wants[0] = want_of(count, table, count->whole);
	for (gsize d = 0; d < DIMENSION_COUNT; d++) {
		count->parts[d] = g_new0(gint64, 2 * (gsize)count->splits[d]->len + 1);
		if (count->splits[d]->len > 0)
			wants[n++] = want_of_part(count, table, (Dimension)d);
	}
	return source_detail(source, count->edges, 2, wants, n, NULL, error);
}

/* What is usual is what came before, in the time observed. */
static Rise
rise_of(const Count *count, const gint64 counts[2])
{
	double times = count->observed[0] > 0 ? (double)count->observed[1] / (double)count->observed[0] : 0;

	return (Rise) { (double)counts[0] * times, (double)counts[1] };
}

/* The effect's packets that are of what one highlight tells of. */
static Rise
part_of(const Count *count, const GArray *causes, const ModelHighlight *told)
{
	gsize at[DIMENSION_COUNT] = { 0 };
	gint64 sum[2] = { 0, 0 };

	for (guint i = 0; i < causes->len; i++) {
		const Cause *cause = &g_array_index(causes, Cause, i);
		const gint64 *counts = count->parts[cause->keys.dimension];

		for (guint32 key = cause->keys.first; key <= cause->keys.last; key++) {
			gsize split = at[cause->keys.dimension]++;

			for (gsize bin = 0; cause->told == told && bin < 2; bin++)
				sum[bin] += counts[2 * split + bin];
		}
	}
	return rise_of(count, sum);
}

static gboolean
find_parent(const Model *model, Source *source, const Panel *panel, const GArray *findings, ModelHighlight *effect,
    GError **error)
{
	g_autoptr(GArray) causes = list_causes(model, source, findings, effect);
	const ModelHighlight *best = NULL;
	g_auto(Count) count = { 0 };
	double most = 0;
	gboolean expired;

	count_prepare(&count, model, source, panel, effect, causes);
	if (causes->len == 0)
		return TRUE;
	if (!aggregate_has_expired(source, count.edges[0], count.edges[2], &expired, error))
		return FALSE;
	if (expired)
		return TRUE; /* what carries what is told by observations alone */
	if (!count_ask(&count, model_table(model, effect->table), source, error))
		return FALSE;
	for (guint i = 0; i < causes->len; i++) {
		const ModelHighlight *told = g_array_index(causes, Cause, i).told;
		Rise part = part_of(&count, causes, told);

		if (!rise_explains(rise_of(&count, count.whole), part) || part.seen - part.usual <= most)
			continue;
		most = part.seen - part.usual;
		best = told;
	}
	if (best) {
		effect->parent = g_strdup(best->id);
		effect->tie = g_strdup("part");
	}
	return TRUE;
}

gboolean
cause_find(Model *model, Source *source, const Panel *panel, const GArray *findings, const char *name, GError **error)
{
	for (guint i = 0; i < findings->len; i++) {
		const Finding *finding = &g_array_index(findings, Finding, i);

		if (g_str_equal(finding->highlight->table, name) && is_rise(finding) && !finding->highlight->parent &&
		    !find_parent(model, source, panel, findings, finding->highlight, error))
			return FALSE;
	}
	return TRUE;
}
