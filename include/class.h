/*
 * class: what a packet that no sensor asked for is, as far as the packet itself tells.
 * A reply that nobody asked for is backscatter: a third party was sent packets in the sensor's name (Moore, Voelker and
 * Savage, "Inferring Internet Denial-of-Service Activity", 2001, table 1).  Pure.
 */
#pragma once
#include <glib.h>

/* As stored: a number once given is never given to another class. */
typedef enum {
	CLASS_NONE, /* not classified: nothing tells, or nobody asked when it was stored */
	CLASS_SCAN,
	CLASS_BACKSCATTER,
	CLASS_SURVEY, /* a scan from an address of a list of those who survey the Internet */
	CLASS_COUNT
} Class;

#define CLASS_BIT(class) (1u << (class))
#define CLASS_ALL        (CLASS_BIT(CLASS_COUNT) - 1)

/* As the command line, text files and SQL call them ("unclassified", "scan", ...); NULL at the end. */
extern const char *const class_names[CLASS_COUNT + 1];

/* The class so called; -1 where there is none. */
int class_find(const char *name, gsize length);

/*
 * What is to be counted, as CLASS_BITs: the classes of the list with ("scan,unclassified"), or all but those of the list
 * without; 0 where both are NULL, for nobody asked.  Fails where both are given, where a name is none or stands twice, and
 * where no class is left.
 */
gboolean class_choose(const char *with, const char *without, guint *classes, GError **error);

/* TCP's flags (RFC 9293 3.1), in the order of their bits. */
enum { TCP_FIN = 1, TCP_SYN = 2, TCP_RST = 4, TCP_PSH = 8, TCP_ACK = 16, TCP_URG = 32 };

#define TCP_UNTOLD (-1) /* for flags: they are not known */

/*
 * Of a packet of an IANA protocol.  TCP: a SYN that opens is a scan, SYN with ACK or RST backscatter.  ICMP and ICMPv6, by
 * type: a request is a scan, what answers or reports an error is backscatter.  Everything else is not classified: of UDP
 * the packet alone does not tell whether it answers.
 */
Class class_of_packet(guint8 protocol, guint16 icmp_type, int tcp_flags);
