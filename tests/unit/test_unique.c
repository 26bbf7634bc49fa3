/*
 * test_unique.c: distinct addresses equal those of a plain set, from one feed or two, in memory, by a file and, where
 * there can be none or it is full, in many passes.
 */
#include <signal.h>
#include <sys/resource.h>
#include <string.h>
#include "../../report/source/unique.h"

#define ROWS   40000
#define FIELDS 3
#define LISTS  4 /* one a field, and a second of the first */
#define GROUPS 90

static const gsize groups_of[LISTS] = { GROUPS, GROUPS, 7, 13 };
/* More than a sheet takes: the answer must not depend on how fields lie. */
static const gsize wide[LISTS] = { 40000, 60000, 50000, 30000 };

static const struct {
	const char *what;
	gsize limit;
	const char *folder;
	guint feeds, least, most; /* passes */
	guint8 family;
	guint times;  /* all rows come so often */
	gboolean hot; /* nearly all from one address */
	const gsize *lists;
} cases[] = {
	{ "in memory", 1 << 30, NULL, 1, 1, 1, 4, 1, FALSE, groups_of },
	{ "of family 6", 1 << 30, NULL, 1, 1, 1, 6, 1, FALSE, groups_of },
	{ "from two feeds", 1 << 30, NULL, 2, 1, 1, 4, 1, FALSE, groups_of },
	{ "on two sheets", 1 << 30, NULL, 1, 1, 1, 4, 1, FALSE, wide },
	{ "by a file", 100000, NULL, 1, 1, 1, 4, 8, FALSE, groups_of },
	{ "by a file from two feeds", 100000, NULL, 2, 1, 1, 6, 3, FALSE, groups_of },
	{ "mostly from one", 1 << 30, NULL, 2, 1, 1, 4, 40, TRUE, groups_of },
	{ "mostly from one of family 6, by a file", 100000, NULL, 1, 1, 1, 6, 20, TRUE, groups_of },
	{ "where there is no folder", 100000, "/nowhere", 1, 8, 256, 4, 1, FALSE, groups_of },
	{ "where there is no folder, two feeds", 100000, "/nowhere", 2, 8, 256, 6, 1, FALSE, groups_of },
	{ "where the disk is full", 100000, NULL, 1, 2, 256, 4, 8, FALSE, groups_of },
};

typedef struct {
	guint8 sources[ROWS * 16];
	guint16 numbers[FIELDS][ROWS]; /* 0: none */
	guint32 codes[FIELDS][ROWS];   /* of the sheets, with the numbers of their fields */
	guint16 group[LISTS][G_MAXUINT16 + 1];
	guint32 bins[ROWS];
} Sample;

static void
fill(Sample *sample, const gsize *lists, guint8 family, gboolean hot)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(11);
	gsize width = family == 4 ? 4 : 16;

	memset(sample, 0, sizeof *sample);
	for (gsize i = 0; i < ROWS; i++) {
		guint32 address = hot && i % 16 ? 1 : (guint32)g_rand_int_range(rand, 0, ROWS / 3);
		memcpy(sample->sources + i * width, &address, 4);
		if (family == 6)
			sample->sources[i * width + 15] = (guint8)(address % 3);
		for (gsize f = 0; f < FIELDS; f++)
			sample->numbers[f][i] = (guint16)g_rand_int_range(rand, 0, (gint32)lists[f] + 1);
		sample->bins[i] = i % 10 ? 0 : UNIQUE_SKIP;
	}
	for (gsize l = 0; l < LISTS; l++)
		for (gsize number = 0; number <= lists[l % FIELDS]; number++)
			sample->group[l][number] = (guint16)(number % (lists[l] + 1));
}

static void
find_codes(const Unique *unique, Sample *sample)
{
	for (gsize f = 0; f < FIELDS; f++) {
		UniquePlace place = unique_place(unique, f);

		for (gsize i = 0; i < ROWS; i++)
			sample->codes[place.sheet][i] |= (guint32)sample->numbers[f][i] << place.shift;
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
		if (sample->bins[i] != UNIQUE_SKIP &&
		    (list == LISTS || sample->group[list][sample->numbers[list % FIELDS][i]] == group))
			g_hash_table_add(set, g_bytes_new(sample->sources + i * width, width));
	return g_hash_table_size(set);
}

/* Gives how many passes it took. */
static guint
run(gsize c, Unique *unique, const Sample *sample, gint64 *const *counts, gint64 *total)
{
	const guint32 *codes[FIELDS];
	gsize width = cases[c].family == 4 ? 4 : 16;
	GError *error = NULL;
	gboolean again;
	guint passes = 0;

	do {
		for (guint f = 0; f < cases[c].feeds; f++) {
			UniqueFeed *feed = unique_feed_new(unique);
			gsize from = f * ROWS / cases[c].feeds, to = (f + 1) * ROWS / cases[c].feeds;
			for (gsize sheet = 0; sheet < unique_sheets(unique); sheet++)
				codes[sheet] = sample->codes[sheet] + from;
			for (guint t = 0; t < cases[c].times; t++)
				unique_add(feed, cases[c].family, sample->sources + from * width, codes,
				    sample->bins + from, to - from);
			unique_feed_end(feed);
			unique_feed_free(feed);
		}
		passes++;
		g_assert_true(unique_count(unique, cases[c].feeds - 1, counts, total, &again, &error));
		g_assert_no_error(error);
	} while (again);
	return passes;
}

/* No file grows beyond so many bytes, until it is called again with none. */
static void
fill_disk(gboolean full)
{
	struct rlimit limit;

	signal(SIGXFSZ, full ? SIG_IGN : SIG_DFL);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = full ? 200000 : limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
}

static void
counts(gconstpointer data)
{
	gsize c = GPOINTER_TO_SIZE(data);
	const gsize *lists = cases[c].lists;
	gboolean full = g_str_equal(cases[c].what, "where the disk is full");
	g_autofree Sample *sample = g_new(Sample, 1);
	UniqueList read[LISTS];
	g_autoptr(Unique) unique = NULL;
	gint64 *all[LISTS];
	gint64 total = 0;
	guint passes;

	for (gsize l = 0; l < LISTS; l++) {
		all[l] = g_new0(gint64, lists[l]);
		read[l] = (UniqueList) { l % FIELDS, lists[l], sample->group[l] };
	}
	unique = unique_new(lists, FIELDS, read, LISTS, cases[c].limit, cases[c].folder);
	fill(sample, lists, cases[c].family, cases[c].hot);
	find_codes(unique, sample);
	g_assert_cmpuint(unique_sheets(unique), ==, lists == wide ? 2 : 1);
	if (full)
		fill_disk(TRUE);
	passes = run(c, unique, sample, all, &total);
	fill_disk(FALSE);
	g_assert_cmpuint(passes, >=, cases[c].least);
	g_assert_cmpuint(passes, <=, cases[c].most);
	g_assert_cmpint(total, ==, expect(sample, LISTS, 0, cases[c].family));
	for (gsize l = 0; l < LISTS; l++) {
		gint64 sum = 0;
		for (gsize g = 0; g<lists[l]; g += lists[l]> GROUPS ? 997 : 1)
			g_assert_cmpint(all[l][g], ==, expect(sample, l, g + 1, cases[c].family));
		for (gsize g = 0; g < lists[l]; g++)
			sum += all[l][g];
		g_assert_cmpint(sum, >, 0);
		g_free(all[l]);
	}
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
