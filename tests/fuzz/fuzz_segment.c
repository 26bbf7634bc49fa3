/* fuzz_segment.c: a column of a segment that is any bytes at all is rows or it is refused. */
#include <string.h>
#include "../../report/store/column.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* The first bytes choose what it is read as and how many rows it should be. */
int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	static guint32 wide[SEGMENT_ROWS];
	static guint16 small[SEGMENT_ROWS];
	static Codec *codec;
	g_autofree guint8 *copy = NULL;
	gsize rows, length;

	if (size < 4)
		return 0;
	if (!codec)
		codec = codec_new();
	rows = 1 + ((gsize)data[1] | (gsize)data[2] << 8 | (gsize)(data[3] & 3) << 16);
	copy = g_memdup2(data + 4, size - 4); /* its end is the end of what may be read */
	length = size - 4;
	switch (data[0] % 5) {
	case 0:
		column_get_small(codec, copy, length, small, rows);
		break;
	case 1:
		column_get_wide(codec, copy, length, wide, rows, TRUE);
		break;
	case 2:
		column_get_wide(codec, copy, length, wide, rows, FALSE);
		break;
	case 3:
		column_get_bytes(codec, copy, length, wide, rows * sizeof *wide);
		break;
	default:
		g_free(column_unpack(codec, copy, length, &rows));
	}
	return 0;
}
