/*
 * tallies: packets by day, dimension and key, as they are added up on their way into the table of sums.
 */
#pragma once
#include <glib.h>

typedef struct {
	guint32 day; /* its start [s since 1970, UTC] */
	guint32 key;
	guint64 packets; /* 0: a free place */
	guint8 dimension;
} SumCell;

typedef struct {
	SumCell *cells; /* [room], open addressing */
	gsize used, room;
} Tallies;

Tallies *tallies_new(void);
void tallies_free(Tallies *tallies);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tallies, tallies_free)

/* Adds packets; FALSE, and nothing added, where it is full: then it is to be written and cleared. */
gboolean tallies_add(Tallies *tallies, guint32 day, guint8 dimension, guint32 key, guint64 packets);
void tallies_clear(Tallies *tallies);
