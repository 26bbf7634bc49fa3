/*
 * span: stretches of time and what is left of them when others are taken out.  Pure.
 */
#pragma once
#include <glib.h>

typedef struct {
	gint64 from, to; /* [s since 1970, UTC], half open */
} Span;

/* Appends what of [from, to) is inside of clip, if anything. */
void span_add(GArray *spans, gint64 from, gint64 to, Span clip);

/* Puts spans in order of time and joins those that touch. */
void span_join(GArray *spans);

/* The parts of span, at least shortest long [s], that no hole covers; holes are joined.  The caller owns the array. */
GArray *span_without(Span span, const GArray *holes, gint64 shortest);

/* What both cover, each of them joined; the caller owns the array. */
GArray *span_common(const GArray *a, const GArray *b);

/* Seconds that two spans share. */
gint64 span_overlap(Span a, Span b);
