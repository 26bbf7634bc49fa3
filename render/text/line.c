/*
 * line.c: sets one line: gives the slack to the glue in JLREQ's order, then writes the cells out as
 * runs of glyphs.
 */
#include <string.h>
#include "line.h"

#define NEAR   1e-9 /* [em] */
#define BEYOND 0.25 /* [em] more than JLREQ's limits, before word spaces and quarter ems go beyond theirs */

/* Widths of the gaps of a line that is being set [em]. */
typedef struct {
	const Cells *cells;
	const Fit *fit;
	double *gaps;
} Setting;

/* Opens gaps by their share of a step until slack is used up; what remains of it. */
static double
stretch(const Setting *set, int step, double slack)
{
	const Sum *from = &g_array_index(set->cells->sums, Sum, set->fit->from);
	const Sum *to = &g_array_index(set->cells->sums, Sum, set->fit->to);
	double all = to->stretch[step] - from->stretch[step];
	double share = all > NEAR ? MIN(1, slack / all) : 0;

	for (guint i = set->fit->from; share > 0 && i < set->fit->to; i++)
		set->gaps[i - set->fit->from] += share * cells_gap(set->cells, i)->stretch[step];
	return slack - share * MAX(all, 0);
}

static double
shrink(const Setting *set, int step, double excess)
{
	const Sum *from = &g_array_index(set->cells->sums, Sum, set->fit->from);
	const Sum *to = &g_array_index(set->cells->sums, Sum, set->fit->to);
	double all = to->shrink[step] - from->shrink[step];
	double share = all > NEAR ? MIN(1, excess / all) : 0;

	for (guint i = set->fit->from; share > 0 && i < set->fit->to; i++)
		set->gaps[i - set->fit->from] -= share * cells_gap(set->cells, i)->shrink[step];
	return excess - share * MAX(all, 0);
}

/* Letters of a word never open beyond their limit. */
static gboolean
opens_at_all(const Gap *gap)
{
	return gap->solid || (gap->kind >= BREAK_LATE && (gap->natural > 0 || gap->stretch[STRETCH_SOLID] > 0));
}

/* Between Japanese characters, and at punctuation. */
static gboolean
opens_by_limit(const Gap *gap)
{
	return gap->solid || (gap->natural > 0 && gap->kind >= BREAK_LATE && gap->stretch[STRETCH_WORD] <= 0 &&
				 gap->stretch[STRETCH_MIXED] <= 0);
}

/* Gives each gap that opens an even share of the slack, but no more than limit; what remains of the slack [em]. */
static double
stretch_evenly(const Setting *set, gboolean (*opens)(const Gap *), double limit, double slack)
{
	guint n = 0;
	double share;

	for (guint i = set->fit->from; i < set->fit->to; i++)
		n += (guint)opens(cells_gap(set->cells, i));
	share = n > 0 ? MIN(limit, slack / n) : 0;
	for (guint i = set->fit->from; n > 0 && i < set->fit->to; i++)
		if (opens(cells_gap(set->cells, i)))
			set->gaps[i - set->fit->from] += share;
	return slack - share * n;
}

/* From the first body to the last at the natural widths [em]. */
static double
natural_width(const Cells *cells, const Fit *fit)
{
	const Cell *last = cells_at(cells, fit->to);
	const Gap *gap = cells_gap(cells, fit->to);
	double width =
	    g_array_index(cells->sums, Sum, fit->to).width - g_array_index(cells->sums, Sum, fit->from).width;

	width += (double)last->body;
	if (fit->to + 1 < cells->cells->len)
		width += (double)last->cut + (gap->hyphen ? (double)face_char(last->face, '-')->advance : 0);
	return width;
}

static void
justify(const Setting *set, double slack)
{
	for (int step = 0; step < STRETCH_COUNT && slack > NEAR; step++)
		slack = stretch(set, step, slack);
	if (slack > NEAR)
		slack = stretch_evenly(set, opens_by_limit, BEYOND, slack);
	if (slack > NEAR)
		stretch_evenly(set, opens_at_all, G_MAXDOUBLE, slack);
	for (int step = 0; step < SHRINK_COUNT && slack < -NEAR; step++)
		slack = -shrink(set, step, -slack);
}

/* --- writing out --------------------------------------------------------------------------- */

typedef struct {
	TextLine *line;
	const RichText *text;
	double em;  /* [pt] */
	double pen; /* [em] */
	double end; /* of the last body [em] */

	GlyphRun *run;
	GString *utf8;
} Writer;

static void
end_run(Writer *writer)
{
	if (writer->run == NULL)
		return;
	writer->run->width = writer->end * writer->em - writer->run->x;
	writer->run->utf8 = g_strndup(writer->utf8->str, writer->utf8->len);
	g_string_truncate(writer->utf8, 0);
	g_ptr_array_add(writer->line->runs, g_steal_pointer(&writer->run));
}

static void
want_run(Writer *writer, const Cell *cell)
{
	double size = (double)cell->size * writer->em, y = -(double)cell->rise * writer->em;
	GlyphRun *run = writer->run;

	if (run != NULL && run->face == cell->face && run->span == cell->span && run->size == size && run->y == y)
		return;
	end_run(writer);
	writer->run = run = g_new0(GlyphRun, 1);
	run->face = cell->face;
	run->size = size;
	run->x = (writer->pen - (double)cell->lead) * writer->em;
	run->y = y;
	run->span = cell->span;
	run->glyphs = g_array_sized_new(FALSE, FALSE, sizeof(Glyph), 48);
	run->clusters = g_array_sized_new(FALSE, FALSE, sizeof(Cluster), 48);
}

/* One glyph that reads as bytes of text, at the pen. */
static void
write_glyph(Writer *writer, guint id, const char *text, guint bytes)
{
	Glyph glyph = { id, writer->pen * writer->em - writer->run->x, 0 };
	Cluster cluster = { bytes, 1 };

	g_array_append_val(writer->run->glyphs, glyph);
	g_array_append_val(writer->run->clusters, cluster);
	g_string_append_len(writer->utf8, text, bytes);
}

static void
write_cell(Writer *writer, const Cells *cells, const Cell *cell)
{

	double x = writer->pen * writer->em - writer->run->x;
	Cluster cluster = { cell->bytes, cell->glyphs };

	for (guint i = 0; i < cell->glyphs; i++) {
		const CellGlyph *shaped = &g_array_index(cells->glyphs, CellGlyph, cell->glyph + i);
		Glyph glyph = { shaped->id, x + (double)shaped->x * writer->em, (double)shaped->y * writer->em };

		g_array_append_val(writer->run->glyphs, glyph);
	}
	if (cell->bytes > 0)
		g_array_append_val(writer->run->clusters, cluster);
	g_string_append_len(writer->utf8, writer->text->utf8 + cell->from, cell->bytes);
	writer->pen += (double)cell->body;
	writer->end = writer->pen;
}

/* The blanks after a cell are painted too, as spaces: the text layer keeps what was typed. */
static void
write_tail(Writer *writer, const Cell *cell)
{
	const char *p = writer->text->utf8 + cell->from + cell->bytes, *end = p + cell->tail;
	guint space = face_char(cell->face, ' ')->glyph;

	for (; p < end; p = g_utf8_next_char(p))
		write_glyph(writer, space, p, (guint)(g_utf8_next_char(p) - p));
}

static void
write_end(Writer *writer, const Cells *cells, const Cell *cell, const Gap *gap)
{
	if (cell + 1 < cells_at(cells, 0) + cells->cells->len) {
		writer->pen += (double)cell->cut;
		if (gap->hyphen) {
			const FaceChar *hyphen = face_char(cell->face, '-');
			write_glyph(writer, hyphen->glyph, "-", 1);
			writer->pen += (double)hyphen->advance;
			writer->line->hyphenated = TRUE;
		}
		writer->end = writer->pen;
	}
	write_tail(writer, cell);
	end_run(writer);
}

static void
write_cells(Writer *writer, const Setting *set)
{
	for (guint i = set->fit->from; i <= set->fit->to; i++) {
		const Cell *cell = cells_at(set->cells, i);

		want_run(writer, cell);
		write_cell(writer, set->cells, cell);
		if (i == set->fit->to) {
			write_end(writer, set->cells, cell, cells_gap(set->cells, i));
			break;
		}
		write_tail(writer, cell);
		writer->pen += set->gaps[i - set->fit->from];
	}
}

TextLine *
line_make(const Cells *cells, const Fit *fit, const RichText *text, const TextStyle *style, double measure)
{
	Setting set = { cells, fit, g_new(double, fit->to - fit->from + 1) };
	TextLine *line = g_new0(TextLine, 1);
	Writer writer = { .line = line, .text = text, .em = style->size, .utf8 = g_string_new(NULL) };
	const Cell *last = cells_at(cells, fit->to);

	for (guint i = fit->from; i <= fit->to; i++)
		set.gaps[i - fit->from] = (double)cells_gap(cells, i)->natural;
	if (fit->filled)
		justify(&set, measure - fit->blank - natural_width(cells, fit));
	line->runs = g_ptr_array_new_with_free_func((GDestroyNotify)glyph_run_free);
	line->from = cells_at(cells, fit->from)->from;
	line->to = last->from + last->bytes + last->tail;
	write_cells(&writer, &set);
	line->width = writer.pen * style->size;
	g_string_free(writer.utf8, TRUE);
	g_free(set.gaps);
	return line;
}
