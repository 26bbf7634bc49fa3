/*
 * store.c: the verb that looks after a store.
 */
#include "error.h"
#include "store.h"
#include "verb.h"
#include "verbs.h"
#include "zone.h"

static void
print_number(const char *name, gint64 value)
{
	g_print("%-14s %" G_GINT64_FORMAT "\n", name, value);
}

static gboolean
print_info(Store *store, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(store_time_zone(store), error);
	StoreInfo info;

	if (!zone || !store_info(store, &info, error))
		return FALSE;
	g_print("%-14s %s\n", "time zone", store_time_zone(store));
	print_number("version", info.version);
	print_number("bytes", info.bytes);
	print_number("batches", info.batches);
	print_number("observations", info.observations);
	print_number("packets", info.packets);
	print_number("sensors", info.sensors);
	print_number("signatures", info.signatures);
	print_number("gaps", info.gaps);
	print_number("days", info.days);
	print_number("segments", info.segments);
	if (info.observations > 0) {
		g_autofree char *first = zone_format(zone, info.first);
		g_autofree char *last = zone_format(zone, info.last);
		g_print("%-14s %s\n%-14s %s\n", "first", first, "last", last);
	}
	return TRUE;
}

static gboolean
print_check(Store *store, gboolean *sound, GError **error)
{
	g_autoptr(GPtrArray) findings = store_check(store, error);

	if (!findings)
		return FALSE;
	for (guint i = 0; i < findings->len; i++)
		g_print("%s\n", (const char *)findings->pdata[i]);
	*sound = findings->len == 0;
	return TRUE;
}

static gboolean
act(const char *path, const char *what, gboolean *sound, GError **error)
{
	gboolean check = g_str_equal(what, "check");
	g_autoptr(Store) store = NULL;

	if (!check && !g_str_equal(what, "info")) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "store wants info or check, not '%s'", what);
		return FALSE;
	}
	/* a check also brings an older store up to date */
	store = store_open(path ? path : "teiten.db", check ? STORE_CHANGE : STORE_READ, NULL, error);
	return store && (check ? print_check(store, sound, error) : print_info(store, error));
}

int
verb_store(int argc, char **argv)
{
	g_autofree char *path = NULL;
	const GOptionEntry options[] = {
		{ "store", 's', 0, G_OPTION_ARG_FILENAME, &path, "Store (default teiten.db)", "FILE" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	gboolean sound = TRUE;

	if (!verb_parse(options, "info|check", 1, 1, &argc, &argv, &error) || !act(path, argv[1], &sound, &error))
		return verb_fail(error);
	return sound ? 0 : 1;
}
