/*
 * query.c: one statement in, rows out.  Nothing but reading is let through, whatever the statement is.
 */
#include <string.h>
#include "error.h"
#include "inner.h"
#include "query.h"
#include "table.h"

/* What a statement may do; all else is refused before it runs. */
static int
permit(void *data, int action, const char *first, const char *second, const char *base, const char *trigger)
{
	(void)data, (void)first, (void)second, (void)base, (void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

/* "query:LINE:COLUMN: ", both from 1, of the byte at offset. */
static char *
place(const char *sql, int offset)
{
	const char *line = sql;
	int n = 1;

	if (offset < 0)
		return g_strdup("query: ");
	for (const char *at = sql; at < sql + offset; at++)
		if (*at == '\n') {
			line = at + 1;
			n++;
		}
	return g_strdup_printf("query:%d:%ld: ", n, g_utf8_strlen(line, sql + offset - line) + 1);
}

static gboolean
fail(const Store *store, const char *sql, GError **error)
{
	sqlite3 *db = store->db;
	int code = sqlite3_errcode(db) & 0xff;
	g_autofree char *where = place(sql, sqlite3_error_offset(db));

	if (code == SQLITE_AUTH || code == SQLITE_READONLY)
		g_set_error(
		    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "query: '%.60s' would do more than read the store", sql);
	else if (code == SQLITE_ERROR || code == SQLITE_RANGE || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "%s%s", where, sqlite3_errmsg(db));
	else
		return sql_fail(db, "answer", error);
	return FALSE;
}

static gboolean
prepare(Store *store, const char *sql, sqlite3_stmt **stmt, GError **error)
{
	const char *rest = sql;

	if (sqlite3_prepare_v2(store->db, sql, -1, stmt, &rest) != SQLITE_OK)
		return fail(store, sql, error);
	if (!*stmt) {
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "query: there is no statement in '%.60s'", sql);
		return FALSE;
	}
	rest += strspn(rest, " \t\r\n;");
	if (*rest)
		g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT,
		    "query: one statement at a time, but '%.60s' follows", rest);
	return !*rest;
}

/* A blob is shown as the SQL that would give it. */
static char *
show_blob(sqlite3_stmt *stmt, int column)
{
	const guint8 *bytes = sqlite3_column_blob(stmt, column);
	GString *text = g_string_new("x'");

	for (int i = 0; i < sqlite3_column_bytes(stmt, column); i++)
		g_string_append_printf(text, "%02x", bytes[i]);
	g_string_append_c(text, '\'');
	return g_string_free(text, FALSE);
}

static gboolean
give(sqlite3_stmt *stmt, QueryRow row, gpointer data, GError **error)
{
	const int n = sqlite3_column_count(stmt);
	g_autoptr(GPtrArray) blobs = g_ptr_array_new_with_free_func(g_free);
	g_autofree const char **fields = g_new0(const char *, (gsize)n + 1);

	for (int i = 0; i < n; i++) {
		if (sqlite3_column_type(stmt, i) == SQLITE_BLOB) {
			g_ptr_array_add(blobs, show_blob(stmt, i));
			fields[i] = blobs->pdata[blobs->len - 1];
		} else {
			fields[i] = (const char *)sqlite3_column_text(stmt, i);
		}
	}
	return row((gsize)n, fields, data, error);
}

static gboolean
give_names(sqlite3_stmt *stmt, QueryRow row, gpointer data, GError **error)
{
	const int n = sqlite3_column_count(stmt);
	g_autofree const char **names = g_new0(const char *, (gsize)n + 1);

	for (int i = 0; i < n; i++)
		names[i] = sqlite3_column_name(stmt, i);
	return row((gsize)n, names, data, error);
}

static gboolean
answer(Store *store, const char *sql, QueryRow row, gpointer data, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = NULL;
	int code;

	if (!prepare(store, sql, &stmt, error) || !give_names(stmt, row, data, error))
		return FALSE;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
		if (!give(stmt, row, data, error))
			return FALSE;
	return code == SQLITE_DONE || fail(store, sql, error);
}

/* SQLite makes a table when it is first named, and would ask permit whether it may. */
static gboolean
make_table(Store *store, QueryReads *reads, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = NULL;

	if (table_register(store->db, store, reads) != SQLITE_OK)
		return sql_fail(store->db, "make its table", error);
	stmt = sql_ask(store->db, "make its table", error, "SELECT 1 FROM observation", "");
	return stmt != NULL;
}

gboolean
query_run(Store *store, const char *sql, QueryRow row, gpointer data, QueryReads *reads, GError **error)
{
	gboolean ok;

	if (!store_hold(store, error))
		return FALSE;
	if (!make_table(store, reads, error))
		return FALSE;
	sqlite3_set_authorizer(store->db, permit, NULL);
	ok = answer(store, sql, row, data, error);
	sqlite3_set_authorizer(store->db, NULL, NULL);
	sqlite3_drop_modules(store->db, NULL);
	store_release(store);
	return ok;
}
