/*
 * facts.c: what a key names.  "quarter.days" is a field of the report, "port.1.packets" one of the first ranked
 * port, "region.CN.share" one of an item by its key, "gap.span" one of the gap that an each repeats.
 * The fields themselves are in records.c; nothing is computed here.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

const Record *
record_of_list(const char *list)
{
	for (const Record *record = records; record->name; record++)
		if (g_strcmp0(record->list, list) == 0)
			return record;
	return NULL;
}

static const Record *
record_of_name(const char *name, gsize length)
{
	for (const Record *record = records; record->name; record++)
		if (record->list && strncmp(record->name, name, length) == 0 && record->name[length] == '\0')
			return record;
	return NULL;
}

GPtrArray *
record_items(const Facts *facts, const Record *record)
{
	GPtrArray *items = g_ptr_array_new();

	record->items(facts, items);
	return items;
}

const Field *
record_field(const Record *record, const char *name)
{
	for (const Field *field = record->fields; field->name; field++)
		if (g_str_equal(field->name, name))
			return field;
	return NULL;
}

/* The names that could have been meant at this place. */
static void
add_names(GPtrArray *names, const Record *record, const char *prefix)
{
	for (const Field *field = record->fields; field->name; field++)
		g_ptr_array_add(names, g_strconcat(prefix, field->name, NULL));
}

static gboolean
fail_unknown(const Facts *facts, const Scope *scope, const char *key, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *hint = NULL;
	GHashTableIter iter;
	gpointer word;

	add_names(names, &records[0], "");
	for (; scope; scope = scope->outer) {
		g_autofree char *prefix = g_strconcat(scope->record->name, ".", NULL);
		add_names(names, scope->record, prefix);
	}
	for (const Record *record = records + 1; record->name; record++) {
		const char *dot = strrchr(key, '.');
		g_autofree char *prefix = dot ? g_strndup(key, (gsize)(dot + 1 - key)) : NULL;

		g_ptr_array_add(names, g_strdup(record->list));
		if (record->table && prefix && g_str_has_prefix(key, record->name))
			add_names(names, record, prefix);
	}
	g_hash_table_iter_init(&iter, facts->edition->words);
	while (g_hash_table_iter_next(&iter, &word, NULL))
		g_ptr_array_add(names, g_strconcat("edition.", word, NULL));
	hint = suggest(key, names);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "unknown placeholder '%s'%s", key, hint);
	return FALSE;
}

/* The item that an enclosing each repeats, where it is of the record. */
static const void *
repeated(const Scope *scope, const Record *record)
{
	for (; scope; scope = scope->outer)
		if (scope->record == record)
			return scope->item;
	return NULL;
}

static gboolean
is_number(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 4;
}

/* The ranked item number which (from 1), or the one of that key; NULL where the table has none. */
static const ModelRow *
chosen(const Facts *facts, const Record *record, const char *which)
{
	const ModelTable *table = model_table(facts->model, record->table);
	g_autoptr(GPtrArray) items = NULL;
	gsize number;

	if (!table)
		return NULL;
	if (!is_number(which))
		return model_table_row(table, which);
	number = (gsize)g_ascii_strtoull(which, NULL, 10);
	items = record_items(facts, record);
	return number >= 1 && number <= items->len ? g_ptr_array_index(items, number - 1) : NULL;
}

/* Addresses that no database places are counted under these words; where none came there is no row, and that is zero. */
static gboolean
is_placeless(const char *which)
{
	return g_str_equal(which, "private") || g_str_equal(which, "reserved") || g_str_equal(which, "unknown");
}

/* "port.1.packets", "region.CN.share", "gap.span": FALSE where it is not of that form. */
static gboolean
item_value(const Facts *facts, const Scope *scope, const char *key, Value *value)
{
	static const ModelRow none = { .previous_sources = -1 };
	gsize length = strcspn(key, ".");
	const Record *record = key[length] ? record_of_name(key, length) : NULL;
	const char *last = strrchr(key, '.'), *rest = key + length + 1;
	const Field *field = record ? record_field(record, last + 1) : NULL;
	g_autofree char *which = NULL;
	const void *item;

	if (!field)
		return FALSE;
	if (last + 1 == rest) {
		if (!(item = repeated(scope, record)))
			return FALSE;
	} else {
		which = g_strndup(rest, (gsize)(last - rest));
		if (!record->table)
			return FALSE;
		item = chosen(facts, record, which);
		if (!item && is_placeless(which) && model_table(facts->model, record->table))
			item = &none;
	}
	if (item)
		field->get(facts, item, value);
	return TRUE;
}

/* What the edition folder says: "edition.contact", "slot.narrative". */
static gboolean
edition_value(const Facts *facts, const char *key, Value *value)
{
	if (g_str_has_prefix(key, "slot.")) {
		g_autofree char *path = edition_slot(facts->edition, key + strlen("slot."), lang_name(facts->lang));
		value->kind = VALUE_FLAG;
		value->a = path != NULL;
		return TRUE;
	}
	if (!g_str_has_prefix(key, "edition."))
		return FALSE;
	value->text = g_hash_table_lookup(facts->edition->words, key + strlen("edition."));
	value->kind = value->text ? VALUE_TEXT : VALUE_NONE;
	return value->text || !facts->edition->folder;
}

gboolean
facts_value(const Facts *facts, const Scope *scope, const char *key, Value *value, GError **error)
{
	const Field *field = record_field(&records[0], key);
	const Record *record = *key ? record_of_list(key) : NULL;

	*value = (Value) { 0 };
	if (field) {
		field->get(facts, NULL, value);
		return TRUE;
	}
	if (record) {
		g_autoptr(GPtrArray) items = record_items(facts, record);
		value->kind = VALUE_FLAG;
		value->a = items->len > 0;
		return TRUE;
	}
	return item_value(facts, scope, key, value) || edition_value(facts, key, value) ||
	       fail_unknown(facts, scope, key, error);
}

gboolean
value_holds(const Value *value)
{
	switch (value->kind) {
	case VALUE_NONE:
		return FALSE;
	case VALUE_FLAG:
	case VALUE_COUNT:
	case VALUE_ABOUT:
	case VALUE_FACTOR:
		return value->a != 0;
	case VALUE_RANK:
		return value->a > 0;
	case VALUE_DECIMAL:
	case VALUE_PERCENT:
	case VALUE_CHANGE:
		return value->ratio != 0;
	default:
		return TRUE;
	}
}
