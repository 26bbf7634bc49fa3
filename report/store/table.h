/*
 * table: the observations as a table of SQL, read only.  Inner to report/store.
 * The table reads segments as they are asked for, and only those that can hold a row of the question.
 */
#pragma once
#include "host.h"
#include "query.h"

/*
 * Makes the table observation known to db.  It reads store, which is borrowed and held (store_hold); where that is
 * NULL, the store that is the main database of db, or the one named in
 * CREATE VIRTUAL TABLE temp.NAME USING observation('teiten.db').  reads counts, and may be NULL.  Gives an SQLite code.
 */
int table_register(sqlite3 *db, Store *store, QueryReads *reads);
