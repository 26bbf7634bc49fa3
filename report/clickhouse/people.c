/*
 * people.c: what people say of sensors and gaps.  Each change is a whole new edition, one block, so that nobody sees
 * half of it; it is made in a store of its own, by the doors that a store on this machine has.
 */
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>
#include "bytes.h"
#include "error.h"
#include "names.h"
#include "schema.h"

struct ClusterDesk {
	Cluster *cluster; /* borrowed */
	Store *store;
	char *folder, *path;
};

static char *
text_of(const AnswerField *field)
{
	return field->length > 0 ? g_strndup(field->text, field->length) : NULL;
}

/* "columns of the newest edition of the table" */
static Answer *
ask_newest(Cluster *cluster, const char *name, const char *columns, const char *types, GError **error)
{
	g_autofree char *table = cluster_table_all(cluster, name);
	g_autofree char *newest = g_strdup_printf("SELECT max(edition) FROM %s", table);
	g_autoptr(Answer) first = cluster_ask(cluster, "8", newest, error);
	AnswerField field = { 0 };
	g_autofree char *sql = NULL;

	if (!first || answer_row(first, &field, error) < 0)
		return NULL;
	sql = g_strdup_printf(
	    "SELECT %s FROM %s WHERE edition = %" G_GUINT64_FORMAT " ORDER BY 1, 2", columns, table, field.number);
	return cluster_ask(cluster, types, sql, error);
}

/* --- sensors --------------------------------------------------------------------------------- */

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp((*(Sensor *const *)a)->name, (*(Sensor *const *)b)->name);
}

/* The sensors that there are, by number; nothing is said of them yet. */
static GPtrArray *
number_sensors(Cluster *cluster, GHashTable *by, GError **error)
{
	g_autoptr(GPtrArray) names = names_read(cluster, NAME_SENSOR, error);
	GPtrArray *sensors;

	if (!names)
		return NULL;
	sensors = g_ptr_array_new_with_free_func((GDestroyNotify)sensor_free);
	for (guint id = 0; id < names->len; id++) {
		Sensor *sensor;
		if (!names->pdata[id])
			continue;
		sensor = g_new0(Sensor, 1);
		*sensor = (Sensor) { id, g_strdup(names->pdata[id]), NULL, NULL, NULL, G_MININT64, G_MAXINT64 };
		g_ptr_array_add(sensors, sensor);
		g_hash_table_insert(by, sensor->name, sensor);
	}
	return sensors;
}

/* Sensors by number; addresses of each go to addresses where that is not NULL. */
static GPtrArray *
read_sensors(Cluster *cluster, GPtrArray *addresses, GError **error)
{
	g_autoptr(GHashTable) by = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) sensors = number_sensors(cluster, by, error);
	g_autoptr(Answer) answer =
	    sensors ? ask_newest(cluster, "sensors",
			  "name, name_ja, name_en, placement, valid_from, valid_to, addresses", "ssss88s", error)
		    : NULL;
	AnswerField f[7];
	int got = -1;

	while (answer && (got = answer_row(answer, f, error)) > 0) {
		Sensor *sensor = g_hash_table_lookup(by, f[0].text);
		if (!sensor)
			continue;
		sensor->name_ja = text_of(&f[1]);
		sensor->name_en = text_of(&f[2]);
		sensor->placement = text_of(&f[3]);
		sensor->valid_from = (gint64)f[4].number;
		sensor->valid_to = (gint64)f[5].number;
		if (addresses && f[6].length > 0) {
			SensorAddresses *one = g_new0(SensorAddresses, 1);
			*one = (SensorAddresses) { g_strdup(sensor->name), text_of(&f[6]) };
			g_ptr_array_add(addresses, one);
		}
	}
	return got < 0 ? NULL : g_steal_pointer(&sensors);
}

GPtrArray *
cluster_sensors(Cluster *cluster, GError **error)
{
	GPtrArray *sensors = read_sensors(cluster, NULL, error);

	if (sensors)
		g_ptr_array_sort(sensors, by_name);
	return sensors;
}

GPtrArray *
cluster_addresses(Cluster *cluster, GError **error)
{
	g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func((GDestroyNotify)sensor_addresses_free);
	g_autoptr(GPtrArray) sensors = read_sensors(cluster, addresses, error);

	return sensors ? g_steal_pointer(&addresses) : NULL;
}

/* --- gaps ------------------------------------------------------------------------------------ */

static int
by_id(gconstpointer a, gconstpointer b)
{
	const Outage *x = *(Outage *const *)a, *y = *(Outage *const *)b;

	return (x->id > y->id) - (x->id < y->id);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const Outage *x = *(Outage *const *)a, *y = *(Outage *const *)b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->to != y->to)
		return x->to < y->to ? -1 : 1;
	return g_strcmp0(x->sensor, y->sensor) != 0 ? g_strcmp0(x->sensor, y->sensor) : by_id(a, b);
}

/* An edition without a gap is one row of the number 0. */
GPtrArray *
cluster_outages(Cluster *cluster, GError **error)
{
	g_autoptr(GPtrArray) outages = g_ptr_array_new_with_free_func((GDestroyNotify)outage_free);
	g_autoptr(Answer) answer =
	    ask_newest(cluster, "gaps", "id, since, until, sensor, cause_ja, cause_en", "888sss", error);
	AnswerField f[6];
	int got = -1;

	while (answer && (got = answer_row(answer, f, error)) > 0) {
		Outage *outage;
		if (f[0].number == 0)
			continue;
		outage = g_new0(Outage, 1);
		*outage = (Outage) { (gint64)f[0].number, (gint64)f[1].number, (gint64)f[2].number, text_of(&f[3]),
			text_of(&f[4]), text_of(&f[5]) };
		g_ptr_array_add(outages, outage);
	}
	if (got < 0)
		return NULL;
	g_ptr_array_sort(outages, by_time);
	return g_steal_pointer(&outages);
}

/* --- the desk -------------------------------------------------------------------------------- */

/* Numbers of gaps stay what they are: those that are not in use any more are used up. */
static gboolean
lay_outages(ClusterDesk *desk, GPtrArray *outages, GError **error)
{
	static const Outage nothing = { 0, 0, 1, NULL, NULL, NULL };

	g_ptr_array_sort(outages, by_id);
	for (guint i = 0; i < outages->len; i++) {
		const Outage *outage = outages->pdata[i];
		gint64 id = 0;
		for (gint64 used = i > 0 ? ((Outage *)outages->pdata[i - 1])->id : 0; used + 1 < outage->id; used++)
			if (!store_add_outage(desk->store, &nothing, &id, error) ||
			    !store_remove_outage(desk->store, id, error))
				return FALSE;
		if (!store_add_outage(desk->store, outage, &id, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
lay_out(ClusterDesk *desk, GError **error)
{
	g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func((GDestroyNotify)sensor_addresses_free);
	g_autoptr(GPtrArray) sensors = read_sensors(desk->cluster, addresses, error);
	g_autoptr(GPtrArray) outages = sensors ? cluster_outages(desk->cluster, error) : NULL;

	if (!outages)
		return FALSE;
	for (guint i = 0; i < sensors->len; i++)
		if (!store_set_sensor(desk->store, sensors->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < addresses->len; i++) {
		const SensorAddresses *one = addresses->pdata[i];
		if (!store_set_addresses(desk->store, one->sensor, one->addresses, error))
			return FALSE;
	}
	return lay_outages(desk, outages, error);
}

ClusterDesk *
cluster_desk(Cluster *cluster, GError **error)
{
	g_autoptr(ClusterDesk) desk = g_new0(ClusterDesk, 1);
	GError *reason = NULL;

	desk->cluster = cluster;
	desk->folder = g_dir_make_tmp("teiten-XXXXXX", &reason);
	if (!desk->folder) {
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_SYSTEM, "cannot make a folder for a while: %s", reason->message);
		g_error_free(reason);
		return NULL;
	}
	desk->path = g_build_filename(desk->folder, "desk.db", NULL);
	desk->store = store_open(desk->path, STORE_WRITE, cluster->time_zone, error);
	return desk->store && lay_out(desk, error) ? g_steal_pointer(&desk) : NULL;
}

void
cluster_desk_free(ClusterDesk *desk)
{
	if (!desk)
		return;
	store_free(desk->store);
	if (desk->path)
		g_unlink(desk->path);
	if (desk->folder)
		g_rmdir(desk->folder);
	g_free(desk->path);
	g_free(desk->folder);
	g_free(desk);
}

Store *
cluster_desk_store(const ClusterDesk *desk)
{
	return desk->store;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	const Sensor *x = *(Sensor *const *)a, *y = *(Sensor *const *)b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Names that have no number yet, in the order in which the store got them. */
static gboolean
enter_sensors(ClusterDesk *desk, GPtrArray *sensors, GError **error)
{
	g_autoptr(GPtrArray) known = names_read(desk->cluster, NAME_SENSOR, error);
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) new = g_ptr_array_new();

	if (!known)
		return FALSE;
	for (guint i = 0; i < known->len; i++)
		if (known->pdata[i])
			g_hash_table_add(names, known->pdata[i]);
	g_ptr_array_sort(sensors, by_number);
	for (guint i = 0; i < sensors->len; i++)
		if (!g_hash_table_contains(names, ((Sensor *)sensors->pdata[i])->name))
			g_ptr_array_add(new, ((Sensor *)sensors->pdata[i])->name);
	return names_enter(desk->cluster, NAME_SENSOR, MAX(known->len, 1), new, error);
}

static const char *
addresses_of(const GPtrArray *all, const char *sensor)
{
	for (guint i = 0; i < all->len; i++)
		if (g_str_equal(((const SensorAddresses *)all->pdata[i])->sensor, sensor))
			return ((const SensorAddresses *)all->pdata[i])->addresses;
	return NULL;
}

static gboolean
put_sensors(ClusterDesk *desk, guint64 edition, GError **error)
{
	g_autoptr(GPtrArray) sensors = store_sensors(desk->store, error);
	g_autoptr(GPtrArray) addresses = sensors ? store_addresses(desk->store, error) : NULL;
	g_autoptr(GByteArray) rows = g_byte_array_new();

	if (!addresses || !enter_sensors(desk, sensors, error))
		return FALSE;
	for (guint i = 0; i < sensors->len; i++) {
		const Sensor *sensor = sensors->pdata[i];
		bytes_number(rows, edition, 8);
		bytes_text(rows, sensor->name);
		bytes_text(rows, sensor->name_ja);
		bytes_text(rows, sensor->name_en);
		bytes_text(rows, sensor->placement);
		bytes_number(rows, (guint64)sensor->valid_from, 8);
		bytes_number(rows, (guint64)sensor->valid_to, 8);
		bytes_text(rows, addresses_of(addresses, sensor->name));
	}
	return rows->len == 0 || schema_insert(desk->cluster, cluster_ledger(desk->cluster), "sensors", rows, error);
}

static void
put_outage(GByteArray *rows, guint64 edition, const Outage *outage)
{
	bytes_number(rows, edition, 8);
	bytes_number(rows, (guint64)outage->id, 8);
	bytes_number(rows, (guint64)outage->from, 8);
	bytes_number(rows, (guint64)outage->to, 8);
	bytes_text(rows, outage->sensor);
	bytes_text(rows, outage->cause_ja);
	bytes_text(rows, outage->cause_en);
}

static gboolean
put_outages(ClusterDesk *desk, guint64 edition, GError **error)
{
	static const Outage nothing = { 0, 0, 1, NULL, NULL, NULL };
	g_autoptr(GPtrArray) outages = store_outages(desk->store, error);
	g_autoptr(GByteArray) rows = g_byte_array_new();

	for (guint i = 0; outages && i < outages->len; i++)
		put_outage(rows, edition, outages->pdata[i]);
	if (outages && outages->len == 0)
		put_outage(rows, edition, &nothing);
	return outages && schema_insert(desk->cluster, cluster_ledger(desk->cluster), "gaps", rows, error);
}

gboolean
cluster_desk_put(ClusterDesk *desk, GError **error)
{
	guint64 edition = (guint64)g_get_real_time();

	return put_sensors(desk, edition, error) && put_outages(desk, edition, error);
}
