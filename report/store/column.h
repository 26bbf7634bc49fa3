/*
 * column: one field of a segment's rows as bytes, and back.  Inner to report/store.
 * Pure: it knows no database.  Bytes are little-endian; a decoder trusts nothing it reads.
 *
 * A small column (16 bits a row) opens with its kind: 0, then the one value of all rows; 1, then the
 * number of distinct values less one (8 bits), the values, and zstd of an 8-bit code a row; 2, then
 * zstd of the values.  Times and wide numbers are zstd of varints, times as zigzag steps.
 */
#pragma once
#include "scan.h"

typedef struct Codec Codec;

Codec *codec_new(void);
void codec_free(Codec *codec);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Codec, codec_free)

/*
 * The encoders give bytes that are good until the codec is used again; n is 1 to SEGMENT_ROWS.
 * The decoders fill n rows and fail (FALSE) on bytes that are not n rows.
 */
const guint8 *column_put_small(Codec *codec, const guint16 *values, gsize n, gsize *length);
gboolean column_get_small(Codec *codec, const guint8 *data, gsize length, guint16 *values, gsize n);

/* Values of 32 bits; as steps: each as its zigzag difference from the one before (the first from 0). */
const guint8 *column_put_wide(Codec *codec, const guint32 *values, gsize n, gboolean steps, gsize *length);
gboolean column_get_wide(Codec *codec, const guint8 *data, gsize length, guint32 *values, gsize n, gboolean steps);

/* n bytes, at most 16 * SEGMENT_ROWS. */
const guint8 *column_put_bytes(Codec *codec, const void *bytes, gsize n, gsize *length);
gboolean column_get_bytes(Codec *codec, const guint8 *data, gsize length, void *bytes, gsize n);

/* Any number of bytes up to COLUMN_LARGEST; the caller owns what comes back (g_free); NULL where data is not packed bytes. */
#define COLUMN_LARGEST (64 << 20)
guint8 *column_pack(Codec *codec, const void *bytes, gsize n, gsize *length);
guint8 *column_unpack(Codec *codec, const guint8 *data, gsize length, gsize *n);

/* Varints, seven bits a byte, lowest first.  Reading moves *at; FALSE at or past end. */
guint8 *varint_put(guint8 *at, guint64 value);
void varint_append(GByteArray *bytes, guint64 value);
gboolean varint_get(const guint8 **at, const guint8 *end, guint64 *value);
