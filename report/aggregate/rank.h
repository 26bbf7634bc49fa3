/*
 * rank: items in order of packets.  Pure.
 */
#pragma once
#include <glib.h>

/* One item with its packets in both quarters. */
typedef struct {
	guint32 key;
	const char *name;  /* orders ties before the key does; NULL: the key alone does; borrowed */
	gboolean unranked; /* counted but not ranked: stands last */
	gboolean kept;     /* has a row whatever it ranks */
	gint64 packets, previous;
	gint64 rank, order;       /* in this quarter and the one before; 0: no packet, or unranked */
	gsize place, order_place; /* position from 0, in which ties differ */
} RankItem;

/* Adds up items (of RankItem) of the same key; they come out in order of key. */
void rank_fold(GArray *items);

/*
 * Competition ranking ("1224"): ties share a rank and the next one counts them all.  Sets rank, order and places of
 * items, which come out in order of rank.
 */
void rank_give(GArray *items);
