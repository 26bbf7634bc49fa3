/*
 * asn: source network to the autonomous system that announces it, from a MaxMind DB file in the layout of GeoLite2-ASN
 * (autonomous_system_number, autonomous_system_organization).
 */
#pragma once
#include "geo.h"

typedef struct Asn Asn;

/* An autonomous system; number 0: none is known. */
typedef struct {
	gint64 number;
	char *name; /* of the organization; NULL: the database has none */
} AsnAnswer;

/* Opens the database; fails when path is not one, or is one that names no autonomous systems. */
Asn *asn_open(const char *path, GError **error);
void asn_free(Asn *asn);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Asn, asn_free)

/* Borrows the identity. */
const GeoIdentity *asn_identity(const Asn *asn);

/*
 * Who announces all of a network of an address of family 4 or 6 (network order) and its prefix [bits]; number 0 where the
 * database does not know it, or only of parts of it.  The caller owns the name.  Fails on a damaged database.
 */
gboolean asn_find(
    const Asn *asn, const guint8 *address, guint8 family, guint prefix, AsnAnswer *answer, GError **error);
