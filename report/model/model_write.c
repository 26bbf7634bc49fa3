/*
 * model_write.c: a model to its one canonical text.
 * Written by hand and not by Jansson: here a fact stands on a line of its own, for ever, whatever a library's next
 * version makes of line breaks, and a quarter of a million numbers need no node each.
 */
#include <string.h>
#include "shape.h"

static void
write_text(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			g_string_append_c(out, '\\');
		if ((guchar)*text < 0x20)
			g_string_append_printf(out, "\\u%04x", *text);
		else
			g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
}

/* Nine numbers in ten are small: printf would take most of the time. */
static void
write_number(GString *out, gint64 number)
{
	char digits[24], *at = digits + sizeof digits;
	guint64 rest = number < 0 ? -(guint64)number : (guint64)number;

	do
		*--at = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (number < 0)
		*--at = '-';
	g_string_append_len(out, at, digits + sizeof digits - at);
}

static void
write_series(GString *out, const gint64 *series, gsize n)
{
	g_string_append_c(out, '[');
	for (gsize i = 0; i < n; i++) {
		if (i > 0)
			g_string_append_c(out, ',');
		write_number(out, series[i]);
	}
	g_string_append_c(out, ']');
}

static void
write_counts(GString *out, const GArray *counts)
{
	if (counts)
		write_series(out, (const gint64 *)counts->data, counts->len);
	else
		g_string_append(out, "[]");
}

static void write_object(GString *out, const Shape *shape, gconstpointer base, const Model *model);

static void
write_array(GString *out, const Shape *shape, const GPtrArray *array, const Model *model)
{
	g_string_append_c(out, '[');
	for (guint i = 0; array && i < array->len; i++) {
		g_string_append(out, i > 0 ? ",\n" : "\n");
		write_object(out, shape, array->pdata[i], model);
	}
	g_string_append(out, array && array->len > 0 ? "\n]" : "]");
}

static void
write_member(GString *out, const Member *member, gconstpointer base, const Model *model)
{
	gconstpointer field = (const char *)base + member->offset;
	gconstpointer pointed = NULL;

	if (member->kind >= MEMBER_TEXT && member->kind != MEMBER_OBJECT)
		memcpy(&pointed, field, sizeof pointed);
	switch (member->kind) {
	case MEMBER_INT64:
		write_number(out, *(const gint64 *)field);
		break;
	case MEMBER_VERSION:
	case MEMBER_INT:
		write_number(out, *(const gint *)field);
		break;
	case MEMBER_SIZE:
		write_number(out, (gint64) * (const gsize *)field);
		break;
	case MEMBER_BOOLEAN:
		g_string_append(out, *(const gboolean *)field ? "true" : "false");
		break;
	case MEMBER_NAME:
		write_text(out, field);
		break;
	case MEMBER_TEXT:
	case MEMBER_WORD:
	case MEMBER_MAYBE:
		if (pointed)
			write_text(out, pointed);
		else
			g_string_append(out, "null");
		break;
	case MEMBER_SERIES:
	case MEMBER_MAYBE_SERIES:
		if (pointed)
			write_series(out, pointed, model->bins + (gsize)member->low);
		else
			g_string_append(out, "null");
		break;
	case MEMBER_COUNTS:
		write_counts(out, pointed);
		break;
	case MEMBER_OBJECT:
		write_object(out, member->shape, field, model);
		break;
	case MEMBER_ARRAY:
		write_array(out, member->shape, pointed, model);
		break;
	}
}

/* The model's own members stand on a line each, those of all others in one line. */
static void
write_object(GString *out, const Shape *shape, gconstpointer base, const Model *model)
{
	const char *between = shape == &shape_model ? "\n" : "";

	g_string_append_c(out, '{');
	for (gsize i = 0; i < shape->n_members; i++) {
		if (!member_stands(&shape->members[i], model->version))
			continue;
		if (i > 0)
			g_string_append_c(out, ',');
		g_string_append(out, between);
		write_text(out, shape->members[i].name);
		g_string_append_c(out, ':');
		write_member(out, &shape->members[i], base, model);
	}
	g_string_append(out, between);
	g_string_append_c(out, '}');
}

char *
model_write(const Model *model)
{
	GString *out = g_string_sized_new(1 << 16);

	write_object(out, &shape_model, model, model);
	g_string_append_c(out, '\n');
	return g_string_free(out, FALSE);
}
