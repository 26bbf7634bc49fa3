/*
 * data_put.c: fields of any value.  What is not known, or was not there, is an empty field and never 0.
 */
#include <string.h>
#include "data.h"

G_GNUC_EXTENSION typedef unsigned __int128 Wide;

gint64
data_number(gconstpointer value, gsize offset)
{
	return *(const gint64 *)((const char *)value + offset);
}

const char *
data_text(gconstpointer value, gsize offset)
{
	return *(const char *const *)((const char *)value + offset);
}

void
data_put_text(GString *out, const char *text)
{
	if (!text)
		return;
	if (!strpbrk(text, ",\"\r\n")) {
		g_string_append(out, text);
		return;
	}
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
}

void
data_put_number(GString *out, gint64 number)
{
	g_string_append_printf(out, "%" G_GINT64_FORMAT, number);
}

/* Part of whole with some decimals, rounded half up; in integers, so that every machine writes the same digits. */
void
data_put_ratio(GString *out, gint64 part, gint64 whole, int decimals)
{
	gint64 scale = 1;
	Wide scaled;

	for (int i = 0; i < decimals; i++)
		scale *= 10;
	if (whole <= 0)
		return;
	scaled = ((Wide)part * (guint64)scale * 2 + (guint64)whole) / ((guint64)whole * 2);
	g_string_append_printf(out, "%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, (guint64)(scaled / (guint64)scale),
	    decimals, (guint64)(scaled % (guint64)scale));
}

/* --- fields of any value --------------------------------------------------------------------- */

void
data_as_text(const Writer *writer, gconstpointer value, gsize offset)
{
	data_put_text(writer->out, data_text(value, offset));
}

void
data_as_number(const Writer *writer, gconstpointer value, gsize offset)
{
	data_put_number(writer->out, data_number(value, offset));
}

/* -1 stands for what was not counted or is not known any more. */
void
data_as_counted(const Writer *writer, gconstpointer value, gsize offset)
{
	if (data_number(value, offset) >= 0)
		data_as_number(writer, value, offset);
}

/* 0 stands for none. */
void
data_as_positive(const Writer *writer, gconstpointer value, gsize offset)
{
	if (data_number(value, offset) > 0)
		data_put_number(writer->out, data_number(value, offset));
}

void
data_as_rank(const Writer *writer, gconstpointer value, gsize offset)
{
	if (data_number(value, offset) == RANK_BEYOND)
		g_string_append(writer->out, "beyond");
	else
		data_as_positive(writer, value, offset);
}

void
data_as_moment(const Writer *writer, gconstpointer value, gsize offset)
{
	g_autofree char *time = zone_format(writer->zone, data_number(value, offset));

	g_string_append(writer->out, time);
}

/* A ratio kept in thousandths; 0: none. */
void
data_as_thousandths(const Writer *writer, gconstpointer value, gsize offset)
{
	if (data_number(value, offset) > 0)
		data_put_ratio(writer->out, data_number(value, offset), 1000, 3);
}

/* How unique sources of a quarter are known. */
void
data_as_known(const Writer *writer, gconstpointer value, gsize offset)
{
	if (data_number(value, offset) >= 0)
		g_string_append(
		    writer->out, model_is_about(writer->model, &writer->model->now) ? "approximate" : "exact");
}
