/*
 * sql: a few words over SQLite, so that one question is one call.  Inner to report/store.
 * A failure names the store's file and what was being done: "store 'teiten.db': cannot add a batch: ...".
 */
#pragma once
#include <glib.h>
#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* Sets error from the last failure of db, its code by who is to blame; gives FALSE. */
gboolean sql_fail(sqlite3 *db, const char *doing, GError **error);

/* Says that what the store holds is damaged; gives FALSE. */
gboolean sql_damaged(sqlite3 *db, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Runs statements that answer nothing. */
gboolean sql_run(sqlite3 *db, const char *doing, const char *statements, GError **error);

/*
 * A statement with values bound in order, one letter of types each: i gint64; t const char * (NULL is null);
 * b const void *, gsize (kept until the statement ends, not copied).  The caller owns it; NULL on failure.
 */
sqlite3_stmt *sql_ask(sqlite3 *db, const char *doing, GError **error, const char *sql, const char *types, ...);

/* sql_ask and one step of what answers nothing. */
gboolean sql_do(sqlite3 *db, const char *doing, GError **error, const char *sql, const char *types, ...);

/*
 * Statements that come again and again, kept compiled.  They are known by the address of their text, which is a constant.
 * To be freed before db is closed.
 */
typedef struct SqlKept SqlKept;
SqlKept *sql_kept_new(sqlite3 *db);
void sql_kept_free(SqlKept *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqlKept, sql_kept_free)

/* A kept statement in use, one at a time: sql_again_end leaves it to the next who asks. */
typedef sqlite3_stmt SqlAgain;
void sql_again_end(SqlAgain *stmt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqlAgain, sql_again_end)

/* sql_ask and sql_do, of a kept statement. */
SqlAgain *sql_ask_again(SqlKept *kept, const char *doing, GError **error, const char *sql, const char *types, ...);
gboolean sql_do_again(SqlKept *kept, const char *doing, GError **error, const char *sql, const char *types, ...);

/* The single number of a question; absent where it answers no row or null. */
gboolean sql_number(sqlite3 *db, const char *doing, const char *sql, gint64 absent, gint64 *number, GError **error);

/* A copy of a column's text, NULL for null; the caller owns it. */
char *sql_text(sqlite3_stmt *stmt, int column);
