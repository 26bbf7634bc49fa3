/*
 * fields: how a getter answers, and the tables of fields that records.c puts together.
 */
#pragma once
#include "inner.h"

/* One fact of one item: the model's value with its kind; nothing set is "no value". */
#define GETTER(name) static void name(const Facts *facts, const void *item, Value *value)

#define DEPTH 10 /* ranks printed of the quarter before, unless a directive says otherwise */

static inline void
set(Value *value, ValueKind kind, gint64 a, gint64 b)
{
	value->kind = kind;
	value->a = a;
	value->b = b;
}

/* Unique sources of a quarter; nothing where they are not known. */
static inline void
set_sources(Value *value, const Model *model, const ModelTotals *totals, gint64 sources)
{
	if (sources >= 0)
		set(value, model_is_about(model, totals) ? VALUE_ABOUT : VALUE_COUNT, sources, 0);
}

static inline void
set_ratio(Value *value, ValueKind kind, double ratio)
{
	value->kind = kind;
	value->ratio = ratio;
}

static inline void
set_text(Value *value, const char *text)
{
	value->kind = text && *text ? VALUE_TEXT : VALUE_NONE;
	value->text = text;
}

static inline void
set_words(Value *value, const char *family, const char *text)
{
	value->kind = text && *text ? VALUE_WORDS : VALUE_NONE;
	value->family = family;
	value->text = text;
}

static inline void
set_row(Value *value, const char *table, const ModelRow *row)
{
	value->kind = VALUE_ITEM;
	value->text = table;
	value->item = row;
}

/* TRUE where something is known of the quarter before. */
static inline gboolean
value_has_previous(const Model *model)
{
	return model->frozen || model->before.packets > 0 || model->before.observed > 0;
}

/* Each ended by a NULL name. */
extern const Field report_fields[], port_fields[], icmp_fields[], region_fields[], signature_fields[], sensor_fields[],
    gap_fields[], health_fields[], highlight_fields[], conflict_fields[], class_fields[];
