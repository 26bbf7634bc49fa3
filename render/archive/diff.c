/*
 * diff.c: two models of a quarter, or of two, as a list of what changed: what an erratum says.
 */
#include <string.h>
#include "inner.h"

static void
say_number(GPtrArray *says, const char *what, const char *item, const char *measure, gint64 before, gint64 after)
{
	if (before != after)
		findings_add(
		    says, "%s %s: %s %" G_GINT64_FORMAT " -> %" G_GINT64_FORMAT, what, item, measure, before, after);
}

static void
say_word(
    GPtrArray *says, const char *what, const char *item, const char *measure, const char *before, const char *after)
{
	if (g_strcmp0(before, after) != 0)
		findings_add(
		    says, "%s %s: %s %s -> %s", what, item, measure, before ? before : "none", after ? after : "none");
}

/* The same of a thing that is no item of many. */
static void
say_whole(GPtrArray *says, const char *what, const char *measure, gint64 before, gint64 after)
{
	if (before != after)
		findings_add(says, "%s: %s %" G_GINT64_FORMAT " -> %" G_GINT64_FORMAT, what, measure, before, after);
}

static void
say_whole_word(GPtrArray *says, const char *what, const char *measure, const char *before, const char *after)
{
	if (g_strcmp0(before, after) != 0)
		findings_add(says, "%s: %s %s -> %s", what, measure, before ? before : "none", after ? after : "none");
}

/* --- ranked tables --------------------------------------------------------------------------- */

/* Hours in which one has other packets than the other; bins are those of both. */
static gsize
hours_apart(const ModelRow *a, const ModelRow *b, gsize bins)
{
	gsize n = 0;

	for (gsize i = 0; a->hours && b->hours && i < bins; i++)
		n += a->hours[i] != b->hours[i];
	return n;
}

static void
diff_row(GPtrArray *says, const char *table, const ModelRow *before, const ModelRow *after, gsize bins)
{
	gsize hours = hours_apart(before, after, bins);

	say_number(says, table, after->key, "rank", before->rank, after->rank);
	say_number(says, table, after->key, "packets", before->packets, after->packets);
	say_number(says, table, after->key, "sources", before->sources, after->sources);
	say_number(says, table, after->key, "previous rank", before->previous_rank, after->previous_rank);
	say_number(says, table, after->key, "previous packets", before->previous_packets, after->previous_packets);
	say_word(says, table, after->key, "service", before->service, after->service);
	if (hours > 0)
		findings_add(says, "%s %s: series differs in %" G_GSIZE_FORMAT " hours", table, after->key, hours);
}

static void
say_row(GPtrArray *says, const char *table, const ModelRow *row, const char *verb)
{
	findings_add(says, "%s %s: %s (rank %" G_GINT64_FORMAT ", packets %" G_GINT64_FORMAT ")", table, row->key, verb,
	    row->rank, row->packets);
}

/* Rows by their keys: a table may have tens of thousands. */
static GHashTable *
index_rows(const ModelTable *table)
{
	GHashTable *rows = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; table && i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];
		g_hash_table_insert(rows, row->key, row);
	}
	return rows;
}

static void
diff_table(GPtrArray *says, const char *name, const ModelTable *before, const ModelTable *after, gsize bins)
{
	g_autoptr(GHashTable) then = index_rows(before), now = index_rows(after);

	for (guint i = 0; after && i < after->rows->len; i++) {
		const ModelRow *row = after->rows->pdata[i], *old = g_hash_table_lookup(then, row->key);
		if (old)
			diff_row(says, name, old, row, bins);
		else
			say_row(says, name, row, "is new");
	}
	for (guint i = 0; before && i < before->rows->len; i++) {
		const ModelRow *row = before->rows->pdata[i];
		if (!g_hash_table_contains(now, row->key))
			say_row(says, name, row, "is gone");
	}
}

static void
diff_tables(GPtrArray *says, const Model *before, const Model *after)
{
	gsize bins = before->bins == after->bins ? after->bins : 0;

	for (guint i = 0; i < after->tables->len; i++) {
		const ModelTable *table = after->tables->pdata[i];
		diff_table(says, table->name, model_table(before, table->name), table, bins);
	}
	for (guint i = 0; i < before->tables->len; i++) {
		const ModelTable *table = before->tables->pdata[i];
		if (!model_table(after, table->name))
			diff_table(says, table->name, table, NULL, bins);
	}
}

/* --- sensors ------------------------------------------------------------------------------- */

static const ModelSensor *
find_sensor(const Model *model, const char *name)
{
	for (guint i = 0; i < model->sensors->len; i++) {
		const ModelSensor *sensor = model->sensors->pdata[i];
		if (g_str_equal(sensor->name, name))
			return sensor;
	}
	return NULL;
}

static void
diff_sensors(GPtrArray *says, const Model *before, const Model *after)
{
	for (guint i = 0; i < after->sensors->len; i++) {
		const ModelSensor *sensor = after->sensors->pdata[i], *old = find_sensor(before, sensor->name);

		if (!old) {
			findings_add(says, "sensor %s: is new", sensor->name);
			continue;
		}
		say_number(says, "sensor", sensor->name, "packets", old->packets, sensor->packets);
		say_number(says, "sensor", sensor->name, "sources", old->sources, sensor->sources);
		say_number(says, "sensor", sensor->name, "seconds observed", old->observed, sensor->observed);
		say_number(says, "sensor", sensor->name, "seconds expected", old->expected, sensor->expected);
		say_word(says, "sensor", sensor->name, "Japanese name", old->name_ja, sensor->name_ja);
		say_word(says, "sensor", sensor->name, "English name", old->name_en, sensor->name_en);
	}
	for (guint i = 0; i < before->sensors->len; i++) {
		const ModelSensor *sensor = before->sensors->pdata[i];
		if (!find_sensor(after, sensor->name))
			findings_add(says, "sensor %s: is gone", sensor->name);
	}
}

/* --- gaps, highlights and classes --------------------------------------------------------------------- */

static char *
gap_text(const ModelGap *gap, GTimeZone *zone)
{
	g_autofree char *from = zone_format(zone, gap->from), *to = zone_format(zone, gap->to);

	return g_strdup_printf("%s %s to %s, %s (%s; %s)", gap->sensor ? gap->sensor : "all sensors", from, to,
	    gap->declared ? "declared" : "detected", gap->cause_ja ? gap->cause_ja : "",
	    gap->cause_en ? gap->cause_en : "");
}

static char *
highlight_text(const ModelHighlight *highlight, GTimeZone *zone)
{
	g_autofree char *from = zone_format(zone, highlight->from), *to = zone_format(zone, highlight->to);

	return g_strdup_printf("%s %s: %s, %s, %s to %s, factor %" G_GINT64_FORMAT "/1000", highlight->table,
	    highlight->item, highlight->kind, highlight->scope, from, to, highlight->factor);
}

static GPtrArray *
gap_texts(const Model *model, GTimeZone *zone)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < model->gaps->len; i++)
		g_ptr_array_add(texts, gap_text(model->gaps->pdata[i], zone));
	return texts;
}

static GPtrArray *
highlight_texts(const Model *model, GTimeZone *zone)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < model->highlights->len; i++)
		g_ptr_array_add(texts, highlight_text(model->highlights->pdata[i], zone));
	return texts;
}

/* Of models that nobody asked for classes there is none. */
static GPtrArray *
class_texts(const Model *model)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < model->classes->len; i++) {
		const ModelClass *class = model->classes->pdata[i];

		g_ptr_array_add(texts, g_strdup_printf("%s %s, packets %" G_GINT64_FORMAT, class->name,
					   class->counted ? "is counted" : "is not counted", class->packets));
	}
	return texts;
}

/* Texts that stand in one list only. */
static void
diff_texts(GPtrArray *says, const char *what, GPtrArray *before, GPtrArray *after)
{
	for (guint i = 0; i < after->len; i++)
		if (!g_ptr_array_find_with_equal_func(before, after->pdata[i], g_str_equal, NULL))
			findings_add(says, "%s is new: %s", what, (char *)after->pdata[i]);
	for (guint i = 0; i < before->len; i++)
		if (!g_ptr_array_find_with_equal_func(after, before->pdata[i], g_str_equal, NULL))
			findings_add(says, "%s is gone: %s", what, (char *)before->pdata[i]);
	g_ptr_array_unref(before);
	g_ptr_array_unref(after);
}

/* --- the whole ------------------------------------------------------------------------------- */

static void
diff_totals(GPtrArray *says, const char *name, const ModelTotals *before, const ModelTotals *after)
{
	say_whole_word(says, name, "quarter", before->quarter.name, after->quarter.name);
	say_whole(says, name, "packets", before->packets, after->packets);
	say_whole(says, name, "sources", before->sources, after->sources);
	say_whole(says, name, "sensors", before->sensors, after->sensors);
	say_whole(says, name, "sensor-seconds observed", before->observed, after->observed);
	say_whole(says, name, "sensor-seconds expected", before->expected, after->expected);
}

GPtrArray *
archive_diff(const Model *before, const Model *after)
{
	GPtrArray *says = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GTimeZone) zone = zone_load(after->time_zone, NULL);

	if (!zone)
		zone = g_time_zone_new_utc();
	say_whole_word(says, "model", "made by", before->tool, after->tool);
	say_whole_word(says, "model", "time zone", before->time_zone, after->time_zone);
	diff_totals(says, "total", &before->now, &after->now);
	diff_totals(says, "total of the quarter before", &before->before, &after->before);
	diff_tables(says, before, after);
	diff_sensors(says, before, after);
	diff_texts(says, "gap", gap_texts(before, zone), gap_texts(after, zone));
	diff_texts(says, "highlight", highlight_texts(before, zone), highlight_texts(after, zone));
	diff_texts(says, "class", class_texts(before), class_texts(after));
	return says;
}
