/*
 * class.c: protocol, ICMP type and TCP flags to a class.  Knows no addresses: whose survey it is is told by a list.
 */
#include <string.h>
#include "class.h"
#include "error.h"
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

/* --- chosen ---------------------------------------------------------------------------------- */

static gboolean
refuse(GError **error, const char *format, const char *word)
{
	g_set_error(error, TEITEN_ERROR, TEITEN_ERROR_INPUT, format, word);
	return FALSE;
}

/* Adds the class of a name. */
static gboolean
add_name(const char *name, guint *classes, GError **error)
{
	int class = class_find(name, strlen(name));

	if (class < 0)
		return refuse(error, "there is no class '%s' (scan, backscatter, survey, unclassified)", name);
	if (*classes & CLASS_BIT(class))
		return refuse(error, "class '%s' stands twice", name);
	*classes |= CLASS_BIT(class);
	return TRUE;
}

gboolean
class_choose(const char *with, const char *without, guint *classes, GError **error)
{
	const char *list = with ? with : without;
	g_auto(GStrv) names = g_strsplit(list ? list : "", ",", -1);

	*classes = 0;
	if (!list)
		return TRUE;
	if (with && without)
		return refuse(error, "classes to count and classes to leave out exclude each other%s", "");
	if (*list == '\0')
		return add_name(list, classes, error);
	for (char **name = names; *name; name++)
		if (!add_name(g_strstrip(*name), classes, error))
			return FALSE;
	if (without)
		*classes = CLASS_ALL & ~*classes;
	return *classes != 0 || refuse(error, "'%s' leaves no class to count", list);
}

/* --- packets --------------------------------------------------------------------------------- */

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
