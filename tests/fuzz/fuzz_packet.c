/* fuzz_packet.c: any bytes as a packet of any link: nothing is read beyond them, and a good one lies inside them. */
#define _GNU_SOURCE /* pcap's types */
#include <stdint.h>
#include <pcap/dlt.h>
#include "../../report/ingest/packet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int links[] = { DLT_EN10MB, DLT_RAW, DLT_LINUX_SLL, DLT_LINUX_SLL2, DLT_NULL };

	for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
		Packet packet;
		PacketKind kind = packet_read(links[i], data, size, &packet);
		if (kind != PACKET_GOOD)
			continue;
		g_assert_true(packet.family == 4 || packet.family == 6);
		g_assert_true(packet.ip >= data && packet.length > 0 && packet.ip + packet.length <= data + size);
	}
	return 0;
}
