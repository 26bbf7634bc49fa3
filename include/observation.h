/*
 * observation: what one sensor received, the value between readers and the store.
 */
#pragma once
#include "class.h"

/* IANA protocol numbers that have a meaning of their own here. */
enum { PROTOCOL_ICMP = 1, PROTOCOL_TCP = 6, PROTOCOL_UDP = 17, PROTOCOL_ICMPV6 = 58 };

typedef struct {
	gint64 time;           /* [s since 1970, UTC] */
	const char *sensor;    /* name; interned by the reader: equal names are equal pointers */
	const char *signature; /* label, interned likewise; NULL where there is none */
	guint32 packets;       /* at least 1 */
	guint16 port;          /* destination port (TCP, UDP), type (ICMP), else 0 */
	guint8 protocol;       /* IANA number */
	guint8 family;         /* 4 or 6 */
	guint8 source[16];     /* source address, network order; IPv4 in the first four, rest 0 */
	guint8 class;          /* Class */
} Observation;
