/*
 * icc.c: a small ICC v4 display profile of sRGB, made here so that no profile need be shipped.
 * Primaries and white of IEC 61966-2-1, adapted to D50 by Bradford (ICC.1:2010, annex E); the
 * curve is the standard's own, as parametric type 3.
 */
#include <string.h>
#include "finish_room.h"

enum { HEADER = 128, ENTRY = 12 };

static void
put_u16(GByteArray *out, guint value)
{
	guint16 bytes = GUINT16_TO_BE((guint16)value);
	g_byte_array_append(out, (const guint8 *)&bytes, sizeof bytes);
}

static void
put_u32(GByteArray *out, guint32 value)
{
	guint32 bytes = GUINT32_TO_BE(value);
	g_byte_array_append(out, (const guint8 *)&bytes, sizeof bytes);
}

static void
put_tag(GByteArray *out, const char *tag)
{
	g_byte_array_append(out, (const guint8 *)tag, 4);
}

/* s15Fixed16Number */
static void
put_fixed(GByteArray *out, const double *values, gsize n)
{
	for (gsize i = 0; i < n; i++)
		put_u32(out, (guint32)(gint32)(values[i] * 65536 + (values[i] < 0 ? -0.5 : 0.5)));
}

static void
put_zeros(GByteArray *out, gsize n)
{
	while (n-- > 0)
		g_byte_array_append(out, (const guint8 *)"", 1);
}

/* multiLocalizedUnicodeType with one English record */
static void
put_text(GByteArray *out, const char *text)
{
	put_tag(out, "mluc");
	put_u32(out, 0);
	put_u32(out, 1);
	put_u32(out, ENTRY);
	put_tag(out, "enUS");
	put_u32(out, (guint32)strlen(text) * 2);
	put_u32(out, 28);
	for (; *text; text++)
		put_u16(out, (guchar)*text);
}

static void
put_numbers(GByteArray *out, const char *type, const double *values, gsize n)
{
	put_tag(out, type);
	put_u32(out, 0);
	put_fixed(out, values, n);
}

static void
put_curve(GByteArray *out)
{
	static const double gamma[] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };

	put_tag(out, "para");
	put_u32(out, 0);
	put_u16(out, 3);
	put_u16(out, 0);
	put_fixed(out, gamma, G_N_ELEMENTS(gamma));
}

static const double white[] = { 0.9642, 1.0, 0.8249 };
static const double red[] = { 0.4360747, 0.2225045, 0.0139322 };
static const double green[] = { 0.3850649, 0.7168786, 0.0971045 };
static const double blue[] = { 0.1430804, 0.0606169, 0.7141733 };
static const double adaption[] = { 1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345,
	0.0150436, 0.7521316 };

/* The tags in order; one with no values is text, or the curve that all three channels share. */
static const struct {
	const char *tag, *type, *text;
	const double *values;
	gsize n;
} tags[] = {
	{ "desc", "mluc", "sRGB", NULL, 0 },
	{ "cprt", "mluc", "CC0", NULL, 0 },
	{ "wtpt", "XYZ ", NULL, white, 3 },
	{ "chad", "sf32", NULL, adaption, 9 },
	{ "rXYZ", "XYZ ", NULL, red, 3 },
	{ "gXYZ", "XYZ ", NULL, green, 3 },
	{ "bXYZ", "XYZ ", NULL, blue, 3 },
	{ "rTRC", "para", NULL, NULL, 0 },
	{ "gTRC", NULL, NULL, NULL, 0 },
	{ "bTRC", NULL, NULL, NULL, 0 },
};

static void
put_header(GByteArray *out, gsize body)
{
	static const guint date[] = { 2015, 1, 1, 0, 0, 0 };

	put_u32(out, (guint32)(HEADER + body));
	put_u32(out, 0);
	put_u32(out, 0x04200000); /* version 4.2 */
	put_tag(out, "mntr");
	put_tag(out, "RGB ");
	put_tag(out, "XYZ ");
	for (gsize i = 0; i < G_N_ELEMENTS(date); i++)
		put_u16(out, date[i]);
	put_tag(out, "acsp");
	put_zeros(out, 28);
	put_fixed(out, white, 3);
	put_zeros(out, HEADER - out->len);
}

GBytes *
icc_srgb(void)
{
	gsize start = HEADER + 4 + G_N_ELEMENTS(tags) * ENTRY;
	g_autoptr(GByteArray) data = g_byte_array_new(), table = g_byte_array_new();
	GByteArray *out = g_byte_array_new();
	gsize at = 0, length = 0;

	put_u32(table, G_N_ELEMENTS(tags));
	for (gsize i = 0; i < G_N_ELEMENTS(tags); i++) {
		if (tags[i].type) {
			put_zeros(data, (4 - data->len % 4) % 4);
			at = data->len;
			if (tags[i].text)
				put_text(data, tags[i].text);
			else if (tags[i].values)
				put_numbers(data, tags[i].type, tags[i].values, tags[i].n);
			else
				put_curve(data);
			length = data->len - at;
		}
		put_tag(table, tags[i].tag);
		put_u32(table, (guint32)(start + at));
		put_u32(table, (guint32)length);
	}
	put_header(out, table->len + data->len);
	g_byte_array_append(out, table->data, table->len);
	g_byte_array_append(out, data->data, data->len);
	return g_byte_array_free_to_bytes(out);
}
