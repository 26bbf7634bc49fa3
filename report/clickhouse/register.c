/*
 * register.c: what was loaded and what of it counts.
 */
#include <stdlib.h>
#include <string.h>
#include "bytes.h"
#include "register.h"
#include "schema.h"

static char *
text_of(const AnswerField *field)
{
	return field->length > 0 ? g_strndup(field->text, field->length) : NULL;
}

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
	committed->spread = (guint)f[19].number;
	committed->four = f[20].number != 0;
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
	g_autoptr(Answer) answer = cluster_ask_small(cluster, "8sss88441s8sss188ss21",
	    "load, sha256, name, profile, observations, packets, first, last, simulated, geo_type, geo_built,"
	    " geo_sha256, spans, replaces, cut, dropped, unread, survey, survey_sha256, spread, four",
	    "loads", "ORDER BY load", error);
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

gboolean
register_enter(Cluster *cluster, const Committed *committed, GError **error)
{
	const Load *load = committed->load;
	g_autoptr(GByteArray) row = g_byte_array_new();
	gboolean any = load->observations > 0;

	bytes_number(row, committed->id, 8);
	bytes_text(row, load->sha256);
	bytes_text(row, load->name);
	bytes_text(row, load->profile);
	bytes_number(row, (guint64)load->observations, 8);
	bytes_number(row, (guint64)load->packets, 8);
	bytes_number(row, any ? (guint64)load->first : 0, 4);
	bytes_number(row, any ? (guint64)load->last : 0, 4);
	bytes_number(row, load->simulated != 0, 1);
	bytes_text(row, load->geo_type);
	bytes_number(row, (guint64)load->geo_built, 8);
	bytes_text(row, load->geo_sha256);
	bytes_text(row, committed->spans);
	bytes_text(row, committed->replaces);
	bytes_number(row, (guint64)(g_get_real_time() / G_USEC_PER_SEC), 4);
	bytes_number(row, load->loss.cut != 0, 1);
	bytes_number(row, (guint64)load->loss.dropped, 8);
	bytes_number(row, (guint64)load->loss.unread, 8);
	bytes_text(row, load->survey);
	bytes_text(row, load->survey_sha256);
	bytes_number(row, committed->spread, 2);
	bytes_number(row, committed->four != 0, 1);
	return schema_insert(cluster, cluster_ledger(cluster), "loads", row, error);
}

gboolean
register_touches(const Committed *committed, gint64 from, gint64 to)
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
		if (register_touches(cluster->committed->pdata[i], from, to))
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

/* Microseconds and ten bits of chance: later attempts have greater numbers, and no two the same. */
guint64
register_fresh_id(void)
{
	return (guint64)g_get_real_time() << 10 | (g_random_int() & 1023);
}
