/*
 * distinct: in how many groups of several lists each of many addresses was seen, counted by group.
 * A record is an address and a code; each list reads a field of the code's bits.  One a thread.
 */
#pragma once
#include <glib.h>

/*
 * Of a list: the lowest bit of its field in the code, the bits of it, the group of each number there (plus one; 0: none),
 * and where its groups' counts begin.
 */
typedef struct {
	guint shift;
	guint32 mask;
	const guint16 *group;
	gsize first;
} DistinctField;

typedef struct Distinct Distinct;

/* Borrows n fields; there are slots counts in all. */
Distinct *distinct_new(const DistinctField *fields, gsize n, gsize slots);
void distinct_free(Distinct *distinct);

enum {
	DISTINCT_KEY =
	    24, /* lowest bits of a short record that are the address: the rest of it the records have in common */
	DISTINCT_LONG = 24 /* [B] of a long record: 16 of an address, then the code */
};

/* Room for n records of size bytes, those that stand there first; good until the next call. */
gpointer distinct_room(Distinct *distinct, gsize n, gsize size);

/*
 * Counts the addresses of n records that stand in the room; no address of them may be in another call.  Short records
 * are words, long ones bytes.
 */
void distinct_short(Distinct *distinct, gsize n);
void distinct_long(Distinct *distinct, gsize n);

/* Sorts n records in the room, of bits bits, and leaves each that stands there several times once; gives how many are left. */
gsize distinct_squeeze_short(Distinct *distinct, gsize n, guint bits);
gsize distinct_squeeze_long(Distinct *distinct, gsize n);

/* So many addresses in all, and of slot (first + group, plus one). */
gint64 distinct_total(const Distinct *distinct);
gint64 distinct_count(const Distinct *distinct, gsize slot);
