/*
 * traffic: a scenario's observations, day by day.
 */
#pragma once
#include "observation.h"
#include "scenario.h"

typedef struct Traffic Traffic;

/* The scenario is borrowed. */
Traffic *traffic_new(const Scenario *scenario, guint64 seed, gint64 scale);
void traffic_free(Traffic *traffic);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Traffic, traffic_free)

/*
 * The observations of the next day, in time order, into day (of Observation; what was in it goes); FALSE when
 * the scenario is over. None lies in the outage. Days must be drawn in order, for each goes on from the one before.
 */
gboolean traffic_next(Traffic *traffic, GArray *day);
