/*
 * address: sets of IP addresses and prefixes, each with what it belongs to.
 * The longest prefix that holds an address decides.  Pure.
 */
#pragma once
#include <glib.h>

typedef struct AddressMap AddressMap;

AddressMap *address_map_new(void);
void address_map_free(AddressMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AddressMap, address_map_free)

/*
 * Adds "192.0.2.1", "192.0.2.0/24" or their like of IPv6 (RFC 4291 2.3) with the value that belongs to it, which is not
 * NULL and not owned.  Fails where text is none, has bits behind the prefix, or belongs to another value already.
 */
gboolean address_map_add(AddressMap *map, const char *text, gconstpointer value, GError **error);

/* Borrows the value of an address (network order; IPv4 in the first four bytes, the rest 0); NULL where it has none. */
gconstpointer address_map_find(const AddressMap *map, guint8 family, const guint8 address[16]);
