/*
 * region: where a source address is, as one small number.
 * An ISO 3166 code is kept as its two letters (high byte first); the addresses that no database
 * can place are counted under three words of their own, never dropped.
 */
#pragma once
#include <glib.h>

typedef guint16 Region;

enum {
	REGION_PRIVATE = 1,  /* RFC 1918, RFC 4193, RFC 6598 */
	REGION_RESERVED = 2, /* IANA special-purpose registries (RFC 6890), multicast, class E */
	REGION_UNKNOWN = 3,  /* a global address that the database does not know */
};

/* The region of a code of two capital letters; 0 where text is none. */
Region region_of_code(const char *text, gsize length);

/* TRUE for an ISO code, FALSE for the three words: only codes are ranked. */
gboolean region_is_place(Region region);

/* The code ("JP") or word ("private", "reserved", "unknown"); static storage for the words, the
 * code is written to buffer, of which 3 bytes are used. */
const char *region_name(Region region, char buffer[3]);

/* The opposite of region_name; 0 where text is neither. */
Region region_of_name(const char *text);
