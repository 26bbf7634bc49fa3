/*
 * packet: the bytes of a captured packet as what a sensor observed: who sent it, and to which port.
 * Link types are those of tcpdump.org/linktypes.html; IPv4 RFC 791, IPv6 RFC 8200, VLAN IEEE 802.1Q.
 */
#pragma once
#include <glib.h>

typedef enum {
	PACKET_GOOD,
	PACKET_NOT_IP,   /* ARP and the like */
	PACKET_OUTGOING, /* sent by the capturing host itself (Linux SLL says so) */
	PACKET_CUT,      /* captured too short for its port */
	PACKET_DAMAGED,  /* its lengths contradict each other */
	PACKET_KINDS
} PacketKind;

enum { PROTOCOL_FRAGMENT = 44 /* IANA's IPv6-Frag, here for later fragments of both families */ };

typedef struct {
	guint8 source[16], destination[16]; /* network order; IPv4 in the first four, rest 0 */
	guint8 family;                      /* 4 or 6 */
	guint8 protocol;  /* IANA number; PROTOCOL_FRAGMENT where the port is in an earlier fragment */
	guint16 port;     /* destination port (TCP, UDP), type (ICMP, ICMPv6), else 0 */
	int flags;        /* of TCP (class.h), or TCP_UNTOLD */
	const guint8 *ip; /* where the IP header is, inside the bytes given */
	gsize length;     /* from there to the end of what was captured of the IP packet [B] */
} Packet;

/* Whether packets of this link type (pcap_datalink) can be read. */
gboolean packet_knows(int link);

/* Reads the captured bytes; packet is whole only where the kind is PACKET_GOOD. */
PacketKind packet_read(int link, const guint8 *data, gsize length, Packet *packet);
