/* test_packet.c: packets of every link and shape, written as hex after the RFCs. */
#define _GNU_SOURCE /* pcap's types */
#include <arpa/inet.h>
#include <string.h>
#include <pcap/dlt.h>
#include "../../report/ingest/packet.h"

/* Ethernet addresses; IPv4 from 192.0.2.1 to 198.51.100.2 of a total length, a protocol; IPv6 likewise. */
#define MACS                            "0a0000000002 0a0000000001 "
#define IPV4(total, fragment, protocol) "4500" total "0000" fragment "40" protocol "0000 c0000201 c6336402 "
#define IPV6(payload, next) \
	"60000000" payload next "40 20010db8000000000000000000000001 20010db8000000000000000000000002 "
#define TCP "3039 0017 00000001 00000000 5002 2000 0000 0000 "
#define UDP "3039 0035 0008 0000 "

static const struct {
	const char *what;
	int link;
	const char *hex;
	PacketKind kind;
	guint8 family, protocol;
	guint16 port;
} cases[] = {
	{ "Ethernet, TCP", DLT_EN10MB, MACS "0800" IPV4("0028", "0000", "06") TCP, PACKET_GOOD, 4, 6, 23 },
	{ "Ethernet, padded UDP", DLT_EN10MB, MACS "0800" IPV4("001c", "0000", "11") UDP "000000000000", PACKET_GOOD, 4,
	    17, 53 },
	{ "padding is no port", DLT_EN10MB, MACS "0800" IPV4("0014", "0000", "11") UDP, PACKET_CUT, 4, 17, 0 },
	{ "VLAN", DLT_EN10MB, MACS "8100 0064 0800" IPV4("0028", "0000", "06") TCP, PACKET_GOOD, 4, 6, 23 },
	{ "four VLANs", DLT_EN10MB, MACS "88a8 0001 9100 0002 8100 0003 8100 0004 86dd" IPV6("0014", "06") TCP,
	    PACKET_GOOD, 6, 6, 23 },
	{ "five VLANs", DLT_EN10MB,
	    MACS "8100 0001 8100 0002 8100 0003 8100 0004 8100 0005 0800" IPV4("0028", "0000", "06") TCP, PACKET_NOT_IP,
	    0, 0, 0 },
	{ "VLAN cut", DLT_EN10MB, MACS "8100 00", PACKET_CUT, 0, 0, 0 },
	{ "ARP", DLT_EN10MB, MACS "0806 0001080006040001", PACKET_NOT_IP, 0, 0, 0 },
	{ "Ethernet cut", DLT_EN10MB, "0a000000", PACKET_CUT, 0, 0, 0 },
	{ "no bytes", DLT_EN10MB, "", PACKET_CUT, 0, 0, 0 },
	{ "type and version differ", DLT_EN10MB, MACS "86dd" IPV4("0028", "0000", "06") TCP, PACKET_DAMAGED, 0, 0, 0 },
	{ "raw, ICMP echo", DLT_RAW, IPV4("001c", "0000", "01") "0800 0000 0000 0000", PACKET_GOOD, 4, 1, 8 },
	{ "raw, ICMP cut", DLT_RAW, IPV4("001c", "0000", "01"), PACKET_CUT, 4, 1, 0 },
	{ "raw, TCP cut behind its ports", DLT_RAW, IPV4("0028", "0000", "06") "3039 0017", PACKET_GOOD, 4, 6, 23 },
	{ "raw, TCP cut in its ports", DLT_RAW, IPV4("0028", "0000", "06") "3039 00", PACKET_CUT, 4, 6, 0 },
	{ "raw, first fragment", DLT_RAW, IPV4("0028", "2000", "06") TCP, PACKET_GOOD, 4, 6, 23 },
	{ "raw, later fragment", DLT_RAW, IPV4("0028", "00b9", "06") TCP, PACKET_GOOD, 4, 44, 0 },
	{ "raw, options", DLT_RAW, "4600 002c 0000 0000 40 06 0000 c0000201 c6336402 01010100" TCP, PACKET_GOOD, 4, 6,
	    23 },
	{ "raw, head of 16 bytes", DLT_RAW, "4400 0028 0000 0000 40 06 0000 c0000201 c6336402" TCP, PACKET_DAMAGED, 0,
	    0, 0 },
	{ "raw, total below head", DLT_RAW, IPV4("0013", "0000", "06") TCP, PACKET_DAMAGED, 0, 0, 0 },
	{ "raw, total left to the card", DLT_RAW, IPV4("0000", "0000", "06") TCP, PACKET_GOOD, 4, 6, 23 },
	{ "raw, GRE", DLT_RAW, IPV4("0018", "0000", "2f") "00000800", PACKET_GOOD, 4, 47, 0 },
	{ "raw, version 5", DLT_RAW, "5500 0028", PACKET_DAMAGED, 0, 0, 0 },
	{ "raw, ICMPv6", DLT_RAW, IPV6("0008", "3a") "8000 0000 0000 0000", PACKET_GOOD, 6, 58, 128 },
	{ "raw, hop by hop and destination options", DLT_IPV6,
	    IPV6("0024", "00") "3c00 0502 0000 0100 0600 0104 0000 0000" TCP, PACKET_GOOD, 6, 6, 23 },
	{ "raw, long extension", DLT_IPV6, IPV6("0018", "3c") "1101 010c 00000000 0000000000000000" UDP, PACKET_GOOD, 6,
	    17, 53 },
	{ "raw, authentication", DLT_IPV6,
	    IPV6("0020", "33") "1104 0000 00000001 00000001 000000000000000000000000" UDP, PACKET_GOOD, 6, 17, 53 },
	{ "IPv6, first fragment", DLT_IPV6, IPV6("0010", "2c") "1100 0001 00000007" UDP, PACKET_GOOD, 6, 17, 53 },
	{ "IPv6, later fragment", DLT_IPV6, IPV6("0010", "2c") "1100 0009 00000007" UDP, PACKET_GOOD, 6, 44, 0 },
	{ "IPv6, extension cut", DLT_IPV6, IPV6("0024", "00") "3c00 0502", PACKET_CUT, 6, 0, 0 },
	{ "IPv6, nine extensions", DLT_IPV6,
	    IPV6("0050", "3c") "3c00000000000000 3c00000000000000 3c00000000000000 3c00000000000000 3c00000000000000"
			       "3c00000000000000 3c00000000000000 3c00000000000000 1100000000000000" UDP,
	    PACKET_DAMAGED, 6, 0, 0 },
	{ "IPv6, no next header", DLT_IPV6, IPV6("0000", "3b"), PACKET_GOOD, 6, 59, 0 },
	{ "IPv6, head cut", DLT_IPV6, "6000000000143a40", PACKET_CUT, 0, 0, 0 },
	{ "SLL, received", DLT_LINUX_SLL, "0000 0001 0006 0a00000000010000 0800" IPV4("001c", "0000", "11") UDP,
	    PACKET_GOOD, 4, 17, 53 },
	{ "SLL, sent", DLT_LINUX_SLL, "0004 0001 0006 0a00000000010000 0800" IPV4("001c", "0000", "11") UDP,
	    PACKET_OUTGOING, 0, 0, 0 },
	{ "SLL2, received", DLT_LINUX_SLL2,
	    "0800 0000 00000002 0001 00 06 0a00000000010000" IPV4("001c", "0000", "11") UDP, PACKET_GOOD, 4, 17, 53 },
	{ "SLL2, sent", DLT_LINUX_SLL2, "0800 0000 00000002 0001 04 06 0a00000000010000" IPV4("001c", "0000", "11") UDP,
	    PACKET_OUTGOING, 0, 0, 0 },
	{ "NULL, little-endian", DLT_NULL, "02000000" IPV4("001c", "0000", "11") UDP, PACKET_GOOD, 4, 17, 53 },
	{ "NULL, big-endian, IPv6", DLT_NULL, "0000001e" IPV6("0008", "11") UDP, PACKET_GOOD, 6, 17, 53 },
	{ "LOOP", DLT_LOOP, "00000002" IPV4("001c", "0000", "11") UDP, PACKET_GOOD, 4, 17, 53 },
	{ "NULL, AppleTalk", DLT_NULL, "10000000 0000", PACKET_NOT_IP, 0, 0, 0 },
};

static GByteArray *
bytes_of(const char *hex)
{
	GByteArray *bytes = g_byte_array_new();

	while (*hex) {
		guint8 byte;
		if (*hex == ' ') {
			hex++;
			continue;
		}
		byte = (guint8)(g_ascii_xdigit_value(hex[0]) << 4 | g_ascii_xdigit_value(hex[1]));
		g_byte_array_append(bytes, &byte, 1);
		hex += 2;
	}
	return bytes;
}

static void
reads(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GByteArray) bytes = bytes_of(cases[i].hex);
	Packet packet;
	char source[INET6_ADDRSTRLEN];

	g_assert_true(packet_knows(cases[i].link));
	g_assert_cmpint(packet_read(cases[i].link, bytes->data, bytes->len, &packet), ==, cases[i].kind);
	if (cases[i].kind != PACKET_GOOD)
		return;
	g_assert_cmpuint(packet.family, ==, cases[i].family);
	g_assert_cmpuint(packet.protocol, ==, cases[i].protocol);
	g_assert_cmpuint(packet.port, ==, cases[i].port);
	inet_ntop(packet.family == 4 ? AF_INET : AF_INET6, packet.source, source, sizeof source);
	g_assert_cmpstr(source, ==, packet.family == 4 ? "192.0.2.1" : "2001:db8::1");
	inet_ntop(packet.family == 4 ? AF_INET : AF_INET6, packet.destination, source, sizeof source);
	g_assert_cmpstr(source, ==, packet.family == 4 ? "198.51.100.2" : "2001:db8::2");
	g_assert_true(packet.ip >= bytes->data && packet.ip + packet.length <= bytes->data + bytes->len);
}

/* However a packet is cut, nothing is read behind the cut: each length is tried in a block of just that size. */
static void
stays_inside(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GByteArray) bytes = bytes_of(cases[i].hex);

	for (gsize length = 0; length < bytes->len; length++) {
		g_autofree guint8 *cut = g_memdup2(bytes->data, length);
		Packet packet;
		PacketKind kind = packet_read(cases[i].link, cut, length, &packet);
		g_assert_true(kind != PACKET_GOOD || packet.ip + packet.length <= cut + length);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/packet/%s", cases[i].what);
		g_autofree char *cut = g_strdup_printf("/packet/cut/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), reads);
		g_test_add_data_func(cut, GSIZE_TO_POINTER(i), stays_inside);
	}
	return g_test_run();
}
