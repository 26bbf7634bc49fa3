/*
 * level: behind the data of a plot what its events are held against.
 */
#pragma once
#include "axis.h"

/*
 * Of the levels of series [first, first + n): the days of the event tinted, the range of the days before as a band, their
 * level as a dashed line up to the event's end.  Before the spans without data, which lie over it.
 */
void level_draw(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n);

/* Appends the words of each level, and what band and tint say, to texts (of char*). */
void level_texts(Pen *pen, const Chart *chart, GPtrArray *texts);
