/*
 * fields_class.c: the fields of a class of observations; its packets may be in all other numbers or in none.
 */
#include "fields.h"

GETTER(class_name)
{
	const ModelClass *class = item;
	(void)facts;
	set_words(value, "class.", class->name);
}

GETTER(class_key)
{
	const ModelClass *class = item;
	(void)facts;
	set_text(value, class->name);
}

GETTER(class_counted)
{
	const ModelClass *class = item;
	(void)facts;
	set_words(value, "counted.", class->counted ? "yes" : "no");
}

GETTER(class_packets)
{
	const ModelClass *class = item;
	(void)facts;
	set(value, VALUE_COUNT, class->packets, 0);
}

GETTER(class_share)
{
	const ModelClass *class = item;
	gint64 received = facts->model->now.packets + model_class_packets(facts->model, FALSE);

	set_ratio(value, VALUE_PERCENT, (double)class->packets / (double)MAX(received, 1));
}

GETTER(class_sources)
{
	const ModelClass *class = item;
	set_sources(value, facts->model, &facts->model->now, class->sources);
}

GETTER(class_previous_packets)
{
	const ModelClass *class = item;
	if (value_has_previous(facts->model) && class->previous_packets >= 0)
		set(value, VALUE_COUNT, class->previous_packets, 0);
}

GETTER(class_previous_sources)
{
	const ModelClass *class = item;
	if (value_has_previous(facts->model))
		set_sources(value, facts->model, &facts->model->before, class->previous_sources);
}

const Field class_fields[] = {
	{ "name", ALIGN_LEFT, class_name },
	{ "key", ALIGN_LEFT, class_key },
	{ "counted", ALIGN_LEFT, class_counted },
	{ "packets", ALIGN_RIGHT, class_packets },
	{ "share", ALIGN_RIGHT, class_share },
	{ "sources", ALIGN_RIGHT, class_sources },
	{ "previous-packets", ALIGN_RIGHT, class_previous_packets },
	{ "previous-sources", ALIGN_RIGHT, class_previous_sources },
	{ NULL, ALIGN_LEFT, NULL },
};
