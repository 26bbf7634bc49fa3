/*
 * verify_table.c: the cells of a PDF's tables against the rows of the model.
 * The PDF does not say what a column is, and we do not ask the template: a column is what most of its cells
 * agree with, and the cells that do not are findings.
 */
#include <math.h>
#include <string.h>
#include "inner.h"

enum { WIDEST = 40, PRINTED_DEPTH = 10 };

/* A number that a row has; NAN where it has words in its place. */
typedef struct {
	const char *name;
	double (*get)(const Model *model, gconstpointer row);
} Measure;

static double
row_rank(const Model *model, gconstpointer row)
{
	(void)model;
	return (double)((const ModelRow *)row)->rank;
}

static double
row_packets(const Model *model, gconstpointer row)
{
	(void)model;
	return (double)((const ModelRow *)row)->packets;
}

static double
row_sources(const Model *model, gconstpointer row)
{
	gint64 sources = ((const ModelRow *)row)->sources;

	(void)model;
	return sources >= 0 ? (double)sources : NAN;
}

static double
row_share(const Model *model, gconstpointer row)
{
	return 100 * model_share(model, row);
}

static double
row_rate(const Model *model, gconstpointer row)
{
	return model_rate(((const ModelRow *)row)->packets, &model->now);
}

static double
row_change(const Model *model, gconstpointer item)
{
	const ModelRow *row = item;
	double ratio;

	return model_change(row->packets, &model->now, row->previous_packets, &model->before, &ratio) ? 100 * ratio
												      : NAN;
}

static double
row_previous_rank(const Model *model, gconstpointer item)
{
	const ModelRow *row = item;

	(void)model;
	return row->previous_rank >= 1 && row->previous_rank <= PRINTED_DEPTH ? (double)row->previous_rank : NAN;
}

static double
row_previous_packets(const Model *model, gconstpointer row)
{
	(void)model;
	return (double)((const ModelRow *)row)->previous_packets;
}

static double
row_previous_sources(const Model *model, gconstpointer item)
{
	const ModelRow *row = item;

	(void)model;
	return row->previous_sources >= 0 ? (double)row->previous_sources : NAN;
}

static double
sensor_packets(const Model *model, gconstpointer sensor)
{
	(void)model;
	return (double)((const ModelSensor *)sensor)->packets;
}

static double
sensor_sources(const Model *model, gconstpointer sensor)
{
	gint64 sources = ((const ModelSensor *)sensor)->sources;

	(void)model;
	return sources >= 0 ? (double)sources : NAN;
}

static double
sensor_coverage(const Model *model, gconstpointer item)
{
	const ModelSensor *sensor = item;

	(void)model;
	return 100 * model_coverage(sensor->observed, sensor->expected);
}

static double
sensor_previous_packets(const Model *model, gconstpointer sensor)
{
	(void)model;
	return (double)((const ModelSensor *)sensor)->previous_packets;
}

static const Measure row_measures[] = {
	{ "rank", row_rank },
	{ "packets", row_packets },
	{ "share", row_share },
	{ "previous rank", row_previous_rank },
	{ "sources", row_sources },
	{ "previous packets", row_previous_packets },
	{ "previous sources", row_previous_sources },
	{ "rate", row_rate },
	{ "change", row_change },
	{ NULL, NULL },
};

static const Measure sensor_measures[] = {
	{ "packets", sensor_packets },
	{ "sources", sensor_sources },
	{ "coverage", sensor_coverage },
	{ "previous packets", sensor_previous_packets },
	{ NULL, NULL },
};

/* --- cells ------------------------------------------------------------------------------- */

/* What stands before an estimate, without spaces. */
static const char *
skip_about(const char *cell)
{
	static const char *const about[] = { "約", "approximately" };

	for (gsize i = 0; i < G_N_ELEMENTS(about); i++)
		if (g_str_has_prefix(cell, about[i]))
			return cell + strlen(about[i]);
	return cell;
}

/* A cell that is one number: separators, sign and percent sign left out. */
static gboolean
read_number(const char *cell, double *number, int *decimals)
{
	g_autoptr(GString) plain = g_string_new(NULL);
	const char *point;
	char *end;

	for (const char *c = skip_about(cell); *c; c = g_utf8_next_char(c)) {
		gunichar letter = g_utf8_get_char(c);
		if (letter == 0x2212 || letter == '-')
			g_string_append_c(plain, '-');
		else if (letter < 0x80 && !strchr(",%+ ", (int)letter))
			g_string_append_c(plain, (char)letter);
		else if (letter >= 0x80 && letter != 0xb1)
			return FALSE;
	}
	*number = g_ascii_strtod(plain->str, &end);
	point = strchr(plain->str, '.');
	*decimals = point ? (int)strlen(point + 1) : 0;
	return plain->len > 0 && !*end;
}

/* Printed with fewer decimals than the value has: half of the last one is allowed. */
static gboolean
agrees(const char *cell, double value)
{
	double number;
	int decimals;

	if (!read_number(cell, &number, &decimals))
		return isnan(value);
	return !isnan(value) && fabs(number - value) <= 0.5 * pow(10, -decimals) * (1 + 1e-9) + 1e-12;
}

typedef struct {
	const Model *model;
	const char *pdf, *data; /* for the sentence */
	const Measure *measures;
	GPtrArray *items; /* rows of the model, as they are printed */
	GPtrArray *rows;  /* of GPtrArray of char*: cells */
	GPtrArray *findings;
} Check;

static const char *
cell_at(const Check *check, guint row, guint column)
{
	const GPtrArray *cells = check->rows->pdata[row];

	return column < cells->len ? cells->pdata[column] : "";
}

static guint
agreeing(const Check *check, const Measure *measure, guint column)
{
	guint n = 0;

	for (guint i = 0; i < check->rows->len; i++)
		n += agrees(cell_at(check, i, column), measure->get(check->model, check->items->pdata[i]));
	return n;
}

static gboolean
is_of_numbers(const Check *check, guint column)
{
	double number;
	int decimals;

	for (guint i = 0; i < check->rows->len; i++)
		if (read_number(cell_at(check, i, column), &number, &decimals))
			return TRUE;
	return FALSE;
}

static void
check_column(const Check *check, guint column)
{
	const Measure *best = check->measures;
	guint most = 0;

	for (const Measure *measure = check->measures; measure->name; measure++) {
		guint n = agreeing(check, measure, column);
		if (n > most) {
			most = n;
			best = measure;
		}
	}
	for (guint i = 0; i < check->rows->len && most < check->rows->len; i++) {
		double value = best->get(check->model, check->items->pdata[i]);
		if (!agrees(cell_at(check, i, column), value))
			findings_add(check->findings,
			    "%s: table of %s, row %u, column %u prints '%s', the model says %.10g (%s)", check->pdf,
			    check->data, i + 1, column + 1, cell_at(check, i, column), value, best->name);
	}
}

/* A row's own name must be its item's where it is printed as its key is: "23/TCP (telnet)" for "23/tcp". */
static void
check_keys(const Check *check)
{
	for (guint i = 0; i < check->rows->len; i++) {
		const ModelRow *row = check->items->pdata[i];
		g_autofree char *key = g_ascii_strup(row->key, -1);
		gboolean found = !strchr(key, '/');

		for (guint column = 0; column < ((GPtrArray *)check->rows->pdata[i])->len && !found; column++)
			found = strstr(cell_at(check, i, column), key) != NULL;
		if (!found)
			findings_add(check->findings, "%s: table of %s, row %u is not of %s", check->pdf, check->data,
			    i + 1, key);
	}
}

/* --- tables ------------------------------------------------------------------------------ */

static GPtrArray *
read_cells(PdfElement *row)
{
	GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < row->kids->len; i++) {
		const PdfElement *cell = row->kids->pdata[i];
		if (g_strcmp0(cell->role, "TD") == 0 || g_strcmp0(cell->role, "TH") == 0)
			g_ptr_array_add(cells, drop_spaces(pdf_element_text(cell)));
	}
	return cells;
}

static GPtrArray *
read_rows(PdfElement *table)
{
	g_autoptr(GPtrArray) bodies = g_ptr_array_new(), rows = g_ptr_array_new();
	GPtrArray *cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);

	pdf_element_find(table, "TBody", bodies);
	for (guint i = 0; i < bodies->len; i++)
		pdf_element_find(bodies->pdata[i], "TR", rows);
	for (guint i = 0; i < rows->len; i++)
		g_ptr_array_add(cells, read_cells(rows->pdata[i]));
	return cells;
}

/* The model's rows that have a rank, in order; or its sensors. */
static GPtrArray *
printed_items(const Model *model, const char *table)
{
	GPtrArray *items = g_ptr_array_new();
	const ModelTable *ranked = table ? model_table(model, table) : NULL;

	for (guint i = 0; !table && i < model->sensors->len; i++)
		g_ptr_array_add(items, model->sensors->pdata[i]);
	for (guint i = 0; ranked && i < ranked->rows->len; i++) {
		ModelRow *row = ranked->rows->pdata[i];
		if (row->rank > 0)
			g_ptr_array_add(items, row);
	}
	return items;
}

static void
check_table(PdfElement *element, Check *check, const char *table)
{
	guint columns = 0;

	check->rows = read_rows(element);
	check->items = printed_items(check->model, table);
	check->measures = table ? row_measures : sensor_measures;
	for (guint i = 0; i < check->rows->len; i++)
		columns = MAX(columns, ((GPtrArray *)check->rows->pdata[i])->len);
	if (check->rows->len > check->items->len || columns > WIDEST) {
		findings_add(check->findings, "%s: table of %s has more rows than the model", check->pdf, check->data);
	} else {
		for (guint column = 0; column < columns; column++)
			if (is_of_numbers(check, column))
				check_column(check, column);
		if (g_strcmp0(table, "port") == 0)
			check_keys(check);
	}
	g_ptr_array_unref(check->rows);
	g_ptr_array_unref(check->items);
}

void
verify_tables(const Pdf *pdf, const Model *model, const char *name, GPtrArray *findings)
{
	static const struct {
		const char *data, *table; /* table NULL: the sensors */
	} known[] = { { "ports.csv", "port" }, { "icmp.csv", "icmp" }, { "regions.csv", "region" },
		{ "signatures.csv", "signature" }, { "sensors.csv", NULL } };
	g_autoptr(GPtrArray) tables = g_ptr_array_new();

	pdf_element_find(pdf->root, "Table", tables);
	for (guint i = 0; i < tables->len; i++) {
		PdfElement *table = tables->pdata[i];
		Check check = { .model = model, .pdf = name, .data = table->data, .findings = findings };

		for (gsize k = 0; k < G_N_ELEMENTS(known); k++)
			if (g_strcmp0(table->data, known[k].data) == 0)
				check_table(table, &check, known[k].table);
	}
}
