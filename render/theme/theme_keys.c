/*
 * theme_keys.c: every section and key of theme.ini, and the built-in look.  A new key is one line here, one field in
 * theme.h and one entry in teiten-theme.5.
 */
#include <stddef.h>
#include "theme_keys.h"

static const char *const families[] = { "sans", "serif", NULL };
static const char *const switches[] = { "no", "yes", NULL };
static const char *const weights[] = { "regular", "bold", NULL };
static const char *const markers[] = { "disc", "square", "triangle", "diamond", "cross", "plus", "ring", "none", NULL };

static const Key page_keys[] = {
	{ "width", KEY_LENGTH, offsetof(Theme, width), 140, 1700, NULL },
	{ "height", KEY_LENGTH, offsetof(Theme, height), 140, 2400, NULL },
	{ "top", KEY_LENGTH, offsetof(Theme, top), 20, 600, NULL },
	{ "bottom", KEY_LENGTH, offsetof(Theme, bottom), 20, 600, NULL },
	{ "left", KEY_LENGTH, offsetof(Theme, left), 0, 1000, NULL },
	{ "measure", KEY_EM, offsetof(Theme, measure), 10, 120, NULL },
	{ "columns", KEY_COUNT, offsetof(Theme, columns), 1, 3, NULL },
	{ "bilingual", KEY_WORD, offsetof(Theme, bilingual), 0, 0, switches },
	{ "gutter", KEY_LENGTH, offsetof(Theme, gutter), 4, 200, NULL },
	{ NULL, 0, 0, 0, 0, NULL },
};

static const Key paragraph_keys[] = {
	{ "indent", KEY_EM, offsetof(Theme, indent), 0, 4, NULL },
	{ "hang", KEY_WORD, offsetof(Theme, hang), 0, 0, switches },
	{ NULL, 0, 0, 0, 0, NULL },
};

static const Key figure_keys[] = {
	{ "height", KEY_LENGTH, offsetof(Theme, figure_height), 60, 1600, NULL },
	{ NULL, 0, 0, 0, 0, NULL },
};

static const Key colour_keys[] = {
	{ "rule", KEY_COLOUR, offsetof(Theme, rule), 0, 0, NULL },
	{ "accent", KEY_COLOUR, offsetof(Theme, accent), 0, 0, NULL },
	{ "shade", KEY_COLOUR, offsetof(Theme, shade), 0, 0, NULL },
	{ "grid", KEY_COLOUR, offsetof(Theme, grid), 0, 0, NULL },
	{ "link", KEY_COLOUR, offsetof(Theme, link), 0, 0, NULL },
	{ "surface", KEY_COLOUR, offsetof(Theme, surface), 0, 0, NULL },
	{ NULL, 0, 0, 0, 0, NULL },
};

static const Key text_keys[] = {
	{ "size", KEY_LENGTH, offsetof(ThemeText, size), 4, 72, NULL },
	{ "family", KEY_WORD, offsetof(ThemeText, family), 0, 0, families },
	{ "weight", KEY_WORD, offsetof(ThemeText, bold), 0, 0, weights },
	{ "leading", KEY_LENGTH, offsetof(ThemeText, leading), 4, 144, NULL },
	{ "before", KEY_LENGTH, offsetof(ThemeText, before), 0, 300, NULL },
	{ "after", KEY_LENGTH, offsetof(ThemeText, after), 0, 300, NULL },
	{ "colour", KEY_COLOUR, offsetof(ThemeText, colour), 0, 0, NULL },
	{ NULL, 0, 0, 0, 0, NULL },
};

static const Key series_keys[] = {
	{ "colour", KEY_COLOUR, offsetof(ThemeSeries, colour), 0, 0, NULL },
	{ "dash", KEY_DASH, offsetof(ThemeSeries, dash), 0, 60, NULL },
	{ "marker", KEY_WORD, offsetof(ThemeSeries, marker), 0, 0, markers },
	{ NULL, 0, 0, 0, 0, NULL },
};

#define TEXT(role)     offsetof(Theme, text) + (role) * sizeof(ThemeText), role
#define SERIES(number) offsetof(Theme, series) + ((number)-1) * sizeof(ThemeSeries), -1

/* The body stands first: the sizes of the others may be in its em. */
const Section theme_sections[] = {
	{ "body", text_keys, TEXT(THEME_BODY) },
	{ "title", text_keys, TEXT(THEME_TITLE) },
	{ "subtitle", text_keys, TEXT(THEME_SUBTITLE) },
	{ "h1", text_keys, TEXT(THEME_H1) },
	{ "h2", text_keys, TEXT(THEME_H2) },
	{ "h3", text_keys, TEXT(THEME_H3) },
	{ "caption", text_keys, TEXT(THEME_CAPTION) },
	{ "table", text_keys, TEXT(THEME_TABLE) },
	{ "table-head", text_keys, TEXT(THEME_TABLE_HEAD) },
	{ "note", text_keys, TEXT(THEME_NOTE) },
	{ "reference", text_keys, TEXT(THEME_REFERENCE) },
	{ "running", text_keys, TEXT(THEME_RUNNING) },
	{ "chart", text_keys, TEXT(THEME_CHART) },
	{ "page", page_keys, 0, -1 },
	{ "paragraph", paragraph_keys, 0, -1 },
	{ "figure", figure_keys, 0, -1 },
	{ "colour", colour_keys, 0, -1 },
	{ "series-1", series_keys, SERIES(1) },
	{ "series-2", series_keys, SERIES(2) },
	{ "series-3", series_keys, SERIES(3) },
	{ "series-4", series_keys, SERIES(4) },
	{ "series-5", series_keys, SERIES(5) },
	{ "series-6", series_keys, SERIES(6) },
	{ "series-7", series_keys, SERIES(7) },
	{ "series-8", series_keys, SERIES(8) },
	{ NULL, NULL, 0, 0 },
};

#define HEX(rgb)                                                                      \
	{                                                                             \
		((rgb) >> 16) / 255., ((rgb) >> 8 & 0xff) / 255., ((rgb)&0xff) / 255. \
	}
#define INK  HEX(0x1a1a1a)
#define NAVY HEX(0x17365d)
#define GREY HEX(0x5a5a5a)

/*
 * The look without any file: A4, 45 em of 10 pt on a grid of 17 pt, sans.  The colours of the series are those of
 * Okabe and Ito ("Color Universal Design", 2008), the light ones darkened for lines on white; dash and marker tell
 * them apart in black and white.
 */
const Theme theme_default = {
	.width = 210 * 72 / 25.4,
	.height = 297 * 72 / 25.4,
	.top = 82,
	.bottom = 79,
	.left = 72.5,
	.measure = 45,
	.columns = 1,
	.gutter = 20,
	.indent = 1,
	.hang = FALSE,
	.text = {
		[THEME_TITLE] = { FAMILY_SANS, TRUE, 20, 30, 0, 4, NAVY },
		[THEME_SUBTITLE] = { FAMILY_SANS, FALSE, 11, 17, 0, 17, GREY },
		[THEME_H1] = { FAMILY_SANS, TRUE, 14, 20, 26, 8, NAVY },
		[THEME_H2] = { FAMILY_SANS, TRUE, 11.5, 17, 17, 4, NAVY },
		[THEME_H3] = { FAMILY_SANS, TRUE, 10, 17, 8.5, 0, INK },
		[THEME_BODY] = { FAMILY_SANS, FALSE, 10, 17, 0, 0, INK },
		[THEME_CAPTION] = { FAMILY_SANS, FALSE, 9, 14, 10, 5, INK },
		[THEME_TABLE] = { FAMILY_SANS, FALSE, 9, 14, 0, 0, INK },
		[THEME_TABLE_HEAD] = { FAMILY_SANS, TRUE, 8.5, 13, 0, 0, INK },
		[THEME_NOTE] = { FAMILY_SANS, FALSE, 8, 12, 4, 10, GREY },
		[THEME_REFERENCE] = { FAMILY_SANS, FALSE, 8.5, 13, 0, 3, INK },
		[THEME_RUNNING] = { FAMILY_SANS, FALSE, 7.5, 10, 0, 0, GREY },
		[THEME_CHART] = { FAMILY_SANS, FALSE, 7.5, 10, 0, 0, INK },
	},
	.rule = HEX(0x8a8a8a),
	.accent = NAVY,
	.shade = HEX(0xe9e9e9),
	.grid = HEX(0xdcdcdc),
	.link = HEX(0x1f4e8c),
	.surface = HEX(0xf4f6f8),
	.series = {
		{ HEX(0x0072b2), { 0, 0, 0, 0 }, 0 },
		{ HEX(0xd55e00), { 5, 2, 5, 2 }, 1 },
		{ HEX(0x007f5f), { 1.5, 1.5, 1.5, 1.5 }, 2 },
		{ HEX(0xa6427c), { 7, 2, 1.5, 2 }, 3 },
		{ HEX(0x222222), { 0, 0, 0, 0 }, 4 },
		{ HEX(0xb07d00), { 3, 1.5, 3, 1.5 }, 5 },
		{ HEX(0x2f8fc7), { 9, 3, 9, 3 }, 6 },
		{ HEX(0x7a7a7a), { 2, 3, 2, 3 }, 7 },
	},
	.figure_height = 176,
};
