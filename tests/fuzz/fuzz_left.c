/* fuzz_left.c: what is kept of days, tables of keys and sketches, that is any bytes at all is read or it is refused. */
#include <string.h>
#include "../../report/store/inner.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
read_table(const guint8 *bytes, gsize length, gboolean sparse)
{
	g_autoptr(Heavy) heavy = heavy_read(g_memdup2(bytes, length), length, sparse);
	g_autofree gint64 *cells = NULL;
	const guint32 *columns;

	if (!heavy)
		return;
	cells = g_new0(gint64, heavy_columns(heavy, &columns) + 1);
	for (guint32 key = 0; key < 300; key++)
		heavy_find(heavy, key, cells);
}

/* A sketch that was read is the same when it is written and read again. */
static void
read_sketch(const guint8 *bytes, gsize length)
{
	g_autofree Sketch *sketch = g_new0(Sketch, 1), *again = g_new0(Sketch, 1);
	g_autoptr(GByteArray) written = NULL;
	g_autofree guint8 *copy = g_memdup2(bytes, length); /* its end is the end of what may be read */

	if (!sketch_read(sketch, copy, length))
		return;
	written = sketch_write(sketch);
	g_assert_true(sketch_read(again, written->data, written->len));
	g_assert_cmpmem(again, sizeof *again, sketch, sizeof *sketch);
	g_assert_cmpint(sketch_count(sketch), >=, 0);
}

/* The first byte chooses what it is read as. */
int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	if (size < 2)
		return 0;
	if (data[0] % 3 == 2)
		read_sketch(data + 1, size - 1);
	else
		read_table(data + 1, size - 1, data[0] % 3 == 1);
	return 0;
}
