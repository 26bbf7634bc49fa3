/*
 * by_sensor: series of the sensors for a figure.
 */
#pragma once
#include "inner.h"

/*
 * Adds a series for each sensor to chart, whose days are set: of an item of a table, or (NULL) of all packets.  first is
 * the chart's first day in the quarter, from 0.  FALSE where the model has no days by sensor of it.
 */
gboolean by_sensor(const Facts *facts, Chart *chart, const char *table, const char *item, gsize first);

/* Keeps the sensors with most packets, most first. */
void by_sensor_first(Chart *chart, guint top);
