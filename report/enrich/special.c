/*
 * special.c: two tables of blocks, the first that holds an address decides.  Pure; no block is
 * smaller than a /24, so that whoever keeps answers of IPv4 by /24 keeps right ones.
 */
#include <string.h>
#include "special.h"

static const struct {
	guint32 base;
	guint8 bits;
	Region region;
} blocks4[] = {
	{ 0x00000000, 8, REGION_RESERVED },  /* 0.0.0.0/8, this network (RFC 791) */
	{ 0x0a000000, 8, REGION_PRIVATE },   /* 10.0.0.0/8 (RFC 1918) */
	{ 0x64400000, 10, REGION_PRIVATE },  /* 100.64.0.0/10, shared space (RFC 6598) */
	{ 0x7f000000, 8, REGION_RESERVED },  /* 127.0.0.0/8, loopback (RFC 1122) */
	{ 0xa9fe0000, 16, REGION_RESERVED }, /* 169.254.0.0/16, link local (RFC 3927) */
	{ 0xac100000, 12, REGION_PRIVATE },  /* 172.16.0.0/12 (RFC 1918) */
	{ 0xc0000000, 24, REGION_RESERVED }, /* 192.0.0.0/24, protocol assignments (RFC 6890) */
	{ 0xc0000200, 24, REGION_RESERVED }, /* 192.0.2.0/24, documentation (RFC 5737) */
	{ 0xc0586300, 24, REGION_RESERVED }, /* 192.88.99.0/24, once the 6to4 relay (RFC 7526) */
	{ 0xc0a80000, 16, REGION_PRIVATE },  /* 192.168.0.0/16 (RFC 1918) */
	{ 0xc6120000, 15, REGION_RESERVED }, /* 198.18.0.0/15, benchmarks (RFC 2544) */
	{ 0xc6336400, 24, REGION_RESERVED }, /* 198.51.100.0/24, documentation (RFC 5737) */
	{ 0xcb007100, 24, REGION_RESERVED }, /* 203.0.113.0/24, documentation (RFC 5737) */
	{ 0xe0000000, 4, REGION_RESERVED },  /* 224.0.0.0/4, multicast (RFC 5771) */
	{ 0xf0000000, 4, REGION_RESERVED },  /* 240.0.0.0/4, class E and broadcast (RFC 1112, RFC 919) */
};

static const struct {
	guint8 base[16];
	guint8 bits;
	Region region;
} blocks6[] = {
	{ { 0xfc }, 7, REGION_PRIVATE },                     /* fc00::/7 (RFC 4193) */
	{ { 0x00, 0x64, 0xff, 0x9b }, 96, REGION_UNKNOWN },  /* 64:ff9b::/96, translated IPv4 (RFC 6052) */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, REGION_RESERVED }, /* 2001:db8::/32, documentation (RFC 3849) */
	{ { 0x20, 0x01, 0x00 }, 23, REGION_RESERVED },       /* 2001::/23, protocol assignments, Teredo (RFC 2928) */
	{ { 0x20, 0x02 }, 16, REGION_RESERVED },             /* 2002::/16, 6to4 (RFC 3056) */
	{ { 0x3f, 0xff, 0x00 }, 20, REGION_RESERVED },       /* 3fff::/20, documentation (RFC 9637) */
	{ { 0x20 }, 3, REGION_UNKNOWN },                     /* 2000::/3, global unicast (RFC 4291) */
	{ { 0x00 }, 0, REGION_RESERVED },                    /* all else: not for global unicast */
};

Region
special_region4(guint32 address, guint *prefix)
{
	*prefix = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(blocks4); i++) {
		guint32 apart = address ^ blocks4[i].base;
		guint shared = apart ? (guint)__builtin_clz(apart) : 32; /* bits in front */
		if (shared >= blocks4[i].bits) {
			*prefix = blocks4[i].bits;
			return blocks4[i].region;
		}
		*prefix = MAX(*prefix, shared + 1);
	}
	return REGION_UNKNOWN;
}

static gboolean
shares_prefix(const guint8 *a, const guint8 *b, guint bits)
{
	guint whole = bits / 8, rest = bits % 8;

	return memcmp(a, b, whole) == 0 && (rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0);
}

Region
special_region6(const guint8 address[16])
{
	gsize i = 0;

	while (!shares_prefix(address, blocks6[i].base, blocks6[i].bits))
		i++;
	return blocks6[i].region;
}

gboolean
special_is_mapped(const guint8 address[16])
{
	static const guint8 prefix[12] = { [10] = 0xff, [11] = 0xff };

	return memcmp(address, prefix, sizeof prefix) == 0;
}
