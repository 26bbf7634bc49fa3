/*
 * load: a file on its way into the tables, what load.c and commit.c share of it.  Inner to report/clickhouse.
 */
#pragma once
#include "names.h"
#include "ports.h"

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
	gboolean four;  /* no source was IPv6 so far */
	gboolean sent, done;
};

/* Sends the rows that wait, and all that they add up to. */
gboolean load_send_all(ClusterLoad *load, GError **error);
