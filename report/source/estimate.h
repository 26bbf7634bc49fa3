/*
 * estimate: unique sources of a span of which days have expired, from the sketches that are kept of those days and from
 * the rows that are left.
 */
#pragma once
#include "scan.h"
#include "source.h"

typedef struct Estimate Estimate;

/*
 * For the sources of the wants [n] in the days between from and to, of which expired (array of ExpiredDay) are gone.
 * Borrows the wants.  Reads what is kept; NULL on failure.
 */
Estimate *estimate_new(
    Store *store, const GArray *expired, gint64 from, gint64 to, const SourceWant *wants, gsize n, GError **error);
void estimate_free(Estimate *estimate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Estimate, estimate_free)

/*
 * Adds rows that are left: groups [rows->n] of a want, plus one, 0 for none; of all packets where want is n and groups is
 * NULL.  Rows with bins[i] of UNIQUE_SKIP are left out.  The same rows may be added again; threads may add at once.
 */
void estimate_rows(Estimate *estimate, gsize want, const Rows *rows, const guint16 *groups, const guint32 *bins);

/*
 * Puts estimates in place of the exact sources of the rows that are left, where expired days have packets of the group, or
 * -1 where what is kept of them does not stand for all of these.
 */
void estimate_end(Estimate *estimate, gint64 *total);
