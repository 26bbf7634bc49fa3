/*
 * value: the small words of a row as numbers.  Sixteen bytes from text on must be readable (CSV_PADDING).
 */
#pragma once
#include <glib.h>

/* Decimal digits and nothing else, at most limit. */
gboolean value_number(const char *text, gsize length, guint64 limit, guint64 *number);

/* "192.0.2.1" or "2001:db8::1" (RFC 4291 2.2) into 16 bytes, network order, and family 4 or 6. */
gboolean value_address(const char *text, gsize length, guint8 address[16], guint8 *family);

/* An IPv4 address written as one decimal number, 3221225985 for 192.0.2.1. */
gboolean value_address32(const char *text, gsize length, guint8 address[16], guint8 *family);

/* "tcp", "UDP", "icmp", "icmpv6", "ipv6-icmp" or a number; IANA's, -1 where it is none of these. */
int value_protocol(const char *text, gsize length);
