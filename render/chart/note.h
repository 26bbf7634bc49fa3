/*
 * note: the marks of remarks in a plot, each near the peak of what it speaks of and off the data.
 */
#pragma once
#include "axis.h"
#include "footer.h"

/* The marks of notes on series [first, first + n) and on all; piled: the series stand on each other. */
void note_marks(Pen *pen, const Chart *chart, const Plot *plot, guint first, guint n, gboolean piled);

/* A mark in its ring, the middle at x, y; the ring's radius [pt]. */
void note_mark(Pen *pen, const char *mark, double x, double y);
double note_radius(const Pen *pen);

/* Where a note of a series or of all (series -1) lies in a plot [pt]; FALSE where it does not. */
gboolean note_span(const ChartNote *note, const Plot *plot, guint series, double *from, double *to);

/*
 * The marks of the notes of a series and of all in a row with its middle at y, each as near above the middle of its span
 * as the others allow, from low [pt] to the plot's right end.
 */
void note_row(Pen *pen, const Chart *chart, const Plot *plot, guint series, double low, double y);

/* The label of a series with the marks of the notes on it as a whole; the caller owns it. */
char *note_label(const Chart *chart, guint series);

/* Appends "a  words" of each note to texts (of char*). */
void note_texts(const Chart *chart, GPtrArray *texts);

/* The words of the notes alone, for below a chart; the caller owns it. */
Footer *note_footer(Pen *pen, const Chart *chart, double width);
