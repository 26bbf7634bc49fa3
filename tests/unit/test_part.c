/*
 * test_part.c: a part counted in one piece and in many slices gives the same, and the right, counts; so does one that
 * was squeezed before.
 */
#include "../../report/source/part.h"

enum { RECORDS = 30000, ADDRESSES = 7000, GROUPS = 20, CODE = 5 /* bits */ };

static const struct {
	const char *what;
	gsize size; /* of a record [B] */
	guint threads;
	gboolean squeezed;
} cases[] = {
	{ "short, whole", 4, 1, FALSE },
	{ "short, in slices", 4, 100000, FALSE },
	{ "short, squeezed", 4, 1, TRUE },
	{ "long, whole", DISTINCT_LONG, 1, FALSE },
	{ "long, in slices", DISTINCT_LONG, 100000, FALSE },
	{ "long, squeezed, in slices", DISTINCT_LONG, 100000, TRUE },
};

static void
put_record(guint8 *to, gsize size, guint64 address, guint64 code)
{
	guint64 record[3] = { address, address * 3, code };

	if (size == DISTINCT_LONG)
		memcpy(to, record, sizeof record);
	else
		part_put_word(to, address | code << DISTINCT_KEY);
}

/* Fills the part; seen[address * (GROUPS + 1) + group] becomes 1. */
static void
fill(Part *part, Pieces *pieces, gsize size, guint8 *seen)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);
	Piece *piece = pieces_take(pieces);

	for (gsize i = 0; i < RECORDS; i++) {
		gsize address = (gsize)g_rand_int_range(rand, 0, ADDRESSES),
		      code = (gsize)g_rand_int_range(rand, 0, GROUPS + 1);

		put_record(piece->bytes + piece->n++ * size, size, (address * 40503) % (1 << DISTINCT_KEY), code);
		seen[address * (GROUPS + 1) + code] = 1;
		if (piece->n == PIECE / size) {
			pile_put(&part->pile, pieces, piece);
			piece = pieces_take(pieces);
		}
	}
	pile_put(&part->pile, pieces, piece);
}

static void
counts(gconstpointer data)
{
	gsize c = GPOINTER_TO_SIZE(data), size = cases[c].size;
	guint16 group[1 << CODE] = { 0 };
	const DistinctField field = { 0, (1 << CODE) - 1, group, 0 };
	Distinct *distinct = distinct_new(&field, 1, GROUPS + 1);
	Pieces *pieces = pieces_new(1 << 30, NULL);
	g_autofree guint8 *seen = g_malloc0(ADDRESSES * (GROUPS + 1));
	g_autofree Part *part = g_new0(Part, 1);
	gint64 total = 0;

	for (guint16 g = 0; g <= GROUPS; g++)
		group[g] = g;
	fill(part, pieces, size, seen);
	if (cases[c].squeezed) {
		g_assert_true(part_squeeze(part, pieces, size, DISTINCT_KEY + CODE, distinct, NULL));
		g_assert_cmpuint(part->pile.n, <, RECORDS);
	}
	g_assert_true(part_count(part, pieces, size, cases[c].threads, distinct, NULL));
	for (gsize g = 1; g <= GROUPS; g++) {
		gint64 n = 0;

		for (gsize a = 0; a < ADDRESSES; a++)
			n += seen[a * (GROUPS + 1) + g];
		g_assert_cmpint(distinct_count(distinct, g), ==, n);
	}
	for (gsize a = 0; a < ADDRESSES; a++)
		total += memchr(seen + a * (GROUPS + 1), 1, GROUPS + 1) != NULL;
	g_assert_cmpint(distinct_total(distinct), ==, total);
	distinct_free(distinct);
	pieces_free(pieces);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/part/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), counts);
	}
	return g_test_run();
}
