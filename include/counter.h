/*
 * counter: packets a key, for keys below 2^24.
 * Keys that share their upper bits (a protocol's ports) share a page of 65,536 counts, made when the
 * first of them is counted; clearing and walking cost what was touched.
 */
#pragma once
#include <glib.h>

#define COUNTER_KEYS (1 << 24)

typedef struct Counter Counter;

Counter *counter_new(void);
void counter_free(Counter *counter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Counter, counter_free)

void counter_clear(Counter *counter);
void counter_add(Counter *counter, guint32 key, gint64 packets);

/* Adds sign times the packets of n keys, each below COUNTER_KEYS. */
void counter_add_all(Counter *counter, const guint32 *keys, const guint32 *packets, gsize n, gint64 sign);

gint64 counter_get(const Counter *counter, guint32 key);

/* Calls with every key that has packets, in order of key. */
void counter_each(const Counter *counter, void (*with)(guint32 key, gint64 packets, gpointer data), gpointer data);
