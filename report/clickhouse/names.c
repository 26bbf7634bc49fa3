/*
 * names.c: names and their numbers, a small table that is read whole.
 */
#include "bytes.h"
#include "error.h"
#include "names.h"
#include "schema.h"

enum { NUMBERS = 65536 };

GPtrArray *
names_read(Cluster *cluster, NameKind kind, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *rest = g_strdup_printf("WHERE kind = %d ORDER BY id, name", (int)kind);
	g_autoptr(Answer) answer = cluster_ask_small(cluster, "2s", "DISTINCT id, name", "names", rest, error);
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

GPtrArray *
names_known(Cluster *cluster, NameKind kind, GError **error)
{
	if (!cluster->names[kind])
		cluster->names[kind] = names_read(cluster, kind, error);
	return cluster->names[kind];
}

void
names_forget(Cluster *cluster, NameKind kind)
{
	g_clear_pointer(&cluster->names[kind], g_ptr_array_unref);
}

gboolean
names_enter(Cluster *cluster, NameKind kind, guint first, const GPtrArray *names, GError **error)
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
	names_forget(cluster, kind);
	return names->len == 0 || schema_insert(cluster, cluster_ledger(cluster), "names", rows, error);
}

GPtrArray *
cluster_signatures(Cluster *cluster, GError **error)
{
	GPtrArray *names = names_read(cluster, NAME_SIGNATURE, error);

	if (names && names->len == 0)
		g_ptr_array_add(names, NULL);
	return names;
}
