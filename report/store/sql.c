/*
 * sql.c: prepare, bind, step and blame, each in one place.  Knows no table.
 */
#include <stdarg.h>
#include "error.h"
#include "sql.h"

/* Damage is the input's fault; a full disk, a lock or a lost file is the system's. */
static TeitenError
blame(int code)
{
	switch (code & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_CONSTRAINT:
		return TEITEN_ERROR_INPUT;
	default:
		return TEITEN_ERROR_SYSTEM;
	}
}

gboolean
sql_fail(sqlite3 *db, const char *doing, GError **error)
{
	g_set_error(error, TEITEN_ERROR, blame(sqlite3_errcode(db)), "store '%s': cannot %s: %s",
	    sqlite3_db_filename(db, NULL), doing, sqlite3_errmsg(db));
	return FALSE;
}

gboolean
sql_damaged(sqlite3 *db, GError **error, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list values;

	va_start(values, format);
	what = g_strdup_vprintf(format, values);
	va_end(values);
	g_set_error(
	    error, TEITEN_ERROR, TEITEN_ERROR_INPUT, "store '%s' is damaged: %s", sqlite3_db_filename(db, NULL), what);
	return FALSE;
}

gboolean
sql_run(sqlite3 *db, const char *doing, const char *statements, GError **error)
{
	return sqlite3_exec(db, statements, NULL, NULL, NULL) == SQLITE_OK || sql_fail(db, doing, error);
}

static gboolean
bind(sqlite3_stmt *stmt, const char *types, va_list values)
{
	int code = SQLITE_OK;

	for (int i = 1; *types && code == SQLITE_OK; types++, i++) {
		if (*types == 'i') {
			code = sqlite3_bind_int64(stmt, i, va_arg(values, gint64));
		} else if (*types == 't') {
			code = sqlite3_bind_text(stmt, i, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
		} else {
			const void *data = va_arg(values, const void *);
			code = sqlite3_bind_blob64(stmt, i, data, va_arg(values, gsize), SQLITE_STATIC);
		}
	}
	return code == SQLITE_OK;
}

static sqlite3_stmt *
ask(sqlite3 *db, const char *doing, GError **error, const char *sql, const char *types, va_list values)
{
	g_autoptr(sqlite3_stmt) stmt = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && bind(stmt, types, values))
		return g_steal_pointer(&stmt);
	sql_fail(db, doing, error);
	return NULL;
}

sqlite3_stmt *
sql_ask(sqlite3 *db, const char *doing, GError **error, const char *sql, const char *types, ...)
{
	sqlite3_stmt *stmt;
	va_list values;

	va_start(values, types);
	stmt = ask(db, doing, error, sql, types, values);
	va_end(values);
	return stmt;
}

gboolean
sql_do(sqlite3 *db, const char *doing, GError **error, const char *sql, const char *types, ...)
{
	g_autoptr(sqlite3_stmt) stmt = NULL;
	va_list values;

	va_start(values, types);
	stmt = ask(db, doing, error, sql, types, values);
	va_end(values);
	return stmt && (sqlite3_step(stmt) == SQLITE_DONE || sql_fail(db, doing, error));
}

/* --- again and again ------------------------------------------------------------------------- */

struct SqlKept {
	sqlite3 *db;
	GHashTable *statements; /* text (pointer) -> sqlite3_stmt */
};

static void
finalize(gpointer stmt)
{
	sqlite3_finalize(stmt);
}

SqlKept *
sql_kept_new(sqlite3 *db)
{
	SqlKept *kept = g_new0(SqlKept, 1);

	kept->db = db;
	kept->statements = g_hash_table_new_full(NULL, NULL, NULL, finalize);
	return kept;
}

void
sql_kept_free(SqlKept *kept)
{
	if (!kept)
		return;
	g_hash_table_destroy(kept->statements);
	g_free(kept);
}

void
sql_again_end(SqlAgain *stmt)
{
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt); /* blobs are their owner's */
}

static SqlAgain *
ask_again(SqlKept *kept, const char *doing, GError **error, const char *sql, const char *types, va_list values)
{
	sqlite3_stmt *stmt = g_hash_table_lookup(kept->statements, sql);

	if (!stmt) {
		if (sqlite3_prepare_v3(kept->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK) {
			sql_fail(kept->db, doing, error);
			return NULL;
		}
		g_hash_table_insert(kept->statements, (gpointer)sql, stmt);
	}
	g_assert(!sqlite3_stmt_busy(stmt));
	if (bind(stmt, types, values))
		return stmt;
	sql_fail(kept->db, doing, error);
	sql_again_end(stmt);
	return NULL;
}

SqlAgain *
sql_ask_again(SqlKept *kept, const char *doing, GError **error, const char *sql, const char *types, ...)
{
	SqlAgain *stmt;
	va_list values;

	va_start(values, types);
	stmt = ask_again(kept, doing, error, sql, types, values);
	va_end(values);
	return stmt;
}

gboolean
sql_do_again(SqlKept *kept, const char *doing, GError **error, const char *sql, const char *types, ...)
{
	g_autoptr(SqlAgain) stmt = NULL;
	va_list values;

	va_start(values, types);
	stmt = ask_again(kept, doing, error, sql, types, values);
	va_end(values);
	return stmt && (sqlite3_step(stmt) == SQLITE_DONE || sql_fail(kept->db, doing, error));
}

/* --- answers --------------------------------------------------------------------------------- */

gboolean
sql_number(sqlite3 *db, const char *doing, const char *sql, gint64 absent, gint64 *number, GError **error)
{
	g_autoptr(sqlite3_stmt) stmt = sql_ask(db, doing, error, sql, "");
	int code;

	*number = absent;
	if (!stmt)
		return FALSE;
	code = sqlite3_step(stmt);
	if (code == SQLITE_ROW && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
		*number = sqlite3_column_int64(stmt, 0);
	return code == SQLITE_ROW || code == SQLITE_DONE || sql_fail(db, doing, error);
}

char *
sql_text(sqlite3_stmt *stmt, int column)
{
	return g_strdup((const char *)sqlite3_column_text(stmt, column));
}
