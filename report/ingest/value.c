/*
 * value.c: digits, addresses, protocols, by hand where every row has them.  Pure.
 */
#include <arpa/inet.h>
#include <string.h>
#include "observation.h"
#include "value.h"

gboolean
value_number(const char *text, gsize length, guint64 limit, guint64 *number)
{
	guint64 n = 0;

	if (length == 0 || length > 19)
		return FALSE;
	for (gsize i = 0; i < length; i++) {
		guint digit = (guint8)text[i] - (guint)'0';
		if (digit > 9)
			return FALSE;
		n = n * 10 + digit;
	}
	*number = n;
	return n <= limit;
}

static void
set_address32(guint32 host, guint8 address[16], guint8 *family)
{
	guint32 net = g_htonl(host);

	memset(address, 0, 16);
	memcpy(address, &net, sizeof net);
	*family = 4;
}

/* Four numbers to 255 with dots between; leading zeros are refused, for some read them as octal (RFC 6943 3.1.1). */
static gboolean
dotted(const char *text, gsize length, guint8 address[16], guint8 *family)
{
	const char *end = text + length;
	guint32 host = 0;

	for (int part = 0; part < 4; part++) {
		guint n = 0;
		const char *from = text;
		while (text < end && g_ascii_isdigit(*text) && text - from < 3)
			n = n * 10 + (guint)(*text++ - '0');
		if (text == from || n > 255 || (*from == '0' && text - from > 1))
			return FALSE;
		host = host << 8 | n;
		if (part < 3 && (text == end || *text++ != '.'))
			return FALSE;
	}
	if (text != end)
		return FALSE;
	set_address32(host, address, family);
	return TRUE;
}

/* The sender of ::ffff:192.0.2.1 is that of 192.0.2.1 (RFC 4291 2.5.5.2), and must count as one. */
static void
unmap(guint8 address[16], guint8 *family)
{
	static const guint8 prefix[12] = { [10] = 0xff, [11] = 0xff };
	guint32 net;

	*family = 6;
	if (memcmp(address, prefix, sizeof prefix) != 0)
		return;
	memcpy(&net, address + 12, sizeof net);
	set_address32(g_ntohl(net), address, family);
}

gboolean
value_address(const char *text, gsize length, guint8 address[16], guint8 *family)
{
	char copy[INET6_ADDRSTRLEN];

	if (dotted(text, length, address, family))
		return TRUE;
	if (length >= sizeof copy || !memchr(text, ':', length))
		return FALSE;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (inet_pton(AF_INET6, copy, address) != 1)
		return FALSE;
	unmap(address, family);
	return TRUE;
}

gboolean
value_address32(const char *text, gsize length, guint8 address[16], guint8 *family)
{
	guint64 number;

	if (!value_number(text, length, G_MAXUINT32, &number))
		return FALSE;
	set_address32((guint32)number, address, family);
	return TRUE;
}

int
value_protocol(const char *text, gsize length)
{
	static const struct {
		const char *name;
		int number;
	} known[] = { { "tcp", PROTOCOL_TCP }, { "udp", PROTOCOL_UDP }, { "icmp", PROTOCOL_ICMP },
		{ "icmpv6", PROTOCOL_ICMPV6 }, { "ipv6-icmp", PROTOCOL_ICMPV6 } };
	guint64 number;

	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (strlen(known[i].name) == length && g_ascii_strncasecmp(known[i].name, text, length) == 0)
			return known[i].number;
	return value_number(text, length, 255, &number) ? (int)number : -1;
}
