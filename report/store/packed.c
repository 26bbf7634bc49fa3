/*
 * packed.c: bytes that were packed when they were kept, and a row that holds them.
 */
#include "inner.h"

int
packed_read(Store *store, sqlite3_stmt *stmt, const char *doing, guint8 **plain, gsize *length, GError **error)
{
	int code = stmt ? sqlite3_step(stmt) : SQLITE_ERROR;

	*plain = NULL;
	*length = 0;
	if (code == SQLITE_DONE)
		return 0;
	if (code != SQLITE_ROW) {
		if (stmt)
			sql_fail(store->db, doing, error);
		return -1;
	}
	*plain =
	    column_unpack(store->codec, sqlite3_column_blob(stmt, 0), (gsize)sqlite3_column_bytes(stmt, 0), length);
	return 1;
}
