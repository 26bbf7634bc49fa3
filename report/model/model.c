/*
 * model.c: the report model as a value: made empty, freed whole, asked for its ratios.
 * Knows no file format and nothing of where the facts come from.
 */
#include "model.h"

static void
free_table(gpointer data)
{
	ModelTable *table = data;

	g_free(table->name);
	g_ptr_array_unref(table->rows);
	g_free(table);
}

Model *
model_new(void)
{
	Model *model = g_new0(Model, 1);

	model->version = MODEL_VERSION;
	model->tables = g_ptr_array_new_with_free_func(free_table);
	model->sensors = g_ptr_array_new_with_free_func((GDestroyNotify)model_sensor_free);
	model->health = g_ptr_array_new_with_free_func((GDestroyNotify)model_health_free);
	model->gaps = g_ptr_array_new_with_free_func((GDestroyNotify)model_gap_free);
	model->highlights = g_ptr_array_new_with_free_func((GDestroyNotify)model_highlight_free);
	model->conflicts = g_ptr_array_new_with_free_func((GDestroyNotify)model_conflict_free);
	model->loads = g_ptr_array_new_with_free_func((GDestroyNotify)model_load_free);
	model->expired = g_ptr_array_new_with_free_func((GDestroyNotify)model_expired_free);
	model->around = g_ptr_array_new_with_free_func(g_free);
	model->classes = g_ptr_array_new_with_free_func((GDestroyNotify)model_class_free);
	return model;
}

void
model_free(Model *model)
{
	if (!model)
		return;
	g_free(model->tool);
	g_free(model->time_zone);
	g_free(model->asn_type);
	g_free(model->asn_sha256);
	g_free(model->edges);
	g_free(model->bin_expected);
	g_free(model->bin_observed);
	g_ptr_array_unref(model->tables);
	g_ptr_array_unref(model->sensors);
	g_ptr_array_unref(model->gaps);
	g_ptr_array_unref(model->health);
	g_ptr_array_unref(model->highlights);
	g_ptr_array_unref(model->conflicts);
	g_ptr_array_unref(model->loads);
	g_ptr_array_unref(model->expired);
	g_ptr_array_unref(model->classes);
	g_ptr_array_unref(model->around);
	g_free(model);
}

ModelTable *
model_table_new(const char *name)
{
	ModelTable *table = g_new0(ModelTable, 1);

	table->name = g_strdup(name);
	table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)model_row_free);
	return table;
}

ModelRow *
model_row_new(void)
{
	ModelRow *row = g_new0(ModelRow, 1);

	row->protocol = row->port = -1;
	row->previous_sources = -1;
	return row;
}

void
model_row_free(ModelRow *row)
{
	if (!row)
		return;
	g_free(row->key);
	g_free(row->service);
	g_free(row->hours);
	g_free(row->caveat);
	g_free(row);
}

void
model_sensor_free(ModelSensor *sensor)
{
	if (!sensor)
		return;
	g_free(sensor->name);
	g_free(sensor->name_ja);
	g_free(sensor->name_en);
	g_free(sensor->placement);
	g_free(sensor->started_known);
	g_free(sensor->stopped_known);
	if (sensor->days)
		g_array_unref(sensor->days);
	g_free(sensor);
}

void
model_gap_free(ModelGap *gap)
{
	if (!gap)
		return;
	g_free(gap->sensor);
	g_free(gap->cause_ja);
	g_free(gap->cause_en);
	g_free(gap);
}

void
model_health_free(ModelHealth *health)
{
	if (!health)
		return;
	g_free(health->what);
	g_free(health->sensor);
	g_free(health->other);
	g_free(health->known);
	g_free(health->cause_ja);
	g_free(health->cause_en);
	g_free(health);
}

void
model_part_free(ModelPart *part)
{
	if (!part)
		return;
	g_free(part->sensor);
	if (part->days)
		g_array_unref(part->days);
	g_free(part);
}

void
model_highlight_free(ModelHighlight *highlight)
{
	if (!highlight)
		return;
	g_free(highlight->id);
	g_free(highlight->table);
	g_free(highlight->item);
	g_free(highlight->kind);
	g_free(highlight->scope);
	if (highlight->parts)
		g_ptr_array_unref(highlight->parts);
	if (highlight->around)
		g_array_unref(highlight->around);
	g_free(highlight->note);
	g_free(highlight->sensor);
	g_free(highlight->parent);
	g_free(highlight->tie);
	g_free(highlight->as_name);
	g_free(highlight->origin);
	g_free(highlight);
}

void
model_conflict_free(ModelConflict *conflict)
{
	if (!conflict)
		return;
	g_free(conflict->table);
	g_free(conflict->item);
	g_free(conflict);
}

void
model_expired_free(ModelExpired *expired)
{
	g_free(expired);
}

void
model_class_free(ModelClass *class)
{
	if (!class)
		return;
	g_free(class->name);
	g_free(class);
}

void
model_load_free(ModelLoad *load)
{
	if (!load)
		return;
	g_free(load->name);
	g_free(load->sha256);
	g_free(load->profile);
	g_free(load->geo_type);
	g_free(load->geo_sha256);
	g_free(load->survey);
	g_free(load->survey_sha256);
	g_free(load);
}

ModelTable *
model_table(const Model *model, const char *name)
{
	for (guint i = 0; i < model->tables->len; i++) {
		ModelTable *table = model->tables->pdata[i];

		if (g_str_equal(table->name, name))
			return table;
	}
	return NULL;
}

ModelRow *
model_table_row(const ModelTable *table, const char *key)
{
	for (guint i = 0; i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];

		if (g_str_equal(row->key, key))
			return row;
	}
	return NULL;
}

static double
ratio(double part, double whole)
{
	return whole > 0 ? part / whole : 0;
}

double
model_share(const Model *model, const ModelRow *row)
{
	return ratio((double)row->packets, (double)model->now.packets);
}

double
model_rate(gint64 packets, const ModelTotals *totals)
{
	return ratio((double)packets, (double)totals->observed / 86400);
}

gboolean
model_is_about(const Model *model, const ModelTotals *totals)
{
	for (guint i = 0; i < model->expired->len; i++) {
		const ModelExpired *expired = model->expired->pdata[i];

		if (expired->from < totals->quarter.end && expired->to > totals->quarter.start)
			return TRUE;
	}
	return FALSE;
}

/* What is not listed is counted: then nobody asked. */
static gboolean
leaves_out(const Model *model, const char *name)
{
	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		if (g_str_equal(class->name, name))
			return !class->counted;
	}
	return FALSE;
}

gboolean
model_same_classes(const Model *model, const Model *other)
{
	const GPtrArray *classes = model->classes->len > 0 ? model->classes : other->classes;

	for (guint i = 0; i < classes->len; i++) {
		const char *name = ((const ModelClass *)classes->pdata[i])->name;

		if (leaves_out(model, name) != leaves_out(other, name))
			return FALSE;
	}
	return TRUE;
}

gint64
model_class_packets(const Model *model, gboolean counted)
{
	gint64 packets = 0;

	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		packets += class->counted == counted ? class->packets : 0;
	}
	return packets;
}

double
model_coverage(gint64 observed, gint64 expected)
{
	return ratio((double)observed, (double)expected);
}

BinState
model_state(const Model *model, gsize first, gsize n)
{
	gint64 expected = 0, observed = 0;

	for (gsize i = first; i < first + n && i < model->bins; i++) {
		expected += model->bin_expected[i];
		observed += model->bin_observed[i];
	}
	if (observed == 0)
		return BIN_MISSING;
	return observed == expected ? BIN_OBSERVED : BIN_PARTIAL;
}
