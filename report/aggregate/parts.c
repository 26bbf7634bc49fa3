/*
 * parts.c: the days of the sensors, of all packets and of the items that highlights speak of, for figures by sensor.
 * Only highlights have them: all items by sensor and day would be most of the model.
 */
#include "notable.h"

static ModelSensor *
sensor_called(const Model *model, const char *name)
{
	for (guint i = 0; i < model->sensors->len; i++) {
		ModelSensor *sensor = model->sensors->pdata[i];
		if (g_str_equal(sensor->name, name))
			return sensor;
	}
	return NULL;
}

/* A sensor's packets of the quarter's days, from its hours. */
static GArray *
days_of(const Daily *daily, const Panel *panel, gsize s)
{
	const gint64 *hours = (const gint64 *)panel->edges->data, *edges = (const gint64 *)daily->edges->data;
	GArray *days = g_array_new(FALSE, TRUE, sizeof(gint64));
	gsize hour = 0;

	for (gsize d = daily->first; d <= daily->last; d++) {
		gint64 sum = 0;

		while (hour < panel->bins && hours[hour] < edges[d])
			hour++;
		for (; hour < panel->bins && hours[hour] < edges[d + 1]; hour++)
			sum += panel->heard[s * panel->bins + hour];
		g_array_append_val(days, sum);
	}
	return days;
}

static void
set_parts(const Model *model, const Daily *daily, const Panel *panel, ModelHighlight *highlight)
{
	const gint64 *counts = daily_counts(daily, highlight);

	highlight->parts = g_ptr_array_new_with_free_func((GDestroyNotify)model_part_free);
	for (gsize s = 0; counts && s < daily->sensors; s++) {
		const char *name = ((const Sensor *)panel->sensors->pdata[s])->name;
		ModelPart *part;

		if (!sensor_called(model, name))
			continue;
		part = g_new0(ModelPart, 1);
		part->sensor = g_strdup(name);
		part->days = g_array_new(FALSE, FALSE, sizeof(gint64));
		g_array_append_vals(
		    part->days, counts + s * daily->days + daily->first, (guint)(daily->last - daily->first + 1));
		g_ptr_array_add(highlight->parts, part);
	}
}

void
parts_set(Model *model, const Daily *daily, const Panel *panel)
{
	for (gsize s = 0; s < panel->sensors->len; s++) {
		ModelSensor *sensor = sensor_called(model, ((const Sensor *)panel->sensors->pdata[s])->name);
		if (sensor && !sensor->days)
			sensor->days = days_of(daily, panel, s);
	}
	for (guint i = 0; i < model->highlights->len; i++)
		set_parts(model, daily, panel, model->highlights->pdata[i]);
}
