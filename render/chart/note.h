/*
 * note: the marks of remarks in a plot, each near the peak of what it speaks of and off the data.
 */
#pragma once
#include "axis.h"

/* The marks of notes on series [first, first + n) and on all; piled: the series stand on each other. */
void note_marks(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n, gboolean piled);

/* A mark in its ring, the middle at x, y; the ring's radius [pt]. */
void note_mark(Pen *pen, const char *mark, double x, double y);
double note_radius(const Pen *pen);

/* The label of a series with the marks of the notes on it as a whole; the caller owns it. */
char *note_label(const Chart *chart, guint series);

/* Appends "a  words" of each note to texts (of char*). */
void note_texts(const Chart *chart, GPtrArray *texts);
