/*
 * packet.c: link header, tags, IP header, extension headers, port: each step takes what the one before left.
 * Every byte is bounded by what was captured, and then by what IP says it sent: padding is not data.  Pure.
 */
#define _GNU_SOURCE /* pcap's types */
#include <string.h>
#include <pcap/dlt.h>
#include "observation.h"
#include "packet.h"

enum {
	ETHER_IPV4 = 0x0800,
	ETHER_IPV6 = 0x86dd,
	TAGS = 4,       /* VLAN tags in a row */
	EXTENSIONS = 8, /* IPv6 extension headers in a row */
	SENT = 4,       /* packet type of Linux SLL: sent by us */
};

/* What is left to read. */
typedef struct {
	const guint8 *at;
	gsize left; /* [B] */
} Bytes;

static guint
get16(const guint8 *at)
{
	return (guint)at[0] << 8 | at[1];
}

static gboolean
skip(Bytes *bytes, gsize n)
{
	if (bytes->left < n)
		return FALSE;
	bytes->at += n;
	bytes->left -= n;
	return TRUE;
}

/* --- transport --------------------------------------------------------------------------- */

static PacketKind
read_transport(Bytes bytes, Packet *packet)
{
	switch (packet->protocol) {
	case PROTOCOL_TCP:
	case PROTOCOL_UDP:
		if (bytes.left < 4)
			return PACKET_CUT;
		packet->port = (guint16)get16(bytes.at + 2);
		if (packet->protocol == PROTOCOL_TCP && bytes.left >= 14)
			packet->flags = bytes.at[13];
		return PACKET_GOOD;
	case PROTOCOL_ICMP:
	case PROTOCOL_ICMPV6:
		if (bytes.left < 1)
			return PACKET_CUT;
		packet->port = bytes.at[0];
		return PACKET_GOOD;
	default:
		return PACKET_GOOD;
	}
}

/* --- IP ---------------------------------------------------------------------------------- */

static PacketKind
read_ipv4(Bytes bytes, Packet *packet)
{
	gsize head, total;

	if (bytes.left < 20)
		return PACKET_CUT;
	head = (gsize)(bytes.at[0] & 15) * 4;
	total = get16(bytes.at + 2); /* 0 where the network card was to fill it in */
	if (head < 20 || (total != 0 && total < head))
		return PACKET_DAMAGED;
	if (total != 0)
		bytes.left = MIN(bytes.left, total);
	packet->family = 4;
	packet->protocol = bytes.at[9];
	packet->length = bytes.left;
	memcpy(packet->source, bytes.at + 12, 4);
	memcpy(packet->destination, bytes.at + 16, 4);
	if (get16(bytes.at + 6) & 0x1fff) {
		packet->protocol = PROTOCOL_FRAGMENT;
		return PACKET_GOOD;
	}
	return skip(&bytes, head) ? read_transport(bytes, packet) : PACKET_CUT;
}

/* The length of the extension header of this protocol at bytes; 0 where it is none of those that we pass over. */
static gsize
extension_length(guint8 protocol, const guint8 *at)
{
	switch (protocol) {
	case 0:   /* hop by hop */
	case 43:  /* routing */
	case 60:  /* destination options */
	case 135: /* mobility */
		return (gsize)at[1] * 8 + 8;
	case 44: /* fragment */
		return 8;
	case 51: /* authentication, counted in words (RFC 4302) */
		return (gsize)at[1] * 4 + 8;
	default:
		return 0;
	}
}

static gboolean
is_extension(guint8 protocol)
{
	static const guint8 zero[2];

	return extension_length(protocol, zero) > 0;
}

static PacketKind
read_ipv6(Bytes bytes, Packet *packet)
{
	gsize payload;

	if (bytes.left < 40)
		return PACKET_CUT;
	payload = get16(bytes.at + 4); /* 0: a jumbogram, or left to the network card */
	packet->family = 6;
	packet->protocol = bytes.at[6];
	memcpy(packet->source, bytes.at + 8, 16);
	memcpy(packet->destination, bytes.at + 24, 16);
	if (payload != 0)
		bytes.left = MIN(bytes.left, payload + 40);
	packet->length = bytes.left;
	skip(&bytes, 40);
	for (int i = 0; is_extension(packet->protocol); i++) {
		gsize length;
		guint8 next;
		if (i == EXTENSIONS)
			return PACKET_DAMAGED;
		if (bytes.left < 8)
			return PACKET_CUT;
		next = bytes.at[0];
		length = extension_length(packet->protocol, bytes.at);
		if (packet->protocol == PROTOCOL_FRAGMENT && get16(bytes.at + 2) >> 3 != 0)
			return PACKET_GOOD; /* a later one: it keeps this protocol */
		if (!skip(&bytes, length))
			return PACKET_CUT;
		packet->protocol = next;
	}
	return read_transport(bytes, packet);
}

static PacketKind
read_ip(Bytes bytes, Packet *packet)
{
	if (bytes.left < 1)
		return PACKET_CUT;
	packet->ip = bytes.at;
	switch (bytes.at[0] >> 4) {
	case 4:
		return read_ipv4(bytes, packet);
	case 6:
		return read_ipv6(bytes, packet);
	default:
		return PACKET_DAMAGED;
	}
}

/* --- links ------------------------------------------------------------------------------- */

static PacketKind
read_ethertype(guint type, Bytes bytes, Packet *packet)
{
	for (int i = 0; i < TAGS && (type == 0x8100 || type == 0x88a8 || type == 0x9100); i++) {
		if (bytes.left < 4)
			return PACKET_CUT;
		type = get16(bytes.at + 2);
		skip(&bytes, 4);
	}
	if (type != ETHER_IPV4 && type != ETHER_IPV6)
		return PACKET_NOT_IP;
	if (bytes.left > 0 && bytes.at[0] >> 4 != (type == ETHER_IPV4 ? 4 : 6))
		return PACKET_DAMAGED;
	return read_ip(bytes, packet);
}

static PacketKind
read_ethernet(Bytes bytes, Packet *packet)
{
	const guint8 *head = bytes.at;

	return skip(&bytes, 14) ? read_ethertype(get16(head + 12), bytes, packet) : PACKET_CUT;
}

static PacketKind
read_sll(Bytes bytes, Packet *packet)
{
	const guint8 *head = bytes.at;

	if (!skip(&bytes, 16))
		return PACKET_CUT;
	return get16(head) == SENT ? PACKET_OUTGOING : read_ethertype(get16(head + 14), bytes, packet);
}

static PacketKind
read_sll2(Bytes bytes, Packet *packet)
{
	const guint8 *head = bytes.at;

	if (!skip(&bytes, 20))
		return PACKET_CUT;
	return head[10] == SENT ? PACKET_OUTGOING : read_ethertype(get16(head), bytes, packet);
}

/* Four bytes of a protocol family, in the order of the machine that captured: 2 is IPv4, 24, 28 and 30 are IPv6. */
static PacketKind
read_null(Bytes bytes, Packet *packet)
{
	const guint8 *head = bytes.at;
	guint family;

	if (!skip(&bytes, 4))
		return PACKET_CUT;
	family = head[0] | head[3];
	if (family != 2 && family != 24 && family != 28 && family != 30)
		return PACKET_NOT_IP;
	return read_ip(bytes, packet);
}

static const struct {
	int link;
	PacketKind (*read)(Bytes bytes, Packet *packet);
} links[] = {
	{ DLT_EN10MB, read_ethernet },
	{ DLT_RAW, read_ip },
	{ DLT_IPV4, read_ip },
	{ DLT_IPV6, read_ip },
	{ DLT_LINUX_SLL, read_sll },
	{ DLT_LINUX_SLL2, read_sll2 },
	{ DLT_NULL, read_null },
	{ DLT_LOOP, read_null },
};

gboolean
packet_knows(int link)
{
	for (gsize i = 0; i < G_N_ELEMENTS(links); i++)
		if (links[i].link == link)
			return TRUE;
	return FALSE;
}

PacketKind
packet_read(int link, const guint8 *data, gsize length, Packet *packet)
{
	const Bytes bytes = { data, length };

	memset(packet, 0, sizeof *packet);
	packet->flags = TCP_UNTOLD;
	for (gsize i = 0; i < G_N_ELEMENTS(links); i++)
		if (links[i].link == link)
			return links[i].read(bytes, packet);
	return PACKET_NOT_IP;
}
