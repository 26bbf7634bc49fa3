/*
 * sqlar: named bytes to an SQLite archive and back (the form of "sqlite3 -A": table sqlar, zlib).
 * Deterministic: the same entries give the same bytes of the same SQLite.
 */
#pragma once
#include <glib.h>

typedef struct {
	char *name;
	GBytes *bytes;
} SqlarEntry;

void sqlar_entry_free(SqlarEntry *entry);

/* entries (of SqlarEntry) in the order in which they are to stand; application is the file's application_id. */
GBytes *sqlar_write(const GPtrArray *entries, gint32 application, gint32 version, GError **error);

/*
 * The opposite: array of SqlarEntry, owned by the caller.  Refuses another application_id, a version above
 * newest, a schema that is more than the table, and any entry that is not what it says it is: a folder or link,
 * a size above the limits, data that do not unpack to exactly their size.
 */
GPtrArray *sqlar_read(GBytes *file, gint32 application, gint32 newest, GError **error);

enum {
	SQLAR_PLAIN_BELOW = 512,       /* [B] smaller entries are not packed */
	SQLAR_ENTRY_LIMIT = 256 << 20, /* [B] unpacked */
	SQLAR_TOTAL_LIMIT = 512 << 20, /* [B] unpacked, of all entries */
	SQLAR_NAME_LIMIT = 200,        /* [B] */
};
