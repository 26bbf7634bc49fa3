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

static const struct {
	const char *what, *with, *without;
	guint classes;
	const char *error; /* NULL: none */
} choices[] = {
	{ "nothing", NULL, NULL, 0, NULL },
	{ "one", "scan", NULL, CLASS_BIT(CLASS_SCAN), NULL },
	{ "two with a space", "scan, survey", NULL, CLASS_BIT(CLASS_SCAN) | CLASS_BIT(CLASS_SURVEY), NULL },
	{ "all but one", NULL, "backscatter", CLASS_ALL & ~CLASS_BIT(CLASS_BACKSCATTER), NULL },
	{ "all", "survey,scan,unclassified,backscatter", NULL, CLASS_ALL, NULL },
	{ "no name", "", NULL, 0, "there is no class '' (scan, backscatter, survey, unclassified)" },
	{ "an empty name", "scan,", NULL, 0, "there is no class '' (scan, backscatter, survey, unclassified)" },
	{ "twice", NULL, "scan,scan", 0, "class 'scan' stands twice" },
	{ "both", "scan", "survey", 0, "classes to count and classes to leave out exclude each other" },
	{ "none left", NULL, "survey,scan,unclassified,backscatter", 0,
	    "'survey,scan,unclassified,backscatter' leaves no class to count" },
};

static void
chooses(gconstpointer data)
{
	gsize i = GPOINTER_TO_SIZE(data);
	g_autoptr(GError) error = NULL;
	guint classes;
	gboolean ok = class_choose(choices[i].with, choices[i].without, &classes, &error);

	g_assert_cmpstr(error ? error->message : NULL, ==, choices[i].error);
	g_assert_cmpint(ok, ==, !choices[i].error);
	if (ok)
		g_assert_cmpuint(classes, ==, choices[i].classes);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *path = g_strdup_printf("/class/%s", cases[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), tells);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
		g_autofree char *path = g_strdup_printf("/class/choose/%s", choices[i].what);
		g_test_add_data_func(path, GSIZE_TO_POINTER(i), chooses);
	}
	g_test_add_func("/class/names", names);
	return g_test_run();
}
