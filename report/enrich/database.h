/*
 * database: a MaxMind DB file that says something of addresses, opened, identified and looked through for damage.
 * Inner to report/enrich, where alone libmaxminddb is known.
 */
#pragma once
#include <maxminddb.h>
#include "geo.h"

typedef struct {
	MMDB_s db;
	char *path;
	const char *what; /* it is called in errors: "region", "network" */
	GeoIdentity identity;
} Database;

/* Reads a record; told: it says what the database is for.  FALSE where it is damaged. */
typedef gboolean (*DatabaseReader)(const Database *database, MMDB_entry_s *entry, gboolean *told, GError **error);

gboolean database_open(Database *database, const char *path, const char *what, GError **error);
void database_close(Database *database);

/* Sets error to the sentence of libmaxminddb; FALSE. */
gboolean database_fail(const Database *database, int status, GError **error);

/* Reads the first records; tells: one of them told, or there were too few to say that none does. */
gboolean database_look(const Database *database, DatabaseReader read, gboolean *tells, GError **error);

/*
 * The record of an address of family 4 or 6 (network order), or found FALSE; in either case prefix is of how many bits the
 * answer holds for, counted in those of IPv6.
 */
gboolean database_find(const Database *database, const guint8 *address, guint8 family, MMDB_entry_s *entry,
    gboolean *found, guint *prefix, GError **error);
