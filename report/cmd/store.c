/*
 * store.c: the verb that looks after a store.
 */
#include <unistd.h>
#include <glib/gstdio.h>
#include "clickhouse.h"
#include "error.h"
#include "hint.h"
#include "rows.h"
#include "store.h"
#include "verb.h"
#include "verbs.h"
#include "zone.h"

typedef struct {
	char *store;
	const char *operand; /* NULL where there is none, as are the others */
	char *geo, *name, *before;
	gboolean *sound; /* the answer */
} Options;

static void
print_number(const char *name, gint64 value)
{
	g_print("%-14s %" G_GINT64_FORMAT "\n", name, value);
}

/* packets of each class, placements: NULL where the store knows none */
static gboolean
print_info(
    const char *zone_name, const StoreInfo *about, const gint64 *packets, const GPtrArray *placements, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(zone_name, error);

	if (!zone)
		return FALSE;
	g_print("%-14s %s\n", "time zone", zone_name);
	print_number("version", about->version);
	print_number("bytes", about->bytes);
	print_number("batches", about->batches);
	print_number("withdrawn", about->withdrawn);
	print_number("observations", about->observations);
	print_number("packets", about->packets);
	for (int class = 0; packets && class < CLASS_COUNT; class ++)
		print_number(class_names[class], packets[class]);
	print_number("sensors", about->sensors);
	print_number("signatures", about->signatures);
	print_number("gaps", about->gaps);
	print_number("days", about->days);
	print_number("expired", about->expired);
	print_number("segments", about->segments);
	for (guint i = 0; placements && i < placements->len; i++)
		g_print("%-14s %s\n", i == 0 ? "placement" : "kept", (const char *)placements->pdata[i]);
	if (about->observations > 0) {
		g_autofree char *first = zone_format(zone, about->first);
		g_autofree char *last = zone_format(zone, about->last);
		g_print("%-14s %s\n%-14s %s\n", "first", first, "last", last);
	}
	return TRUE;
}

static gboolean
info(Store *store, const Options *options, GError **error)
{
	g_autoptr(GPtrArray) placements = store_placements(store, error);
	gint64 packets[CLASS_COUNT];
	StoreInfo about;

	(void)options;
	return placements && store_info(store, &about, error) && store_class_packets(store, packets, error) &&
	       print_info(store_time_zone(store), &about, packets, placements, error);
}

static gboolean
info_there(Cluster *cluster, const Options *options, GError **error)
{
	StoreInfo about;

	(void)options;
	return cluster_info(cluster, &about, error) &&
	       print_info(cluster_time_zone(cluster), &about, NULL, NULL, error);
}

static void
print_findings(const GPtrArray *findings, const Options *options)
{
	for (guint i = 0; i < findings->len; i++)
		g_print("%s\n", (const char *)findings->pdata[i]);
	*options->sound = findings->len == 0;
}

static gboolean
check(Store *store, const Options *options, GError **error)
{
	g_autoptr(GPtrArray) findings = store_check(store, error);

	if (findings)
		print_findings(findings, options);
	return findings != NULL;
}

static gboolean
check_there(Cluster *cluster, const Options *options, GError **error)
{
	g_autoptr(GPtrArray) findings = cluster_audit(cluster, 0, G_MAXUINT32, error);

	if (findings)
		print_findings(findings, options);
	return findings != NULL;
}

/* A time of the register; nothing where there is none. */
static char *
time_text(GTimeZone *zone, gint64 time)
{
	return time == 0 ? NULL : zone_format(zone, time);
}

/* Nothing where nothing is missing. */
static char *
lost_text(gint64 packets)
{
	return packets == 0 ? NULL : g_strdup_printf("%" G_GINT64_FORMAT, packets);
}

static void
print_entries(GTimeZone *zone, const GPtrArray *entries)
{
	rows_print("batch", "name", "sha256", "profile", "observations", "packets", "first", "last", "loaded",
	    "withdrawn", "cut", "dropped", "unread", ROW_END);
	for (guint i = 0; i < entries->len; i++) {
		const Entry *entry = entries->pdata[i];
		g_autofree char *batch = g_strdup_printf("%" G_GINT64_FORMAT, entry->id);
		g_autofree char *observations = g_strdup_printf("%" G_GINT64_FORMAT, entry->observations);
		g_autofree char *packets = g_strdup_printf("%" G_GINT64_FORMAT, entry->packets);
		g_autofree char *first = time_text(zone, entry->first);
		g_autofree char *last = time_text(zone, entry->last);
		g_autofree char *loaded = time_text(zone, entry->loaded);
		g_autofree char *withdrawn = time_text(zone, entry->withdrawn);
		g_autofree char *dropped = lost_text(entry->loss.dropped);
		g_autofree char *unread = lost_text(entry->loss.unread);
		rows_print(batch, entry->name, entry->sha256, entry->profile, observations, packets, first, last,
		    loaded, withdrawn, entry->loss.cut ? "yes" : NULL, dropped, unread, ROW_END);
	}
}

static gboolean
list(Store *store, const Options *options, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(store_time_zone(store), error);
	g_autoptr(GPtrArray) entries = zone ? store_register(store, error) : NULL;

	(void)options;
	if (entries)
		print_entries(zone, entries);
	return entries != NULL;
}

static gboolean
list_there(Cluster *cluster, const Options *options, GError **error)
{
	g_autoptr(GPtrArray) entries = cluster_register(cluster, error);

	(void)options;
	if (entries)
		print_entries(cluster_zone(cluster), entries);
	return entries != NULL;
}

static gboolean
withdraw(Store *store, const Options *options, GError **error)
{
	gint64 batch;

	if (!store_withdraw(store, options->operand, &batch, error))
		return FALSE;
	g_print("batch %" G_GINT64_FORMAT " withdrawn\n", batch);
	return TRUE;
}

static gboolean
compact(Store *store, const Options *options, GError **error)
{
	Compaction done;

	(void)options;
	if (!store_compact(store, &done, error))
		return FALSE;
	g_print("%" G_GINT64_FORMAT " days compacted: %" G_GINT64_FORMAT " segments became %" G_GINT64_FORMAT
		", %" G_GINT64_FORMAT " bytes became %" G_GINT64_FORMAT "\n",
	    done.days, done.segments_before, done.segments_after, done.bytes_before, done.bytes_after);
	return TRUE;
}

static gboolean
withdraw_there(Cluster *cluster, const Options *options, GError **error)
{
	gint64 load;

	if (!cluster_withdraw(cluster, options->operand, &load, error))
		return FALSE;
	g_print("load %" G_GINT64_FORMAT " withdrawn\n", load);
	return TRUE;
}

static gboolean
compact_there(Cluster *cluster, const Options *options, GError **error)
{
	Compaction done;

	(void)options;
	if (!cluster_compact(cluster, &done, error))
		return FALSE;
	g_print("%" G_GINT64_FORMAT " parts became %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
		" bytes became %" G_GINT64_FORMAT "\n",
	    done.segments_before, done.segments_after, done.bytes_before, done.bytes_after);
	return TRUE;
}

/* A database and when it was made: "DBIP-Country-Lite 2026-11-01". */
static char *
name_of(const GeoIdentity *geo)
{
	g_autoptr(GDateTime) built = g_date_time_new_from_unix_utc(geo->built);
	g_autofree char *day = built ? g_date_time_format(built, "%Y-%m-%d") : g_strdup("0");

	return g_strdup_printf("%s %s", geo->type, day);
}

static gboolean
relocate(Store *store, const Options *options, GError **error)
{
	g_autoptr(Geo) geo = options->geo ? geo_open(options->geo, error) : NULL;
	g_autofree char *name = NULL;
	gint64 observations;

	if (!geo)
		return FALSE;
	name = options->name ? g_strdup(options->name) : name_of(geo_identity(geo));
	if (!store_relocate(store, geo, name, &observations, error))
		return FALSE;
	g_print("%" G_GINT64_FORMAT " observations placed by '%s'\n", observations, name);
	return TRUE;
}

static gboolean
place(Store *store, const Options *options, GError **error)
{
	if (!store_use_placement(store, options->operand, error))
		return FALSE;
	g_print("'%s' is in use\n", options->operand);
	return TRUE;
}

static gboolean
expire(Store *store, const Options *options, GError **error)
{
	g_autoptr(GTimeZone) zone = zone_load(store_time_zone(store), error);
	gint64 before;
	Expiry expiry;

	if (!zone || !zone_parse(options->before, zone, &before, error)) {
		g_prefix_error(error, "--before: ");
		return FALSE;
	}
	if (!store_expire(store, before, &expiry, error))
		return FALSE;
	g_print("%" G_GINT64_FORMAT " observations of %" G_GINT64_FORMAT " days have expired; their sums stay\n",
	    expiry.observations, expiry.days);
	return TRUE;
}

/* What an action wants and may have beside the store. */
enum { GIVE_GEO = 1, GIVE_NAME = 2, GIVE_BEFORE = 4 };

typedef struct {
	const char *name, *operand; /* NULL: it wants none */
	StoreMode mode;
	guint wants, takes;
	gboolean (*act)(Store *store, const Options *options, GError **error);
	gboolean (*there)(Cluster *cluster, const Options *options, GError **error); /* NULL: not of a database */
} Action;

static const Action actions[] = {
	{ "info", NULL, STORE_READ, 0, 0, info, info_there },
	{ "check", NULL, STORE_CHANGE, 0, 0, check, check_there }, /* it also brings an older store up to date */
	{ "list", NULL, STORE_READ, 0, 0, list, list_there },
	{ "compact", NULL, STORE_CHANGE, 0, 0, compact, compact_there },
	{ "withdraw", "BATCH", STORE_CHANGE, 0, 0, withdraw, withdraw_there },
	{ "relocate", NULL, STORE_CHANGE, GIVE_GEO, GIVE_GEO | GIVE_NAME, relocate, NULL },
	{ "expire", NULL, STORE_CHANGE, GIVE_BEFORE, GIVE_BEFORE, expire, NULL },
	{ "place", "NAME", STORE_CHANGE, 0, 0, place, NULL },
};

static const Action *
find_action(const char *name, GError **error)
{
	const char *names[G_N_ELEMENTS(actions) + 1] = { NULL };
	const char *near;

	for (gsize i = 0; i < G_N_ELEMENTS(actions); i++) {
		if (g_str_equal(actions[i].name, name))
			return &actions[i];
		names[i] = actions[i].name;
	}
	near = hint_nearest(name, names);
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    near ? "no action '%s' of a store; did you mean '%s'?" : "no action '%s' of a store", name, near);
	return NULL;
}

/* A store that cannot be changed can be checked nevertheless. */
static gboolean
is_open_to_us(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);

	return g_access(path, R_OK | W_OK) == 0 && g_access(folder, W_OK) == 0;
}

/* Each action has its own operand and options: none is passed over in silence. */
static gboolean
check_given(const Action *action, const Options *options, GError **error)
{
	const struct {
		guint bit;
		const char *option, *value;
	} given[] = { { GIVE_GEO, "--geo", options->geo }, { GIVE_NAME, "--name", options->name },
		{ GIVE_BEFORE, "--before", options->before } };

	if (!action->operand != !options->operand) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    action->operand ? "store %s wants %s" : "store %s wants no operand", action->name, action->operand);
		return FALSE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(given); i++) {
		gboolean missing = !given[i].value && (action->wants & given[i].bit);
		if (missing || (given[i].value && !(action->takes & given[i].bit))) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "store %s %s %s", action->name,
			    missing ? "wants" : "takes no", given[i].option);
			return FALSE;
		}
	}
	return TRUE;
}

/* Whoever looks at all shards opens them as if to change something. */
static gboolean
run_there(const Action *action, const Options *options, GError **error)
{
	g_autoptr(Cluster) cluster = NULL;

	if (!action->there) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "store %s is done to a file on this machine only; see teiten-clickhouse(7)", action->name);
		return FALSE;
	}
	cluster = cluster_open(options->store, STORE_CHANGE, NULL, error);
	return cluster && action->there(cluster, options, error);
}

static gboolean
run(const Options *options, const char *name, GError **error)
{
	const char *path = options->store ? options->store : "teiten.db";
	const Action *action = find_action(name, error);
	StoreMode mode = action ? action->mode : STORE_READ;
	g_autoptr(Store) store = NULL;

	if (!action || !check_given(action, options, error))
		return FALSE;
	if (cluster_is_address(path))
		return run_there(action, options, error);
	if (action->act == check && !is_open_to_us(path))
		mode = STORE_READ;
	store = store_open(path, mode, NULL, error);
	return store && action->act(store, options, error);
}

int
verb_store(int argc, char **argv)
{
	gboolean sound = TRUE;
	Options options = { .sound = &sound };
	const GOptionEntry entries[] = {
		{ "store", 's', 0, G_OPTION_ARG_FILENAME, &options.store, "Store (default teiten.db)", "FILE" },
		{ "geo", 'g', 0, G_OPTION_ARG_FILENAME, &options.geo, "relocate: database of regions (MMDB)", "FILE" },
		{ "name", 0, 0, G_OPTION_ARG_STRING, &options.name,
		    "relocate: name of the regions it gives (default: the database's type and date)", "NAME" },
		{ "before", 0, 0, G_OPTION_ARG_STRING, &options.before, "expire: first day that is kept", "DATE" },
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GError) error = NULL;
	int status;

	if (verb_parse(entries, "ACTION [OPERAND]", 1, 2, &argc, &argv, &error)) {
		options.operand = argc > 2 ? argv[2] : NULL;
		run(&options, argv[1], &error);
	}
	status = error ? verb_fail(error) : !sound;
	g_free(options.store);
	g_free(options.geo);
	g_free(options.name);
	g_free(options.before);
	return status;
}
