/*
 * text: words to lines of glyphs at fixed places.
 * Fonts are pinned files by role; no font of the system is ever looked at, and a character
 * without a glyph is an error that names it.  Paragraphs are set to JLREQ (W3C) / JIS X 4051;
 * one engine for body, tables and charts.  No Cairo drawing here.
 * A blank typed beside Japanese text is no space of its own: between Japanese and Latin letters stands a
 * quarter em, typed or not, between Japanese letters nothing (U+3000 is an em).  It stays in what a run reads as.
 */
#pragma once
#include <glib.h>

typedef struct Fonts Fonts;
typedef struct Face Face; /* one font file; its size is given with the glyphs */

typedef enum { FAMILY_SANS, FAMILY_SERIF, FAMILY_COUNT } Family;

/*
 * Fonts also hold what was shaped before, so that it need not be shaped again: one thread at a time.
 * Opens sans.otf, sans-bold.otf, serif.otf, serif-bold.otf of a folder (NULL: our own).
 */
Fonts *fonts_open(const char *folder, GError **error);
void fonts_free(Fonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fonts, fonts_free)

Face *fonts_face(Fonts *fonts, Family family, gboolean bold); /* borrowed */

/* The FT_Face of a face, for the backends; borrowed. */
void *face_freetype(const Face *face);
const char *face_name(const Face *face); /* "sans-bold": what traces print */

/* --- in ---------------------------------------------------------------------------------- */

/* A stretch of text that looks or acts otherwise; spans are in order and do not overlap. */
typedef struct {
	gsize from, to;               /* [bytes] */
	gboolean bold, raised, token; /* raised: a note mark; token: code or an identifier, not to be broken */
	char *link;                   /* "https://..." or "#id"; NULL */
} TextSpan;

typedef struct {
	char *utf8;    /* one paragraph, no line feed */
	GArray *spans; /* of TextSpan; may be empty */
	char *place;   /* "report.ja.md:12", for errors; NULL */
} RichText;

RichText *rich_text_new(const char *utf8); /* no spans, no place */
void rich_text_free(RichText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RichText, rich_text_free)

typedef enum { ALIGN_JUSTIFY, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE } Align;

typedef struct {
	const char *lang; /* "ja", "en" */
	Family family;
	gboolean bold;
	double size;    /* [pt]; 1 em */
	double measure; /* [pt] */
	double indent;  /* of the first line [pt] */
	Align align;
	gboolean hang; /* 。 and 、 may hang at the line end */
} TextStyle;

/* --- out --------------------------------------------------------------------------------- */

typedef struct {
	guint id;
	double x, y; /* origin from the run's [pt], y down */
} Glyph;

/* So many bytes of the run's text are so many of its glyphs: the PDF's text layer. */
typedef struct {
	guint bytes, glyphs;
} Cluster;

/* Glyphs of one face, size and span. */
typedef struct {
	Face *face;       /* borrowed from Fonts */
	double size;      /* [pt] */
	double x, y;      /* from the measure's left end and the baseline [pt], y down */
	double width;     /* [pt] to where its last body ends */
	char *utf8;       /* what it reads as; blanks between runs belong to the run before, also at a line's end */
	GArray *glyphs;   /* of Glyph */
	GArray *clusters; /* of Cluster; sums equal strlen(utf8) and glyphs->len */
	gint span;        /* index in RichText.spans; -1: none */
} GlyphRun;

typedef struct {
	GPtrArray *runs;     /* of GlyphRun */
	double width;        /* [pt] from first body to last, without indent */
	gsize from, to;      /* [bytes] of the paragraph */
	gboolean hyphenated; /* a hyphen that is not in the text ends it: '-' of its last run */
} TextLine;

void glyph_run_free(GlyphRun *run);
GlyphRun *glyph_run_copy(const GlyphRun *run);
void text_line_free(TextLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextLine, text_line_free)

/*
 * Sets a paragraph: array of TextLine, owned by the caller; at least one line where text is not empty.  Runs are placed by
 * indent and alignment.  Fails on what is not UTF-8 and on a character without a glyph ("no glyph for U+1F600 '...' at
 * report.ja.md:12"), also a variation selector that the font does not know.
 */
GPtrArray *paragraph_set(Fonts *fonts, const RichText *text, const TextStyle *style, GError **error);

/* One line at its natural width, never broken: labels, numbers, heads.  The style's measure is not read. */
TextLine *text_line(Fonts *fonts, const char *utf8, const TextStyle *style, GError **error);
