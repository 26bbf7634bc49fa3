/*
 * block.c: blocks are made and freed here, nothing else.
 */
#include "inner.h"

static void
text_free(gpointer text)
{
	if (text)
		rich_text_free(text);
}

static void
row_free(gpointer data)
{
	TableRow *row = data;

	if (!row)
		return;
	g_ptr_array_unref(row->cells);
	g_free(row);
}

TableRow *
table_row_new(void)
{
	TableRow *row = g_new0(TableRow, 1);

	row->cells = g_ptr_array_new_with_free_func(text_free);
	return row;
}

Table *
table_new(gsize columns)
{
	Table *table = g_new0(Table, 1);

	table->columns = columns;
	table->align = g_new0(Align, columns);
	table->head = table_row_new();
	table->rows = g_ptr_array_new_with_free_func(row_free);
	return table;
}

void
table_free(Table *table)
{
	if (!table)
		return;
	row_free(table->head);
	g_ptr_array_unref(table->rows);
	g_free(table->align);
	g_free(table->data);
	g_free(table);
}

static void
list_item_free(gpointer data)
{
	ListItem *item = data;

	g_ptr_array_unref(item->blocks);
	g_clear_pointer(&item->back, g_ptr_array_unref);
	g_free(item->label);
	g_free(item->id);
	g_free(item);
}

static void
free_block(gpointer block)
{
	block_free(block);
}

ListItem *
list_item_new(void)
{
	ListItem *item = g_new0(ListItem, 1);

	item->blocks = g_ptr_array_new_with_free_func(free_block);
	return item;
}

Block *
block_new(BlockKind kind)
{
	Block *block = g_new0(Block, 1);

	block->kind = kind;
	if (kind == BLOCK_LIST || kind == BLOCK_REFERENCES)
		block->items = g_ptr_array_new_with_free_func(list_item_free);
	return block;
}

void
block_free(Block *block)
{
	if (!block)
		return;
	g_free(block->number);
	g_free(block->id);
	text_free(block->text);
	g_clear_pointer(&block->items, g_ptr_array_unref);
	table_free(block->table);
	g_clear_pointer(&block->chart, chart_free);
	g_free(block->alt);
	g_free(block);
}

void
doc_free(Doc *doc)
{
	if (!doc)
		return;
	g_free(doc->lang);
	g_free(doc->title);
	g_free(doc->subtitle);
	g_free(doc->author);
	g_free(doc->running);
	g_clear_pointer(&doc->blocks, g_ptr_array_unref);
	g_free(doc);
}
