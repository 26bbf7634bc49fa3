/*
 * classes.c: what is counted and what is not: a question for each class and quarter, the source being limited to it.
 */
#include "aggregate.h"

static gboolean
ask_packets(Source *source, const Quarter *quarter, gint64 *packets, GError **error)
{
	g_autoptr(GArray) tallies = source_tally(source, DIMENSION_REGION, quarter->start, quarter->end, error);

	*packets = 0;
	for (guint i = 0; tallies && i < tallies->len; i++)
		*packets += g_array_index(tallies, Tally, i).packets;
	return tallies != NULL;
}

/* sources NULL: not asked */
static gboolean
ask_quarter(Source *source, const Quarter *quarter, gint64 *packets, gint64 *sources, GError **error)
{
	const gint64 edges[] = { quarter->start, quarter->end };

	if (!ask_packets(source, quarter, packets, error))
		return FALSE;
	if (sources)
		*sources = 0;
	return !sources || *packets == 0 || source_detail(source, edges, 1, NULL, 0, sources, error);
}

static gboolean
add_class(Model *model, Source *source, Class number, gboolean counted, gboolean sources, GError **error)
{
	ModelClass *class = g_new0(ModelClass, 1);

	class->name = g_strdup(class_names[number]);
	class->counted = counted;
	class->sources = class->previous_sources = -1;
	g_ptr_array_add(model->classes, class);
	source_limit(source, CLASS_BIT(number));
	return ask_quarter(source, &model->now.quarter, &class->packets, sources ? &class->sources : NULL, error) &&
	       ask_quarter(source, &model->before.quarter, &class->previous_packets,
		   sources ? &class->previous_sources : NULL, error);
}

gboolean
aggregate_classes(Model *model, Source *source, guint classes, gboolean sources, GError **error)
{
	for (int class = 0; class < CLASS_COUNT && classes != 0; class ++)
		if (!add_class(model, source, (Class) class, (classes & CLASS_BIT(class)) != 0, sources, error))
			return FALSE;
	if (classes != 0)
		source_limit(source, classes);
	return TRUE;
}
