/*
 * csv.c: a window of text to rows of fields.  A row without quotes is cut in one pass over blocks of
 * 64 bytes; one with a quote is read a byte at a time.  Knows no meaning of any field.
 */
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include "csv.h"

enum {
	PIECE = 16, /* [B] looked at in one step */
	BLOCK = 64, /* [B], one bit of a word each */
};

struct Csv {
	char delimiter, quote;
	CsvField *fields; /* of the row being read */
	guint n_fields, room;
	char *unquoted;    /* [CSV_ROW_LIMIT], text of the fields that held doubled quotes */
	gboolean skipping; /* we are inside a line that was too long */
};

/* A row being read: the window up to where a row must have ended. */
typedef struct {
	const char *text, *end;
	gsize length;          /* of the caller's window */
	gboolean last, beyond; /* nothing follows; the window is longer than a row can be */
} Window;

Csv *
csv_new(char delimiter, char quote)
{
	Csv *csv = g_new0(Csv, 1);

	csv->delimiter = delimiter;
	csv->quote = quote;
	csv->room = 2 * BLOCK;
	csv->fields = g_new(CsvField, csv->room);
	csv->unquoted = g_malloc(CSV_ROW_LIMIT + CSV_PADDING);
	return csv;
}

void
csv_free(Csv *csv)
{
	if (!csv)
		return;
	g_free(csv->fields);
	g_free(csv->unquoted);
	g_free(csv);
}

static inline void
add_field(Csv *csv, const char *from, const char *to, gboolean quoted)
{
	if (csv->n_fields == csv->room) {
		csv->room *= 2;
		csv->fields = g_renew(CsvField, csv->fields, csv->room);
	}
	csv->fields[csv->n_fields++] = (CsvField) { from, (guint32)(to - from), quoted };
}

/* A bad row: over at the end of its first physical line, wherever that is. */
static gboolean
give_bad(Csv *csv, const Window *window, CsvRow *row, const char *reason)
{
	const char *end = memchr(window->text, '\n', window->length);

	if (!end && !window->last && !window->beyond)
		return FALSE;
	csv->skipping = !end && !window->last;
	*row = (CsvRow) { NULL, 0, end ? (gsize)(end - window->text) + 1 : window->length, end != NULL, reason };
	return TRUE;
}

/* The window ends inside the row: is that its end, a fault, or no reason to worry? */
static gboolean
give_cut(Csv *csv, const Window *window, CsvRow *row, const char *reason)
{
	if (window->beyond)
		return give_bad(csv, window, row,
		    reason ? "a quoted field is not closed within 65536 bytes" : "the line is longer than 65536 bytes");
	return window->last && give_bad(csv, window, row, reason);
}

/* A row that ends at end, its line end not counted. */
static gboolean
give_good(Csv *csv, const Window *window, CsvRow *row, const char *end, guint lines, gboolean ascii)
{
	gsize size = (gsize)(end - window->text);

	if (size > CSV_ROW_LIMIT)
		return give_bad(csv, window, row, "the line is longer than 65536 bytes");
	if (!ascii && !g_utf8_validate_len(window->text, size, NULL))
		return give_bad(csv, window, row, "the line is not valid UTF-8");
	size += end < window->text + window->length;
	*row = (CsvRow) { csv->fields, csv->n_fields, size, lines, NULL };
	return TRUE;
}

/* --- rows with quotes -------------------------------------------------------------------- */

/*
 * Reads the quoted field behind the quote at at; gives where its closing quote is, NULL where the window has
 * none.  Doubled quotes are made single in a copy at *copy, which is moved on.
 */
static const char *
read_quoted(Csv *csv, const Window *window, const char *at, char **copy, guint *lines)
{
	const char *from = at + 1, *start = *copy;
	gboolean copied = FALSE;

	for (;;) {
		const char *quote = memchr(from, csv->quote, (gsize)(window->end - from));
		if (!quote)
			return NULL;
		for (const char *p = from; (p = memchr(p, '\n', (gsize)(quote - p))); p++)
			++*lines;
		if (quote + 1 == window->end && !window->last)
			return NULL;
		if (copied || (quote + 1 < window->end && quote[1] == csv->quote)) {
			memcpy(*copy, from, (gsize)(quote - from));
			*copy += quote - from;
			copied = TRUE;
		}
		if (quote + 1 == window->end || quote[1] != csv->quote) {
			if (copied)
				add_field(csv, start, *copy, TRUE);
			else
				add_field(csv, from, quote, TRUE);
			return quote;
		}
		*(*copy)++ = csv->quote;
		from = quote + 2;
	}
}

/* Reads the field without quotes at at; gives where it ends, or where what it must not hold stands. */
static const char *
read_bare(Csv *csv, const Window *window, const char *at)
{
	const char *p = at;

	while (p < window->end && *p != csv->delimiter && *p != '\n' && *p != csv->quote && *p != '\0')
		p++;
	add_field(csv, at, p > at && p[-1] == '\r' && (p == window->end || *p == '\n') ? p - 1 : p, FALSE);
	return p;
}

/* What stands behind a field, where neither a delimiter nor a line end does. */
static const char *
stray_reason(const Csv *csv, char stray, gboolean quoted)
{
	if (stray == '\0')
		return "a NUL byte stands in the line";
	if (stray == csv->quote && !quoted)
		return "a quote stands amid a field";
	return "a closing quote is followed by more text";
}

static gboolean
quoted_row(Csv *csv, const Window *window, CsvRow *row)
{
	const char *p = window->text;
	char *copy = csv->unquoted;
	guint lines = 0;

	csv->n_fields = 0;
	for (;; p++) {
		gboolean quoted = p < window->end && *p == csv->quote;
		p = quoted ? read_quoted(csv, window, p, &copy, &lines) : read_bare(csv, window, p);
		if (!p)
			return give_cut(csv, window, row, "a quoted field is never closed");
		p += quoted;
		if (quoted && p + 1 < window->end && p[0] == '\r' && p[1] == '\n')
			p++;
		if (p == window->end || (p + 1 == window->end && *p == '\r')) {
			if (!window->last || window->beyond)
				return give_cut(csv, window, row, NULL);
			break;
		}
		if (*p == '\n')
			break;
		if (*p != csv->delimiter)
			return give_bad(csv, window, row, stray_reason(csv, *p, quoted));
	}
	if (memchr(window->text, '\0', (gsize)(p - window->text)))
		return give_bad(csv, window, row, "a NUL byte stands in the line");
	return give_good(csv, window, row, p, lines + (p < window->end && *p == '\n'), FALSE);
}

/* --- rows without ------------------------------------------------------------------------ */

/* A bit for each byte of a block, the first is the lowest. */
typedef struct {
	guint64 delimiters;
	guint64 marks;  /* anything else than plain text: a line end, a quote, NUL */
	guint64 beyond; /* the byte is beyond ASCII */
} Bits;

#ifdef __SSE2__
static inline void
look_at(const Csv *csv, const char *piece, guint at, Bits *bits)
{
	const __m128i text = _mm_loadu_si128((const __m128i *)(const void *)piece);
	const __m128i delimiters = _mm_cmpeq_epi8(text, _mm_set1_epi8(csv->delimiter));
	const __m128i ends =
	    _mm_or_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(text, _mm_setzero_si128()));
	/* Where quotes are letters csv->quote is NUL, and found already. */
	const __m128i marks = _mm_or_si128(ends, _mm_cmpeq_epi8(text, _mm_set1_epi8(csv->quote)));

	bits->delimiters |= (guint64)(guint)_mm_movemask_epi8(delimiters) << at;
	bits->marks |= (guint64)(guint)_mm_movemask_epi8(marks) << at;
	bits->beyond |= (guint64)(guint)_mm_movemask_epi8(text) << at;
}
#else
static inline void
look_at(const Csv *csv, const char *piece, guint at, Bits *bits)
{
	for (guint i = 0; i < PIECE; i++) {
		char c = piece[i];
		bits->delimiters |= (guint64)(c == csv->delimiter) << (at + i);
		bits->marks |= (guint64)(c == '\n' || c == '\0' || c == csv->quote) << (at + i);
		bits->beyond |= (guint64)((guint8)c >> 7) << (at + i);
	}
}
#endif

/* The first left bytes of a block, or all of it; in pieces, for only one may reach beyond the window (CSV_PADDING). */
static inline Bits
look(const Csv *csv, const char *block, gsize left)
{
	Bits bits = { 0, 0, 0 };
	guint64 known;

	if (G_LIKELY(left >= BLOCK)) {
		look_at(csv, block, 0, &bits);
		look_at(csv, block + PIECE, PIECE, &bits);
		look_at(csv, block + 2 * PIECE, 2 * PIECE, &bits);
		look_at(csv, block + 3 * PIECE, 3 * PIECE, &bits);
		return bits;
	}
	for (guint at = 0; at < left; at += PIECE)
		look_at(csv, block + at, at, &bits);
	known = (G_GUINT64_CONSTANT(1) << left) - 1;
	return (Bits) { bits.delimiters & known, bits.marks & known, bits.beyond & known };
}

static gboolean
end_row(Csv *csv, const Window *window, CsvRow *row, const char *from, const char *end, guint lines, guint64 beyond)
{
	add_field(csv, from, end > from && end[-1] == '\r' ? end - 1 : end, FALSE);
	return give_good(csv, window, row, end, lines, beyond == 0);
}

/* Cuts at the delimiters of a block; gives where the next field starts. */
static inline const char *
cut(Csv *csv, const char *block, guint64 delimiters, const char *from)
{
	CsvField *field;

	if (csv->n_fields + BLOCK > csv->room) {
		csv->room *= 2;
		csv->fields = g_renew(CsvField, csv->fields, csv->room);
	}
	field = csv->fields + csv->n_fields;
	for (; delimiters; delimiters &= delimiters - 1) {
		const char *at = block + __builtin_ctzll(delimiters);
		*field++ = (CsvField) { from, (guint32)(at - from), FALSE };
		from = at + 1;
	}
	csv->n_fields = (guint)(field - csv->fields);
	return from;
}

static gboolean
plain_row(Csv *csv, const Window *window, CsvRow *row)
{
	const char *from = window->text, *mark;
	guint64 beyond = 0;

	csv->n_fields = 0;
	for (const char *p = window->text; p < window->end; p += BLOCK) {
		const Bits bits = look(csv, p, (gsize)(window->end - p));
		const guint64 before = (bits.marks - 1) & ~bits.marks; /* the first mark; all where there is none */

		beyond |= bits.beyond & before;
		from = cut(csv, p, bits.delimiters & before, from);
		if (!bits.marks)
			continue;
		mark = p + __builtin_ctzll(bits.marks);
		if (*mark == '\n')
			return end_row(csv, window, row, from, mark, 1, beyond);
		if (*mark == '\0')
			return give_bad(csv, window, row, "a NUL byte stands in the line");
		return quoted_row(csv, window, row);
	}
	if (!window->last || window->beyond)
		return give_cut(csv, window, row, NULL);
	return end_row(csv, window, row, from, window->end, 0, beyond);
}

gboolean
csv_row(Csv *csv, const char *text, gsize length, gboolean last, CsvRow *row)
{
	gsize longest = MIN(length, CSV_ROW_LIMIT + 2);
	Window window = { text, text + longest, length, last, length > longest };

	if (!csv->skipping)
		return plain_row(csv, &window, row);
	window.beyond = TRUE;
	return give_bad(csv, &window, row, NULL);
}
