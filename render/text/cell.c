/*
 * cell.c: reads rich text from left to right into cells.  Japanese characters go by the font's
 * table, one cell each; Latin runs, characters with marks and pairs of dashes go through HarfBuzz.
 * Blanks are no cells: they are the tail of the cell before.
 */
#include <string.h>
#include "cell.h"
#include "error.h"

#define RAISED_SIZE 0.65 /* of a note mark [em] */
#define RAISED_RISE 0.33 /* [em] */

/* The reader's place in the text, and what holds there. */
typedef struct {
	Cells *cells;
	const FaceSet *set;
	Shaper *shaper;
	const RichText *text;
	const TextStyle *style;
	gboolean japanese;
	const char *utf8;
	gsize length;
	guint next_span;
	gsize until; /* where the present stretch of one look ends [bytes] */
	/* of the present stretch */
	gint span;
	gboolean raised, token;
	Face *face;
} Reader;

Cells *
cells_new(void)
{
	Cells *cells = g_new0(Cells, 1);

	cells->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
	cells->glyphs = g_array_new(FALSE, FALSE, sizeof(CellGlyph));
	cells->gaps = g_array_new(FALSE, FALSE, sizeof(Gap));
	cells->sums = g_array_new(FALSE, FALSE, sizeof(Sum));
	cells->fits = g_array_new(FALSE, FALSE, sizeof(Fit));
	return cells;
}

void
cells_free(Cells *cells)
{
	if (cells == NULL)
		return;
	g_array_unref(cells->cells);
	g_array_unref(cells->glyphs);
	g_array_unref(cells->gaps);
	g_array_unref(cells->sums);
	g_clear_pointer(&cells->nodes, g_array_unref);
	g_array_unref(cells->fits);
	g_free(cells);
}

/* At a border of spans: what holds from here, and until where. */
static void
enter_stretch(Reader *reader, gsize at)
{
	const GArray *spans = reader->text->spans;
	const TextSpan *span = NULL;

	while (reader->next_span < spans->len && g_array_index(spans, TextSpan, reader->next_span).to <= at)
		reader->next_span++;
	reader->until = reader->length;
	if (reader->next_span < spans->len) {
		span = &g_array_index(spans, TextSpan, reader->next_span);
		reader->until = MIN(span->from > at ? span->from : span->to, reader->length);
		if (span->from > at)
			span = NULL;
	}
	reader->span = span ? (gint)reader->next_span : -1;
	reader->raised = span && span->raised;
	reader->token = span && span->token;
	reader->face = reader->set->faces[reader->style->family][reader->style->bold || (span && span->bold)];
}

static gboolean
is_blank(gunichar c)
{
	return c == ' ' || c == '\t' || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f;
}

/* Says something about breaking and nothing else: no-width space, joiners, soft hyphen. */
static gboolean
is_silent(gunichar c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

/* Belongs to the character before it. */
static gboolean
is_mark(gunichar c)
{
	return c >= 0x300 && ((c <= 0x36f) || c == 0x3099 || c == 0x309a || (c >= 0xfe00 && c <= 0xfe0f) ||
				 (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0x1ab0 && c <= 0x20f0 && g_unichar_ismark(c)));
}

/* Names bytes from..to of the text, a character or one with its selector, and where it stands. */
static gboolean
fail_missing(const Reader *reader, gsize from, gsize to, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	const char *place = reader->text->place;
	gboolean print = TRUE;

	for (const char *p = reader->utf8 + from; p < reader->utf8 + to; p = g_utf8_next_char(p)) {
		g_string_append_printf(names, " U+%04X", g_utf8_get_char(p));
		print = print && (g_unichar_isprint(g_utf8_get_char(p)) || p > reader->utf8 + from);
	}
	if (print)
		g_string_append_printf(names, " '%.*s'", (int)(to - from), reader->utf8 + from);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "no glyph for%s%s%s", names->str, place ? " at " : "",
	    place ? place : "");
	return FALSE;
}

static gboolean
fail_missing_at(const Reader *reader, gsize at, GError **error)
{
	return fail_missing(reader, at, (gsize)(g_utf8_next_char(reader->utf8 + at) - reader->utf8), error);
}

/* A new cell of bytes at the reader's place; its metrics are left to the caller. */
static Cell *
add_cell(Reader *reader, gsize from, gsize bytes, Class class)
{
	GArray *cells = reader->cells->cells;
	const char *last;
	Cell *cell;

	g_array_set_size(cells, cells->len + 1);
	cell = &g_array_index(cells, Cell, cells->len - 1);
	memset(cell, 0, sizeof *cell);
	cell->from = (guint32)from;
	cell->bytes = (guint32)bytes;
	cell->glyph = reader->cells->glyphs->len;
	cell->class = (guint8) class;
	cell->flags = reader->token ? CELL_TOKEN : 0;
	cell->span = reader->span;
	cell->face = reader->face;
	cell->size = 1;
	if (bytes > 0) {
		cell->first = g_utf8_get_char(reader->utf8 + from);
		last = g_utf8_prev_char(reader->utf8 + from + bytes);
		cell->last = last == reader->utf8 + from ? cell->first : g_utf8_get_char(last);
	}
	return cell;
}

/* The face that has the character: the wanted one, or what stands in for it. */
static Face *
face_for(Reader *reader, gunichar c, const FaceChar **entry)
{
	Face *stand_in = (Face *)reader->face->stand_in;

	*entry = face_char(reader->face, c);
	if ((*entry)->glyph == 0 && stand_in != NULL && face_char(stand_in, c)->glyph != 0) {
		*entry = face_char(stand_in, c);
		return stand_in;
	}
	return reader->face;
}

/* Appends the parts of a shaped word as cells; class is that of all, or CLASS_COUNT: by the font. */
static gboolean
add_word(Reader *reader, Face *face, guint kind, Class class, guint flags, gsize from, gsize to, GError **error)
{
	const Word *word = shaper_word(reader->shaper, face, kind, reader->utf8 + from, to - from, error);
	const CellGlyph *glyph;
	float scale = reader->raised ? (float)RAISED_SIZE : 1;

	if (word == NULL)
		return FALSE;
	if (word->missing >= 0)
		return fail_missing_at(reader, from + (gsize)word->missing, error);
	glyph = (const CellGlyph *)word->glyphs->data;
	for (guint i = 0; i < word->parts->len; i++) {
		const WordPart *part = &g_array_index(word->parts, WordPart, i);
		Cell *cell = add_cell(reader, from, part->bytes, class);

		if (class == CLASS_COUNT)
			cell->class = (guint8)MAX(face_char(face, cell->first)->class, CLASS_LATIN);
		cell->flags |= (guint8)(flags | (part->bound ? CELL_BOUND : 0) | (part->hyphen ? CELL_HYPHEN : 0));
		cell->face = face;
		cell->size = scale;
		cell->rise = reader->raised ? (float)RAISED_RISE : 0;
		cell->body = part->advance * scale;
		cell->cut = part->cut * scale;
		cell->glyphs = part->glyphs;
		for (guint g = 0; g < part->glyphs; g++, glyph++) {
			CellGlyph scaled = { glyph->id, glyph->x * scale, glyph->y * scale, glyph->advance * scale };
			g_array_append_val(reader->cells->glyphs, scaled);
		}
		from += part->bytes;
	}
	return TRUE;
}

static void
set_blanks(Cell *cell, const FaceChar *entry)
{
	cell->lead = entry->lead;
	cell->trail = entry->trail;
	if (cell->class == CLASS_SPACE)
		cell->trail = entry->advance;
	cell->body = entry->advance - cell->lead - cell->trail;
}

/* Where the cell of the character at p ends: behind its marks; of two dashes, behind both, for the font joins them. */
static const char *
cell_end(const char *p, const char *limit, Class class, gunichar c)
{
	const char *end = g_utf8_next_char(p);

	while (end < limit && (guchar)*end >= 0xcc && is_mark(g_utf8_get_char(end)))
		end = g_utf8_next_char(end);
	if (class == CLASS_LEADER && end < limit && (c == 0x2014 || c == 0x2015) && g_utf8_get_char(end) == c)
		end = g_utf8_next_char(end);
	return end;
}

/* A variant that the font does not have would be shown as the common form, silently. */
static gboolean
check_selectors(const Reader *reader, const Face *face, gunichar c, gsize from, gsize to, GError **error)
{
	for (const char *p = g_utf8_next_char(reader->utf8 + from); p < reader->utf8 + to; p = g_utf8_next_char(p)) {
		hb_codepoint_t variant;
		gunichar selector = g_utf8_get_char(p);

		if (selector >= 0xe0100 && !hb_font_get_variation_glyph(face->hb, c, selector, &variant))
			return fail_missing(reader, from, to, error);
	}
	return TRUE;
}

/* One Japanese character with its marks, or a pair of dashes.  Moves at behind it. */
static gboolean
read_japanese(Reader *reader, Face *face, const FaceChar *entry, gunichar c, gsize *at, GError **error)
{
	const char *p = reader->utf8 + *at;
	const char *end = cell_end(p, reader->utf8 + reader->until, entry->class, c);
	CellGlyph glyph = { entry->glyph, 0, 0, entry->advance };
	gsize from = *at;
	Cell *cell;

	*at = (gsize)(end - reader->utf8);
	if (end != g_utf8_next_char(p))
		return check_selectors(reader, face, c, from, *at, error) &&
		       add_word(reader, face, WORD_IDEOGRAPH, entry->class, 0, from, *at, error);
	if (glyph.id == 0)
		return fail_missing_at(reader, from, error);
	cell = add_cell(reader, from, (gsize)(end - p), entry->class);
	cell->face = face;
	cell->glyphs = 1;
	set_blanks(cell, entry);
	glyph.x = -cell->lead;
	g_array_append_val(reader->cells->glyphs, glyph);
	return TRUE;
}

/* Bytes of a URL that starts at p, without the punctuation of the sentence after it; 0 where none does. */
static gsize
url_length(const char *p, const char *limit)
{
	gsize n = 0;

	if (!g_str_has_prefix(p, "http://") && !g_str_has_prefix(p, "https://"))
		return 0;
	while (p + n < limit && g_ascii_isgraph(p[n]) && strchr("\"<>", p[n]) == NULL)
		n++;
	while (n > 0 && strchr(").,;:!?'", p[n - 1]) != NULL)
		n--;
	return n;
}

/* The scheme with its slashes is one piece. */
static gboolean
add_url(Reader *reader, Face *face, guint kind, gsize from, gsize to, GError **error)
{
	guint first = reader->cells->cells->len;

	if (!add_word(reader, face, kind, CLASS_LATIN, CELL_URL, from, to, error))
		return FALSE;
	for (guint i = first; i + 1 < reader->cells->cells->len && cells_at(reader->cells, i + 1)->first != '/'; i++)
		cells_at(reader->cells, i)->flags |= CELL_BOUND;
	return TRUE;
}

/* Signs that both scripts have are Latin in an English text. */
static gboolean
is_latin(const Reader *reader, const FaceChar *entry, gunichar c)
{
	return entry->class >= CLASS_LATIN || (!reader->japanese && c < 0x2e80);
}

/* Where the run of Latin characters that starts at at ends: of one face, without blanks, before a URL. */
static gsize
latin_end(Reader *reader, Face *face, gsize at)
{
	const char *limit = reader->utf8 + reader->until;
	const char *p = g_utf8_next_char(reader->utf8 + at);

	for (; p < limit; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		const FaceChar *entry;

		if (is_mark(c))
			continue;
		if (is_blank(c) || is_silent(c) || face_for(reader, c, &entry) != face || !is_latin(reader, entry, c))
			break;
		if (c == 'h' && !g_ascii_isalnum(p[-1]) && url_length(p, limit) > 0)
			break;
	}
	return (gsize)(p - reader->utf8);
}

static gboolean
read_latin(Reader *reader, Face *face, gsize *at, GError **error)
{
	gsize from = *at, url = url_length(reader->utf8 + from, reader->utf8 + reader->until);
	guint kind = reader->japanese ? WORD_JAPANESE : 0;

	if (url > 0) {
		*at = from + url;
		return add_url(reader, face, kind | WORD_PLAIN, from, *at, error);
	}
	*at = latin_end(reader, face, from);
	return add_word(reader, face, kind | (reader->token ? WORD_PLAIN : 0), CLASS_COUNT, 0, from, *at, error);
}

/* A note mark: whatever it is, it is shaped as a word and hangs on what stands before. */
static gboolean
read_raised(Reader *reader, gsize *at, GError **error)
{
	gsize from = *at;
	const char *p = reader->utf8 + from;
	const FaceChar *entry;
	Face *face = face_for(reader, g_utf8_get_char(p), &entry);

	while (p < reader->utf8 + reader->until && !is_blank(g_utf8_get_char(p)) && !is_silent(g_utf8_get_char(p)))
		p = g_utf8_next_char(p);
	*at = (gsize)(p - reader->utf8);
	return add_word(reader, face, WORD_JAPANESE | WORD_PLAIN, CLASS_NOTE, 0, from, *at, error);
}

static void
read_blank(Reader *reader, gunichar c, gsize bytes, gsize at)
{
	GArray *cells = reader->cells->cells;
	Cell *cell = cells->len > 0 ? cells_at(reader->cells, cells->len - 1) : add_cell(reader, at, 0, CLASS_EMPTY);

	cell->tail += (guint32)bytes;
	if (is_blank(c))
		cell->flags |= CELL_SPACE;
	if (c == 0xa0 || c == 0x202f || c == 0x2007)
		cell->flags |= CELL_STICKY;
	if (c == 0xad)
		cell->flags |= CELL_HYPHEN;
}

static gboolean
read_all(Reader *reader, GError **error)
{
	gsize at = 0;

	while (at < reader->length) {
		gunichar c = g_utf8_get_char(reader->utf8 + at);
		const FaceChar *entry;
		Face *face;
		gboolean ok = TRUE;

		if (at >= reader->until)
			enter_stretch(reader, at);
		if (is_blank(c) || is_silent(c)) {
			gsize bytes = (gsize)(g_utf8_next_char(reader->utf8 + at) - reader->utf8) - at;
			read_blank(reader, c, bytes, at);
			at += bytes;
			continue;
		}
		face = face_for(reader, c, &entry);
		if (reader->raised)
			ok = read_raised(reader, &at, error);
		else if (is_latin(reader, entry, c))
			ok = read_latin(reader, face, &at, error);
		else
			ok = read_japanese(reader, face, entry, c, &at, error);
		if (!ok)
			return FALSE;
	}
	return TRUE;
}

gboolean
cells_read(
    Cells *cells, const FaceSet *set, Shaper *shaper, const RichText *text, const TextStyle *style, GError **error)
{
	Reader reader = {
		.cells = cells, .set = set, .shaper = shaper, .text = text, .style = style, .utf8 = text->utf8
	};
	const char *bad;

	g_array_set_size(cells->cells, 0);
	g_array_set_size(cells->glyphs, 0);
	reader.length = strlen(text->utf8);
	reader.japanese = g_str_has_prefix(style->lang, "ja");
	if (!g_utf8_validate(text->utf8, (gssize)reader.length, &bad)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "text is not UTF-8 at byte %" G_GSIZE_FORMAT "%s%s", (gsize)(bad - text->utf8),
		    text->place ? " at " : "", text->place ? text->place : "");
		return FALSE;
	}
	return read_all(&reader, error);
}
