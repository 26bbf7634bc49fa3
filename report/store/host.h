/*
 * host: the SQLite that asks for rows.  In the program it is our own; in the loadable extension it is that of the
 * program which loaded us, reached through its table of functions.  Inner to report/store.
 */
#pragma once
#ifdef TEITEN_EXTENSION
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif
