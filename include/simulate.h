/*
 * simulate: invented observations with a known story, for the demo, tests and benchmarks.
 * Every file says that it is simulated; so will every page made from it.  The same scenario, seed
 * and scale give the same bytes.
 */
#pragma once
#include <glib.h>

typedef struct {
	gint64 seed;  /* at least 0 */
	gint64 scale; /* times the scenario's packets, at least 1 */
} SimulateOptions;

/* Told after each simulated day; done of all days. */
typedef void SimulateProgress(gint64 done, gint64 all, gpointer data);

/*
 * Writes a scenario ("2015q3") into folder, which is made where it is not there yet:
 *   observations-QUARTER.csv.gz   one a quarter, in the profile "teiten", in time order
 *   sensors.csv, gaps.csv         as teiten sensor and teiten gap take them
 *   geo.mmdb                      regions of the invented sources
 *   edition/                      the quarter's own text
 * Fails on an unknown scenario, naming those there are.  progress may be NULL.
 */
gboolean simulate_write(const char *scenario, const SimulateOptions *options, const char *folder,
    SimulateProgress *progress, gpointer data, GError **error);
