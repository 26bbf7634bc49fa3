/*
 * tallies: packets as they are added up on their way into the tables of sums.
 */
#pragma once
#include <glib.h>

/* What a sum is of, in the order of Dimension, source.h. */
enum { SUM_PORT, SUM_REGION, SUM_SIGNATURE, SUM_SENSOR, SUM_DIMENSIONS };

/* The table that it goes to. */
typedef enum { SUM_OF_DAY, SUM_OF_HOUR, SUM_OF_SENSOR, SUM_KINDS } SumKind;

typedef struct {
	guint32 time; /* start of the day or hour [s since 1970, UTC] */
	guint32 key;
	guint64 packets; /* 0: a free place */
	guint64 minutes; /* of SUM_OF_HOUR of a sensor: a bit for each minute of the hour, lowest first */
	guint16 sensor;  /* of SUM_OF_SENSOR, a day's sum of a key parted by sensor */
	guint8 dimension, kind;
} SumCell;

typedef struct {
	SumCell *cells; /* [room], open addressing */
	gsize used, room;
} Tallies;

Tallies *tallies_new(void);
void tallies_free(Tallies *tallies);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tallies, tallies_free)

/* Adds packets and minutes; FALSE, and nothing added, where it is full: then it is to be written and cleared. */
gboolean tallies_add(Tallies *tallies, const SumCell *more);
void tallies_clear(Tallies *tallies);
