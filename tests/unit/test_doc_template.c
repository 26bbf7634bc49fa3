/* test_doc_template.c: our own template in both languages: the same parts in the same order, whatever the quarter. */
#include <string.h>
#include "doc_fixture.h"

static Fixture fixture;
static const char folder[] = "templates/quarterly";

static Doc *
made(const Lang *lang)
{
	g_autoptr(GError) error = NULL;
	Doc *doc = doc_make(folder, NULL, fixture.model, lang, &error);

	g_assert_no_error(error);
	return doc;
}

static char **
lines_of(const char *lang)
{
	g_autofree char *path = g_strdup_printf("%s/report.%s.md", folder, lang), *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return g_strsplit(text, "\n", -1);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All that matches in a line; sorted, for the languages order their words differently. */
static void
add_matches(GPtrArray *found, const char *line, const char *pattern)
{
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	guint first = found->len;

	for (g_regex_match(regex, line, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL))
		g_ptr_array_add(found, g_match_info_fetch(match, 0));
	if (found->len > first)
		qsort(found->pdata + first, found->len - first, sizeof(gpointer), by_name);
}

/* What a line has but words: its directive without the caption, its facts, ids and marks. */
static GPtrArray *
skeleton(const char *lang)
{
	GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = lines_of(lang);

	for (char **line = lines; *line; line++) {
		if (g_str_has_prefix(*line, "```")) {
			char *caption = strstr(*line, "caption=");
			if (caption)
				add_matches(found, caption, "\\{\\{[^}]*\\}\\}");
			g_ptr_array_add(found, caption ? g_strndup(*line, (gsize)(caption - *line)) : g_strdup(*line));
			continue;
		}
		add_matches(found, *line, "^#+ |\\{#[a-z-]+\\}|\\{\\{[^}]*\\}\\}|\\(#[a-z-]+\\)|\\[\\^[a-z]+\\]:?");
	}
	return found;
}

static void
languages_have_the_same_parts(void)
{
	g_autoptr(GPtrArray) ja = skeleton("ja"), en = skeleton("en");

	for (guint i = 0; i < MIN(ja->len, en->len); i++)
		g_assert_cmpstr(ja->pdata[i], ==, en->pdata[i]);
	g_assert_cmpuint(ja->len, ==, en->len);
	g_assert_cmpuint(ja->len, >, 80);
}

/* Outside of facts, addresses and directives the Japanese text has no Latin word but a name. */
static void
japanese_is_japanese(void)
{
	static const char *const latin_names[] = { "IANA", "TCP", "UDP", "ICMP", "SHA", NULL };
	g_auto(GStrv) lines = lines_of("ja");
	g_autoptr(GRegex) drop =
	    g_regex_new("<!--.*-->|\\{\\{[^}]*\\}\\}|\\{#[a-z-]+\\}|\\(#[a-z-]+\\)|\\[\\^[a-z]+\\]", 0, 0, NULL);
	g_autoptr(GRegex) latin = g_regex_new("[A-Za-z]+", 0, 0, NULL);

	for (char **line = lines; *line; line++) {
		g_autofree char *words = g_regex_replace_literal(drop, *line, -1, 0, "", 0, NULL);
		g_autoptr(GMatchInfo) match = NULL;

		if (g_str_has_prefix(*line, "```") || g_str_has_prefix(*line, "[^"))
			continue;
		for (g_regex_match(latin, words, 0, &match); g_match_info_matches(match);
		     g_match_info_next(match, NULL)) {
			g_autofree char *word = g_match_info_fetch(match, 0);

			if (!g_strv_contains(latin_names, word))
				g_error("'%s' in: %s", word, *line);
		}
	}
}

static void
compare(const Block *ja, const Block *en)
{
	g_assert_cmpint(ja->kind, ==, en->kind);
	g_assert_cmpint(ja->level, ==, en->level);
	g_assert_cmpstr(ja->number, ==, en->number);
	g_assert_cmpstr(ja->id, ==, en->id);
	if (ja->table) {
		g_assert_cmpuint(ja->table->columns, ==, en->table->columns);
		g_assert_cmpuint(ja->table->rows->len, ==, en->table->rows->len);
		g_assert_cmpstr(ja->table->data, ==, en->table->data);
	}
	if (ja->chart) {
		g_assert_cmpuint(ja->chart->series->len, ==, en->chart->series->len);
		g_assert_cmpmem(ja->chart->states, ja->chart->bins * sizeof(PointState), en->chart->states,
		    en->chart->bins * sizeof(PointState));
	}
}

static void
compare_documents(void)
{
	g_autoptr(Doc) ja = made(fixture.ja), en = made(fixture.en);

	g_assert_cmpuint(ja->blocks->len, ==, en->blocks->len);
	for (guint i = 0; i < ja->blocks->len; i++)
		compare(ja->blocks->pdata[i], en->blocks->pdata[i]);
}

static void
as_it_is(Model *model)
{
	(void)model;
}

static void
not_simulated(Model *model)
{
	model->simulated = !model->simulated;
}

static void
without_previous(Model *model)
{
	model->frozen = FALSE;
	model->before.packets = model->before.observed = model->before.expected = 0;
}

static void
without_gaps(Model *model)
{
	g_ptr_array_set_size(model->gaps, 0);
	model->now.observed = model->now.expected;
}

static void
without_causes(Model *model)
{
	for (guint i = 0; i < model->gaps->len; i++) {
		ModelGap *gap = model->gaps->pdata[i];
		g_clear_pointer(&gap->cause_ja, g_free);
		g_clear_pointer(&gap->cause_en, g_free);
	}
}

static void
without_geo(Model *model)
{
	g_ptr_array_set_size(model->loads, 0);
	g_ptr_array_set_size(model_table(model, "region")->rows, 0);
}

static void
without_highlights(Model *model)
{
	g_ptr_array_set_size(model->highlights, 0);
}

static void
without_sources(Model *model)
{
	model->now.sources = model->before.sources = -1;
}

static void
without_placements(Model *model)
{
	for (guint i = 0; i < model->sensors->len; i++)
		g_clear_pointer(&((ModelSensor *)model->sensors->pdata[i])->placement, g_free);
}

static void
with_conflict(Model *model)
{
	ModelConflict *conflict = g_new0(ModelConflict, 1);

	conflict->table = g_strdup("port");
	conflict->item = g_strdup("0/icmp");
	conflict->frozen = 2;
	conflict->stored = 4;
	g_ptr_array_add(model->conflicts, conflict);
	model->frozen = TRUE;
}

static void
with_two_databases(Model *model)
{
	ModelLoad *load = g_new0(ModelLoad, 1);

	load->name = g_strdup("more");
	load->sha256 = g_strdup("0");
	load->profile = g_strdup("teiten");
	load->geo_type = g_strdup("country ipv4");
	load->geo_built = SAMPLE_START;
	g_ptr_array_add(model->loads, load);
}

static void
with_classes(Model *model)
{
	static const char *const names[] = { "unclassified", "scan", "backscatter", "survey" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		ModelClass *class = g_new0(ModelClass, 1);

		class->name = g_strdup(names[i]);
		class->counted = i < 2;
		class->packets = i == 0 ? model->now.packets : 100 * (gint64)i;
		class->sources = class->previous_packets = class->previous_sources = -1;
		g_ptr_array_add(model->classes, class);
	}
}

static void
with_survey(Model *model)
{
	ModelLoad *load = model->loads->pdata[0];

	with_classes(model);
	with_two_databases(model);
	load->survey = g_strdup("known.txt");
	load->survey_sha256 = g_strdup("0");
}

static const struct {
	const char *what;
	void (*change)(Model *model);
} quarters[] = {
	{ "as it is", as_it_is },
	{ "not simulated", not_simulated },
	{ "without a previous quarter", without_previous },
	{ "without gaps", without_gaps },
	{ "without causes", without_causes },
	{ "without regions", without_geo },
	{ "without highlights", without_highlights },
	{ "without sources", without_sources },
	{ "without placements", without_placements },
	{ "with a conflict", with_conflict },
	{ "with two databases", with_two_databases },
	{ "of some classes", with_classes },
	{ "of some classes and a list", with_survey },
};

static void
fits(gconstpointer data)
{
	Model *model = fixture.model;

	fixture.model = sample_model();
	quarters[GPOINTER_TO_SIZE(data)].change(fixture.model);
	compare_documents();
	model_free(fixture.model);
	fixture.model = model;
}

int
main(int argc, char **argv)
{
	int failed;

	g_test_init(&argc, &argv, NULL);
	fixture_open(&fixture);
	g_test_add_func("/template/languages have the same parts", languages_have_the_same_parts);
	g_test_add_func("/template/Japanese is Japanese", japanese_is_japanese);
	for (gsize i = 0; i < G_N_ELEMENTS(quarters); i++) {
		g_autofree char *path = g_strdup_printf("/template/fits a quarter %s", quarters[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), fits);
	}
	failed = g_test_run();
	fixture_close(&fixture);
	return failed;
}
