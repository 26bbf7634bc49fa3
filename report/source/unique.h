/*
 * unique: how many distinct source addresses each of many groups has, exactly and in one pass.
 * Every address is kept once, with a bit for each group it was seen in.  Addresses are first sorted into
 * 256 parts by their upper hash bits, so that what is looked up next is near in memory; several threads
 * may add at once.  Where all addresses do not fit into memory, a part of them is left for another pass over
 * the same rows.
 */
#pragma once
#include <glib.h>

typedef struct Unique Unique;
typedef struct UniqueFeed UniqueFeed; /* one a thread */

/* One of the lists of groups; a row names one group of each list, or none. */
typedef struct {
	gsize groups;
	gboolean one; /* an address is nearly always in the same group (a region): kept without bits */
} UniqueList;

/* For n lists; tables grow to about limit bytes before a part of the addresses is left for later. */
Unique *unique_new(const UniqueList *lists, gsize n, gsize limit);
void unique_free(Unique *unique);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unique, unique_free)

/* How rows name a group of a list; none is 0 in each. */
guint16 unique_code(const Unique *unique, gsize list, gsize group);

UniqueFeed *unique_feed_new(Unique *unique);
void unique_feed_free(UniqueFeed *feed);

/*
 * Adds n addresses of family 4 or 6 (4 or 16 bytes each).  codes[l][i] names the group of row i in list l.
 * Rows with bins[i] of UNIQUE_SKIP are left out; none where bins is NULL.
 */
#define UNIQUE_SKIP G_MAXUINT32
void unique_add(
    UniqueFeed *feed, guint8 family, const guint8 *sources, const guint16 *const *codes, const guint32 *bins, gsize n);

/* The rest of what was added, at the end of a pass. */
void unique_feed_end(UniqueFeed *feed);

/*
 * Ends a pass that all feeds have ended: adds the distinct addresses of every group to counts[list][group], and
 * their number in all to *total.  TRUE where another pass over the same rows is needed.
 */
gboolean unique_count(Unique *unique, gint64 *const *counts, gint64 *total);
