/*
 * model_data.c: the model as the CSV files that go out with a report (teiten-model.5).
 * A file is a line in a table; its columns are those of data_rows.c and data_seen.c.
 */
#include <string.h>
#include "data.h"

typedef struct {
	const char *name;
	const char *table; /* whose rows are the lines, with data_row after their own; NULL: */
	gsize offset;      /* the array of the model that is */
	gint since;        /* version of the model */
	const Columns *columns;
	gboolean asked; /* there is a file only where there are lines */
} File;

/* A new file is one line in each of these two tables. */
static const File files[] = {
	{ "ports.csv", "port", 0, 1, &data_port, FALSE },
	{ "icmp.csv", "icmp", 0, 1, &data_port, FALSE },
	{ "regions.csv", "region", 0, 1, &data_region, FALSE },
	{ "signatures.csv", "signature", 0, 1, &data_signature, FALSE },
	{ "sensors.csv", NULL, offsetof(Model, sensors), 1, &data_sensor, FALSE },
	{ "gaps.csv", NULL, offsetof(Model, gaps), 1, &data_gap, FALSE },
	{ "health.csv", NULL, offsetof(Model, health), 3, &data_health, FALSE },
	{ "highlights.csv", NULL, offsetof(Model, highlights), 1, &data_highlight, FALSE },
	{ "classes.csv", NULL, offsetof(Model, classes), 4, &data_class, TRUE },
};
const char *const model_data_names[] = { "ports.csv", "icmp.csv", "regions.csv", "signatures.csv", "sensors.csv",
	"gaps.csv", "health.csv", "highlights.csv", "classes.csv", NULL };

/* Fields of a value, or the names of the columns where it is NULL; each after a comma but the line's first. */
static void
put_fields(const Writer *writer, const Columns *columns, gconstpointer value, gboolean first)
{
	for (gsize i = 0; i < columns->n; i++) {
		const Column *column = &columns->columns[i];

		if (column->since > writer->model->version)
			continue;
		if (i > 0 || !first)
			g_string_append_c(writer->out, ',');
		if (value)
			column->put(writer, value, column->offset);
		else
			g_string_append(writer->out, column->name);
	}
}

static void
put_line(const Writer *writer, const File *file, gconstpointer value)
{
	put_fields(writer, file->columns, value, TRUE);
	if (file->table)
		put_fields(writer, &data_row, value, FALSE);
	g_string_append_c(writer->out, '\n');
}

static const GPtrArray *
lines_of(const Model *model, const File *file)
{
	const ModelTable *table = file->table ? model_table(model, file->table) : NULL;

	if (file->table)
		return table ? table->rows : NULL;
	return *(GPtrArray *const *)((const char *)model + file->offset);
}

static gboolean
lacks(const Model *model, const File *file)
{
	const GPtrArray *lines = lines_of(model, file);

	return file->asked && (!lines || lines->len == 0);
}

static char *
write_file(const Model *model, const File *file)
{
	g_autoptr(GTimeZone) zone = zone_load(model->time_zone, NULL);
	const GPtrArray *lines = lines_of(model, file);
	Writer writer = { model, zone, g_string_new(NULL) };

	g_assert(zone); /* model_check knew it */
	put_line(&writer, file, NULL);
	for (guint i = 0; lines && i < lines->len; i++)
		put_line(&writer, file, lines->pdata[i]);
	return g_string_free(writer.out, FALSE);
}

char *
model_data(const Model *model, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
		if (g_str_equal(files[i].name, name) && files[i].since <= model->version && !lacks(model, &files[i]))
			return write_file(model, &files[i]);
	return NULL;
}
