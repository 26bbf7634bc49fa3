/*
 * model_data.c: the model as the CSV files that go out with a report (teiten-model.5).
 * A file is a line in a table; a column in it is a line in the file's own.  What is not known, or was not there, is an
 * empty field and never 0.
 */
#include <string.h>
#include "model.h"

G_GNUC_EXTENSION typedef unsigned __int128 Wide;

typedef struct {
	const Model *model;
	GTimeZone *zone;
	GString *out;
} Writer;

static void
put_text(GString *out, const char *text)
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

static void
put_number(GString *out, gint64 number)
{
	g_string_append_printf(out, "%" G_GINT64_FORMAT, number);
}

static void
put_positive(GString *out, gint64 number)
{
	if (number > 0)
		put_number(out, number);
}

static void
put_rank(GString *out, gint64 rank)
{
	if (rank == RANK_BEYOND)
		g_string_append(out, "beyond");
	else
		put_positive(out, rank);
}

/* Part of whole with some decimals, rounded half up; in integers, so that every machine writes the same digits. */
static void
put_ratio(GString *out, gint64 part, gint64 whole, int decimals)
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

static void
put_time(const Writer *writer, gint64 time)
{
	g_autofree char *text = zone_format(writer->zone, time);

	g_string_append(writer->out, text);
}

/* Packets a sensor and day observed; nothing where nothing was. */
static void
put_rate(GString *out, gint64 packets, const ModelTotals *totals)
{
	put_ratio(out, packets * 86400, totals->observed, 3);
}

/* --- ports, ICMP types, regions, signatures ------------------------------------------------- */

/* The quarter before as far as it is known: the last columns of a row. */
static void
put_previous(const Writer *writer, const ModelRow *row)
{
	const ModelTotals *before = &writer->model->before;
	gboolean known = before->observed > 0;
	GString *out = writer->out;

	put_rank(out, row->previous_rank);
	g_string_append_c(out, ',');
	if (known && row->previous_packets >= 0)
		put_number(out, row->previous_packets);
	g_string_append_c(out, ',');
	if (known && row->previous_sources >= 0)
		put_number(out, row->previous_sources);
	g_string_append_c(out, ',');
	put_rate(out, row->packets, &writer->model->now);
	g_string_append_c(out, ',');
	if (known && row->previous_packets >= 0)
		put_rate(out, row->previous_packets, before);
}

static void
put_counts(const Writer *writer, const ModelRow *row)
{
	put_number(writer->out, row->packets);
	g_string_append_c(writer->out, ',');
	put_ratio(writer->out, row->packets, writer->model->now.packets, 6);
	g_string_append_c(writer->out, ',');
	put_number(writer->out, row->sources);
	g_string_append_c(writer->out, ',');
	put_previous(writer, row);
}

/* "23/tcp" is protocol tcp, port 23; a port of no such protocol stands as the key says it, "47/ip". */
static void
put_port(const Writer *writer, const ModelRow *row)
{
	const char *slash = strrchr(row->key, '/');

	put_text(writer->out, slash ? slash + 1 : "");
	g_string_append_c(writer->out, ',');
	g_string_append_len(writer->out, row->key, slash ? slash - row->key : (gssize)strlen(row->key));
	g_string_append_c(writer->out, ',');
	put_text(writer->out, row->service);
}

static void
put_key(const Writer *writer, const ModelRow *row)
{
	put_text(writer->out, row->key);
}

static void
put_table(const Writer *writer, const char *name, void (*put)(const Writer *, const ModelRow *))
{
	const ModelTable *table = model_table(writer->model, name);

	for (guint i = 0; table && i < table->rows->len; i++) {
		const ModelRow *row = table->rows->pdata[i];

		put_positive(writer->out, row->rank);
		g_string_append_c(writer->out, ',');
		put(writer, row);
		g_string_append_c(writer->out, ',');
		put_counts(writer, row);
		g_string_append_c(writer->out, '\n');
	}
}

#define COUNTS "packets,share,sources,previous_rank,previous_packets,previous_sources,rate,previous_rate\n"

static void
ports(const Writer *writer)
{
	g_string_append(writer->out, "rank,protocol,port,service," COUNTS);
	put_table(writer, "port", put_port);
}

static void
icmp(const Writer *writer)
{
	g_string_append(writer->out, "rank,protocol,port,service," COUNTS);
	put_table(writer, "icmp", put_port);
}

static void
regions(const Writer *writer)
{
	g_string_append(writer->out, "rank,region," COUNTS);
	put_table(writer, "region", put_key);
}

static void
signatures(const Writer *writer)
{
	g_string_append(writer->out, "rank,signature," COUNTS);
	put_table(writer, "signature", put_key);
}

/* --- sensors, gaps, highlights -------------------------------------------------------------- */

static void
sensors(const Writer *writer)
{
	GString *out = writer->out;

	g_string_append(out,
	    "sensor,packets,sources,coverage,placement,name_ja,name_en,expected,observed,previous_packets,"
	    "previous_coverage\n");
	for (guint i = 0; i < writer->model->sensors->len; i++) {
		const ModelSensor *sensor = writer->model->sensors->pdata[i];
		const char *const texts[] = { sensor->placement, sensor->name_ja, sensor->name_en };

		put_text(out, sensor->name);
		g_string_append_printf(
		    out, ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",", sensor->packets, sensor->sources);
		put_ratio(out, sensor->observed, sensor->expected, 6);
		for (gsize t = 0; t < G_N_ELEMENTS(texts); t++) {
			g_string_append_c(out, ',');
			put_text(out, texts[t]);
		}
		g_string_append_printf(
		    out, ",%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",", sensor->expected, sensor->observed);
		if (sensor->previous_observed > 0)
			put_number(out, sensor->previous_packets);
		g_string_append_c(out, ',');
		put_ratio(out, sensor->previous_observed, sensor->previous_expected, 6);
		g_string_append_c(out, '\n');
	}
}

static void
gaps(const Writer *writer)
{
	GString *out = writer->out;

	g_string_append(out, "scope,sensor,start,end,kind,cause_ja,cause_en\n");
	for (guint i = 0; i < writer->model->gaps->len; i++) {
		const ModelGap *gap = writer->model->gaps->pdata[i];

		g_string_append(out, gap->sensor ? "sensor," : "system,");
		put_text(out, gap->sensor);
		g_string_append_c(out, ',');
		put_time(writer, gap->from);
		g_string_append_c(out, ',');
		put_time(writer, gap->to);
		g_string_append(out, gap->declared ? ",declared," : ",detected,");
		put_text(out, gap->cause_ja);
		g_string_append_c(out, ',');
		put_text(out, gap->cause_en);
		g_string_append_c(out, '\n');
	}
}

static void
put_highlight(const Writer *writer, const ModelHighlight *highlight)
{
	GString *out = writer->out;
	const char *const texts[] = { highlight->id, highlight->item, highlight->kind, highlight->scope };

	for (gsize t = 0; t < G_N_ELEMENTS(texts); t++) {
		put_text(out, texts[t]);
		g_string_append_c(out, ',');
	}
	put_time(writer, highlight->from);
	g_string_append_c(out, ',');
	put_time(writer, highlight->to);
	g_string_append_c(out, ',');
	if (highlight->factor > 0)
		put_ratio(out, highlight->factor, 1000, 3);
	g_string_append_printf(out, ",%" G_GINT64_FORMAT ",", highlight->excess);
	put_positive(out, highlight->sensors);
	g_string_append_printf(out, ",%" G_GINT64_FORMAT ",", writer->model->now.sensors);
	put_text(out, highlight->note);
	g_string_append_c(out, ',');
	put_text(out, highlight->table);
	g_string_append_c(out, ',');
	put_positive(out, highlight->rank);
	g_string_append_c(out, ',');
	put_rank(out, highlight->previous_rank);
	g_string_append_c(out, ',');
	put_text(out, highlight->sensor);
	g_string_append_c(out, ',');
	put_ratio(out, highlight->share, highlight->sensor ? 1000 : 0, 3);
	g_string_append_c(out, ',');
	put_ratio(out, highlight->rest, highlight->sensor ? 1000 : 0, 3);
	g_string_append_c(out, ',');
	put_rank(out, highlight->rank_without);
	g_string_append_c(out, ',');
	put_text(out, highlight->parent);
	g_string_append_c(out, '\n');
}

static void
highlights(const Writer *writer)
{
	g_string_append(writer->out,
	    "id,item,kind,scope,start,end,factor,excess,sensors,panel,note,table,rank,previous_rank,"
	    "sensor,sensor_share,sensor_rest,rank_without,parent\n");
	for (guint i = 0; i < writer->model->highlights->len; i++)
		put_highlight(writer, writer->model->highlights->pdata[i]);
}

/* A new file is one line in each of these two tables. */
static void (*const writers[])(const Writer *) = { ports, icmp, regions, signatures, sensors, gaps, highlights };
const char *const model_data_names[] = { "ports.csv", "icmp.csv", "regions.csv", "signatures.csv", "sensors.csv",
	"gaps.csv", "highlights.csv", NULL };

char *
model_data(const Model *model, const char *name)
{
	for (gsize i = 0; model_data_names[i]; i++) {
		Writer writer = { model, NULL, NULL };
		g_autoptr(GTimeZone) zone = NULL;

		if (!g_str_equal(model_data_names[i], name))
			continue;
		writer.zone = zone = zone_load(model->time_zone, NULL);
		g_assert(zone); /* model_check knew it */
		writer.out = g_string_new(NULL);
		writers[i](&writer);
		return g_string_free(writer.out, FALSE);
	}
	return NULL;
}
