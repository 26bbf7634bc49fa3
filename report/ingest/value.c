/*
 * value.c: digits, addresses, protocols, by hand where every row has them: several digits at once in a word, and no
 * branch on how long a number is, which nobody can foretell.  Pure.
 */
#include <arpa/inet.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include "observation.h"
#include "value.h"

#define EACH(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

/*
 * The number that the first n of eight bytes say, 1 to 8 of them; what is no digit leaves bits in *wrong.  Digits move
 * to the upper end of the word, zeros before them; then neighbours are added up: bytes, pairs, fours.
 */
static inline guint64
few_digits(const char *text, gsize n, guint64 *wrong)
{
	guint64 word;

	memcpy(&word, text, sizeof word);
	word = (GUINT64_FROM_LE(word) ^ EACH('0')) << 8 * (8 - n);
	*wrong |= (word | (word + EACH(0x76))) & EACH(0x80);
	word = word * 10 + (word >> 8);
	word = (word & G_GUINT64_CONSTANT(0x00ff00ff00ff00ff)) * 100 +
	       (word >> 16 & G_GUINT64_CONSTANT(0x00ff00ff00ff00ff));
	return (word & 0xffff) * 10000 + (word >> 32 & 0xffff);
}

gboolean
value_number(const char *text, gsize length, guint64 limit, guint64 *number)
{
	guint64 n, wrong = 0;
	gsize head = (length - 1) % 8 + 1;

	if (length == 0 || length > 19)
		return FALSE;
	n = few_digits(text, head, &wrong);
	for (gsize i = head; i < length; i += 8)
		n = n * 100000000 + few_digits(text + i, 8, &wrong);
	*number = n;
	return wrong == 0 && n <= limit;
}

static void
set_address32(guint32 host, guint8 address[16], guint8 *family)
{
	guint32 net = g_htonl(host);

	memset(address, 0, 16);
	memcpy(address, &net, sizeof net);
	*family = 4;
}

/* A bit for each dot in the first sixteen bytes, the first is the lowest. */
static inline guint
find_dots(const char *text)
{
#ifdef __SSE2__
	const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);

	return (guint)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')));
#else
	guint dots = 0;

	for (guint i = 0; i < 16; i++)
		dots |= (guint)(text[i] == '.') << i;
	return dots;
#endif
}

/* One of the four, from one place to before another; anything else than 0 to 255 leaves bits in *wrong. */
static inline guint32
read_part(const char *text, guint from, guint to, guint32 *wrong)
{
	guint32 word, length = to - from, digits, value;

	memcpy(&word, text + from, sizeof word);
	word = GUINT32_FROM_LE(word);
	digits = (word ^ (guint32)EACH('0')) << ((32 - 8 * length) & 31);
	value = (digits >> 8 & 0xff) * 100 + (digits >> 16 & 0xff) * 10 + (digits >> 24);
	*wrong |= (length - 1 > 2) | ((length > 1) & ((word & 0xff) == '0')) | (value > 255) |
		  ((digits | (digits + (guint32)EACH(0x76))) & (guint32)EACH(0x80));
	return value;
}

/* Four numbers to 255 with dots between; leading zeros are refused, for some read them as octal (RFC 6943 3.1.1). */
static gboolean
dotted(const char *text, gsize length, guint8 address[16], guint8 *family)
{
	guint dots = length < 16 ? find_dots(text) & ((1u << length) - 1) : 0;
	guint after_first = dots & (dots - 1), after_second = after_first & (after_first - 1);
	guint first, second, third;
	guint32 wrong = 0, host;

	if (after_second == 0 || (after_second & (after_second - 1)) != 0)
		return FALSE; /* not three */
	first = (guint)__builtin_ctz(dots);
	second = (guint)__builtin_ctz(after_first);
	third = (guint)__builtin_ctz(after_second);
	host = read_part(text, 0, first, &wrong) << 24 | read_part(text, first + 1, second, &wrong) << 16 |
	       read_part(text, second + 1, third, &wrong) << 8 | read_part(text, third + 1, (guint)length, &wrong);
	if (wrong)
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
