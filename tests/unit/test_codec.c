/* test_codec.c: columns come back as they went in, in the form that is smallest, and nothing else passes. */
#include <string.h>
#include "../../report/store/column.h"

static const gsize sizes[] = { 1, 2, 3, 255, 256, 257, 10000, SEGMENT_ROWS };

/* distinct values, spread so that neighbours differ. */
static guint32
value(gsize i, guint32 distinct, guint32 step)
{
	return (guint32)(i * 7919 % distinct) * step;
}

static void
small_comes_back(void)
{
	static const guint32 distinct[] = { 1, 2, 256, 257, 65536 };
	g_autoptr(Codec) codec = codec_new();
	g_autofree guint16 *in = g_new(guint16, SEGMENT_ROWS);
	g_autofree guint16 *out = g_new(guint16, SEGMENT_ROWS);

	for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++)
		for (gsize d = 0; d < G_N_ELEMENTS(distinct); d++) {
			g_autofree guint8 *copy = NULL;
			const guint8 *data;
			gsize length;
			for (gsize i = 0; i < sizes[s]; i++)
				in[i] = (guint16)value(i, distinct[d], 65536 / distinct[d]);
			data = column_put_small(codec, in, sizes[s], &length);
			copy = g_memdup2(data, length);
			memset(out, 0xff, SEGMENT_ROWS * sizeof *out);
			g_assert_true(column_get_small(codec, copy, length, out, sizes[s]));
			g_assert_cmpmem(in, sizes[s] * 2, out, sizes[s] * 2);
			g_assert_true(distinct[d] > 1 || length == 3);
			g_assert_false(column_get_small(codec, copy, length - 1, out, sizes[s]));
			g_assert_true(length == 3 || !column_get_small(codec, copy, length, out, sizes[s] + 1));
		}
}

static void
wide_comes_back(void)
{
	g_autoptr(Codec) codec = codec_new();
	g_autofree guint32 *in = g_new(guint32, SEGMENT_ROWS);
	g_autofree guint32 *out = g_new(guint32, SEGMENT_ROWS);

	for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++)
		for (int steps = 0; steps < 2; steps++) {
			g_autofree guint8 *copy = NULL;
			const guint8 *data;
			gsize length;
			for (gsize i = 0; i < sizes[s]; i++)
				in[i] = i % 9 ? value(i, 60000, 71582) : G_MAXUINT32 - (guint32)i;
			data = column_put_wide(codec, in, sizes[s], steps, &length);
			copy = g_memdup2(data, length);
			g_assert_true(column_get_wide(codec, copy, length, out, sizes[s], steps));
			g_assert_cmpmem(in, sizes[s] * 4, out, sizes[s] * 4);
			g_assert_false(column_get_wide(
			    codec, copy, length, out, sizes[s] + (sizes[s] < SEGMENT_ROWS ? 1 : -1), steps));
		}
}

/* A code beyond the values it stands for. */
static void
refuses_a_wild_code(void)
{
	const guint16 two[] = { 4, 9, 4, 9 };
	g_autoptr(Codec) codec = codec_new();
	g_autofree guint8 *copy = NULL;
	const guint8 *data;
	guint16 out[4];
	gsize length;

	data = column_put_small(codec, two, 4, &length);
	copy = g_memdup2(data, length);
	g_assert_true(column_get_small(codec, copy, length, out, 4));
	copy[1] = 0; /* one value where the codes are of two */
	memmove(copy + 4, copy + 6, length - 6);
	g_assert_false(column_get_small(codec, copy, length - 2, out, 4));
	copy[0] = 9;
	g_assert_false(column_get_small(codec, copy, length - 2, out, 4));
}

static void
packs_any_length(void)
{
	g_autoptr(Codec) codec = codec_new();
	g_autofree guint8 *packed = NULL, *plain = NULL;
	gsize length, n;

	packed = column_pack(codec, "", 0, &length);
	plain = column_unpack(codec, packed, length, &n);
	g_assert_nonnull(plain);
	g_assert_cmpuint(n, ==, 0);
	g_assert_null(column_unpack(codec, (const guint8 *)"no frame", 8, &n));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/codec/small comes back", small_comes_back);
	g_test_add_func("/codec/wide comes back", wide_comes_back);
	g_test_add_func("/codec/refuses a wild code", refuses_a_wild_code);
	g_test_add_func("/codec/packs any length", packs_any_length);
	return g_test_run();
}
