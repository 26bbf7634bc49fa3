/*
 * source: the few questions a report asks, whatever engine answers them.
 * An engine is one line in the table of source.c and one file beside it.  Every answer is exact but the unique sources of
 * spans of which days have expired (source_expired), which are estimates; what no longer can be answered is refused.
 */
#pragma once
#include "class.h"
#include "region.h"
#include "store.h"

typedef struct Source Source;

typedef enum {
	DIMENSION_PORT,      /* key: protocol << 16 | port (ICMP: type) */
	DIMENSION_REGION,    /* key: Region */
	DIMENSION_SIGNATURE, /* key: number of the label, see source_signature; 0 is no label */
	DIMENSION_SENSOR,    /* key: id of the sensor */
	DIMENSION_COUNT
} Dimension;

/* key and how many packets carried it */
typedef struct {
	guint32 key;
	gint64 packets;
} Tally;

/* A chosen set of keys of one dimension, and where their answers go. */
typedef struct {
	Dimension dimension;
	/* A row's packets go to every want that holds its key, there to the first place where it stands. */
	const guint32 *keys; /* [n_keys] */
	gsize n_keys;
	const guint16 *group; /* [n_keys], which row of counts and sources a key adds to; NULL: its own */
	gsize n_groups;       /* rows (n_keys where group is NULL) */
	gint64 *counts;       /* [n_groups * (n_splits or 1) * n_bins] packets, added to; NULL: not asked */
	gint64 *sources;      /* [n_groups] unique source addresses; -1: not known any more; NULL: not asked */
	/* Rows of counts are split by keys of another dimension; a packet with none of them is not counted. */
	Dimension split;
	const guint32 *split_keys; /* [n_splits] */
	gsize n_splits;            /* 0: not split */
} SourceWant;

/* Who sent an item in a span: the question, and its answer. */
typedef struct {
	Dimension dimension;
	guint32 first, last;    /* keys of the item, both included: one, or ICMP's 256 types */
	gint64 from, to;        /* [s since 1970, UTC], half open */
	const guint32 *sensors; /* [n_sensors] ids of those whose packets are counted one by one */
	gsize n_sensors;
} SenderWant;

enum { SENDER_NETWORKS = 5, SENDER_PREFIX4 = 24, SENDER_PREFIX6 = 48 /* bits that make a network */ };

/* A network of sources: a /24 of IPv4, a /48 of IPv6. */
typedef struct {
	guint8 family;      /* 4 or 6; 0: there is none */
	guint8 address[16]; /* network order, bits after the prefix are 0 */
	gint64 packets, sources;
} SenderNetwork;

typedef struct {
	gint64 packets;
	gint64 sources, networks; /* distinct addresses, and networks of them */
	/*
	 * Effective numbers of both [1/1000], rounded down: (sum of packets)^2 / sum of (packets of one)^2, the inverse of
	 * Simpson's index (Hill 1973, order 2): 1000 where one sent it all.
	 */
	gint64 effective_sources, effective_networks;
	gint64 top_source;                  /* packets of the address that sent most */
	SenderNetwork top[SENDER_NETWORKS]; /* most packets first, then IPv4 before IPv6, then by address */
	gint64 *at_sensor;                  /* [n_sensors] packets of each */
} Senders;

/* In which minutes of [from, from + 60 minutes) each of some sensors received a packet. */
typedef struct {
	gint64 from;   /* start of minute 0 [s since 1970, UTC] */
	gsize minutes; /* of a sensor */
	gsize sensors, stride;
	guint8 *bits; /* [sensors * stride] of minute i the bit 1 << i % 8 of byte i / 8; bits after the last are 0 */
} Minutes;

Minutes *minutes_new(gint64 from, gsize minutes, gsize sensors);
void minutes_free(Minutes *minutes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Minutes, minutes_free)
gboolean minutes_heard(const Minutes *minutes, gsize sensor, gsize minute);

/* The bits of the 60 minutes from minute 60 * hour on, lowest first; those after the last are 0. */
guint64 minutes_of_hour(const Minutes *minutes, gsize sensor, gsize hour);
void minutes_set(Minutes *minutes, gsize sensor, gsize minute);

/* Opens "path/to/teiten.db", or "clickhouse://..." (teiten-clickhouse(7)). */
Source *source_open(const char *address, GError **error);
void source_free(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_free)

/*
 * From here on tallies, details and senders are of packets of these classes (CLASS_BITs) alone; of all at first.  Minutes
 * stay those of all packets: a sensor that hears anything observes.
 */
void source_limit(Source *source, guint classes);

/* Packets of every key of the dimension in [from, to), in order of key; array of Tally, owned by the caller. */
GArray *source_tally(Source *source, Dimension dimension, gint64 from, gint64 to, GError **error);

/*
 * In one pass over [edges[0], edges[n_bins]): the counts a bin and the unique sources of every want;
 * and, where total is not NULL, the unique sources of all packets (-1: not known any more).
 */
gboolean source_detail(
    Source *source, const gint64 *edges, gsize n_bins, SourceWant *wants, gsize n_wants, gint64 *total, GError **error);

/*
 * Who sent the packets of each of n wants, in one pass over all their spans; array of n Senders, owned by the caller
 * (senders_free).
 */
Senders *source_senders(Source *source, const SenderWant *wants, gsize n, GError **error);
void senders_free(Senders *senders, gsize n);

/*
 * In which minutes of [from, to) each of n sensors (ids) received a packet, whatever the zone: minute i begins at
 * from + 60 i.  A last minute that is cut counts what is before to.  The caller owns the answer.
 */
Minutes *source_minutes(Source *source, gint64 from, gint64 to, const guint32 *sensors, gsize n, GError **error);

/* Of [from, to), half open [s since 1970, UTC]. */
typedef struct {
	gint64 from, to;
} SourceSpan;

/*
 * The days that touch [from, to) and have expired: their observations are gone, their packets by item, hour and sensor
 * are known, their sources about.  Days that follow each other are one; array of SourceSpan, owned by the caller.
 */
GArray *source_expired(Source *source, gint64 from, gint64 to, GError **error);

/* Borrows the label of a signature's number; NULL for 0. */
const char *source_signature(const Source *source, guint32 number);

/* Sensors, declared gaps, loads that touch [from, to): arrays of Sensor, Outage, Load, owned by the caller. */
GPtrArray *source_sensors(Source *source, GError **error);
GPtrArray *source_outages(Source *source, gint64 from, gint64 to, GError **error);
GPtrArray *source_loads(Source *source, gint64 from, gint64 to, GError **error);
