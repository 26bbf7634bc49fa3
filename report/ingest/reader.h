/*
 * reader: a file of one form as observations.
 * A new form is one line in the table of reader.c and one file beside it.
 */
#pragma once
#include "destination.h"
#include "ingest.h"
#include "input.h"
#include "names.h"
#include "profile.h"

typedef struct Reader Reader;

/*
 * Told of every bad row: where it starts (lines from 1), why it is bad, and its text (NULL: it has none).  FALSE and error where
 * reading on is no use.
 */
typedef struct {
	gboolean (*reject)(
	    gint64 line, const char *reason, const char *text, gsize length, gpointer data, GError **error);
	gpointer data;
} ReaderSink;

typedef struct {
	const char *name;
	/* Whether the file's first bytes, of which there are n, are of this form. */
	gboolean (*knows)(const guint8 *first, gsize n);
	gsize size; /* of the form's own struct, which begins with a Reader */
	/* Reads up to the first observation. */
	gboolean (*start)(Reader *reader, GError **error);
	/* Fills up to n observations; 0 at the end, -1 and error when the file cannot be read on. */
	gssize (*read)(Reader *reader, Observation *observations, gsize n, GError **error);
	/* Frees what the form has of its own, also where it did not start. */
	void (*stop)(Reader *reader);
} ReaderOps;

/* What all readers have. */
struct Reader {
	const ReaderOps *ops;
	Input *input; /* not owned, like the profile */
	const Profile *profile;
	const Signatures *signatures; /* for captures; may be NULL */
	const char *form;             /* how the file is read, for the ledger */
	const char *sensor;           /* where the file does not say; NULL: it must */
	gboolean fixed;               /* sensor is meant whatever the file says */
	ReaderSink sink;
	Names *sensors, *labels;
	Destinations *destinations; /* what the sensors' addresses say */
	gboolean simulated;         /* the file says that it was made by teiten simulate */
	gint64 latest;              /* a later time is an error [s since 1970, UTC] */
	const char *heading;        /* the line that names the columns, with its line end; NULL: none */
	BatchLoss loss;             /* what is known to be missing, when the end is reached */
	GString *remarks;           /* what was passed over, in words, when the end is reached; empty: nothing */
};

/* What a reader is given besides the file. */
typedef struct {
	const Profile *profile;       /* for text */
	const Signatures *signatures; /* for captures; NULL: no labels */
	const char *sensor;           /* meant whatever the file says; NULL: it says */
	const GPtrArray *addresses;   /* of SensorAddresses; NULL: none */
	ReaderSink sink;
} ReaderOptions;

/* Opens the input with the reader of its form.  An error in the file begins with its place ("x.csv:1: "). */
Reader *reader_open(Input *input, const ReaderOptions *options, GError **error);
void reader_free(Reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reader, reader_free)

/* Fills up to n observations; 0 at the end, -1 and error when the file cannot be read on. */
gssize reader_read(Reader *reader, Observation *observations, gsize n, GError **error);

/* Adds to the reader's remarks, where number is not 0. */
void reader_remark(Reader *reader, gint64 number, const char *what);

/* NULL where an observation can have this time, else why not. */
const char *reader_time_reason(const Reader *reader, gint64 time);

extern const ReaderOps reader_text, reader_pcap;
