/*
 * load: a file on its way into the tables, what load.c and commit.c share of it.  Inner to report/clickhouse.
 */
#pragma once
#include "names.h"
#include "tallies.h"

typedef struct Ports Ports;

/* What the load holds of a sensor. */
typedef struct {
	guint id;
	gint64 first, last;
} Span;

struct ClusterLoad {
	Cluster *cluster; /* borrowed */
	guint64 id;
	BatchInfo info; /* its words are ours */
	char *geo_type, *geo_sha256;
	gint64 observations, packets, first, last;
	GPtrArray *names[NAME_SIGNATURE + 1], *fresh[NAME_SIGNATURE + 1]; /* by number; those without one yet */
	guint known[NAME_SIGNATURE + 1];                                  /* first number that is free */
	GHashTable *numbers;                                              /* name (pointer) -> number */
	GPtrArray *spans;                                                 /* of Span, by number; NULL: not in it */
	GPtrArray *blocks;                                                /* of GByteArray, one a shard */
	GPtrArray *sums[SUM_KINDS];                                       /* likewise */
	Tallies *tallies;
	gint64 day, day_end; /* of the row before */
	Ports *ports;
	BatchLoss loss; /* what is known to be missing */
	gboolean sent, done;
};

/* Adds to one of its sums; sends them where there are too many. */
gboolean load_sum(ClusterLoad *load, const SumCell *sum, GError **error);

/* Sends the rows that wait, and all that they add up to. */
gboolean load_send_all(ClusterLoad *load, GError **error);

/* --- ports that are heavy (ports.c) ------------------------------------------------------------ */

Ports *ports_new(void);
void ports_free(Ports *ports);

/* Packets of a port in a row. */
typedef struct {
	guint32 day, hour, key, packets; /* day, hour: their starts [s since 1970, UTC] */
	guint16 sensor;
} PortRow;

/*
 * Adds them to what is summed by hour and by sensor, if the port is a heavy one.  Which are is known when the first rows
 * are in; ports_end counts those where there were no more.
 */
gboolean ports_add(ClusterLoad *load, const PortRow *row, GError **error);
gboolean ports_end(ClusterLoad *load, GError **error);
