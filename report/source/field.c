/*
 * field.c: keys to numbers by tables.  Keys that mean the same group to every want have one number.
 */
#include <string.h>
#include "field.h"

#define PAGE 65536

/* --- keys ------------------------------------------------------------------------------------ */

static guint16 *
place_of(Keys *keys, guint32 key)
{
	guint page = key / PAGE;

	g_assert(page < G_N_ELEMENTS(keys->page));
	if (!keys->page[page])
		keys->page[page] = g_new0(guint16, PAGE);
	return &keys->page[page][key % PAGE];
}

void
keys_fill(Keys *keys, const guint32 *key, const guint16 *numbers, gsize n)
{
	place_of(keys, 0); /* where all but ports look */
	for (gsize k = 0; k < n; k++) {
		guint16 *place = place_of(keys, key[k]);

		if (*place == 0)
			*place = (guint16)((numbers ? numbers[k] : k) + 1);
	}
}

void
keys_clear(Keys *keys)
{
	for (gsize p = 0; p < G_N_ELEMENTS(keys->page); p++)
		g_clear_pointer(&keys->page[p], g_free);
}

static guint16
number_of(const Keys *keys, guint32 key)
{
	const guint16 *page = keys->page[key / PAGE];

	return page ? page[key % PAGE] : 0;
}

static const guint16 *
column_of(Dimension dimension, const Rows *rows)
{
	return dimension == DIMENSION_REGION      ? rows->region
	       : dimension == DIMENSION_SIGNATURE ? rows->signature
						  : rows->sensor;
}

void
keys_find(const Keys *keys, Dimension dimension, const Rows *rows, gsize from, gsize n, guint16 *codes)
{
	const guint16 *key = dimension == DIMENSION_PORT ? rows->port : column_of(dimension, rows);
	const guint16 *page = keys->page[0];

	for (gsize i = 0; i < n && dimension != DIMENSION_PORT; i++)
		codes[i] = page[key[from + i]];
	for (gsize i = 0; i < n && dimension == DIMENSION_PORT; i++) {
		page = keys->page[rows->protocol[from + i]];
		codes[i] = page ? page[key[from + i]] : 0;
	}
}

void
field_add(const Field *field, const Rows *rows, gsize from, gsize n, guint shift, guint32 *codes)
{
	const guint16 *key = field->dimension == DIMENSION_PORT ? rows->port : column_of(field->dimension, rows);
	const guint16 *page = field->keys.page[0];

	for (gsize i = 0; i < n && field->dimension != DIMENSION_PORT; i++)
		codes[i] |= (guint32)page[key[from + i]] << shift;
	for (gsize i = 0; i < n && field->dimension == DIMENSION_PORT; i++) {
		page = field->keys.page[rows->protocol[from + i]];
		codes[i] |= page ? (guint32)page[key[from + i]] << shift : 0;
	}
}

/* --- fields ---------------------------------------------------------------------------------- */

/* The field that the keys of a want fit in, or a new one. */
static Field *
choose(Fields *fields, const SourceWant *want)
{
	for (gsize f = 0; f < fields->n; f++)
		if (fields->fields[f].dimension == want->dimension &&
		    fields->fields[f].asked + want->n_keys < G_MAXUINT16)
			return &fields->fields[f];
	fields->fields[fields->n].dimension = want->dimension;
	return &fields->fields[fields->n++];
}

/* Numbers the keys of a want that have none yet: by the groups that they are of, in all wants of the field. */
static void
number_keys(Field *field, const SourceWant *want, const Keys *keys, GHashTable *numbers, GArray *groups)
{
	g_autofree guint16 *said = g_new(guint16, field->n);

	for (gsize k = 0; k < want->n_keys; k++) {
		guint16 *place = place_of(&field->keys, want->keys[k]);
		g_autoptr(GBytes) all = NULL;
		gpointer number;

		if (*place != 0)
			continue;
		for (gsize w = 0; w < field->n; w++)
			said[w] = number_of(&keys[field->wants[w]], want->keys[k]);
		all = g_bytes_new(said, field->n * sizeof *said);
		if (!(number = g_hash_table_lookup(numbers, all))) {
			number = GSIZE_TO_POINTER(++field->codes);
			g_hash_table_insert(numbers, g_bytes_ref(all), number);
			g_array_append_vals(groups, said, (guint)field->n);
		}
		*place = (guint16)GPOINTER_TO_SIZE(number);
	}
}

/* Numbers all keys of a field; its lists say what a number is to each want. */
static void
number_field(Fields *fields, gsize f, const SourceWant *wants, const Keys *keys, const gsize *list_of)
{
	Field *field = &fields->fields[f];
	g_autoptr(GHashTable) numbers =
	    g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(guint16)); /* [codes][n] */

	place_of(&field->keys, 0);
	for (gsize w = 0; w < field->n; w++)
		number_keys(field, &wants[field->wants[w]], keys, numbers, groups);
	for (gsize w = 0; w < field->n; w++) {
		guint16 *group = g_new0(guint16, field->codes + 1);

		for (gsize c = 0; c < field->codes; c++)
			group[c + 1] = g_array_index(groups, guint16, c * field->n + w);
		fields->lists[list_of[field->wants[w]]] = (UniqueList) { f, wants[field->wants[w]].n_groups, group };
	}
}

Fields *
fields_new(const SourceWant *wants, const Keys *keys, gsize n)
{
	Fields *fields = g_new0(Fields, 1);
	g_autofree gsize *list_of = g_new0(gsize, n + 1);

	fields->fields = g_new0(Field, n + 1);
	fields->lists = g_new0(UniqueList, n + 1);
	for (gsize w = 0; w < n; w++) {
		Field *field;

		if (!wants[w].sources)
			continue;
		list_of[w] = fields->n_lists++;
		field = choose(fields, &wants[w]);
		field->asked += wants[w].n_keys;
		field->wants = g_renew(gsize, field->wants, field->n + 1);
		field->wants[field->n++] = w;
	}
	for (gsize f = 0; f < fields->n; f++)
		number_field(fields, f, wants, keys, list_of);
	return fields;
}

void
fields_free(Fields *fields)
{
	if (!fields)
		return;
	for (gsize l = 0; l < fields->n_lists; l++)
		g_free((gpointer)fields->lists[l].group);
	for (gsize f = 0; f < fields->n; f++) {
		keys_clear(&fields->fields[f].keys);
		g_free(fields->fields[f].wants);
	}
	g_free(fields->fields);
	g_free(fields->lists);
	g_free(fields);
}
