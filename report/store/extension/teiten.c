/*
 * teiten.c: the door by which SQLite loads teiten.so.  It is not part of the program.
 */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1
#include <gmodule.h>
#include "../table.h"

#define OLDEST 3038000 /* lists of values (sqlite3_vtab_in) came with it */

G_MODULE_EXPORT int sqlite3_teiten_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);

/* The name is made by SQLite, from the file's.  GLib does not bear being unloaded, so we stay. */
int
sqlite3_teiten_init(sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
	int code;

	SQLITE_EXTENSION_INIT2(api);
	if (sqlite3_libversion_number() < OLDEST) {
		*message = sqlite3_mprintf("teiten wants SQLite 3.38 or newer, this is %s", sqlite3_libversion());
		return SQLITE_ERROR;
	}
	code = table_register(db, NULL, NULL);
	return code == SQLITE_OK ? SQLITE_OK_LOAD_PERMANENTLY : code;
}
