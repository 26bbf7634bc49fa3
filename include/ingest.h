/*
 * ingest: a file of observations into the store, whole or not at all.
 * How a file is written is told by a profile, an INI file (teiten-profile(5)); ours are found by name.
 */
#pragma once
#include "clickhouse.h"
#include "store.h"
#include "survey.h"

typedef struct Profile Profile;

/*
 * Loads one of our profiles by name ("marx"), or a file where text holds a '/' or ends in ".ini".  An unknown
 * section, key or value is an error with its file and line.
 */
Profile *profile_load(const char *text, GError **error);
void profile_free(Profile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Profile, profile_free)

/*
 * Labels for the packets of captures: an INI file of [signatures] with label = expression of pcap-filter(7).
 * Loads our own table ("common"), or a file where text holds a '/' or ends in ".ini".  A bad expression is an
 * error with its file and line.
 */
typedef struct Signatures Signatures;
Signatures *signatures_load(const char *text, GError **error);
void signatures_free(Signatures *signatures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Signatures, signatures_free)

enum { INGEST_COMPLAINTS = 10 }; /* bad rows whose reason is kept */

typedef struct {
	const Profile *profile;
	const Signatures *signatures; /* NULL: no labels for captures */
	const char *sensor;           /* of all observations, over what the file says; NULL: the file says */
	GRegex *sensor_from;          /* its group "sensor" in the file's name is the sensor; NULL: not asked */
	Geo *geo;                     /* NULL: no database */
	const Survey *survey;         /* NULL: no list of surveys */
	gboolean replace;             /* withdraw batches that overlap */
	gint64 max_rejects;           /* more bad rows fail the file */
	GString *rejects;             /* the bad rows' text is added to it; NULL: not wanted */
	void (*progress)(gint64 rows, gint64 position, gint64 size, gpointer data); /* NULL: not wanted */
	gpointer data;
} IngestOptions;

typedef struct {
	gint64 rows, rejected; /* good and bad */
	gint64 packets;
	guint sensors;
	gint64 first, last;    /* times of the observations [s since 1970, UTC] */
	char *remarks;         /* what was passed over, in words; NULL: nothing */
	GPtrArray *complaints; /* "file:line: reason" of the first INGEST_COMPLAINTS bad rows */
	BatchReceipt receipt;  /* where the file was stored */
} IngestSummary;

void ingest_summary_clear(IngestSummary *summary);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IngestSummary, ingest_summary_clear)

/*
 * Reads the file at path ("-": stdin) into the store, in one batch.  On failure the store is as it was; summary
 * tells what was seen in either case and is to be cleared by the caller.
 */
gboolean ingest_file(
    Store *store, const char *path, const IngestOptions *options, IngestSummary *summary, GError **error);

/* The same into a ClickHouse database. */
gboolean ingest_cluster(
    Cluster *cluster, const char *path, const IngestOptions *options, IngestSummary *summary, GError **error);
