/*
 * steady: whether the same events are told when the counts change in a way that should not matter.
 * The same seed gives the same panel twice; one is changed, and the events of both are compared.
 */
#pragma once
#include "panel.h"

typedef enum { STEADY_LOUD, STEADY_AWAY, STEADY_REPLACED, STEADY_MOVED, STEADY_GAP, STEADY_CHANGES } SteadyChange;

typedef struct {
	guint series;
	guint before; /* events of the panel as it was */
	guint kept;   /* of these still told */
	guint at_gap; /* events that start within two days of the four in the middle and were told otherwise before */
	guint by_gap; /* of these such that no event of the same direction was there before */
	gsize splits; /* sensors that are two from a day on, in the changed panels */
	guint moves;  /* told of the panels as they were; asked of STEADY_MOVED alone */
} Steady;

/* Of so many panels from this seed on. */
Steady steady_measure(SteadyChange change, guint32 first, guint32 seeds);
