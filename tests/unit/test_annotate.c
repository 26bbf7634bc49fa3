/*
 * test_annotate.c: what stands below a figure of what is plotted in it, and how sensors' days become series.
 */
#include <string.h>
#include "told_sample.h"

typedef struct {
	const char *what, *figure; /* attributes of the directive */
	ModelHighlight told[3];
	const char *caveat;  /* of 1900/UDP */
	gint64 rank_without; /* of 1900/UDP; 0: no sensor's artefact is told */
	const char *notes;   /* a line each: mark, series, from and to [h of the quarter], ! for a caveat, words */
} Case;

static const Case cases[] = {
	{ "one sensor", "items=port:1900/udp bin=day", { { BURST, TIME, ONE, .share = 979, .rank_without = 20 } }, NULL,
	    0,
	    "a 0 240-312! [Undecided] July 11 – 13: Burst (98% of the change at one sensor, Sensor 5); without that "
	    "the rank is 20" },
	{ "one sensor, almost all", "items=port:1900/udp bin=day",
	    { { BURST, TIME, ONE, .share = 999, .rank_without = RANK_BEYOND } }, NULL, 0,
	    "a 0 240-312! [Undecided] July 11 – 13: Burst (99.9% of the change at one sensor, Sensor 5); without that "
	    "the rank is below the table" },
	{ "one sensor, the same rank", "items=port:1900/udp bin=day",
	    { { BURST, TIME, ONE, .share = 1000, .rank_without = 7 } }, NULL, 0,
	    "a 0 240-312! [Undecided] July 11 – 13: Burst (100% of the change at one sensor, Sensor 5)" },
	{ "one sensor and one source", "items=port:1900/udp bin=day",
	    { { BURST, TIME, ONE, .share = 979, .rank_without = 20, .origin = (char *)"source", .source_share = 960 } },
	    NULL, 0,
	    "a 0 240-312! [Undecided] July 11 – 13: Burst (98% of the change at one sensor, Sensor 5); from one "
	    "source" },
	{ "few sensors", "items=port:1900/udp bin=day", { { BURST, TIME, .scope = (char *)"few", .sensors = 3 } }, NULL,
	    0, "a 0 240-312 [Undecided] July 11 – 13: Burst (at 3 sensors)" },
	{ "unknown extent", "items=port:1900/udp bin=day", { { BURST, TIME, .sensors = 3 } }, NULL, 0,
	    "a 0 240-312 [Undecided] July 11 – 13: Burst" },
	{ "a rank that moved is no event", "items=port:1900/udp bin=day",
	    { { .table = (char *)"port", .item = (char *)"1900/udp", .kind = (char *)"mover", TIME } }, NULL, 0, "" },
	{ "another item", "items=port:1900/udp bin=day", { { CHINA, TIME } }, NULL, 0, "" },
	{ "ended where the figure begins", "items=port:1900/udp bin=day from=2015-07-14", { { BURST, TIME } }, NULL, 0,
	    "" },
	{ "ended within the figure", "items=port:1900/udp bin=day from=2015-07-13", { { BURST, TIME } }, NULL, 0,
	    "a 0 240-312 [Undecided] July 11 – 13: Burst" },
	{ "begun where the figure ends", "items=port:1900/udp bin=day to=2015-07-10", { { BURST, TIME } }, NULL, 0,
	    "" },
	{ "begun within the figure", "items=port:1900/udp bin=day to=2015-07-11", { { BURST, TIME } }, NULL, 0,
	    "a 0 240-312 [Undecided] July 11 – 13: Burst" },
	{ "in the order of time", "items=port:1900/udp,region:CN bin=day",
	    { { BURST, .from = 40 * DAY, .to = 42 * DAY }, { CHINA, .from = 20 * DAY, .to = 22 * DAY },
		{ BURST, .from = 20 * DAY, .to = 23 * DAY } },
	    NULL, 0,
	    "a 0 480-552 [Undecided] July 21 – 23: Burst\nb 1 480-528 [Undecided] July 21 – 22: Burst\nc 0 960-1008 "
	    "[Undecided] August 10 – 11: Burst" },
	{ "what explains it", "items=region:CN bin=day", { { BURST, TIME }, { CHINA, TIME, .parent = (char *)"h1" } },
	    NULL, 0, "a 0 240-312 [Undecided] July 11 – 13: Burst; mostly packets to 1900/UDP (ssdp)" },
	{ "a caveat of the rank", "items=port:1900/udp bin=day", { { NULL } }, "exposure", 0,
	    "* 0 0-0! 1900/UDP (ssdp): missing time or other sensors alone explain the move of its rank" },
	{ "a caveat and an event", "items=port:1900/udp bin=day", { { BURST, TIME } }, "exposure", 0,
	    "a 0 240-312 [Undecided] July 11 – 13: Burst\n* 0 0-0! 1900/UDP (ssdp): missing time or other sensors "
	    "alone explain the move of its rank" },
	{ "ranks without one sensor", "kind=flow items=ports top=7", { { NULL } }, NULL, 20,
	    "* 6 0-0! 1900/UDP (ssdp): rank 20 without what came to single sensors" },
	{ "ranks, below the table without it", "kind=flow items=ports top=7", { { NULL } }, NULL, RANK_BEYOND,
	    "* 6 0-0! 1900/UDP (ssdp): below the table without what came to single sensors" },
	{ "ranks without it and with a caveat", "kind=flow items=ports top=7", { { NULL } }, "exposure", 20,
	    "* 6 0-0! 1900/UDP (ssdp): rank 20 without what came to single sensors\n* 6 0-0! 1900/UDP (ssdp): missing "
	    "time or other sensors alone explain the move of its rank" },
	{ "ranks that stay", "kind=flow items=ports top=7", { { NULL } }, NULL, 7, "" },
	{ "on the series of its sensor", "kind=heat items=sensors bin=day",
	    { { BURST, TIME, ONE, .share = 979 }, { CHINA, TIME, ONE, .parent = (char *)"h1" } }, NULL, 0,
	    "a 4 240-312 [Undecided] Packets to 1900/UDP (ssdp), July 11 – 13: Burst (98% of the change at one sensor, "
	    "Sensor 5)" },
	{ "on no sensor's series", "kind=heat items=sensors bin=day",
	    { { BURST, TIME, .scope = (char *)"few", .sensors = 3 } }, NULL, 0, "" },
	{ "a sensor that is not shown", "kind=heat items=sensors bin=day top=3", { { BURST, TIME, ONE, .share = 979 } },
	    NULL, 0, "" },
	{ "on all series of the item", "kind=multiples items=1900/udp bin=day top=3",
	    { { BURST, TIME, .scope = (char *)"few", .sensors = 3 }, { CHINA, TIME } }, NULL, 0,
	    "a -1 240-312 [Undecided] July 11 – 13: Burst (at 3 sensors)" },
};

static void
set_row(Model *model, const Case *c)
{
	ModelRow *row = model_table_row(model_table(model, "port"), "1900/udp");

	row->caveat = g_strdup(c->caveat);
	row->packets_without = c->rank_without ? 20000 : 0;
	row->rank_without = c->rank_without;
}

/* Sensor i has 10 * i packets a day, and one more each day. */
static GArray *
days_of(gint64 i)
{
	GArray *days = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (gint64 day = 0; day < SAMPLE_BINS / 24; day++) {
		gint64 packets = 10 * i + day;
		g_array_append_val(days, packets);
	}
	return days;
}

static void
know_days(Model *model)
{
	for (guint i = 0; i < model->sensors->len; i++)
		((ModelSensor *)model->sensors->pdata[i])->days = days_of(i);
}

static void
know_parts(const Model *model, ModelHighlight *highlight)
{
	highlight->parts = g_ptr_array_new_with_free_func((GDestroyNotify)model_part_free);
	for (guint i = 0; i < model->sensors->len; i++) {
		ModelPart *part = g_new0(ModelPart, 1);

		part->sensor = g_strdup(((const ModelSensor *)model->sensors->pdata[i])->name);
		part->days = days_of(model->sensors->len - i);
		g_ptr_array_add(highlight->parts, part);
	}
}

static char *
notes_of(const Chart *chart)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < chart->notes->len; i++) {
		const ChartNote *note = chart->notes->pdata[i];
		gint64 from = note->from ? (note->from - SAMPLE_START) / 3600 : 0,
		       to = note->to ? (note->to - SAMPLE_START) / 3600 : 0;

		g_string_append_printf(text, "%s%s %d %d-%d%s %s", text->len ? "\n" : "", note->mark, note->series,
		    (int)from, (int)to, note->caveat ? "!" : "", note->label);
	}
	return g_string_free(text, FALSE);
}

static Doc *
figure(const Fixture *fixture, const char *attributes)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = g_strdup_printf("# T\n\n```figure %s id=f caption=c\n```\n", attributes);
	Doc *doc = fixture_make(fixture, fixture->en, text, &error);

	g_assert_no_error(error);
	return doc;
}

static void
notes(gconstpointer data)
{
	const Case *c = data;
	g_autoptr(Doc) doc = NULL;
	g_autofree char *told = NULL;
	Fixture fixture;

	fixture_open(&fixture);
	set_row(fixture.model, c);
	told_set(fixture.model, c->told, G_N_ELEMENTS(c->told));
	know_days(fixture.model);
	if (fixture.model->highlights->len > 0)
		know_parts(fixture.model, fixture.model->highlights->pdata[0]);
	doc = figure(&fixture, c->figure);
	told = notes_of(fixture_block(doc, BLOCK_FIGURE, 0)->chart);
	g_assert_cmpstr(told, ==, c->notes);
	fixture_close(&fixture);
}

/* "0-4 missing, 5 partial, ...": what is not wholly observed of a sensor. */
static char *
states_of(const Chart *chart, guint series)
{
	static const char *const names[] = { [POINT_PARTIAL] = "partial", [POINT_MISSING] = "missing" };
	const PointState *states = ((const ChartSeries *)chart->series->pdata[series])->states;
	GString *text = g_string_new(NULL);

	for (gsize bin = 0; bin < chart->bins; bin++)
		if (states[bin] != POINT_OBSERVED)
			g_string_append_printf(text, "%s%zu %s", text->len ? ", " : "", bin, names[states[bin]]);
	return g_string_free(text, FALSE);
}

/* Of 20 sensors the three with most packets, or most of the item; each with its own gaps and life. */
static void
days_by_sensor(void)
{
	static const ModelHighlight told = { BURST, TIME, ONE };
	g_autoptr(Doc) all = NULL, item = NULL;
	g_autofree char *gap = NULL, *life = NULL;
	const Chart *chart, *items;
	ModelSensor *sensor;
	Fixture fixture;

	fixture_open(&fixture);
	told_set(fixture.model, &told, 1);
	know_days(fixture.model);
	know_parts(fixture.model, fixture.model->highlights->pdata[0]);
	sensor = fixture.model->sensors->pdata[19];
	sensor->started = SAMPLE_START + 2 * DAY + 3600;
	sensor->stopped = SAMPLE_START + 89 * DAY;
	all = figure(&fixture, "kind=heat items=sensors top=14 bin=day");
	item = figure(&fixture, "kind=multiples items=1900/udp top=2 bin=day from=2015-09-01");
	chart = fixture_block(all, BLOCK_FIGURE, 0)->chart;
	items = fixture_block(item, BLOCK_FIGURE, 0)->chart;
	g_assert_cmpuint(chart->series->len, ==, 14);
	g_assert_cmpstr(((const ChartSeries *)chart->series->pdata[0])->key, ==, "s20");
	g_assert_cmpstr(((const ChartSeries *)chart->series->pdata[13])->key, ==, "s07");
	g_assert_cmpint(((const ChartSeries *)chart->series->pdata[13])->packets[5], ==, 65);
	g_assert_cmpstr(((const ChartSeries *)items->series->pdata[0])->key, ==, "s01");
	g_assert_cmpint(((const ChartSeries *)items->series->pdata[1])->packets[0], ==, 190 + 62);
	g_assert_cmpuint(items->series->len, ==, 2);
	life = states_of(chart, 0);
	gap = states_of(chart, 13);
	g_assert_cmpstr(life, ==,
	    "0 missing, 1 missing, 2 partial, 81 partial, 82 missing, 83 missing, 84 missing, 85 partial, 89 missing, "
	    "90 missing, "
	    "91 missing");
	g_assert_cmpstr(gap, ==, "33 missing, 34 missing, 81 partial, 82 missing, 83 missing, 84 missing, 85 partial");
	fixture_close(&fixture);
}

/* What the editor tells only as part of another stays in the figure; what he tells of neither does not. */
static void
follows_the_editor(void)
{
	static const ModelHighlight told[] = { { BURST, TIME }, { CHINA, TIME, .parent = (char *)"h1" } };
	static const struct {
		const char *port, *region;
		guint notes;
	} decisions[] = {
		{ "accept", "accept", 1 },
		{ "accept", "reject\nreason = told with the port", 1 },
		{ "reject\nreason = chance", "accept", 1 },
		{ "reject\nreason = chance", "reject\nreason = chance", 0 },
	};
	Fixture fixture;

	fixture_open(&fixture);
	told_set(fixture.model, told, G_N_ELEMENTS(told));
	fixture_write(&fixture, "edition.ini", "[edition]\n");
	for (gsize i = 0; i < G_N_ELEMENTS(decisions); i++) {
		g_autoptr(Doc) doc = NULL;
		g_autofree char *ini = g_strdup_printf("[port 1900/udp burst 2015-07-11]\ndecision = %s\n"
						       "[region CN burst 2015-07-11]\ndecision = %s\n",
		    decisions[i].port, decisions[i].region);

		fixture_write(&fixture, "highlights.ini", ini);
		doc = figure(&fixture, "items=region:CN bin=day");
		g_assert_cmpuint(fixture_block(doc, BLOCK_FIGURE, 0)->chart->notes->len, ==, decisions[i].notes);
	}
	fixture_remove(&fixture, "highlights.ini");
	fixture_remove(&fixture, "edition.ini");
	fixture_close(&fixture);
}

/* The level before an event is that of the four weeks before it, and its range that of the days wholly observed. */
static void
level_before(void)
{
	static const ModelHighlight told = { BURST, .from = 40 * DAY, .to = 43 * DAY, .usual = 300000 };
	g_autoptr(Doc) doc = NULL, hourly = NULL, plain = NULL;
	Fixture fixture;
	const Chart *chart;
	const ChartLevel *level;
	gint64 least = G_MAXINT64, most = 0;

	fixture_open(&fixture);
	told_set(fixture.model, &told, 1);
	doc = figure(&fixture, "items=port:1900/udp bin=day notes=full");
	hourly = figure(&fixture, "items=port:1900/udp bin=hour notes=full");
	plain = figure(&fixture, "items=port:1900/udp bin=day");
	g_assert_cmpuint(fixture_block(hourly, BLOCK_FIGURE, 0)->chart->levels->len, ==, 0);
	g_assert_cmpuint(fixture_block(plain, BLOCK_FIGURE, 0)->chart->levels->len, ==, 0);
	chart = fixture_block(doc, BLOCK_FIGURE, 0)->chart;
	g_assert_cmpuint(chart->levels->len, ==, 1);
	level = chart->levels->pdata[0];
	for (gsize day = 12; day < 40; day++) {
		gint64 packets = ((const ChartSeries *)chart->series->pdata[0])->packets[day];

		if (day == 33 || day == 34)
			continue; /* a sensor's gap */
		least = MIN(least, packets);
		most = MAX(most, packets);
	}
	g_assert_cmpint(level->base, ==, SAMPLE_START + 12 * DAY);
	g_assert_cmpint(level->from, ==, SAMPLE_START + 40 * DAY);
	g_assert_cmpint(level->least, ==, least);
	g_assert_cmpint(level->most, ==, most);
	g_assert_cmpstr(level->label, ==, "Dashed: the level before August 10, about 300 packets a day");
	fixture_close(&fixture);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/annotate/%s", cases[i].what);
		g_test_add_data_func(path, &cases[i], notes);
	}
	g_test_add_func("/annotate/days by sensor", days_by_sensor);
	g_test_add_func("/annotate/level before", level_before);
	g_test_add_func("/annotate/follows the editor", follows_the_editor);
	return g_test_run();
}
