/*
 * register: the loads that count.  Inner to report/clickhouse.
 */
#pragma once
#include "cluster.h"

/* A load that was committed, and what of it is not in Load. */
typedef struct {
	guint64 id;
	Load *load;
	char *spans;    /* "sensor first last" of each sensor, with ',' between */
	char *replaces; /* ids of loads that do not count since this one, with ',' between */
	guint spread;   /* over how many shards its rows are spread by source, whatever the load; 0: by sensor */
	gboolean four;  /* all its sources are IPv4; FALSE where that is not known */
} Committed;

/* Reads the loads that count anew. */
gboolean register_read(Cluster *cluster, GError **error);

/* Adds the row of a load, from which on it counts. */
gboolean register_enter(Cluster *cluster, const Committed *committed, GError **error);

/* Whether it has observations that may be in [from, to). */
gboolean register_touches(const Committed *committed, gint64 from, gint64 to);

/* The number of a new load: greater than those before, and no two the same. */
guint64 register_fresh_id(void);
