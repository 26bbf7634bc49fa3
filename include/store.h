/*
 * store: the observations on disk (teiten.db).
 * SQLite is the transactional container: a ledger of batches, sensors, signatures, declared
 * gaps; the observations themselves are zstd-compressed columns, a segment per day and family,
 * with a summary a day.  A store's day is a day of its own zone, set when it is made.  SQL of
 * SQLite lives in report/store only.
 */
#pragma once
#include "geo.h"
#include "observation.h"

typedef struct Store Store;
typedef struct Batch Batch;

typedef enum {
	STORE_READ,
	STORE_CHANGE, /* to write, and it must be there */
	STORE_WRITE,  /* to write, and it is made where it is not there yet */
} StoreMode;

/*
 * Opens the store at path.  A new one has its days in the zone called time_zone (NULL: Asia/Tokyo);
 * to be written, an older schema is migrated.  Fails when the
 * file is no store, is of a newer version, or has another zone than the one asked for.
 */
Store *store_open(const char *path, StoreMode mode, const char *time_zone, GError **error);
void store_free(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

/* Borrows the name of the store's zone. */
const char *store_time_zone(const Store *store);

/* --- one file, one batch, one transaction ---------------------------------------------- */

typedef struct {
	const char *name;       /* file name as given, for the ledger */
	const char *profile;    /* how it was read */
	const GeoIdentity *geo; /* NULL where no database was used */
	gboolean simulated;     /* made by teiten simulate; then the report says so */
	gboolean replace;       /* withdraw overlapping batches of the same sensors first */
	const char *survey;     /* name of the list of surveys that was asked; NULL: none */
	const char *survey_sha256;
} BatchInfo;

typedef enum { BATCH_ADDED, BATCH_KNOWN } BatchResult;

typedef struct {
	BatchResult result; /* BATCH_KNOWN: the same content is there, nothing was added */
	gint64 id;          /* of the batch added or already there */
	gint64 observations, packets;
	gint64 replaced; /* batches withdrawn in the same transaction */
} BatchReceipt;

/* Opens a batch; one at a time a store.  batch_free without batch_commit leaves the store as it was. */
Batch *batch_begin(Store *store, const BatchInfo *info, GError **error);
void batch_free(Batch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Batch, batch_free)

gboolean batch_add(Batch *batch, const Observation *observation, Region region, GError **error);

/*
 * Ends the batch.  sha256 (32 bytes) is of the decoded content, so that x.csv and x.csv.gz are one batch.
 * A batch that overlaps another in time on the same sensor is refused unless info->replace.
 */
gboolean batch_commit(Batch *batch, const guint8 sha256[32], BatchReceipt *receipt, GError **error);

/* What is known to be missing from a file, which then counts too few packets. */
typedef struct {
	gboolean cut;   /* it ends in the middle of a packet */
	gint64 dropped; /* packets that were dropped before they were captured */
	gint64 unread;  /* packets captured too short to be counted */
} BatchLoss;

/* Tells it before the commit; without, nothing is known to be missing. */
void batch_lose(Batch *batch, const BatchLoss *loss);

/* One loaded file, for provenance. */
typedef struct {
	gint64 id, observations, packets, first, last; /* times [s since 1970, UTC], both inclusive */
	char *name, *sha256, *profile;
	char *geo_type, *geo_sha256; /* NULL where no database was used */
	gint64 geo_built;
	gboolean simulated;
	BatchLoss loss;
	char *survey, *survey_sha256; /* NULL where no list of surveys was asked */
} Load;

void load_free(Load *load);

/* Batches with an observation that may be in [from, to), in order of id; array of Load, owned by the caller. */
GPtrArray *store_loads(Store *store, gint64 from, gint64 to, GError **error);

/* --- sensors ---------------------------------------------------------------------------- */

typedef struct {
	gint64 id;
	char *name;                  /* as in the observations */
	char *name_ja, *name_en;     /* printed; NULL: name is */
	char *placement;             /* "domestic", "overseas" or NULL */
	gint64 valid_from, valid_to; /* [s since 1970, UTC]; G_MININT64, G_MAXINT64 where open */
} Sensor;

void sensor_free(Sensor *sensor);

/* All sensors by name; array of Sensor, owned by the caller. */
GPtrArray *store_sensors(Store *store, GError **error);

/* Adds the sensor or sets every field of the one with its name; id is not read. */
gboolean store_set_sensor(Store *store, const Sensor *sensor, GError **error);

/*
 * Sets every sensor of a CSV file, or none: a head line of column names, of which name must be there and name_ja,
 * name_en, placement, valid_from, valid_to, addresses may be.  Errors begin with file and line.
 */
gboolean store_read_sensors(Store *store, const char *path, GError **error);

/* The addresses that a sensor has: IP addresses and prefixes, with spaces or semicolons between. */
typedef struct {
	char *sensor, *addresses;
} SensorAddresses;

void sensor_addresses_free(SensorAddresses *addresses);

/* Of the sensors that have some, by name; array of SensorAddresses, owned by the caller. */
GPtrArray *store_addresses(Store *store, GError **error);

/* Sets them for a sensor that is there; NULL takes them away.  Fails where one is no address. */
gboolean store_set_addresses(Store *store, const char *sensor, const char *addresses, GError **error);

/* --- declared gaps ---------------------------------------------------------------------- */

typedef struct {
	gint64 id;
	gint64 from, to;           /* [s since 1970, UTC], half open */
	char *sensor;              /* name; NULL: the whole system */
	char *cause_ja, *cause_en; /* NULL where not given */
} Outage;

void outage_free(Outage *outage);
GPtrArray *store_outages(Store *store, GError **error);
gboolean store_add_outage(Store *store, const Outage *outage, gint64 *id, GError **error);
gboolean store_remove_outage(Store *store, gint64 id, GError **error);

/*
 * Adds every gap of a CSV file that is not there yet, or none: columns start and end, and sensor, cause_ja,
 * cause_en where they are there.
 */
gboolean store_read_outages(Store *store, const char *path, GError **error);

/* --- the store kept ------------------------------------------------------------------------ */

/* A line of the register of batches. */
typedef struct {
	gint64 id, observations, packets, first, last; /* times [s since 1970, UTC], both inclusive */
	gint64 loaded, withdrawn;                      /* [s since 1970, UTC]; withdrawn 0: it is there */
	char *name, *sha256, *profile;
	BatchLoss loss; /* of what is there */
} Entry;

void entry_free(Entry *entry);

/* All batches that ever were, in order of id; array of Entry, owned by the caller. */
GPtrArray *store_register(Store *store, GError **error);

/*
 * Takes a batch out, exactly; the register keeps that it was there, and its file may be ingested again.  word is its
 * number, the name of its file, or eight or more hex digits of the SHA-256 of its content; *batch becomes its number.
 */
gboolean store_withdraw(Store *store, const char *word, gint64 *batch, GError **error);

typedef struct {
	gint64 days; /* that changed */
	gint64 segments_before, segments_after, bytes_before, bytes_after;
} Compaction;

/*
 * Joins the small segments of days that are over and gives the space that is free then back to the file system (SQLite's
 * VACUUM, for which the file's size has to be free for a moment).  No answer changes; a day is whole or as it was.
 */
gboolean store_compact(Store *store, Compaction *compaction, GError **error);

typedef struct {
	gint64 days, observations;
} Expiry;

/*
 * Drops the observations of the days that end at or before an instant [s since 1970, UTC].  Sums of whole days stay, every
 * item by hour and by sensor, the minutes of the sensors, and sketches of the sources; what asks for rows of such a day is
 * refused from then on, as are batches for it and batches of it to be withdrawn.
 */
gboolean store_expire(Store *store, gint64 before, Expiry *expiry, GError **error);

/* Names of the answers to where sources are, the one in use first; array of char *, owned by the caller. */
GPtrArray *store_placements(Store *store, GError **error);

/*
 * Asks geo for the region of every observation and keeps the answers that were there under the name they had, those
 * of the first load being "ingest".  The new ones have the name given, which must be new.
 */
gboolean store_relocate(Store *store, Geo *geo, const char *name, gint64 *observations, GError **error);

/* Puts the answers of that name in use again, and keeps those in use; what was loaded since has but one answer. */
gboolean store_use_placement(Store *store, const char *name, GError **error);

/* --- the store about itself --------------------------------------------------------------- */

typedef struct {
	gint64 version, bytes; /* of the schema; of the file and its journal */
	gint64 batches, withdrawn, observations, packets, sensors, signatures, gaps, days, expired,
	    segments;       /* expired: days of which sums are left */
	gint64 first, last; /* times of observations [s since 1970, UTC]; not read where there are none */
} StoreInfo;

gboolean store_info(Store *store, StoreInfo *info, GError **error);

/* Packets of each class, by Class; of expired days too. */
gboolean store_class_packets(Store *store, gint64 packets[CLASS_COUNT], GError **error);

/*
 * Reads everything: SQLite's own check, every column, and whether rows, sums and ledger agree.  What is wrong, as
 * an array of char *, owned by the caller; empty where all is well.  NULL where it cannot be read at all.
 */
GPtrArray *store_check(Store *store, GError **error);
