/*
 * detail: rows counted into the bins and groups of several wants, and their sources with them.
 * Pure: rows come in, counts go out; it knows no store.
 */
#pragma once
#include "scan.h"
#include "source.h"

typedef struct Detail Detail;

/* Borrows edges [n_bins + 1] and wants; unique sources of all rows too where total. */
Detail *detail_new(const gint64 *edges, gsize n_bins, const SourceWant *wants, gsize n_wants, gboolean total);
void detail_free(Detail *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Detail, detail_free)

/* The columns that detail_add looks at (COLUMN_BITs). */
guint detail_columns(const Detail *detail);

/* Counts rows of the day that starts at day; those outside the edges are left out. */
void detail_add(Detail *detail, gint64 day, const Rows *rows);

/* Writes the unique sources of the wants, and of all rows; nothing may be added after it. */
void detail_end(Detail *detail, gint64 *total);
