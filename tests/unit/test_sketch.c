/*
 * test_sketch.c: what a sketch says is within five standard errors of what a set of addresses says, on average within
 * one; and it is the same sketch whatever the order, in parts, or kept and read again.
 */
#include <math.h>
#include <string.h>
#include "sketch.h"

static const double standard_error = 1.04 / 128;

/* An address that is far from a random one: sensors see whole networks. */
static guint64
hash_of(guint8 family, guint32 set, guint32 i)
{
	guint8 address[16] = { 0x20, 0x01, 0x0d, 0xb8 };
	guint32 number = GUINT32_TO_BE(family == 4 ? set * 50021u + i : i);

	if (family == 4)
		return sketch_hash(4, (const guint8 *)&number);
	memcpy(address + 4, &set, sizeof set);
	memcpy(address + 12, &number, sizeof number);
	return sketch_hash(6, address);
}

/* --- error ----------------------------------------------------------------------------------- */

static const struct {
	const char *what;
	guint8 family;
	guint32 n, sets;
} sizes[] = {
	{ "none", 4, 0, 1 },
	{ "one", 4, 1, 50 },
	{ "some", 4, 37, 50 },
	{ "hundreds", 6, 700, 100 },
	{ "as many as registers", 4, 16384, 100 },
	{ "where linear counting ends", 4, 41000, 100 },
	{ "many", 6, 100000, 50 },
	{ "very many", 4, 1000000, 8 },
};

static void
counts(gconstpointer data)
{
	gsize size = GPOINTER_TO_SIZE(data);
	double n = sizes[size].n, squares = 0, mean = 0, allowed = MAX(n * standard_error, 0.5);

	for (guint32 set = 0; set < sizes[size].sets; set++) {
		g_autofree Sketch *sketch = g_new0(Sketch, 1);
		double wrong;

		for (guint32 i = 0; i < sizes[size].n; i++)
			sketch_add(sketch, hash_of(sizes[size].family, set, i));
		wrong = (double)sketch_count(sketch) - n;
		g_assert_cmpfloat(fabs(wrong), <=, 5 * allowed);
		squares += wrong * wrong / sizes[size].sets;
		mean += wrong / sizes[size].sets;
	}
	g_assert_cmpfloat(sqrt(squares), <=, 1.4 * allowed);
	/* no bias that is more than chance */
	g_assert_cmpfloat(fabs(mean), <=, 4 * allowed / sqrt(sizes[size].sets));
}

/* --- the same sketch ------------------------------------------------------------------------- */

static Sketch *
fill(guint32 from, guint32 to)
{
	Sketch *sketch = g_new0(Sketch, 1);

	for (guint32 i = from; i < to; i++)
		sketch_add(sketch, hash_of(4, 1, i));
	return sketch;
}

static void
merges(void)
{
	g_autofree Sketch *whole = fill(0, 30000), *first = fill(0, 20000), *second = fill(10000, 30000);

	sketch_merge(first, second);
	g_assert_cmpmem(first, sizeof *first, whole, sizeof *whole);
	sketch_merge(first, second);
	g_assert_cmpmem(first, sizeof *first, whole, sizeof *whole);
}

/* What was kept by an earlier program must be understood by a later one. */
static void
stays(void)
{
	static const guint8 four[4] = { 192, 0, 2, 1 }, six[16] = { 0x20, 1, 0x0d, 0xb8, [15] = 1 };

	g_assert_cmphex(sketch_hash(4, four), ==, G_GUINT64_CONSTANT(0x086b59864b0dabee));
	g_assert_cmphex(sketch_hash(6, six), ==, G_GUINT64_CONSTANT(0xc32c3147e3ee9ac2));
}

static void
keeps(gconstpointer data)
{
	g_autofree Sketch *sketch = fill(0, GPOINTER_TO_UINT(data)), *again = g_new0(Sketch, 1);
	g_autoptr(GByteArray) bytes = sketch_write(sketch);

	g_assert_true(sketch_read(again, bytes->data, bytes->len));
	g_assert_cmpmem(again, sizeof *again, sketch, sizeof *sketch);
	g_assert_cmpuint(bytes->len, <=, MIN(3 * GPOINTER_TO_UINT(data) + 2, SKETCH_REGISTERS + 3));
}

/* --- bytes that are none --------------------------------------------------------------------- */

static const struct {
	const char *what;
	gsize length;
	guint8 bytes[8];
} wrong[] = {
	{ "nothing", 0, { 0 } },
	{ "fewer than said", 2, { 1, 5 } },
	{ "more than said", 4, { 1, 5, 1, 1 } },
	{ "the same register twice", 5, { 2, 5, 0, 1, 1 } },
	{ "a register beyond the last", 5, { 1, 0x80, 0x80, 1, 1 } },
	{ "registers beyond the last", 7, { 2, 0xff, 0x7f, 1, 1, 1 } },
	{ "a level of none", 3, { 1, 5, 0 } },
	{ "a level beyond the last", 3, { 1, 5, 52 } },
	{ "too many", 4, { 0x81, 0x80, 1, 1 } },
};

static void
refuses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree Sketch *sketch = g_new0(Sketch, 1);
	g_autofree guint8 *bytes = g_memdup2(wrong[i].bytes, wrong[i].length);

	g_assert_false(sketch_read(sketch, bytes, wrong[i].length));
}

int
main(int argc, char **argv)
{
	static const guint32 kept[] = { 0, 1, 200, 4000, 6000, 100000 };

	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autofree char *path = g_strdup_printf("/sketch/counts/%s", sizes[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), counts);
	}
	g_test_add_func("/sketch/merges", merges);
	g_test_add_func("/sketch/stays", stays);
	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
		g_autofree char *path = g_strdup_printf("/sketch/keeps/%u", kept[i]);
		g_test_add_data_func(path, GUINT_TO_POINTER(kept[i]), keeps);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autofree char *path = g_strdup_printf("/sketch/refuses/%s", wrong[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses);
	}
	return g_test_run();
}
