/*
 * sketch: about how many distinct source addresses there were, when the addresses themselves are gone.
 * HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) with 2^14 registers over a hash of 64 bits, as in Heule, Nunkesser,
 * Hall, "HyperLogLog in Practice", EDBT 2013; counted by the improved raw estimator of O. Ertl, "New cardinality estimation
 * algorithms for HyperLogLog sketches", 2017 (arXiv:1702.01284, algorithm 6), which needs no table of biases.
 * Its standard error is at most 1.04 / sqrt(2^14) = 0.81 %, less where there are few.  The same addresses give the same
 * sketch, whatever their order, for ever.  Pure.
 */
#pragma once
#include <glib.h>

enum { SKETCH_BITS = 14, SKETCH_REGISTERS = 1 << SKETCH_BITS };

typedef struct {
	guint8 registers
	    [SKETCH_REGISTERS]; /* 0: nothing came; else the first bit that was set, from 1, of those after 14 */
} Sketch;

/* The hash of an address of family 4 or 6 (network order). */
guint64 sketch_hash(guint8 family, const guint8 *address);

void sketch_add(Sketch *sketch, guint64 hash);

/* The sketch of what was added to either of two. */
void sketch_merge(Sketch *sketch, const Sketch *other);

/* The estimate; 0 where nothing was added. */
gint64 sketch_count(const Sketch *sketch);

/* As bytes to be kept; the caller owns them. */
GByteArray *sketch_write(const Sketch *sketch);

/* Merges bytes into the sketch; FALSE, and it may be changed, where they are no sketch. */
gboolean sketch_read(Sketch *sketch, const guint8 *bytes, gsize length);
