/*
 * column.c: values to compressed bytes and back.  Knows neither rows nor days; the sizes it believes
 * are the caller's, never the data's.
 */
#include <string.h>
#include <zstd.h>
#include "column.h"

G_STATIC_ASSERT(G_BYTE_ORDER == G_LITTLE_ENDIAN); /* values go to disk as they lie in memory */

enum { KIND_ONE, KIND_CODES, KIND_VALUES };

#define LEVEL   1 /* 3 saves 0.5 % and costs 30 to 100 % more time (measured) */
#define VARINT  5 /* bytes of a 32-bit value at most */
#define WORKING (SEGMENT_ROWS * 16)

struct Codec {
	ZSTD_CCtx *compressor;
	ZSTD_DCtx *expander;
	guint8 *plain, *packed; /* [WORKING], [ZSTD_compressBound(WORKING) + 1024] */
	gsize packed_size;
	gint16 code[65536]; /* of a value; -1: none yet */
};

Codec *
codec_new(void)
{
	Codec *codec = g_new0(Codec, 1);

	codec->compressor = ZSTD_createCCtx();
	codec->expander = ZSTD_createDCtx();
	codec->packed_size = ZSTD_compressBound(WORKING) + 1024;
	codec->plain = g_malloc(WORKING);
	codec->packed = g_malloc(codec->packed_size);
	memset(codec->code, 0xff, sizeof codec->code);
	return codec;
}

void
codec_free(Codec *codec)
{
	if (!codec)
		return;
	ZSTD_freeCCtx(codec->compressor);
	ZSTD_freeDCtx(codec->expander);
	g_free(codec->plain);
	g_free(codec->packed);
	g_free(codec);
}

guint8 *
varint_put(guint8 *at, guint64 value)
{
	for (; value >= 0x80; value >>= 7)
		*at++ = (guint8)(value | 0x80);
	*at++ = (guint8)value;
	return at;
}

void
varint_append(GByteArray *bytes, guint64 value)
{
	guint8 buffer[10];

	g_byte_array_append(bytes, buffer, (guint)(varint_put(buffer, value) - buffer));
}

gboolean
varint_get(const guint8 **at, const guint8 *end, guint64 *value)
{
	const guint8 *p = *at;

	*value = 0;
	for (guint shift = 0; p < end && shift < 64; shift += 7) {
		*value |= (guint64)(*p & 0x7f) << shift;
		if (*p++ < 0x80) {
			*at = p;
			return TRUE;
		}
	}
	return FALSE;
}

/* Compresses behind the head bytes that already stand in packed. */
static const guint8 *
pack(Codec *codec, gsize head, const void *bytes, gsize n, gsize *length)
{
	gsize packed =
	    ZSTD_compressCCtx(codec->compressor, codec->packed + head, codec->packed_size - head, bytes, n, LEVEL);

	g_assert(!ZSTD_isError(packed)); /* the room is compressBound's */
	*length = head + packed;
	return codec->packed;
}

static gboolean
unpack(Codec *codec, const guint8 *data, gsize length, void *bytes, gsize n)
{
	return ZSTD_decompressDCtx(codec->expander, bytes, n, data, length) == n;
}

const guint8 *
column_put_bytes(Codec *codec, const void *bytes, gsize n, gsize *length)
{
	return pack(codec, 0, bytes, n, length);
}

gboolean
column_get_bytes(Codec *codec, const guint8 *data, gsize length, void *bytes, gsize n)
{
	return unpack(codec, data, length, bytes, n);
}

guint8 *
column_pack(Codec *codec, const void *bytes, gsize n, gsize *length)
{
	gsize room = ZSTD_compressBound(n);
	guint8 *packed = g_malloc(room);

	*length = ZSTD_compressCCtx(codec->compressor, packed, room, bytes, n, LEVEL);
	g_assert(!ZSTD_isError(*length));
	return packed;
}

guint8 *
column_unpack(Codec *codec, const guint8 *data, gsize length, gsize *n)
{
	guint64 size = ZSTD_getFrameContentSize(data, length);
	g_autofree guint8 *plain = NULL;

	if (size > COLUMN_LARGEST) /* also: unknown, no frame */
		return NULL;
	plain = g_malloc(size + 1);
	*n = size;
	return unpack(codec, data, length, plain, size) ? g_steal_pointer(&plain) : NULL;
}

/* Gives every value a code; how many there are, more than 256 where codes do not do. */
static gsize
find_codes(Codec *codec, const guint16 *values, gsize n, guint16 distinct[256])
{
	gsize found = 0;

	for (gsize i = 0; i < n && found <= 256; i++) {
		if (codec->code[values[i]] >= 0)
			continue;
		if (found < 256) {
			codec->code[values[i]] = (gint16)found;
			distinct[found] = values[i];
		}
		found++;
	}
	return found;
}

const guint8 *
column_put_small(Codec *codec, const guint16 *values, gsize n, gsize *length)
{
	guint16 distinct[256];
	gsize found = find_codes(codec, values, n, distinct);
	guint8 *head = codec->packed;
	const guint8 *packed = head;

	if (found == 1) {
		head[0] = KIND_ONE;
		memcpy(head + 1, distinct, 2);
		*length = 3;
	} else if (found <= 256) {
		head[0] = KIND_CODES;
		head[1] = (guint8)(found - 1);
		memcpy(head + 2, distinct, 2 * found);
		for (gsize i = 0; i < n; i++)
			codec->plain[i] = (guint8)codec->code[values[i]];
		packed = pack(codec, 2 + 2 * found, codec->plain, n, length);
	} else {
		head[0] = KIND_VALUES;
		packed = pack(codec, 1, values, 2 * n, length);
	}
	for (gsize i = 0; i < MIN(found, 256); i++)
		codec->code[distinct[i]] = -1;
	return packed;
}

static gboolean
get_codes(Codec *codec, const guint8 *data, gsize length, guint16 *values, gsize n)
{
	guint16 distinct[256] = { 0 };
	gsize found = (gsize)data[1] + 1;
	guint8 highest = 0;

	if (length < 2 + 2 * found || !unpack(codec, data + 2 + 2 * found, length - 2 - 2 * found, codec->plain, n))
		return FALSE;
	memcpy(distinct, data + 2, 2 * found);
	for (gsize i = 0; i < n; i++) {
		guint8 code = codec->plain[i];
		highest = MAX(highest, code);
		values[i] = distinct[code];
	}
	return highest < found;
}

gboolean
column_get_small(Codec *codec, const guint8 *data, gsize length, guint16 *values, gsize n)
{
	guint16 one;

	if (length < 3 || n > SEGMENT_ROWS)
		return FALSE;
	switch (data[0]) {
	case KIND_ONE:
		memcpy(&one, data + 1, 2);
		for (gsize i = 0; i < n; i++)
			values[i] = one;
		return length == 3;
	case KIND_CODES:
		return get_codes(codec, data, length, values, n);
	case KIND_VALUES:
		return unpack(codec, data + 1, length - 1, values, 2 * n);
	default:
		return FALSE;
	}
}

const guint8 *
column_put_wide(Codec *codec, const guint32 *values, gsize n, gboolean steps, gsize *length)
{
	guint8 *at = codec->plain;
	guint32 before = 0;

	for (gsize i = 0; i < n; i++) {
		guint32 value = values[i];
		if (steps) {
			guint32 step = value - before;
			before = value;
			value = step << 1 ^ (guint32)((gint32)step >> 31);
		}
		at = varint_put(at, value);
	}
	return pack(codec, 0, codec->plain, (gsize)(at - codec->plain), length);
}

gboolean
column_get_wide(Codec *codec, const guint8 *data, gsize length, guint32 *values, gsize n, gboolean steps)
{
	gsize plain = ZSTD_decompressDCtx(codec->expander, codec->plain, SEGMENT_ROWS * VARINT, data, length);
	const guint8 *at = codec->plain, *end;
	guint32 before = 0;

	if (ZSTD_isError(plain) || n > SEGMENT_ROWS)
		return FALSE;
	end = at + plain;
	for (gsize i = 0; i < n; i++) {
		guint64 value;
		if (at < end && *at < 0x80)
			value = *at++; /* nearly always */
		else if (!varint_get(&at, end, &value) || value > G_MAXUINT32)
			return FALSE;
		if (steps)
			value = before += (guint32)(value >> 1) ^ -(guint32)(value & 1);
		values[i] = (guint32)value;
	}
	return at == end;
}
