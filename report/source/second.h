/*
 * second: further groups of addresses in a list that expects one group an address (unique.c).  Rare, so a set.
 * Several threads may add at once.
 */
#pragma once
#include <glib.h>

typedef struct Seconds Seconds;

Seconds *seconds_new(void);
void seconds_free(Seconds *seconds);

/* The address (key, of width bytes, in part) was seen in a further group of the list. */
void seconds_add(Seconds *seconds, const guint64 key[2], gsize width, gint part, gsize list, guint16 group);

/*
 * Adds one to counts[list][group - 1] for each that is of a part in [low, high), and forgets all: those of other parts are
 * found again in a later pass.
 */
void seconds_count(Seconds *seconds, gint low, gint high, gint64 *const *counts);
