/*
 * bytes.c: values as RowBinary has them: integers little-endian, texts behind their length in LEB128.
 */
#include <string.h>
#include "bytes.h"

void
bytes_number(GByteArray *bytes, guint64 number, guint width)
{
	guint64 little = GUINT64_TO_LE(number);

	g_byte_array_append(bytes, (const guint8 *)&little, width);
}

void
bytes_text(GByteArray *bytes, const char *text)
{
	gsize length = text ? strlen(text) : 0;
	guint8 byte;

	for (gsize left = length; left >= 0x80; left >>= 7) {
		byte = (guint8)(left | 0x80);
		g_byte_array_append(bytes, &byte, 1);
	}
	byte = 0;
	for (gsize left = length; left > 0; left >>= 7)
		byte = (guint8)(left & 0x7f);
	g_byte_array_append(bytes, &byte, 1);
	if (length > 0)
		g_byte_array_append(bytes, (const guint8 *)text, (guint)length);
}
