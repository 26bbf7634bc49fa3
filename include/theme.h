/*
 * theme: the look of a report, read from theme.ini (teiten-theme.5).  Every key has a unit and a
 * default; a wrong key or unit is an error with its line.
 */
#pragma once
#include "page.h"

#define THEME_SERIES 8

typedef struct {
	Family family;
	gboolean bold;
	double size, leading; /* [pt] */
	double before, after; /* space [pt] */
	Colour colour;
} ThemeText;

typedef struct {
	Colour colour;
	double dash[4];
	int marker;
} ThemeSeries; /* dash [pt], all 0: solid; marker: 0 disc, square, triangle, diamond, cross, plus, ring, 7 none */

typedef enum {
	THEME_TITLE,
	THEME_SUBTITLE,
	THEME_H1,
	THEME_H2,
	THEME_H3,
	THEME_BODY,
	THEME_CAPTION,
	THEME_TABLE,
	THEME_TABLE_HEAD,
	THEME_NOTE,
	THEME_REFERENCE,
	THEME_RUNNING,
	THEME_CHART,
	THEME_TEXT_COUNT
} ThemeTextRole;

typedef struct {
	double width, height;     /* page [pt] */
	double top, bottom, left; /* margins [pt] */
	double measure;           /* [em of the body]; right margin is what remains */
	int columns;              /* of the text, side by side */
	double gutter;            /* between them [pt] */
	gboolean bilingual;       /* two languages side by side, in columns of their own */
	double indent;            /* first line of a Japanese paragraph [em] */
	gboolean hang;
	ThemeText text[THEME_TEXT_COUNT];
	Colour rule, accent, shade, grid, link,
	    surface; /* lines, headings, missing spans, grid, links, table stripes */
	ThemeSeries series[THEME_SERIES];
	double figure_height; /* [pt] */
} Theme;

/* The built-in look with the file's keys over it (path NULL: built-in alone). */
Theme *theme_load(const char *path, GError **error);

/* The same from text of length [bytes]; path is what errors call it. */
Theme *theme_read(const char *path, const char *text, gsize length, GError **error);

void theme_free(Theme *theme);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Theme, theme_free)

/* The width of the text, all columns and what is between them [pt]. */
double theme_measure(const Theme *theme);

/* The style of a role in a language, its measure 0, flush left. */
TextStyle theme_style(const Theme *theme, ThemeTextRole role, const char *lang);
