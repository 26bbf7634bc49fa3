/*
 * sample_model: a whole model for tests, made by arithmetic: 2015Q3 in Tokyo, 20 sensors, a system gap of four days
 * (2015-09-20 14:50 to 09-24 09:20) and a detected gap of one sensor.  The same model each time.
 */
#pragma once
#include "model.h"

enum {
	SAMPLE_START = 1435676400, /* 2015-07-01T00:00:00+09:00 */
	SAMPLE_END = 1443625200,
	SAMPLE_BEFORE = 1427814000, /* 2015-04-01 */
	SAMPLE_OUT = 1442728200,
	SAMPLE_BACK = 1443054000,
	SAMPLE_BINS = 92 * 24,
	SAMPLE_SENSORS = 20,
};

typedef struct {
	const char *key;
	gint protocol, port;
	const char *service;
	gint64 usual; /* packets an hour */
	gint64 previous_rank;
	gint64 day, height; /* a rise from this day of the quarter on, packets an hour more at its start */
} SampleItem;

static const SampleItem sample_ports[] = {
	{ "23/tcp", 6, 23, "telnet", 880, 1, 0, 0 },
	{ "0/icmp", 1, 0, NULL, 420, 4, 0, 0 },
	{ "445/tcp", 6, 445, "microsoft-ds", 400, 2, 0, 0 },
	{ "22/tcp", 6, 22, "ssh", 330, 3, 0, 0 },
	{ "1900/udp", 17, 1900, "ssdp", 12, 6, 85, 5200 },
	{ "1433/tcp", 6, 1433, "ms-sql-s", 250, 5, 0, 0 },
	{ "3389/tcp", 6, 3389, "ms-wbt-server", 230, 7, 0, 0 },
	{ "8080/tcp", 6, 8080, "http-alt", 210, 8, 0, 0 },
	{ "53413/udp", 17, 53413, NULL, 60, 14, 30, 160 },
	{ "80/tcp", 6, 80, "http", 150, 9, 75, 40 },
	{ "53/udp", 17, 53, "domain", 140, 10, 0, 0 },
	{ "3306/tcp", 6, 3306, "mysql", 120, 11, 0, 0 },
	{ "5060/udp", 17, 5060, "sip", 110, 12, 0, 0 },
	{ "443/tcp", 6, 443, "https", 90, 13, 0, 0 },
	{ "135/tcp", 6, 135, "epmap", 80, 15, 0, 0 },
	{ "25/tcp", 6, 25, "smtp", 70, 16, 0, 0 },
	{ "123/udp", 17, 123, "ntp", 60, 17, 0, 0 },
	{ "161/udp", 17, 161, "snmp", 50, 18, 0, 0 },
	{ "21320/tcp", 6, 21320, NULL, 40, 0, 0, 0 },
	{ "5900/tcp", 6, 5900, "rfb", 35, 19, 0, 0 },
	{ "47/ip", 47, 0, NULL, 30, 25, 0, 0 },
};

static const SampleItem sample_icmp[] = {
	{ "23/tcp", 6, 23, "telnet", 880, 1, 0, 0 },
	{ "445/tcp", 6, 445, "microsoft-ds", 400, 2, 0, 0 },
	{ "8/icmp", 1, 8, NULL, 350, 3, 0, 0 },
	{ "3/icmp", 1, 3, NULL, 70, 9, 0, 0 },
};

static const SampleItem sample_regions[] = {
	{ "CN", -1, -1, NULL, 1300, 1, 85, 2600 },
	{ "US", -1, -1, NULL, 700, 2, 85, 2600 },
	{ "TW", -1, -1, NULL, 350, 4, 0, 0 },
	{ "RU", -1, -1, NULL, 260, 3, 0, 0 },
	{ "KR", -1, -1, NULL, 240, 6, 0, 0 },
	{ "NL", -1, -1, NULL, 230, 5, 0, 0 },
	{ "JP", -1, -1, NULL, 210, 7, 0, 0 },
	{ "VN", -1, -1, NULL, 190, 12, 0, 0 },
	{ "IN", -1, -1, NULL, 170, 8, 0, 0 },
	{ "BR", -1, -1, NULL, 160, 9, 0, 0 },
	{ "DE", -1, -1, NULL, 150, 10, 0, 0 },
	{ "FR", -1, -1, NULL, 140, 11, 0, 0 },
	{ "UA", -1, -1, NULL, 130, 13, 0, 0 },
	{ "TR", -1, -1, NULL, 120, 14, 0, 0 },
	{ "GB", -1, -1, NULL, 110, 15, 0, 0 },
	{ "TH", -1, -1, NULL, 100, 16, 0, 0 },
	{ "HK", -1, -1, NULL, 90, 17, 0, 0 },
	{ "IR", -1, -1, NULL, 80, 0, 0, 0 },
	{ "RO", -1, -1, NULL, 70, 19, 0, 0 },
	{ "BG", -1, -1, NULL, 60, 20, 0, 0 },
	{ "CA", -1, -1, NULL, 50, 18, 0, 0 },
	{ "private", -1, -1, NULL, 3, 0, 0, 0 },
	{ "unknown", -1, -1, NULL, 2, 0, 0, 0 },
};

static const SampleItem sample_signatures[] = {
	{ "SYNful Knock", -1, -1, NULL, 0, 0, 75, 30 },
	{ "open resolver probe", -1, -1, NULL, 14, 1, 0, 0 },
};

/* Observed part of an hour bin, of 3600. */
static inline gint64
sample_seconds(gsize bin)
{
	gint64 from = SAMPLE_START + (gint64)bin * 3600, to = from + 3600;

	return 3600 - MAX(0, MIN(to, (gint64)SAMPLE_BACK) - MAX(from, (gint64)SAMPLE_OUT));
}

/* Some packets an hour: a day's wave, a little unrest, and the item's rise. */
static inline gint64
sample_packets(const SampleItem *item, gsize bin)
{
	static const gint64 wave[8] = { 80, 85, 95, 110, 120, 115, 105, 90 };
	guint32 unrest = ((guint32)bin + 1) * 2654435761u ^ (guint32)(item->port + item->key[0] * 31 + 7) * 40503u;
	gint64 day = (gint64)bin / 24, packets = item->usual * wave[bin % 24 / 3] / 100;

	packets = packets * (85 + (gint64)(unrest >> 20) % 31) / 100;
	if (item->height > 0 && day >= item->day)
		packets += item->height * 3 / (3 + day - item->day);
	return packets * sample_seconds(bin) / 3600;
}

static inline gint
sample_order(gconstpointer a, gconstpointer b)
{
	const ModelRow *x = *(ModelRow *const *)a, *y = *(ModelRow *const *)b;
	gboolean last_x = x->key[0] >= 'a', last_y = y->key[0] >= 'a';

	if (x->protocol < 0 && last_x != last_y && !g_str_equal(x->key, "open resolver probe") &&
	    !g_str_equal(y->key, "open resolver probe"))
		return last_x ? 1 : -1;
	return (y->packets > x->packets) - (y->packets < x->packets);
}

static inline void
sample_table(Model *model, const char *name, const SampleItem *items, gsize n)
{
	ModelTable *table = model_table_new(name);

	for (gsize i = 0; i < n; i++) {
		ModelRow *row = model_row_new();

		row->key = g_strdup(items[i].key);
		row->protocol = items[i].protocol;
		row->port = items[i].port;
		row->service = g_strdup(items[i].service);
		row->hours = g_new0(gint64, model->bins);
		for (gsize bin = 0; bin < model->bins; bin++)
			row->packets += row->hours[bin] = sample_packets(&items[i], bin);
		row->sources = row->packets / 9 + 1;
		row->previous_rank = row->previous_order = items[i].previous_rank;
		row->previous_packets = items[i].previous_rank ? items[i].usual * 2000 : 0;
		row->previous_sources = row->previous_packets / 10;
		g_ptr_array_add(table->rows, row);
	}
	g_ptr_array_sort(table->rows, sample_order);
	for (guint i = 0; i < table->rows->len; i++) {
		ModelRow *row = table->rows->pdata[i];

		row->rank = g_str_equal(row->key, "private") || g_str_equal(row->key, "unknown") ? 0 : i + 1;
	}
	g_ptr_array_add(model->tables, table);
}

static inline void
sample_sensors(Model *model)
{
	for (int i = 0; i < SAMPLE_SENSORS; i++) {
		ModelSensor *sensor = g_new0(ModelSensor, 1);

		sensor->name = g_strdup_printf("s%02d", i + 1);
		sensor->name_ja = g_strdup_printf("センサー%d", i + 1);
		sensor->name_en = g_strdup_printf("Sensor %d", i + 1);
		sensor->placement = g_strdup(i < 15 ? "domestic" : "overseas");
		sensor->packets = model->now.packets / SAMPLE_SENSORS;
		sensor->sources = sensor->packets / 12;
		sensor->expected = SAMPLE_END - SAMPLE_START;
		sensor->observed = sensor->expected - (SAMPLE_BACK - SAMPLE_OUT);
		sensor->previous_packets = model->before.packets / SAMPLE_SENSORS;
		sensor->previous_expected = sensor->previous_observed = SAMPLE_START - SAMPLE_BEFORE;
		g_ptr_array_add(model->sensors, sensor);
	}
}

static inline void
sample_gap(Model *model, const char *sensor, gint64 from, gint64 to, const char *ja, const char *en)
{
	ModelGap *gap = g_new0(ModelGap, 1);

	gap->sensor = g_strdup(sensor);
	gap->from = from;
	gap->to = to;
	gap->declared = ja != NULL;
	gap->cause_ja = g_strdup(ja);
	gap->cause_en = g_strdup(en);
	g_ptr_array_add(model->gaps, gap);
}

/* A line of the table of health: a gap where level is 0. */
static inline void
sample_health(Model *model, const char *sensor, gint64 from, gint64 to, const char *known, gint64 level)
{
	ModelHealth *health = g_new0(ModelHealth, 1);

	health->what = g_strdup(level > 0 ? "degraded" : "silent");
	health->sensor = g_strdup(sensor);
	health->from = from;
	health->to = to;
	health->known = g_strdup(known);
	health->missing = level > 0 ? 0 : to - from;
	health->level = level;
	g_ptr_array_add(model->health, health);
}

/* The detected gap of one sensor, 2015-08-03 to 08-05: its hours are expected and not observed. */
static inline void
sample_sensor_gap(Model *model)
{
	gint64 from = SAMPLE_START + 33 * 86400, to = from + 2 * 86400;
	ModelSensor *sensor = model->sensors->pdata[6];

	for (gint64 at = from; at < to; at += 3600)
		model->bin_observed[(at - SAMPLE_START) / 3600] -= 3600;
	sensor->observed -= to - from;
	model->now.observed -= to - from;
	sample_gap(model, sensor->name, from, to, NULL, NULL);
	sample_health(model, sensor->name, from, to, "detected", 0);
	sample_health(model, sensor->name, to + 86400, to + 3 * 86400, "detected", 300);
	sample_health(model, NULL, SAMPLE_OUT, SAMPLE_BACK, "both", 0);
}

static inline void
sample_highlight(
    Model *model, const char *table, const char *item, const char *kind, gint64 day, gint64 factor, gint64 excess)
{
	ModelHighlight *highlight = g_new0(ModelHighlight, 1);
	const ModelRow *row = model_table_row(model_table(model, table), item);

	highlight->id = g_strdup_printf("h%u", model->highlights->len + 1);
	highlight->table = g_strdup(table);
	highlight->item = g_strdup(item);
	highlight->kind = g_strdup(kind);
	highlight->scope = g_strdup("undetermined");
	highlight->from = SAMPLE_START + day * 86400;
	highlight->to = SAMPLE_END;
	highlight->factor = factor;
	highlight->excess = excess;
	highlight->rank = row->rank;
	highlight->previous_rank = row->previous_rank;
	g_ptr_array_add(model->highlights, highlight);
}

static inline void
sample_load(Model *model)
{
	ModelLoad *load = g_new0(ModelLoad, 1);

	load->name = g_strdup("2015q3.csv.zst");
	load->sha256 = g_strdup("3b1f5c0f4a7a9d1e6c2b8f7d5e4a3c2b1a0f9e8d7c6b5a493827160594837261");
	load->profile = g_strdup("teiten");
	load->observations = model->now.packets;
	load->packets = model->now.packets;
	load->first = SAMPLE_START + 2;
	load->last = SAMPLE_END - 5;
	load->geo_type = g_strdup("country ipv4");
	load->geo_sha256 = g_strdup("0f9e8d7c6b5a4938271605948372613b1f5c0f4a7a9d1e6c2b8f7d5e4a3c2b1a");
	load->geo_built = SAMPLE_BEFORE;
	g_ptr_array_add(model->loads, load);
}

static inline void
sample_totals(Model *model)
{
	const ModelTable *regions = model_table(model, "region");

	model->now = (ModelTotals) { { "2015Q3", SAMPLE_START, SAMPLE_END }, 0, 0, 0, 0, SAMPLE_SENSORS };
	model->before = (ModelTotals) { { "2015Q2", SAMPLE_BEFORE, SAMPLE_START }, 0, 0, 0, 0, SAMPLE_SENSORS };
	for (guint i = 0; i < regions->rows->len; i++) {
		const ModelRow *row = regions->rows->pdata[i];

		model->now.packets += row->packets;
		model->before.packets += row->previous_packets;
	}
	model->now.sources = model->now.packets / 11;
	model->before.sources = model->before.packets / 11;
	model->before.expected = model->before.observed = (gint64)SAMPLE_SENSORS * (SAMPLE_START - SAMPLE_BEFORE);
	for (gsize bin = 0; bin < model->bins; bin++) {
		model->bin_expected[bin] = SAMPLE_SENSORS * 3600;
		model->bin_observed[bin] = SAMPLE_SENSORS * sample_seconds(bin);
		model->now.expected += model->bin_expected[bin];
		model->now.observed += model->bin_observed[bin];
	}
}

static inline Model *
sample_model(void)
{
	Model *model = model_new();

	model->tool = g_strdup("teiten 0.1.0");
	model->time_zone = g_strdup("Asia/Tokyo");
	model->simulated = TRUE;
	model->bins = SAMPLE_BINS;
	model->edges = g_new0(gint64, model->bins + 1);
	model->bin_expected = g_new0(gint64, model->bins);
	model->bin_observed = g_new0(gint64, model->bins);
	for (gsize i = 0; i <= model->bins; i++)
		model->edges[i] = SAMPLE_START + (gint64)i * 3600;
	sample_table(model, "port", sample_ports, G_N_ELEMENTS(sample_ports));
	sample_table(model, "icmp", sample_icmp, G_N_ELEMENTS(sample_icmp));
	sample_table(model, "region", sample_regions, G_N_ELEMENTS(sample_regions));
	sample_table(model, "signature", sample_signatures, G_N_ELEMENTS(sample_signatures));
	sample_totals(model);
	sample_sensors(model);
	sample_sensor_gap(model);
	sample_gap(model, NULL, SAMPLE_OUT, SAMPLE_BACK, "収容施設の設備の故障",
	    "a failure of equipment in the housing facility");
	sample_highlight(model, "port", "1900/udp", "change", 85, 6400, 480000);
	sample_highlight(model, "port", "53413/udp", "mover", 0, 2900, 210000);
	sample_highlight(model, "region", "IR", "newcomer", 0, 0, 160000);
	sample_highlight(model, "signature", "SYNful Knock", "newcomer", 75, 0, 9000);
	sample_load(model);
	return model;
}
