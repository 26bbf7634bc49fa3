/*
 * sensor.c: the verb that says what sensors are called and where they stand.
 */
#include "desk.h"
#include "error.h"
#include "rows.h"
#include "verb.h"
#include "verbs.h"
#include "zone.h"

/* What the command line says of one sensor; NULL: as it was, empty: taken away. */
typedef struct {
	char *store, *sensors, *name_ja, *name_en, *placement, *from, *to, *addresses;
} Words;

static void
free_words(Words *words)
{
	g_free(words->store);
	g_free(words->sensors);
	g_free(words->name_ja);
	g_free(words->name_en);
	g_free(words->placement);
	g_free(words->from);
	g_free(words->to);
	g_free(words->addresses);
}

/* An open end has no words. */
static char *
format_end(GTimeZone *zone, gint64 time)
{
	return time == G_MININT64 || time == G_MAXINT64 ? NULL : zone_format(zone, time);
}

/* Those of a sensor; NULL where it has none. */
static const char *
addresses_of(const GPtrArray *all, const char *sensor)
{
	for (guint i = 0; i < all->len; i++)
		if (g_str_equal(((const SensorAddresses *)all->pdata[i])->sensor, sensor))
			return ((const SensorAddresses *)all->pdata[i])->addresses;
	return NULL;
}

static gboolean
list(const Words *words, GError **error)
{
	g_auto(Desk) desk = { 0 };
	g_autoptr(GTimeZone) zone =
	    desk_open(&desk, words->store, STORE_READ, error) ? zone_load(store_time_zone(desk.store), error) : NULL;
	g_autoptr(GPtrArray) sensors = zone ? store_sensors(desk.store, error) : NULL;
	g_autoptr(GPtrArray) addresses = sensors ? store_addresses(desk.store, error) : NULL;

	if (!addresses)
		return FALSE;
	rows_print("name", "name_ja", "name_en", "placement", "valid_from", "valid_to", "addresses", ROW_END);
	for (guint i = 0; i < sensors->len; i++) {
		const Sensor *sensor = sensors->pdata[i];
		g_autofree char *from = format_end(zone, sensor->valid_from);
		g_autofree char *to = format_end(zone, sensor->valid_to);
		rows_print(sensor->name, sensor->name_ja, sensor->name_en, sensor->placement, from, to,
		    addresses_of(addresses, sensor->name), ROW_END);
	}
	return TRUE;
}

static void
set_text(char **field, const char *word)
{
	if (!word)
		return;
	g_free(*field);
	*field = *word ? g_strdup(word) : NULL;
}

static gboolean
set_end(gint64 *end, const char *word, gint64 open, GTimeZone *zone, GError **error)
{
	if (word && !*word)
		*end = open;
	return !word || !*word || zone_parse(word, zone, end, error);
}

/* The sensor of that name, or a new one. */
static Sensor *
find(GPtrArray *sensors, const char *name)
{
	Sensor *sensor;

	for (guint i = 0; i < sensors->len; i++)
		if (g_str_equal(((Sensor *)sensors->pdata[i])->name, name))
			return sensors->pdata[i];
	sensor = g_new0(Sensor, 1);
	*sensor = (Sensor) { 0, g_strdup(name), NULL, NULL, NULL, G_MININT64, G_MAXINT64 };
	g_ptr_array_add(sensors, sensor);
	return sensor;
}

static gboolean
set_one(const Words *words, const char *name, Store *store, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(store_time_zone(store), error);
	g_autoptr(GPtrArray) sensors = zone ? store_sensors(store, error) : NULL;
	Sensor *sensor;

	if (!sensors)
		return FALSE;
	sensor = find(sensors, name);
	set_text(&sensor->name_ja, words->name_ja);
	set_text(&sensor->name_en, words->name_en);
	set_text(&sensor->placement, words->placement);
	return set_end(&sensor->valid_from, words->from, G_MININT64, zone, error) &&
	       set_end(&sensor->valid_to, words->to, G_MAXINT64, zone, error) &&
	       store_set_sensor(store, sensor, error) &&
	       (!words->addresses || store_set_addresses(store, name, words->addresses, error));
}

static gboolean
set(const Words *words, const char *name, GError **error)
{
	g_auto(Desk) desk = { 0 };

	if (!name == !words->sensors) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "sensor set wants either NAME or --sensors FILE");
		return FALSE;
	}
	return desk_open(&desk, words->store, STORE_WRITE, error) &&
	       (name ? set_one(words, name, desk.store, error)
		     : store_read_sensors(desk.store, words->sensors, error)) &&
	       desk_put(&desk, error);
}

static gboolean
act(const Words *words, int argc, char **argv, GError **error)
{
	if (g_str_equal(argv[1], "list") && argc == 2)
		return list(words, error);
	if (g_str_equal(argv[1], "set"))
		return set(words, argc > 2 ? argv[2] : NULL, error);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "sensor wants list or set, not '%s'", argv[argc - 1]);
	return FALSE;
}

int
verb_sensor(int argc, char **argv)
{
	Words words = { 0 };
	const GOptionEntry options[] = {
		{ "store", 's', 0, G_OPTION_ARG_FILENAME, &words.store, "Store (default teiten.db)", "FILE" },
		{ "sensors", 0, 0, G_OPTION_ARG_FILENAME, &words.sensors, "Set all sensors of a CSV file", "FILE" },
		{ "name-ja", 0, 0, G_OPTION_ARG_STRING, &words.name_ja, "Its name in Japanese", "TEXT" },
		{ "name-en", 0, 0, G_OPTION_ARG_STRING, &words.name_en, "Its name in English", "TEXT" },
		{ "placement", 0, 0, G_OPTION_ARG_STRING, &words.placement, "domestic or overseas", "PLACE" },
		{ "from", 0, 0, G_OPTION_ARG_STRING, &words.from, "When it came into use", "TIME" },
		{ "to", 0, 0, G_OPTION_ARG_STRING, &words.to, "When it went out of use", "TIME" },
		{ "addresses", 0, 0, G_OPTION_ARG_STRING, &words.addresses,
		    "Its IP addresses and prefixes, with spaces between", "LIST" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	gboolean ok =
	    verb_parse(options, "list|set [NAME]", 1, 2, &argc, &argv, &error) && act(&words, argc, argv, &error);

	free_words(&words);
	return ok ? 0 : verb_fail(error);
}
