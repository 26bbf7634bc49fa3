/*
 * test_model.c: a model reads back as it was written, and nothing else reads.
 * test_model --sample prints the sample model as JSON, for those who need one without a store.
 */
#include <stdio.h>
#include <string.h>
#include "error.h"
#include "sample_model.h"

#define VERSION "\"version\":" G_STRINGIFY(MODEL_VERSION)

/* The text of the sample with one stretch replaced. */
static char *
altered(const char *from, const char *to)
{
	g_autoptr(Model) model = sample_model();
	g_autofree char *text = model_write(model);
	char *at = strstr(text, from);

	if (!at)
		g_error("the sample has no '%s'", from);
	*at = '\0';
	return g_strconcat(text, to, at + strlen(from), NULL);
}

static void
reads_back(void)
{
	g_autoptr(Model) model = sample_model();
	g_autofree char *text = model_write(model);
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) again = model_read(text, strlen(text), &error);

	g_assert_no_error(error);
	g_autofree char *second = model_write(again);
	g_assert_cmpstr(second, ==, text);
	g_assert_cmpuint(again->bins, ==, SAMPLE_BINS);
	g_assert_cmpint(again->now.packets, ==, model->now.packets);
	g_assert_cmpstr(model_table_row(model_table(again, "port"), "23/tcp")->service, ==, "telnet");
}

/* An archive's model stays the same bytes whatever came later. */
static void
keeps_version(void)
{
	for (gint version = 1; version < MODEL_VERSION; version++) {
		g_autoptr(Model) model = sample_model();
		g_autoptr(GError) error = NULL;

		model->version = version;
		g_autofree char *text = model_write(model);
		g_autofree char *head = g_strdup_printf("{\n\"version\":%d,\n", version);
		g_assert_true(g_str_has_prefix(text, head));
		g_autoptr(Model) again = model_read(text, strlen(text), &error);
		g_assert_no_error(error);
		g_autofree char *second = model_write(again);
		g_assert_cmpstr(second, ==, text);
	}
}

static void
add_class(Model *model, const char *name, gboolean counted, gint64 packets, gint64 previous)
{
	ModelClass *class = g_new0(ModelClass, 1);

	class->name = g_strdup(name);
	class->counted = counted;
	class->packets = packets;
	class->previous_packets = previous;
	class->sources = class->previous_sources = -1;
	g_ptr_array_add(model->classes, class);
}

/* What is counted adds up to the totals; what is not is told beside them. */
static void
keeps_classes(void)
{
	g_autoptr(Model) model = sample_model(), all = sample_model();

	add_class(model, "scan", TRUE, model->now.packets - 5, model->before.packets - 7);
	add_class(model, "unclassified", TRUE, 5, 7);
	add_class(model, "survey", FALSE, 99, 98);
	g_assert_null(model_check(model));
	g_assert_cmpint(model_class_packets(model, FALSE), ==, 99);
	g_autofree char *text = model_write(model);
	g_autoptr(Model) again = model_read(text, strlen(text), NULL);
	g_assert_nonnull(again);
	g_autofree char *second = model_write(again);
	g_assert_cmpstr(second, ==, text);
	g_assert_null(model_data(all, "classes.csv"));
	g_autofree char *lines = model_data(model, "classes.csv");
	g_assert_nonnull(strstr(lines, "\nunclassified,yes,5,0.000000,,7,\nsurvey,no,99,0.000009,,98,\n"));
	g_assert_true(model_same_classes(model, again));
	g_assert_false(model_same_classes(model, all));
	g_assert_false(model_same_classes(all, model));
	((ModelClass *)again->classes->pdata[2])->counted = TRUE;
	g_autofree char *wrong = model_check(again);
	g_assert_cmpstr(wrong, ==, "the classes that are counted do not add up to now.packets");
	g_assert_true(model_same_classes(again, all));
	((ModelClass *)model->classes->pdata[1])->previous_packets = 6;
	g_autofree char *before = model_check(model);
	g_assert_cmpstr(before, ==, "the classes that are counted do not add up to before.packets");
}

/* Days before the quarter and after it, and an item's packets of them. */
static void
keeps_days_around(void)
{
	g_autoptr(Model) model = sample_model();
	ModelHighlight *highlight = model->highlights->pdata[0];
	gint64 from[] = { model->now.quarter.start - 2 * 86400, model->now.quarter.start - 86400,
		model->now.quarter.end };

	highlight->around = g_array_new(FALSE, TRUE, sizeof(gint64));
	g_array_set_size(highlight->around, G_N_ELEMENTS(from));
	g_array_index(highlight->around, gint64, 1) = 7;
	for (gsize i = 0; i < G_N_ELEMENTS(from); i++) {
		ModelDay *day = g_new0(ModelDay, 1);

		*day = (ModelDay) { from[i], from[i] + 86400, 86400, 3600 };
		g_ptr_array_add(model->around, day);
	}
	g_autofree char *text = model_write(model);
	g_autoptr(Model) again = model_read(text, strlen(text), NULL);
	g_assert_nonnull(again);
	g_assert_cmpuint(again->around->len, ==, G_N_ELEMENTS(from));
	g_assert_cmpint(((ModelDay *)again->around->pdata[2])->from, ==, model->now.quarter.end);
	g_assert_cmpint(g_array_index(((ModelHighlight *)again->highlights->pdata[0])->around, gint64, 1), ==, 7);
	((ModelDay *)again->around->pdata[1])->from -= 60;
	g_autofree char *wrong = model_check(again);
	g_assert_cmpstr(wrong, ==, "around[1] is not the next day outside the quarter");
	g_array_set_size(highlight->around, 2);
	g_autofree char *other = model_check(model);
	g_assert_cmpstr(other, ==, "highlights[0] has other days around the quarter than the model");
}

static void
keeps_odd_texts(void)
{
	static const char odd[] = "a \"b\" \\ \t\n\x01 日本 \U0001f4a9 </script>";
	g_autoptr(Model) model = sample_model();
	ModelLoad *load = model->loads->pdata[0];

	g_free(load->name);
	load->name = g_strdup(odd);
	ModelHighlight *highlight = model->highlights->pdata[0];
	highlight->sensor = g_strdup(odd);
	highlight->parent = g_strdup("h2");
	highlight->rank_without = RANK_BEYOND;
	g_autofree char *text = model_write(model);
	g_autoptr(Model) again = model_read(text, strlen(text), NULL);
	g_assert_nonnull(again);
	g_assert_cmpstr(((ModelLoad *)again->loads->pdata[0])->name, ==, odd);
	highlight = again->highlights->pdata[0];
	g_assert_cmpstr(highlight->sensor, ==, odd);
	g_assert_cmpstr(highlight->parent, ==, "h2");
	g_assert_cmpint(highlight->rank_without, ==, RANK_BEYOND);
}

static const struct {
	const char *what, *from, *to, *wrong;
} refusals[] = {
	{ "newer version", VERSION, "\"version\":99",
	    "model.json: version is 99, newer than this program reads (" G_STRINGIFY(MODEL_VERSION) ")" },
	{ "no version", VERSION ",\n", "", "model.json: is no report model: it has no version" },
	{ "version of a text", VERSION, "\"version\":\"1\"", "model.json: version is not an integer" },
	{ "missing member", "\"simulated\":true,\n", "", "model.json: simulated is missing" },
	{ "unknown member", "\"simulated\":true", "\"simulated\":true,\"stimulated\":true",
	    "model.json: has an unknown member 'stimulated'" },
	{ "unknown member inside", "\"quarter\":\"2015Q3\"", "\"quarter\":\"2015Q3\",\"half\":1",
	    "model.json: now has an unknown member 'half'" },
	{ "doubled member", "\"simulated\":true", "\"simulated\":true,\"simulated\":true",
	    "model.json: is not JSON: line 5: duplicate object key near '\"simulated\"'" },
	{ "doubled row", "\"key\":\"445/tcp\"", "\"key\":\"23/tcp\"",
	    "model.json: tables[0].rows[2] stands there twice ('23/tcp')" },
	{ "doubled sensor", "\"name\":\"s02\"", "\"name\":\"s01\"",
	    "model.json: sensors[1] stands there twice ('s01')" },
	{ "fraction", "\"sensors\":20", "\"sensors\":20.0", "model.json: now.sensors is not an integer" },
	{ "too large", "\"sensors\":20", "\"sensors\":18446744073709551615", NULL },
	{ "out of range", "\"sensors\":20", "\"sensors\":-20", "model.json: now.sensors is -20, out of its range" },
	{ "text for a number", "\"sensors\":20", "\"sensors\":\"20\"", "model.json: now.sensors is not an integer" },
	{ "null for a text", "\"tool\":\"teiten 0.1.0\"", "\"tool\":null", "model.json: tool is not a text" },
	{ "port 70000", "\"port\":23,", "\"port\":70000,",
	    "model.json: tables[0].rows[0].port is 70000, out of its range" },
	{ "wrong word", "\"scope\":\"undetermined\"", "\"scope\":\"narrow\"",
	    "model.json: highlights[0].scope has an unknown word 'narrow'" },
	{ "unknown zone", "Asia/Tokyo", "Asia/Tokio", "model.json: time_zone is unknown here" },
	{ "wrong quarter", "\"quarter\":\"2015Q3\"", "\"quarter\":\"2015Q5\"",
	    "model.json: now.quarter is no quarter like 2015Q3" },
	{ "wrong length", "\"bins\":2208", "\"bins\":2207", "model.json: edges has 2209 numbers, not 2208" },
	{ "many bins", "\"bins\":2208", "\"bins\":100001", "model.json: bins is 100001, out of its range" },
	{ "text in a series", "\"bin_expected\":[72000,72000,", "\"bin_expected\":[72000,\"a\",",
	    "model.json: bin_expected[1] is not an integer" },
	{ "less than nothing in a series", "\"bin_expected\":[72000,", "\"bin_expected\":[-1,",
	    "model.json: bin_expected[0] is -1, out of its range" },
	{ "edges out of order", "\"edges\":[1435676400,1435680000,", "\"edges\":[1435676400,1435676400,",
	    "model.json: edges[1] is not after the one before" },
	{ "more observed than expected", "\"bin_observed\":[72000,", "\"bin_observed\":[72001,",
	    "model.json: bin_observed[0] is more than was expected" },
	{ "quarters apart", "\"end\":1435676400", "\"end\":1435676401", "model.json: before.end is not now.start" },
	{ "gap outside", "\"from\":1442728200", "\"from\":1342728200",
	    "model.json: gaps[1] is not a span inside the quarter" },
	{ "rank out of order", "\"rank\":3,", "\"rank\":9,", "model.json: table port, '22/tcp': not in order of rank" },
	{ "cut short", "\"tables\":[", "", NULL },
	{ "comment", "\"version\"", "/* ours */ \"version\"", NULL },
	{ "invalid UTF-8", "teiten 0.1.0", "teiten \xff",
	    "model.json: is not JSON: line 3: unable to decode byte 0xff near '\"teiten '" },
	{ "NUL in a text", "teiten 0.1.0", "teiten\\u0000", NULL },
	{ "deep", VERSION, "\"version\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", "model.json: version is not an integer" },
};

static void
refuses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autofree char *text = altered(refusals[i].from, refusals[i].to);
	g_autoptr(GError) error = NULL;
	g_autoptr(Model) model = model_read(text, strlen(text), &error);

	g_assert_null(model);
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	if (refusals[i].wrong)
		g_assert_cmpstr(error->message, ==, refusals[i].wrong);
	else
		g_assert_true(g_str_has_prefix(error->message, "model.json: is not JSON"));
}

static void
refuses_sums(void)
{
	g_autoptr(Model) model = sample_model();
	ModelRow *row = model_table_row(model_table(model, "port"), "23/tcp");
	g_autoptr(GError) error = NULL;

	row->packets++;
	g_autofree char *text = model_write(model);
	g_assert_null(model_read(text, strlen(text), &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_nonnull(strstr(error->message, "table port, '23/tcp': hours add up to"));
}

static void
opens(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(model_open("no/such/model.json", &error));
	g_assert_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT);
	g_assert_cmpstr(error->message, ==,
	    "cannot read 'no/such/model.json': "
	    "Failed to open file “no/such/model.json”: No such file or directory");
}

static void
states(void)
{
	g_autoptr(Model) model = sample_model();
	gsize out = (SAMPLE_OUT - SAMPLE_START) / 3600, back = (SAMPLE_BACK - SAMPLE_START) / 3600;

	g_assert_cmpint(model_state(model, 0, 24), ==, BIN_OBSERVED);
	g_assert_cmpint(model_state(model, out - 1, 1), ==, BIN_OBSERVED);
	g_assert_cmpint(model_state(model, out, 1), ==, BIN_PARTIAL);
	g_assert_cmpint(model_state(model, out + 1, back - out - 1), ==, BIN_MISSING);
	g_assert_cmpint(model_state(model, back, 1), ==, BIN_PARTIAL);
	g_assert_cmpint(model_state(model, back + 1, 24), ==, BIN_OBSERVED);
	g_assert_cmpint(model_state(model, 33 * 24, 24), ==, BIN_PARTIAL); /* one sensor of twenty */
	g_assert_cmpfloat(model_coverage(0, 0), ==, 0);
	g_assert_cmpfloat(model_rate(86400, &(ModelTotals) { .observed = 2 * 86400 }), ==, 43200);
	g_assert_cmpfloat(model_rate(1, &(ModelTotals) { .observed = 0 }), ==, 0);
}

/* Field by field: the sum of a column of a CSV file whose fields hold no comma. */
static gint64
column_sum(const char *text, const char *column)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_auto(GStrv) head = g_strsplit(lines[0], ",", -1);
	gint64 sum = 0;
	guint n = 0;

	while (!g_str_equal(head[n], column))
		n++;
	for (guint i = 1; lines[i] && *lines[i]; i++) {
		g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);

		g_assert_cmpuint(g_strv_length(fields), ==, g_strv_length(head));
		sum += g_ascii_strtoll(fields[n], NULL, 10);
	}
	return sum;
}

static void
sums_to_totals(void)
{
	g_autoptr(Model) model = sample_model();
	g_autofree char *regions = model_data(model, "regions.csv");

	g_assert_cmpint(column_sum(regions, "packets"), ==, model->now.packets);
	g_assert_cmpint(column_sum(regions, "previous_packets"), ==, model->before.packets);
	g_assert_null(model_data(model, "series.csv"));
}

static const struct {
	const char *file, *line;
} lines[] = {
	{ "ports.csv",
	    "rank,protocol,port,service,packets,share,sources,previous_rank,previous_packets,previous_sources,rate,"
	    "previous_rate,factor,corrected_rank,corrected_previous_rank,caveat,packets_without,rank_without,"
	    "sources_known,previous_sources_known\n" },
	{ "ports.csv",
	    "\n1,tcp,23,telnet,1865240,0.172316,207249,1,1760000,176000,1058.242,967.033,,,,,,,exact,exact\n" },
	{ "ports.csv", "\n2,icmp,0,,888022," },
	{ "ports.csv", ",ip,47,," },
	{ "icmp.csv", "\n3,icmp,8,,739682," },
	{ "regions.csv", "\n1,CN,2976687," },
	{ "regions.csv", "\n,private," },
	{ "signatures.csv", "\n2,SYNful Knock,3572,0.000330,397,,0,0," },
	{ "sensors.csv",
	    "\ns07,541227,45102,0.937274,domestic,センサー7,Sensor 7,7948800,7450200,483000,1.000000,,,,,exact\n" },
	{ "gaps.csv", "scope,sensor,start,end,kind,cause_ja,cause_en\n"
		      "sensor,s07,2015-08-03T00:00:00+09:00,2015-08-05T00:00:00+09:00,detected,,\n"
		      "system,,2015-09-20T14:50:00+09:00,2015-09-24T09:20:00+09:00,declared,収容施設の設備の故障,"
		      "a failure of equipment in the housing facility\n" },
	{ "health.csv", "what,scope,sensor,start,end,length,known,missing,level,other,heard,found_start,found_end,"
			"cause_ja,cause_en\n"
			"silent,sensor,s07,2015-08-03T00:00:00+09:00,2015-08-05T00:00:00+09:00,172800,detected,"
			"172800,,,0,,,,\n"
			"degraded,sensor,s07,2015-08-06T00:00:00+09:00,2015-08-08T00:00:00+09:00,172800,detected,0,"
			"0.300,,0,,,,\n"
			"silent,system,,2015-09-20T14:50:00+09:00,2015-09-24T09:20:00+09:00,325800,both," },
	{ "highlights.csv",
	    "\nh1,1900/udp,change,undetermined,2015-09-24T00:00:00+09:00,2015-10-01T00:00:00+09:00,6.400,"
	    "480000,,20,,port," },
	{ "highlights.csv",
	    "\nh3,IR,newcomer,undetermined,2015-07-01T00:00:00+09:00,2015-10-01T00:00:00+09:00,,160000," },
};

static void
writes_data(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(Model) model = sample_model();
	g_autofree char *text = model_data(model, lines[i].file);

	g_assert_true(g_utf8_validate(text, -1, NULL));
	if (!strstr(text, lines[i].line))
		g_error("'%s' is not in %s:\n%s", lines[i].line, lines[i].file, text);
}

static void
leaves_unknown_empty(void)
{
	g_autoptr(Model) model = sample_model();
	ModelRow *row = model_table_row(model_table(model, "port"), "23/tcp");

	model->before.observed = 0;
	row->previous_rank = RANK_BEYOND;
	row->previous_sources = -1;
	g_free(row->service);
	row->service = g_strdup("tel,\"net\"");
	g_autofree char *text = model_data(model, "ports.csv");
	g_assert_nonnull(
	    strstr(text, "\n1,tcp,23,\"tel,\"\"net\"\"\",1865240,0.172316,207249,beyond,,,1058.242,,,,,,,,exact,\n"));
}

int
main(int argc, char **argv)
{
	if (argc == 2 && g_str_equal(argv[1], "--sample")) {
		g_autoptr(Model) model = sample_model();
		g_autofree char *text = model_write(model);

		return fputs(text, stdout) < 0;
	}
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/model/reads back", reads_back);
	g_test_add_func("/model/keeps its version", keeps_version);
	g_test_add_func("/model/keeps classes", keeps_classes);
	g_test_add_func("/model/keeps days around the quarter", keeps_days_around);
	g_test_add_func("/model/keeps odd texts", keeps_odd_texts);
	for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autofree char *path = g_strdup_printf("/model/refuses/%s", refusals[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), refuses);
	}
	g_test_add_func("/model/refuses/wrong sums", refuses_sums);
	g_test_add_func("/model/opens", opens);
	g_test_add_func("/model/states", states);
	g_test_add_func("/model/data/sums to totals", sums_to_totals);
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *path = g_strdup_printf("/model/data/%s/%u", lines[i].file, (guint)i);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), writes_data);
	}
	g_test_add_func("/model/data/leaves unknown empty", leaves_unknown_empty);
	return g_test_run();
}
