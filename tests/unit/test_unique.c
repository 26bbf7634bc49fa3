/* test_unique.c: distinct addresses equal those of a plain set, in one pass or in many, from one feed or two. */
#include <string.h>
#include "../../report/source/unique.h"

#define ROWS   40000
#define LISTS  3
#define GROUPS 90

static const UniqueList lists[LISTS] = { { GROUPS, FALSE }, { GROUPS, TRUE }, { 7, FALSE } };

static const struct {
	const char *what;
	gsize limit;
	guint feeds, passes; /* passes: at least */
	guint8 family;
} cases[] = {
	{ "in one pass", 1 << 30, 1, 1, 4 },
	{ "of family 6", 1 << 30, 1, 1, 6 },
	{ "from two feeds", 1 << 30, 2, 1, 4 },
	{ "in many passes", 100000, 1, 8, 4 },
	{ "in many passes from two feeds", 100000, 2, 8, 6 },
};

typedef struct {
	guint8 sources[ROWS * 16];
	guint16 groups[LISTS][ROWS]; /* plus one; 0: none */
	guint16 codes[LISTS][ROWS];
	guint32 bins[ROWS];
} Sample;

static void
fill(Sample *sample, const Unique *unique, guint8 family)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(11);
	gsize width = family == 4 ? 4 : 16;

	memset(sample, 0, sizeof *sample);
	for (gsize i = 0; i < ROWS; i++) {
		guint32 address = (guint32)g_rand_int_range(rand, 0, ROWS / 3);
		memcpy(sample->sources + i * width, &address, 4);
		if (family == 6)
			sample->sources[i * width + 15] = (guint8)(address % 3);
		for (gsize l = 0; l < LISTS; l++) {
			gsize group = (gsize)g_rand_int_range(rand, 0, (gint32)lists[l].groups + 1);
			if (lists[l].one && i % 50)
				group = address % lists[l].groups + 1; /* but seldom another */
			sample->groups[l][i] = (guint16)group;
			sample->codes[l][i] = group ? unique_code(unique, l, group - 1) : 0;
		}
		sample->bins[i] = i % 10 ? 0 : UNIQUE_SKIP;
	}
}

/* The answer by a set of words; the group of all rows is LISTS, 1. */
static gint64
expect(const Sample *sample, gsize list, gsize group, guint8 family)
{
	g_autoptr(GHashTable) set =
	    g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	gsize width = family == 4 ? 4 : 16;

	for (gsize i = 0; i < ROWS; i++)
		if (sample->bins[i] != UNIQUE_SKIP && (list == LISTS || sample->groups[list][i] == group))
			g_hash_table_add(set, g_bytes_new(sample->sources + i * width, width));
	return g_hash_table_size(set);
}

/* Gives how many passes it took. */
static guint
run(Unique *unique, const Sample *sample, guint8 family, guint n_feeds, gint64 *const *counts, gint64 *total)
{
	const guint16 *codes[LISTS];
	gsize width = family == 4 ? 4 : 16;
	guint passes = 0;

	do {
		for (guint f = 0; f < n_feeds; f++) {
			UniqueFeed *feed = unique_feed_new(unique);
			gsize from = f * ROWS / n_feeds, to = (f + 1) * ROWS / n_feeds;
			for (gsize l = 0; l < LISTS; l++)
				codes[l] = sample->codes[l] + from;
			unique_add(feed, family, sample->sources + from * width, codes, sample->bins + from, to - from);
			unique_feed_end(feed);
			unique_feed_free(feed);
		}
		passes++;
	} while (unique_count(unique, counts, total));
	return passes;
}

static void
counts(gconstpointer data)
{
	gsize c = GPOINTER_TO_SIZE(data);
	guint8 family = cases[c].family;
	g_autofree Sample *sample = g_new(Sample, 1);
	g_autoptr(Unique) unique = unique_new(lists, LISTS, cases[c].limit);
	gint64 a[GROUPS] = { 0 }, b[GROUPS] = { 0 }, d[7] = { 0 }, total = 0;
	gint64 *const all[LISTS] = { a, b, d };

	fill(sample, unique, family);
	g_assert_cmpuint(run(unique, sample, family, cases[c].feeds, all, &total), >=, cases[c].passes);
	g_assert_cmpint(total, ==, expect(sample, LISTS, 0, family));
	for (gsize l = 0; l < LISTS; l++)
		for (gsize g = 0; g < lists[l].groups; g++)
			g_assert_cmpint(all[l][g], ==, expect(sample, l, g + 1, family));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/unique/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), counts);
	}
	return g_test_run();
}
