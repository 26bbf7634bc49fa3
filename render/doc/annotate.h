/*
 * annotate: the events of a plotted item as notes of its figure.
 */
#pragma once
#include "inner.h"

/* Appends a note for each event of series, an item of a ranked table, within the chart's time; without a mark yet. */
gboolean annotate(const Facts *facts, Chart *chart, guint series, const char *table, GError **error);

/* When all are there: puts them in order of time and gives them their letters. */
void annotate_in_order(Chart *chart);
