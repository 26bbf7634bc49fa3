/*
 * sender: the packets of every source address of some items, summed up to who sent them.
 * Pure: rows come in, Senders go out; it knows no store.
 */
#pragma once
#include "scan.h"
#include "source.h"

typedef struct SenderPass SenderPass;

/* Borrows wants [n]. */
SenderPass *sender_pass_new(const SenderWant *wants, gsize n);
void sender_pass_free(SenderPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SenderPass, sender_pass_free)

/* The columns (COLUMN_BITs) that a segment is asked for; 0 where no want touches it. */
guint sender_columns(const SenderPass *pass, const Segment *segment);

/* Counts the rows of a segment, read with these columns. */
void sender_add(SenderPass *pass, const Segment *segment, const Rows *rows);

/* The answers, once all rows are added; the pass is of no use then.  The caller owns them (senders_free). */
Senders *sender_end(SenderPass *pass);
