/*
 * output: files in memory, until all of them are made.
 */
#pragma once
#include <glib.h>
#include "doc.h"

/* One file; name is below the folder ("data/ports.csv"). */
typedef struct {
	char *name;
	GBytes *bytes; /* NULL: no file, but where the numbered pages end */
	guint number;  /* then: the first page that is not there; name is what stands before it */
	const char *extension;
} Output;

GArray *outputs_new(void);                                    /* of Output, with its clear function */
void outputs_add(GArray *outputs, char *name, GBytes *bytes); /* takes both */

/*
 * The pages of stem ("report-2015Q3.ja") end before number: files of that number and behind are of an earlier, longer
 * report, and saving takes them away.  Takes stem.
 */
void outputs_end(GArray *outputs, char *stem, guint number, const char *extension);

/* Writes all below folder, which is made where it is not there yet. */
gboolean outputs_save(const GArray *outputs, const char *folder, GError **error);

/*
 * series.csv: figure,item,start,packets,state, a line for every point as the figures of the documents plot it.  A figure
 * that stands in several languages is written once; fails where two figures of one id differ in what they plot.
 * The caller owns the text.
 */
char *series_write(const GPtrArray *docs, GError **error);
