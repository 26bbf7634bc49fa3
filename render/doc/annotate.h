/*
 * annotate: the events of a plotted item as notes of its figure.
 */
#pragma once
#include "inner.h"

/*
 * Appends a note for each event of series, an item of a ranked table, within the chart's time; without a mark yet.  full:
 * whatever the edition says of it, and with the level of the days before it.
 */
gboolean annotate(const Facts *facts, Chart *chart, guint series, const char *table, gboolean full, GError **error);

/* The same where ranks are shown: a note on a rank that single sensors, missing time or other sensors alone explain. */
gboolean annotate_rank(const Facts *facts, Chart *chart, guint series, const char *table, GError **error);

/*
 * The same where the series are sensors, of an item or (NULL) of all packets: what came to one sensor is a note on its
 * series, else on all.
 */
gboolean annotate_sensors(
    const Facts *facts, Chart *chart, const char *table, const char *item, gboolean full, GError **error);

/* When all are there: puts them in order of time and gives them their letters. */
void annotate_in_order(Chart *chart);
