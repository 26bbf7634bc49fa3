/*
 * special: addresses that belong to no country, by the IANA special-purpose address registries (RFC 6890 and its
 * updates), the multicast blocks and, for IPv6, all that is not global unicast space (RFC 4291).
 */
#pragma once
#include "region.h"

/*
 * REGION_PRIVATE, REGION_RESERVED, or REGION_UNKNOWN for an address that should have a country.  Of an IPv4 address (host
 * order) also the length of a prefix of it that has no other answer.
 */
Region special_region4(guint32 address, guint *prefix);
Region special_region6(const guint8 address[16]);

/* TRUE for ::ffff:0:0/96 (RFC 4291 2.5.5.2): the IPv4 address is in the last four bytes. */
gboolean special_is_mapped(const guint8 address[16]);
