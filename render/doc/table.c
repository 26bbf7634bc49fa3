/*
 * table.c: a table directive to rows of cells in the language.  Rows are the model's, in its order.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

typedef struct {
	const Field *field;
	char *head; /* words over the column */
} Column;

/* What one table is made from. */
typedef struct {
	const Facts *facts;
	const Directive *directive;
	const Record *record;
	GArray *columns; /* of Column */
	guint top, depth;
} Tabulator;

static void
clear_column(gpointer column)
{
	g_free(((Column *)column)->head);
}

/* The columns that can be printed, for a suggestion. */
static gboolean
fail_column(const Tabulator *tabulator, const char *name, guint column, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *hint = NULL;

	for (const Field *field = tabulator->record->fields; field->name; field++)
		g_ptr_array_add(names, g_strdelimit(g_strdup(field->name), "-", '_'));
	g_ptr_array_add(names, g_strdup(tabulator->record->name));
	hint = suggest(name, names);
	return script_fail(error, &tabulator->directive->at, column, "table %s has no column '%s'%s",
	    tabulator->record->list, name, hint);
}

/* One name of columns=: as in the data files, with _; the item's own name is that of its kind. */
static gboolean
add_column(Tabulator *tabulator, const char *name, guint at, GError **error)
{
	const Record *record = tabulator->record;
	g_autofree char *plain = g_strdelimit(g_strdup(name), "_", '-'), *key = NULL;
	gboolean itself = g_str_equal(name, record->name) && record_field(record, "name");
	Column column = { record_field(record, itself ? "name" : plain), NULL };

	if (!column.field)
		return fail_column(tabulator, name, at, error);
	key = g_strconcat("column.", g_str_equal(column.field->name, "name") ? record->name : column.field->name, NULL);
	if (!(column.head = g_strdup(lang_words(tabulator->facts->lang, key, error))))
		return FALSE;
	g_array_append_val(tabulator->columns, column);
	return TRUE;
}

static gboolean
read_columns(Tabulator *tabulator, GError **error)
{
	const Attribute *attribute = directive_attribute(tabulator->directive, "columns");
	const char *list = attribute ? attribute->value : tabulator->record->columns;
	guint column = attribute ? attribute->column : 1;
	g_auto(GStrv) names = g_strsplit(list, ",", -1);

	for (char **name = names; *name; name++) {
		if (!add_column(tabulator, *name, column, error))
			return FALSE;
		column += (guint)g_utf8_strlen(*name, -1) + 1;
	}
	return tabulator->columns->len > 0 || fail_column(tabulator, "", column, error);
}

static gboolean
add_cell(const Tabulator *tabulator, TableRow *row, const char *words)
{
	RichText *text = rich_text_new(words);

	text->place = g_strdup_printf("%s:%u", tabulator->directive->at.file, tabulator->directive->at.line);
	g_ptr_array_add(row->cells, text);
	return TRUE;
}

/*
 * Whether the rank stands with a caveat: its mark is behind the item's name, what it says is the template's.  An older
 * archive's catalogue has no mark, and its template no note.
 */
static gboolean
is_marked(const Tabulator *tabulator, const Column *column, const void *item)
{
	const ModelRow *row = item;

	return tabulator->record->table && g_str_equal(column->field->name, "name") &&
	       (row->caveat || row_is_moved(row)) && lang_knows(tabulator->facts->lang, "table.mark");
}

static gboolean
fill_row(const Tabulator *tabulator, TableRow *row, const void *item, GError **error)
{
	for (guint i = 0; i < tabulator->columns->len; i++) {
		const Column *column = &g_array_index(tabulator->columns, Column, i);
		g_autofree char *words = NULL;
		Value value = { 0 };

		column->field->get(tabulator->facts, item, &value);
		if (value.kind == VALUE_FLAG)
			return fail_column(tabulator, column->field->name, 1, error);
		if (value.kind == VALUE_RANK && value.b > 0)
			value.b = tabulator->depth;
		if (!(words = value_text(tabulator->facts, &value, error)))
			return FALSE;
		if (is_marked(tabulator, column, item)) {
			g_autofree char *plain = g_steal_pointer(&words);
			const char *mark = lang_words(tabulator->facts->lang, "table.mark", error);

			words = g_strconcat(plain, "\302\240", mark, NULL); /* no line ends before it */
		}
		add_cell(tabulator, row, words);
	}
	return TRUE;
}

/* The first top items; of ranked ones those down to rank top, so that a tie is not cut. */
static gboolean
is_in(const Tabulator *tabulator, const void *item, guint i)
{
	const ModelRow *row = item;

	return tabulator->record->table ? row->rank <= tabulator->top : i < tabulator->top;
}

static Table *
tabulate(Tabulator *tabulator, GError **error)
{
	g_autoptr(GPtrArray) items = record_items(tabulator->facts, tabulator->record);
	g_autoptr(Table) table = NULL;

	if (!read_columns(tabulator, error))
		return NULL;
	if (items->len == 0) {
		script_fail(error, &tabulator->directive->at, tabulator->directive->column,
		    "table %s has no rows in this quarter; put it into 'when %s'", tabulator->record->list,
		    tabulator->record->list);
		return NULL;
	}
	table = table_new(tabulator->columns->len);
	table->data = g_strdup(tabulator->record->data);
	for (guint i = 0; i < tabulator->columns->len; i++) {
		const Column *column = &g_array_index(tabulator->columns, Column, i);
		table->align[i] = column->field->align;
		add_cell(tabulator, table->head, column->head);
	}
	for (guint i = 0; i < items->len && is_in(tabulator, items->pdata[i], i); i++) {
		TableRow *row = table_row_new();
		g_ptr_array_add(table->rows, row);
		if (!fill_row(tabulator, row, items->pdata[i], error))
			return NULL;
	}
	return g_steal_pointer(&table);
}

static gboolean
fail_list(const Directive *directive, GError **error)
{
	g_autoptr(GPtrArray) lists = g_ptr_array_new();
	g_autofree char *hint = NULL;

	for (const Record *record = records; record->name; record++)
		if (record->columns)
			g_ptr_array_add(lists, (gpointer)record->list);
	hint = suggest(directive->subject, lists);
	return script_fail(error, &directive->at, directive->column, "unknown table '%s'%s", directive->subject, hint);
}

Table *
table_make(const Facts *facts, const Directive *directive, GError **error)
{
	Tabulator tabulator = { facts, directive, record_of_list(directive->subject), NULL, 0, 0 };
	Table *table = NULL;

	if (!tabulator.record || !tabulator.record->columns) {
		fail_list(directive, error);
		return NULL;
	}
	if (!(tabulator.top = directive_number(directive, "top", tabulator.record->table ? 5 : 1000, 1000, error)) ||
	    !(tabulator.depth = directive_number(directive, "depth", 10, 1000, error)))
		return NULL;
	tabulator.columns = g_array_new(FALSE, FALSE, sizeof(Column));
	g_array_set_clear_func(tabulator.columns, clear_column);
	table = tabulate(&tabulator, error);
	g_array_unref(tabulator.columns);
	return table;
}
