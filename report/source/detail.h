/*
 * detail: rows counted into the bins and groups of several wants, and their sources with them.
 * Pure: rows come in, counts go out; it knows no store.  Each thread counts with a hand of its own.
 */
#pragma once
#include "estimate.h"

typedef struct Detail Detail;
typedef struct DetailHand DetailHand;

/*
 * Borrows edges [n_bins + 1] and wants; unique sources of all rows too where total.  So many threads will help: the more
 * there are, the less each may keep in memory.
 */
Detail *detail_new(
    const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants, gboolean total, guint helpers);
void detail_free(Detail *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Detail, detail_free)

/* Adds the sources of all rows to the estimate too, which it borrows. */
void detail_estimate(Detail *detail, Estimate *estimate);

/*
 * What to do with the rows of a day: the counts of these wants (bit w: want w), from a day that is (whole) or may not
 * be between the edges.  The columns that this looks at (COLUMN_BITs); none where there is nothing to do.
 */
typedef struct {
	guint64 wants;
	gboolean whole;
} DetailTask;

guint detail_columns(const Detail *detail, DetailTask task);

/* A hand for a pass; borrows the detail. */
DetailHand *detail_hand_new(Detail *detail);
void detail_hand_free(DetailHand *hand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DetailHand, detail_hand_free)

/* Counts rows of the day that starts at day; those outside the edges are left out. */
void detail_add(DetailHand *hand, gint64 day, DetailTask task, const Rows *rows);

/* Adds what the hand counted to the wants. */
void detail_hand_end(DetailHand *hand);

/*
 * Ends a pass over all rows, all of whose hands have ended, with so many threads besides the caller's.  again: another one
 * is needed, since not all sources fitted anywhere; else total (NULL: not asked) and the wants are as they should be.
 */
gboolean detail_end(Detail *detail, guint helpers, gint64 *total, gboolean *again, GError **error);
