/*
 * class.c: protocol, ICMP type and TCP flags to a class.  Knows no addresses: whose survey it is is told by a list.
 */
#include <string.h>
#include "class.h"
#include "observation.h"

const char *const class_names[CLASS_COUNT + 1] = { "unclassified", "scan", "backscatter", "survey", NULL };

int
class_find(const char *name, gsize length)
{
	for (int class = 0; class < CLASS_COUNT; class ++)
		if (strlen(class_names[class]) == length && memcmp(class_names[class], name, length) == 0)
			return class;
	return -1;
}

/* RFC 792 and RFC 950. */
static const guint8 icmp[256] = {
	[0] = CLASS_BACKSCATTER,  /* echo reply */
	[3] = CLASS_BACKSCATTER,  /* destination unreachable */
	[4] = CLASS_BACKSCATTER,  /* source quench */
	[5] = CLASS_BACKSCATTER,  /* redirect */
	[8] = CLASS_SCAN,         /* echo request */
	[11] = CLASS_BACKSCATTER, /* time exceeded */
	[12] = CLASS_BACKSCATTER, /* parameter problem */
	[13] = CLASS_SCAN,        /* timestamp request */
	[14] = CLASS_BACKSCATTER, /* timestamp reply */
	[15] = CLASS_SCAN,        /* information request */
	[16] = CLASS_BACKSCATTER, /* information reply */
	[17] = CLASS_SCAN,        /* address mask request */
	[18] = CLASS_BACKSCATTER, /* address mask reply */
};

/* RFC 4443. */
static const guint8 icmpv6[256] = {
	[1] = CLASS_BACKSCATTER,   /* destination unreachable */
	[2] = CLASS_BACKSCATTER,   /* packet too big */
	[3] = CLASS_BACKSCATTER,   /* time exceeded */
	[4] = CLASS_BACKSCATTER,   /* parameter problem */
	[128] = CLASS_SCAN,        /* echo request */
	[129] = CLASS_BACKSCATTER, /* echo reply */
};

static Class
class_of_tcp(int flags)
{
	if (flags == TCP_UNTOLD)
		return CLASS_NONE;
	if (flags & TCP_RST)
		return CLASS_BACKSCATTER;
	if (flags & TCP_SYN)
		return flags & TCP_ACK ? CLASS_BACKSCATTER : CLASS_SCAN;
	return CLASS_NONE;
}

Class
class_of_packet(guint8 protocol, guint16 icmp_type, int tcp_flags)
{
	switch (protocol) {
	case PROTOCOL_TCP:
		return class_of_tcp(tcp_flags);
	case PROTOCOL_ICMP:
		return (Class)icmp[icmp_type & 255];
	case PROTOCOL_ICMPV6:
		return (Class)icmpv6[icmp_type & 255];
	default:
		return CLASS_NONE;
	}
}
