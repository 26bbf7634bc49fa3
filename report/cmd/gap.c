/*
 * gap.c: the verb that declares spans without data, and why.
 */
#include "desk.h"
#include "error.h"
#include "rows.h"
#include "verb.h"
#include "verbs.h"
#include "zone.h"

typedef struct {
	char *store, *gaps, *sensor, *from, *to, *cause_ja, *cause_en;
} Words;

static void
free_words(Words *words)
{
	g_free(words->store);
	g_free(words->gaps);
	g_free(words->sensor);
	g_free(words->from);
	g_free(words->to);
	g_free(words->cause_ja);
	g_free(words->cause_en);
}

static gboolean
list(const Words *words, GError **error)
{
	g_auto(Desk) desk = { 0 };
	g_autoptr(GTimeZone) zone =
	    desk_open(&desk, words->store, STORE_READ, error) ? zone_load(store_time_zone(desk.store), error) : NULL;
	g_autoptr(GPtrArray) outages = zone ? store_outages(desk.store, error) : NULL;

	if (!outages)
		return FALSE;
	rows_print("id", "sensor", "start", "end", "cause_ja", "cause_en", ROW_END);
	for (guint i = 0; i < outages->len; i++) {
		const Outage *outage = outages->pdata[i];
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, outage->id);
		g_autofree char *from = zone_format(zone, outage->from);
		g_autofree char *to = zone_format(zone, outage->to);
		rows_print(id, outage->sensor, from, to, outage->cause_ja, outage->cause_en, ROW_END);
	}
	return TRUE;
}

static gboolean
add_one(const Words *words, Store *store, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(store_time_zone(store), error);
	Outage outage = { 0, 0, 0, words->sensor, words->cause_ja, words->cause_en };
	gint64 id;

	if (!zone || !zone_parse(words->from, zone, &outage.from, error) ||
	    !zone_parse(words->to, zone, &outage.to, error) || !store_add_outage(store, &outage, &id, error))
		return FALSE;
	g_print("gap %" G_GINT64_FORMAT "\n", id);
	return TRUE;
}

static gboolean
add(const Words *words, GError **error)
{
	g_auto(Desk) desk = { 0 };

	if (words->gaps ? words->from || words->to : !words->from || !words->to) {
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "gap add wants either --from and --to, or --gaps FILE");
		return FALSE;
	}
	return desk_open(&desk, words->store, STORE_WRITE, error) &&
	       (words->gaps ? store_read_outages(desk.store, words->gaps, error) : add_one(words, desk.store, error)) &&
	       desk_put(&desk, error);
}

static gboolean
take_away(const Words *words, const char *id, GError **error)
{
	g_auto(Desk) desk = { 0 };
	guint64 number;

	if (!g_ascii_string_to_unsigned(id, 10, 1, G_MAXINT64, &number, NULL)) {
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is no number of a gap; gap list shows them", id);
		return FALSE;
	}
	return desk_open(&desk, words->store, STORE_CHANGE, error) &&
	       store_remove_outage(desk.store, (gint64)number, error) && desk_put(&desk, error);
}

static gboolean
act(const Words *words, int argc, char **argv, GError **error)
{
	if (g_str_equal(argv[1], "list") && argc == 2)
		return list(words, error);
	if (g_str_equal(argv[1], "add") && argc == 2)
		return add(words, error);
	if (g_str_equal(argv[1], "remove") && argc == 3)
		return take_away(words, argv[2], error);
	g_set_error(
	    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "gap wants list, add or remove ID, not '%s'", argv[argc - 1]);
	return FALSE;
}

int
verb_gap(int argc, char **argv)
{
	Words words = { 0 };
	const GOptionEntry options[] = {
		{ "store", 's', 0, G_OPTION_ARG_FILENAME, &words.store, "Store (default teiten.db)", "FILE" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &words.from, "First instant without data", "TIME" },
		{ "to", 0, 0, G_OPTION_ARG_STRING, &words.to, "First instant with data again", "TIME" },
		{ "sensor", 0, 0, G_OPTION_ARG_STRING, &words.sensor, "The one sensor concerned (default all)",
		    "NAME" },
		{ "cause-ja", 0, 0, G_OPTION_ARG_STRING, &words.cause_ja, "Why, in Japanese", "TEXT" },
		{ "cause-en", 0, 0, G_OPTION_ARG_STRING, &words.cause_en, "Why, in English", "TEXT" },
		{ "gaps", 0, 0, G_OPTION_ARG_FILENAME, &words.gaps, "Add all gaps of a CSV file", "FILE" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	gboolean ok =
	    verb_parse(options, "list|add|remove [ID]", 1, 2, &argc, &argv, &error) && act(&words, argc, argv, &error);

	free_words(&words);
	return ok ? 0 : verb_fail(error);
}
