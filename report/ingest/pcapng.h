/*
 * pcapng: what a capture says of packets that it does not hold (draft-ietf-opsawg-pcapng, Interface Statistics Block).
 * libpcap passes over these blocks, so the bytes are looked at on their way to it.
 */
#pragma once
#include <glib.h>

typedef struct Pcapng Pcapng;

Pcapng *pcapng_new(void);
void pcapng_free(Pcapng *pcapng);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pcapng, pcapng_free)

/* The next n bytes of the file; of a file of another form, or from damage on, nothing is learned. */
void pcapng_feed(Pcapng *pcapng, const guint8 *bytes, gsize n);

/* Packets that interfaces and kernels dropped, as far as the blocks seen so far tell. */
gint64 pcapng_dropped(const Pcapng *pcapng);
