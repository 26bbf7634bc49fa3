/*
 * pen.c: the few shapes a chart is made of, as items.  Knows no series and no axis.
 */
#include <math.h>
#include "pen.h"

Colour
pen_mix(Colour a, Colour b, double part)
{
	return (Colour) {
		a.red + (b.red - a.red) * part,
		a.green + (b.green - a.green) * part,
		a.blue + (b.blue - a.blue) * part,
	};
}

/* --- text -------------------------------------------------------------------------------- */

static void
keep_error(Pen *pen, GError *error)
{
	if (pen->error)
		g_error_free(error);
	else
		pen->error = error;
}

TextLine *
pen_line(Pen *pen, const char *utf8)
{
	GError *error = NULL;
	TextLine *line = NULL;

	if (*utf8 && !pen->error && !(line = text_line(pen->fonts, utf8, &pen->style, &error)))
		keep_error(pen, error);
	if (!line) {
		line = g_new0(TextLine, 1);
		line->runs = g_ptr_array_new_with_free_func((GDestroyNotify)glyph_run_free);
	}
	return line;
}

const char *
pen_words(Pen *pen, const char *key)
{
	GError *error = NULL;
	const char *words = lang_words(pen->lang, key, &error);

	if (!words)
		keep_error(pen, error);
	return words ? words : "";
}

void
pen_put(Pen *pen, const TextLine *line, double x, double y, Align align)
{
	double part = align == ALIGN_RIGHT ? 1 : align == ALIGN_CENTRE ? 0.5 : 0;

	items_add_line(pen->items, pen->node, x - part * line->width, y, line, pen->ink);
}

void
pen_text(Pen *pen, const char *utf8, double x, double y, Align align)
{
	g_autoptr(TextLine) line = pen_line(pen, utf8);

	pen_put(pen, line, x, y, align);
}

double
pen_centre(const Pen *pen, double y)
{
	return y + 0.36 * pen->em; /* half of the height of a digit in our fonts */
}

/* --- lines and areas --------------------------------------------------------------------- */

void
pen_rule(Pen *pen, double x1, double y1, double x2, double y2, double width, Colour colour)
{
	PagePath *path = page_path_new();

	page_path_add(path, 0, 0);
	page_path_add(path, x2 - x1, y2 - y1);
	path->width = width;
	path->stroke = colour;
	items_add_path(pen->items, pen->node, x1, y1, path);
}

void
pen_box(Pen *pen, double x, double y, double width, double height, Colour fill)
{
	PagePath *path = page_path_rectangle(width, height);

	path->filled = TRUE;
	path->fill = fill;
	items_add_path(pen->items, pen->node, x, y, path);
}

void
pen_hatch(
    Pen *pen, double x, double y, double width, double height, int angle, double apart, double line, Colour colour)
{
	double right = x + width, bottom = y + height;

	if (angle == 0) {
		for (double at = ceil(y / apart) * apart; at < bottom; at += apart)
			pen_rule(pen, x, at, right, at, line, colour);
		return;
	}
	/* A rising line is where across + down = sum, a falling one where across - down = sum. */
	double least = angle > 0 ? x + y : x - bottom, most = angle > 0 ? right + bottom : right - y;
	for (double sum = ceil(least / apart) * apart; sum < most; sum += apart) {
		double x1 = MAX(x, angle > 0 ? sum - bottom : sum + y),
		       x2 = MIN(right, angle > 0 ? sum - y : sum + bottom);

		if (x2 - x1 > 0.01)
			pen_rule(pen, x1, angle * (sum - x1), x2, angle * (sum - x2), line, colour);
	}
}

/* --- marks of series --------------------------------------------------------------------- */

enum { SHAPE_DISC, SHAPE_SQUARE, SHAPE_TRIANGLE, SHAPE_DIAMOND, SHAPE_CROSS, SHAPE_PLUS, SHAPE_RING, SHAPE_NONE };

/* Polygons: corners, the angle of the first from straight up [turns], and a factor that makes areas look alike. */
static const struct {
	int corners;
	double turn, factor;
} polygons[] = {
	[SHAPE_DISC] = { 20, 0, 1 },
	[SHAPE_SQUARE] = { 4, 0.125, 1.2 },
	[SHAPE_TRIANGLE] = { 3, 0, 1.3 },
	[SHAPE_DIAMOND] = { 4, 0, 1.25 },
};

static void
polygon(Pen *pen, int shape, double x, double y, double size, gboolean hollow, Colour colour)
{
	double radius = size / 2 * polygons[shape].factor;
	PagePath *path = page_path_new();

	for (int i = 0; i < polygons[shape].corners; i++) {
		double angle = 2 * G_PI * (polygons[shape].turn + (double)i / polygons[shape].corners);
		page_path_add(path, radius * sin(angle), -radius * cos(angle));
	}
	path->closed = path->filled = TRUE;
	path->fill = hollow ? PAPER : colour;
	path->stroke = hollow ? colour : PAPER;
	path->width = hollow ? 0.8 : 0.4; /* the white edge parts a mark from the lines of others */
	items_add_path(pen->items, pen->node, x, y, path);
}

gboolean
pen_marker(Pen *pen, int shape, double x, double y, double size, gboolean hollow, Colour colour)
{
	double arm = size * 0.55, slant = size * 0.45;

	if (shape >= SHAPE_NONE && !hollow)
		return FALSE;
	if (shape == SHAPE_RING || (hollow && shape >= SHAPE_CROSS))
		polygon(pen, SHAPE_DISC, x, y, size, TRUE, colour);
	else if (shape == SHAPE_CROSS) {
		pen_rule(pen, x - slant, y - slant, x + slant, y + slant, 1, colour);
		pen_rule(pen, x - slant, y + slant, x + slant, y - slant, 1, colour);
	} else if (shape == SHAPE_PLUS) {
		pen_rule(pen, x - arm, y, x + arm, y, 1, colour);
		pen_rule(pen, x, y - arm, x, y + arm, 1, colour);
	} else
		polygon(pen, shape, x, y, size, hollow, colour);
	return TRUE;
}

const ThemeSeries *
pen_look(const Pen *pen, guint series)
{
	return &pen->theme->series[series % THEME_SERIES];
}
