/*
 * upkeep.c: the register of what was ever loaded, a load taken out again, and what the tables take.
 */
#include <string.h>
#include "error.h"
#include "parts.h"
#include "register.h"

/* --- the register ---------------------------------------------------------------------------- */

static Entry *
read_entry(const AnswerField *f)
{
	Entry *entry = g_new0(Entry, 1);

	entry->id = (gint64)f[0].number;
	entry->sha256 = g_strndup(f[1].text, f[1].length);
	entry->name = g_strndup(f[2].text, f[2].length);
	entry->profile = f[3].length > 0 ? g_strndup(f[3].text, f[3].length) : NULL;
	entry->observations = (gint64)f[4].number;
	entry->packets = (gint64)f[5].number;
	entry->first = (gint64)f[6].number;
	entry->last = (gint64)f[7].number;
	entry->loaded = (gint64)f[8].number;
	entry->loss = (BatchLoss) { f[10].number != 0, (gint64)f[11].number, (gint64)f[12].number };
	return entry;
}

/* A row of loads ends those that it stands in the place of; one without a content does nothing else. */
GPtrArray *
cluster_register(Cluster *cluster, GError **error)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
	g_autoptr(GHashTable) ended = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autofree char *table = cluster_table_all(cluster, "loads");
	g_autofree char *sql =
	    g_strdup_printf("SELECT load, sha256, name, profile, observations, packets, first, last,"
			    " toUInt32(loaded), replaces, cut, dropped, unread FROM %s ORDER BY load",
		table);
	g_autoptr(Answer) answer = cluster_ask(cluster, "8sss88444s188", sql, error);
	AnswerField f[ANSWER_FIELDS];
	int got = -1;

	while (answer && (got = answer_row(answer, f, error)) > 0) {
		g_auto(GStrv) ids = g_strsplit(f[9].text, ",", -1);
		for (gsize i = 0; ids[i]; i++)
			g_hash_table_insert(ended, g_strdup(ids[i]), g_memdup2(&f[8].number, sizeof f[8].number));
		if (f[1].length > 0)
			g_ptr_array_add(entries, read_entry(f));
	}
	for (guint i = 0; i < entries->len; i++) {
		Entry *entry = entries->pdata[i];
		g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, entry->id);
		const guint64 *end = g_hash_table_lookup(ended, id);
		entry->withdrawn = end ? (gint64)*end : 0;
	}
	return got < 0 ? NULL : g_steal_pointer(&entries);
}

/* --- a load taken out ------------------------------------------------------------------------ */

static gboolean
is_meant(const Load *load, const char *word)
{
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, load->id);

	return g_str_equal(id, word) || g_str_equal(load->name, word) ||
	       (strlen(word) >= 8 && g_str_has_prefix(load->sha256, word));
}

static const Load *
find_load(const Cluster *cluster, const char *word, GError **error)
{
	const Load *found = NULL;
	guint n = 0;

	for (guint i = 0; i < cluster->committed->len; i++) {
		const Load *load = ((const Committed *)cluster->committed->pdata[i])->load;
		if (!is_meant(load, word) || *load->sha256 == '\0')
			continue;
		found = load;
		n++;
	}
	if (n == 1)
		return found;
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
	    n == 0 ? "database '%s' has no load '%s' that counts"
		   : "database '%s' has more than one load '%s'; its number says which",
	    cluster->target->database, word);
	return NULL;
}

/* The row from which on the load does not count any more; nothing else has to be done for that. */
static gboolean
enter_end(Cluster *cluster, const Load *ended, GError **error)
{
	g_autofree char *replaces = g_strdup_printf("%" G_GINT64_FORMAT, ended->id);
	Load load = { .name = ended->name, .sha256 = "", .profile = "withdrawal" };
	const Committed end = { .id = register_fresh_id(), .load = &load, .replaces = replaces };

	return register_enter(cluster, &end, error);
}

gboolean
cluster_withdraw(Cluster *cluster, const char *word, gint64 *id, GError **error)
{
	const Load *load = find_load(cluster, word, error);

	if (!load)
		return FALSE;
	*id = load->id;
	return enter_end(cluster, load, error) && register_read(cluster, error) &&
	       parts_sweep(cluster, (guint64)*id, error);
}

/* --- what the tables take -------------------------------------------------------------------- */

/* Parts and bytes of all tables, and days, over all shards. */
static gboolean
add_sizes(Cluster *cluster, gint64 *parts, gint64 *bytes, GError **error)
{
	g_autofree char *sql =
	    g_strdup_printf("SELECT toUInt64(count()), toUInt64(sum(bytes_on_disk)) FROM system.parts"
			    " WHERE database = '%s' AND active",
		cluster->target->database);

	*parts = *bytes = 0;
	for (guint i = 0; i < cluster->shards->len; i++) {
		const char *node = cluster->shards->pdata[i];
		g_autoptr(Answer) answer = cluster_ask_node(cluster, node, "88", sql, error);
		AnswerField f[2] = { { 0 } };
		if (!answer || answer_row(answer, f, error) < 0)
			return FALSE;
		*parts += (gint64)f[0].number;
		*bytes += (gint64)f[1].number;
	}
	return TRUE;
}

static gboolean
count_days(Cluster *cluster, gint64 *days, GError **error)
{
	g_autofree char *part = cluster_sums(cluster, 0, G_MAXUINT32);
	g_autofree char *sql = g_strdup_printf("SELECT toUInt64(uniqExact(day)) FROM %s AND dimension = 3", part);
	g_autoptr(Answer) answer = part ? cluster_ask(cluster, "8", sql, error) : NULL;
	AnswerField f = { 0 };

	if (part && (!answer || answer_row(answer, &f, error) < 0))
		return FALSE;
	*days = (gint64)f.number;
	return TRUE;
}

static void
add_load(StoreInfo *info, const Entry *entry)
{
	if (entry->withdrawn != 0) {
		info->withdrawn++;
		return;
	}
	info->batches++;
	info->observations += entry->observations;
	info->packets += entry->packets;
	if (entry->observations == 0)
		return;
	info->first = MIN(info->first, entry->first);
	info->last = MAX(info->last, entry->last);
}

gboolean
cluster_info(Cluster *cluster, StoreInfo *info, GError **error)
{
	g_autoptr(GPtrArray) entries = cluster_register(cluster, error);
	g_autoptr(GPtrArray) sensors = entries ? cluster_sensors(cluster, error) : NULL;
	g_autoptr(GPtrArray) labels = sensors ? cluster_signatures(cluster, error) : NULL;
	g_autoptr(GPtrArray) outages = labels ? cluster_outages(cluster, error) : NULL;

	*info = (StoreInfo) { .version = cluster->version, .first = G_MAXINT64, .last = G_MININT64 };
	if (!outages || !add_sizes(cluster, &info->segments, &info->bytes, error) ||
	    !count_days(cluster, &info->days, error))
		return FALSE;
	info->sensors = sensors->len;
	info->signatures = labels->len - 1;
	info->gaps = outages->len;
	for (guint i = 0; i < entries->len; i++)
		add_load(info, entries->pdata[i]);
	return TRUE;
}

gboolean
cluster_compact(Cluster *cluster, Compaction *done, GError **error)
{
	*done = (Compaction) { 0 };
	if (!add_sizes(cluster, &done->segments_before, &done->bytes_before, error))
		return FALSE;
	for (gsize t = 0; t < PARTS_TABLES; t++) {
		g_autofree char *table = cluster_table(cluster, parts_tables[t]);
		g_autofree char *sql = g_strdup_printf("OPTIMIZE TABLE %s FINAL", table);
		for (guint i = 0; i < cluster->shards->len; i++)
			if (!cluster_do(cluster, cluster->shards->pdata[i], sql, NULL, error))
				return FALSE;
	}
	return add_sizes(cluster, &done->segments_after, &done->bytes_after, error);
}
