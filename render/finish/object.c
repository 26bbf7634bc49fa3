/*
 * object.c: PDF objects through qpdf's C interface.  Knows nothing of what they are for.
 */
#include "finish_room.h"

Object
object_name(Finish *finish, const char *name)
{
	g_autofree char *slashed = g_strconcat("/", name, NULL);
	return qpdf_oh_new_name(finish->pdf, slashed);
}

Object
object_text(Finish *finish, const char *utf8)
{
	return qpdf_oh_new_unicode_string(finish->pdf, utf8);
}

Object
object_ascii(Finish *finish, const char *text)
{
	return qpdf_oh_new_string(finish->pdf, text);
}

Object
object_number(Finish *finish, gint64 value)
{
	return qpdf_oh_new_integer(finish->pdf, value);
}

Object
object_real(Finish *finish, double value)
{
	return qpdf_oh_new_real_from_double(finish->pdf, value, 3);
}

Object
object_array(Finish *finish)
{
	return qpdf_oh_new_array(finish->pdf);
}

Object
object_dict(Finish *finish)
{
	return qpdf_oh_new_dictionary(finish->pdf);
}

Object
object_indirect(Finish *finish, Object object)
{
	return qpdf_make_indirect_object(finish->pdf, object);
}

Object
object_parse(Finish *finish, const char *text)
{
	return qpdf_oh_parse(finish->pdf, text);
}

void
object_set(Finish *finish, Object dict, const char *key, Object value)
{
	qpdf_oh_replace_key(finish->pdf, dict, key, value);
}

void
object_add(Finish *finish, Object array, Object value)
{
	qpdf_oh_append_item(finish->pdf, array, value);
}

Object
object_stream(Finish *finish, const char *dict, const void *data, gsize length, const char *filter)
{
	Object stream = qpdf_oh_new_stream(finish->pdf);
	Object into = qpdf_oh_get_dict(finish->pdf, stream), from = object_parse(finish, dict);

	qpdf_oh_replace_stream_data(finish->pdf, stream, data, length,
	    filter ? object_name(finish, filter) : qpdf_oh_new_null(finish->pdf), qpdf_oh_new_null(finish->pdf));
	qpdf_oh_begin_dict_key_iter(finish->pdf, from);
	while (qpdf_oh_dict_more_keys(finish->pdf)) {
		g_autofree char *key = g_strdup(qpdf_oh_dict_next_key(finish->pdf));
		object_set(finish, into, key, qpdf_oh_get_key(finish->pdf, from, key));
	}
	return stream;
}

Object
object_rectangle(Finish *finish, double x, double y, double width, double height)
{
	double top = finish->pages->height - y;
	Object box = object_array(finish);

	object_add(finish, box, object_real(finish, x));
	object_add(finish, box, object_real(finish, top - height));
	object_add(finish, box, object_real(finish, x + width));
	object_add(finish, box, object_real(finish, top));
	return box;
}

Object
object_place(Finish *finish, const FinishPlace *place)
{
	Object array = object_array(finish);

	object_add(finish, array, finish->page[place->page]);
	object_add(finish, array, object_name(finish, "XYZ"));
	object_add(finish, array, object_real(finish, place->x));
	object_add(finish, array, object_real(finish, finish->pages->height - place->y));
	object_add(finish, array, object_number(finish, 0));
	return array;
}

static char *
date(gint64 time, const char *form)
{
	g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(time);
	return g_date_time_format(moment, form);
}

char *
object_date_pdf(gint64 time)
{
	return date(time, "D:%Y%m%d%H%M%SZ");
}

char *
object_date_xmp(gint64 time)
{
	return date(time, "%Y-%m-%dT%H:%M:%SZ");
}
