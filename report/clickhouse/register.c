/*
 * register.c: what was loaded and what counts, names and their numbers, sensors and gaps: the small tables, read whole.
 */
#include <stdlib.h>
#include <string.h>
#include "cluster.h"
#include "error.h"

enum { NUMBERS = 65536 };

static char *
text_of(const AnswerField *field)
{
	return field->length > 0 ? g_strndup(field->text, field->length) : NULL;
}

/* --- loads ----------------------------------------------------------------------------------- */

static void
committed_free(gpointer data)
{
	Committed *committed = data;

	load_free(committed->load);
	g_free(committed->spans);
	g_free(committed->replaces);
	g_free(committed);
}

static Committed *
read_load(const AnswerField *f)
{
	Committed *committed = g_new0(Committed, 1);
	Load *load = g_new0(Load, 1);

	committed->id = f[0].number;
	committed->load = load;
	load->id = (gint64)f[0].number;
	load->sha256 = g_strndup(f[1].text, f[1].length);
	load->name = g_strndup(f[2].text, f[2].length);
	load->profile = text_of(&f[3]);
	load->observations = (gint64)f[4].number;
	load->packets = (gint64)f[5].number;
	load->first = (gint64)f[6].number;
	load->last = (gint64)f[7].number;
	load->simulated = f[8].number != 0;
	load->geo_type = text_of(&f[9]);
	load->geo_built = (gint64)f[10].number;
	load->geo_sha256 = text_of(&f[11]);
	committed->spans = g_strndup(f[12].text, f[12].length);
	committed->replaces = g_strndup(f[13].text, f[13].length);
	load->loss = (BatchLoss) { f[14].number != 0, (gint64)f[15].number, (gint64)f[16].number };
	load->survey = text_of(&f[17]);
	load->survey_sha256 = text_of(&f[18]);
	return committed;
}

/* Loads that a later one stands in the place of. */
static GHashTable *
list_replaced(const GPtrArray *loads)
{
	GHashTable *replaced = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < loads->len; i++) {
		g_auto(GStrv) ids = g_strsplit(((const Committed *)loads->pdata[i])->replaces, ",", -1);
		for (gsize k = 0; ids[k]; k++)
			g_hash_table_add(replaced, g_strdup(ids[k]));
	}
	return replaced;
}

/* Keeps those that count: not replaced, and of one content the first. */
static void
keep_counting(GPtrArray *loads)
{
	g_autoptr(GHashTable) replaced = list_replaced(loads);
	g_autoptr(GHashTable) contents = g_hash_table_new(g_str_hash, g_str_equal);
	guint kept = 0;

	for (guint i = 0; i < loads->len; i++) {
		Committed *committed = loads->pdata[i];
		g_autofree char *id = g_strdup_printf("%" G_GUINT64_FORMAT, committed->id);
		if (g_hash_table_contains(replaced, id) || g_hash_table_contains(contents, committed->load->sha256)) {
			committed_free(committed);
			continue;
		}
		g_hash_table_add(contents, committed->load->sha256);
		loads->pdata[kept++] = committed;
	}
	g_ptr_array_set_size(loads, (int)kept);
}

gboolean
register_read(Cluster *cluster, GError **error)
{
	g_autoptr(GPtrArray) loads = g_ptr_array_new();
	g_autofree char *table = cluster_table_all(cluster, "loads");
	g_autofree char *sql =
	    g_strdup_printf("SELECT load, sha256, name, profile, observations, packets, first, last, simulated,"
			    " geo_type, geo_built, geo_sha256, spans, replaces, cut, dropped, unread, survey, "
			    "survey_sha256 FROM %s ORDER BY load",
		table);
	g_autoptr(Answer) answer = cluster_ask(cluster, "8sss88441s8sss188ss", sql, error);
	AnswerField field[ANSWER_FIELDS];
	int got = -1;

	while (answer && (got = answer_row(answer, field, error)) > 0)
		g_ptr_array_add(loads, read_load(field));
	keep_counting(loads);
	g_ptr_array_set_free_func(loads, committed_free);
	if (got < 0)
		return FALSE;
	g_clear_pointer(&cluster->committed, g_ptr_array_unref);
	cluster->committed = g_steal_pointer(&loads);
	return TRUE;
}

static gboolean
touches(const Committed *committed, gint64 from, gint64 to)
{
	const Load *load = committed->load;

	return load->observations > 0 && load->first < to && load->last >= from;
}

static Load *
copy_load(const Load *load)
{
	Load *copy = g_memdup2(load, sizeof *load);

	copy->name = g_strdup(load->name);
	copy->sha256 = g_strdup(load->sha256);
	copy->profile = g_strdup(load->profile);
	copy->geo_type = g_strdup(load->geo_type);
	copy->geo_sha256 = g_strdup(load->geo_sha256);
	copy->survey = g_strdup(load->survey);
	copy->survey_sha256 = g_strdup(load->survey_sha256);
	return copy;
}

GPtrArray *
cluster_loads(Cluster *cluster, gint64 from, gint64 to)
{
	GPtrArray *loads = g_ptr_array_new_with_free_func((GDestroyNotify)load_free);

	for (guint i = 0; i < cluster->committed->len; i++)
		if (touches(cluster->committed->pdata[i], from, to))
			g_ptr_array_add(loads, copy_load(((Committed *)cluster->committed->pdata[i])->load));
	return loads;
}

gboolean
cluster_knows(Cluster *cluster, const guint8 sha256[32], gboolean *known, BatchReceipt *receipt, GError **error)
{
	g_autoptr(GString) sum = g_string_new(NULL);

	*known = FALSE;
	for (gsize i = 0; i < 32; i++)
		g_string_append_printf(sum, "%02x", sha256[i]);
	if (!register_read(cluster, error))
		return FALSE;
	for (guint i = 0; i < cluster->committed->len && !*known; i++) {
		const Load *load = ((Committed *)cluster->committed->pdata[i])->load;
		*known = g_str_equal(load->sha256, sum->str);
		if (*known)
			*receipt = (BatchReceipt) { BATCH_KNOWN, load->id, load->observations, load->packets, 0 };
	}
	return TRUE;
}

/* --- what of the tables counts --------------------------------------------------------------- */

/* "table WHERE column >= from AND column < to AND load IN (...)"; NULL where no load touches it. */
static char *
part_of(Cluster *cluster, const char *name, const char *column, gint64 from, gint64 to)
{
	g_autofree char *table = cluster_table_all(cluster, name);
	g_autoptr(GString) sql = g_string_new(NULL);
	gint64 least = CLAMP(from, 0, G_MAXUINT32), most = CLAMP(to, 0, G_MAXUINT32);
	gboolean any = FALSE;

	g_string_printf(sql,
	    "%s WHERE %s >= toDateTime(%" G_GINT64_FORMAT ") AND %s < toDateTime(%" G_GINT64_FORMAT ") AND load IN (",
	    table, column, least, column, most);
	for (guint i = 0; i < cluster->committed->len; i++) {
		const Committed *committed = cluster->committed->pdata[i];
		if (!touches(committed, from, to))
			continue;
		g_string_append_printf(sql, "%s%" G_GUINT64_FORMAT, any ? "," : "", committed->id);
		any = TRUE;
	}
	g_string_append(sql, ")");
	return any && least < most ? g_string_free(g_steal_pointer(&sql), FALSE) : NULL;
}

char *
cluster_rows(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "observations", "time", from, to);
}

void
cluster_limit(Cluster *cluster, guint classes)
{
	cluster->classes = classes & CLASS_ALL;
}

gboolean
cluster_is_limited(const Cluster *cluster)
{
	return cluster->classes != CLASS_ALL;
}

char *
cluster_counted(Cluster *cluster, gint64 from, gint64 to)
{
	char *rows = cluster_rows(cluster, from, to);
	g_autoptr(GString) sql = rows && cluster_is_limited(cluster) ? g_string_new(rows) : NULL;

	if (!sql)
		return rows;
	g_free(rows);
	g_string_append(sql, " AND class IN (");
	for (guint class = 0, n = 0; class < CLASS_COUNT; class ++)
		if (cluster->classes & CLASS_BIT(class))
			g_string_append_printf(sql, "%s%u", n++ > 0 ? "," : "", class);
	g_string_append_c(sql, ')');
	return g_strdup(sql->str);
}

char *
cluster_sums(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "sums", "day", from, to);
}

char *
cluster_hours(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "hours", "hour", from, to);
}

char *
cluster_shares(Cluster *cluster, gint64 from, gint64 to)
{
	return part_of(cluster, "shares", "day", from, to);
}

/* --- names ----------------------------------------------------------------------------------- */

GPtrArray *
register_names(Cluster *cluster, NameKind kind, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *table = cluster_table_all(cluster, "names");
	g_autofree char *sql =
	    g_strdup_printf("SELECT DISTINCT id, name FROM %s WHERE kind = %d ORDER BY id, name", table, (int)kind);
	g_autoptr(Answer) answer = cluster_ask(cluster, "2s", sql, error);
	AnswerField field[2];
	int got = -1;

	while (answer && (got = answer_row(answer, field, error)) > 0) {
		if (field[0].number >= names->len)
			g_ptr_array_set_size(names, (int)field[0].number + 1);
		if (names->pdata[field[0].number]) {
			g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
			    "database '%s' has one number, %" G_GUINT64_FORMAT
			    ", for '%s' and '%s': two loads that ran at once gave it to both",
			    cluster->target->database, field[0].number, (char *)names->pdata[field[0].number],
			    field[1].text);
			return NULL;
		}
		names->pdata[field[0].number] = g_strndup(field[1].text, field[1].length);
	}
	return got < 0 ? NULL : g_steal_pointer(&names);
}

gboolean
register_enter(Cluster *cluster, NameKind kind, guint first, const GPtrArray *names, GError **error)
{
	g_autoptr(GByteArray) rows = g_byte_array_new();

	if (first + names->len > NUMBERS) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "more than %d sensors or labels", NUMBERS - 1);
		return FALSE;
	}
	for (guint i = 0; i < names->len; i++) {
		bytes_number(rows, kind, 1);
		bytes_number(rows, first + i, 2);
		bytes_text(rows, names->pdata[i]);
	}
	return names->len == 0 || cluster_insert(cluster, cluster_ledger(cluster), "names", rows, error);
}

GPtrArray *
cluster_signatures(Cluster *cluster, GError **error)
{
	GPtrArray *names = register_names(cluster, NAME_SIGNATURE, error);

	if (names && names->len == 0)
		g_ptr_array_add(names, NULL);
	return names;
}
