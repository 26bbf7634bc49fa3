/* test_rank.c: who shares a rank, who comes first of equals, who is not ranked. */
#include "../../report/aggregate/rank.h"

static const struct {
	const char *what;
	gint64 packets[6]; /* of keys 10, 11, ...; -1 ends them */
	guint32 order[6];  /* keys as they come out */
	gint64 rank[6];
} cases[] = {
	{ "all differ", { 5, 9, 7, -1 }, { 11, 12, 10 }, { 1, 2, 3 } },
	{ "two share the first", { 9, 5, 9, -1 }, { 10, 12, 11 }, { 1, 1, 3 } },
	{ "two share the second", { 9, 5, 5, 1, -1 }, { 10, 11, 12, 13 }, { 1, 2, 2, 4 } },
	{ "all are equal", { 3, 3, 3, -1 }, { 10, 11, 12 }, { 1, 1, 1 } },
	{ "one not seen", { 0, 4, 0, 2, -1 }, { 11, 13, 10, 12 }, { 1, 2, 0, 0 } },
	{ "one alone", { 1, -1 }, { 10 }, { 1 } },
	{ "none", { -1 }, { 0 }, { 0 } },
};

static void
ranks(gconstpointer data)
{
	gsize c = GPOINTER_TO_SIZE(data);
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RankItem));

	for (guint i = 0; cases[c].packets[i] >= 0; i++) {
		/* the quarter before is this one turned round */
		RankItem item = {
			.key = 10 + i, .packets = cases[c].packets[i], .previous = 100 - cases[c].packets[i]
		};

		g_array_append_val(items, item);
	}
	rank_give(items);
	for (guint i = 0; i < items->len; i++) {
		const RankItem *item = &g_array_index(items, RankItem, i);
		gint64 more = 0;

		g_assert_cmpuint(item->key, ==, cases[c].order[i]);
		g_assert_cmpint(item->rank, ==, cases[c].rank[i]);
		g_assert_cmpuint(item->place, ==, i);
		for (guint k = 0; k < items->len; k++)
			more += g_array_index(items, RankItem, k).previous > item->previous;
		g_assert_cmpint(item->order, ==, more + 1);
	}
}

static void
folds(void)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RankItem));
	const RankItem list[] = { { .key = 2, .packets = 1 }, { .key = 1, .previous = 4 }, { .key = 2, .previous = 3 },
		{ .key = 2, .packets = 5, .kept = TRUE } };

	g_array_append_vals(items, list, G_N_ELEMENTS(list));
	rank_fold(items);
	g_assert_cmpuint(items->len, ==, 2);
	g_assert_cmpuint(g_array_index(items, RankItem, 0).key, ==, 1);
	g_assert_cmpint(g_array_index(items, RankItem, 1).packets, ==, 6);
	g_assert_cmpint(g_array_index(items, RankItem, 1).previous, ==, 3);
	g_assert_true(g_array_index(items, RankItem, 1).kept);
}

static void
puts_unranked_last(void)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RankItem));
	const RankItem list[] = { { .key = 1, .packets = 90, .previous = 90, .unranked = TRUE },
		{ .key = 2, .packets = 0, .previous = 2 }, { .key = 3, .packets = 7, .previous = 7 } };

	g_array_append_vals(items, list, G_N_ELEMENTS(list));
	rank_give(items);
	g_assert_cmpuint(g_array_index(items, RankItem, 0).key, ==, 3);
	g_assert_cmpint(g_array_index(items, RankItem, 0).rank, ==, 1);
	g_assert_cmpint(g_array_index(items, RankItem, 0).order, ==, 1);
	g_assert_cmpuint(g_array_index(items, RankItem, 2).key, ==, 1);
	g_assert_cmpint(g_array_index(items, RankItem, 2).rank, ==, 0);
	g_assert_cmpint(g_array_index(items, RankItem, 2).order, ==, 0);
}

static int
as_told(gconstpointer a, gconstpointer b)
{
	const RankItem *x = a, *y = b;

	if (x->unranked != y->unranked)
		return x->unranked ? 1 : -1;
	if (x->packets != y->packets)
		return x->packets > y->packets ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

/* Many, with ties, huge counts and keys in no order, against a sort by comparison. */
static void
orders_many(void)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RankItem)), other = NULL;

	for (guint i = 0; i < 50000; i++) {
		RankItem item = { .key = (i * 2654435761u) >> 8,
			.packets =
			    i % 7 == 0 ? (gint64)g_test_rand_int_range(0, 1 << 30) << 20 : g_test_rand_int_range(0, 9),
			.previous = g_test_rand_int_range(0, 5000),
			.unranked = i % 11 == 0 };

		g_array_append_val(items, item);
	}
	rank_give(items);
	other = g_array_copy(items);
	g_array_sort(other, as_told);
	for (guint i = 0; i < items->len; i++)
		g_assert_cmpuint(g_array_index(items, RankItem, i).key, ==, g_array_index(other, RankItem, i).key);
}

/* Labels get their numbers in the order of loading: the order of equals must not depend on it. */
static void
orders_labels_by_name(void)
{
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(RankItem));
	const RankItem list[] = { { .key = 1, .name = "zmap", .packets = 5 },
		{ .key = 2, .name = "mirai", .packets = 5 } };

	g_array_append_vals(items, list, G_N_ELEMENTS(list));
	rank_give(items);
	g_assert_cmpstr(g_array_index(items, RankItem, 0).name, ==, "mirai");
	g_assert_cmpint(g_array_index(items, RankItem, 1).rank, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/rank/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), ranks);
	}
	g_test_add_func("/rank/folds", folds);
	g_test_add_func("/rank/unranked last", puts_unranked_last);
	g_test_add_func("/rank/many", orders_many);
	g_test_add_func("/rank/labels by name", orders_labels_by_name);
	return g_test_run();
}
