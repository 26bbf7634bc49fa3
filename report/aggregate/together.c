/*
 * together.c: rises of items of one table that the same senders made at the same time, a port beside another: one scan, told
 * once.  Few senders are known by the network that sent most, many by how many addresses sent both and did not before.
 */
#include <string.h>
#include "notable.h"

enum { DAY = 86400, START = 3 * DAY, END = 5 * DAY, FEWEST = 5 /* new senders of both: fewer are chance */ };

static gboolean
is_near(gint64 a, gint64 b, gint64 length, gint64 most)
{
	return ABS(a - b) <= MIN(most, MAX(DAY, length / 2));
}

static gboolean
is_single(const ModelHighlight *highlight)
{
	return g_str_equal(highlight->scope, "single") && highlight->sensor;
}

/* Same table and time, and not at two single sensors. */
static gboolean
may_belong(const ModelHighlight *a, const ModelHighlight *b)
{
	gint64 length = MAX(a->to - a->from, b->to - b->from);

	return g_str_equal(a->table, b->table) && !g_str_equal(a->item, b->item) &&
	       is_near(a->from, b->from, length, START) && is_near(a->to, b->to, length, END) &&
	       is_single(a) == is_single(b) && (!is_single(a) || g_str_equal(a->sensor, b->sensor));
}

/* Without the network that sent most of it no rise remains. */
static gboolean
is_of_network(const Finding *finding)
{
	double seen = (double)finding->packets, usual = MAX(0, seen - (double)finding->highlight->excess);

	return rise_explains((Rise) { usual, seen }, (Rise) { 0, (double)finding->top.packets });
}

static gboolean
same_network(const Finding *a, const Finding *b)
{
	return a->packets > 0 && b->packets > 0 && a->top.family == b->top.family &&
	       memcmp(a->top.address, b->top.address, sizeof a->top.address) == 0 && is_of_network(a) &&
	       is_of_network(b);
}

static void
join(const ModelHighlight *first, ModelHighlight *other, const char *tie)
{
	other->parent = g_strdup(first->parent ? first->parent : first->id);
	other->tie = g_strdup(tie);
}

/* --- many senders ---------------------------------------------------------------------------- */

/* The first of some items, the others, and each of them with the first: their addresses before and in the first's time. */
typedef struct {
	GArray *keys, *groups; /* a row of an item */
	GPtrArray *pairs;      /* of GArray: keys of the first and of another, all of group 0 */
	gint64 *alone[2], *both[2];
} Addresses;

static void
addresses_clear(Addresses *addresses)
{
	g_array_unref(addresses->keys);
	g_array_unref(addresses->groups);
	g_ptr_array_unref(addresses->pairs);
	for (gsize i = 0; i < 2; i++) {
		g_free(addresses->alone[i]);
		g_free(addresses->both[i]);
	}
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Addresses, addresses_clear)

static void
append_item(GArray *keys, GArray *groups, const Model *model, const Source *source, const Finding *finding, guint i)
{
	const ModelTable *table = model_table(model, finding->highlight->table);
	const ModelRow *row = model_table_row(table, finding->highlight->item);

	row_append_keys(table, row, source, keys, groups, (guint16)i);
}

static void
prepare(Addresses *addresses, const Model *model, const Source *source, const GPtrArray *items)
{
	addresses->keys = g_array_new(FALSE, FALSE, sizeof(guint32));
	addresses->groups = g_array_new(FALSE, TRUE, sizeof(guint16));
	addresses->pairs = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	for (guint i = 0; i < items->len; i++) {
		g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint16));
		GArray *pair = g_array_new(FALSE, FALSE, sizeof(guint32));

		append_item(addresses->keys, addresses->groups, model, source, items->pdata[i], i);
		append_item(pair, groups, model, source, items->pdata[0], 0);
		append_item(pair, groups, model, source, items->pdata[i], 0);
		g_ptr_array_add(addresses->pairs, pair);
	}
	for (gsize i = 0; i < 2; i++) {
		addresses->alone[i] = g_new0(gint64, items->len + 1);
		addresses->both[i] = g_new0(gint64, items->len + 1);
	}
}

static gboolean
ask(const Addresses *addresses, Source *source, Dimension dimension, const gint64 edges[2], gsize when, GError **error)
{
	guint n = addresses->pairs->len;
	g_autofree SourceWant *wants = g_new0(SourceWant, n + 1);
	g_autofree guint16 *zeros = g_new0(guint16, 2 * (gsize)addresses->keys->len + 1);

	wants[0] = (SourceWant) { .dimension = dimension,
		.keys = (const guint32 *)(void *)addresses->keys->data,
		.n_keys = addresses->keys->len,
		.group = (const guint16 *)(void *)addresses->groups->data,
		.n_groups = n,
		.sources = addresses->alone[when] };
	for (guint i = 1; i < n; i++) {
		const GArray *pair = addresses->pairs->pdata[i];

		wants[i] = (SourceWant) { .dimension = dimension,
			.keys = (const guint32 *)(void *)pair->data,
			.n_keys = pair->len,
			.group = zeros,
			.n_groups = 1,
			.sources = &addresses->both[when][i] };
	}
	return source_detail(source, edges, 1, wants, n, NULL, error);
}

/* Addresses that sent both the first item and another. */
static gint64
shared(const Addresses *addresses, gsize when, guint i)
{
	return addresses->alone[when][0] + addresses->alone[when][i] - addresses->both[when][i];
}

/* Of what is new of the one with fewer new senders, half or more are new senders of both. */
static gboolean
is_of_same(const Addresses *addresses, guint i)
{
	gint64 first = addresses->alone[1][0] - addresses->alone[0][0];
	gint64 other = addresses->alone[1][i] - addresses->alone[0][i];
	gint64 both = shared(addresses, 1, i) - shared(addresses, 0, i);

	return both >= FEWEST && 2 * both >= MIN(first, other);
}

/* Joins those of the items to their first that the same addresses sent. */
static gboolean
join_same(const Model *model, Source *source, const GPtrArray *items, GError **error)
{
	const ModelHighlight *first = ((const Finding *)items->pdata[0])->highlight;
	gint64 from = first->from, to = MIN(first->to, model->now.quarter.end);
	const gint64 edges[3] = { MAX(from - (to - from), model->before.quarter.start), from, to };
	g_auto(Addresses) addresses = { 0 };
	gboolean expired;

	prepare(&addresses, model, source, items);
	if (items->len < 2)
		return TRUE;
	if (!aggregate_has_expired(source, edges[0], edges[2], &expired, error))
		return FALSE;
	for (gsize i = 0; !expired && i < 2; i++)
		if (!ask(&addresses, source, table_dimension(first->table), edges + i, i, error))
			return FALSE;
	for (guint i = 1; !expired && i < items->len; i++) {
		ModelHighlight *other = ((Finding *)items->pdata[i])->highlight;

		if (!is_of_same(&addresses, i))
			continue;
		join(first, other, "sources");
		other->shared_sources = shared(&addresses, 1, i);
	}
	return TRUE;
}

gboolean
together_find(const Model *model, Source *source, GArray *findings, GError **error)
{
	for (guint i = 0; i < findings->len; i++) {
		Finding *first = &g_array_index(findings, Finding, i);
		g_autoptr(GPtrArray) items = g_ptr_array_new();

		if (!is_rise(first) || g_str_equal(first->highlight->table, "region") ||
		    (first->highlight->tie && !g_str_equal(first->highlight->tie, "part")))
			continue;
		g_ptr_array_add(items, first);
		for (guint j = i + 1; j < findings->len; j++) {
			Finding *other = &g_array_index(findings, Finding, j);

			if (!is_rise(other) || other->highlight->parent ||
			    !may_belong(first->highlight, other->highlight))
				continue;
			if (same_network(first, other))
				join(first->highlight, other->highlight, "network");
			else
				g_ptr_array_add(items, other);
		}
		if (!join_same(model, source, items, error))
			return FALSE;
	}
	return TRUE;
}
