/*
 * unique: how many distinct source addresses each of many groups has, exactly.
 * Every row is kept as a short record, put away by a hash of its address into one of 256 parts; at the end each part is
 * sorted by address and counted by itself.  Several threads may add at once, and several count.  Where memory ends,
 * records go to a file (pile.h); where there can be none a part of the addresses is left for another pass over the same
 * rows.
 */
#pragma once
#include <glib.h>

typedef struct Unique Unique;
typedef struct UniqueFeed UniqueFeed; /* one a thread */

/* The groups that are counted by a field of the rows' codes; several lists may read one. */
typedef struct {
	gsize field;
	gsize groups;
	const guint16 *group; /* [codes + 1] by the field's number: a group, plus one; 0: none */
} UniqueList;

/*
 * For n_fields fields, each with the numbers 1..codes[field], 0 where a row has none, and n_lists lists, which are
 * borrowed.  Records take up to about limit bytes, and the rest a file in the folder (NULL: the usual one).
 */
Unique *unique_new(
    const gsize *codes, gsize n_fields, const UniqueList *lists, gsize n_lists, gsize limit, const char *folder);
void unique_free(Unique *unique);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Unique, unique_free)

/* Fields lie on sheets of 32 bits: on which one a field is, and from which bit on. */
typedef struct {
	gsize sheet;
	guint shift;
} UniquePlace;

gsize unique_sheets(const Unique *unique);
UniquePlace unique_place(const Unique *unique, gsize field);

UniqueFeed *unique_feed_new(Unique *unique);
void unique_feed_free(UniqueFeed *feed);

/*
 * Adds n addresses of family 4 or 6 (4 or 16 bytes each); codes[sheet][i] has the numbers of row i in the fields of a
 * sheet.  Rows with bins[i] of UNIQUE_SKIP are left out; none where bins is NULL.
 */
#define UNIQUE_SKIP G_MAXUINT32
void unique_add(
    UniqueFeed *feed, guint8 family, const guint8 *sources, const guint32 *const *codes, const guint32 *bins, gsize n);

/* The rest of what was added, at the end of a pass. */
void unique_feed_end(UniqueFeed *feed);

/*
 * Ends a pass that all feeds have ended, with so many threads besides the caller's: adds the distinct addresses of every
 * group to counts[list][group], and their number in all to *total.  again: another pass over the same rows is needed.
 * Fails where the file cannot be read back.
 */
gboolean unique_count(
    Unique *unique, guint helpers, gint64 *const *counts, gint64 *total, gboolean *again, GError **error);
