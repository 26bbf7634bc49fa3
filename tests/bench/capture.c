/*
 * capture.c: N packets as pcap on stdout: Ethernet, one in twenty with a VLAN tag, one in fifty IPv6; TCP SYN, UDP and
 * ICMP, a packet each 10 ms from 2015-07-01 on, sources drawn over the IPv4 space.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glib.h>

static guint64 state = 1;

static guint32
draw(void)
{
	state = state * G_GUINT64_CONSTANT(6364136223846793005) + G_GUINT64_CONSTANT(1442695040888963407);
	return (guint32)(state >> 32);
}

static void
put16(GByteArray *bytes, guint value)
{
	const guint8 two[2] = { (guint8)(value >> 8), (guint8)value };

	g_byte_array_append(bytes, two, 2);
}

static void
put_zeros(GByteArray *bytes, guint n)
{
	static const guint8 zeros[64];

	g_byte_array_append(bytes, zeros, n);
}

static void
put_ip(GByteArray *bytes, gboolean six, guint8 protocol, guint payload)
{
	const guint8 v4[] = { 0x45, 0, (guint8)((payload + 20) >> 8), (guint8)(payload + 20), 0, 0, 0, 0, 64, protocol,
		0, 0 };
	const guint8 v6[] = { 0x60, 0, 0, 0, (guint8)(payload >> 8), (guint8)payload, protocol, 64, 0x24, 0x00 };
	guint32 source = draw();

	if (six)
		g_byte_array_append(bytes, v6, sizeof v6);
	else
		g_byte_array_append(bytes, v4, sizeof v4);
	g_byte_array_append(bytes, (const guint8 *)&source, 4);
	put_zeros(bytes, six ? 26 : 4);
}

static void
make_packet(GByteArray *bytes)
{
	static const guint ports[] = { 23, 445, 22, 1433, 80, 3389, 8080, 2323 };
	guint32 dice = draw();
	gboolean six = dice % 50 == 0, tag = dice % 20 == 1;
	guint8 protocol = dice % 10 == 3 ? (six ? 58 : 1) : (dice % 10 < 3 ? 17 : 6);
	guint payload = protocol == 6 ? 20 : 16;

	g_byte_array_set_size(bytes, 0);
	put_zeros(bytes, 12);
	if (tag) {
		put16(bytes, 0x8100);
		put16(bytes, 7);
	}
	put16(bytes, six ? 0x86dd : 0x0800);
	put_ip(bytes, six, protocol, payload);
	if (protocol == 1 || protocol == 58)
		put16(bytes, 0x0800);
	else {
		put16(bytes, 40000);
		put16(bytes, dice % 3 ? ports[dice / 64 % 8] : dice >> 16);
		payload -= 2;
	}
	if (protocol == 6) {
		put_zeros(bytes, 8);
		put16(bytes, dice % 7 ? 0x5002 : 0x5012); /* the length of the header, SYN; one in seven with ACK */
		payload -= 10;
	}
	put_zeros(bytes, payload - 2);
}

int
main(int argc, char **argv)
{
	const guint32 file[6] = { 0xa1b2c3d4, 4u << 16 | 2, 0, 0, 65535, 1 };
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	guint64 n = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;

	fwrite(file, sizeof file, 1, stdout);
	for (guint64 i = 0; i < n; i++) {
		guint32 head[4] = { (guint32)(1435708800 + i / 100), (guint32)(i % 100 * 10000), 0, 0 };
		make_packet(bytes);
		head[2] = head[3] = bytes->len;
		fwrite(head, sizeof head, 1, stdout);
		fwrite(bytes->data, bytes->len, 1, stdout);
	}
	return ferror(stdout) || fflush(stdout) != 0;
}
