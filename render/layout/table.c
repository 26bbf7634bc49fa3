/*
 * table.c: rows to strips.  Widths come from the content (column.c); numbers stand on their digits; the head is repeated
 * where a page was cut.  Rules are horizontal only.
 */
#include <string.h>
#include "column.h"
#include "error.h"
#include "galley.h"

#define PAD   0.65 /* left and right of a cell [em] */
#define ABOVE 0.33 /* above and below a row [em] */
#define FAR   1e4  /* a measure that no cell reaches [pt] */

/* One table being set. */
typedef struct {
	Galley *galley;
	const Table *table;
	guint node;
	double *widths; /* [columns] of the text in the cells [pt] */
	double *tails;  /* [columns] the widest part behind a whole number [pt] */
	double width;   /* of the table [pt] */
	double pad;     /* left and right of a cell [pt] */
	double above;   /* above and below a row [pt] */
	gboolean noted; /* a note stands below */
} Setting;

/* --- cells ------------------------------------------------------------------------------- */

/* Sets a cell in a measure; the caller owns the lines. */
static GPtrArray *
set_cell(const Setting *setting, const RichText *cell, ThemeTextRole role, double measure, GError **error)
{
	TextStyle style = theme_style(setting->galley->theme, role, setting->galley->doc->lang);

	style.measure = measure;
	return paragraph_set(setting->galley->fonts, cell, &style, error);
}

static double
widest(const GPtrArray *lines)
{
	double width = 0;

	for (guint i = 0; i < lines->len; i++)
		width = MAX(width, ((TextLine *)lines->pdata[i])->width);
	return width;
}

/* What stands behind the last digit of the whole number: ".5%" of "1,234.5%"; NULL where there is no digit. */
static const char *
tail_of(const char *text)
{
	const char *tail = NULL;

	for (const char *c = text; *c; c++) {
		gboolean point = *c == '.' && c > text && g_ascii_isdigit(c[-1]) && g_ascii_isdigit(c[1]);

		if (point)
			return c;
		if (g_ascii_isdigit(*c))
			tail = c + 1;
	}
	return tail;
}

/* The width of that [pt]; 0 where the column is not of numbers; -1 and error. */
static double
tail_width(const Setting *setting, const RichText *cell, guint column, GError **error)
{
	const char *tail = setting->table->align[column] == ALIGN_RIGHT ? tail_of(cell->utf8) : NULL;
	g_autoptr(TextLine) line = NULL;

	if (!tail || !*tail)
		return 0;
	line = galley_label(setting->galley, tail, THEME_TABLE, error);
	return line ? line->width : -1;
}

/* --- widths ------------------------------------------------------------------------------ */

static gboolean
measure_cell(const Setting *setting, const RichText *cell, ThemeTextRole role, double *width, GError **error)
{
	g_autoptr(GPtrArray) lines = cell ? set_cell(setting, cell, role, FAR, error) : g_ptr_array_new();

	if (!lines)
		return FALSE;
	*width = widest(lines);
	return TRUE;
}

static gboolean
is_katakana(gunichar c)
{
	return (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

/* A word of Latin letters or of katakana is cut between two lines. */
static gboolean
is_divided(const RichText *text, const GPtrArray *lines)
{
	for (guint i = 0; i + 1 < lines->len; i++) {
		const TextLine *line = lines->pdata[i], *next = lines->pdata[i + 1];
		const char *edge = text->utf8 + line->to;
		gboolean inside = line->to == next->from && line->to > 0;

		if (line->hyphenated || (inside && g_ascii_isalnum(edge[-1]) && g_ascii_isalnum(*edge)) ||
		    (inside && is_katakana(g_utf8_get_char(g_utf8_prev_char(edge))) &&
			is_katakana(g_utf8_get_char(edge))))
			return TRUE;
	}
	return FALSE;
}

/* The narrowest that a head can be on so many lines, no word of it divided, no line of three characters; -1 and error. */
static double
head_width(const Setting *setting, const RichText *head, double whole, guint lines, GError **error)
{
	double em = setting->galley->theme->text[THEME_TABLE_HEAD].size;

	for (double measure = MAX(whole / lines, 4 * em); measure < whole - 1.5 * em; measure += em / 2) {
		g_autoptr(GPtrArray) set = set_cell(setting, head, THEME_TABLE_HEAD, measure, error);

		if (!set)
			return -1;
		if (set->len <= lines && !is_divided(head, set) && widest(set) <= measure + 0.01)
			return widest(set);
	}
	return whole;
}

static gboolean
measure_head(const Setting *setting, const RichText *head, ColumnNeed *need, GError **error)
{
	double whole = 0, width;

	if (!measure_cell(setting, head, THEME_TABLE_HEAD, &whole, error))
		return FALSE;
	need->head[0] = whole + 2 * setting->pad;
	for (guint lines = 2; lines <= COLUMN_LINES; lines++) {
		if ((width = head ? head_width(setting, head, whole, lines, error) : 0) < 0)
			return FALSE;
		need->head[lines - 1] = MIN(width + 2 * setting->pad, need->head[lines - 2]);
	}
	return TRUE;
}

/* Numbers are never wrapped; words may be, down to seven em, or five among numbers. */
static gboolean
measure_column(Setting *setting, guint column, ColumnNeed *need, GError **error)
{
	const Table *table = setting->table;
	gboolean numbers = table->align[column] == ALIGN_RIGHT;
	double em = setting->galley->theme->text[THEME_TABLE].size, before = 0, firm = 0;

	if (!measure_head(setting, table->head->cells->pdata[column], need, error))
		return FALSE;
	for (guint i = 0; i < table->rows->len; i++) {
		const RichText *cell = ((TableRow *)table->rows->pdata[i])->cells->pdata[column];
		double width, tail = cell ? tail_width(setting, cell, column, error) : 0;

		if (tail < 0 || !measure_cell(setting, cell, THEME_TABLE, &width, error))
			return FALSE;
		before = MAX(before, width - tail);
		if (numbers && cell && tail_of(cell->utf8))
			firm = MAX(firm, width - tail);
		setting->tails[column] = MAX(setting->tails[column], tail);
	}
	need->body = before + setting->tails[column] + 2 * setting->pad;
	need->least = MAX(firm + setting->tails[column] + 2 * setting->pad,
	    MIN(need->body, (numbers ? 5 : 7) * em + 2 * setting->pad));
	return TRUE;
}

/* Whether the cells of a column go into a measure [pt], no word of them divided; -1 and error. */
static int
goes_into(const Setting *setting, guint column, double measure, GError **error)
{
	const Table *table = setting->table;

	for (guint i = 0; i < table->rows->len; i++) {
		const RichText *cell = ((TableRow *)table->rows->pdata[i])->cells->pdata[column];
		g_autoptr(GPtrArray) set = cell ? set_cell(setting, cell, THEME_TABLE, measure, error) : NULL;

		if (cell && !set)
			return -1;
		if (cell && (is_divided(cell, set) || widest(set) > measure + 0.01))
			return FALSE;
	}
	return TRUE;
}

/* In a narrow column of the page words are wrapped further: down to four em, no word divided. */
static gboolean
tighten(const Setting *setting, guint column, ColumnNeed *need, GError **error)
{
	double em = setting->galley->theme->text[THEME_TABLE].size;
	int goes;

	if (setting->table->align[column] == ALIGN_RIGHT)
		return TRUE;
	for (double measure = 4 * em; measure + 2 * setting->pad < need->least; measure += em / 4) {
		if ((goes = goes_into(setting, column, measure, error)) < 0)
			return FALSE;
		if (goes)
			need->least = measure + 2 * setting->pad;
	}
	return TRUE;
}

static gboolean
measure_columns(Setting *setting, const char *place, GError **error)
{
	guint n = (guint)setting->table->columns;
	g_autofree ColumnNeed *needs = g_new0(ColumnNeed, n);
	gboolean fits;

	for (guint i = 0; i < n; i++)
		if (!measure_column(setting, i, &needs[i], error))
			return FALSE;
	fits = column_widths(needs, n, setting->width, setting->widths);
	for (guint i = 0; i < n && !fits; i++)
		if (!tighten(setting, i, &needs[i], error))
			return FALSE;
	if (!fits && !column_widths(needs, n, setting->width, setting->widths)) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "%s%stable of %u columns is wider than the page's measure of %.0f pt", place ? place : "",
		    place ? ": " : "", n, setting->width);
		return FALSE;
	}
	for (guint i = 0; i < n; i++)
		setting->widths[i] -= 2 * setting->pad;
	return TRUE;
}

/* --- rows -------------------------------------------------------------------------------- */

/* From the cell's left edge to the line's [pt]. */
static double
line_offset(const Setting *setting, const TextLine *line, guint column, gboolean head, double tail, gboolean number)
{
	double room = setting->widths[column] - line->width;

	switch (setting->table->align[column]) {
	case ALIGN_RIGHT:
		return head || !number ? room : room - (setting->tails[column] - tail);
	case ALIGN_CENTRE:
		return room / 2;
	case ALIGN_JUSTIFY:
	case ALIGN_LEFT:
		break;
	}
	return 0;
}

/* A row being put into items. */
typedef struct {
	gboolean head;
	guint node;
	GPtrArray *cells; /* of GPtrArray of TextLine, one a column */
	guint lines;      /* of its highest cell */
} Row;

/* Sets the cells of a row. */
static gboolean
set_row(const Setting *setting, const TableRow *table_row, Row *row, GError **error)
{
	row->cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	row->lines = 1;
	for (guint i = 0; i < setting->table->columns; i++) {
		const RichText *cell = table_row->cells->pdata[i];
		GPtrArray *lines = cell ? set_cell(setting, cell, row->head ? THEME_TABLE_HEAD : THEME_TABLE,
					      setting->widths[i] + 0.01, error)
					: g_ptr_array_new();

		if (!lines)
			return FALSE;
		g_ptr_array_add(row->cells, lines);
		row->lines = MAX(row->lines, lines->len);
	}
	return TRUE;
}

/* One cell into items, its left edge at x.  Heads end on one line, other cells begin on one. */
static gboolean
put_cell(
    const Setting *setting, const RichText *cell, const Row *row, guint column, double x, GArray *items, GError **error)
{
	const ThemeText *look = &setting->galley->theme->text[row->head ? THEME_TABLE_HEAD : THEME_TABLE];
	guint node = pages_add_node(setting->galley->pages, row->node, row->head ? ROLE_TH : ROLE_TD);
	const GPtrArray *lines = row->cells->pdata[column];
	double y = setting->above + baseline_of(look) + (row->head ? row->lines - lines->len : 0) * look->leading;
	double tail = cell && !row->head ? tail_width(setting, cell, column, error) : 0;
	g_autofree guint *links = g_new0(guint, cell ? cell->spans->len + 1 : 1);

	for (guint i = 0; tail >= 0 && i < lines->len; i++) {
		const TextLine *line = lines->pdata[i];
		double offset = line_offset(setting, line, column, row->head, tail, tail_of(cell->utf8) != NULL);

		galley_line(setting->galley, items, cell, line, links, node, look->colour, x + setting->pad + offset,
		    y + i * look->leading);
	}
	return tail >= 0;
}

static gboolean
put_cells(const Setting *setting, const TableRow *table_row, guint section, gboolean head, GArray *items,
    double *height, GError **error)
{
	Row row = { .head = head, .node = pages_add_node(setting->galley->pages, section, ROLE_TR) };
	double x = setting->galley->left;
	gboolean ok = set_row(setting, table_row, &row, error);

	*height = row.lines * setting->galley->theme->text[head ? THEME_TABLE_HEAD : THEME_TABLE].leading +
		  2 * setting->above;
	for (guint i = 0; ok && i < setting->table->columns; i++) {
		ok = put_cell(setting, table_row->cells->pdata[i], &row, i, x, items, error);
		x += setting->widths[i] + 2 * setting->pad;
	}
	g_ptr_array_unref(row.cells);
	return ok;
}

static gboolean
add_head(const Setting *setting, gboolean keep, guint *strip, GError **error)
{
	const Theme *theme = setting->galley->theme;
	guint section = pages_add_node(setting->galley->pages, setting->node, ROLE_THEAD);
	FlowStrip head = {
		.keep = keep, .low = TRUE, .before = keep ? 0 : theme->text[THEME_BODY].leading / 2, .head = -1
	};
	g_autoptr(GArray) items = items_new();
	g_autoptr(GArray) all = items_new();
	PagePath *ground;

	if (!put_cells(setting, setting->table->head, section, TRUE, items, &head.height, error))
		return FALSE;
	ground = page_path_rectangle(setting->width, head.height);
	ground->filled = TRUE;
	ground->fill = theme->surface;
	items_add_path(all, NODE_ARTIFACT, setting->galley->left, 0, ground);
	galley_rule(all, setting->galley->left, 0, setting->width, 0.8, theme->accent);
	items_append(all, items, 0, 0);
	galley_rule(all, setting->galley->left, head.height - 0.5, setting->width, 0.5, theme->accent);
	*strip = galley_add(setting->galley, head, g_steal_pointer(&all));
	return TRUE;
}

/* Two rows at least below a head and at the end; a table of a third of a page is not cut at all. */
static gboolean
add_rows(const Setting *setting, guint head, GError **error)
{
	const Theme *theme = setting->galley->theme;
	guint section = pages_add_node(setting->galley->pages, setting->node, ROLE_TBODY),
	      n = setting->table->rows->len;
	double page = theme->height - theme->top - theme->bottom;
	gboolean small = n * (theme->text[THEME_TABLE].leading + 2 * setting->above) < page / 3;

	for (guint i = 0; i < n; i++) {
		FlowStrip strip = { .keep = small || i < 2 || i == n - 1, .low = TRUE, .head = (gint)head };
		g_autoptr(GArray) items = items_new();
		gboolean last = i == n - 1;

		if (!put_cells(setting, setting->table->rows->pdata[i], section, FALSE, items, &strip.height, error))
			return FALSE;
		galley_rule(items, setting->galley->left, strip.height - (last ? 0.8 : 0.4), setting->width,
		    last ? 0.8 : 0.4, last ? theme->accent : theme->grid);
		strip.after = last && !setting->noted ? theme->text[THEME_BODY].leading * 0.6 : 0;
		galley_add(setting->galley, strip, g_steal_pointer(&items));
	}
	return TRUE;
}

static gboolean
add_caption(Galley *galley, const Block *block, guint table, GError **error)
{
	TextPlan plan = text_plan(galley, THEME_CAPTION, pages_add_node(galley->pages, table, ROLE_CAPTION));

	plan.whole = TRUE;
	if (!galley_text(galley, block->text, &plan, error))
		return FALSE;
	if (block->id)
		items_add_dest(galley->items->pdata[galley->items->len - 1], galley->left, 0, block->id);
	return TRUE;
}

gboolean
set_table(Galley *galley, const Block *block, const Block *next, guint *used, GError **error)
{
	g_autofree double *widths = g_new0(double, block->table->columns);
	g_autofree double *tails = g_new0(double, block->table->columns);
	Setting setting = { .galley = galley, .table = block->table, .widths = widths, .tails = tails };
	Node *node;
	guint head;

	(void)used;
	setting.pad = PAD * galley->theme->text[THEME_TABLE].size;
	setting.above = ABOVE * galley->theme->text[THEME_TABLE].size;
	setting.noted = next && next->kind == BLOCK_NOTE;
	setting.width = galley->width;
	setting.node = pages_add_node(galley->pages, galley->node, ROLE_TABLE);
	node = &g_array_index(galley->pages->nodes, Node, setting.node);
	node->data = g_strdup(block->table->data);
	node->id = g_strdup(block->id);
	galley->spread = FALSE;
	return (!block->text || add_caption(galley, block, setting.node, error)) &&
	       measure_columns(&setting, block->text ? block->text->place : NULL, error) &&
	       add_head(&setting, block->text != NULL, &head, error) && add_rows(&setting, head, error);
}
