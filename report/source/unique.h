/*
 * unique: how many distinct source addresses each of many groups has, exactly and in one pass.
 * Every address is kept once, with a bit for each group it was seen in.  Addresses are first sorted into
 * 256 parts by their upper hash bits, so that what is looked up next is near in memory; see store.md's
 * measurements of this against one large set.
 */
#pragma once
#include <glib.h>

typedef struct Unique Unique;

/* For groups numbered 0 to groups-1; lists is how many groups a row may name. */
Unique *unique_new(gsize groups, gsize lists);
void unique_free(Unique *unique);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unique, unique_free)

/*
 * Adds n addresses of family 4 or 6 (4 or 16 bytes each).  lists[l][i] is a group of row i plus one, 0 for none.
 * Rows with bins[i] of UNIQUE_SKIP are left out.
 */
#define UNIQUE_SKIP G_MAXUINT32
void unique_add(
    Unique *unique, guint8 family, const guint8 *sources, const guint16 *const *lists, const guint32 *bins, gsize n);

/* Adds the distinct addresses of every group to counts[groups]; gives how many there are in all. */
gint64 unique_count(Unique *unique, gint64 *counts);
