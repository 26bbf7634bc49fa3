/*
 * word.c: shapes words with HarfBuzz and keeps them.  Where a line may end within a word the part before
 * must stand alone: the kerning that reached over the gap is undone, and where more than kerning
 * reaches over it (HB_GLYPH_FLAG_UNSAFE_TO_BREAK), the two parts are bound.
 */
#include <hb-ot.h>
#include <string.h>
#include "hyphen.h"
#include "word.h"

enum { KEPT_BYTES = 64, KEPT_WORDS = 1 << 14 };

typedef struct {
	Face *face;
	guint kind, n;
	const char *utf8;
} WordKey;

typedef struct {
	WordKey key;
	Word word;
	char utf8[];
} Entry;

/* [em]  The font opens f before i by more, which beside its neighbours looks like two words. */
#define KERN_MAX 0.035

struct Shaper {
	hb_buffer_t *buffer;
	Hyphener *hyphener; /* opened at the first English word */
	GHashTable *words;  /* WordKey in Entry -> Entry */
	Entry *last;        /* one that is not kept */
};

static guint
key_hash(gconstpointer data)
{
	const WordKey *key = data;
	guint hash = 2166136261u ^ key->kind ^ (guint)(GPOINTER_TO_SIZE(key->face) >> 4);

	for (guint i = 0; i < key->n; i++)
		hash = (hash ^ (guchar)key->utf8[i]) * 16777619u; /* FNV-1a */
	return hash;
}

static gboolean
key_equal(gconstpointer a, gconstpointer b)
{
	const WordKey *x = a, *y = b;

	return x->face == y->face && x->kind == y->kind && x->n == y->n && memcmp(x->utf8, y->utf8, x->n) == 0;
}

static Entry *
entry_new(const WordKey *key)
{
	Entry *entry = g_malloc(sizeof(Entry) + key->n + 1);

	memcpy(entry->utf8, key->utf8, key->n);
	entry->utf8[key->n] = '\0';
	entry->key = *key;
	entry->key.utf8 = entry->utf8;
	entry->word.parts = g_array_new(FALSE, TRUE, sizeof(WordPart));
	entry->word.glyphs = g_array_new(FALSE, FALSE, sizeof(CellGlyph));
	entry->word.missing = -1;
	return entry;
}

static void
entry_free(gpointer data)
{
	Entry *entry = data;

	if (entry == NULL)
		return;
	g_array_unref(entry->word.parts);
	g_array_unref(entry->word.glyphs);
	g_free(entry);
}

Shaper *
shaper_new(void)
{
	Shaper *shaper = g_new0(Shaper, 1);

	shaper->buffer = hb_buffer_create();
	shaper->words = g_hash_table_new_full(key_hash, key_equal, NULL, entry_free);
	return shaper;
}

void
shaper_free(Shaper *shaper)
{
	if (shaper == NULL)
		return;
	entry_free(shaper->last);
	g_hash_table_unref(shaper->words);
	hyphener_free(shaper->hyphener);
	hb_buffer_destroy(shaper->buffer);
	g_free(shaper);
}

/* Digits keep their common width, so that columns of numbers, dates and shares align. */
static gboolean
is_number(const char *utf8, gsize n)
{
	for (const char *p = utf8; p < utf8 + n; p = g_utf8_next_char(p))
		if (g_unichar_isalpha(g_utf8_get_char(p)))
			return FALSE;
	return TRUE;
}

/*
 * English text has its hyphens drawn narrow: the font's U+2010 is an em wide, for vertical Japanese;
 * U+2011 is the same mark for Latin.
 */
static void
add_text(hb_buffer_t *buffer, const WordKey *key)
{
	const char *end = key->utf8 + key->n;

	for (const char *p = key->utf8; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		hb_buffer_add(buffer, c == 0x2010 ? 0x2011 : c, (unsigned)(p - key->utf8));
	}
	hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
}

static void
shape(Shaper *shaper, const WordKey *key)
{
	hb_feature_t features[2];
	unsigned n = 0;

	hb_buffer_clear_contents(shaper->buffer);
	add_text(shaper->buffer, key);
	hb_buffer_set_direction(shaper->buffer, HB_DIRECTION_LTR);
	hb_buffer_set_language(
	    shaper->buffer, hb_language_from_string(key->kind & (WORD_JAPANESE | WORD_IDEOGRAPH) ? "ja" : "en", -1));
	if (key->kind & WORD_IDEOGRAPH)
		hb_buffer_set_script(shaper->buffer, HB_SCRIPT_HAN);
	else
		hb_buffer_guess_segment_properties(shaper->buffer);
	if (key->kind & (WORD_PLAIN | WORD_IDEOGRAPH) || is_number(key->utf8, key->n))
		features[n++] = (hb_feature_t) { HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1 };
	/* no ligatures: their letters would be lost to readers that know one character a glyph */
	if (!(key->kind & WORD_IDEOGRAPH))
		features[n++] = (hb_feature_t) { HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1 };
	hb_shape(key->face->hb, shaper->buffer, features, n);
}

/* Reads the shaped buffer into parts: one a cluster, in the order of the text. */
static void
read_parts(Shaper *shaper, Entry *entry)
{
	const double unit = entry->key.face->unit;
	unsigned n;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(shaper->buffer, &n);
	const hb_glyph_position_t *place = hb_buffer_get_glyph_positions(shaper->buffer, &n);
	double pen = 0;

	for (unsigned i = 0; i < n; i++) {
		CellGlyph glyph = { info[i].codepoint, (float)((pen + place[i].x_offset) / unit),
			(float)(-place[i].y_offset / unit), (float)(place[i].x_advance / unit) };
		WordPart *part = entry->word.parts->len
				     ? &g_array_index(entry->word.parts, WordPart, entry->word.parts->len - 1)
				     : NULL;

		if (glyph.id == 0 && entry->word.missing < 0)
			entry->word.missing = info[i].cluster;
		if (part == NULL || info[i].cluster != info[i - 1].cluster) {
			WordPart next = { .bytes = 0 };
			glyph.x -= (float)(pen / unit);
			pen = 0;
			if (part != NULL) {
				part->bytes = (info[i].cluster - info[i - part->glyphs].cluster);
				part->bound =
				    (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
			}
			g_array_append_val(entry->word.parts, next);
			part = &g_array_index(entry->word.parts, WordPart, entry->word.parts->len - 1);
		}
		part->glyphs++;
		part->advance += glyph.advance;
		pen += place[i].x_advance;
		g_array_append_val(entry->word.glyphs, glyph);
	}
	if (n > 0) {
		WordPart *part = &g_array_index(entry->word.parts, WordPart, entry->word.parts->len - 1);
		part->bytes = (entry->key.n - info[n - part->glyphs].cluster);
	}
}

/* Where a gap is unsafe only because of kerning, the line before it is as wide as without. */
static void
unbind_kerning(Entry *entry)
{
	const Face *face = entry->key.face;
	const CellGlyph *glyph = (const CellGlyph *)entry->word.glyphs->data;
	const char *p = entry->utf8;

	for (guint i = 0; i < entry->word.parts->len; i++) {
		WordPart *part = &g_array_index(entry->word.parts, WordPart, i);
		const FaceChar *plain = face_char(entry->key.face, g_utf8_get_char(p));

		if (part->bound && part->glyphs == 1 && plain->glyph == glyph->id) {
			double advance = hb_font_get_glyph_h_advance(face->hb, glyph->id) / face->unit;
			part->advance = (float)MIN((double)part->advance, advance + KERN_MAX);
			part->cut = (float)(advance - (double)part->advance);

			part->bound = FALSE;
		}
		p += part->bytes;
		glyph += part->glyphs;
	}
}

static gboolean
mark_hyphens(Shaper *shaper, Entry *entry, GError **error)
{
	gboolean points[KEPT_BYTES] = { FALSE };
	gsize at = 0;

	if (shaper->hyphener == NULL && (shaper->hyphener = hyphener_open(error)) == NULL)
		return FALSE;
	hyphener_mark(shaper->hyphener, entry->utf8, entry->key.n, points);
	for (guint i = 0; i < entry->word.parts->len; i++) {
		WordPart *part = &g_array_index(entry->word.parts, WordPart, i);
		at += part->bytes;
		part->hyphen = points[at - 1] && !part->bound;
	}
	return TRUE;
}

static Entry *
make(Shaper *shaper, const WordKey *key, GError **error)
{
	Entry *entry = entry_new(key);

	shape(shaper, &entry->key);
	read_parts(shaper, entry);
	unbind_kerning(entry);
	if (key->kind == 0 && key->n <= KEPT_BYTES && !mark_hyphens(shaper, entry, error)) {
		entry_free(entry);
		return NULL;
	}
	return entry;
}

const Word *
shaper_word(Shaper *shaper, Face *face, guint kind, const char *utf8, gsize n, GError **error)
{
	WordKey key = { face, kind, (guint)n, utf8 };
	Entry *entry = n <= KEPT_BYTES ? g_hash_table_lookup(shaper->words, &key) : NULL;

	if (entry != NULL)
		return &entry->word;
	if ((entry = make(shaper, &key, error)) == NULL)
		return NULL;
	if (n > KEPT_BYTES) {
		entry_free(shaper->last);
		shaper->last = entry;
		return &entry->word;
	}
	if (g_hash_table_size(shaper->words) >= KEPT_WORDS)
		g_hash_table_remove_all(shaper->words);
	g_hash_table_insert(shaper->words, &entry->key, entry);
	return &entry->word;
}
