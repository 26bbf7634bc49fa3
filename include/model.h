/*
 * model: the report model, the one value at which the two stages meet.
 * It holds facts: counts, times, keys; never a sentence, never a language.  All numbers are
 * integers, so nothing fails to round-trip; ratios are functions of it (below).  report/ makes
 * it, render/ reads it, model.json (model.5) keeps it.  Freed whole by model_free.
 */
#pragma once
#include <glib.h>
#include "zone.h"

#define MODEL_VERSION   4
#define MODEL_COUNT_MAX G_GINT64_CONSTANT(10000000000000) /* largest count, so that sums over bins stay in range */
#define MODEL_RANKS     20                                /* every item ranked so far in either quarter has its row */

/* What a previous rank says when it is no rank. */
enum {
	RANK_NONE = 0,    /* not seen at all in the quarter before */
	RANK_BEYOND = -1, /* seen or not: the frozen table ends above it */
};

/* One ranked item in one table. */
typedef struct {
	char *key;     /* "23/tcp", "0/icmp", "47/ip" (another protocol), "8/icmp" (a type), "CN", "private", a label */
	gint protocol; /* IANA number; -1 in tables that are not of ports */
	gint port;     /* destination port or ICMP type; -1 likewise */
	char *service; /* IANA name; NULL where unassigned or not of ports */
	gint64 rank;   /* from 1, ties share; 0: counted but not ranked (private, reserved, unknown) */
	gint64 packets,
	    sources; /* of the quarter; sources exact or about (model_is_about); -1: not counted or not known any more */
	gint64 previous_rank;                      /* as printed: the frozen model's where one was given; or RANK_* */
	gint64 previous_packets, previous_sources; /* -1: not known */
	gint64 *hours;         /* [bins] packets an hour bin; NULL for items that rank below MODEL_RANKS */
	gint64 previous_order; /* rank the store itself gives for the quarter before; RANK_NONE where none */
	/*
	 * As if the sensors of the quarter before had observed all of both quarters; 0: not known.  Lossy days, and packets
	 * that came while their sensor did not observe, are left out.
	 */
	gint64 factor; /* packets against the quarter before [1/1000]; 0: also what is new */
	gint64 corrected_rank, corrected_previous_rank; /* RANK_BEYOND below MODEL_RANKS */
	char *caveat; /* "exposure": a gap or another set of sensors alone explains the move of the rank; NULL */
	/*
	 * As if no sensor had had the artefacts that highlights tell of.  0, 0: none is told of any row of the table; else of
	 * each ranked row, and only where its own are told packets_without is less than packets.
	 */
	gint64 packets_without, rank_without; /* RANK_BEYOND below MODEL_RANKS */
} ModelRow;

#define TABLE_TOTAL "total" /* of one row, "packets": all of the quarter; since version 4 */

/* "port", "icmp" (ports with ICMP by type), "region", "signature", TABLE_TOTAL */
typedef struct {
	char *name;
	GPtrArray *rows; /* of ModelRow, by rank, then protocol and number or code; unranked last */
} ModelTable;

typedef struct {
	char *name, *name_ja, *name_en, *placement; /* as in Sensor; name_* never NULL here */
	gint64 packets, sources;                    /* sources -1: not counted */
	gint64 expected, observed;                  /* [s] of the quarter */
	gint64 previous_packets, previous_expected, previous_observed;
	/* Where it began or ended within the quarter [s since 1970, UTC], and how that is known; 0 and NULL: it did not. */
	gint64 started, stopped;
	char *started_known, *stopped_known; /* "register", "silence" */
	GArray *days;                        /* of gint64: packets of each day of the quarter; NULL: not known */
} ModelSensor;

/* A span without data. */
typedef struct {
	char *sensor;              /* NULL: the whole system */
	gint64 from, to;           /* [s since 1970, UTC], clipped to the quarter */
	gboolean declared;         /* else found from silence */
	char *cause_ja, *cause_en; /* NULL where not given */
} ModelGap;

/* A line of the one table of what was amiss with the observation, gaps among it. */
typedef struct {
	/*
	 * "silent"; "degraded": most packets lost; "started", "stopped": before, after its own time; since version 4 "moved":
	 * the day on which it began to receive another mix of everything, or more of all, as from another place
	 */
	char *what;
	char *sensor;    /* NULL: the whole system */
	char *other;     /* that stopped or started when this one started or stopped; NULL: none did */
	gint64 from, to; /* [s since 1970, UTC], clipped to the quarter */
	/* "declared": only recorded; "detected": only found in the counts; "both"; "conflict": recorded, but packets came */
	char *known;
	gint64 missing;              /* [s] of it that do not count as observed */
	gint64 heard;                /* minutes of a declared span with packets, of the sensor with most */
	gint64 found_from, found_to; /* the silence about a declared span [s since 1970, UTC]; 0: there is none */
	gboolean differs;            /* its ends are not the declared ones, beyond what the packets' spacing allows */
	gint64 level; /* of "degraded": packets of the usual, of "moved": of those before [1/1000]; else 0 */
	char *cause_ja, *cause_en; /* NULL where not given */
} ModelHealth;

typedef enum { BIN_OBSERVED, BIN_PARTIAL, BIN_MISSING } BinState;

/* One sensor's packets of an item. */
typedef struct {
	char *sensor;
	GArray *days; /* of gint64: of each day of the quarter */
} ModelPart;

/* What changed, as a ranked fact (highlights.csv). */
typedef struct {
	char *id;           /* "h1" ... in order of weight */
	char *table, *item; /* which row it speaks of */
	char *kind;         /* "mover", "newcomer", "departed", later also "burst", "shift", ... */
	char *scope;        /* "wide", "few", "single", "undetermined" */
	gint64 from, to;    /* of the event [s since 1970, UTC] */
	gint64 factor;      /* packets against the quarter before, per observed time [1/1000]; 0: new */
	gint64 excess;      /* packets more (less than 0: fewer) than expected from the quarter before */
	gint64 sensors;     /* that received it; 0: not known */
	gint64 rank, previous_rank;
	gint64
	    usual; /* packets a day of all sensors before an event, had they observed all the time [1/1000]; 0: not known */
	char *note;   /* "gap-before", "gap-inside", "gap-after", "at-end"; NULL */
	char *sensor; /* name of the one with the largest part of the change; NULL: not known */
	gint64 share,
	    rest; /* that part [1/1000], and the factor without that sensor [1/1000]; 0 where sensor is NULL */
	gint64 rank_without; /* the item's rank without its excess there; 0: not asked, or RANK_BEYOND */
	char *parent;        /* id of the highlight that this one is told with; NULL: it is told on its own */
	/*
	 * Why: "part": most of its packets more are the parent's, and without these no rise remains; "network", "sources":
	 * other packets, at the same time from the same network, from the same addresses; since version 4, before: NULL, a part.
	 */
	char *tie;
	gint64 shared_sources; /* of "sources": addresses that sent both in the parent's time, or its part's; else 0 */
	/*
	 * Who sent the item's packets, of a rise in its time within the quarter; networks 0: not asked.  Networks are /24 of
	 * IPv4 and /48 of IPv6; effective numbers are 1 / sum of squared shares of packets (Hill 1973, order 2).
	 */
	gint64 sources, networks;                     /* distinct addresses, and networks of them */
	gint64 effective_sources, effective_networks; /* [1/1000] */
	gint64 source_share, network_share;           /* of the address, of the network that sent most [1/1000] */
	/* Who announces that network, where one source or network sent most; 0, NULL: not asked, or not known.  Since version 4 */
	gint64 as_number;
	char *as_name; /* of the organization; NULL where the database has none */
	char *origin;  /* "source", "network": one of them sent four of five packets; "several"; NULL: not asked */
	/* The item's packets of the quarter without those of that network in that time, and its rank with these; 0: not asked */
	gint64 packets_without_network, rank_without_network; /* RANK_BEYOND below MODEL_RANKS */
	GPtrArray *parts; /* of ModelPart: the item by sensor, in their order; NULL: not known */
	GArray *around;   /* of gint64: the item's packets of the days around the quarter; NULL: not known */
} ModelHighlight;

/* The frozen table and the store disagree. */
typedef struct {
	char *table, *item;
	gint64 frozen, stored; /* ranks in the quarter before */
} ModelConflict;

typedef struct {
	char *name, *sha256, *profile;
	gint64 observations, packets, first, last;
	char *geo_type, *geo_sha256;
	gint64 geo_built;
	gboolean cut;                 /* the file ends in the middle of a packet */
	gint64 dropped, unread;       /* packets known to be missing: not captured, captured too short */
	char *survey, *survey_sha256; /* the list of survey scanners that it was held against; NULL where none was */
} ModelLoad;

/* Packets of one class, whether they are in all other counts or in none of them. */
typedef struct {
	char *name; /* "unclassified", "scan", "backscatter", "survey" */
	gboolean counted;
	gint64 packets, sources;                   /* of the quarter; sources -1: not counted */
	gint64 previous_packets, previous_sources; /* -1: not known */
} ModelClass;

/* Days whose observations have expired: counts of them are exact, unique sources are about. */
typedef struct {
	gint64 from, to; /* [s since 1970, UTC], half open */
} ModelExpired;

/* A day before the quarter or after it, and what the sensors observed of it. */
typedef struct {
	gint64 from, to;           /* [s since 1970, UTC] */
	gint64 expected, observed; /* [sensor-seconds] */
} ModelDay;

/* What is said of a whole quarter. */
typedef struct {
	Quarter quarter;
	gint64 packets, sources;   /* sources -1: not known */
	gint64 expected, observed; /* [sensor-seconds] */
	gint64 sensors;            /* that were expected at any time */
} ModelTotals;

typedef struct {
	gint version; /* of the model: an older one is written again as it was, without the members that came later */
	char *tool;   /* "teiten 0.1.0" */
	char *time_zone;
	gboolean simulated;
	ModelTotals now, before;
	char *asn_type, *asn_sha256; /* of the database of autonomous systems; NULL: none was asked; since version 4 */
	gint64 asn_built;            /* [s since 1970, UTC] */
	gboolean frozen;             /* previous ranks come from a frozen model */
	gsize bins;                  /* hour bins of the quarter */
	gint64 *edges;               /* [bins + 1] their edges [s since 1970, UTC]; day edges are among them */
	gint64 *bin_expected, *bin_observed; /* [bins] sensor-seconds */
	GPtrArray *tables;                   /* of ModelTable */
	GPtrArray *sensors;                  /* of ModelSensor, by name */
	GPtrArray *gaps;                     /* of ModelGap, by time, then sensor */
	GPtrArray *health;                   /* of ModelHealth, by time, then sensor; since version 3 */
	GPtrArray *highlights;               /* of ModelHighlight, heaviest first */
	GPtrArray *conflicts;                /* of ModelConflict */
	GPtrArray *loads;                    /* of ModelLoad */
	GPtrArray
	    *around; /* of ModelDay, in order: four weeks before the quarter, two after it as far as there are data */
	GPtrArray *expired; /* of ModelExpired: days of the two quarters, in order */
	/* of ModelClass, all of them where it was asked which are to be counted; empty: all are counted; since version 4 */
	GPtrArray *classes;
} Model;

Model *model_new(void);
void model_free(Model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Model, model_free)

ModelTable *model_table_new(const char *name);
ModelRow *model_row_new(void);
void model_row_free(ModelRow *row);
void model_sensor_free(ModelSensor *sensor);
void model_gap_free(ModelGap *gap);
void model_health_free(ModelHealth *health);
void model_part_free(ModelPart *part);
void model_highlight_free(ModelHighlight *highlight);
void model_conflict_free(ModelConflict *conflict);
void model_load_free(ModelLoad *load);
void model_expired_free(ModelExpired *expired);
void model_class_free(ModelClass *class);

/* Borrows; NULL where there is none of that name. */
ModelTable *model_table(const Model *model, const char *name);
ModelRow *model_table_row(const ModelTable *table, const char *key);

/* Share of the quarter's packets, and packets per sensor and day observed; 0 where the divisor is. */
double model_share(const Model *model, const ModelRow *row);
double model_rate(gint64 packets, const ModelTotals *totals);

/*
 * How packets per sensor and day observed changed from the quarter before, as a ratio (0.5: half more).  FALSE where
 * nothing was counted before or nothing was observed in either quarter: then there is no change to speak of.
 */
gboolean model_change(
    gint64 packets, const ModelTotals *now, gint64 previous_packets, const ModelTotals *before, double *ratio);

/* Whether unique sources of the quarter are about: days of it have expired. */
gboolean model_is_about(const Model *model, const ModelTotals *totals);

/* Whether both count the same classes. */
gboolean model_same_classes(const Model *model, const Model *other);

/* Packets of the classes that are counted, or are not, in the quarter; 0 where nobody asked. */
gint64 model_class_packets(const Model *model, gboolean counted);

/* Observed part of the expected sensor time, 0 to 1; 0 where none was expected. */
double model_coverage(gint64 observed, gint64 expected);

/*
 * The state of the bins [first, first+n) taken as one: observed where all expected sensor time was,
 * missing where none was.
 */
BinState model_state(const Model *model, gsize first, gsize n);

/*
 * What must hold between the members whoever made them: lengths, order, sums.  NULL where it does, else what is wrong;
 * the caller owns it.
 */
char *model_check(const Model *model);

/* --- model.json (model_io.c) ------------------------------------------------------------- */

/* Canonical text: fixed order, one line feed at the end.  The caller owns it. */
char *model_write(const Model *model);

/* The opposite.  Fails with "model.json: ..." saying which member is wrong, or its version is newer. */
Model *model_read(const char *text, gsize length, GError **error);
Model *model_open(const char *path, GError **error);

/* --- data files (model_data.c) ----------------------------------------------------------- */

/*
 * The data files but series.csv (which is of a template's figures): "ports.csv", "icmp.csv", "regions.csv",
 * "signatures.csv", "sensors.csv", "gaps.csv", "health.csv", "highlights.csv", "classes.csv".  Text of one file; the
 * caller owns it; NULL where the name is none or came with a later version than the model's, and where there are no
 * classes.  Columns as in DESIGN.md; documented in model.5.
 */
char *model_data(const Model *model, const char *name);
extern const char *const model_data_names[]; /* NULL-terminated */
