/*
 * annotate: the events of a plotted item as notes of its figure.
 */
#pragma once
#include "inner.h"

/* Appends a note for each event of series, an item of a ranked table, within the chart's time. */
gboolean annotate(const Facts *facts, Chart *chart, guint series, const char *table, GError **error);
