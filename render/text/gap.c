/*
 * gap.c: what stands between two cells: glue by JLREQ's table 1 with its limits of expansion and
 * reduction, and whether a line may end there.  Kinsoku is ICU's strict style and JLREQ's classes; over
 * both stand our rules for tokens: 23/TCP, 図 3, 100 件, dates, URLs.
 */
#include <string.h>
#include "gap.h"

/* [em] */
#define QUARTER        0.25 /* between Japanese and Latin (JLREQ 3.2.2) */
#define QUARTER_MIN    0.125
#define QUARTER_EASY   (1 / 3.0)
#define QUARTER_MAX    0.50
#define SPACE_MIN      0.20 /* of a word space; JLREQ allows 1/4 to 1/2 */
#define SPACE_EASY     0.42 /* in Japanese: more looks loose */
#define SPACE_MAX      0.50
#define SOLID_MAX      0.25  /* third step of expansion, between solid characters */
#define LETTER_MAX     0.034 /* between English letters, once word spaces are at their limit */
#define LETTER_MIN     0.01
#define MARK_MAX       0.25 /* more after punctuation, once solid characters have had theirs */
#define URL_EASY       0.08 /* where a URL may be parted, it may open */
#define URL_MAX        0.15
#define URL_LETTER     0.035 /* anywhere in it */
#define URL_LETTER_MIN 0.02

/* Groups of classes that have the same glue on both sides. */
typedef enum {
	GROUP_OPEN,
	GROUP_CLOSE,
	GROUP_STOP,
	GROUP_COMMA,
	GROUP_MIDDLE,
	GROUP_SIGN, /* neither letter nor bracket: ～ ！ … ％ */
	GROUP_LETTER,
	GROUP_SPACE,
	GROUP_NOTE,
	GROUP_LATIN,
	GROUP_LATIN_OPEN,
	GROUP_LATIN_CLOSE,
	GROUP_COUNT
} Group;

static const guint8 group_of[CLASS_COUNT] = {
	[CLASS_EMPTY] = GROUP_OPEN,
	[CLASS_OPEN] = GROUP_OPEN,
	[CLASS_CLOSE] = GROUP_CLOSE,
	[CLASS_HYPHEN] = GROUP_SIGN,
	[CLASS_DIVIDE] = GROUP_SIGN,
	[CLASS_MIDDLE] = GROUP_MIDDLE,
	[CLASS_STOP] = GROUP_STOP,
	[CLASS_COMMA] = GROUP_COMMA,
	[CLASS_LEADER] = GROUP_SIGN,
	[CLASS_ITERATE] = GROUP_LETTER,
	[CLASS_PROLONG] = GROUP_LETTER,
	[CLASS_SMALL] = GROUP_LETTER,
	[CLASS_PREFIX] = GROUP_SIGN,
	[CLASS_POSTFIX] = GROUP_SIGN,
	[CLASS_SPACE] = GROUP_SPACE,
	[CLASS_HIRAGANA] = GROUP_LETTER,
	[CLASS_KATAKANA] = GROUP_LETTER,
	[CLASS_IDEOGRAPH] = GROUP_LETTER,
	[CLASS_NOTE] = GROUP_NOTE,
	[CLASS_LATIN] = GROUP_LATIN,
	[CLASS_LATIN_OPEN] = GROUP_LATIN_OPEN,
	[CLASS_LATIN_CLOSE] = GROUP_LATIN_CLOSE,
};

/*
 * JLREQ table 1.  A blank typed between two Japanese letters is habit, not space: "図 1 を 表 2 に" is set as
 * "図1を表2に"; who wants one there types U+3000.  Rows: the cell before; columns: the cell after, in the order of Group.
 *   .  nothing            t  trailing blank of the first    l  leading blank of the second
 *   b  both blanks        q  a quarter em                   p  a quarter em unless a Latin stop was typed solid
 *   s  a quarter em if a blank was typed                    w  a word space if one was typed
 */
static const char glue_table[GROUP_COUNT][GROUP_COUNT + 1] = {
	[GROUP_OPEN] = "....l.......",
	[GROUP_CLOSE] = "t...ltt..tts",
	[GROUP_STOP] = "t...btt..tts",
	[GROUP_COMMA] = "t...btt..tts",
	[GROUP_MIDDLE] = "ttttbttttttt",
	[GROUP_SIGN] = "l...l.s..sss",
	[GROUP_LETTER] = "l...l....qqs",
	[GROUP_SPACE] = "tttttttttttt",
	[GROUP_NOTE] = "l...l....qqs",
	[GROUP_LATIN] = "l...lsq..www",
	[GROUP_LATIN_OPEN] = "....lss..www",
	[GROUP_LATIN_CLOSE] = "l...lsp..www",
};

static void
glue_blank(Gap *gap, const Cell *a, const Cell *b, double width)
{
	gap->natural += (float)width;
	if (a->class == CLASS_MIDDLE || b->class == CLASS_MIDDLE) {
		gap->shrink[SHRINK_MIDDLE] += (float)width;
	} else if (a->class != CLASS_STOP && a->class != CLASS_SPACE) { /* the half em after 。 never shrinks */
		gap->shrink[SHRINK_BRACKET] += (float)(width / 2);
		gap->shrink[SHRINK_REST] += (float)(width / 2);
	}
}

static void
glue_quarter(Gap *gap)
{
	gap->natural = QUARTER;
	gap->stretch[STRETCH_MIXED] = (float)(QUARTER_EASY - QUARTER);
	gap->stretch[STRETCH_REST] = (float)(QUARTER_MAX - QUARTER_EASY);
	gap->shrink[SHRINK_MIXED] = (float)(QUARTER - QUARTER_MIN);
}

static void
glue_space(Gap *gap, const Cell *a, gboolean japanese)
{
	double width = face_char(a->face, ' ')->advance, easy = japanese ? SPACE_EASY : SPACE_MAX;

	gap->natural = (float)width;
	gap->stretch[STRETCH_WORD] = (float)MAX(0, easy - width);
	gap->stretch[STRETCH_REST] = (float)(SPACE_MAX - easy);
	gap->shrink[SHRINK_WORD] = (float)MAX(0, width - SPACE_MIN);
}

/* English letters take what word spaces cannot: less than the eye sees, and none where kerning has opened them. */
static void
glue_letters(Gap *gap, const Cell *a)
{
	gap->stretch[STRETCH_REST] = (float)CLAMP(LETTER_MAX + (double)a->cut, 0, LETTER_MAX);
	gap->shrink[SHRINK_REST] = (float)LETTER_MIN;
}

static gboolean
is_pair(const Cell *a, const Cell *b)
{
	return a->class == CLASS_LEADER && b->class == CLASS_LEADER && a->last == b->first;
}

static void
fill_glue(Gap *gap, const Cell *a, const Cell *b, gboolean japanese)
{
	gboolean typed = (a->flags & CELL_SPACE) != 0;

	switch (glue_table[group_of[a->class]][group_of[b->class]]) {
	case 'b':
		glue_blank(gap, a, a, a->trail);
		glue_blank(gap, b, b, b->lead);
		break;
	case 't':
		glue_blank(gap, a, b, a->trail);
		break;
	case 'l':
		glue_blank(gap, a, b, b->lead);
		break;
	case 'q':
		glue_quarter(gap);
		break;
	case 'p':
		if (typed || a->last >= 0x80 || strchr(",.;:!?", (int)a->last) == NULL)
			glue_quarter(gap);
		break;
	case 's':
		if (typed)
			glue_quarter(gap);
		break;
	case 'w':
		if (typed)
			glue_space(gap, a, japanese);
		else if (!japanese && ((a->flags | b->flags) & (CELL_URL | CELL_TOKEN)) == 0)
			glue_letters(gap, a);
		break;
	}
	gap->solid = (class_is_solid(a->class) || a->class == CLASS_NOTE) && class_is_solid(b->class) && !is_pair(a, b);
	if (gap->solid)
		gap->stretch[STRETCH_SOLID] = SOLID_MAX;
}

/* --- where a line may end ------------------------------------------------------------------ */

static gboolean
is_digit(gunichar c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

/* ＩｏＴ */
static gboolean
is_wide_latin(gunichar c)
{
	return c >= 0xff10 && c <= 0xff5a && g_unichar_isalnum(c);
}

static gboolean
has(const char *set, gunichar c)
{
	return c < 0x80 && c > 0 && strchr(set, (int)c) != NULL;
}

/* Costs of a break, in the breaker's measure: 100 is a line stretched to its comfortable limit. */
enum {
	COST_DATE = 40,         /* 9月|20日 */
	COST_COUNTER = 1000,    /* 100|件 */
	COST_LABEL = 1500,      /* 図|3 */
	COST_URL_SLASH = 60,    /* example.com/|a */
	COST_URL_SCHEME = 200,  /* https://|example.com */
	COST_URL = 200,         /* example|.com */
	COST_URL_MARK = 150,    /* a-|b */
	COST_WORDS = 40,        /* well-|known */
	COST_HYPHEN = 60,       /* monitor-ing */
	COST_COMPOUND = 800,    /* microsoft-|ds */
	COST_IN_URL = 60000,    /* exam|ple: no good place at all; as bad as a line stretched 13 times too far */
	COST_AT_MARK = 240000,  /* /var/|log */
	COST_IN_TOKEN = 300000, /* 89ab|cdef */
	COST_KINSOKU = 600000,  /* what may not start or end a line does */
};

static void
set_break(Gap *gap, Break kind, double penalty)
{
	gap->kind = (guint8)kind;
	gap->penalty = (float)penalty;
}

/* Within a URL: after a slash or before a mark that starts a part; then after any mark; never within "://". */
static void
break_url(Gap *gap, const Cell *a, const Cell *b, const char *utf8)
{
	gboolean scheme = a->from > 0 && utf8[a->from - 1] == '/'; /* https:// */

	if (a->flags & CELL_BOUND) {
		set_break(gap, BREAK_NEVER, 0);
		return;
	}
	if (a->last == '/' && b->first != '/')
		set_break(gap, BREAK_ALLOWED, scheme ? COST_URL_SCHEME : COST_URL_SLASH);
	else if (has("?&=#%._-~", b->first) && !has("/:", a->last))
		set_break(gap, BREAK_ALLOWED, COST_URL);
	else if (has("?&=#%._-~", a->last))
		set_break(gap, BREAK_LATE, COST_URL_MARK);
	else
		set_break(gap, BREAK_DIRE, COST_IN_URL);
	gap->stretch[STRETCH_SOLID] = (float)(gap->kind == BREAK_DIRE ? URL_LETTER : URL_EASY);
	gap->stretch[STRETCH_REST] = (float)(gap->kind == BREAK_DIRE ? 0 : URL_MAX - URL_EASY);
	gap->shrink[SHRINK_REST] = URL_LETTER_MIN;
}

/* Two letters at least before the hyphen after cell a, and one behind: well-known, not M-SEARCH or CVE-2015. */
static gboolean
parts_words(const Cell *a, const Cell *b, const char *utf8)
{
	const char *p = utf8 + a->from;

	return (a->last == '-' || a->last == 0x2010) && !(a->flags & CELL_TOKEN) && g_unichar_isalpha(b->first) &&
	       a->from > 1 && g_ascii_isalpha(p[-1]) && g_ascii_isalpha(p[-2]);
}

/* Within a Latin run, no blank typed. */
static void
break_word(Gap *gap, const Cell *a, const Cell *b, const char *utf8, gboolean japanese)
{
	if (a->flags & CELL_URL && b->flags & CELL_URL)
		break_url(gap, a, b, utf8);
	else if (a->flags & CELL_BOUND)
		set_break(gap, BREAK_NEVER, 0);
	else if (parts_words(a, b, utf8))
		set_break(gap, japanese || !g_unichar_islower(b->first) ? BREAK_LATE : BREAK_ALLOWED,
		    japanese ? COST_COMPOUND : COST_WORDS);
	else if (a->flags & CELL_HYPHEN) {
		set_break(gap, BREAK_ALLOWED, COST_HYPHEN);
		gap->hyphen = TRUE;
	} else if (a->last == 0x2014 && !japanese)
		set_break(gap, BREAK_ALLOWED, COST_WORDS);
	else
		set_break(gap, BREAK_DIRE, has("/\\._-:=&?@", a->last) ? COST_AT_MARK : COST_IN_TOKEN);
}

static gboolean
is_counter(gunichar c)
{
	return c >= 0x80 && g_utf8_strchr("年月日時分秒件位社回台個版番章節頁四倍割種名本円", -1, c) != NULL;
}

/* 18時, 18 時: a counter behind its number. */
static gboolean
is_counting(const Cell *a, const char *utf8)
{
	gsize at = a->from;

	while (at > 0 && utf8[at - 1] == ' ')
		at--;
	return is_counter(a->last) && at > 0 && g_ascii_isdigit(utf8[at - 1]);
}

static gboolean
is_label(gunichar c)
{
	return c == 0x56f3 || c == 0x8868 || c == 0x7b2c || c == 0x5f0f; /* 図表第式 */
}

/* "Figure 3", "Table 2", "September 20": the word before a number that is its label. */
static gboolean
is_label_word(const char *utf8, const Cell *a)
{
	static const char *const labels[] = { "Figure", "Table", "Section", "Chapter", "Fig.", "No.", "Port", "port",
		"rank", "January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	gsize end = a->from + a->bytes;

	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		gsize n = strlen(labels[i]);
		if (end >= n && memcmp(utf8 + end - n, labels[i], n) == 0 &&
		    (end == n || !g_ascii_isalpha(utf8[end - n - 1])))
			return TRUE;
	}
	return FALSE;
}

/* What holds numbers to their words and dashes to what they follow. */
static void
hold_together(Gap *gap, const Cell *a, const Cell *b, const char *utf8)
{
	if (is_digit(b->first)) {
		if (is_label(a->last) || (class_is_latin(a->class) && is_label_word(utf8, a)))
			set_break(gap, BREAK_LATE, COST_LABEL);
		else if (is_counter(a->last) || a->class == CLASS_HYPHEN)
			gap->penalty += COST_DATE;
	} else if ((is_digit(a->last) && is_counter(b->first)) || (is_counting(a, utf8) && b->first == 0x9593)) {
		gap->penalty += COST_COUNTER; /* 18|時, 18時|間 */
	} else if (class_is_latin(a->class) && (b->first == 0x2013 || b->first == 0x2014)) {
		set_break(gap, BREAK_LATE, COST_LABEL); /* a dash between blanks begins no line */
	}
	if (is_wide_latin(a->last) && is_wide_latin(b->first) && !(a->flags & CELL_SPACE))
		set_break(gap, BREAK_DIRE, COST_IN_TOKEN);
}

static void
fill_break(Gap *gap, const Cell *a, const Cell *b, const char *utf8, gboolean icu, gboolean japanese)
{
	gboolean latin = class_is_latin(a->class) && class_is_latin(b->class);
	/* UAX #14 forbids breaks on both sides of “ and ”; between ideographs we know which side they are on. */
	gboolean quote = !latin && (b->class == CLASS_LATIN_OPEN || a->class == CLASS_LATIN_CLOSE);

	if (a->class == CLASS_EMPTY || is_pair(a, b) || b->class == CLASS_NOTE) {
		set_break(gap, BREAK_NEVER, 0);
	} else if (class_bars_start(b->class) || class_bars_end(a->class) || a->flags & CELL_STICKY) {
		set_break(gap, BREAK_DIRE, COST_KINSOKU);
	} else if (latin && !(a->flags & CELL_SPACE)) {
		break_word(gap, a, b, utf8, japanese);
		if (icu && a->flags & CELL_HYPHEN)
			gap->hyphen = TRUE;
	} else if (icu || quote || (latin && a->flags & CELL_SPACE)) {
		set_break(gap, BREAK_ALLOWED, 0);
		hold_together(gap, a, b, utf8);
		if (a->flags & b->flags & CELL_TOKEN && a->span == b->span)
			set_break(gap, BREAK_LATE, COST_COMPOUND); /* code with blanks in it */

	} else {
		set_break(gap, BREAK_DIRE, COST_KINSOKU);
	}
	if (gap->kind == BREAK_ALLOWED && !latin && gap->stretch[STRETCH_REST] <= 0 && gap->stretch[STRETCH_SOLID] <= 0)
		gap->stretch[STRETCH_REST] = MARK_MAX;
}

/* What glue takes with ease, as a share of its limit: 0.06 em a solid gap is a ratio of 1. */
static const double ease[STRETCH_COUNT] = { [STRETCH_WORD] = 0.5, [STRETCH_MIXED] = 0.8, [STRETCH_SOLID] = 0.24 };

static void
add_gap(Sum *sum, const Gap *gap)
{
	for (int k = 0; k < STRETCH_COUNT; k++) {
		sum->stretch[k] += (double)gap->stretch[k];
		sum->ease += ease[k] * (double)gap->stretch[k];
	}
	for (int k = 0; k < SHRINK_COUNT; k++) {
		sum->shrink[k] += (double)gap->shrink[k];
		sum->give_most += (double)gap->shrink[k];
		if (k < SHRINK_REST)
			sum->give += (double)gap->shrink[k];
	}
}

static void
add_sums(Cells *cells)
{
	Sum sum = { 0 };

	g_array_set_size(cells->sums, cells->cells->len + 1);
	for (guint i = 0; i < cells->cells->len; i++) {
		const Gap *gap = cells_gap(cells, i);
		g_array_index(cells->sums, Sum, i) = sum;
		sum.width += (double)cells_at(cells, i)->body + gap->natural;
		add_gap(&sum, gap);
	}
	g_array_index(cells->sums, Sum, cells->cells->len) = sum;
}

gboolean
gaps_fill(Cells *cells, Kinsoku *kinsoku, const RichText *text, const TextStyle *style, GError **error)
{
	gboolean japanese = g_str_has_prefix(style->lang, "ja");
	guint n = cells->cells->len;

	if (!kinsoku_start(kinsoku, text->utf8, japanese, error))
		return FALSE;
	g_array_set_size(cells->gaps, n);
	for (guint i = 0; i < n; i++) {
		Gap *gap = cells_gap(cells, i);
		const Cell *a = cells_at(cells, i), *b = a + 1;

		memset(gap, 0, sizeof *gap);
		if (i + 1 == n)
			break;
		fill_glue(gap, a, b, japanese);
		fill_break(gap, a, b, text->utf8, kinsoku_allows(kinsoku, b->from), japanese);
	}
	add_sums(cells);
	return TRUE;
}
