/*
 * geo: source address to region, from a MaxMind DB file.
 * Reads both schemas in the field: country.iso_code (then registered_country.iso_code) and the
 * flat country_code.  Only this module knows libmaxminddb.
 */
#pragma once
#include "observation.h"
#include "region.h"

typedef struct Geo Geo;

/* What a batch remembers of the database that placed its sources. */
typedef struct {
	char *type;   /* database_type of the metadata */
	gint64 built; /* build_epoch [s since 1970, UTC] */
	char *sha256; /* of the file, 64 hex digits */
} GeoIdentity;

/* Opens the database; fails when path is not one, with the sentence of libmaxminddb. */
Geo *geo_open(const char *path, GError **error);
void geo_free(Geo *geo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Geo, geo_free)

/* Borrows the identity. */
const GeoIdentity *geo_identity(const Geo *geo);

/*
 * The region of an address of family 4 or 6 (network order) into *region: the database's answer where it has
 * one, else private, reserved or unknown.  geo may be NULL (no database given): then every global address is
 * unknown.  Fails on a damaged database: the sentence of libmaxminddb, never a wrong region.
 */
gboolean geo_region(Geo *geo, const guint8 *address, guint8 family, Region *region, GError **error);

/* The same for the sources of n observations: faster, for what they need of memory is fetched ahead. */
gboolean geo_regions(Geo *geo, const Observation *observations, gsize n, Region *regions, GError **error);
