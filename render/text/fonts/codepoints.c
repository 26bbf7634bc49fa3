/*
 * codepoints.c: the characters our fonts are to hold, one U+XXXX a line, for hb-subset.
 * Run at build only.  The sets come from the C library's conversion tables (JIS X 0213, cp932),
 * so no list is kept by hand; what Latin and mathematical text needs beside them is a table
 * of ranges.  The ligatures U+FB00-FB06 stay out: then a ligature's text is read as its letters.
 */
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { PLANES = 17, SIZE = PLANES * 0x10000 };

static bool wanted[SIZE];

/* What no Japanese character set has but our text may: both ends are in the range. */
static const struct {
	uint32_t from, to;
} ranges[] = {
	{ 0x0020, 0x007e },   /* ASCII */
	{ 0x00a0, 0x017f },   /* Latin-1, Latin Extended-A */
	{ 0x0218, 0x021b },   /* Romanian */
	{ 0x02c6, 0x02dd },   /* spacing modifiers */
	{ 0x0300, 0x0331 },   /* combining marks */
	{ 0x0391, 0x03c9 },   /* Greek */
	{ 0x1e80, 0x1ef9 },   /* Welsh, Vietnamese */
	{ 0x2000, 0x206f },   /* spaces, dashes, quotes */
	{ 0x2070, 0x209c },   /* superscripts and subscripts */
	{ 0x20a0, 0x20bf },   /* currency */
	{ 0x2100, 0x218b },   /* letterlike, number forms */
	{ 0x2190, 0x22ff },   /* arrows, mathematics */
	{ 0x2460, 0x24ff },   /* enclosed */
	{ 0x2500, 0x26ff },   /* boxes, geometric shapes, symbols */
	{ 0x2e80, 0x2fdf },   /* radicals */
	{ 0x3000, 0x33ff },   /* Japanese marks, kana, enclosed */
	{ 0xfe00, 0xfe0f },   /* variation selectors */
	{ 0xff01, 0xffee },   /* full-width and half-width */
	{ 0xe0100, 0xe01ef }, /* ideographic variation selectors */
};

/* Marks every character that bytes[0..n-1] stand for in the set. */
static void
add_bytes(iconv_t set, char *bytes, size_t n)
{
	uint32_t out[4];
	char *to = (char *)out;
	size_t room = sizeof out;

	iconv(set, NULL, NULL, NULL, NULL);
	if (iconv(set, &bytes, &n, &to, &room) == (size_t)-1 || n > 0)
		return;
	iconv(set, NULL, NULL, &to, &room); /* what waits for a combining mark */
	for (uint32_t *c = out; (char *)c < to; c++)
		if (*c < SIZE)
			wanted[*c] = true;
}

/* Marks the set's two-byte characters, and its three-byte ones after a single shift. */
static int
add_set(const char *name)
{
	iconv_t set = iconv_open("UTF-32LE", name);

	if (set == (iconv_t)-1) {
		perror(name);
		return 1;
	}
	for (int a = 0x81; a <= 0xfe; a++)
		for (int b = 0x40; b <= 0xfe; b++) {
			char bytes[] = { (char)0x8f, (char)a, (char)b };
			add_bytes(set, bytes + 1, 2);
			add_bytes(set, bytes, 3);
		}
	return iconv_close(set);
}

int
main(void)
{
	if (add_set("EUC-JISX0213") != 0 || add_set("CP932") != 0)
		return 3;
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		for (uint32_t c = ranges[i].from; c <= ranges[i].to; c++)
			wanted[c] = true;
	for (uint32_t c = 0x20; c < SIZE; c++)
		if (wanted[c] && !(c >= 0xfb00 && c <= 0xfb06) && !(c >= 0xe000 && c <= 0xf8ff))
			printf("U+%04X\n", (unsigned)c);
	return fflush(stdout) == 0 ? 0 : 3;
}
