/*
 * real: events put into the counts of real sensors, nine honeypots in 2013 (beside the repository; not ours to give).
 * Real days scatter in ways that no invented panel does; what happened in them beside our events is not known.
 */
#pragma once
#include "method.h"

typedef struct Real Real;

/* NULL where the data are not there. */
Real *real_load(void);
void real_free(Real *real);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Real, real_free)

typedef enum { REAL_LARGE, REAL_SMALL, REAL_SIZES } RealSize; /* items of fifteen packets a day or more, or of two */

typedef struct {
	guint items[REAL_SIZES];
	guint seen[REAL_SIZES][TRUE_KINDS], found[REAL_SIZES][TRUE_KINDS];
	guint rises[REAL_SIZES]; /* told of the counts as they are */
} RealScore;

/* Puts an event of each kind into each item, once a seed, and looks for it. */
RealScore real_measure(const Real *real, const Method *method, guint32 first, guint32 seeds);

/* The part of the events seen that was found. */
double real_recall(const RealScore *score, RealSize size);
