/*
 * mmdb: writes a MaxMind DB, the smallest that a reader of the field accepts.
 * Format: MaxMind DB File Format Specification, version 2.0.  IPv6 tree, IPv4 below ::/96,
 * records of 24 bits, data {"country": {"iso_code": CODE}}.
 */
#pragma once
#include <glib.h>

typedef struct Mmdb Mmdb;

Mmdb *mmdb_new(void);
void mmdb_free(Mmdb *mmdb);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mmdb, mmdb_free)

/*
 * Gives the first length bits of address (16 bytes, network order; IPv4 in the last four of them, with 96
 * added to its length) to a code of two letters.  A later network wins over an earlier one inside it; one that
 * covers an earlier one replaces it.  length is 1 to 128.
 */
void mmdb_add(Mmdb *mmdb, const guint8 address[16], guint length, const char *code);

/* The file. built is the build_epoch [s since 1970, UTC]; description is English.  The caller owns the array. */
GByteArray *mmdb_write(const Mmdb *mmdb, const char *type, const char *description, gint64 built);
