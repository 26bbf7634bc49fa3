/*
 * class.c: which class a character belongs to, by table.  A mark that Latin text has too is
 * Japanese only where the font draws it an em wide, so the font decides, not we.
 */
#include "class.h"

#define FULL_WIDTH 0.95 /* [em] */

/* Looked through in this order; the marks come before the ranges that hold them. */
static const struct {
	Class class;
	const char *marks;
} marks[] = {
	{ CLASS_OPEN, "「『（［｛〔〈《【〖｟〝｢" },
	{ CLASS_CLOSE, "」』）］｝〕〉》】〗｠〟｣" },
	{ CLASS_HYPHEN, "〜～゠" },
	{ CLASS_DIVIDE, "！？‼⁇⁈⁉" },
	{ CLASS_MIDDLE, "・：；･" },
	{ CLASS_STOP, "。．｡" },
	{ CLASS_COMMA, "、，､" },
	{ CLASS_LEADER, "―…‥—〳〴〵" },
	{ CLASS_ITERATE, "々〻ゝゞヽヾ" },
	{ CLASS_PROLONG, "ーｰ" },
	{ CLASS_SMALL, "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ" },
	{ CLASS_PREFIX, "￥＄￡＃№" },
	{ CLASS_POSTFIX, "％‰℃￠°′″ﾞﾟ" },
	{ CLASS_SPACE, "　" },
	{ CLASS_LATIN_OPEN, "([{“‘«‹" },
	{ CLASS_LATIN_CLOSE, ")]},.;:!?%”»›" },
};

static const struct {
	gunichar from, to;
	Class class;
} ranges[] = {
	{ 0x00000, 0x000a6, CLASS_LATIN },
	{ 0x02e80, 0x0303f, CLASS_IDEOGRAPH },
	{ 0x03040, 0x0309f, CLASS_HIRAGANA },
	{ 0x030a0, 0x030ff, CLASS_KATAKANA },
	{ 0x03100, 0x09fff, CLASS_IDEOGRAPH },
	{ 0x0f900, 0x0faff, CLASS_IDEOGRAPH },
	{ 0x0ff01, 0x0ff60, CLASS_IDEOGRAPH },
	{ 0x0ff61, 0x0ff9f, CLASS_KATAKANA },
	{ 0x1b000, 0x1b16f, CLASS_KATAKANA },
	{ 0x20000, 0x3ffff, CLASS_IDEOGRAPH },
};

static Class
class_of_range(gunichar c, double advance)
{
	for (gsize i = 0; i < G_N_ELEMENTS(ranges); i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return ranges[i].class;
	/* arrows, circled numbers, mathematics: letters have words, signs do not */
	if (advance >= FULL_WIDTH && !g_unichar_isalpha(c))
		return CLASS_IDEOGRAPH;
	return CLASS_LATIN;
}

Class
class_of(gunichar c, double advance)
{
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (g_utf8_strchr(marks[i].marks, -1, c) == NULL)
			continue;
		if (c < 0x2e80 && marks[i].class < CLASS_LATIN && advance < FULL_WIDTH)
			return CLASS_LATIN;
		return marks[i].class;
	}
	return class_of_range(c, advance);
}

gboolean
class_bars_start(Class class)
{
	static const gboolean bars[CLASS_COUNT] = {
		[CLASS_CLOSE] = TRUE,
		[CLASS_HYPHEN] = TRUE,
		[CLASS_DIVIDE] = TRUE,
		[CLASS_MIDDLE] = TRUE,
		[CLASS_STOP] = TRUE,
		[CLASS_COMMA] = TRUE,
		[CLASS_ITERATE] = TRUE,
		[CLASS_PROLONG] = TRUE,
		[CLASS_SMALL] = TRUE,
		[CLASS_SPACE] = TRUE,
		[CLASS_NOTE] = TRUE,
		[CLASS_LATIN_CLOSE] = TRUE,
	};
	return bars[class];
}

gboolean
class_bars_end(Class class)
{
	return class == CLASS_EMPTY || class == CLASS_OPEN || class == CLASS_LATIN_OPEN;
}
