#include <string.h>
#include "class.h"
#include "observation.h"

static const struct {
	const char *what;
	guint8 protocol;
	guint16 type; /* of ICMP */
	int flags;
	Class class;
} cases[] = {
	{ "SYN", PROTOCOL_TCP, 0, TCP_SYN, CLASS_SCAN },
	{ "SYN with ECN asked for", PROTOCOL_TCP, 0, TCP_SYN | 64 | 128, CLASS_SCAN },
	{ "SYN and FIN", PROTOCOL_TCP, 0, TCP_SYN | TCP_FIN, CLASS_SCAN },
	{ "SYN and ACK", PROTOCOL_TCP, 0, TCP_SYN | TCP_ACK, CLASS_BACKSCATTER },
	{ "SYN, ACK and ECN", PROTOCOL_TCP, 0, TCP_SYN | TCP_ACK | 64, CLASS_BACKSCATTER },
	{ "RST", PROTOCOL_TCP, 0, TCP_RST, CLASS_BACKSCATTER },
	{ "RST and ACK", PROTOCOL_TCP, 0, TCP_RST | TCP_ACK, CLASS_BACKSCATTER },
	{ "ACK alone", PROTOCOL_TCP, 0, TCP_ACK, CLASS_NONE },
	{ "data", PROTOCOL_TCP, 0, TCP_ACK | TCP_PSH, CLASS_NONE },
	{ "FIN, PSH and URG", PROTOCOL_TCP, 0, TCP_FIN | TCP_PSH | TCP_URG, CLASS_NONE },
	{ "no flag", PROTOCOL_TCP, 0, 0, CLASS_NONE },
	{ "flags unknown", PROTOCOL_TCP, 0, TCP_UNTOLD, CLASS_NONE },
	{ "UDP", PROTOCOL_UDP, 0, TCP_UNTOLD, CLASS_NONE },
	{ "UDP is not asked for flags", PROTOCOL_UDP, 8, TCP_SYN, CLASS_NONE },
	{ "echo request", PROTOCOL_ICMP, 8, TCP_UNTOLD, CLASS_SCAN },
	{ "timestamp request", PROTOCOL_ICMP, 13, TCP_UNTOLD, CLASS_SCAN },
	{ "address mask request", PROTOCOL_ICMP, 17, TCP_UNTOLD, CLASS_SCAN },
	{ "echo reply", PROTOCOL_ICMP, 0, TCP_UNTOLD, CLASS_BACKSCATTER },
	{ "unreachable", PROTOCOL_ICMP, 3, TCP_UNTOLD, CLASS_BACKSCATTER },
	{ "source quench", PROTOCOL_ICMP, 4, TCP_UNTOLD, CLASS_BACKSCATTER },
	{ "time exceeded", PROTOCOL_ICMP, 11, TCP_UNTOLD, CLASS_BACKSCATTER },
	{ "timestamp reply", PROTOCOL_ICMP, 14, TCP_UNTOLD, CLASS_BACKSCATTER },
	{ "router advertisement", PROTOCOL_ICMP, 9, TCP_UNTOLD, CLASS_NONE },
	{ "ICMP of no known type", PROTOCOL_ICMP, 255, TCP_UNTOLD, CLASS_NONE },
	{ "ICMPv6 echo request", PROTOCOL_ICMPV6, 128, TCP_UNTOLD, CLASS_SCAN },
	{ "ICMPv6 echo reply", PROTOCOL_ICMPV6, 129, TCP_UNTOLD, CLASS_BACKSCATTER },
	{ "ICMPv6 too big", PROTOCOL_ICMPV6, 2, TCP_UNTOLD, CLASS_BACKSCATTER },
	{ "neighbour solicitation", PROTOCOL_ICMPV6, 135, TCP_UNTOLD, CLASS_NONE },
	{ "types of the other ICMP mean other things", PROTOCOL_ICMPV6, 8, TCP_UNTOLD, CLASS_NONE },
	{ "GRE", 47, 8, TCP_UNTOLD, CLASS_NONE },
};

static void
tells(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);

	g_assert_cmpint(class_of_packet(cases[i].protocol, cases[i].type, cases[i].flags), ==, cases[i].class);
}

static void
names(void)
{
	for (int class = 0; class < CLASS_COUNT; class ++)
		g_assert_cmpint(class_find(class_names[class], strlen(class_names[class])), ==, class);
	g_assert_cmpint(class_find("scan", 3), ==, -1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/class/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), tells);
	}
	g_test_add_func("/class/names", names);
	return g_test_run();
}
