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

/* The columns (COLUMN_BITs) that rows of the instants [first, last] are asked for; 0 where no want touches them. */
guint sender_columns(const SenderPass *pass, gint64 first, gint64 last);

/* Counts rows of the day that starts at day. */
void sender_add(SenderPass *pass, gint64 day, const Rows *rows);

/* The answers, once all rows are added; the pass is of no use then.  The caller owns them (senders_free). */
Senders *sender_end(SenderPass *pass);
