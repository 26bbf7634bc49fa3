/*
 * pcapng.c: the heads of blocks, and of statistics also what is in them.  Bytes come in any pieces; what is kept of a
 * block is what was asked for of it, at most KEPT.
 */
#include <string.h>
#include "pcapng.h"

enum {
	SECTION = 0x0a0d0d0a,
	STATISTICS = 5,
	ORDER = 0x1a2b3c4d, /* as the machine that wrote the file has it */
	HEAD = 12,          /* type, length, and the first word: in a section's head its byte order [B] */
	KEPT = 1 << 12,     /* of a block of statistics [B] */
	INTERFACES = 64,    /* whose statistics are kept */
	OPTION_IFDROP = 5,
	OPTION_OSDROP = 7,
};

#define MOST G_GUINT64_CONSTANT(1000000000000) /* packets; what is more is damage, and counts of models are bounded */

struct Pcapng {
	guint8 block[KEPT];
	gsize have, wanted; /* of the block's first bytes [B] */
	guint64 skip;       /* to the next block [B] */
	gboolean swapped, begun, over;
	guint64 last[INTERFACES]; /* counts are from the start of the capture on: the last says all */
	guint64 before;           /* of sections that are over */
};

Pcapng *
pcapng_new(void)
{
	Pcapng *pcapng = g_new0(Pcapng, 1);

	pcapng->wanted = HEAD;
	return pcapng;
}

void
pcapng_free(Pcapng *pcapng)
{
	g_free(pcapng);
}

static guint32
get32(const Pcapng *pcapng, const guint8 *at)
{
	guint32 value;

	memcpy(&value, at, sizeof value);
	return pcapng->swapped ? GUINT32_SWAP_LE_BE(value) : value;
}

static guint16
get16(const Pcapng *pcapng, const guint8 *at)
{
	guint16 value;

	memcpy(&value, at, sizeof value);
	return pcapng->swapped ? GUINT16_SWAP_LE_BE(value) : value;
}

static guint64
get64(const Pcapng *pcapng, const guint8 *at)
{
	guint64 value;

	memcpy(&value, at, sizeof value);
	return pcapng->swapped ? GUINT64_SWAP_LE_BE(value) : value;
}

/* Type, length, interface, time (8), options of code, length and value, padded to words. */
static void
read_statistics(Pcapng *pcapng)
{
	guint32 interface = get32(pcapng, pcapng->block + 8);
	guint64 dropped = 0;

	for (gsize at = 20; at + 4 <= pcapng->have && interface < INTERFACES;) {
		const guint8 *option = pcapng->block + at;
		guint16 code = get16(pcapng, option), length = get16(pcapng, option + 2);
		if (code == 0 || at + 4 + length > pcapng->have)
			break;
		if ((code == OPTION_IFDROP || code == OPTION_OSDROP) && length == 8)
			dropped += MIN(get64(pcapng, option + 4), G_MAXINT32); /* more is no count */
		at += 4 + (gsize)(length + 3) / 4 * 4;
	}
	if (interface < INTERFACES)
		pcapng->last[interface] = dropped;
}

static void
begin_section(Pcapng *pcapng)
{
	for (gsize i = 0; i < INTERFACES; i++)
		pcapng->before += pcapng->last[i];
	memset(pcapng->last, 0, sizeof pcapng->last);
}

/* The head of a block is there: what more of it is wanted, and how much follows. */
static void
read_head(Pcapng *pcapng)
{
	guint32 type, length, order;

	memcpy(&type, pcapng->block, sizeof type);
	if (type == SECTION) { /* the same in both orders */
		memcpy(&order, pcapng->block + 8, sizeof order);
		pcapng->swapped = order == GUINT32_SWAP_LE_BE(ORDER);
		pcapng->over = !pcapng->swapped && order != ORDER;
		pcapng->begun = TRUE;
		begin_section(pcapng);
	}
	type = get32(pcapng, pcapng->block);
	length = get32(pcapng, pcapng->block + 4);
	if (!pcapng->begun || length < HEAD || length % 4 != 0)
		pcapng->over = TRUE;
	else if (type == STATISTICS && length >= 24)
		pcapng->wanted = MIN(length - 4, KEPT);
	pcapng->skip = length - MIN(length, (guint32)pcapng->wanted);
}

static void
end_block(Pcapng *pcapng)
{
	if (pcapng->wanted > HEAD)
		read_statistics(pcapng);
	pcapng->have = 0;
	pcapng->wanted = HEAD;
}

void
pcapng_feed(Pcapng *pcapng, const guint8 *bytes, gsize n)
{
	while (n > 0 && !pcapng->over) {
		gsize part =
		    pcapng->have < pcapng->wanted ? MIN(n, pcapng->wanted - pcapng->have) : MIN(n, pcapng->skip);
		if (pcapng->have < pcapng->wanted) {
			memcpy(pcapng->block + pcapng->have, bytes, part);
			pcapng->have += part;
			if (pcapng->have == HEAD && pcapng->wanted == HEAD)
				read_head(pcapng);
		} else {
			pcapng->skip -= part;
		}
		bytes += part;
		n -= part;
		if (pcapng->have == pcapng->wanted && pcapng->skip == 0)
			end_block(pcapng);
	}
}

gint64
pcapng_dropped(const Pcapng *pcapng)
{
	guint64 dropped = pcapng->before;

	for (gsize i = 0; i < INTERFACES; i++)
		dropped += pcapng->last[i];
	return (gint64)MIN(dropped, MOST);
}
