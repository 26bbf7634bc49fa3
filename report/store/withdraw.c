/*
 * withdraw.c: the register of batches as a user sees it, and a batch taken out by the word that names it.
 */
#include <string.h>
#include "error.h"
#include "inner.h"

enum { SHA256_LEAST = 8 /* hex digits by which content may be named */ };

void
entry_free(Entry *entry)
{
	if (!entry)
		return;
	g_free(entry->name);
	g_free(entry->sha256);
	g_free(entry->profile);
	g_free(entry);
}

GPtrArray *
store_register(Store *store, GError **error)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
	g_autoptr(sqlite3_stmt) stmt = sql_ask(store->db, "list its batches", error,
	    "SELECT id, observations, packets, first, last, loaded, 0, name, lower(hex(sha256)), profile, cut, dropped,"
	    " unread FROM batch"
	    " UNION ALL SELECT batch, observations, packets, first, last, loaded, withdrawn, name, lower(hex(sha256)),"
	    " profile, NULL, NULL, NULL FROM withdrawal ORDER BY 1",
	    "");
	int code;

	if (!stmt)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		Entry *entry = g_new0(Entry, 1);
		*entry = (Entry) { sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3), sqlite3_column_int64(stmt, 4),
			sqlite3_column_int64(stmt, 5), sqlite3_column_int64(stmt, 6), sql_text(stmt, 7),
			sql_text(stmt, 8), sql_text(stmt, 9),
			{ sqlite3_column_int(stmt, 10) != 0, sqlite3_column_int64(stmt, 11),
			    sqlite3_column_int64(stmt, 12) } };
		g_ptr_array_add(entries, entry);
	}
	if (code == SQLITE_DONE)
		return g_steal_pointer(&entries);
	sql_fail(store->db, "list its batches", error);
	return NULL;
}

static gboolean
is_number(const Entry *entry, const char *word)
{
	guint64 number;

	return g_ascii_string_to_unsigned(word, 10, 1, G_MAXINT64, &number, NULL) && entry->id == (gint64)number;
}

static gboolean
is_name(const Entry *entry, const char *word)
{
	return g_str_equal(entry->name, word);
}

static gboolean
is_content(const Entry *entry, const char *word)
{
	return strlen(word) >= SHA256_LEAST && g_ascii_strncasecmp(entry->sha256, word, strlen(word)) == 0;
}

static gboolean (*const readings[])(const Entry *entry, const char *word) = { is_number, is_name, is_content };

/* The only one found; more than one are named. */
static gboolean
choose(const GPtrArray *found, const char *word, gint64 *id, GError **error)
{
	g_autoptr(GString) all = g_string_new(NULL);

	*id = ((const Entry *)found->pdata[0])->id;
	if (found->len == 1)
		return TRUE;
	for (guint i = 0; i < found->len; i++)
		g_string_append_printf(
		    all, i ? ", %" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, ((const Entry *)found->pdata[i])->id);
	g_set_error(
	    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "'%s' is the name of batches %s: say which", word, all->str);
	return FALSE;
}

/* The batch that a word names, by the first reading that finds any; those that are gone are told of. */
static gboolean
find(Store *store, const char *word, gint64 *id, GError **error)
{
	g_autoptr(GPtrArray) entries = store_register(store, error);
	const Entry *gone = NULL;

	for (gsize r = 0; entries && r < G_N_ELEMENTS(readings); r++) {
		g_autoptr(GPtrArray) found = g_ptr_array_new();
		for (guint i = 0; i < entries->len; i++) {
			Entry *entry = entries->pdata[i];
			if (!readings[r](entry, word))
				continue;
			if (entry->withdrawn == 0)
				g_ptr_array_add(found, entry);
			else
				gone = entry;
		}
		if (found->len > 0)
			return choose(found, word, id, error);
	}
	if (gone)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "batch %" G_GINT64_FORMAT " ('%s') has been withdrawn already", gone->id, gone->name);
	else if (entries)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "no batch '%s'", word);
	return FALSE;
}

gboolean
store_withdraw(Store *store, const char *word, gint64 *batch, GError **error)
{
	gboolean ok;

	if (!store_begin(store, error))
		return FALSE;
	ok = find(store, word, batch, error) && ledger_withdraw(store, *batch, error);
	return store_end(store, ok, error);
}
